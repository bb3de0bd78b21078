"""Behind a mark: the derived row with its formula, then every version of every source row."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.inline import in_words
from dashboard.figure import table
from dashboard.labels import meaning, title_with_unit, word
from dashboard.queries.sources import (
    Record,
    SourceRow,
    record_of,
    source_row_of,
    source_rows_behind,
)
from dashboard.store import Version
from dashboard.verdicts import draw_pending
from warehouse.schema import CANONICAL, COLUMNS, DEFINITIONS, DERIVED
from warehouse.schema.definitions import number

_OPENED = "opened_record"
_NOT_FACTS = ("patient_id", "source_rows", "calcium_row", "albumin_row", "ionised_calcium_row")
_TABLES = {
    "event": "skeletal_event",
    "course": "radiotherapy_course",
    "calcium": "corrected_calcium",
}
_TITLES = {"source_row": "Source row", "standing": "Standing"}
_FACT_TITLES = {"what": "What", "said": "Value", "explained": "What is this?"}


def open_record(patient_id: str, record: str | None) -> None:
    """Remember what the reader opened; nothing closes it."""
    st.session_state[_OPENED] = (patient_id, record) if record else None


def opened_record(patient_id: str) -> Record | None:
    """What the reader opened last, if it is of this patient."""
    opened = st.session_state.get(_OPENED)
    return record_of(opened[1]) if opened and opened[0] == patient_id else None


def draw_record(version: Version, patient_id: str) -> None:
    """What stands behind the mark the reader opened, if they opened one of this patient."""
    record = opened_record(patient_id)
    if record is None:
        return
    derived = store.derived_row(version, patient_id, record)
    with st.container(border=True, key="source_rows"):
        st.subheader(_headline(record, derived))
        draw_pending(patient_id, record)
        if record.kind == "calcium" and not derived.is_empty():
            st.write(formula(derived))
        _draw_sources(version, patient_id, source_rows_behind(record, derived))
        _draw_derived(record, derived)


def _headline(record: Record, derived: pl.DataFrame) -> str:
    if derived.is_empty():
        source = source_row_of(record.key)
        return f"Behind this mark: {source.table.replace('_', ' ')}" if source else "Not found"
    if record.kind == "event":
        kind, day = derived["event_kind"][0], derived["occurred_on"][0]
        return f"Behind this mark: {word('event_kind', kind)}, {day:%d %b %Y}"
    if record.kind == "course":
        return f"Behind this mark: radiotherapy course of {derived['started_on'][0]:%d %b %Y}"
    return f"Behind this mark: calcium of {derived['sampled_at'][0]:%d %b %Y %H:%M}"


def _draw_derived(record: Record, derived: pl.DataFrame) -> None:
    if derived.is_empty():
        return
    declared = DERIVED[_TABLES[record.kind]]
    facts = pl.DataFrame(
        [
            (title_with_unit(name), in_words(name, derived[name][0]), meaning(name))
            for name in declared.columns
            if name not in _NOT_FACTS and derived[name][0] is not None
        ],
        schema={"what": pl.String, "said": pl.String, "explained": pl.String},
        orient="row",
    )
    with st.expander(
        f"How it was derived: {declared.full_name}, definitions {derived['definition_version'][0]}"
    ):
        st.caption(f"{declared.meaning} {declared.caveat or ''}")
        table(facts, "The derived row behind the mark", _FACT_TITLES)


def formula(calcium: pl.DataFrame) -> str:
    """How one corrected calcium was made, with its own numbers.

    In: one row of derived.corrected_calcium. Source of the formula: the founding text.
    """
    total, albumin = calcium["calcium_mmol_l"][0], calcium["albumin_g_l"][0]
    corrected = calcium["corrected_calcium_mmol_l"][0]
    limits = {">": "at least ", "<": "at most "}
    told = limits.get(calcium["corrected_calcium_operator"][0], "")
    if albumin is not None and corrected is None:
        return "Not computable: calcium and albumin are limits that pull apart."
    if albumin is None or corrected is None:
        return (
            f"Not computable: total calcium {total:.2f} mmol/L has no albumin within "
            f"{number('albumin_stale_days'):g} days."
        )
    slope, normal = number("calcium_slope_seed"), number("albumin_reference_g_l")
    return (
        f"Corrected calcium = calcium + {slope:g} × ({normal:g} − albumin) = "
        f"{total:.2f} + {slope:g} × ({normal:g} − {albumin:.1f}) = "
        f"**{told}{corrected:.2f} mmol/L** ({DEFINITIONS['calcium_slope_seed'].source})"
    )


def _draw_sources(version: Version, patient_id: str, sources: list[SourceRow]) -> None:
    st.markdown(f"**Source rows ({len(sources)}), every version**")
    if not sources:
        st.write("This version names no source row for it.")
        return
    found = [store.versions_of(version, patient_id, source) for source in sources]
    table(pl.concat(found, how="vertical_relaxed"), "Every version of the source rows", _TITLES)
    for source in sources:
        with st.expander(
            f"What {source.table.replace('_', ' ')} {source.row} says "
            f"({CANONICAL[source.table].meaning})"
        ):
            _draw_content(store.content_of(version, patient_id, source))


def _draw_content(content: pl.DataFrame) -> None:
    if content.is_empty():
        st.write("No version of this row is in force.")
        return
    said = content.select(
        pl.col("column").map_elements(_content_title, return_dtype=pl.String).alias("what"),
        "said",
        explained=pl.col("column").map_elements(_content_meaning, return_dtype=pl.String),
    )
    table(said, "Content of the source row", _FACT_TITLES)


def _content_title(column: str) -> str:
    return title_with_unit(column) if column in COLUMNS else column


def _content_meaning(column: str) -> str:
    return meaning(column) if column in COLUMNS else ""
