"""Markers that normalise by month 3, and survival from then on."""

from itertools import product

import polars as pl

from transforms.derived.markers.month_3 import (
    landmark_class,
    landmark_on,
    month_3_classes,
    month_3_values,
)
from transforms.derived.markers.series import (
    daily_values,
    is_baseline_day,
    latest_first,
    one_a_series,
)
from transforms.derived.markers.strata import STRATA
from transforms.frames import conform
from transforms.published.estimates.hazard import hazard_of
from transforms.published.estimates.ratio_of_hazards import RATIO
from transforms.published.estimates.survival import median_survival
from transforms.published.facts.fact import days_after, fixed
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import names

TABLE = PUBLISHED["marker_landmark"]
SERIES = ("patient_id", "analyte_code")
TOLD = (*SERIES, "landmark_class", "landmark_on")
TREATMENTS = ("bone_agent", "no_agent")
CLASSES = ("N_N", "N_E", "E_N", "E_E")


def marker_landmark(
    marker_stratum: pl.DataFrame, marker_result: pl.DataFrame, cohort: pl.DataFrame
) -> pl.DataFrame:
    """Each class of baseline and month 3, under a bone-targeted agent and without (Lipton 2008).

    In: derived tables. Out: published.marker_landmark (domain.md §3.4): the class out of those of
    the same class at baseline, Wilson's limits; survival from the landmark, day 120 after the
    first dose (after index without any dose by then), of those alive and followed that day, never
    from baseline: who died before month 3 has no class. hazard_ratio: elevated at month 3 against
    normal, of the same class at baseline, withheld under 20 patients or 5 deaths.
    """
    treated = marker_stratum.drop_nulls("landmark_class").select(TOLD)
    untreated = _untreated(marker_result, cohort)
    told = {
        treatment: _followed(classes, cohort)
        for treatment, classes in zip(TREATMENTS, (treated, untreated), strict=True)
    }
    rows = [
        _row(told[treatment].filter(pl.col("analyte_code") == analyte), name).with_columns(
            analyte_code=pl.lit(analyte), landmark_treatment=pl.lit(treatment)
        )
        for analyte, treatment, name in product(STRATA, TREATMENTS, CLASSES)
    ]
    return conform(pl.concat(rows), TABLE)


def _untreated(marker_result: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """The classes of those without a dose by their landmark, counted from index."""
    landmark = landmark_on("index_on")
    waiting = (pl.col("first_bone_agent_on") > landmark).fill_null(True)
    people = cohort.filter(waiting).select("patient_id", "index_on", "first_bone_agent_on")
    stratified = marker_result.filter(pl.col("analyte_code").is_in(list(STRATA)))
    values = daily_values(stratified, names("stratum_statuses"), SERIES).join(
        people, on="patient_id"
    )
    baseline = one_a_series(
        values.filter(is_baseline_day()), SERIES, "baseline", order=latest_first()
    )
    both = (
        baseline.join(month_3_values(values, SERIES, "index_on"), on=SERIES)
        .join(people, on="patient_id")
        .with_columns(*month_3_classes(), landmark_on=landmark)
    )
    return (
        both.with_columns(landmark_class=landmark_class()).drop_nulls("landmark_class").select(TOLD)
    )


def _followed(classes: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """The classes with start, stop in days from the landmark, event (death) and is_followed."""
    seen = classes.join(
        cohort.select("patient_id", "entry_on", "exit_on", "exit_status"), on="patient_id"
    )
    is_followed = (pl.col("entry_on") <= pl.col("landmark_on")) & (
        pl.col("exit_on") > pl.col("landmark_on")
    )
    return seen.with_columns(
        start=pl.lit(0.0),
        stop=days_after(pl.col("exit_on"), "landmark_on"),
        event=pl.col("exit_status") == "dead",
        is_followed=is_followed,
    ).sort("patient_id")


def _row(told: pl.DataFrame, name: str) -> pl.DataFrame:
    baseline = name.removesuffix("_N").removesuffix("_E")
    same_baseline = told.filter(pl.col("landmark_class").str.starts_with(baseline))
    patients = same_baseline.filter(pl.col("landmark_class") == name)
    share = proportion(patients.height, same_baseline.height).rename({"estimate": "proportion"})
    survival = median_survival(patients.filter("is_followed")).rename(
        {"patient_count": "landmark_patient_count"}
    )
    hazard = _against_normal(same_baseline.filter("is_followed"), name)
    return pl.concat([share, survival, hazard], how="horizontal").with_columns(
        landmark_class=pl.lit(name),
        patient_count=pl.lit(patients.height),
        baseline_class_count=pl.lit(same_baseline.height),
    )


def _against_normal(followed: pl.DataFrame, name: str) -> pl.DataFrame:
    """The hazard of death of a class elevated at month 3; null for one that is normal then."""
    is_elevated = pl.col("landmark_class").str.ends_with("E")
    fact = fixed(followed.select("patient_id", state=is_elevated))
    periods = followed.select("patient_id", "start", "stop", "event")
    shown = hazard_of(periods, fact, may_repeat=False).select(*RATIO.values(), "is_withheld")
    is_compared = pl.lit(name.endswith("E"))
    return shown.select(pl.when(is_compared).then(pl.all()))
