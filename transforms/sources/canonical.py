"""The columns of one canonical table, read from the texts of an extract."""

import polars as pl

from transforms.sources.columns import (
    SourcedText,
    missing_where_empty,
    read_column,
    read_dates,
    sourced_text,
)
from transforms.sources.lab_result import RESULT_COLUMNS, read_result
from transforms.sources.reading import Reading, fault_where
from transforms.sources.source import Source
from warehouse.schema import CANONICAL, COLUMNS, ColumnType, Table


def read_content(source: Source, texts: pl.DataFrame) -> Reading:
    """Every mapped column of the canonical table, with its faults.

    Values the mapping does not follow come first (not_tracked), then the columns: what cannot be
    read, what is out of range, what is required and empty.
    """
    sourced = {name: sourced_text(texts, column) for name, column in source.columns.items()}
    reading = Reading()
    for name, column in sourced.items():
        reading += Reading(faults=fault_where("not_tracked", name, column.is_ignored))
    if source.table == "lab_result":
        reading += read_result(source, sourced, texts.height)
        sourced = {name: column for name, column in sourced.items() if name not in RESULT_COLUMNS}
    return reading + _read_plain(source, sourced) + _read_precision(source, sourced)


def _read_plain(source: Source, sourced: dict[str, SourcedText]) -> Reading:
    """Each mapped column by its declared type, in the order of the table."""
    table = CANONICAL[source.table]
    reading = Reading()
    for name in table.columns:
        if name in sourced:
            texts = sourced[name].texts
            reading += read_column(name, texts, source.columns[name], source.format)
            if name in table.required:
                reading += missing_where_empty(name, texts)
    return reading


def _read_precision(source: Source, sourced: dict[str, SourcedText]) -> Reading:
    """date_precision: what the source says, else how precisely the date itself is written."""
    dated = dated_column(CANONICAL[source.table])
    if dated is None or dated not in sourced:
        return Reading()
    texts = sourced[dated].texts
    precision = read_dates(texts, source.columns[dated], source.format)["precision"]
    if "date_precision" in sourced:
        said = sourced["date_precision"].texts
        precision = pl.select(pl.coalesce(said, precision)).to_series()
    return Reading({"date_precision": precision.alias("date_precision")})


def dated_column(table: Table) -> str | None:
    """The date that date_precision is about: the required date of the table."""
    if "date_precision" not in table.columns:
        return None
    return next(name for name in table.required if COLUMNS[name].type is ColumnType.DATE)
