"""Rules a systemic line or a visit can break (domain.md §8)."""

from datetime import timedelta

import polars as pl

from transforms.derived.disease.one_patient import one_patient
from transforms.derived.findings.breach import breach
from warehouse.schema.thresholds import threshold

LINE, VISIT = "systemic_line", "followup"


def line_breaches(systemic_line: pl.DataFrame, molecular_test: pl.DataFrame) -> list[pl.DataFrame]:
    """Findings among systemic lines. In: canonical.systemic_line, canonical.molecular_test."""
    altered = molecular_test.filter(pl.col("gene") == "EGFR", pl.col("test_result") == "positive")
    inhibitors = systemic_line.filter(pl.col("systemic_class") == "egfr_tki")
    return [
        breach(_out_of_order(systemic_line), "T01", LINE, "line_number"),
        breach(
            inhibitors.join(altered, on="patient_id", how="anti"), "T02", LINE, "systemic_class"
        ),
        breach(_overlapping(systemic_line), "T03", LINE, "started_on"),
    ]


def visit_breaches(followup: pl.DataFrame, patient: pl.DataFrame) -> list[pl.DataFrame]:
    """Findings among visits. In: canonical.followup, canonical.patient."""
    deaths = one_patient(patient).select("patient_id", "death_on")
    visits = followup.join(deaths, on="patient_id", how="left")
    lived_on = pl.col("death_on").is_null() | (pl.col("death_on") > pl.col("visited_on"))
    left = pl.col("death_on") - pl.col("visited_on")
    soon = left.is_between(timedelta(0), timedelta(days=threshold("fit_before_death_days")))
    return [
        breach(visits.filter((pl.col("ecog") == 5) & lived_on), "V01", VISIT, "ecog"),
        breach(visits.filter((pl.col("ecog") == 0) & soon), "V02", VISIT, "ecog"),
    ]


def _out_of_order(systemic_line: pl.DataFrame) -> pl.DataFrame:
    """Lines of one number may follow each other in any order: compare with lower numbers only."""
    latest = (
        systemic_line.filter(pl.col("line_number").is_not_null())
        .group_by("patient_id", "line_number")
        .agg(latest_on=pl.col("started_on").max())
        .sort("patient_id", "line_number")
        .select(
            "patient_id",
            "line_number",
            lower_on=pl.col("latest_on").cum_max().shift().over("patient_id"),
        )
    )
    return systemic_line.join(latest, on=["patient_id", "line_number"]).filter(
        pl.col("started_on") < pl.col("lower_on")
    )


def _overlapping(systemic_line: pl.DataFrame) -> pl.DataFrame:
    ordered = systemic_line.sort("patient_id", "started_on", "source_system", "source_row_id")
    busy_until = pl.col("ended_on").cum_max().forward_fill().shift().over("patient_id")
    overlap = busy_until - pl.col("started_on")
    return ordered.filter(overlap > timedelta(days=threshold("line_overlap_days")))
