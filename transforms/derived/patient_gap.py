"""What is not known of a patient and should be: calcium, vital status, genes, histology, stage."""

from datetime import date, timedelta

import polars as pl

from transforms.derived.disease.one_patient import one_patient
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import number

ADENOCARCINOMA = "adenocarcinoma"


def patient_gap(
    patient: pl.DataFrame,
    cohort: pl.DataFrame,
    disease_profile: pl.DataFrame,
    corrected_calcium: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """Patients with bone metastasis of whom something is not known: one row a patient and gap.

    In: canonical.patient, derived.cohort, derived.disease_profile, derived.corrected_calcium,
    and the night. Out: derived.patient_gap (domain.md §8, X07 and X12; §6, Q19). Calcium and
    vital status are asked of those not known to be dead; genes of adenocarcinoma. `last_known_on`
    is the last day it was known, null when it never was.
    """
    asked = (
        cohort.select("patient_id", "histology", "death_on")
        .join(one_patient(patient).select("patient_id", "last_contact_on"), on="patient_id")
        .join(_profiles(disease_profile), on="patient_id", how="left")
        .join(_last_calcium(corrected_calcium), on="patient_id", how="left")
    )
    found = pl.concat(
        [
            _silent(asked, "no_calcium", "last_calcium_on", "calcium_gap_days", as_of),
            _silent(asked, "old_vital_status", "last_contact_on", "vital_status_gap_days", as_of),
            _never(asked, "no_molecular_group", _needs_genes()),
            _never(asked, "no_histology", _is_unspecified("histology", "not_specified")),
            _never(asked, "no_stage", pl.col("stage_at_diagnosis").is_null()),
        ]
    )
    table = DERIVED["patient_gap"]
    return conform(with_definition_version(found).select(table.columns), table)


def _profiles(disease_profile: pl.DataFrame) -> pl.DataFrame:
    return disease_profile.select("patient_id", "molecular_group", "stage_at_diagnosis")


def _last_calcium(corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    return corrected_calcium.group_by("patient_id").agg(
        last_calcium_on=pl.col("sampled_at").max().dt.date()
    )


def _silent(
    asked: pl.DataFrame, gap_kind: str, last: str, definition: str, as_of: date
) -> pl.DataFrame:
    """Those not known to be dead of whom nothing came for longer than the definition allows."""
    since = as_of - timedelta(days=number(definition))
    silent = asked.filter(
        pl.col("death_on").is_null() & (pl.col(last).is_null() | (pl.col(last) < since))
    )
    return silent.select("patient_id", gap_kind=pl.lit(gap_kind), last_known_on=last)


def _never(asked: pl.DataFrame, gap_kind: str, is_missing: pl.Expr) -> pl.DataFrame:
    return asked.filter(is_missing).select(
        "patient_id", gap_kind=pl.lit(gap_kind), last_known_on=pl.lit(None, pl.Date)
    )


def _needs_genes() -> pl.Expr:
    is_unknown = _is_unspecified("molecular_group", "incomplete_testing")
    return (pl.col("histology") == ADENOCARCINOMA) & is_unknown


def _is_unspecified(column: str, code: str) -> pl.Expr:
    return pl.col(column).is_null() | (pl.col(column) == code)
