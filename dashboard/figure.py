"""Putting a chart or a table on a page: full width, units in the headers, missing as a dash.

Under every chart, the drawing as SVG and its rows as CSV.
"""

from collections.abc import Callable, Iterable
from typing import Literal

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard import store
from dashboard.disclosure.reasons import in_words_where_withheld, rows_with_withheld
from dashboard.drawings import Specification
from dashboard.export import as_csv, as_svg
from dashboard.labels import definition_in_words, meaning, table_in_words, title_with_unit
from dashboard.language import chart_locale, say, say_count, say_number, spoken
from dashboard.palette import TEXT
from dashboard.role import Right
from warehouse.schema import COLUMNS, ColumnType

_RIGHT_EDGE = 28
_WIDEST_NUMBER = 16
_NEEDS_A_MARK = 1000


def heading(text: str, *tables: str, definitions: Iterable[str] = ()) -> None:
    """A heading with "what is this?": what its declared tables and definitions say."""
    said = [table_in_words(name) for name in tables]
    said += [definition_in_words(name) for name in definitions]
    st.subheader(text, help="\n\n".join(said) or None)


def single(
    specification: Specification, key: str, description: str, rows: pl.DataFrame | None = None
) -> None:
    """A chart of one panel, as wide as the page; its axes and legend come on top of its height.

    `rows` are what it draws, offered as CSV beside the drawing as SVG.
    """
    fitted = {**specification, "autosize": {"type": "fit-x", "contains": "padding"}}
    with st.container(key=f"{key}_room"):
        st.vega_lite_chart(spec=_inked(fitted), width="stretch", key=key, alt=description)
    _say_withheld(rows)
    _offer(specification, key, rows)


def stacked(
    specification: Specification,
    key: str,
    description: str,
    left_margin: int,
    on_pick: Callable[[], None] | None = None,
    pick: str | None = None,
    rows: pl.DataFrame | None = None,
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
    _say_withheld(rows)
    _offer(specification, key, rows)


def _say_withheld(rows: pl.DataFrame | None) -> None:
    count = 0 if rows is None else rows_with_withheld(rows)
    if count:
        st.caption(
            say_count(
                "{count} part has figures that are withheld, and not drawn.",
                "{count} parts have figures that are withheld, and not drawn.",
                count,
            )
        )


def _inked(specification: Specification) -> Specification:
    # Words that a chart writes itself would stay black on a dark page.
    colour = TEXT.get(st.context.theme.type or "light", TEXT["light"])
    config = {"text": {"color": colour}, "title": {"color": colour}, "locale": chart_locale()}
    return {**specification, "config": config}


def _offer(specification: Specification, key: str, rows: pl.DataFrame | None) -> None:
    # Made when asked for: the language of the moment has to be named here, the making is later.
    language = spoken()
    if not store.may(Right.EXPORTS):
        return
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        st.download_button(
            "SVG",
            data=store.take_away(f"{key}.svg", lambda: as_svg(specification, language)),
            file_name=f"osteon-{key}.svg",
            mime="image/svg+xml",
            key=f"{key}_svg",
            help=say("The drawing, for a document"),
            on_click="ignore",
            type="tertiary",
        )
        if rows is not None:
            _offer_csv(key, rows, say("The rows behind the drawing"))


def offer_rows(key: str, rows: pl.DataFrame) -> None:
    """Under a table: the published rows it is told from, as CSV."""
    if not store.may(Right.EXPORTS):
        return
    with st.container(horizontal=True, horizontal_alignment="right"):
        _offer_csv(key, rows, say("The rows behind the table"))


def _offer_csv(key: str, rows: pl.DataFrame, explained: str) -> None:
    language = spoken()
    st.download_button(
        "CSV",
        data=store.take_away(f"{key}.csv", lambda: as_csv(rows, language)),
        file_name=f"osteon-{key}.csv",
        mime="text/csv",
        key=f"{key}_csv",
        help=explained,
        on_click="ignore",
        type="tertiary",
    )


def table(
    frame: pl.DataFrame,
    description: str,
    titles: dict[str, str] | None = None,
    height: int | Literal["auto"] = "auto",
    headers: dict[str, ColumnConfig] | None = None,
) -> None:
    """A table: titles, units and meanings of its columns from the schema, or from `titles`.

    `headers` replace those of the schema. A figure that is withheld says so; one that is missing
    is a dash.
    """
    shown = in_words_where_withheld(frame)
    written = [name for name in shown.columns if shown.schema[name] != frame.schema[name]]
    counted = _large_counts(shown)
    st.dataframe(
        numbers_as_written(shown),
        hide_index=True,
        placeholder="–",
        alt=description,
        height=height,
        column_config=_headers(shown.columns, titles or {})
        | _as_text(counted, titles or {}, "right")
        | (headers or {})
        | _as_text(written, titles or {}),
    )


def _as_text(
    columns: list[str], titles: dict[str, str], alignment: Literal["left", "right"] = "left"
) -> dict[str, ColumnConfig]:
    """Headers of columns that hold numbers and words: a number format would leave the words out."""
    return {
        name: st.column_config.TextColumn(
            titles.get(name) or _plain_label(name),
            help=meaning(name) if name in COLUMNS else None,
            alignment=alignment,
        )
        for name in columns
    }


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
        numbers_as_written(frame),
        key=key,
        hide_index=True,
        placeholder="–",
        alt=description,
        on_select=on_pick,
        selection_mode="single-row",
        height=height,
        column_config=_headers(frame.columns, {}) | (headers or {}),
    )


