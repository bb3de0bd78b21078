"""Indicators about the way to a decision: Q19, Q20 (domain.md §6)."""

import polars as pl

from transforms.derived.evidence import source_row
from transforms.derived.indicators.case import OPENING, as_cases, awaited
from transforms.derived.profile.first_distant import first_distant
from warehouse.schema.definitions import names, number

KNOWN_RESULTS = ("positive", "negative")


def molecular_panel(
    cohort: pl.DataFrame, diagnosis: pl.DataFrame, molecular_test: pl.DataFrame
) -> pl.DataFrame:
    """Q19: adenocarcinomas, and when the last of EGFR, KRAS and ALK was known.

    Day 0 is the first sign of stage IV, as in derived.disease_profile: stage, M class or a
    metastasis of this cancer, at the latest bone metastasis. A failed test, or one whose report is
    not dated, is not a known result. A panel known before stage IV is known.
    """
    adenocarcinomas = cohort.filter(pl.col("histology") == "adenocarcinoma")
    distant = first_distant(diagnosis, cohort)
    openings = adenocarcinomas.join(distant, on="patient_id", how="left").with_columns(
        case_key="patient_id", case_on=pl.min_horizontal("distant_on", "index_on")
    )
    due_on = pl.col("case_on") + pl.duration(days=int(number("molecular_panel_days")))
    panels = openings.join(_panel(molecular_test), on="patient_id", how="left").with_columns(
        due_on=due_on,
        is_in_numerator=(pl.col("happened_on") <= due_on).fill_null(False),
        source_rows=pl.col("source_rows").fill_null([]),
    )
    return as_cases(panels, "Q19")


def bone_meeting(cohort: pl.DataFrame, followup: pl.DataFrame) -> pl.DataFrame:
    """Q20: patients of the cohort, and their first bone meeting from index on."""
    people = cohort.select(
        "patient_id",
        case_key="patient_id",
        case_on="index_on",
        source_rows=pl.lit([], dtype=pl.List(pl.String)),
    ).select(OPENING)
    meetings = followup.filter(pl.col("visit_kind") == "mdt_bone").select(
        "patient_id", happened_on="visited_on"
    )
    latest = int(number("bone_meeting_days"))
    return awaited(people, meetings, "Q20", earliest=0, latest=latest, searched_until=365)


def _panel(molecular_test: pl.DataFrame) -> pl.DataFrame:
    """When the last gene of the panel was known; only patients who have them all."""
    genes = names("molecular_panel")
    known = molecular_test.filter(
        pl.col("gene").is_in(genes),
        pl.col("test_result").is_in(KNOWN_RESULTS),
        pl.col("reported_on").is_not_null(),
    ).with_columns(row=source_row("molecular_test"))
    first = known.group_by("patient_id", "gene").agg(
        pl.col("reported_on").min(), row=pl.col("row").sort_by("reported_on", "row").first()
    )
    whole = first.group_by("patient_id").agg(
        gene_count=pl.len(),
        happened_on=pl.col("reported_on").max(),
        source_rows=pl.col("row").sort(),
    )
    return whole.filter(pl.col("gene_count") == len(genes)).drop("gene_count")
