"""Trend of each bone marker of a patient, by assay."""

from datetime import date

import polars as pl

from transforms.derived.evidence import with_definition_version
from transforms.derived.markers.normalisation import normalisation
from transforms.derived.markers.series import (
    daily_values,
    is_baseline_day,
    latest_first,
    lowest_first,
    one_a_series,
)
from transforms.derived.markers.slope import monthly_slope
from transforms.frames import conform
from warehouse.schema import ANALYTES, DERIVED
from warehouse.schema.definitions import names

SERIES = ("patient_id", "analyte_code", "assay")
DECIMALS = 6  # of a percentage: a change of exactly the reference change value is not beyond it
REFERENCE_CHANGE = {code: ANALYTES[code].reference_change_percent for code in names("bone_markers")}
STALE_AFTER = {code: ANALYTES[code].stale_after_days for code in names("bone_markers")}


def marker_trend(marker_result: pl.DataFrame, cohort: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Where a marker stands: baseline, change, nadir, slope, normalisation; a row a series.

    In: derived.marker_result, derived.cohort, and the night. Out: derived.marker_trend (domain.md
    §3.3, §3.5), patients of the cohort only; values in the unit of the analyte, changes in %.

    A series is a patient, an analyte and an assay: values of two assays are never compared.
    Results of status ok and caution are used, one a day. A change is a rise or a fall only
    strictly beyond the reference change value. Limits ("<5") are used as they are written, and
    marked, except in the slope. Without a baseline there is neither change nor nadir.
    """
    values = _values(marker_result, cohort, as_of)
    last = one_a_series(values, SERIES, "last", order=latest_first())
    baseline = one_a_series(
        values.filter(is_baseline_day()), SERIES, "baseline", order=latest_first()
    )
    since = values.join(baseline, on=SERIES).filter(pl.col("drawn_on") >= pl.col("baseline_on"))
    nadir = one_a_series(since, SERIES, "nadir", order=lowest_first())
    described = (
        _described(values)
        .join(last, on=SERIES)
        .join(baseline, on=SERIES, how="left")
        .join(nadir, on=SERIES, how="left")
        .join(monthly_slope(values, SERIES), on=SERIES, how="left")
        .join(normalisation(since, SERIES), on=SERIES, how="left")
    )
    table = DERIVED["marker_trend"]
    measured = _with_changes(described, as_of)
    return conform(with_definition_version(measured).select(table.columns), table)


def _values(marker_result: pl.DataFrame, cohort: pl.DataFrame, as_of: date) -> pl.DataFrame:
    people = cohort.select("patient_id", "index_on", "first_bone_agent_on", "death_on")
    known = marker_result.filter(pl.col("sampled_at").dt.date() <= as_of)
    return daily_values(known, names("trend_statuses"), SERIES).join(people, on="patient_id")


def _described(values: pl.DataFrame) -> pl.DataFrame:
    return values.group_by(SERIES).agg(
        pl.col("death_on").first(),
        result_count=pl.len(),
        source_rows=pl.col("result_row").sort(),
    )


def _with_changes(described: pl.DataFrame, as_of: date) -> pl.DataFrame:
    limits = [
        (pl.col(f"{name}_operator").fill_null("=") != "=") for name in ("baseline", "nadir", "last")
    ]
    is_later = pl.col("last_on") > pl.col("baseline_on")
    return described.with_columns(
        change_percent=pl.when(is_later).then(_percent("last_value", "baseline_value")),
        change_from_nadir_percent=_percent("last_value", "nadir_value"),
        days_to_nadir=(pl.col("nadir_on") - pl.col("baseline_on")).dt.total_days(),
        reference_change_percent=_of_analyte(REFERENCE_CHANGE),
        has_limit_value=pl.any_horizontal(limits),
        is_stale=_is_stale(as_of),
    ).with_columns(trend_class=_trend_class())


def _percent(value: str, of: str) -> pl.Expr:
    change = 100 * (pl.col(value) - pl.col(of)) / pl.col(of)
    return pl.when(pl.col(of) > 0).then(change.round(DECIMALS))


def _trend_class() -> pl.Expr:
    change, beyond = pl.col("change_percent"), pl.col("reference_change_percent")
    return (
        pl.when(change > beyond)
        .then(pl.lit("rise"))
        .when(change < -beyond)
        .then(pl.lit("fall"))
        .when(change.is_not_null())
        .then(pl.lit("stable"))
    )


def _is_stale(as_of: date) -> pl.Expr:
    """Of someone who died, the last value is too old to speak for the day of death."""
    speaks_for = pl.min_horizontal("death_on", pl.lit(as_of))
    return (speaks_for - pl.col("last_on")).dt.total_days() > _of_analyte(STALE_AFTER)


def _of_analyte(figures: dict[str, float | None] | dict[str, int | None]) -> pl.Expr:
    return pl.col("analyte_code").replace_strict(figures, return_dtype=pl.Float64)
