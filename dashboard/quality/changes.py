"""The change ledger: each headline number before and after, and the causes that add up."""

from collections.abc import Iterable
from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.disclosure.reasons import reasons_in, why_withheld
from dashboard.figure import header, heading, pickable_table, picked_row, table
from dashboard.labels import capital_word, short_patient, word
from dashboard.language import say, say_count, say_date, say_number, say_percent, spoken_words
from dashboard.queries import changes
from dashboard.role import Right
from dashboard.store import Version

_NUMBERS, _ITEMS = "change_numbers", "change_items"
_NUMBER = ("change_measure", "endpoint", "event_kind", "at_month")
_CHOSEN, _OPENED = "change_chosen", "change_opened"
_SHOWN_FROM = 0.00005  # less would be written 0.00
Number = tuple[str, str | None, str | None, int | None]


def draw_changes(version: Version) -> None:
    """A night's numbers; choose one for the items behind it, and one of them for its rows."""
    heading(say("Why did the numbers change?"), "ops.headline", "ops.change")
    nights = store.ask(version, changes.nights_compared)
    if nights.is_empty():
        st.info(
            say(
                "This version has no version before it to compare with: it is the first one, or "
                "was built in one go from everything delivered."
            )
        )
        return
    run_id, as_of_on, compared_on = _night(nights)
    st.caption(
        say(
            "The night of {night} beside the version published before it, of {before}. "
            "Choose a number to see what is behind it.",
            night=say_date(as_of_on),
            before=say_date(compared_on),
        )
    )
    number = _draw_numbers(version, run_id)
    if number is not None:
        _draw_items(version, run_id, number)


def _night(nights: pl.DataFrame) -> tuple[str, date, date]:
    runs = {row[0]: (row[1], row[2]) for row in nights.iter_rows()}
    chosen = st.selectbox(
        say("Night"),
        list(runs),
        format_func=lambda run: f"{say_date(runs[run][0])} · {run}",
        key="change_night",
    )
    return chosen, *runs[chosen]


def _draw_numbers(version: Version, run_id: str) -> Number | None:
    numbers, causes = (
        store.ask(version, changes.headlines, run_id),
        store.ask(version, changes.changes, run_id),
    )
    rows = [_told(row, causes) for row in numbers.iter_rows(named=True)]
    shown = pl.DataFrame(rows, schema=dict.fromkeys(("what", "change", "why"), pl.String))
    pickable_table(
        shown,
        _NUMBERS,
        say("Headline numbers before and after, with their causes"),
        lambda: _remember_number(numbers, run_id),
        {
            "what": header("what", say("Number"), 340),
            "change": header("change", say("Before → after"), 150),
            "why": header("why", say("Because of"), 720),
        },
        height=min(560, 38 + 35 * max(1, shown.height)),
    )
    chosen_run, number = st.session_state.get(_CHOSEN) or ("", None)
    return number if chosen_run == run_id else None


def _remember_number(numbers: pl.DataFrame, run_id: str) -> None:
    picked = picked_row(_NUMBERS)
    number = None if picked is None else numbers.select(_NUMBER).row(picked)
    st.session_state[_CHOSEN], st.session_state[_OPENED] = (run_id, number), None


def _told(row: dict[str, object], causes: pl.DataFrame) -> dict[str, str]:
    number = tuple(row[name] for name in _NUMBER)
    same = pl.all_horizontal(
        pl.col(name).eq_missing(value) for name, value in zip(_NUMBER, number, strict=True)
    )
    own = causes.filter(same)
    is_share = row["change_measure"] == "incidence"
    before, after = _value(row, "value_before", is_share), _value(row, "value_after", is_share)
    is_told = all(
        row[name] is not None or why_withheld(row, name) for name in ("value_before", "value_after")
    )
    return {
        "what": name_of(row),
        "change": before if before == after else f"{before} → {after}",
        "why": _causes(own.iter_rows(named=True), is_share) if is_told else "",
    }


def name_of(row: dict[str, object]) -> str:
    """A headline number in words: what is counted, for which endpoint, of which kind, by when."""
    parts = [capital_word("change_measure", str(row["change_measure"]))]
    if row["endpoint"]:
        endpoint = str(row["endpoint"])
        parts.append(say("SSE max") if endpoint == "SSE_upper" else endpoint)
    if row["event_kind"]:
        parts.append(word("event_kind", str(row["event_kind"])))
    if row["at_month"]:
        parts.append(say("at {month} months", month=row["at_month"]))
    return " · ".join(parts)


