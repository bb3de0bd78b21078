"""Indicators of care by quarter: each as a small line, the chosen one as a chart."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.disclosure.reasons import rows_with_withheld, withheld_in_words
from dashboard.drawings import quality as drawings
from dashboard.figure import header, heading, pickable_table, picked_row, single
from dashboard.language import say, say_number, say_percent, spoken
from dashboard.quality.worklist import INDICATOR
from dashboard.queries import care
from dashboard.store import Version
from warehouse.schema import INDICATORS

_QUARTERS = "care_quarters_table"
_LINE_WIDTH = 178


def draw_quarters(version: Version) -> None:
    """Every indicator with its last quarters; choosing one opens its chart and its worklist."""
    heading(say("Indicators of care by quarter"), "published.care_indicator_quarter")
    trends = store.ask(version, care.care_trends)
    if trends.is_empty():
        st.info(say("No quarter has all its cases in yet."))
        return
    st.caption(
        say(
            "Is care getting better? Quarters whose cases are all in, at most the last twelve. "
            "Choose an indicator to see its quarters, and its worklist below."
        )
    )
    rows = list(trends.iter_rows(named=True))
    pickable_table(
        pl.DataFrame(
            {
                "indicator": [_named(str(row["indicator_code"])) for row in rows],
                "aim": [_target(str(row["indicator_code"])) for row in rows],
                "before": [_share(row, "before") for row in rows],
                "last": [_share(row, "last") for row in rows],
                "trend": trends["trend"],
            }
        ),
        _QUARTERS,
        say("Indicators of care by quarter"),
        lambda: _choose(trends),
        {
            "indicator": header("indicator", say("Indicator"), 470),
            "aim": header("aim", say("Target"), 66),
            "before": header("before", say("Quarter before"), 148),
            "last": header("last", say("Last whole quarter"), 160),
            "trend": st.column_config.LineChartColumn(
                say("By quarter, 0 to 100 %"), width=_LINE_WIDTH, y_min=0.0, y_max=1.0
            ),
        },
        height=min(480, 38 + 35 * trends.height),
    )


def _named(code: str) -> str:
    return f"{code} · {say(INDICATORS[code].meaning)}"


def _target(code: str) -> str:
    indicator = INDICATORS[code]
    if indicator.target is None:
        return "–"
    sign = "≤" if indicator.is_lower_better else "≥"
    return f"{sign} {say_percent(indicator.target, 0)}"


def _share(row: dict[str, object], which: str) -> str:
    share, met, count = (row[f"{which}_{name}"] for name in ("proportion", "met", "cases"))
    if row[f"{which}_on"] is None:
        return say("no case")
    if not isinstance(share, float) or not isinstance(met, int) or not isinstance(count, int):
        return withheld_in_words()
    return f"{say_percent(share, 0)} ({say_number(met)}/{say_number(count)})"


def _choose(trends: pl.DataFrame) -> None:
    """The worklist below opens on the indicator of the row."""
    row = picked_row(_QUARTERS)
    if row is not None:
        st.session_state[INDICATOR] = trends["indicator_code"][row]


def draw_trend(version: Version, code: str) -> None:
    """The quarters of one indicator, above its worklist."""
    quarters = store.ask(version, care.care_quarters, code)
    if quarters.filter(pl.col("case_count") > 0).is_empty():
        if rows_with_withheld(quarters):
            st.caption(say("Its quarters have so few cases that they are withheld."))
        return
    single(
        drawings.care_quarters(version, code, spoken()),
        "care_quarters",
        say("The indicator by quarter, with its limits and its target"),
        rows=quarters,
    )
    st.caption(
        say(
            "Above each point the cases that met it, out of those judged. Hollow: some cases are "
            "not in yet, or still wait. Shaded: the last days, and nights with an incomplete feed."
        )
    )
