"""The filters above the list of patients: kept for the session, and told by the address.

The address holds codes, never words of one language, so that a filtered list can be sent to a
colleague: `/?status=alive&missing=no_calcium` (the list is the first page, which has no path).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl
import streamlit as st

from dashboard.choices import line_of_text, several_of
from dashboard.labels import capital_word
from dashboard.language import say, say_count
from dashboard.queries.patient_filter import NO_TEST, ORDERS, PatientFilter
from warehouse.schema import VOCABULARIES

_READ = "filters_were_read_from_the_address"
_ALL = ""
_WINDOWS = (30, 90, 180, 365)
_YES_OR_NO = {"with": True, "without": False, "ever": True, "never": False}
_ALIVE = {"alive": True, "dead": False}
_WIDTHS = ([1, 0.9, 1, 1.5, 1.7], [1, 1.5, 1, 1, 1, 1.9])


@dataclass(frozen=True)
class _Question:
    """One filter: its name in the address, what it asks, and the words of its codes.

    No words: a line of text. `is_several`: any number of codes; else one, the first at first.
    """

    name: str
    label: str
    words: dict[str, str] = field(default_factory=dict)
    is_several: bool = False
    placeholder: str = ""
    explained: str | None = None

    @property
    def key(self) -> str:
        return f"filter_{self.name}"

    @property
    def at_first(self) -> str | list[str]:
        return [] if self.is_several else next(iter(self.words), "")

    def accepted(self, told: Iterable[str]) -> str | list[str] | None:
        """What the address may set it to; None when it says nothing that is a choice."""
        known = [text for text in told if not self.words or text in self.words]
        if not known:
            return None
        return known if self.is_several else known[-1]


def filters(listed: pl.DataFrame) -> tuple[PatientFilter, str]:
    """Draw the filters; what is wanted, and the code of the order.

    In: rows of `patients`, for the years there are.
    """
    asked = [*_who(listed), *_what_happened()]
    order = _order()
    _read_address([*asked, order])
    for widths, line in zip(_WIDTHS, _lines(asked), strict=False):
        for place, question in zip(
            st.columns(widths, vertical_alignment="bottom"), line, strict=True
        ):
            with place:
                _draw(question)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=340):
            _draw(order)
        st.button(
            say("Clear all filters"),
            key="clear_filters",
            icon=":material/filter_alt_off:",
            on_click=_clear,
            args=(asked,),
            disabled=not any(_chosen(question) for question in asked),
        )
    _write_address([*asked, order])
    return _as_filter(), _one("order")


def _lines(asked: list[_Question]) -> list[list[_Question]]:
    first = len(_WIDTHS[0])
    return [asked[:first], asked[first:]]


def _who(listed: pl.DataFrame) -> list[_Question]:
    years = listed["index_on"].dt.year().unique().sort(descending=True).to_list()
    groups = _words("molecular_group") | {NO_TEST: say("No test is known")}
    return [
        _Question("starts", say("Patient"), placeholder=say("begins with…")),
        _Question("status", say("Status"), _or_all({"alive": say("Alive"), "dead": say("Dead")})),
        _Question("year", say("Year of bone metastasis"), {str(y): str(y) for y in years}, True),
        _Question("histology", say("Histology"), _words("histology"), True),
        _Question("group", say("Molecular group"), groups, True),
    ]


def _what_happened() -> list[_Question]:
    return [
        _Question(
            "event",
            say("Skeletal event"),
            _or_all({"with": say("With"), "without": say("Without")}),
        ),
        _Question("last_kind", say("Kind of last event"), _words("event_kind"), True),
        _Question(
            "last_days",
            say("Last event within"),
            _windows(),
            explained=say("Counted back from the night shown."),
        ),
        _Question(
            "crisis",
            say("Calcium crisis"),
            _or_all({"ever": say("Ever"), "never": say("Never")}),
        ),
        _Question(
            "alert_days",
            say("Alert within"),
            _windows(),
            explained=say(
                "A result beyond the critical limits of its analyte, or calcium in crisis, "
                "this recently before the night shown."
            ),
        ),
        _Question("missing", say("Missing data"), _words("gap_kind"), True),
    ]


def _order() -> _Question:
    words = {
        "index": say("Latest bone metastasis first"),
        "last_event": say("Latest skeletal event first"),
        "last_alert": say("Latest alert first"),
        "calcium": say("Highest last calcium first"),
        "events": say("Most events first"),
        "missing": say("Most missing data first"),
        "findings": say("Most findings first"),
        "age": say("Oldest patient first"),
        "oldest_index": say("Earliest bone metastasis first"),
        "patient": say("By pseudonym"),
    }
    assert list(words) == list(ORDERS), "every order has a name"
    return _Question("order", say("Order"), words)


def _words(vocabulary: str) -> dict[str, str]:
    return {code: capital_word(vocabulary, code) for code in VOCABULARIES[vocabulary].codes}


def _or_all(words: dict[str, str]) -> dict[str, str]:
    return {_ALL: say("All"), **words}


def _windows() -> dict[str, str]:
    return {_ALL: say("Any time")} | {
        str(days): say_count("{count} day", "{count} days", days) for days in _WINDOWS
    }


def _draw(question: _Question) -> None:
    if question.is_several:
        several_of(question.label, list(question.words), question.key, question.words, say("All"))
    elif question.words:
        st.selectbox(
            question.label,
            list(question.words),
            key=question.key,
            format_func=lambda code: question.words.get(code, code),
            help=question.explained,
            persist_state="session",
        )
    else:
        line_of_text(question.label, question.key, question.placeholder)


def _read_address(asked: Iterable[_Question]) -> None:
    """Once a session, from the address it began with: later the reader's own choices hold."""
    if st.session_state.get(_READ):
        return
    st.session_state[_READ] = True
    for question in asked:
        told = question.accepted(st.query_params.get_all(question.name))
        if told is not None:
            st.session_state[question.key] = told


def _write_address(asked: Iterable[_Question]) -> None:
    for question in asked:
        chosen = _chosen(question)
        if not chosen:
            st.query_params.pop(question.name, None)
        elif st.query_params.get_all(question.name) != chosen:
            st.query_params[question.name] = chosen


def _chosen(question: _Question) -> list[str]:
    """What differs from the choice everybody begins with."""
    value = st.session_state.get(question.key, question.at_first)
    if value == question.at_first or not value:
        return []
    return [str(code) for code in value] if isinstance(value, list) else [str(value)]


def _clear(asked: Iterable[_Question]) -> None:
    for question in asked:
        st.session_state[question.key] = question.at_first


def _one(name: str) -> str:
    return str(st.session_state.get(f"filter_{name}") or "")


def _several(name: str) -> tuple[str, ...]:
    return tuple(str(code) for code in st.session_state.get(f"filter_{name}") or ())


def _days(name: str) -> int | None:
    told = _one(name)
    return int(told) if told else None


def _as_filter() -> PatientFilter:
    return PatientFilter(
        is_alive=_ALIVE.get(_one("status")),
        histologies=_several("histology"),
        molecular_groups=_several("group"),
        index_years=tuple(int(year) for year in _several("year")),
        has_event=_YES_OR_NO.get(_one("event")),
        last_event_kinds=_several("last_kind"),
        last_event_days=_days("last_days"),
        has_crisis=_YES_OR_NO.get(_one("crisis")),
        alert_days=_days("alert_days"),
        gap_kinds=_several("missing"),
        id_starts_with=_one("starts"),
    )
