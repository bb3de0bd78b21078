"""The tables of the review store: they only ever grow."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.schema import CreateIndex, CreateTable

METADATA = MetaData()
_CREATING = 1_330_860_111  # any number of our own: who creates tables in PostgreSQL holds it

# One row. Whoever writes takes a turn first: writers follow each other in both databases, so the
# order of entries is the order in which they can be read, and a reader never misses one between.
_TURN = Table(
    "turn",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("taken", Integer, nullable=False),
)


def _entries(name: str, *said: Column[str]) -> Table:
    """A table of entries: key, number and instant, then the fields of the entry."""
    return Table(
        name,
        METADATA,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("key", String(32), nullable=False, unique=True),
        Column("given_at", DateTime, nullable=False, unique=True),
        *said,
        Column("note", Text),
        Column("reviewer", String(64), nullable=False),
        Column("version", String(128), nullable=False),
    )


EVENT_VERDICT = _entries(
    "event_verdict",
    Column("patient_id", String(64), nullable=False, index=True),
    Column("event_id", String(16), nullable=False),
    Column("decision", String(32), nullable=False),
    Column("reason", String(64)),
    Column("merged_into_event_id", String(16)),
)
WORKLIST_ANSWER = _entries(
    "worklist_answer",
    Column("indicator_code", String(16), nullable=False),
    Column("case_key", Text, nullable=False),
    Column("patient_id", String(64), nullable=False, index=True),
    Column("answer", String(32), nullable=False),
)
# Nobody says a visit, so it is no entry: it only tells a reader what is new since.
PATIENT_VISIT = Table(
    "patient_visit",
    METADATA,
    Column("visitor", String(64), primary_key=True),
    Column("patient_id", String(64), primary_key=True, index=True),
    Column("night", Date, primary_key=True),
)


def create_missing(connection: Connection) -> None:
    """Create the tables where they are not there yet, whoever else is doing the same."""
    if _has_all(connection):
        return  # creating again, were it in vain, would wait for every writer
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _CREATING})
        if _has_all(connection):
            return
    for table in METADATA.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))
    connection.execute(text("INSERT INTO turn (id, taken) VALUES (1, 0) ON CONFLICT DO NOTHING"))


def _has_all(connection: Connection) -> bool:
    """Whether every table is there, also of a later Osteon, and the row of the turns."""
    return set(METADATA.tables) <= set(inspect(connection).get_table_names()) and bool(
        connection.scalar(select(func.count()).select_from(_TURN))
    )


def take_turn(connection: Connection) -> int:
    """Wait for every other writer, then the number of the entry to come.

    Has to be the first statement of its transaction: SQLite refuses, instead of waiting, a
    writer that has already read.
    """
    connection.execute(update(_TURN).values(taken=_TURN.c.taken + 1))
    return int(connection.execute(select(_TURN.c.taken)).scalar_one())
