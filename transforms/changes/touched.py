"""Which rows of an item, and of its patient, changed between the two versions."""

import polars as pl

CHANGES = ("added", "corrected", "withdrawn")
_OF_REVIEW = "review:"
# What dates bone metastasis of lung cancer, or says whose it is.
_OF_COHORT = ("patient", "diagnosis", "imaging_exam", "followup", "fracture", "cord_compression")


def with_touched(items: pl.DataFrame, row_changes: pl.DataFrame) -> pl.DataFrame:
    """The items with `own_added`, `own_corrected`, `own_withdrawn`, `patient_touched`.

    In: item_key, patient_id, own_rows. A verdict of a clinician is no evidence: its rows are not
    among the item's own here, and count for the patient.
    """
    own = (
        items.select("item_key", source_row="own_rows")
        .explode("source_row", empty_as_null=False)
        .unique()
        .filter(~pl.col("source_row").str.starts_with(_OF_REVIEW))
        .join(row_changes.select("source_row", "row_change"), on="source_row")
    )
    return _with_patient(_with_own(items, own, "item_key"), row_changes)


def with_cohort_rows_touched(items: pl.DataFrame, row_changes: pl.DataFrame) -> pl.DataFrame:
    """The same for patients, whose own rows are those that may bring them into the cohort."""
    table = pl.col("source_row").str.split(":").list.first()
    own = row_changes.filter(table.is_in(_OF_COHORT)).select("patient_id", "row_change")
    return _with_patient(_with_own(items, own, "patient_id"), row_changes)


def _with_own(items: pl.DataFrame, own: pl.DataFrame, key: str) -> pl.DataFrame:
    flags = own.group_by(key).agg(
        (pl.col("row_change") == change).any().alias(f"own_{change}") for change in CHANGES
    )
    return items.join(flags, on=key, how="left").with_columns(
        pl.col(*(f"own_{change}" for change in CHANGES)).fill_null(False)
    )


def _with_patient(items: pl.DataFrame, row_changes: pl.DataFrame) -> pl.DataFrame:
    touched = row_changes.select("patient_id").unique()
    return items.with_columns(
        patient_touched=pl.col("patient_id").is_in(touched["patient_id"].implode())
    )
