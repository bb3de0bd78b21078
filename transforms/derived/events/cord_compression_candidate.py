"""Spinal cord compressions as candidate events."""

import polars as pl

from transforms.derived.events.candidate import (
    as_candidates,
    earliest_day,
    first_reason,
    founded_by_row,
)

SEEN = ("MR", "CT", "surgery")
DEFICIT = ("A", "B", "C", "D")  # Frankel grades; E is no deficit


def cord_compression_candidate(cord_compression: pl.DataFrame) -> pl.DataFrame:
    """Every cord or cauda equina compression as a candidate (domain.md §2.1).

    In: canonical.cord_compression. Out: columns of a candidate.

    It must be confirmed by MRI, CT or surgery, or clinically: said so, or by neurological signs
    or a deficit. A radiograph alone confirms nothing.
    """
    seen = pl.col("confirmed_by").is_in(SEEN).fill_null(False)
    confirmed = seen | _has_clinical_signs()
    return as_candidates(
        founded_by_row(cord_compression, "cord_compression").with_columns(
            earliest_on=earliest_day("occurred_on"),
            is_of_spine=pl.lit(True),
            excluded_reason=first_reason(not_confirmed=~confirmed),
            certainty=pl.when(seen).then(pl.lit("confirmed"))
            .when(confirmed).then(pl.lit("probable")).otherwise(pl.lit("uncertain")),
        ),
        "SCC",
    )


def _has_clinical_signs() -> pl.Expr:
    return (
        (pl.col("confirmed_by") == "clinical").fill_null(False)
        | pl.col("has_neurological_signs").fill_null(False)
        | pl.col("frankel_initial").is_in(DEFICIT).fill_null(False)
    )
