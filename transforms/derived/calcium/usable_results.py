"""Laboratory results that count: values, and limits of values."""

import polars as pl

from transforms.derived.calcium.limits import EXACT
from transforms.derived.evidence import source_row

# Several results of one analyte at the same instant: the last issued speaks, then the row
# identifier, so that the order of delivery never matters.
PREFERENCE = ("resulted_at", "row")
PREFERENCE_DESCENDING = (True, False)
SAMPLE = ["patient_id", "analyte_code", "sample_id", "sampled_at"]


def usable_results(lab_result: pl.DataFrame, analyte_code: str) -> pl.DataFrame:
    """Results of one analyte that are values, with their source row.

    In: canonical.lab_result. Out: patient_id, sampled_at, has_sample_time, sample_id,
    resulted_at, value, reference_low, reference_high (canonical unit), row.

    Left out: rows with an excluded_reason, cancelled results, words, and limits ("<0.5", ">3.75").
    """
    measured = results_and_limits(lab_result, analyte_code)
    return measured.filter(pl.col("operator") == EXACT).drop("operator")


def results_and_limits(lab_result: pl.DataFrame, analyte_code: str) -> pl.DataFrame:
    """Results of one analyte that are values or limits of one, with their source row.

    In: canonical.lab_result. Out: as `usable_results`, and operator ("=" where none is written):
    with "<" or ">" the value is a limit, and says only what `limits.proven` says of it. Of one
    sample that has a corrected result, under whatever number, only that one (rule L08, domain.md
    §8).
    """
    return (
        with_replaced(lab_result.filter(pl.col("analyte_code") == analyte_code))
        .filter(_is_usable(), ~pl.col("is_replaced"))
        .select(
            "patient_id",
            "sampled_at",
            pl.col("has_sample_time").fill_null(True),
            "sample_id",
            "resulted_at",
            "value",
            "reference_low",
            "reference_high",
            operator=pl.col("value_operator").fill_null(EXACT),
            row=source_row("lab_result"),
        )
    )


def with_replaced(results: pl.DataFrame) -> pl.DataFrame:
    """The results with is_replaced: their sample has a corrected result, which they are not.

    In: canonical.lab_result. Rule L08 (domain.md §8) keeps the corrected result of a sample, under
    whatever number. A tube is a sample, and so is an instant when no tube is named; a day is not.
    """
    is_a_sample = pl.col("sample_id").is_not_null() | pl.col("has_sample_time").fill_null(True)
    is_corrected = (pl.col("result_status") == "corrected").fill_null(False)
    corrections = results.filter(is_corrected, is_a_sample).select(SAMPLE).unique()
    marked = results.join(
        corrections.with_columns(has_correction=pl.lit(True)),
        on=SAMPLE,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    is_replaced = pl.col("has_correction").fill_null(False) & ~is_corrected
    return marked.with_columns(is_replaced=is_replaced).drop("has_correction")


def one_result(results: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """The preferred result for each combination of the keys: the last issued, then by row."""
    is_repeated = results.select(pl.struct(keys).is_duplicated()).to_series()
    # few instants hold two results: sorting them alone costs a quarter of sorting every row
    repeated, alone = results.filter(is_repeated), results.filter(~is_repeated)
    ordered = repeated.sort(*PREFERENCE, descending=PREFERENCE_DESCENDING, nulls_last=True)
    return alone.vstack(ordered.unique(subset=list(keys), keep="first", maintain_order=True))


def _is_usable() -> pl.Expr:
    return (
        pl.col("value").is_not_null()
        & pl.col("excluded_reason").is_null()
        & (pl.col("result_status").fill_null("final") != "cancelled")
    )
