"""DuckDB as Great Expectations can read it: a read-only SQLAlchemy dialect named postgresql.

Great Expectations knows no DuckDB. Under the name of PostgreSQL it writes SQL that DuckDB
understands, regular expressions included. SQLAlchemy loads this module when an engine is
created for the URL `osteon://`, with `connect_args={"database": path}`.
"""

from collections import deque
from typing import TYPE_CHECKING

import duckdb
from duckdb_engine import ConnectionWrapper, Dialect
from sqlalchemy import TryCast, text, types
from sqlalchemy.dialects.postgresql.base import PGExecutionContext
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.ext.compiler import deregister

from warehouse.schema import Tier

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.engine.interfaces import ReflectedColumn, ReflectedPrimaryKeyConstraint

_Type = (
    types.String
    | types.BigInteger
    | types.Float[float]
    | types.Boolean
    | types.Date
    | types.DateTime
)
_SQLALCHEMY_TYPE: dict[str, _Type] = {
    "VARCHAR": types.String(),
    "BIGINT": types.BigInteger(),
    "DOUBLE": types.Float(),
    "BOOLEAN": types.Boolean(),
    "DATE": types.Date(),
    "TIMESTAMP": types.DateTime(),
}

# duckdb_engine hangs a function of its own on a class of SQLAlchemy, which would keep DuckDB
# loaded past the end of the interpreter: hundreds of lines "nanobind: leaked ..." on stderr.
# It serves a dialect named duckdb; this one is not.
deregister(TryCast)


class _Buffered(PGExecutionContext):
    """All cursors of a DuckDB connection are one: a result is read whole before the next query."""

    def post_exec(self) -> None:
        description = self.cursor.description
        if description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor, description, deque(self.cursor.fetchall())
            )


class ReadOnlyDuckDB(Dialect):  # type: ignore[misc]  # duckdb_engine has no usable types
    """A warehouse file, opened read-only, with the tables of every tier in reach by their name."""

    name = "postgresql"
    execution_ctx_cls = _Buffered
    supports_statement_cache = False

    def connect(self, *_: object, database: str, **__: object) -> ConnectionWrapper:
        """Open as `warehouse.reader` does: DuckDB refuses one file under two configurations."""
        connection = duckdb.connect(database, read_only=True)
        connection.execute(f"SET search_path = '{_tiers_present(connection)}'")
        return ConnectionWrapper(connection)

    def do_begin(self, connection: ConnectionWrapper) -> None:
        """Nothing is ever written: a transaction around each question would only take time."""

    def do_rollback(self, connection: ConnectionWrapper) -> None:
        """There is no transaction to give up."""

    def do_commit(self, connection: ConnectionWrapper) -> None:
        """Nor one to keep."""

    def get_columns(
        self, connection: "Connection", table_name: str, schema: str | None = None, **_: object
    ) -> "list[ReflectedColumn]":
        """Columns as DuckDB lists them, without the detour by a PostgreSQL catalogue."""
        rows = connection.execute(
            text("SELECT name, type FROM pragma_table_info(:name) ORDER BY cid"),
            {"name": f"{schema}.{table_name}" if schema else table_name},
        )
        return [
            {
                "name": name,
                "type": _SQLALCHEMY_TYPE.get(kind, types.String()),
                "nullable": True,
                "default": None,
            }
            for name, kind in rows
        ]

    def get_pk_constraint(self, *_: object, **__: object) -> "ReflectedPrimaryKeyConstraint":
        """The warehouse has no primary key: keys are an expectation."""
        return {"constrained_columns": [], "name": None}


def _tiers_present(connection: duckdb.DuckDBPyConnection) -> str:
    found = connection.execute("SELECT DISTINCT schema_name FROM duckdb_schemas()").fetchall()
    present = {name for (name,) in found}
    return ",".join(tier for tier in Tier if tier in present) or "main"
