"""Published hazard ratios between the simulated patients, by Cox regression."""

import numpy as np
import polars as pl
import pytest

from flows.demo.calibration import CALIBRATION, KINDS
from flows.demo.cohort import Cohort
from tests.unit.demo.plain_survival import Estimate
from tests.unit.demo.told_histories import (
    ntx_at_index,
    observation,
    skeletal_events,
    untreated_histories,
)
from transforms.statistics import cox

PRADO_CM2_M2 = {"M": 52.4, "F": 38.5}


def groups(cohort: Cohort) -> pl.DataFrame:
    """patient_id, group: the altered gene, else the histology: people of one median."""
    altered = cohort.molecular_test.filter(pl.col("test_result") == "positive").select(
        "patient_id", "gene"
    )
    primary = cohort.diagnosis.filter(pl.col("diagnosis_kind") == "primary")
    return primary.join(altered, on="patient_id", how="left").select(
        "patient_id", group=pl.coalesce("gene", "icdo_morphology_code")
    )


def estimates(frame: pl.DataFrame, covariates: list[str]) -> dict[str, Estimate]:
    """Log hazard ratios. Columns in: entry, time, event (0 or 1), group, covariates."""
    table = cox(
        frame.with_columns(pl.col(covariates).cast(pl.Float64)),
        start="entry",
        stop="time",
        event="event",
        covariates=covariates,
        strata="group",
    )
    return {
        row["term"]: Estimate(row["coef"], row["std_err"]) for row in table.iter_rows(named=True)
    }


def test_turnover_and_sarcopenia_bring_death(cohort: Cohort) -> None:
    muscle = cohort.body_composition.filter(pl.col("body_composition_method") == "L3_CT")
    limit = pl.col("sex").replace_strict(PRADO_CM2_M2, return_dtype=pl.Float64)
    index = pl.col("skeletal_muscle_area_cm2") / (pl.col("height_cm") / 100) ** 2
    people = (
        observation(cohort)
        .join(muscle.select("patient_id", "skeletal_muscle_area_cm2"), on="patient_id")
        .join(ntx_at_index(cohort), on="patient_id")
        .join(groups(cohort), on="patient_id")
    )
    frame = people.select(
        "group",
        entry=(pl.col("entry_on") - pl.col("index_on")).dt.total_days(),
        time=(pl.col("end_on") - pl.col("index_on")).dt.total_days(),
        event=pl.col("death_on").is_not_null().cast(pl.Int64),
        moderate=pl.col("ntx").is_between(50, 99.95),
        high=pl.col("ntx") >= 100,
        sarcopenic=index < limit,
    ).filter(pl.col("time") > pl.col("entry"))
    found = estimates(frame, ["moderate", "high", "sarcopenic"])
    assert found["moderate"].is_near(np.log(CALIBRATION.death_ntx_moderate), 0.1)
    assert found["high"].is_near(np.log(CALIBRATION.death_ntx_high), 0.1)
    assert found["sarcopenic"].is_near(np.log(CALIBRATION.death_sarcopenia), 0.1)


@pytest.fixture(scope="module")
def event_ratios(cohort: Cohort) -> dict[str, Estimate]:
    """First events without bone agent, on everything that makes them more frequent."""
    people = observation(cohort)
    before = (
        skeletal_events(cohort)
        .join(people, on="patient_id")
        .filter(pl.col("on") <= pl.col("index_on"))
    )
    inhibited = cohort.systemic_line.filter(pl.col("systemic_class") == "egfr_tki")
    primary = cohort.diagnosis.filter(pl.col("diagnosis_kind") == "primary")
    frame = (
        untreated_histories(cohort, *KINDS)
        .join(ntx_at_index(cohort), on="patient_id")
        .join(cohort.patient.filter(pl.col("smoking") != "unknown"), on="patient_id")
        .join(primary.select("patient_id", "icdo_morphology_code"), on="patient_id")
        .select(
            "entry",
            "time",
            event=(pl.col("status") == 1).cast(pl.Int64),
            group=pl.lit("all"),
            prior=pl.col("patient_id").is_in(before["patient_id"].unique().implode()),
            ntx_high=pl.col("ntx") >= 100,
            smoker=pl.col("smoking") != "never",
            no_inhibitor=~pl.col("patient_id").is_in(inhibited["patient_id"].implode()),
            not_adenocarcinoma=pl.col("icdo_morphology_code") != "8140/3",
        )
    )
    return estimates(frame, ["prior", "ntx_high", "smoker", "no_inhibitor", "not_adenocarcinoma"])


@pytest.mark.parametrize(
    ("term", "ratio"),
    [
        ("prior", CALIBRATION.event_prior),
        ("ntx_high", CALIBRATION.event_ntx_high),  # Brown 2005
        ("smoker", CALIBRATION.event_ever_smoker),  # Sun 2011
        ("no_inhibitor", CALIBRATION.event_no_egfr_tki),
        ("not_adenocarcinoma", CALIBRATION.event_not_adenocarcinoma),
    ],
)
def test_what_brings_skeletal_events(
    event_ratios: dict[str, Estimate], term: str, ratio: float
) -> None:
    assert event_ratios[term].is_near(np.log(ratio), 0.1)
