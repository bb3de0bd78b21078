"""Behind a mark: the derived row with its formula, then every version of every source row."""

from datetime import date, datetime

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import store
from dashboard.charts.inline import in_words
from dashboard.figure import header, table
from dashboard.formulas import formula
from dashboard.labels import analyte_title, meaning, table_in_words, title_with_unit, word
from dashboard.language import say, say_count, say_date, say_moment, spoken_words
from dashboard.queries import sources
from dashboard.queries.sources import (
    DERIVED_RECORDS,
    IN_FORCE,
    Record,
    SourceRow,
    records_of,
    source_row_of,
    source_rows_behind,
)
from dashboard.store import Version
from dashboard.verdicts import draw_pending
from warehouse.schema import CANONICAL, COLUMNS, TABLES, ColumnType

_OPENED = "opened_record"
_NOT_FACTS = ("patient_id", "source_rows")
# Rows of one mark beyond these are counted, not opened: a page has to stay one.
_MOST_OPENED = 20


def open_record(patient_id: str, record: str | None) -> None:
    """Remember what the reader opened; nothing closes it."""
    st.session_state[_OPENED] = (patient_id, record) if record else None


def opened_records(patient_id: str) -> list[Record]:
    """What the reader opened last, if it is of this patient."""
    opened = st.session_state.get(_OPENED)
    return records_of(opened[1]) if opened and opened[0] == patient_id else []


def draw_record(version: Version, patient_id: str) -> None:
    """What stands behind the mark the reader opened, if they opened one of this patient."""
    records = opened_records(patient_id)
    if not records:
        return
    with st.container(border=True, key="source_rows"):
        plain = [record for record in records if record.kind == "row"]
        for record in records:
            if record.kind != "row":
                _draw_derived_record(version, patient_id, record)
        if plain:
            _draw_plain(version, patient_id, plain)


def _draw_derived_record(version: Version, patient_id: str, record: Record) -> None:
    derived = store.look(version, sources.derived_row, patient_id, record)
    st.subheader(_headline(record, derived))
    draw_pending(patient_id, record)
    said = formula(record.kind, derived)
    if said:
        st.write(said)
    _draw_sources(version, patient_id, source_rows_behind(record, derived))
    _draw_derived(record, derived)


def _draw_plain(version: Version, patient_id: str, records: list[Record]) -> None:
    found = [source_row_of(record.key) for record in records]
    sources = [source for source in found if source is not None]
    names = dict.fromkeys(_row_in_words(source) for source in sources)
    st.subheader(say("Behind this mark: {what}", what="; ".join(names) or say("not found")))
    _draw_sources(version, patient_id, sources)


def _headline(record: Record, derived: pl.DataFrame) -> str:
    if derived.is_empty():
        return say("Behind this mark: {what}", what=say("not found"))
    row = derived.row(0, named=True)
    return say("Behind this mark: {what}, {day}", what=_what(record, row), day=_when(row))


def _what(record: Record, row: dict[str, object]) -> str:
    if record.kind == "event":
        return word("event_kind", str(row["event_kind"]))
    said = {
        "course": say("radiotherapy course"),
        "calcium": say("calcium"),
        "hypercalcaemia": say("episode of high calcium"),
        "hypocalcaemia": say("episode of low calcium"),
        "marker": say("bone-marker result"),
        "trend": say("trend of a bone marker"),
        "stratum": say("risk stratum of a bone marker"),
        "alert": say("critical result"),
        "exposure": say("exposure to a bone-targeted agent"),
        "missed_dose": say("missed dose of a bone-targeted agent"),
    }[record.kind]
    code = row.get("analyte_code")
    return said if code is None else f"{said}, {analyte_title(str(code))}"


# What dates a derived row: the first of these that it has.
_DATES = (
    "occurred_on",
    "sampled_at",
    "episode_start_at",
    "due_on",
    "last_on",
    "started_on",
)


def _when(row: dict[str, object]) -> str:
    moment = next((row[name] for name in _DATES if row.get(name) is not None), None)
    if isinstance(moment, datetime):
        return say_moment(moment)
    return say_date(moment) if isinstance(moment, date) else say("date unknown")


