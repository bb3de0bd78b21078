"""Low muscle, by each named cut-off set and never across methods."""

import polars as pl

from transforms.derived.disease.one_patient import one_patient
from transforms.derived.evidence import source_row, with_definition_version
from transforms.derived.scores.muscle_cutoffs import DXA_SET, L3_SETS, cutoff_cm2_m2
from transforms.frames import conform
from warehouse.schema import COLUMNS, DERIVED
from warehouse.schema.definitions import word

CM_PER_M = 100
DECIMALS = 6  # of an index: 98.56 / 1.6 ** 2 is 38.5, which is not under 38.5


def sarcopenia(body_composition: pl.DataFrame, patient: pl.DataFrame) -> pl.DataFrame:
    """Each measurement of muscle, once for each cut-off set of its method (domain.md §4).

    In: canonical.body_composition, canonical.patient. Out: derived.sarcopenia. CT: muscle area at
    L3 (cm2) over height squared (m2), strictly under the cut-off of the sex. DXA: lean mass of the
    limbs (kg) over height squared, without any cut-off: those of CT do not apply to it. Height is
    that of the measurement, else of the patient. An index outside 15 to 90 cm2/m2 is not
    plausible and is null; so is the verdict when sex, height or, for martin13, weight is unknown.
    """
    measured = _with_indices(body_composition.join(_build(patient), on="patient_id", how="left"))
    verdicts = pl.concat([*(_by_ct(measured, name) for name in L3_SETS), _by_dxa(measured)])
    table = DERIVED["sarcopenia"]
    return conform(with_definition_version(verdicts).select(table.columns), table)


def _build(patient: pl.DataFrame) -> pl.DataFrame:
    """patient_id, sex, patient_height_cm, weight_kg: a row a patient, of several systems the first
    that knows."""

    def first_known(column: str) -> pl.Expr:
        return pl.col(column).sort_by("source_system", "source_row_id").drop_nulls().first()

    known = patient.group_by("patient_id").agg(
        patient_height_cm=first_known("height_cm"), weight_kg=first_known("weight_kg")
    )
    return one_patient(patient).select("patient_id", "sex").join(known, on="patient_id")


def _with_indices(measured: pl.DataFrame) -> pl.DataFrame:
    height_m2 = (pl.coalesce("height_cm", "patient_height_cm") / CM_PER_M).pow(2)
    plausible = COLUMNS["skeletal_muscle_index_cm2_m2"]
    muscle_index = (pl.col("skeletal_muscle_area_cm2") / height_m2).round(DECIMALS)
    return measured.with_columns(
        body_composition_row=source_row("body_composition"),
        body_mass_index=(pl.col("weight_kg") / height_m2).round(DECIMALS),
        skeletal_muscle_index_cm2_m2=pl.when(
            _is_ct() & muscle_index.is_between(plausible.minimum, plausible.maximum)
        ).then(muscle_index),
        appendicular_lean_mass_index_kg_m2=pl.when(~_is_ct()).then(
            pl.col("appendicular_lean_mass_kg") / height_m2
        ),
    )


def _by_ct(measured: pl.DataFrame, cutoff_set: str) -> pl.DataFrame:
    return measured.filter(_is_ct()).with_columns(
        cutoff_set=pl.lit(cutoff_set),
        is_default_cutoff=pl.lit(cutoff_set == word("default_cutoff_set")),
        sarcopenia_cutoff_cm2_m2=cutoff_cm2_m2(cutoff_set),
        is_sarcopenic=pl.col("skeletal_muscle_index_cm2_m2") < cutoff_cm2_m2(cutoff_set),
    )


def _by_dxa(measured: pl.DataFrame) -> pl.DataFrame:
    return measured.filter(~_is_ct()).with_columns(
        cutoff_set=pl.lit(DXA_SET),
        is_default_cutoff=pl.lit(False),
        sarcopenia_cutoff_cm2_m2=pl.lit(None, dtype=pl.Float64),
        is_sarcopenic=pl.lit(None, dtype=pl.Boolean),
    )


def _is_ct() -> pl.Expr:
    return pl.col("body_composition_method") == "L3_CT"
