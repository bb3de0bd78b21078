"""What the blood said of a patient's metabolism and of bone formation when metastasis was found."""

import polars as pl

from transforms.derived.calcium.usable_results import (
    PREFERENCE,
    PREFERENCE_DESCENDING,
    usable_results,
)
from transforms.derived.evidence import with_definition_version
from transforms.derived.markers.series import is_baseline_day
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import names

SERIES = ("patient_id", "analyte_code")


def metabolic_baseline(lab_result: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """HbA1c and DKK1 at baseline: a row a patient of the cohort and analyte that was measured.

    In: canonical.lab_result, derived.cohort. Out: derived.metabolic_baseline, HbA1c in % and DKK1
    in ug/L (domain.md §1, row 1.15). The baseline is that of the markers: the last result drawn in
    the 60 days before index or the 30 after, not after the first dose of an agent (domain.md §3.5).
    Results that are limits ("<", ">") are no values and do not speak.
    """
    measured = pl.concat(
        usable_results(lab_result, code).with_columns(analyte_code=pl.lit(code))
        for code in names("metabolic_analytes")
    )
    people = cohort.select("patient_id", "index_on", "first_bone_agent_on")
    dated = measured.with_columns(drawn_on=pl.col("sampled_at").dt.date()).join(
        people, on="patient_id"
    )
    last = (
        dated.filter(is_baseline_day())
        .sort("sampled_at", *PREFERENCE, descending=(True, *PREFERENCE_DESCENDING), nulls_last=True)
        .unique(subset=list(SERIES), keep="first", maintain_order=True)
        .rename({"drawn_on": "baseline_on", "value": "baseline_value", "row": "baseline_row"})
    )
    table = DERIVED["metabolic_baseline"]
    return conform(with_definition_version(last).select(table.columns), table)
