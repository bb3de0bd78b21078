"""What clinicians said stays said, in SQLite and in PostgreSQL alike."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from warehouse.home import Home
from warehouse.review_store import (
    TAKEN_BACK,
    URL_VARIABLE,
    EventVerdict,
    ReviewStore,
    StoreUnreachable,
    UnusableEntry,
    WorklistAnswer,
    in_force,
    review_store,
)

AT = datetime(2026, 3, 1, 10, 15)
REJECTED = EventVerdict(
    patient_id="a" * 24,
    event_id="1" * 16,
    decision="reject",
    reason="not_a_fracture",
    merged_into_event_id=None,
    note="Vieille fracture, déjà là en 2019.",
    reviewer="REV1",
    version="osteon-1",
)
TAKEN = replace(REJECTED, decision=TAKEN_BACK, reason=None, note=None)
ANSWERED = WorklistAnswer(
    indicator_code="Q5",
    case_key="a" * 24,
    patient_id="a" * 24,
    answer="contraindicated",
    note=None,
    reviewer="REV1",
    version="osteon-1",
)


def test_what_was_said_is_read_back_as_it_was(store: ReviewStore) -> None:
    assert store.verdicts() == []
    given = store.give(REJECTED, AT)
    assert given.entry == REJECTED and given.given_at == AT
    assert store.verdicts() == [given]
    answered = store.answer(ANSWERED, AT + timedelta(hours=1))
    assert store.answers() == [answered]


def test_another_process_reads_what_this_one_said(store: ReviewStore, store_home: Home) -> None:
    given = store.give(REJECTED, AT)
    other = review_store(store_home)
    assert other.verdicts() == [given]
    other.close()


def test_a_patient_is_read_alone(store: ReviewStore) -> None:
    other = replace(REJECTED, patient_id="b" * 24)
    store.give(REJECTED, AT)
    given = store.give(other, AT)
    assert store.verdicts("b" * 24) == [given]
    assert store.verdicts("c" * 24) == []


def test_visits_are_remembered_once_a_night_and_for_each_reader(store: ReviewStore) -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    assert store.nights_visited("REV1", "a" * 24) == frozenset()
    for night in (monday, tuesday, monday):
        store.remember_visit("REV1", "a" * 24, night)
    store.remember_visit("REV2", "a" * 24, tuesday)
    assert store.nights_visited("REV1", "a" * 24) == {monday, tuesday}
    assert store.nights_visited("REV2", "a" * 24) == {tuesday}
    assert store.nights_visited("REV1", "b" * 24) == frozenset()
    assert store.forget({"a" * 24}) == 3
    assert store.nights_visited("REV1", "a" * 24) == frozenset()


def test_a_store_of_before_visits_were_kept_gets_its_table(sqlite_home: Home) -> None:
    before = review_store(sqlite_home)
    given = before.give(REJECTED, AT)
    before.close()
    with closing(sqlite3.connect(sqlite_home.reviews)) as file:
        file.execute("DROP TABLE patient_visit")
    store = review_store(sqlite_home)
    store.remember_visit("REV1", "a" * 24, date(2026, 3, 2))
    assert store.nights_visited("REV1", "a" * 24) == {date(2026, 3, 2)}
    assert store.verdicts() == [given]
    store.close()


def test_the_last_verdict_on_an_event_is_in_force(store: ReviewStore) -> None:
    store.give(REJECTED, AT)
    later = store.give(replace(REJECTED, decision="accept", reason="report_confirms"), AT)
    assert in_force(store.verdicts()) == [later]
    assert len(store.verdicts()) == 2


def test_a_verdict_taken_back_leaves_its_trace_and_nothing_in_force(store: ReviewStore) -> None:
    given = store.give(REJECTED, AT)
    taken = store.give(TAKEN, AT + timedelta(minutes=1))
    assert store.verdicts() == [given, taken]
    assert in_force(store.verdicts()) == []
    again = store.give(REJECTED, AT + timedelta(minutes=2))
    assert in_force(store.verdicts()) == [again] and again.key != given.key


def test_what_was_never_said_cannot_be_taken_back(store: ReviewStore) -> None:
    with pytest.raises(UnusableEntry, match="nothing to take back"):
        store.give(TAKEN, AT)
    store.give(REJECTED, AT)
    store.give(TAKEN, AT)
    with pytest.raises(UnusableEntry, match="nothing to take back"):
        store.give(replace(TAKEN, note="twice"), AT)
    assert len(store.verdicts()) == 2


def test_the_same_verdict_twice_is_kept_once(store: ReviewStore) -> None:
    given = store.give(REJECTED, AT)
    assert store.give(replace(REJECTED, version="osteon-2"), AT + timedelta(days=1)) == given
    assert store.verdicts() == [given]


def test_instants_go_forward_though_the_clock_goes_back(store: ReviewStore) -> None:
    first = store.give(REJECTED, AT)
    hour_earlier = AT - timedelta(hours=1)
    second = store.give(replace(REJECTED, decision="accept"), hour_earlier)
    answered = store.answer(ANSWERED, hour_earlier)
    assert [first.given_at, second.given_at, answered.given_at] == [
        AT,
        AT + timedelta(microseconds=1),
        AT + timedelta(microseconds=2),
    ]


def test_many_writers_at_once_lose_nothing_and_follow_each_other(store_home: Home) -> None:
    def write(number: int) -> None:
        own = review_store(store_home)
        own.give(replace(REJECTED, event_id=f"{number:016x}"), AT)
        own.close()

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(24)))
    store = review_store(store_home)
    kept = store.verdicts()
    store.close()
    assert sorted(item.entry.event_id for item in kept) == [f"{n:016x}" for n in range(24)]
    assert [item.number for item in kept] == list(range(1, 25))
    assert [item.given_at for item in kept] == [AT + n * timedelta.resolution for n in range(24)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"decision": "perhaps"}, "review_decision has no such code"),
        ({"reason": None}, "a verdict has a reason"),
        ({"reason": "because"}, "review_reason has no such code"),
        ({"decision": "merge"}, "a merge, and nothing else, names another event"),
        ({"merged_into_event_id": "2" * 16}, "a merge, and nothing else, names another event"),
        ({"decision": "merge", "merged_into_event_id": "1" * 16}, "merged into another event"),
        ({"event_id": "F1"}, "the event is not named by its key"),
        ({"patient_id": "800123"}, "the patient is not named by a pseudonym"),
        ({"reviewer": "Dr Martin"}, "named by a key without spaces"),
        ({"note": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_applied_is_not_kept(
    store: ReviewStore, changed: dict[str, str | None], said: str
) -> None:
    with pytest.raises(UnusableEntry, match=said):
        store.give(EventVerdict(**{**vars(REJECTED), **changed}), AT)
    assert store.verdicts() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"indicator_code": "Q99"}, "no indicator of care has this code"),
        ({"answer": "no"}, "worklist_answer has no such code"),
        ({"case_key": ""}, "the case is not named by its key"),
    ],
)
def test_an_answer_about_nothing_is_not_kept(
    store: ReviewStore, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(UnusableEntry, match=said):
        store.answer(WorklistAnswer(**{**vars(ANSWERED), **changed}), AT)
    assert store.answers() == []


@pytest.fixture
def sqlite_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    home = Home(tmp_path / "home")
    home.create()
    return home


def test_the_file_is_closed_to_other_users_and_made_by_the_first_entry(sqlite_home: Home) -> None:
    store = review_store(sqlite_home)
    assert store.verdicts() == [] and not sqlite_home.reviews.exists()
    store.give(REJECTED, AT)
    assert stat.S_IMODE(sqlite_home.reviews.stat().st_mode) == 0o600
    sqlite_home.reviews.unlink()
    assert store.verdicts() == []
    store.give(REJECTED, AT)
    assert len(store.verdicts()) == 1


def test_a_file_that_is_no_database_is_said_to_be_unreachable(sqlite_home: Home) -> None:
    sqlite_home.reviews.write_text("not a database, however long one reads in it" * 40)
    with pytest.raises(StoreUnreachable, match=r"reviews\.sqlite cannot be reached"):
        review_store(sqlite_home).verdicts()


def test_a_home_that_is_gone_is_said_to_be_unreachable(sqlite_home: Home) -> None:
    store = review_store(Home(sqlite_home.root / "elsewhere"))
    with pytest.raises(StoreUnreachable, match="cannot be created: No such file or directory"):
        store.give(REJECTED, AT)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://osteon:secret@127.0.0.1:1/reviews", r"osteon:\*\*\*@127.0.0.1:1/reviews"),
        ("mysql://localhost/reviews", "neither SQLite nor PostgreSQL"),
        ("reviews", "OSTEON_REVIEW_STORE is no URL of a database"),
    ],
)
def test_a_store_that_does_not_answer_is_named_without_its_password(
    url: str, said: str, sqlite_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, url)
    with pytest.raises(StoreUnreachable, match=said) as problem:
        review_store(sqlite_home).give(REJECTED, AT)
    assert "secret" not in str(problem.value) and REJECTED.patient_id not in str(problem.value)


def test_a_patient_who_opposes_is_forgotten_and_nobody_else(store: ReviewStore) -> None:
    store.give(REJECTED, AT)
    other = store.give(replace(REJECTED, patient_id="b" * 24), AT)
    assert store.forget({REJECTED.patient_id}) == 1
    assert store.verdicts() == [other]
    assert store.forget({REJECTED.patient_id}) == 0
    if store.file is not None:
        assert REJECTED.patient_id.encode() not in store.file.read_bytes()
