"""Rows that break a rule: rejected ones down to file and line, kept ones by rule."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.rule_bars import by_rule, with_severity
from dashboard.choices import from_list
from dashboard.drawings import quality as drawings
from dashboard.export import as_csv
from dashboard.figure import header, heading, single, table
from dashboard.labels import rule_meaning, word
from dashboard.language import say, say_number, spoken, spoken_words
from dashboard.queries import quality
from dashboard.queries.quality import REJECTED_ROWS_SHOWN
from dashboard.store import Version


def draw_rules(version: Version) -> None:
    """Rejected rows by reason, then findings."""
    _draw_rejections(version)
    _draw_findings(version)


def _draw_rejections(version: Version) -> None:
    heading(say("Rejected rows by reason"), "ops.rejected")
    rejections = store.ask(version, quality.rejections)
    counted = with_severity(rejections)
    if counted.is_empty():
        st.write(say("✓ No row is rejected."))
        return
    single(
        drawings.rejections(version, spoken()),
        "rejections",
        say("Rejected rows by reason"),
        rows=rejections,
    )
    _draw_rejected_rows(version, rejections)


def _draw_rejected_rows(version: Version, rejections: pl.DataFrame) -> None:
    every = say("Every feed")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reasons = most_frequent_first(rejections)
        said = {code: _named(code) for code in reasons}
        reason = from_list(say("Reason"), reasons, "rejected_reason", said)
        of_reason = rejections.filter(pl.col("reason") == reason)
        feeds = [every, *of_reason["feed"].unique().sort().to_list()]
        feed = st.selectbox(say("Feed"), feeds, key=f"rejected_feed_{reason}_{spoken()}")
    rows = store.ask(version, quality.rejected_rows, reason, None if feed == every else feed)
    st.caption(
        say(
            "Where each row is; no value of it is kept here. At most {count} are shown.",
            count=say_number(REJECTED_ROWS_SHOWN),
        )
    )
    table(rows, say("Rejected rows"), height=320)
    language = spoken()
    st.download_button(
        "CSV",
        data=lambda: as_csv(rows, language),
        file_name=f"osteon-rejected-{reason}.csv",
        mime="text/csv",
        help=say("File, line, column and reason of these rows"),
        on_click="ignore",
    )


def most_frequent_first(rejections: pl.DataFrame) -> list[str]:
    """The reasons for which rows are rejected, as the bars above order them."""
    ordered = with_severity(rejections).sort("row_count", "rule", descending=[True, False])
    return [str(code) for code in ordered["rule"]]


def _named(code: str) -> str:
    meaning = rule_meaning(code)
    return code if meaning == code else f"{code} · {meaning}"


def _draw_findings(version: Version) -> None:
    heading(say("Findings: rows kept, and pointed at by a rule"), "derived.finding")
    findings = store.ask(version, quality.findings)
    if findings.is_empty():
        st.write(say("✓ No rule points at a row."))
        return
    single(drawings.findings(version, spoken()), "findings", say("Findings by rule"), rows=findings)
    table(
        _with_meaning(by_rule(findings)),
        say("Findings by rule"),
        headers={
            "rule": header("rule", say("Rule"), 96),
            "meaning": header("meaning", say("What it says"), 700),
            "severity": header("severity", say("What it does"), 280),
            "row_count": header("row_count", say("Rows"), 90),
        },
    )


def _with_meaning(counted: pl.DataFrame) -> pl.DataFrame:
    return counted.sort("row_count", "rule", descending=[True, False]).select(
        "rule",
        meaning=spoken_words(pl.col("rule"), rule_meaning),
        severity=spoken_words(pl.col("severity"), partial(word, "rule_severity")),
        row_count="row_count",
    )
