"""Kinds of expectation that Great Expectations lacks, in its own terms. Importing this imports it.

Of what they find, only counts and texts without patient values are ever fetched.
"""

from typing import ClassVar

from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations import UnexpectedRowsExpectation
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.query_metric_provider import QueryMetricProvider
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

# Whether the look makes its group suspect and what was observed; None when it cannot be evaluated.
Seen = tuple[bool, str | None] | None
_CLEAR: Seen = (False, None)


class CountedRowsExpectation(UnexpectedRowsExpectation):  # type: ignore[misc]  # GX has no types here
    """A query finds nothing; what it finds is counted, and not fetched besides."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)

    def _validate(self, metrics: dict[str, int], **_: object) -> dict[str, object]:
        found = metrics["unexpected_rows_query.row_count"]
        return {"success": found == 0, "result": {"unexpected_count": found}}


class LooksClearExpectation(BatchExpectation):  # type: ignore[misc]
    """None of many looks makes what it looks at suspect (see expectations/screen.py)."""

    looks: list[str]

    metric_dependencies: ClassVar[tuple[str, ...]] = ("looks.seen",)
    success_keys: ClassVar[tuple[str, ...]] = ("looks",)

    def _validate(self, metrics: dict[str, list[Seen]], **_: object) -> dict[str, object]:
        seen = metrics["looks.seen"]
        is_clear = all(each is not None and not each[0] for each in seen)
        return {"success": is_clear, "result": {"details": {"seen": seen}}}


class LooksSeen(QueryMetricProvider):  # type: ignore[misc]
    """What each look saw, in their order."""

    metric_name = "looks.seen"
    value_keys = ("looks",)

    @metric_value(engine=SqlAlchemyExecutionEngine)  # type: ignore[untyped-decorator]
    def _sqlalchemy(
        cls,
        execution_engine: SqlAlchemyExecutionEngine,
        metric_value_kwargs: dict[str, list[str]],
        **_: object,
    ) -> list[Seen]:
        with execution_engine.get_connection() as connection:
            return [_seen(connection, look) for look in metric_value_kwargs["looks"]]


def _seen(connection: Connection, look: str) -> Seen:
    try:
        found = connection.exec_driver_sql(look).one_or_none()
    except SQLAlchemyError:
        return None  # asked by itself, each of the group tells what stops it
    if found is None:
        return _CLEAR
    is_suspect, observed = found
    return bool(is_suspect), None if observed is None else str(observed)
