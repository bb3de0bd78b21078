"""Every patient with lung cancer: where it spread, what it carries, how long it was observed."""

from datetime import date, timedelta

import polars as pl

from transforms.derived.disease.observation import observed_from
from transforms.derived.disease.one_patient import one_patient
from transforms.derived.disease.primary_lung_cancer import primary_lung_cancer
from transforms.derived.evidence import source_row, with_definition_version
from transforms.derived.profile.first_distant import first_distant
from transforms.derived.profile.organs import (
    STAGING_WINDOW,
    first_visceral,
    has_visceral,
    of_this_cancer,
    organ_count,
    organ_statements,
    organs_by,
)
from transforms.derived.profile.primary_tumour import primary_tumour
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import number

SYNCHRONOUS = timedelta(days=number("synchronous_days"))


def disease_profile(
    patient: pl.DataFrame,
    diagnosis: pl.DataFrame,
    followup: pl.DataFrame,
    molecular_group: pl.DataFrame,
    cohort: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """One row a patient with a primary lung cancer, with or without bone metastasis.

    In: canonical tables, derived.molecular_group, derived.cohort (the date of bone metastasis),
    the night. Out: derived.disease_profile (domain.md §1, 1.2 to 1.13; §4).

    stage_iv_on: the first of stage IV or M1 at the primary or a recurrence, bone metastasis, any
    other metastasis.
    metastatic_class: the organs known by then, or within 30 days, which is one staging; a class
    without viscera needs every viscus said free. Synchronous: within 90 days of the diagnosis of
    cancer, or before it. Counts of organs are those of the diagnosis. source_rows are the diagnoses
    of the patient; the molecular tests are those of derived.molecular_group.
    """
    cancer = primary_lung_cancer(diagnosis)
    statements = of_this_cancer(organ_statements(diagnosis), cancer)
    people = (
        one_patient(patient)
        .join(cancer, on="patient_id")
        .join(primary_tumour(diagnosis), on="patient_id", how="left")
        .join(molecular_group.select(_MOLECULAR), on="patient_id", how="left")
        .join(
            cohort.select("patient_id", bone_metastasis_on="index_on"), on="patient_id", how="left"
        )
        .join(first_visceral(statements), on="patient_id", how="left")
        .join(first_distant(diagnosis, cancer), on="patient_id", how="left")
    )
    staged = people.with_columns(
        stage_iv_on=pl.min_horizontal("distant_on", "bone_metastasis_on")
    ).with_columns(
        *_bone_metastasis(),
        is_stage_iv_at_diagnosis=_is_synchronous("stage_iv_on"),
    )
    profiles = (
        observed_from("cancer_on", staged, followup, as_of)
        .join(_classes(staged, statements), on="patient_id", how="left")
        .join(_organs_at_diagnosis(staged, statements), on="patient_id", how="left")
        .join(_evidence(diagnosis), on="patient_id", how="left")
    )
    table = DERIVED["disease_profile"]
    return conform(with_definition_version(profiles).select(table.columns), table)


_MOLECULAR = (
    "patient_id",
    "molecular_group",
    "egfr_variant",
    "kras_variant",
    "kras_result",
    "molecular_group_known_on",
    "kras_result_known_on",
)


def _bone_metastasis() -> list[pl.Expr]:
    on = pl.col("bone_metastasis_on")
    in_staging = (on <= pl.col("stage_iv_on") + STAGING_WINDOW).fill_null(False)
    return [
        on.is_not_null().alias("has_bone_metastasis"),
        _is_synchronous("bone_metastasis_on").alias("is_bone_metastasis_synchronous"),
        pl.when(pl.col("stage_iv_on").is_not_null())
        .then(in_staging)
        .alias("has_bone_metastasis_at_stage_iv"),
    ]


def _is_synchronous(on: str) -> pl.Expr:
    return (pl.col(on) <= pl.col("cancer_on") + SYNCHRONOUS).fill_null(False)


def _classes(staged: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """patient_id, metastatic_class at the stage-IV date."""
    organs = organs_by(staged, statements, "stage_iv_on", STAGING_WINDOW)
    has_bone = staged.select("patient_id", "has_bone_metastasis_at_stage_iv")
    return organs.join(has_bone, on="patient_id").select(
        "patient_id", metastatic_class=_metastatic_class()
    )


def _metastatic_class() -> pl.Expr:
    bone, viscera = pl.col("has_bone_metastasis_at_stage_iv"), has_visceral()
    node = pl.col("has_node")
    return (
        pl.when(bone & viscera)
        .then(pl.lit("bone_visceral"))
        .when(~bone & viscera)
        .then(pl.lit("visceral_only"))
        .when(bone & ~viscera & node)
        .then(pl.lit("bone_node"))
        .when(bone & ~viscera & ~node)
        .then(pl.lit("bone_only"))
        .when(~bone & ~viscera & node)
        .then(pl.lit("node_only"))
    )


def _organs_at_diagnosis(staged: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """patient_id, other_site_count at the diagnosis of cancer."""
    organs = organs_by(staged, statements, "cancer_on", SYNCHRONOUS)
    return organs.select("patient_id", other_site_count=organ_count())


def _evidence(diagnosis: pl.DataFrame) -> pl.DataFrame:
    """patient_id, source_rows: every diagnosis of the patient."""
    rows = diagnosis.select("patient_id", row=source_row("diagnosis"))
    return rows.group_by("patient_id").agg(source_rows=pl.col("row").sort())
