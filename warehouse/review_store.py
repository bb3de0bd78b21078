"""What people say of events and of worklist cases: kept at once, read by the next night.

Beside it, on which nights a reader opened a patient, so that they are told what is new since.

SQLite in the home by default; PostgreSQL by URL, where several machines write. Nothing is ever
changed: a verdict is taken back by an entry that says so. What is about a patient leaves when the
patient opposes, and only then.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    RowMapping,
    Table,
    create_engine,
    delete,
    func,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from warehouse.home import Home
from warehouse.review_store_entries import (
    LONGEST_NOTE,
    TAKEN_BACK,
    Entry,
    EventVerdict,
    Given,
    Standing,
    UnusableEntry,
    WorklistAnswer,
    in_force,
    standings,
)
from warehouse.review_store_tables import (
    EVENT_VERDICT,
    PATIENT_VISIT,
    WORKLIST_ANSWER,
    create_missing,
    take_turn,
)

__all__ = [
    "LONGEST_NOTE",
    "SYSTEM",
    "TAKEN_BACK",
    "URL_VARIABLE",
    "EventVerdict",
    "Given",
    "ReviewStore",
    "Standing",
    "StoreUnreachable",
    "UnusableEntry",
    "WorklistAnswer",
    "in_force",
    "review_store",
    "standings",
]

URL_VARIABLE = "OSTEON_REVIEW_STORE"
SYSTEM = "OSTEON"  # issues the row identifiers of what the store delivers to the night
_SQLITE_WAITS_SECONDS = 30
_POSTGRESQL_ANSWERS_SECONDS = 3
_TABLES: dict[type, Table] = {EventVerdict: EVENT_VERDICT, WorklistAnswer: WORKLIST_ANSWER}
_TICK = timedelta(microseconds=1)


class StoreUnreachable(RuntimeError):
    """The review store cannot be read or written now."""


class ReviewStore:
    """Verdicts and answers, in one database. Every call has a connection and ends with it."""

    def __init__(self, url: URL) -> None:
        self._name = url.render_as_string(hide_password=True)
        self._file = Path(url.database) if url.drivername == "sqlite" and url.database else None
        self._engine = _engine(url, self._name)
        self._has_tables = False

    def give(self, verdict: EventVerdict, at: datetime) -> Given[EventVerdict]:
        """Keep a verdict given at an instant of the hospital's clock, and return it as kept.

        What says the same as the last one on the event is kept once. Raises UnusableEntry,
        StoreUnreachable.
        """
        return self._keep(verdict, at)

    def answer(self, answer: WorklistAnswer, at: datetime) -> Given[WorklistAnswer]:
        """Keep an answer about a case of a worklist; like `give`."""
        return self._keep(answer, at)

    def verdicts(self, patient_id: str | None = None) -> list[Given[EventVerdict]]:
        """Every verdict ever given, or those about one patient, oldest first.

        Raises StoreUnreachable.
        """
        return self._read(EventVerdict, patient_id)

    def answers(self, patient_id: str | None = None) -> list[Given[WorklistAnswer]]:
        """Every answer ever given, or those about one patient, oldest first.

        Raises StoreUnreachable.
        """
        return self._read(WorklistAnswer, patient_id)

    def remember_visit(self, visitor: str, patient_id: str, night: date) -> None:
        """Keep that somebody opened a patient as known on a night. Raises StoreUnreachable."""
        visit = {"visitor": visitor, "patient_id": patient_id, "night": night}
        self._create_file()
        with self._connected() as connection:
            take_turn(connection)
            same = [PATIENT_VISIT.c[name] == value for name, value in visit.items()]
            if connection.execute(select(PATIENT_VISIT).where(*same)).first() is None:
                connection.execute(insert(PATIENT_VISIT).values(**visit))

    def nights_visited(self, visitor: str, patient_id: str) -> frozenset[date]:
        """The nights as of which somebody opened a patient. Raises StoreUnreachable."""
        if self._file is not None and not self._file.exists():
            return frozenset()
        theirs = [PATIENT_VISIT.c.visitor == visitor, PATIENT_VISIT.c.patient_id == patient_id]
        with self._connected() as connection:
            return frozenset(connection.scalars(select(PATIENT_VISIT.c.night).where(*theirs)))

    def forget(self, patient_ids: Collection[str]) -> int:
        """Delete all that was ever said of some patients, and who opened them; how many rows.

        SQLite's file is written anew, so that nothing of it stays in free pages. Raises
        StoreUnreachable.
        """
        if self._file is not None and not self._file.exists():
            return 0
        with self._connected() as connection:
            take_turn(connection)
            forgotten = sum(
                connection.execute(
                    delete(table).where(table.c.patient_id.in_(patient_ids))
                ).rowcount
                for table in (*_TABLES.values(), PATIENT_VISIT)
            )
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
        return forgotten

    @property
    def file(self) -> Path | None:
        """The file everything is kept in; None for PostgreSQL."""
        return self._file

    def close(self) -> None:
        self._engine.dispose()

    def _keep(self, entry: Entry, at: datetime) -> Given[Entry]:
        entry.require_usable()
        self._create_file()
        with self._connected() as connection:
            number = take_turn(connection)
            last = _last_about(connection, entry)
            if last is not None and _says_the_same(last.entry, entry):
                return last
            if entry.is_taken_back and (last is None or last.entry.is_taken_back):
                raise UnusableEntry("there is nothing to take back")
            given = Given(uuid4().hex, number, _after_all_others(connection, at), entry)
            _insert(connection, given)
        return given

    def _read(self, kind: type[Entry], patient_id: str | None) -> list[Given[Entry]]:
        if self._file is not None and not self._file.exists():
            return []  # nothing was ever said: reading creates no file
        table = _TABLES[kind]
        asked = select(table).order_by(table.c.number)
        if patient_id is not None:
            asked = asked.where(table.c.patient_id == patient_id)
        with self._connected() as connection:
            return [_given(kind, row) for row in connection.execute(asked).mappings()]

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A transaction on a database that has the tables; problems without values of rows."""
        try:
            if not self._has_tables:
                with self._engine.begin() as connection:
                    create_missing(connection)
                self._has_tables = True
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as problem:
            self._has_tables = False
            raise StoreUnreachable(
                f"the review store {self._name} cannot be reached ({type(problem).__name__}); "
                f"see that it is there and open to Osteon, or correct {URL_VARIABLE}"
            ) from None

    def _create_file(self) -> None:
        """SQLite's file, closed to other users from the first byte."""
        if self._file is None or self._file.exists():
            return
        self._has_tables = False
        try:
            os.close(os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600))
        except OSError as problem:
            raise StoreUnreachable(
                f"the review store {self._name} cannot be created: {problem.strerror}"
            ) from None


