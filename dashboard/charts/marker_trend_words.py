"""Beside the last value of a marker: how it changed from baseline, and its risk stratum."""

import polars as pl

from dashboard.charts.inline import with_tips
from dashboard.charts.panel import RECORD, when_picked
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Spec, Told, column, mark, view
from dashboard.labels import table_meaning
from dashboard.language import say, say_number
from dashboard.palette import INK, OPENED
from dashboard.queries.history import History

TREND_TIPS = (
    "baseline_on",
    "baseline_value",
    "last_on",
    "last_value",
    "change_percent",
    "reference_change_percent",
    "trend_class",
    "slope_percent_per_month",
    "normalisation",
)
STRATUM_TIPS = ("baseline_on", "baseline_stratum", "last_on", "last_value", "last_stratum")
_ARROWS = {"rise": "↗", "fall": "↘", "stable": "→"}


def trend_words(code: str, history: History, axis: TimeAxis) -> list[Spec]:
    """Words on the upper edge of a marker's panel, each opening the derived row it is read from.

    In: derived.marker_trend, one an assay, and derived.marker_stratum.
    """
    of_code = pl.col("analyte_code") == code
    trends, strata = history.trends.filter(of_code), history.strata.filter(of_code)
    return [
        _words(_trends(trends), axis, TREND_TIPS, f"trend_{code}", "derived.marker_trend", 2),
        _words(
            _strata(strata), axis, STRATUM_TIPS, f"stratum_{code}", "derived.marker_stratum", 15
        ),
    ]


def _trends(trends: pl.DataFrame) -> pl.DataFrame:
    said = [_change(row) for row in trends.iter_rows(named=True)]
    key = pl.format("trend|{}:{}", "analyte_code", "assay")
    return trends.with_columns(pl.Series("words", said, dtype=pl.String), record=key).filter(
        pl.col("words").is_not_null()
    )


def _change(trend: dict[str, object]) -> str | None:
    percent = trend["change_percent"]
    if not isinstance(percent, float):
        return None
    sign = "+" if percent > 0 else ""
    arrow = _ARROWS.get(str(trend["trend_class"]), "")
    number = f"{sign}{say_number(percent, 0)}"
    return say("{arrow} {change} % from baseline", arrow=arrow, change=number)


def _strata(strata: pl.DataFrame) -> pl.DataFrame:
    said = [
        None if stratum is None else _stratum(str(stratum))
        for stratum in strata["last_stratum"].to_list()
    ]
    key = pl.format("stratum|{}", "analyte_code")
    return strata.with_columns(pl.Series("words", said, dtype=pl.String), record=key).filter(
        pl.col("words").is_not_null()
    )


def _stratum(code: str) -> str:
    names = {"low": say("low"), "moderate": say("moderate"), "high": say("high")}
    return say("Stratum: {stratum}", stratum=names.get(code, code))


def _words(
    rows: pl.DataFrame, axis: TimeAxis, told: tuple[str, ...], name: str, table: str, y: int
) -> Spec:
    kept = with_tips(rows, told).select(
        "words",
        RECORD,
        *(f"tip_{column}" for column in told),
        at=axis.position("last_on"),
    )
    encoding: Spec = {
        "x": axis.x(),
        "y": {"value": y},
        "text": column("words"),
        "color": when_picked(OPENED, INK),
    }
    drawn = mark("text", clip=True, align="right", baseline="top", fontSize=11, dx=-2)
    return view(kept, drawn, encoding, name=name, told=Told(told, table_meaning(table)))
