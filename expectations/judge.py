"""Holding a built warehouse file against what is expected of it. The only place that runs GX.

Great Expectations takes about ten seconds to import, so it is imported when a file is judged.
It is asked once whether many looks find anything (see screen.py); then, one by one, only what
they make suspect, for yes or no or for counts: its fuller answers hold patient values.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from expectations import EXPECTATIONS
from expectations.evaluation_error import first_error
from expectations.expected import Expected, HasColumns, MedianBetween, NoRows
from expectations.gx_expectation import as_gx, as_looks
from expectations.screen import Look, looks_at
from expectations.table_facts import TableFacts, columns_of_tables, rows_of_tables
from expectations.verdict import Verdict

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult as Result
    from great_expectations.data_context import EphemeralDataContext
    from great_expectations.datasource.fluent.interfaces import Batch
    from sqlalchemy.engine import Connection

_URL = "osteon://"
_WHOLE = {"name": "whole table", "partitioner": None}
_NO_TABLE = {
    "type": "query",
    "name": "no table",
    "query": "SELECT 1",
    "batch_definitions": [_WHOLE],
}
_YES_OR_NO: Mapping[str, object] = {"result_format": "BOOLEAN_ONLY"}
_COUNTS: Mapping[str, object] = {
    "result_format": "BASIC",
    "partial_unexpected_count": 0,
    "exclude_unexpected_values": True,
}
_NOT_EVALUATED = "could not be evaluated: "


class Answer(NamedTuple):
    """What a look settles."""

    is_met: bool
    observed: str | None


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
        expected = [item for name in names for item in EXPECTATIONS[name]]
        asked = [item for item in expected if facts[item.table].can_answer(item.question)]
        settled = _settled(database, asked)
        results = _asked_one_by_one(database, [item for item in asked if item not in settled])
        return [_judged(item, facts[item.table], settled, results) for item in expected]


def _facts(connection: "Connection", names: Sequence[str]) -> dict[str, TableFacts]:
    """Facts about each table (`schema.table`)."""
    tables = [EXPECTATIONS[name][0].table for name in names]
    columns = columns_of_tables(connection)
    rows = rows_of_tables(connection, [table for table in tables if table in columns])
    return {
        table: TableFacts(connection, table, columns.get(table, ()), rows.get(table, 0))
        for table in tables
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
def _batches(
    database: Path, assets: Sequence[Mapping[str, object]]
) -> Iterator[dict[str, "Batch"]]:
    """What Great Expectations reads of the file, by name."""
    source = _context().data_sources.add_sql(
        "warehouse",
        connection_string=_URL,
        kwargs=_engine_options(database),
        # Given all at once: each one added later would write the whole context again.
        assets=assets,
    )
    try:
        yield {
            asset.name: asset.get_batch_definition(_WHOLE["name"]).get_batch()
            for asset in source.assets
        }
    finally:
        source.get_engine().dispose()
        source.get_execution_engine().engine.dispose()


def _table(name: str) -> Mapping[str, object]:
    """A table (`schema.table`): the dialect finds one of any tier by its name alone."""
    _, _, in_its_tier = name.partition(".")
    return {
        "type": "table",
        "name": name,
        "table_name": in_its_tier,
        "batch_definitions": [_WHOLE],
    }


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


def _settled(database: Path, asked: Sequence[Expected]) -> dict[Expected, Answer]:
    """What looks are enough to answer, after a closer look at each of a group that is suspect."""
    looks = looks_at(asked)
    with _batches(database, [_NO_TABLE]) as batches:
        settled = _seen(batches["no table"], looks)
        closer = [
            one
            for look in looks
            if len(look.group) > 1 and look.group[0] not in settled
            for one in look.one_by_one()
        ]
        return settled | _seen(batches["no table"], closer)


def _seen(batch: "Batch", looks: Sequence[Look]) -> dict[Expected, Answer]:
    if not looks:
        return {}
    details = batch.validate(as_looks(looks)).result["details"]
    answers: dict[Expected, Answer] = {}
    for look, seen in zip(looks, details["seen"], strict=True):
        if seen is not None and (look.settles or not seen[0]):
            is_suspect, observed = seen
            answers.update(dict.fromkeys(look.group, Answer(not is_suspect, observed)))
    return answers


def _asked_one_by_one(database: Path, asked: Sequence[Expected]) -> dict[Expected, "Result"]:
    """The answer to each, in Great Expectations' own words where it has them."""
    by_table = {table: list(group) for table, group in groupby(asked, lambda item: item.table)}
    if not by_table:
        return {}
    with _batches(database, [_table(name) for name in by_table]) as batches:
        return {
            item: result
            for table, group in by_table.items()
            for item, result in _answers(batches[table], group).items()
        }


def _answers(batch: "Batch", asked: Sequence[Expected]) -> dict[Expected, "Result"]:
    counted = [item for item in asked if _is_counted(item)]
    others = [item for item in asked if not _is_counted(item)]
    return _validated(batch, counted, _COUNTS) | _validated(batch, others, _YES_OR_NO)


def _judged(
    expected: Expected,
    facts: TableFacts,
    settled: Mapping[Expected, Answer],
    results: Mapping[Expected, "Result"],
) -> Verdict:
    if not facts.columns:
        return _not_evaluated(expected, "the table is missing")
    if expected in settled:
        answer = settled[expected]
        return _verdict(expected, is_met=answer.is_met, observed=answer.observed)
    if expected not in results:
        return _verdict(expected, is_met=True, observed="no values to judge")
    return _answered(expected, facts, results[expected])


def _answered(expected: Expected, facts: TableFacts, result: "Result") -> Verdict:
    error = _error(result)
    if error is not None:
        return _not_evaluated(expected, error)
    observed = facts.observed(expected.question)
    if result.success:
        return _verdict(expected, is_met=True, observed=observed)
    failed = result.result["unexpected_count"] if _is_counted(expected) else None
    if observed is None and failed is not None:
        observed = f"{failed} of {facts.row_count} rows"
    return _verdict(expected, is_met=False, observed=observed, failed_count=failed)


def _is_counted(expected: Expected) -> bool:
    """Whether the rows at fault are counted; the other questions are not about rows."""
    match expected.question:
        case HasColumns() | MedianBetween() | NoRows(about_rows=False):
            return False
        case _:
            return True


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
