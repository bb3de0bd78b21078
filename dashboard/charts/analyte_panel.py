"""Any laboratory analyte of the registry on the timeline."""

import polars as pl

from dashboard.charts.assay_changes import assay_breaks
from dashboard.charts.inline import with_tips
from dashboard.charts.marker_trend_words import trend_words
from dashboard.charts.marker_validity import SHAPES, fill, looks, outline, readings
from dashboard.charts.panel import band, value_y
from dashboard.charts.reference import reference_interval
from dashboard.charts.result_marks import padded, result_points, trend
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Spec, Told, panel
from dashboard.labels import analyte_title, table_meaning, unit_text, wrapped
from dashboard.palette import REFERENCE_BAND
from dashboard.queries.history import History

HEIGHT = 90
# Selectable beside calcium, in the order of the menu.
ANALYTES_SHOWN = (
    "ALB",
    "CTX",
    "NTX_CR",
    "BALP_MASS",
    "BALP_ACT",
    "P1NP",
    "ALP",
    "PTH",
    "VITD25",
    "CREAT",
)
RESULT_TIPS = (
    "sampled_at",
    "value_operator",
    "result",
    "unit",
    "reference_low",
    "reference_high",
    "is_fasting",
    "assay",
    "preanalytical_status",
    "result_status",
    "reading",
)


def analytes_measured(results: pl.DataFrame) -> list[str]:
    """Which of the selectable analytes this patient has a result of."""
    present = set(results["analyte_code"].to_list())
    return [code for code in ANALYTES_SHOWN if code in present]


def analyte_panel(code: str, history: History, axis: TimeAxis, guides: Spec) -> Spec:
    """How did this marker go?

    Filled: a valid value. Pale: something may have moved it. Hollow: the sample was not drawn as
    the marker asks. Triangle: only a limit is known (< or >). Grey cross: no value, on the floor
    when there is no number. The line joins values of one assay only, and a dotted line says where
    the assay changed.
    """
    rows = _with_assay(history.results.filter(pl.col("analyte_code") == code))
    limits = reference_interval(rows, code)
    low, high = padded(rows["value"], *(limit for limit in limits if limit is not None))
    low = max(low, 0.0)
    y = value_y("value", (low, high), wrapped(analyte_title(code)), HEIGHT)
    points = _results(rows, axis, floor=low + (high - low) * 0.05)
    joined = points.filter(pl.col("looks").is_in(["valid", "caution"]))
    meaning = table_meaning("derived.marker_result" if _is_marker(rows) else "canonical.lab_result")
    return panel(
        band(*limits, (low, high), REFERENCE_BAND),
        guides,
        assay_breaks(rows, axis),
        trend(joined.select("at", "value", "assay"), axis, y, by="assay"),
        result_points(points, axis, y, Told(RESULT_TIPS, meaning), f"analyte_{code}"),
        *trend_words(code, history, axis),
        height=HEIGHT,
    )


def _is_marker(rows: pl.DataFrame) -> bool:
    return bool(rows["preanalytical_status"].is_not_null().any())


def _with_assay(rows: pl.DataFrame) -> pl.DataFrame:
    # A bone marker has the assay its trend is read by, another analyte the method as sent.
    return rows.with_columns(assay=pl.coalesce("assay", "method"))


def _results(rows: pl.DataFrame, axis: TimeAxis, floor: float) -> pl.DataFrame:
    units = {unit: unit_text(unit) for unit in rows["unit_code"].drop_nulls().unique().to_list()}
    read = rows.with_columns(
        pl.Series("reading", readings(rows), dtype=pl.String),
        looks=looks(),
        result=pl.col("value").round(3),
        unit=pl.col("unit_code").replace_strict(units, default=None, return_dtype=pl.String),
    )
    row = pl.format("lab_result:{}:{}", "source_system", "source_row_id")
    is_marker = pl.col("preanalytical_status").is_not_null()
    kind = pl.when(is_marker).then(pl.lit("marker")).otherwise(pl.lit("row"))
    told = with_tips(read, RESULT_TIPS).with_columns(
        tip_result=pl.when(pl.col("value").is_null())
        .then(pl.col("value_text"))
        .otherwise(pl.col("tip_result"))
    )
    return told.select(
        "looks",
        "assay",
        pl.col("value").fill_null(floor),
        at=axis.position("sampled_at"),
        shape=pl.col("looks").replace_strict(SHAPES),
        fill=fill(),
        outline=outline(),
        record=pl.format("{}|{}", kind, row),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in RESULT_TIPS},
    )
