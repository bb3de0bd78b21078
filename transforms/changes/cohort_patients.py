"""Patients who entered the cohort, or left it."""

import polars as pl

from transforms.changes.causes import GAINED, context, own_evidence
from transforms.changes.items import as_items, side_by_side
from transforms.changes.published_version import TwoVersions
from transforms.changes.touched import with_cohort_rows_touched


def cohort_patients(versions: TwoVersions) -> pl.DataFrame:
    """Every patient who is in one cohort and not in the other, with the cause: columns of ITEM.

    A patient whose only changed rows are verdicts of clinicians entered or left because of them:
    an event that reveals bone metastasis was accepted or rejected.
    """
    sides = side_by_side(
        versions.before.table("cohort"),
        versions.after.table("cohort"),
        ["patient_id"],
        ["index_on"],
    )
    changed = sides.filter(pl.col("was_there") != pl.col("is_there")).with_columns(
        difference=pl.when("is_there").then(1.0).otherwise(-1.0),
        item_key="patient_id",
        item_on=pl.coalesce("index_on_after", "index_on_before"),
        state_before=_state("was_there"),
        state_after=_state("is_there"),
    )
    judged = with_cohort_rows_touched(changed, versions.row_changes).with_columns(
        only_reviewed=_only_reviewed(versions.row_changes)
    )
    return as_items(judged.with_columns(change_cause=_cause(versions)), "cohort_patient")


def _cause(versions: TwoVersions) -> pl.Expr:
    verdict = pl.when(GAINED).then(pl.lit("review_accepted")).otherwise(pl.lit("review_rejected"))
    return pl.coalesce(
        own_evidence(versions.before.complete_until),
        pl.when("only_reviewed").then(verdict),
        context("other_row", versions.night_moved),
    )


def _only_reviewed(row_changes: pl.DataFrame) -> pl.Expr:
    is_review = pl.col("source_row").str.starts_with("review:")
    reviewed = row_changes.group_by("patient_id").agg(is_review.all().alias("only"))
    return pl.col("patient_id").is_in(reviewed.filter("only")["patient_id"].implode())


def _state(side: str) -> pl.Expr:
    return pl.when(side).then(pl.lit("present")).otherwise(pl.lit("absent"))
