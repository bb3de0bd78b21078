"""Whether creatinine had risen so far under zoledronate that the dose was to be held."""

import polars as pl

from transforms.derived.calcium.grades import DECIMALS, reference_limit
from transforms.derived.calcium.usable_results import usable_results
from transforms.derived.disease.bone_agent_dose import ZOLEDRONATE
from warehouse.schema.analytes import CREATININE_UMOL_L_PER_MG_DL
from warehouse.schema.definitions import number


def with_creatinine_rise(doses: pl.DataFrame, lab_result: pl.DataFrame) -> pl.DataFrame:
    """The doses with creatinine_baseline_umol_l and has_creatinine_risen.

    In: doses with patient_id, atc_code, administered_on, administration_row and creatinine_row (the
    creatinine that decides each, null without one); canonical.lab_result. The baseline is the
    creatinine of the first dose of zoledronate. Risen: by 0.5 mg/dL or more from a normal baseline,
    by 1.0 or more from one above the upper limit, the laboratory's own first (domain.md §6). Null
    for the other agents, and where either creatinine is not known.
    """
    creatinine = usable_results(lab_result, "CREAT").select(
        creatinine_row="row",
        creatinine_now="value",
        is_normal=pl.col("value") <= reference_limit("high", "CREAT"),
    )
    measured = doses.join(creatinine, on="creatinine_row", how="left")
    baseline = (
        measured.filter(pl.col("atc_code") == ZOLEDRONATE)
        .sort("administered_on", "administration_row")
        .group_by("patient_id", maintain_order=True)
        .agg(
            creatinine_baseline_umol_l=pl.col("creatinine_now").first(),
            was_normal=pl.col("is_normal").first(),
        )
    )
    compared = measured.join(baseline, on="patient_id", how="left")
    is_zoledronate = pl.col("atc_code") == ZOLEDRONATE
    return compared.with_columns(
        creatinine_baseline_umol_l=pl.when(is_zoledronate).then("creatinine_baseline_umol_l"),
        has_creatinine_risen=pl.when(is_zoledronate).then(_has_risen()),
    ).drop("creatinine_now", "is_normal", "was_normal")


def _has_risen() -> pl.Expr:
    rise = (pl.col("creatinine_now") - pl.col("creatinine_baseline_umol_l")).round(DECIMALS)
    allowed = pl.when("was_normal").then(_umol_l("normal")).otherwise(_umol_l("abnormal"))
    return rise >= allowed


def _umol_l(baseline: str) -> float:
    rise = number(f"creatinine_rise_from_{baseline}_mg_dl")
    return round(rise * CREATININE_UMOL_L_PER_MG_DL, DECIMALS)
