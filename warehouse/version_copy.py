"""A version of the warehouse written anew without some patients, into a file that held none.

DuckDB leaves deleted rows in its file until their place is taken: only a fresh file has nothing.
"""

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.durable import sync_file, sync_folder

if TYPE_CHECKING:
    import duckdb

_NO_TEXT = ["''"]


def copy_without(version: Path, patient_ids: Collection[str]) -> int:
    """Put a copy without them in the place of a version; how many rows went.

    Every row goes that holds one of the pseudonyms, in whatever text column. The copy keeps the
    name and the instant of the version; whoever has it open keeps what they opened.
    Raises duckdb.Error when the version cannot be read.
    """
    fresh = version.with_name(f".{version.name}.part")
    fresh.unlink(missing_ok=True)
    try:
        removed = _copy(version, fresh, "|".join(sorted(patient_ids)))
        fresh.chmod(0o600)
        made = version.stat()
        os.utime(fresh, ns=(made.st_atime_ns, made.st_mtime_ns))
        sync_file(fresh)
        fresh.replace(version)
    finally:
        fresh.unlink(missing_ok=True)
        fresh.with_name(f"{fresh.name}.wal").unlink(missing_ok=True)
    sync_folder(version.parent)
    return removed


def rows_naming(version: Path, pattern: str) -> dict[str, int]:
    """By table, how many rows hold a text that a regular expression describes; none left out.

    Raises duckdb.Error when the version cannot be read.
    """
    import duckdb

    connection = duckdb.connect(str(version), read_only=True)
    try:
        found = {}
        for table, text in _text_of_tables(connection, version.stem).items():
            query = f"SELECT count(*) FROM {table} WHERE regexp_matches({text}, $1)"
            found[table] = _count(connection, query, [pattern])
        return {table: rows for table, rows in found.items() if rows}
    finally:
        connection.close()


def _copy(version: Path, fresh: Path, pseudonyms: str) -> int:
    import duckdb

    connection = duckdb.connect(str(fresh))
    try:
        connection.execute(f"ATTACH '{version}' AS earlier (READ_ONLY)")
        definitions = connection.sql(
            "SELECT schema_name, sql FROM duckdb_tables() WHERE database_name = 'earlier'"
        ).fetchall()
        for schema, definition in definitions:
            connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
            connection.execute(definition)
        tables = _text_of_tables(connection, "earlier")
        removed = sum(_fill(connection, table, tables[table], pseudonyms) for table in tables)
        connection.execute("DETACH earlier")
        connection.execute("CHECKPOINT")
        return removed
    finally:
        connection.close()


def _fill(connection: "duckdb.DuckDBPyConnection", table: str, text: str, pseudonyms: str) -> int:
    before = _count(connection, f"SELECT count(*) FROM earlier.{table}", [])
    connection.execute(
        f"INSERT INTO {table} SELECT * FROM earlier.{table} WHERE NOT regexp_matches({text}, ?)",
        [pseudonyms],
    )
    return before - _count(connection, f"SELECT count(*) FROM {table}", [])


def _text_of_tables(connection: "duckdb.DuckDBPyConnection", database: str) -> dict[str, str]:
    """Every table of a database, and the expression of all its text."""
    rows = connection.execute(
        "SELECT '\"' || schema_name || '\".\"' || table_name || '\"', "
        "list('\"' || column_name || '\"::VARCHAR' ORDER BY column_index) "
        "FILTER (data_type LIKE '%VARCHAR%') FROM duckdb_columns() "
        "WHERE database_name = $1 AND NOT internal GROUP BY ALL ORDER BY 1",
        [database],
    ).fetchall()
    return {table: f"concat_ws(' ', '', {', '.join(texts or _NO_TEXT)})" for table, texts in rows}


def _count(connection: "duckdb.DuckDBPyConnection", query: str, parameters: list[object]) -> int:
    row = connection.execute(query, parameters).fetchone()
    assert row is not None, "a count is one row"
    return int(row[0])