def _value(row: dict[str, object], column: str, is_share: bool) -> str:
    value = row[column]
    if not isinstance(value, float):
        return why_withheld(row, column) or say("too few at risk")
    if is_share and reasons_in(row):
        return f"{say_number(value * 100)}\N{NO-BREAK SPACE}%"  # of two figures, and no more
    return say_percent(value, 2) if is_share else say_number(value, 0)


def _causes(causes: Iterable[dict[str, object]], is_share: bool) -> str:
    """`+3 new rows, −1 a corrected row`, the largest first."""
    told = [(_added(row, is_share), str(row["change_cause"])) for row in causes]
    said = [f"{added} {word('change_cause', cause)}" for added, cause in told if added]
    return ", ".join(said) or say("unchanged")


def _added(row: dict[str, object], is_share: bool) -> str | None:
    """What one cause adds; None for what would be written 0.00."""
    difference, count = row["difference"], row["changed_count"]
    if not isinstance(difference, float) or not isinstance(count, int):
        return why_withheld(row, "difference") or why_withheld(row, "changed_count")
    if is_share and abs(difference) < _SHOWN_FROM:
        return None
    return _signed(difference, count, is_share)


def _signed(difference: float, count: int, is_share: bool) -> str:
    sign = "+" if difference > 0 else "\N{MINUS SIGN}" if difference < 0 else "±"
    if not is_share:
        return f"{sign}{say_number(abs(difference), 0)}"
    points = say_number(abs(difference) * 100, 2)
    return say_count(
        "{sign}{points} points ({count} patient)",
        "{sign}{points} points ({count} patients)",
        count,
        sign=sign,
        points=points,
    )


def _draw_items(version: Version, run_id: str, number: Number) -> None:
    measure, endpoint, kind, _ = number
    items = store.ask(version, changes.change_items, run_id, measure, endpoint, kind)
    if items.is_empty():
        st.write(say("Nothing behind this number changed."))
        return
    shown = items.select(
        cause=_in_words("change_cause", "change_cause"),
        adds=pl.col("difference").cast(pl.Int64),
        patient=spoken_words(pl.col("patient_id"), short_patient),
        event_kind=_in_words("event_kind", "event_kind"),
        item_on="item_on",
        before=_state("before"),
        after=_state("after"),
    )
    kept = [name for name in shown.columns if shown[name].null_count() < shown.height]
    pickable_table(
        shown.select(kept),
        _ITEMS,
        say("What is behind the number"),
        lambda: _remember(items),
        {
            "cause": header("cause", say("Cause")),
            "adds": header("adds", say("Adds")),
            "patient": header("patient", say("Patient")),
            "item_on": header("item_on", say("Date")),
            "before": header("before", say("Before")),
            "after": header("after", say("Now")),
        },
        height=min(420, 38 + 35 * shown.height),
    )
    _draw_opened(version, run_id, items)


def _in_words(column: str, vocabulary: str) -> pl.Expr:
    return spoken_words(pl.col(column), partial(capital_word, vocabulary))


def _state(side: str) -> pl.Expr:
    state = spoken_words(pl.col(f"state_{side}"), partial(word, "change_state"))
    reason = spoken_words(pl.col(f"excluded_{side}"), partial(word, "event_exclusion"))
    return pl.concat_str(state, reason, separator=": ", ignore_nulls=True)


def _remember(items: pl.DataFrame) -> None:
    row = picked_row(_ITEMS)
    st.session_state[_OPENED] = None if row is None else items["item_key"][row]


def _draw_opened(version: Version, run_id: str, items: pl.DataFrame) -> None:
    opened = items.filter(pl.col("item_key") == st.session_state.get(_OPENED, ""))
    if opened.is_empty():
        st.caption(say("Choose a row to see its source rows before and now."))
        return
    item_key, patient_id = opened.select("item_key", "patient_id").row(0)
    rows = store.ask(version, changes.change_rows, run_id, item_key)
    with st.container(border=True):
        st.markdown(
            say(
                "**Source rows of patient {patient}, before and now**",
                patient=short_patient(patient_id),
            )
        )
        if rows.is_empty():
            st.write(say("No source row changed: the days before the night became complete."))
        else:
            _draw_rows(rows)
        if store.may(Right.PATIENTS):
            st.page_link(
                "screens/patient.py",
                label=say("Open the timeline of the patient"),
                query_params={"id": patient_id},
            )


def _draw_rows(rows: pl.DataFrame) -> None:
    titles = {
        "source_row": say("Source row"),
        "row_change": say("What became of it"),
        "file_before": say("File before"),
        "source_line_before": say("Line before"),
        "file_after": say("File now"),
        "source_line_after": say("Line now"),
    }
    table(
        rows.with_columns(row_change=_in_words("row_change", "row_change")),
        say("Source rows before and now"),
        titles,
    )
