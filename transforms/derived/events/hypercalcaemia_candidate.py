"""Episodes of hypercalcaemia as candidate events."""

import polars as pl

from transforms.derived.calcium.etiology import MALIGNANT, PTH_HIGH, UNKNOWN
from transforms.derived.events.candidate import as_candidates, first_reason
from warehouse.schema.definitions import number

# The hypercalcaemia itself is measured; what is more or less certain is that cancer causes it.
CERTAINTY = {MALIGNANT: "confirmed", UNKNOWN: "probable", PTH_HIGH: "uncertain"}


def hypercalcaemia_candidate(hypercalcaemia_episode: pl.DataFrame) -> pl.DataFrame:
    """Every episode as a candidate on the day of its first qualifying sample (domain.md §2.1).

    In: derived.hypercalcaemia_episode. Out: columns of a candidate. Malignant hypercalcaemia is
    what counts: with PTH above its range the parathyroid is the more likely cause, and the episode
    is excluded as pth_high unless the definitions say otherwise (domain.md §1.A). The rows behind
    the label are part of the evidence.
    """
    started_on = pl.col("episode_start_at").dt.date()
    hormones = pl.concat_list("pth_row", "pthrp_row").list.drop_nulls()
    return as_candidates(
        hypercalcaemia_episode.with_columns(
            occurred_on=started_on,
            earliest_on=started_on,
            certainty=pl.col("hcm_etiology").replace_strict(CERTAINTY, return_dtype=pl.String),
            excluded_reason=first_reason(pth_high=~is_counted_as_malignant()),
            event_id=pl.col("episode_id"),
            source_rows=pl.col("source_rows").list.concat(hormones),
        ),
        "HCM",
    )


def is_counted_as_malignant() -> pl.Expr:
    """PTH is not above its range, or the definitions count the episode all the same."""
    return (pl.col("hcm_etiology") != PTH_HIGH) | bool(number("count_pth_high"))
