"""Any laboratory analyte of the registry on the timeline."""

import altair as alt
import polars as pl

from dashboard.charts.inline import with_tips
from dashboard.charts.layered import panel
from dashboard.charts.panel import band, value_axis
from dashboard.charts.reference import reference_interval
from dashboard.charts.result_marks import padded, result_points, trend
from dashboard.charts.time_axis import TimeAxis
from dashboard.labels import analyte_title, rule_meaning, wrapped
from dashboard.palette import EXCLUDED, REFERENCE_BAND, RESULT
from dashboard.queries.history import History

HEIGHT = 90
# Selectable beside calcium, in the order of the menu.
ANALYTES_SHOWN = ("ALB", "CTX", "NTX_CR", "BALP_MASS", "BALP_ACT", "ALP", "PTH", "VITD25", "CREAT")
RESULT_TIPS = (
    "sampled_at",
    "value_operator",
    "result",
    "unit",
    "reference_low",
    "reference_high",
    "is_fasting",
    "method",
    "result_status",
    "reading",
)
PRE_ANALYTIC_RULE = "L14"


def analytes_measured(results: pl.DataFrame) -> list[str]:
    """Which of the selectable analytes this patient has a result of."""
    present = set(results["analyte_code"].to_list())
    return [code for code in ANALYTES_SHOWN if code in present]


def analyte_panel(code: str, history: History, axis: TimeAxis, guides: alt.Chart) -> alt.LayerChart:
    """How did this marker go?

    Filled: a valid value. Hollow: the sample was not drawn as the marker asks (rule L14).
    Triangle: only a limit is known (< or >). Grey cross: excluded by a rule; on the floor when
    there is no number. The line joins valid values of one method only.
    """
    rows = history.results.filter(pl.col("analyte_code") == code)
    limits = reference_interval(rows, code)
    low, high = padded(rows["value"], *(limit for limit in limits if limit is not None))
    low = max(low, 0.0)
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[low, high], zero=False, nice=False),
        axis=value_axis(wrapped(analyte_title(code)), HEIGHT),
    )
    points = _results(rows, axis, floor=low + (high - low) * 0.05)
    valid = points.filter(pl.col("looks") == "valid").select("at", "value", "method")
    return panel(
        band(*limits, (low, high), REFERENCE_BAND),
        guides,
        trend(valid, axis, y, by="method"),
        result_points(points, axis, y, RESULT_TIPS, f"analyte_{code}"),
        height=HEIGHT,
    )


def _results(rows: pl.DataFrame, axis: TimeAxis, floor: float) -> pl.DataFrame:
    read = rows.with_columns(
        looks=_looks(),
        result=pl.coalesce(pl.col("value").round(3).cast(pl.String), "value_text"),
        unit=pl.col("unit_code"),
        reading=pl.coalesce(
            pl.col("excluded_reason"), pl.col("rule_codes").list.first()
        ).map_elements(rule_meaning, return_dtype=pl.String),
    )
    grey = pl.col("looks") == "excluded"
    return with_tips(read, RESULT_TIPS).select(
        "looks",
        "method",
        pl.col("value").fill_null(floor),
        at=axis.position("sampled_at"),
        shape=pl.col("looks").replace_strict(
            {
                "valid": "circle",
                "pre_analytic": "circle",
                "under": "triangle-down",
                "over": "triangle-up",
                "excluded": "cross",
            }
        ),
        fill=pl.when(pl.col("looks") == "valid")
        .then(pl.lit(RESULT))
        .otherwise(pl.lit("transparent")),
        outline=pl.when(grey).then(pl.lit(EXCLUDED)).otherwise(pl.lit(RESULT)),
        record=pl.format("row|lab_result:{}:{}", "source_system", "source_row_id"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in RESULT_TIPS},
    )


def _looks() -> pl.Expr:
    broken = pl.col("rule_codes").fill_null([]).list.contains(PRE_ANALYTIC_RULE)
    return (
        pl.when(pl.col("excluded_reason").is_not_null() | pl.col("value").is_null())
        .then(pl.lit("excluded"))
        .when(pl.col("value_operator") == "<")
        .then(pl.lit("under"))
        .when(pl.col("value_operator") == ">")
        .then(pl.lit("over"))
        .when(broken)
        .then(pl.lit("pre_analytic"))
        .otherwise(pl.lit("valid"))
    )
