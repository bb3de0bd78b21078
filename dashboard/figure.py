"""Putting a chart or a table on a page: full width, units in the headers, missing as a dash."""

from collections.abc import Callable, Iterable
from typing import Literal

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.drawings import Specification
from dashboard.labels import meaning, title_with_unit
from dashboard.palette import TEXT
from warehouse.schema import COLUMNS, ColumnType

_RIGHT_EDGE = 28


def single(specification: Specification, key: str, description: str) -> None:
    """A chart of one panel, as wide as the page; its axes and legend come on top of its height."""
    fitted = {**specification, "autosize": {"type": "fit-x", "contains": "padding"}}
    with st.container(key=f"{key}_room"):
        st.vega_lite_chart(spec=_inked(fitted), width="stretch", key=key, alt=description)


def stacked(
    specification: Specification,
    key: str,
    description: str,
    left_margin: int,
    on_pick: Callable[[], None] | None = None,
    pick: str | None = None,
) -> None:
    """A chart of panels that share an axis, as wide as the page.

    Vega-Lite gives each panel the whole width and adds the margin of its axes to it, so the page
    keeps that margin free.
    """
    drawn = _inked(specification)
    st.html(f"<style>.st-key-{key}_room {{padding-right: {left_margin + _RIGHT_EDGE}px}}</style>")
    with st.container(key=f"{key}_room"):
        if on_pick and pick:
            st.vega_lite_chart(
                spec=drawn,
                width="stretch",
                key=key,
                alt=description,
                on_select=on_pick,
                selection_mode=[pick],
            )
        else:
            st.vega_lite_chart(spec=drawn, width="stretch", key=key, alt=description)


def _inked(specification: Specification) -> Specification:
    # Words that a chart writes itself would stay black on a dark page.
    colour = TEXT.get(st.context.theme.type or "light", TEXT["light"])
    return {**specification, "config": {"text": {"color": colour}, "title": {"color": colour}}}


def table(
    frame: pl.DataFrame,
    description: str,
    titles: dict[str, str] | None = None,
    height: int | Literal["auto"] = "auto",
) -> None:
    """A table: titles, units and meanings of its columns from the schema, or from `titles`."""
    st.dataframe(
        frame,
        hide_index=True,
        placeholder="–",
        alt=description,
        height=height,
        column_config=_headers(frame.columns, titles or {}),
    )


def pickable_table(
    frame: pl.DataFrame,
    key: str,
    description: str,
    on_pick: Callable[[], None],
    headers: dict[str, ColumnConfig] | None = None,
    height: int | Literal["auto"] = "auto",
) -> None:
    """The same, where choosing a row calls `on_pick`; `headers` replace those of the schema."""
    st.dataframe(
        frame,
        key=key,
        hide_index=True,
        placeholder="–",
        alt=description,
        on_select=on_pick,
        selection_mode="single-row",
        height=height,
        column_config=_headers(frame.columns, {}) | (headers or {}),
    )


def picked_row(key: str) -> int | None:
    """Which row of a pickable table the reader chose; None when none."""
    rows = st.session_state[key]["selection"]["rows"]
    return int(rows[0]) if rows else None


def _headers(columns: Iterable[str], titles: dict[str, str]) -> dict[str, ColumnConfig]:
    return {name: header(name, titles.get(name)) for name in columns}


def header(name: str, wanted: str | None = None, width: int | None = None) -> ColumnConfig:
    """Header of one column: title, unit and meaning from the schema, and how values are written."""
    declared = name in COLUMNS
    label = wanted or (title_with_unit(name) if declared else name.replace("_", " ").capitalize())
    explained = meaning(name) if declared else None
    if name.endswith("_on"):
        return st.column_config.DateColumn(label, help=explained, width=width, format="D MMM YYYY")
    if name.endswith("_at"):
        return st.column_config.DatetimeColumn(
            label, help=explained, width=width, format="D MMM YYYY HH:mm"
        )
    if declared and COLUMNS[name].type is ColumnType.NUMBER:
        return st.column_config.NumberColumn(label, help=explained, width=width, format="%.2f")
    return st.column_config.Column(label, help=explained, width=width)
