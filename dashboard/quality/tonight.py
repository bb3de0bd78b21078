"""Tonight's verdicts against last night's: new, persisting, resolved, and since when."""

from collections.abc import Mapping
from datetime import date

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.drawings import quality as drawings
from dashboard.figure import heading, single, table
from dashboard.language import say, say_count, say_date, say_number, spoken, spoken_words
from dashboard.night import UnreadableReport, last_run
from dashboard.queries import quality, verdicts
from dashboard.store import Version
from dashboard.verdict_words import in_words as verdict_in_words
from dashboard.verdict_words import observed_in_words

_STATES = ("new", "first", "persisting", "resolved", "met")


def draw_tonight(version: Version) -> None:
    """Numbers of the night, what is not met and since when, the last nights, every verdict."""
    compared = store.ask(version, verdicts.verdicts_compared)
    _draw_numbers(version, compared)
    heading(say("Verdicts of tonight against last night"), "ops.verdict")
    if compared.is_empty():
        st.info(say("No verdict is recorded in this version."))
        return
    _say_compared(store.ask(version, verdicts.nights_judged))
    _say_refused()
    for verdict in compared.filter(pl.col("verdict_state") != "met").iter_rows(named=True):
        st.markdown(in_words(verdict))
    _draw_nights(version)
    with st.expander(say_count("{count} verdict", "All {count} verdicts", compared.height)):
        _draw_all(compared)


def _draw_numbers(version: Version, compared: pl.DataFrame) -> None:
    count = {state: compared.filter(pl.col("verdict_state") == state).height for state in _STATES}
    rejected = int(store.ask(version, quality.rejections)["row_count"].sum())
    numbers = [
        (say("New"), say_number(count["new"] + count["first"])),
        (say("Persisting"), say_number(count["persisting"])),
        (say("Resolved"), say_number(count["resolved"])),
        (say("Feeds missing"), say_number(_missing_last_night(version))),
        (
            say("Files refused"),
            say_number(int(store.ask(version, quality.feeds)["refused_file_count"].sum())),
        ),
        (say("Rows rejected"), say_number(rejected)),
        (
            say("Rows pointed at"),
            say_number(int(store.ask(version, quality.findings)["row_count"].sum())),
        ),
    ]
    for column, (label, value) in zip(st.columns(len(numbers)), numbers, strict=True):
        column.metric(label, value, border=True)


def _missing_last_night(version: Version) -> int:
    nights = store.ask(version, quality.feed_nights)
    last_night = pl.col("night_on") == pl.col("night_on").max()
    return nights.filter(last_night & pl.col("is_missing")).height


def _say_compared(nights: pl.DataFrame) -> None:
    if nights.height < 2:
        st.caption(say("There is no earlier night to compare with."))
        return
    tonight, before = nights["as_of_on"][0], nights["as_of_on"][1]
    st.caption(
        say(
            "The night of {night} beside that of {before}, and the {count} nights kept.",
            night=say_date(tonight),
            before=say_date(before),
            count=say_number(nights.height),
        )
    )


def _say_refused() -> None:
    """A refused night left no version: what it was refused for is all that is known of it."""
    try:
        run = last_run(store.home_shown())
    except UnreadableReport:
        return  # the banner of every page says so
    if run is not None and run.was_refused:
        st.warning(
            say_count(
                "The night of {night} is not among them: it was refused for {count} expectation, "
                "told at the top of the page. What follows is of the last version published.",
                "The night of {night} is not among them: it was refused for {count} expectations, "
                "told at the top of the page. What follows is of the last version published.",
                len(run.refused_by) or len(run.refused_because),
                night=say_date(run.as_of),
            )
        )


def state_in_words(state: str) -> str:
    """What the night made of an expectation, in the language spoken."""
    return {
        "new": say("new"),
        "first": say("not met, not asked the night before"),
        "persisting": say("persisting"),
        "resolved": say("resolved"),
        "met": say("met"),
    }[state]


def severity_in_words(severity: str) -> str:
    """What a failure does to the night."""
    return {
        "critical": say("the night is refused"),
        "warning": say("published all the same"),
    }.get(severity, severity)


def in_words(verdict: Mapping[str, object]) -> str:
    """A verdict as a sentence: what, since when, where, how far, and why it is expected."""
    sign = "✓" if verdict["is_met"] else "✗" if verdict["verdict_severity"] == "critical" else "⚠"
    where = ".".join(str(part) for part in (verdict["table_name"], verdict["column_name"]) if part)
    state = state_in_words(str(verdict["verdict_state"]))
    since = verdict["since_on"]
    if isinstance(since, date) and verdict["verdict_state"] == "persisting":
        state = say("{state} since {night}", state=state, night=say_date(since))
    said = say(
        "{sign} **{state}** · `{where}`: {expectation}.",
        sign=sign,
        state=state,
        where=where,
        expectation=verdict_in_words(str(verdict["expectation"])),
    )
    parts = [said, _observed(verdict), verdict_in_words(str(verdict["clinical_reason"] or ""))]
    return " ".join(part for part in parts if part)


def _observed(verdict: Mapping[str, object]) -> str:
    now, before = verdict["failed_count"], verdict["failed_before"]
    if (
        verdict["verdict_state"] == "persisting"
        and isinstance(now, int)
        and isinstance(before, int)
    ):
        change = say(
            "Rows: {before} last night, {now} now.", before=say_number(before), now=say_number(now)
        )
    else:
        change = ""
    observed = verdict["observed"]
    told = observed_in_words(str(observed)) if observed else ""
    seen = say("Observed: {observed}.", observed=told) if told else ""
    return " ".join(part for part in (seen, change) if part)


def _draw_nights(version: Version) -> None:
    failed = store.ask(version, verdicts.verdict_nights)
    if failed.is_empty():
        st.write(say("✓ Every expectation was met on every night kept."))
        return
    single(
        drawings.verdict_nights(version, spoken()),
        "verdict_nights",
        say("Expectations not met, night by night"),
        rows=failed,
    )


def _draw_all(verdicts: pl.DataFrame) -> None:
    shown = verdicts.select(
        spoken_words(pl.col("verdict_state"), state_in_words).alias("verdict"),
        "since_on",
        spoken_words(pl.col("verdict_severity"), severity_in_words),
        *(pl.col(name) for name in ("table_name", "column_name")),
        *(
            spoken_words(pl.col(name), verdict_in_words)
            for name in ("expectation", "clinical_reason")
        ),
        spoken_words(pl.col("observed"), observed_in_words),
        "failed_count",
        "failed_before",
    )
    titles = {
        "verdict": say("Verdict"),
        "since_on": say("Since"),
        "verdict_severity": say("If it fails"),
        "failed_count": say("Rows that failed"),
        "failed_before": say("Last night"),
        "clinical_reason": say("Why it is expected"),
    }
    table(shown, say("Verdicts of the last run, failed first"), titles, height=420)