def review_store(home: Home) -> ReviewStore:
    """The store of a home: by the URL in OSTEON_REVIEW_STORE, else SQLite in the home.

    Raises StoreUnreachable when the URL is none.
    """
    written = os.environ.get(URL_VARIABLE)
    if not written:
        return ReviewStore(URL.create("sqlite", database=str(home.reviews.resolve())))
    try:
        url = make_url(written)
    except ArgumentError:
        raise StoreUnreachable(
            f"{URL_VARIABLE} is no URL of a database; write for example "
            "postgresql://user:password@host/database"
        ) from None
    return ReviewStore(url)


def _engine(url: URL, name: str) -> Engine:
    if url.get_backend_name() == "sqlite":
        waits = {"timeout": _SQLITE_WAITS_SECONDS}
        return create_engine(url, poolclass=NullPool, connect_args=waits)
    if url.get_backend_name() != "postgresql":
        raise StoreUnreachable(f"the review store {name} is neither SQLite nor PostgreSQL")
    waits = {"connect_timeout": _POSTGRESQL_ANSWERS_SECONDS}
    try:
        # Without a pool: people speak a few times an hour, and a server may be restarted.
        return create_engine(
            url.set(drivername="postgresql+psycopg"), poolclass=NullPool, connect_args=waits
        )
    except ImportError:
        raise StoreUnreachable(
            f"the review store {name} needs psycopg; install osteon[postgresql]"
        ) from None


def _last_about(connection: Connection, entry: Entry) -> Given[Entry] | None:
    table = _TABLES[type(entry)]
    about = [table.c[name] == getattr(entry, name) for name in entry.ABOUT]
    asked = select(table).where(*about).order_by(table.c.number.desc()).limit(1)
    row = connection.execute(asked).mappings().first()
    return _given(type(entry), row) if row is not None else None


def _says_the_same(one: Entry, other: Entry) -> bool:
    """Whether two entries differ in nothing but the version that was looked at."""
    return {**asdict(one), "version": ""} == {**asdict(other), "version": ""}


def _after_all_others(connection: Connection, at: datetime) -> datetime:
    """The instant, or just after the last entry: the clock of a wall goes back once a year."""
    latest = [connection.scalar(select(func.max(table.c.given_at))) for table in _TABLES.values()]
    return max([at, *(known + _TICK for known in latest if isinstance(known, datetime))])


def _insert(connection: Connection, given: Given[Entry]) -> None:
    kept = {"key": given.key, "number": given.number, "given_at": given.given_at}
    table = _TABLES[type(given.entry)]
    connection.execute(insert(table).values(**kept, **asdict(given.entry)))


def _given(kind: type[Entry], row: RowMapping) -> Given[Entry]:
    said = {field.name: row[field.name] for field in fields(kind)}
    return Given(row["key"], row["number"], row["given_at"], kind(**said))
