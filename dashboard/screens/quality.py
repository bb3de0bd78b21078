"""Page: can tonight's data be believed, and what became of every row?"""

from collections.abc import Mapping

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.rule_bars import by_rule, with_severity
from dashboard.choices import from_list
from dashboard.drawings import quality as drawings
from dashboard.figure import single, table
from dashboard.labels import rule_meaning
from dashboard.language import spoken
from dashboard.store import Version

_FILE_TITLES = {
    "unaccounted": "Unaccounted for",
    "file_count": "Files",
    "refused_file_count": "Refused files",
    "extract_at": "Last extract",
    "row_count": "Rows",
    "patient_count": "Patients",
    "rule": "Rule",
    "meaning": "What it says",
}
_VERDICT_TITLES = {
    "verdict": "Verdict",
    "verdict_severity": "If it fails",
    "failed_count": "Rows that failed",
    "clinical_reason": "Why it is expected",
}


def main() -> None:
    version = store.version_shown()
    st.header("Quality")
    _draw_summary(version)
    _draw_verdicts(version)
    _draw_calendar(version)
    _draw_ledger(version)
    _draw_rejections(version)
    _draw_findings(version)


def _draw_summary(version: Version) -> None:
    verdicts, nights = store.verdicts(version), store.feed_nights(version)
    failed = verdicts.filter(~pl.col("is_met")).height
    numbers = [
        ("Expectations not met", f"{failed} of {verdicts.height}"),
        ("Feeds missing, last night", str(_missing_last_night(nights))),
        ("Files refused", str(int(store.feeds(version)["refused_file_count"].sum()))),
        ("Rows rejected", f"{int(store.rejections(version)['row_count'].sum()):,}"),
        ("Findings", f"{int(store.findings(version)['row_count'].sum()):,}"),
    ]
    for column, (label, value) in zip(st.columns(len(numbers)), numbers, strict=True):
        column.metric(label, value, border=True)


def _missing_last_night(nights: pl.DataFrame) -> int:
    last_night = pl.col("night_on") == pl.col("night_on").max()
    return nights.filter(last_night & pl.col("is_missing")).height


def _draw_verdicts(version: Version) -> None:
    st.subheader("Tonight's verdicts")
    verdicts = store.verdicts(version)
    if verdicts.is_empty():
        st.info("No verdict is recorded in this version.")
        return
    for failure in verdicts.filter(~pl.col("is_met")).iter_rows(named=True):
        st.markdown(_failure_in_words(failure))
    judged = verdicts.select(
        pl.when("is_met")
        .then(pl.lit("✓ met"))
        .when(pl.col("verdict_severity") == "critical")
        .then(pl.lit("✗ FAILED"))
        .otherwise(pl.lit("⚠ not met"))
        .alias("verdict"),
        *(name for name in verdicts.columns if name != "is_met"),
    )
    table(
        judged,
        "Verdicts of the last run, failed first",
        _VERDICT_TITLES,
        height=min(420, 38 + 35 * judged.height),
    )


def _failure_in_words(failure: Mapping[str, object]) -> str:
    """A failed expectation as a sentence: what, where, how far, and why it is expected."""
    sign = "✗ **FAILED**" if failure["verdict_severity"] == "critical" else "⚠"
    where = ".".join(str(part) for part in (failure["table_name"], failure["column_name"]) if part)
    seen = f" Observed: {failure['observed']}." if failure["observed"] else ""
    why = failure["clinical_reason"] or ""
    return f"{sign} `{where}` **{failure['expectation']}**.{seen} {why}"


def _draw_calendar(version: Version) -> None:
    st.subheader("Feeds by night")
    st.caption(
        "Which feed did not come, and when? Grey with a cross: nothing was delivered, so "
        "nothing is known of that night."
    )
    if store.feed_nights(version).is_empty():
        st.info('No feed is declared nightly yet: a mapping says `cadence = "nightly"`.')
        return
    single(drawings.feed_calendar(version, spoken()), "feed_calendar", "Feeds by night")


def _draw_ledger(version: Version) -> None:
    st.subheader("Ledger: what became of every row")
    feeds = store.feeds(version)
    if feeds.is_empty():
        st.info("No file has been delivered.")
        return
    unaccounted = int(feeds["unaccounted"].abs().sum())
    if unaccounted:
        st.error(
            f"{unaccounted:,} rows are unaccounted for: accepted, rejected, superseded and "
            "duplicate rows do not add up to the rows delivered."
        )
    else:
        st.write(
            "✓ Every row is accounted for: rows = accepted + rejected + superseded + "
            "duplicate, for every file."
        )
    single(
        drawings.row_fates(version, spoken()), "row_fates", "What became of the rows of each feed"
    )
    table(feeds, "Ledger by feed", _FILE_TITLES)
    with st.expander("By file"):
        table(store.files(version), "Ledger by file", _FILE_TITLES, height=420)


def _draw_rejections(version: Version) -> None:
    st.subheader("Rejected rows by reason")
    counted = with_severity(store.rejections(version))
    if counted.is_empty():
        st.write("✓ No row is rejected.")
        return
    single(drawings.rejections(version, spoken()), "rejections", "Rejected rows by reason")
    table(_with_meaning(counted).drop("severity"), "Rejected rows by reason", _FILE_TITLES)
    with st.expander("The rows: file and line"):
        reason = from_list("Reason", sorted(counted["rule"].to_list()), "rejected_reason")
        table(store.rejected_rows(version, reason), "Rejected rows", height=320)


def _draw_findings(version: Version) -> None:
    st.subheader("Findings: rows kept, and pointed at by a rule")
    findings = store.findings(version)
    if findings.is_empty():
        st.write("✓ No rule points at a row.")
        return
    single(drawings.findings(version, spoken()), "findings", "Findings by rule")
    table(_with_meaning(by_rule(findings)), "Findings by rule", _FILE_TITLES)


def _with_meaning(counted: pl.DataFrame) -> pl.DataFrame:
    return counted.sort("row_count", "rule", descending=[True, False]).select(
        "rule",
        meaning=pl.col("rule").map_elements(rule_meaning, return_dtype=pl.String),
        severity="severity",
        row_count="row_count",
    )


main()
