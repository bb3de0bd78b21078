"""When bone metastasis was first documented, and by what."""

from datetime import timedelta

import polars as pl

from warehouse.schema.definitions import number

BONE_METASTASIS = "C79.5"
BASIS_OF_DIAGNOSIS = {
    "histology": "histology",
    "cytology": "histology",
    "imaging": "imaging",
    "clinical": "clinical",
    "coded": "coded",
}
# What dates the disease best, when several say the same day.
STRENGTH = ("histology", "imaging", "mdt", "clinical", "coded", "revealing_event")
REVEALING_KINDS = ("FX", "SCC")
MAY_REVEAL = timedelta(days=number("revealing_days"))


def bone_metastasis_date(
    diagnosis: pl.DataFrame,
    imaging_exam: pl.DataFrame,
    followup: pl.DataFrame,
    event_candidate: pl.DataFrame,
) -> pl.DataFrame:
    """First date bone metastasis is documented (domain.md §2.3).

    In: canonical tables, derived.event_candidate. Out: patient_id, index_on, index_basis, one row
    a patient. The earliest of histology, imaging that concludes, bone meeting, clinical
    diagnosis; a coded stay only when there is nothing else. A pathological fracture or cord
    compression at most 30 days before reveals the disease and is the date, unless something
    excludes it.
    """
    evidence = pl.concat(
        [_diagnosed(diagnosis), _imaged(imaging_exam), _discussed(followup)]
    ).with_columns(is_fallback=pl.col("index_basis") == "coded")
    documented = _first(evidence.sort("is_fallback", "index_on", _strength()))
    revealed = _revealed(documented, _revealing_events(event_candidate))
    return _first(pl.concat([documented, revealed]).sort("index_on", _strength()))


def _diagnosed(diagnosis: pl.DataFrame) -> pl.DataFrame:
    said_in_words = pl.col("diagnosis_kind") == "bone_metastasis"
    coded = pl.col("icd10_code").str.starts_with(BONE_METASTASIS).fill_null(False)
    unknown_basis = pl.when(said_in_words).then(pl.lit("clinical")).otherwise(pl.lit("coded"))
    basis = pl.col("diagnosis_basis").replace_strict(
        BASIS_OF_DIAGNOSIS, default=None, return_dtype=pl.String
    )
    return diagnosis.filter(said_in_words | coded).select(
        "patient_id", index_on="diagnosed_on", index_basis=pl.coalesce(basis, unknown_basis)
    )


def _imaged(imaging_exam: pl.DataFrame) -> pl.DataFrame:
    concluding = imaging_exam.filter(pl.col("concludes_bone_metastasis") == "yes")
    return concluding.select("patient_id", index_on="examined_on", index_basis=pl.lit("imaging"))


def _discussed(followup: pl.DataFrame) -> pl.DataFrame:
    meetings = followup.filter(pl.col("visit_kind") == "mdt_bone")
    return meetings.select("patient_id", index_on="visited_on", index_basis=pl.lit("mdt"))


def _revealing_events(event_candidate: pl.DataFrame) -> pl.DataFrame:
    qualifying = event_candidate.filter(
        pl.col("event_kind").is_in(REVEALING_KINDS), pl.col("excluded_reason").is_null()
    )
    return qualifying.select("patient_id", "occurred_on")


def _revealed(documented: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    before = documented.join(events, on="patient_id").filter(
        pl.col("occurred_on") < pl.col("index_on"),
        pl.col("occurred_on") >= pl.col("index_on") - MAY_REVEAL,
    )
    return before.select(
        "patient_id", index_on="occurred_on", index_basis=pl.lit("revealing_event")
    )


def _strength() -> pl.Expr:
    return pl.col("index_basis").replace_strict(
        {basis: rank for rank, basis in enumerate(STRENGTH)}, return_dtype=pl.Int64
    )


def _first(ordered: pl.DataFrame) -> pl.DataFrame:
    kept = ordered.unique(subset="patient_id", keep="first", maintain_order=True)
    return kept.select("patient_id", "index_on", "index_basis")
