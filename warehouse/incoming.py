"""Rows of one canonical table on their way in, in temporary tables of the file being built.

What does not fit in memory DuckDB lays down beside the file; all of it is gone with the connection.
A row identifier is told from others by its hash: two that share one are looked at together, which
changes nothing but the work.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl

from warehouse.build import DUCKDB_TYPE, WarehouseFile
from warehouse.schema import ASIDE, COLUMNS, ROW_KEY, Table

ROWS_TOGETHER = 250_000  # kept in memory before they are written, or sorted out in one go
_HASH = f"hash({', '.join(ROW_KEY)})"


@dataclass(frozen=True)
class Contested:
    """Everything known of some row identifiers that have more than one version.

    `incoming`: columns of the table and is_withdrawn. `in_force` and `aside`: the rows of the
    warehouse, with their `place` in it.
    """

    incoming: pl.DataFrame
    in_force: pl.DataFrame
    aside: pl.DataFrame


class Incoming:
    """The rows that the deliveries of one table bring, sorted into the warehouse at the end."""

    def __init__(
        self, warehouse: WarehouseFile, table: Table, rows_together: int = ROWS_TOGETHER
    ) -> None:
        self._warehouse = warehouse
        self._rows_together = rows_together
        self._table = table
        self._aside = ASIDE[table.name]
        self._waiting: list[tuple[int, pl.DataFrame]] = []
        self.rows = 0
        self._create("incoming", (*table.columns, "is_withdrawn"), "delivery INTEGER, h UBIGINT")
        self._create("settled", table.columns)

    def add(self, delivery: int, rows: pl.DataFrame) -> None:
        """Rows of a delivery: the columns of the table and is_withdrawn."""
        self.rows += rows.height
        self._waiting.append((delivery, rows))
        if sum(rows.height for _, rows in self._waiting) >= self._rows_together:
            self._write()

    def take_back(self, delivery: int) -> None:
        """Forget the rows of a delivery that is refused after all."""
        self._write()
        taken = "FROM temp.incoming WHERE delivery = ?"
        self.rows -= int(self._warehouse.frame(f"SELECT count(*) AS n {taken}", [delivery]).item())
        self._warehouse.run(f"DELETE {taken}", [delivery])

    @contextmanager
    def merging(self) -> Iterator[Iterator[Contested]]:
        """Sort the rows into the table: every contested row identifier is for the caller to settle.

        At the end, what was settled and what nothing contests is written, in the order of the
        table.
        """
        self._write()
        with self._warehouse.transaction():
            for name in ("in_force", "aside"):
                self._find_known(name)
            self._warehouse.run(
                "CREATE OR REPLACE TEMP TABLE contested AS "
                "SELECT h FROM temp.incoming GROUP BY h HAVING count(*) > 1 "
                "UNION SELECT h FROM temp.known_in_force UNION SELECT h FROM temp.known_aside"
            )
            yield self._contested()
            self._remove()
            self._write_aside()
            self._write_in_force()
        for name in ("incoming", "settled", "contested", *_KNOWN, *_GONE):
            self._warehouse.run(f"DROP TABLE IF EXISTS temp.{name}")

    def settle(self, in_force: pl.DataFrame, aside: pl.DataFrame, gone: Contested) -> None:
        """What becomes of contested rows: new ones in force, new ones aside, those that go."""
        self._warehouse.insert("temp.settled", self._table.columns, in_force)
        self._warehouse.append(self._aside, aside)
        for name, rows in (("in_force", gone.in_force), ("aside", gone.aside)):
            self._warehouse.insert(f"temp.gone_{name}", ("place",), rows)

    def _create(self, name: str, columns: tuple[str, ...], more: str = "") -> None:
        typed = [f"{column} {DUCKDB_TYPE[COLUMNS[column].type]}" for column in columns]
        listed = ", ".join([*typed, more] if more else typed)
        self._warehouse.run(f"CREATE OR REPLACE TEMP TABLE {name} ({listed})")

    def _write(self) -> None:
        if not self._waiting:
            return
        rows = pl.concat(
            [rows.with_columns(delivery=pl.lit(number)) for number, rows in self._waiting]
        )
        self._waiting = []
        self._warehouse.insert(
            "temp.incoming", (*self._table.columns, "is_withdrawn", "delivery"), rows, h=_HASH
        )

    def _find_known(self, name: str) -> None:
        """Rows of the warehouse whose identifier comes in again, and their place in their table.

        Their columns are only read once their places are known: the identifiers of all rows have
        to be looked through, their contents have not.
        """
        table = self._table if name == "in_force" else self._aside
        columns = ", ".join(table.columns)
        self._warehouse.run(
            f"CREATE OR REPLACE TEMP TABLE place_{name} AS "
            f"SELECT rowid AS place FROM {table.full_name} "
            f"WHERE {_HASH} IN (SELECT h FROM temp.incoming)"
        )
        self._warehouse.run(
            f"CREATE OR REPLACE TEMP TABLE known_{name} AS "
            f"SELECT place, {_HASH} AS h, {columns} FROM temp.place_{name} "
            f"JOIN {table.full_name} AS known ON known.rowid = place"
        )
        self._warehouse.run(f"CREATE OR REPLACE TEMP TABLE gone_{name} (place BIGINT)")

    def _contested(self) -> Iterator[Contested]:
        """Contested rows, all those of an identifier together, a bounded number at a time."""
        contested = "temp.incoming SEMI JOIN temp.contested USING (h)"
        count = sum(
            int(self._warehouse.frame(f"SELECT count(*) AS n FROM {rows}").item())
            for rows in (contested, "temp.known_in_force", "temp.known_aside")
        )
        parts = -(-count // self._rows_together)
        names = ", ".join((*self._table.columns, "is_withdrawn"))
        for part in range(parts):
            within = f"WHERE h % {parts} = {part}"
            yield Contested(
                self._warehouse.frame(f"SELECT {names} FROM {contested} {within}"),
                self._warehouse.frame(f"SELECT * EXCLUDE (h) FROM temp.known_in_force {within}"),
                self._warehouse.frame(f"SELECT * EXCLUDE (h) FROM temp.known_aside {within}"),
            )

    def _remove(self) -> None:
        for table, name in ((self._table, "in_force"), (self._aside, "aside")):
            self._warehouse.run(
                f"DELETE FROM {table.full_name} WHERE rowid IN (SELECT place FROM temp.gone_{name})"
            )

    def _write_aside(self) -> None:
        columns = ", ".join(self._table.columns)
        self._warehouse.run(
            f"INSERT INTO {self._aside.full_name} ({columns}, is_withdrawn, aside_reason) "
            f"SELECT {columns}, is_withdrawn, "
            "CASE WHEN is_withdrawn THEN 'withdrawn' ELSE 'opposed' END "
            "FROM temp.incoming ANTI JOIN temp.contested USING (h) "
            f"WHERE NOT ({self._counts()}) ORDER BY {_order(self._aside)}"
        )

    def _write_in_force(self) -> None:
        columns = ", ".join(self._table.columns)
        self._warehouse.run(
            f"INSERT INTO {self._table.full_name} ({columns}) SELECT {columns} FROM ("
            f"SELECT {columns} FROM temp.incoming ANTI JOIN temp.contested USING (h) "
            f"WHERE {self._counts()} UNION ALL SELECT {columns} FROM temp.settled) "
            f"ORDER BY {_order(self._table)}"
        )

    def _counts(self) -> str:
        """Whether a row nothing contests is in force."""
        opposes = " AND NOT coalesce(is_opposed, false)"
        return "NOT is_withdrawn" + (opposes if "is_opposed" in self._table.columns else "")

    def patients_uncontested(self) -> pl.Series:
        """Patients of rows that nothing contests and that are in force."""
        return self._warehouse.frame(
            "SELECT DISTINCT patient_id FROM temp.incoming ANTI JOIN temp.contested USING (h) "
            f"WHERE {self._counts()}"
        )["patient_id"]


_KNOWN = ("place_in_force", "place_aside", "known_in_force", "known_aside")
_GONE = ("gone_in_force", "gone_aside")


def _order(table: Table) -> str:
    return ", ".join(f"{column} NULLS LAST" for column in table.order)
