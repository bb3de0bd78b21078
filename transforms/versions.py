"""Which version of each row counts: the latest by the source's own word, not by arrival."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from transforms.frames import conform
from warehouse.schema import ASIDE, CANONICAL, PROVENANCE, ROW_KEY, Table

# What makes a version later than another, in this order. Arrival has no say: the instant of the
# extract does, and the file only breaks what is left, so that nights replayed in another order
# of arrival end in the same warehouse.
VERSION_ORDER = ("row_version", "known_at", "source_file", "source_line")
_BOOKKEEPING = frozenset({"feed", "known_at", "source_file", "source_line"})


@dataclass(frozen=True)
class Versions:
    """Rows of one canonical table, sorted out.

    in_force: columns of `canonical.X`. aside: columns of `canonical.X_aside`.
    duplicates: source_file, feed, rows_duplicate.
    """

    in_force: pl.DataFrame
    aside: pl.DataFrame
    duplicates: pl.DataFrame


def resolve_versions(rows: pl.DataFrame, table: Table) -> Versions:
    """Sort out every known version of the rows of one canonical table.

    Columns in: those of the table and `is_withdrawn`. For each row identifier the last version
    is in force, unless it withdraws the row; earlier ones are superseded. A version that says
    the same as the one before it adds nothing: it is a duplicate and is dropped, counted by
    the file that delivered it.
    """
    ordered = rows.sort(*ROW_KEY, *VERSION_ORDER, nulls_last=False)
    marked = ordered.with_columns(_repeats_previous(table).alias("repeats"))
    kept = _with_fate(marked.filter(~pl.col("repeats")).drop("repeats"))
    return Versions(
        in_force=conform(
            kept.filter(pl.col("aside_reason").is_null()).select(table.columns), table
        ),
        aside=conform(
            kept.filter(pl.col("aside_reason").is_not_null()).select(ASIDE[table.name].columns),
            ASIDE[table.name],
        ),
        duplicates=_count_duplicates(marked.filter("repeats")),
    )


def _repeats_previous(table: Table) -> pl.Expr:
    said = [name for name in (*table.columns, "is_withdrawn") if name not in _BOOKKEEPING]
    return pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in said)


def _with_fate(kept: pl.DataFrame) -> pl.DataFrame:
    has_successor = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(name).shift(-1)) for name in ROW_KEY
    )
    opposes = (
        pl.col("is_opposed").fill_null(False) if "is_opposed" in kept.columns else pl.lit(False)
    )
    return kept.with_columns(
        known_until=pl.when(has_successor).then(pl.col("known_at").shift(-1)),
        aside_reason=pl.when(has_successor)
        .then(pl.lit("superseded"))
        .when(pl.col("is_withdrawn"))
        .then(pl.lit("withdrawn"))
        .when(opposes)
        .then(pl.lit("opposed")),
    )


def blank_opposed(patients: pl.DataFrame) -> pl.DataFrame:
    """Patients who oppose the reuse of their data, reduced to what it takes to go on refusing.

    Columns in and out: those of canonical.patient. Of an opposed patient only the pseudonym,
    the opposition and the provenance remain.
    """
    kept = {"patient_id", "is_opposed", *PROVENANCE, "is_withdrawn"}
    opposes = pl.col("is_opposed").fill_null(False)
    return patients.with_columns(
        pl.when(~opposes).then(pl.col(name)).alias(name)
        for name in patients.columns
        if name not in kept
    )


def _count_duplicates(repeats: pl.DataFrame) -> pl.DataFrame:
    return (
        repeats.filter(pl.col("source_line") > 0)
        .group_by("source_file", "feed")
        .agg(rows_duplicate=pl.len().cast(pl.Int64))
        .sort("source_file", "feed")
    )


def versions_on_record(in_force: pl.DataFrame, aside: pl.DataFrame, name: str) -> pl.DataFrame:
    """Every version already in the warehouse, in the shape `resolve_versions` takes."""
    columns = (*CANONICAL[name].columns, "is_withdrawn")
    current = in_force.with_columns(is_withdrawn=pl.lit(False)).select(columns)
    return pl.concat([current, aside.select(columns)])


def deduced_withdrawals(
    missing: pl.DataFrame, *, known_at: datetime, source_file: str, name: str
) -> pl.DataFrame:
    """Withdrawals of rows that a later full delivery no longer holds.

    Columns in: those of the canonical table, one row an identifier, as last in force. Out: the
    same identifiers, withdrawn, with line 0 because no line of a file says so.
    """
    identity = {"patient_id", "feed", "source_system", "source_row_id", "row_version"}
    return missing.with_columns(
        *(
            pl.lit(None).alias(column)
            for column in CANONICAL[name].columns
            if column not in identity
        ),
    ).with_columns(
        known_at=pl.lit(known_at, pl.Datetime("us")),
        source_file=pl.lit(source_file),
        source_line=pl.lit(0, pl.Int64),
        is_withdrawn=pl.lit(True),
    )
