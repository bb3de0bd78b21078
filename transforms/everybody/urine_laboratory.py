"""Laboratories that send the creatinine of urine."""

import polars as pl

READS = {"lab_result": ("source_system", "analyte_code", "excluded_reason")}


def urine_laboratory(lab_result: pl.DataFrame) -> pl.DataFrame:
    """Systems of which a creatinine of urine has come: theirs may be missing (domain.md §8, L13).

    In: source_system, analyte_code, excluded_reason of canonical.lab_result. Out: source_system,
    a row a laboratory.
    """
    is_sent = (pl.col("analyte_code") == "CREAT_URINE") & pl.col("excluded_reason").is_null()
    return lab_result.filter(is_sent).select("source_system").unique().sort("source_system")
