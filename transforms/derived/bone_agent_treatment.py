"""Treatments by bone-targeted agents: from the first dose to the stop."""

from datetime import date

import polars as pl

from transforms.derived.evidence import with_definition_version
from transforms.derived.exposure.attempts import attempts
from transforms.derived.exposure.gaps import TREATMENT, attempt_days, from_first_dose, grace_days
from transforms.frames import conform
from warehouse.schema import DERIVED


def bone_agent_treatment(
    bone_agent_administration: pl.DataFrame, cohort: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Treatments of the patients of the cohort: one row a patient and treatment.

    In: canonical.bone_agent_administration, derived.cohort, and the night. Out:
    derived.bone_agent_treatment (domain.md §6).

    A treatment goes from its first dose to death, to the end of observation, or to the day the
    dose that never came was due. Proportion of days covered: days within a dose's interval and 14
    days after it, over all days of treatment, both ends included; a dose covers until the next.
    """
    tried = attempts(bone_agent_administration, cohort, as_of)
    days = from_first_dose(attempt_days(tried))
    treatments = _summed(days).join(_switches(tried, days), on=TREATMENT)
    table = DERIVED["bone_agent_treatment"]
    return conform(with_definition_version(treatments).select(table.columns), table)


def _summed(days: pl.DataFrame) -> pl.DataFrame:
    sums = (
        days.join(_covered(days), on=TREATMENT)
        .group_by(TREATMENT, maintain_order=True)
        .agg(
            pl.col("started_on", "ended_on", "covered_days").first(),
            exposure_end=_end().last(),
            dose_count=pl.col("is_given").sum(),
            held_count=(~pl.col("is_given")).sum(),
            missed_count=pl.col("is_missed").sum(),
            source_rows=pl.col("rows").explode(empty_as_null=False).sort(),
        )
    )
    length = (pl.col("ended_on") - pl.col("started_on")).dt.total_days() + 1
    return sums.with_columns(
        treatment_days=length, proportion_days_covered=pl.col("covered_days") / length
    )


def _end() -> pl.Expr:
    return (
        pl.when("is_stopped")
        .then(pl.lit("stopped"))
        .when("is_dead_at_end")
        .then(pl.lit("dead"))
        .otherwise(pl.lit("observed"))
    )


def _covered(days: pl.DataFrame) -> pl.DataFrame:
    """Days covered by the doses of each treatment: a dose covers until the next one given."""
    doses = days.filter("is_given").with_columns(
        next_dose_on=pl.col("given_on").shift(-1).over(TREATMENT)
    )
    last_covered = pl.min_horizontal(
        pl.col("due_on") + pl.duration(days=grace_days()),
        pl.col("next_dose_on") - pl.duration(days=1),
        "ended_on",
    )
    covered = (last_covered - pl.col("given_on")).dt.total_days() + 1
    return doses.group_by(TREATMENT).agg(covered_days=covered.sum())


def _switches(tried: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    doses = tried.filter("is_given").join(
        days.select(*TREATMENT, "given_on"), on=["patient_id", "given_on"]
    )
    ordered = doses.sort(*TREATMENT, "given_on", "atc_code")
    is_other = pl.col("atc_code") != pl.col("atc_code").shift(1).over(TREATMENT)
    return (
        ordered.with_columns(is_other=is_other)
        .group_by(TREATMENT)
        .agg(switch_count=pl.col("is_other").sum())
    )
