"""Holding a built warehouse file against what is expected of it. The only place that runs GX.

Great Expectations takes about ten seconds to import, so it is imported when a file is judged.
It is only ever asked for yes or no, then for counts: its fuller answers hold patient values.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from expectations import EXPECTATIONS
from expectations.evaluation_error import first_error
from expectations.expected import Expected, HasColumns, MedianBetween, NoRows
from expectations.gx_expectation import as_gx
from expectations.screen import screens_of
from expectations.table_facts import TableFacts, columns_of_tables
from expectations.verdict import Verdict

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult as Result
    from great_expectations.data_context import EphemeralDataContext
    from great_expectations.datasource.fluent.interfaces import Batch
    from sqlalchemy.engine import Connection

_URL = "osteon://"
_WHOLE = {"name": "whole table", "partitioner": None}
_YES_OR_NO: Mapping[str, object] = {"result_format": "BOOLEAN_ONLY"}
_COUNTS: Mapping[str, object] = {
    "result_format": "BASIC",
    "partial_unexpected_count": 0,
    "exclude_unexpected_values": True,
}
_NOT_EVALUATED = "could not be evaluated: "


class UnknownTable(LookupError):
    """Nothing is expected of a table of this name."""


def judge(database: Path, *, tables: Iterable[str] | None = None) -> list[Verdict]:
    """A verdict for every expectation of the tables (all of them, or those named).

    The file is opened read-only and nothing of it stays open. An expectation about the rows of
    a table is met when there are none. One that cannot be evaluated is not met, and says which
    class of error stopped it. Raises UnknownTable, FileNotFoundError.
    """
    names = tuple(EXPECTATIONS) if tables is None else tuple(tables)
    unknown = [name for name in names if name not in EXPECTATIONS]
    if unknown:
        raise UnknownTable(f"nothing is expected of {unknown}; expected: {sorted(EXPECTATIONS)}")
    if not database.is_file():
        raise FileNotFoundError(f"{database}: there is no warehouse file to judge; build it first")
    with _quiet(), _connected(database) as connection:
        facts = _facts(connection, names)
        present = [name for name in names if facts[name].columns]
        with _batches(database, present) as batches:
            return [
                verdict
                for name in names
                for verdict in _verdicts(EXPECTATIONS[name], batches.get(name), facts[name])
            ]


def _facts(connection: "Connection", names: Sequence[str]) -> dict[str, TableFacts]:
    columns = columns_of_tables(connection)
    tables = {name: EXPECTATIONS[name][0].table for name in names}
    return {
        name: TableFacts(connection, table, columns.get(table, ()))
        for name, table in tables.items()
    }


@contextmanager
def _quiet() -> Iterator[None]:
    """GX logs the text of errors, which may hold values: nothing of it is logged."""
    logger = logging.getLogger("great_expectations")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def _connected(database: Path) -> Iterator["Connection"]:
    from sqlalchemy import create_engine
    from sqlalchemy.dialects import registry

    registry.register("osteon", "expectations.duckdb_dialect", "ReadOnlyDuckDB")
    engine = create_engine(_URL, **_engine_options(database))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _batches(database: Path, names: Sequence[str]) -> Iterator[dict[str, "Batch"]]:
    """The tables as GX reads them, by name: the dialect finds a table of any tier by its name."""
    source = _context().data_sources.add_sql(
        "warehouse",
        connection_string=_URL,
        kwargs=_engine_options(database),
        # Given all at once: each one added later would write the whole context again.
        assets=[
            {"type": "table", "name": name, "table_name": name, "batch_definitions": [_WHOLE]}
            for name in names
        ],
    )
    try:
        yield {
            name: source.get_asset(name).get_batch_definition(_WHOLE["name"]).get_batch()
            for name in names
        }
    finally:
        source.get_engine().dispose()
        source.get_execution_engine().engine.dispose()


def _context() -> "EphemeralDataContext":
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    # It sets its own level, and tells of a folder it then does not make.
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _engine_options(database: Path) -> dict[str, object]:
    return {"connect_args": {"database": str(database)}, "hide_parameters": True}


def _verdicts(
    expectations: Sequence[Expected], batch: "Batch | None", facts: TableFacts
) -> list[Verdict]:
    """The verdicts on one table, in the order of its expectations."""
    if batch is None:
        return [_not_evaluated(expected, "the table is missing") for expected in expectations]
    asked = [expected for expected in expectations if facts.can_answer(expected.question)]
    results = _answers(batch, asked)
    failed = [expected for expected in asked if _is_failure(results[expected])]
    counts = _validated(batch, [item for item in failed if _is_counted(item)], _COUNTS)
    return [
        _judged(expected, results.get(expected), counts.get(expected), facts)
        for expected in expectations
    ]


def _answers(batch: "Batch", asked: Sequence[Expected]) -> dict[Expected, "Result"]:
    """The answer to each: one look answers for a whole group when it finds nothing."""
    screens = screens_of(asked)
    grouped = {expected for screen in screens for expected in screen.group}
    alone = [expected for expected in asked if expected not in grouped]
    results = _validated(batch, [*alone, *(screen.question for screen in screens)], _YES_OR_NO)
    unanswered: list[Expected] = []
    for screen in screens:
        answer = results.pop(screen.question)
        if answer.success:
            results.update(dict.fromkeys(screen.group, answer))
        else:
            unanswered.extend(screen.group)
    return results | _validated(batch, unanswered, _YES_OR_NO)


def _judged(
    expected: Expected, result: "Result | None", count: "Result | None", facts: TableFacts
) -> Verdict:
    if result is None:
        return _verdict(expected, is_met=True, observed="no values to judge")
    error = _error(result)
    if error is not None:
        return _not_evaluated(expected, error)
    observed = facts.observed(expected.question)
    if result.success:
        return _verdict(expected, is_met=True, observed=observed)
    failed = count.result["unexpected_count"] if count else facts.failing_rows(expected.question)
    if observed is None and failed is not None:
        observed = f"{failed} of {facts.row_count} rows"
    return _verdict(expected, is_met=False, observed=observed, failed_count=failed)


def _is_counted(expected: Expected) -> bool:
    """Great Expectations counts the rows that fail; the other questions are not about rows."""
    return not isinstance(expected.question, HasColumns | MedianBetween | NoRows)


def _validated(
    batch: "Batch", asked: Sequence[Expected], result_format: Mapping[str, object]
) -> dict[Expected, "Result"]:
    """Results by expectation: those that could not be evaluated come first, in any order."""
    from great_expectations import ExpectationSuite

    if not asked:
        return {}
    suite = ExpectationSuite(
        name="asked", expectations=[as_gx(item, place) for place, item in enumerate(asked)]
    )
    answer = batch.validate(suite, result_format=dict(result_format))
    return {asked[result.expectation_config.meta["place"]]: result for result in answer.results}


def _is_failure(result: "Result") -> bool:
    return not result.success and _error(result) is None


def _error(result: "Result") -> str | None:
    """Class of the error that kept an expectation from being evaluated; None when it was."""
    found = result.exception_info or {}
    errors = [found] if "raised_exception" in found else list(found.values())
    raised = [error for error in errors if error["raised_exception"]]
    return first_error(raised[0]["exception_traceback"]) if raised else None


def _not_evaluated(expected: Expected, error: str) -> Verdict:
    return _verdict(expected, is_met=False, observed=f"{_NOT_EVALUATED}{error}")


def _verdict(
    expected: Expected, *, is_met: bool, observed: str | None, failed_count: int | None = None
) -> Verdict:
    return Verdict(
        table_name=expected.table,
        column_name=expected.column_name,
        expectation=expected.question.phrase,
        verdict_severity=expected.severity.value,
        is_met=is_met,
        failed_count=failed_count,
        observed=observed,
        clinical_reason=expected.reason,
    )
