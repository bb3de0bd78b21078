"""Reading the published warehouse: resolve the pointer once, open read-only, never block."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.home import Home

if TYPE_CHECKING:
    import duckdb
    import polars as pl


_VERSION_GLOB = "osteon-*.duckdb"


class NothingPublished(LookupError):
    """No night has been published in this home yet."""


class NothingReadable(NothingPublished):
    """Versions were published, and none of them opens any more."""


@dataclass(frozen=True)
class Published:
    """The version to read.

    instead_of: name of the version the pointer names, when that one cannot be opened and this
    older one is read in its place.
    """

    path: Path
    instead_of: str | None = None


def current_path(home: Home) -> Path:
    """The versioned file to read now. Raises NothingPublished."""
    return published_version(home).path


def published_version(home: Home) -> Published:
    """The version the pointer names; when it does not open, the newest kept one that does.

    Raises NothingPublished, and NothingReadable when there are versions and none opens.
    """
    named = named_version(home)
    while named is not None:
        if _opens(named):
            return Published(named)
        looked_at, named = named, named_version(home)
        if named == looked_at:
            break  # else a night has published meanwhile, and removed what was looked at
    kept = [path for path in reversed(kept_versions(home)) if path.resolve() != named]
    for path in kept:
        if _opens(path):
            return Published(path.resolve(), (named or home.current).stem)
    if named is None and not kept:
        raise NothingPublished(
            f"{home.root}: no night has been published yet; run `osteon nightly` or `osteon demo`"
        )
    raise NothingReadable(
        f"{home.root}: none of the versions kept can be read; run `osteon nightly`: it makes the "
        "tables again from landing"
    )


def named_version(home: Home) -> Path | None:
    """The file the pointer names, whether it is there or not; None without a pointer."""
    if home.current.is_symlink() or home.current.exists():
        return home.current.resolve()
    return None


def kept_versions(home: Home) -> list[Path]:
    """Version files still on disk, in the order they were published."""
    published_at: dict[Path, int] = {}
    for path in home.warehouse.glob(_VERSION_GLOB):
        # One that goes away while it is looked at was removed by the night that publishes.
        with suppress(FileNotFoundError):
            published_at[path] = path.stat().st_mtime_ns
    return sorted(published_at, key=lambda path: (published_at[path], path.name))


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


def open_published(home: Home) -> Reader:
    """Open the version to read now. Raises NothingPublished.

    A version may be removed between finding and opening it, when few are kept: then the pointer
    has moved, and is followed again.
    """
    import duckdb

    while True:
        path = current_path(home)
        try:
            return open_reader(path)
        except duckdb.IOException:
            if path.exists():
                raise


def _opens(path: Path) -> bool:
    """Whether the file opens as a database and has its whole length.

    A damaged block further in is found by the night, which reads every one.
    """
    import duckdb

    try:
        facts = path.stat()
        return _has_its_length(path, facts.st_size, facts.st_mtime_ns)
    except (OSError, duckdb.Error):
        return False


@lru_cache(maxsize=64)
def _has_its_length(path: Path, size: int, modified_ns: int) -> bool:
    """Looked at once for each state of the file. Errors of DuckDB pass, and are not remembered.

    DuckDB opens a file cut short without a word, and fails on the first table beyond the cut.
    """
    del modified_ns  # in the key only
    reader = open_reader(path)
    try:
        said = "SELECT block_size, total_blocks FROM pragma_database_size()"
        block_size, declared = reader.frame(said).row(0)
        blocks = size // int(block_size)
        return blocks >= int(declared) or blocks >= _blocks_in_use(reader)
    finally:
        reader.close()


def _blocks_in_use(reader: Reader) -> int:
    """Blocks up to the last that holds anything.

    After it has written how many blocks there are, DuckDB cuts the free ones off the end of the
    file: a version that is whole may be shorter than it says.
    """
    tables = reader.frame(
        "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() "
        "WHERE database_name = current_database()"
    )["name"]
    of_tables = [f"SELECT max(block_id) AS last FROM pragma_storage_info('{n}')" for n in tables]
    every = ["SELECT max(block_id) AS last FROM pragma_metadata_info()", *of_tables]
    last = reader.frame(f"SELECT max(last) AS last FROM ({' UNION ALL '.join(every)})").item()
    return 0 if last is None else int(last) + 1


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
