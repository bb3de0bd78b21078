"""Reading the published warehouse: resolve the pointer once, open read-only, never block."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.home import Home

if TYPE_CHECKING:
    import duckdb
    import polars as pl


class NothingPublished(LookupError):
    """No night has been published in this home yet."""


def current_path(home: Home) -> Path:
    """The versioned file the pointer names now. Raises NothingPublished."""
    if not home.current.exists():
        raise NothingPublished(
            f"{home.root}: no night has been published yet; run `osteon nightly` or `osteon demo`"
        )
    return home.current.resolve()


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
