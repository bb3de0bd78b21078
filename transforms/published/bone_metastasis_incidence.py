"""Cumulative incidence of bone metastasis from the diagnosis of cancer, death competing."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.observed import CENSORED, DEATH, EVENT, HALF_DAY
from transforms.published.estimates.strata import by_histology
from transforms.statistics import cumulative_incidence
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["bone_metastasis_incidence"]
CAUSES = {EVENT: "bone_metastasis", DEATH: "death"}


def bone_metastasis_incidence(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Incidence by day since the diagnosis of lung cancer, overall and by histology (1.2).

    In: derived.disease_profile. Out: published.bone_metastasis_incidence. Aalen-Johansen with death
    competing and late entry, log-log limits. Bone metastasis found with the cancer or before
    it is on half a day. Someone referred here after bone metastasis was found is not in it.
    """
    histories = _histories(disease_profile)
    curves = [_curve(histories, stratum, value) for stratum, value in by_histology().items()]
    return conform(pl.concat([empty_frame(TABLE), *curves]), TABLE)


def _histories(profile: pl.DataFrame) -> pl.DataFrame:
    def from_cancer(on: str) -> pl.Expr:
        return (pl.col(on) - pl.col("cancer_on")).dt.total_days().cast(pl.Float64)

    periods = profile.select(
        "histology",
        entry_day=from_cancer("entry_on"),
        end_day=from_cancer("exit_on"),
        bone_day=from_cancer("bone_metastasis_on").clip(lower_bound=HALF_DAY),
        has_died=pl.col("exit_status") == "dead",
    )
    has_bone = (pl.col("bone_day") <= pl.col("end_day").clip(lower_bound=HALF_DAY)).fill_null(False)
    ended = periods.with_columns(
        exit_day=pl.when(has_bone).then("bone_day").otherwise(_end_day()),
        status=pl.when(has_bone).then(EVENT).when("has_died").then(DEATH).otherwise(CENSORED),
    )
    return ended.filter(pl.col("exit_day") > pl.col("entry_day"))


def _end_day() -> pl.Expr:
    """A death on the day of diagnosis is on half a day; nobody else is followed that short."""
    return (
        pl.when("has_died").then(pl.col("end_day").clip(lower_bound=HALF_DAY)).otherwise("end_day")
    )


def _curve(histories: pl.DataFrame, stratum: str, value: pl.Expr) -> pl.DataFrame:
    curve = cumulative_incidence(
        histories.with_columns(stratum_value=value),
        time="exit_day",
        status="status",
        entry="entry_day",
        group="stratum_value",
    )
    named = curve.rename(
        {"group": "stratum_value", "time": "day_from_cancer", "estimate": "incidence"}
    ).with_columns(
        stratum=pl.lit(stratum),
        incidence_cause=pl.col("cause").replace_strict(CAUSES, return_dtype=pl.String),
    )
    return conform(named.drop("cause"), TABLE)
