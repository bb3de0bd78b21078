"""What every page says first: whose data, how old, and whether the last night was refused."""

import streamlit as st

from dashboard import store
from dashboard.language import say, say_date, say_moment
from dashboard.night import LastRun, Refusal, UnreadableReport, is_synthetic, last_run
from dashboard.queries import quality
from dashboard.store import Version
from dashboard.verdict_words import in_words as verdict_in_words
from dashboard.verdict_words import observed_in_words
from warehouse.home import Home
from warehouse.reader import NothingPublished


def show_standing(home: Home) -> bool:
    """Draw the banners; False when nothing is published, so that there is no page to draw."""
    if is_synthetic(home):
        st.info(
            say("**SYNTHETIC DATA** — a simulated hospital. Nobody here exists."),
            icon=":material/science:",
        )
    _show_refusal(home)
    try:
        version = store.resolve(home)
    except NothingPublished:
        _show_nothing_published(home)
        return False
    _show_version(version)
    return True


def _show_version(version: Version) -> None:
    run = store.ask(version, quality.last_run)
    if run.is_empty():
        st.caption(say("Version {version} · no run is recorded in it", version=version.name))
        return
    as_of, ended = run["as_of_on"][0], run["run_ended_at"][0] or run["run_started_at"][0]
    st.caption(
        say(
            "**Data as of {night}** · version {version} · built {moment} UTC · "
            "definitions {definitions}",
            night=say_date(as_of),
            version=version.name,
            moment=say_moment(ended),
            definitions=run["definition_version"][0],
        )
    )


def _show_refusal(home: Home) -> None:
    try:
        run = last_run(home)
    except UnreadableReport:
        st.warning(
            say(
                "The report of the last run cannot be read; run `osteon status`, then "
                "`osteon nightly` to write it again."
            )
        )
        return
    if run is not None and run.was_refused:
        _show_reasons(run)


def _show_reasons(run: LastRun) -> None:
    told = [_in_words(refusal) for refusal in run.refused_by] or list(run.refused_because)
    reasons = "\n".join(f"- {reason}" for reason in told or [say("no reason was left")])
    st.error(
        say(
            "**The night of {night} was refused.** What follows is the last good version.",
            night=say_date(run.as_of),
        )
        + f"\n\n{reasons}",
        icon=":material/block:",
    )


def _in_words(refusal: Refusal) -> str:
    """A refusal as a sentence of the language spoken; what was observed stays as it was counted."""
    observed = f" ({observed_in_words(refusal.observed)})" if refusal.observed else ""
    return say(
        "`{where}`: expected “{expectation}”{observed}. {reason}",
        where=refusal.where,
        expectation=verdict_in_words(refusal.expectation),
        observed=observed,
        reason=verdict_in_words(refusal.clinical_reason),
    )


def _show_nothing_published(home: Home) -> None:
    st.header(say("Nothing is published yet"))
    st.write(
        say(
            "This home holds no version of the warehouse, so there is nothing to show. "
            "Run one of these, then reload this page:"
        )
    )
    st.code(
        f"osteon --home {home.root} nightly    # read what lies in the inbox\n"
        "osteon demo                      # or look at a simulated hospital",
        language="bash",
    )
