"""Hypercalcaemia episodes that came, or went."""

import polars as pl

from transforms.changes.causes import context, own_evidence
from transforms.changes.items import as_items, rows_of_either, side_by_side
from transforms.changes.published_version import TwoVersions
from transforms.changes.touched import with_touched


def hypercalcaemia_episodes(versions: TwoVersions) -> pl.DataFrame:
    """Every episode that is in one version and not in the other, with its cause: columns of ITEM.

    Its own rows are the calciums and albumins it is made of. An episode that a newer, earlier
    result now begins goes and comes back under another key: minus one, plus one.
    """
    sides = side_by_side(
        versions.before.table("hypercalcaemia_episode"),
        versions.after.table("hypercalcaemia_episode"),
        ["episode_id", "patient_id"],
        ["episode_start_at", "source_rows"],
    )
    changed = sides.filter(pl.col("was_there") != pl.col("is_there")).with_columns(
        difference=pl.when("is_there").then(1.0).otherwise(-1.0),
        item_key="episode_id",
        item_on=pl.coalesce("episode_start_at_after", "episode_start_at_before").dt.date(),
        state_before=_state("was_there"),
        state_after=_state("is_there"),
        own_rows=rows_of_either(),
    )
    cause = pl.coalesce(
        own_evidence(versions.before.complete_until), context("other_row", versions.night_moved)
    )
    judged = with_touched(changed, versions.row_changes).with_columns(change_cause=cause)
    return as_items(judged, "hypercalcaemia_episode")


def _state(side: str) -> pl.Expr:
    return pl.when(side).then(pl.lit("present")).otherwise(pl.lit("absent"))
