"""Published values, to be set beside ours."""

import polars as pl

from transforms.frames import conform, polars_schema
from warehouse.schema import PUBLISHED
from warehouse.schema.benchmarks import BENCHMARKS
from warehouse.schema.declare import Benchmark

TABLE = PUBLISHED["benchmark"]


def benchmark() -> pl.DataFrame:
    """Every published value that was read at its source, one row a value (domain.md §1).

    Out: published.benchmark. Shares are between 0 and 1; survival in months unless the unit says
    otherwise. Nothing is computed from patients here.
    """
    rows = [_row(item) for item in BENCHMARKS.values()]
    return conform(pl.DataFrame(rows, schema=polars_schema(TABLE), orient="row"), TABLE)


def _row(item: Benchmark) -> tuple[str | float | None, ...]:
    """The value in the order of the columns of its table."""
    return (
        item.name,
        item.statement,
        item.measure,
        item.population,
        item.value,
        item.lower,
        item.upper,
        item.limits,
        item.unit,
        item.numerator,
        item.denominator,
        item.denominator_definition,
        item.reference,
        item.evidence,
        item.caveat,
        item.compares_with,
    )
