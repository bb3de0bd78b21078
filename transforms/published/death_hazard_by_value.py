"""What multiplies the hazard of death for each step of a measured value."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.observed import deaths_from_index, observed_cohort
from transforms.published.estimates.rate import years
from transforms.published.estimates.ratio_of_hazards import no_ratio, ratio_of_hazards
from transforms.published.estimates.split_histories import observed_after
from transforms.published.estimates.withheld import is_too_small
from transforms.published.facts.fact import days_after
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["death_hazard_by_value"]
# The direction is that of the published ratios: less HbA1c, more DKK1.
STEPS = {"HBA1C": -float(number("hba1c_step_percent")), "DKK1": float(number("dkk1_step_ug_l"))}


def death_hazard_by_value(cohort: pl.DataFrame, metabolic_baseline: pl.DataFrame) -> pl.DataFrame:
    """Crude hazard ratio of death for 0.5 % less HbA1c and 10 ug/L more DKK1 at baseline (1.15).

    In: derived.cohort, derived.metabolic_baseline. Out: published.death_hazard_by_value, time in
    years of 365.25 days. Cox with Efron's ties, the value alone in the model and its effect taken
    to be the same for each step. Days run from index; a value drawn later counts from its day on,
    among those alive then. Withheld under 20 patients or 5 deaths (domain.md §4). Null where all
    values are the same, or no ratio fits best.
    """
    lives = deaths_from_index(observed_cohort(cohort))
    rows = [_row(code, _measured(lives, cohort, metabolic_baseline, code)) for code in STEPS]
    return conform(pl.concat(rows), TABLE)


def _measured(
    lives: pl.DataFrame, cohort: pl.DataFrame, metabolic_baseline: pl.DataFrame, code: str
) -> pl.DataFrame:
    """patient_id, start, stop, event, and steps: the value as a number of steps."""
    baseline = (
        metabolic_baseline.filter(pl.col("analyte_code") == code)
        .join(cohort.select("patient_id", "index_on"), on="patient_id")
        .select(
            "patient_id",
            from_day=days_after(pl.col("baseline_on")),
            steps=pl.col("baseline_value") / STEPS[code],
        )
    )
    followed = observed_after(lives, baseline)
    return followed.join(baseline.select("patient_id", "steps"), on="patient_id").sort("patient_id")


def _row(code: str, measured: pl.DataFrame) -> pl.DataFrame:
    patients, deaths = measured["patient_id"].n_unique(), int(measured["event"].sum())
    withheld = is_too_small([patients], [deaths])
    counts = pl.DataFrame(
        {
            "analyte_code": code,
            "value_step": STEPS[code],
            "patient_count": patients,
            "death_count": deaths,
            "patient_years": years(measured["stop"] - measured["start"]),
            "is_withheld": withheld,
        }
    )
    ratio = no_ratio() if withheld else ratio_of_hazards(measured, "steps")
    return pl.concat([counts, ratio], how="horizontal")