def _draw_derived(record: Record, derived: pl.DataFrame) -> None:
    if derived.is_empty():
        return
    declared = DERIVED_RECORDS[record.kind]
    hidden = {*_NOT_FACTS, *declared.rows}
    facts = pl.DataFrame(
        [
            (title_with_unit(name), in_words(name, derived[name][0]), meaning(name))
            for name in TABLES[declared.full_name].columns
            if name in derived.columns and name not in hidden and derived[name][0] is not None
        ],
        schema={"what": pl.String, "said": pl.String, "explained": pl.String},
        orient="row",
    )
    definitions = derived["definition_version"][0]
    with st.expander(
        say(
            "How it was derived: {table}, definitions {version}",
            table=declared.full_name,
            version=definitions,
        )
    ):
        st.caption(table_in_words(declared.full_name))
        table(facts, say("The derived row behind the mark"), _fact_titles())


def _fact_titles() -> dict[str, str]:
    return {"what": say("What"), "said": say("Value"), "explained": say("What is this?")}


def _draw_sources(version: Version, patient_id: str, rows: list[SourceRow]) -> None:
    title = say_count(
        "Source rows ({count}), every version", "Source rows ({count}), every version", len(rows)
    )
    st.markdown(f"**{title}**")
    if not rows:
        st.write(say("This version names no source row for it."))
        return
    found = [store.look(version, sources.versions, patient_id, source) for source in rows]
    table(
        _in_words(pl.concat(found, how="vertical_relaxed")),
        say("Every version of the source rows"),
        headers=_headers(),
    )
    for source in rows[:_MOST_OPENED]:
        with st.expander(
            say("What row {row} says: {what}", row=source.row, what=_row_in_words(source))
        ):
            _draw_content(store.look(version, sources.content, patient_id, source))


def _row_in_words(source: SourceRow) -> str:
    """What such a row is, as part of a sentence: its meaning up to its first stop."""
    meant = say(CANONICAL[source.table].meaning).split(". ")[0].rstrip(".")
    return meant[:1].lower() + meant[1:]


def _in_words(versions: pl.DataFrame) -> pl.DataFrame:
    standing = spoken_words(pl.col("standing"), _standing)
    # The file as people know it; its hash is for machines.
    return versions.with_columns(standing).drop("source_file")


def _standing(standing: str) -> str:
    in_words = {
        IN_FORCE: say("in force"),
        "superseded": say("replaced"),
        "withdrawn": say("withdrawn"),
        "orphan": say("no patient"),
    }
    return in_words.get(standing, standing)


def _headers() -> dict[str, ColumnConfig]:
    """The line of the file, and when it was known, without scrolling on a screen of 1280."""
    return {
        "source_row": header("source_row", say("Source row"), 284),
        "standing": header("aside_reason", say("Standing"), 84),
        "file_name": header("file_name", None, 206),
        "source_line": header("source_line", say("Line"), 58),
        "known_at": header("known_at", None, 126),
        "received_at": header("received_at", None, 126),
        "known_until": header("known_until", None, 126),
        "row_version": header("row_version", say("Version"), 66),
        "feed": header("feed", None, 90),
    }


def _draw_content(content: pl.DataFrame) -> None:
    if content.is_empty():
        st.write(say("No version of this row is in force."))
        return
    said = content.select(
        spoken_words(pl.col("column"), _content_title).alias("what"),
        _said(content),
        explained=spoken_words(pl.col("column"), _content_meaning),
    )
    table(said, say("Content of the source row"), _fact_titles())


def _said(content: pl.DataFrame) -> pl.Series:
    """Codes in words; what a machine wrote in its own way, as it wrote it."""
    told = [_value(column, said) for column, said in content.select("column", "said").iter_rows()]
    return pl.Series("said", told, dtype=pl.String)


def _value(column: str, said: str) -> str:
    if column in COLUMNS and COLUMNS[column].type is ColumnType.BOOLEAN:
        return in_words(column, said == "true")
    return in_words(column, said)


def _content_title(column: str) -> str:
    return title_with_unit(column) if column in COLUMNS else column


def _content_meaning(column: str) -> str:
    return meaning(column) if column in COLUMNS else ""
