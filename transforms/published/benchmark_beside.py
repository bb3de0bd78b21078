"""Our figure beside each published value that one of our rows answers."""

import polars as pl

from transforms.frames import conform, polars_schema
from warehouse.schema import PUBLISHED
from warehouse.schema.benchmark_pairs import BENCHMARK_PAIRS, Pair

TABLE = PUBLISHED["benchmark_beside"]
Cell = str | float | None


def benchmark_beside(
    bone_metastasis_frequency: pl.DataFrame,
    bone_metastasis_by_mutation: pl.DataFrame,
    bone_metastasis_by_mutation_adjusted: pl.DataFrame,
    sre_at_diagnosis: pl.DataFrame,
    sre_incidence_by_kind: pl.DataFrame,
    sre_without_bone_agent: pl.DataFrame,
    event_hazard: pl.DataFrame,
    marker_landmark: pl.DataFrame,
    death_hazard: pl.DataFrame,
    death_hazard_by_value: pl.DataFrame,
    survival_by_group: pl.DataFrame,
) -> pl.DataFrame:
    """One row a pair of BENCHMARK_PAIRS: the value, limits and counts of the row it names.

    In: the published tables the pairs name. Out: published.benchmark_beside. Nothing is computed:
    where our row is missing, withheld or not reached, our value is null.
    """
    tables = {
        "bone_metastasis_frequency": bone_metastasis_frequency,
        "bone_metastasis_by_mutation": bone_metastasis_by_mutation,
        "bone_metastasis_by_mutation_adjusted": bone_metastasis_by_mutation_adjusted,
        "sre_at_diagnosis": sre_at_diagnosis,
        "sre_incidence_by_kind": sre_incidence_by_kind,
        "sre_without_bone_agent": sre_without_bone_agent,
        "event_hazard": event_hazard,
        "marker_landmark": marker_landmark,
        "death_hazard": death_hazard,
        "death_hazard_by_value": death_hazard_by_value,
        "survival_by_group": survival_by_group,
    }
    rows = [_beside(name, pair, tables[pair.table]) for name, pair in BENCHMARK_PAIRS.items()]
    return conform(pl.DataFrame(rows, schema=polars_schema(TABLE), orient="row"), TABLE)


def _beside(name: str, pair: Pair, table: pl.DataFrame) -> tuple[Cell, ...]:
    """The values of a pair in the order of the columns of the table."""
    found = table.filter(pl.col(column) == value for column, value in pair.row.items())
    assert found.height < 2, f"{name} names more than one row of {pair.table}"
    told = found.row(0, named=True) if found.height else {}
    columns = (pair.value, pair.lower, pair.upper, pair.numerator, pair.denominator)
    which = ", ".join(f"{column} = {value}" for column, value in pair.row.items())
    figures = [told.get(column) if column else None for column in columns]
    return (name, PUBLISHED[pair.table].full_name, which, *figures, pair.caveat)
