"""Reading the published warehouse: resolve the pointer once, open read-only, never block."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.home import Home

if TYPE_CHECKING:
    import duckdb
    import polars as pl


_VERSION_GLOB = "osteon-*.duckdb"


class NothingPublished(LookupError):
    """No night has been published in this home yet."""


def current_path(home: Home) -> Path:
    """The versioned file the pointer names now. Raises NothingPublished."""
    if not home.current.exists():
        raise NothingPublished(
            f"{home.root}: no night has been published yet; run `osteon nightly` or `osteon demo`"
        )
    return home.current.resolve()


def kept_versions(home: Home) -> list[Path]:
    """Version files still on disk, oldest first."""
    return sorted(home.warehouse.glob(_VERSION_GLOB), key=lambda path: path.stat().st_mtime_ns)


def kept_nights(home: Home) -> dict[date, Path]:
    """Nights whose version is still on disk, oldest first, each with its last version.

    A version whose name tells no night (`osteon-20261120-…` tells one) is of none.
    """
    nights = {night_of(path): path for path in kept_versions(home)}
    return {night: nights[night] for night in sorted(filter(None, nights))}


def night_of(path: Path) -> date | None:
    """The night a version file is named after; None when its name tells none."""
    night = [*path.stem.split("-"), ""][1]
    try:
        return datetime.strptime(night, "%Y%m%d").date()
    except ValueError:
        return None


@dataclass(frozen=True)
class Reader:
    """One published version, open read-only; every call gets its own cursor."""

    path: Path
    connection: "duckdb.DuckDBPyConnection"

    @property
    def version(self) -> str:
        return self.path.stem

    def frame(self, query: str, parameters: Sequence[object] = ()) -> "pl.DataFrame":
        """Rows of a query as a Polars frame."""
        cursor = self.connection.cursor()
        try:
            rows: pl.DataFrame = cursor.sql(query, params=list(parameters)).pl()
            return rows
        finally:
            cursor.close()

    def close(self) -> None:
        self.connection.close()


def open_reader(path: Path) -> Reader:
    """Open one version file, as returned by `current_path`, read-only."""
    import duckdb

    return Reader(path, duckdb.connect(str(path), read_only=True))


def behind(reader: Reader, tables: "Mapping[str, pl.DataFrame]") -> Reader:
    """The version of a reader, where these tables, by full name, stand before its own.

    What a query names is found among them first, joins and views included: who asks cannot tell.
    """
    import duckdb

    connection = duckdb.connect()
    path = str(reader.path).replace("'", "''")
    connection.execute(f"ATTACH '{path}' AS kept (READ_ONLY)")
    held = connection.sql(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'kept'"
    ).fetchall()
    for schema, name in held:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        if f"{schema}.{name}" not in tables:
            connection.execute(f"CREATE VIEW {schema}.{name} AS FROM kept.{schema}.{name}")
    for full_name, rows in tables.items():
        connection.register("rows_before", rows)
        connection.execute(f"CREATE TABLE {full_name} AS FROM rows_before")
        connection.unregister("rows_before")
    return Reader(reader.path, connection)
