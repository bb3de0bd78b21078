"""Which molecular groups go to bone against triple-negative, age and habits being equal."""

import polars as pl

from transforms.derived.disease.one_patient import one_patient
from transforms.derived.markers.age import whole_years
from transforms.frames import conform
from transforms.published.estimates.adjusted_odds import adjusted_odds
from transforms.published.estimates.mutation_series import (
    OUTCOME,
    groups,
    mutation_series,
    with_triple_negative,
)
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import names, number, word

TABLE = PUBLISHED["bone_metastasis_by_mutation_adjusted"]
SMOKED = {"never": False, "former": True, "current": True}


def bone_metastasis_by_mutation_adjusted(
    disease_profile: pl.DataFrame, patient: pl.DataFrame
) -> pl.DataFrame:
    """Each altered group and alteration, adjusted for age, sex, histology and smoking (1.7, 1.8).

    In: derived.disease_profile, canonical.patient. Out:
    published.bone_metastasis_by_mutation_adjusted: one logistic model a group, of the same
    patients as the crude comparison. Age in years at the diagnosis of cancer, one slope; smoker
    ever or never, only where it is known of most of those compared. Complete cases only.
    """
    series = mutation_series(disease_profile).join(_habits(patient), on="patient_id", how="left")
    aged = series.with_columns(age=whole_years("cancer_on", "birth_on")).sort("patient_id")
    rows = [_against_triple_negative(aged, name, belongs) for name, belongs in groups().items()]
    return conform(pl.concat(rows), TABLE)


def _habits(patient: pl.DataFrame) -> pl.DataFrame:
    """patient_id, birth_on, has_smoked: of several systems the first that knows."""
    smoked = pl.col("smoking").replace_strict(SMOKED, default=None, return_dtype=pl.Boolean)
    known = patient.group_by("patient_id").agg(
        has_smoked=smoked.sort_by("source_system", "source_row_id").drop_nulls().first()
    )
    return one_patient(patient).select("patient_id", "birth_on").join(known, on="patient_id")


def _against_triple_negative(series: pl.DataFrame, name: str, belongs: pl.Expr) -> pl.DataFrame:
    compared = with_triple_negative(series, belongs)
    covariates = _covariates()
    is_known = compared["has_smoked"].is_not_null().sum()
    adjusts_smoking = is_known > 0 and is_known >= number("smoking_known_share") * compared.height
    if adjusts_smoking:
        covariates["has_smoked"] = pl.col("has_smoked")
    rows = adjusted_odds(
        compared, factors={"group": {name: belongs}}, outcome=OUTCOME, among=covariates
    )
    return rows.rename({"factor": "mutation_group"}).with_columns(
        is_smoking_adjusted=pl.lit(adjusts_smoking)
    )


def _covariates() -> dict[str, pl.Expr]:
    is_man = pl.when(pl.col("sex").is_in(["M", "F"])).then(pl.col("sex") == "M")
    others = [
        code for code in names("mutation_series_histologies") if code != word("reference_histology")
    ]
    return {
        "age": pl.col("age"),
        "male": is_man,
        **{f"histology_{code}": pl.col("histology") == code for code in others},
    }
