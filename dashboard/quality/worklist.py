"""The worklist of an indicator: the cases not met, and what the team answers of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.figure import header, heading, pickable_table, picked_row
from dashboard.labels import short_patient, word
from dashboard.language import say, say_date, spoken_words
from dashboard.quality.answers import Answers, read_answers
from dashboard.queries import care
from dashboard.role import Right, visitor
from dashboard.store import Version
from warehouse.review_store import (
    LONGEST_NOTE,
    TAKEN_BACK,
    StoreUnreachable,
    UnusableEntry,
    WorklistAnswer,
)
from warehouse.schema import INDICATORS, VOCABULARIES
from warehouse.schema.definitions import HOSPITAL_TIME_ZONE

_CASES, _CHOSEN, _OUTCOME = "worklist_cases", "worklist_chosen", "worklist_outcome"
_REASON, _NOTE = "worklist_reason", "worklist_note"
INDICATOR = "worklist_indicator"


def draw_worklist(
    version: Version, codes: Sequence[str], draw_trend: Callable[[Version, str], None]
) -> None:
    """Choose an indicator, see its trend and cases, open one: its patient, or an answer."""
    heading(say("Worklist"), "derived.care_indicator_patient")
    if not codes:
        st.info(say("No indicator can be computed in this version."))
        return
    code = st.selectbox(
        say("Indicator"),
        codes,
        key=INDICATOR,
        format_func=lambda code: f"{code} · {say(INDICATORS[code].meaning)}",
        persist_state="session",
    )
    indicator = INDICATORS[code]
    st.caption(
        say(
            "Counted: {numerator}. Out of: {denominator}.",
            numerator=say(indicator.numerator),
            denominator=say(indicator.denominator),
        )
    )
    draw_trend(version, code)
    cases, answers = store.ask(version, care.worklist, code), read_answers(version, code)
    if cases.is_empty():
        st.write(say("✓ No case of this indicator waits for anything."))
        return
    _draw_cases(cases, answers, code)
    _show_outcome()
    _draw_chosen(cases, answers, code)


def _draw_cases(cases: pl.DataFrame, answers: Answers, code: str) -> None:
    missing = say(INDICATORS[code].numerator)
    shown = cases.select(
        state=spoken_words(pl.col("worklist_state"), _state_in_words),
        patient=spoken_words(pl.col("patient_id"), short_patient),
        case_on="case_on",
        due_on="due_on",
        happened_on="happened_on",
        missing=pl.when(pl.col("happened_on").is_null()).then(pl.lit(missing)),
        answer=pl.Series(
            [answers.in_words(*case) for case in cases.select("patient_id", "case_key").rows()],
            dtype=pl.String,
        ),
    )
    pickable_table(
        shown,
        _CASES,
        say("Cases of the worklist"),
        lambda: _remember(cases),
        {
            "state": header("state", say("State")),
            "patient": header("patient", say("Patient")),
            "missing": header("missing", say("What is missing")),
            "answer": header("answer", say("Answer of the team")),
        },
        height=min(460, 38 + 35 * shown.height),
    )


def _state_in_words(state: str) -> str:
    return {
        "not_met": say("not met"),
        "waiting": say("not done yet"),
        "answered": say("does not apply"),
    }[state]


def _remember(cases: pl.DataFrame) -> None:
    row = picked_row(_CASES)
    chosen = None if row is None else cases.select("patient_id", "case_key").row(row)
    st.session_state[_CHOSEN] = chosen


def _draw_chosen(cases: pl.DataFrame, answers: Answers, code: str) -> None:
    patient_id, case_key = st.session_state.get(_CHOSEN) or ("", "")
    case = cases.filter(pl.col("patient_id") == patient_id, pl.col("case_key") == case_key)
    if case.is_empty():
        st.caption(say("Choose a case to open its patient, or to say why it does not apply."))
        return
    with st.container(border=True, key="worklist_case"):
        st.markdown(
            say(
                "**Case of {day}, patient {patient}**",
                day=say_date(case["case_on"][0]),
                patient=short_patient(patient_id),
            )
        )
        st.page_link(
            "screens/patient.py",
            label=say("Open the timeline of the patient"),
            query_params={"id": patient_id},
        )
        _draw_form(answers, code, patient_id, case_key)


def _draw_form(answers: Answers, code: str, patient_id: str, case_key: str) -> None:
    who = visitor(store.home_shown())
    st.caption(who.explained)
    if answers.problem is not None:
        st.warning(say("Answers can neither be given nor read: {problem}", problem=answers.problem))
        return
    if not who.may(Right.ANSWER_WORKLISTS):
        st.caption(say("Answers can be read here, and given by the team only."))
        return
    st.selectbox(
        say("It does not apply, because"),
        VOCABULARIES["worklist_answer"].codes,
        index=None,
        key=_REASON,
        placeholder=say("Choose a reason"),
        format_func=lambda reason: word("worklist_answer", reason),
    )
    st.text_area(
        say("Note (stays in the review store; no names)"),
        key=_NOTE,
        max_chars=LONGEST_NOTE,
        height=80,
    )
    with st.container(horizontal=True):
        st.button(
            say("Keep this answer"),
            type="primary",
            key="worklist_keep",
            disabled=st.session_state.get(_REASON) is None,
            on_click=_keep,
            args=(code, patient_id, case_key, None),
        )
        if answers.stands(patient_id, case_key):
            st.button(
                say("Take the answer back"),
                key="worklist_take_back",
                on_click=_keep,
                args=(code, patient_id, case_key, TAKEN_BACK),
            )


def _keep(code: str, patient_id: str, case_key: str, said: str | None) -> None:
    """Write into the store, and remember what to tell the reader."""
    who = visitor(store.home_shown())
    if not who.may(Right.ANSWER_WORKLISTS):
        st.session_state[_OUTCOME] = False, say("Only the team may answer.")
        return
    note = str(st.session_state.get(_NOTE) or "").strip() or None
    answer = WorklistAnswer(
        indicator_code=code,
        case_key=case_key,
        patient_id=patient_id,
        answer=said or str(st.session_state[_REASON]),
        note=None if said else note,
        reviewer=who.key,
        version=store.version_shown().name,
    )
    try:
        store.reviews().answer(answer, _hospital_now())
    except (StoreUnreachable, UnusableEntry) as problem:
        st.session_state[_OUTCOME] = False, say("Nothing was kept: {problem}", problem=problem)
        return
    st.session_state[_REASON], st.session_state[_NOTE] = None, ""
    st.session_state[_OUTCOME] = True, say("Kept. It will count from tonight.")


def _hospital_now() -> datetime:
    return datetime.now(ZoneInfo(HOSPITAL_TIME_ZONE)).replace(tzinfo=None)


def _show_outcome() -> None:
    """What became of the click that started this rerun, once."""
    outcome = st.session_state.pop(_OUTCOME, None)
    if outcome is not None:
        is_kept, said = outcome
        (st.success if is_kept else st.error)(said)
