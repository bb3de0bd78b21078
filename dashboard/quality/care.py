"""Indicators of care: how far each is from its target, and why some have no figure."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.choices import one_of
from dashboard.disclosure.notice import say_disclosure
from dashboard.disclosure.reasons import why_withheld
from dashboard.drawings import quality as drawings
from dashboard.figure import heading, single, table
from dashboard.labels import capital_word, declared_text
from dashboard.language import say, say_count, spoken, spoken_words
from dashboard.quality.trend import draw_quarters, draw_trend
from dashboard.quality.worklist import draw_worklist
from dashboard.queries import care
from dashboard.store import Version
from warehouse.schema import INDICATORS, VOCABULARIES


def draw_care(version: Version) -> None:
    """The indicators over a period, those without a figure, and one worklist."""
    heading(say("Indicators of care"), "published.care_indicator")
    say_disclosure(version)
    codes = VOCABULARIES["indicator_period"].codes
    words = {code: capital_word("indicator_period", code) for code in codes}
    period = one_of(say("Cases"), list(codes), "indicator_period", words=words)
    indicators = store.ask(version, care.care_indicators, period)
    known = indicators.filter(pl.col("proportion").is_not_null())
    if known.is_empty():
        st.info(say("No indicator has a case in this period."))
    else:
        single(
            drawings.care_indicators(version, period, spoken()),
            "care_indicators",
            say("Indicators of care, with their limits and targets"),
            rows=indicators,
        )
    _draw_not_known(indicators)
    draw_quarters(version)
    draw_worklist(version, _with_cases_first(indicators), draw_trend)


def _with_cases_first(indicators: pl.DataFrame) -> list[str]:
    """Codes of what can be computed: those with cases that were not met first, as declared."""
    computable = indicators.filter("is_computable")
    unmet = computable.filter(pl.col("numerator") < pl.col("case_count"))["indicator_code"]
    codes = [code for code in INDICATORS if code in set(computable["indicator_code"])]
    return sorted(codes, key=lambda code: code not in set(unmet))


def _draw_not_known(indicators: pl.DataFrame) -> None:
    unknown = indicators.filter(pl.col("proportion").is_null())
    if unknown.is_empty():
        return
    no_case = say("no case in this period")
    with st.expander(
        say_count(
            "{count} indicator has no figure here, and why",
            "{count} indicators have no figure here, and why",
            unknown.height,
        )
    ):
        withheld = [why_withheld(row, "proportion") for row in unknown.iter_rows(named=True)]
        shown = unknown.select(
            "indicator_code",
            spoken_words(pl.col("indicator_meaning"), declared_text),
            reason=pl.coalesce(
                spoken_words(pl.col("not_computable_reason"), declared_text),
                pl.Series(withheld, dtype=pl.String),
                pl.lit(no_case),
            ),
        )
        table(
            shown,
            say("Indicators without a figure"),
            {
                "indicator_code": say("Indicator"),
                "indicator_meaning": say("What it says"),
                "reason": say("Why"),
            },
        )