def numbers_as_written(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame, numbers with decimals and long counts written as the language does.

    Tables write them as the browser or an English programme would: 2.34 on a French page. Blanks
    before the shorter ones keep their order when the reader sorts the column.
    """
    decimals = {name: 2 for name in frame.columns if _has_decimals(name, frame.schema[name])}
    decimals |= dict.fromkeys(_large_counts(frame), 0)
    return frame.with_columns(
        pl.Series(name, [None if value is None else say_number(value, of) for value in frame[name]])
        .cast(pl.String)
        .str.pad_start(_WIDEST_NUMBER)
        for name, of in decimals.items()
    )


def _large_counts(frame: pl.DataFrame) -> list[str]:
    """Columns of counts in which a number is long enough to need a mark between its thousands."""
    return [
        name
        for name in frame.columns
        if name.startswith("rows_") or name.endswith("_count")
        if frame.schema[name].is_integer() and (frame[name] >= _NEEDS_A_MARK).any()
    ]


def _has_decimals(name: str, kind: pl.DataType) -> bool:
    return name in COLUMNS and COLUMNS[name].type is ColumnType.NUMBER and kind.is_float()


def picked_row(key: str) -> int | None:
    """Which row of a pickable table the reader chose; None when none."""
    rows = st.session_state[key]["selection"]["rows"]
    return int(rows[0]) if rows else None


def _headers(columns: Iterable[str], titles: dict[str, str]) -> dict[str, ColumnConfig]:
    return {name: header(name, titles.get(name)) for name in columns}


def header(name: str, wanted: str | None = None, width: int | None = None) -> ColumnConfig:
    """Header of one column: title, unit and meaning from the schema, and how values are written."""
    declared = name in COLUMNS
    label = wanted or _plain_label(name)
    explained = meaning(name) if declared else None
    if name.endswith("_on"):
        return st.column_config.DateColumn(label, help=explained, width=width, format=_day_format())
    if name.endswith("_at"):
        return st.column_config.DatetimeColumn(
            label, help=explained, width=width, format=f"{_day_format()} HH:mm"
        )
    if declared and COLUMNS[name].type is ColumnType.NUMBER:
        return st.column_config.TextColumn(label, help=explained, width=width, alignment="right")
    return st.column_config.Column(label, help=explained, width=width)


def _plain_label(name: str) -> str:
    return title_with_unit(name) if name in COLUMNS else name.replace("_", " ").capitalize()


def _day_format() -> str:
    # Tables write the names of months in English whatever the page speaks: figures do not.
    return "D MMM YYYY" if spoken() == "en" else "DD/MM/YYYY"
