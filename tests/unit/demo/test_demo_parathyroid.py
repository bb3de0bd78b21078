"""Hypercalcaemia of the parathyroid in the simulated hospital: known, found, not malignant."""

import polars as pl
import pytest

from flows.demo.calibration import CALIBRATION
from flows.demo.cohort import Cohort, canonical_frames
from tests.recovery.estimate import share
from transforms.derived.corrected_calcium import corrected_calcium
from transforms.derived.hypercalcaemia_episode import hypercalcaemia_episode

CALCIUM_AND_HORMONES = ("CA_TOTAL", "ALB", "CA_ION", "PTH")


@pytest.fixture(scope="module")
def episodes(cohort: Cohort) -> pl.DataFrame:
    """Episodes of the cohort, with whether they are of the parathyroid in truth."""
    frames = canonical_frames(cohort)
    results = frames["lab_result"].filter(pl.col("analyte_code").is_in(CALCIUM_AND_HORMONES))
    found = hypercalcaemia_episode(corrected_calcium(results), results, frames["diagnosis"])
    truth = cohort.hyperparathyroid["patient_id"].implode()
    return found.with_columns(is_of_parathyroid=pl.col("patient_id").is_in(truth))


def test_the_share_of_hyperparathyroidism(cohort: Cohort) -> None:
    people = cohort.hyperparathyroid.height
    target = CALIBRATION.hyperparathyroid
    assert share(people, cohort.patient.height).is_near(target, target / 4)


def test_nobody_has_both_causes(cohort: Cohort) -> None:
    malignant = cohort.happened.filter(pl.col("kind") == "HCM")
    assert malignant.join(cohort.hyperparathyroid, on="patient_id", how="semi").is_empty()


def test_both_labels_exist_and_fit_the_truth(episodes: pl.DataFrame) -> None:
    told = episodes.filter(pl.col("hcm_etiology") != "unknown")
    labelled_high = told["hcm_etiology"] == "pth_high"
    assert labelled_high.sum() >= 10
    assert (~labelled_high).sum() >= 100
    assert (labelled_high & ~told["is_of_parathyroid"]).sum() <= 0.01 * told.height
    assert (~labelled_high & told["is_of_parathyroid"]).sum() == 0


def test_pth_is_low_while_malignant_hypercalcaemia_lasts(episodes: pl.DataFrame) -> None:
    measured = episodes.filter(~pl.col("is_of_parathyroid"), pl.col("pth_ng_l").is_not_null())
    median = measured["pth_ng_l"].median()
    assert isinstance(median, float)
    assert median < 15  # its lower limit
