"""Skeletal events at index: who comes with one, by class, kind and grace."""

import polars as pl
import pytest

from tests.support.histories import Patient, derive, hospital, patient
from warehouse.schema.benchmarks import BENCHMARKS


def at_diagnosis(*people: Patient, grace: int = 0) -> dict[str, tuple[int, int, int]]:
    """Patients, events and denominator by class."""
    rows = derive("sre_at_diagnosis", hospital(*people)).filter(pl.col("grace_days") == grace)
    columns = ("event_class", "patient_count", "event_count", "denominator")
    return {name: counts for name, *counts in map(tuple, rows.select(columns).rows())}


def test_clinical_and_therapeutic_events_overlap_in_a_patient() -> None:
    people = [
        patient("a").fracture(0, "femur").radiotherapy(0, site="femur"),
        patient("b").surgery(-2),
        patient("c").lab("CA_TOTAL", 3.2, -1).lab("ALB", 40, -1),
        patient("d"),
    ]
    found = at_diagnosis(*people)
    assert found["any"] == [3, 4, 4]
    assert found["clinical"] == [2, 2, 4]
    assert found["therapeutic"] == [2, 2, 4]
    assert [found[kind][0] for kind in ("FX", "SCC", "HCM", "RT", "SX")] == [1, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("on", "graces"),
    [(0, [0, 14, 30]), (1, [14, 30]), (14, [14, 30]), (15, [30]), (30, [30]), (31, [])],
)
def test_sensitivity_to_the_days_after_index(on: int, graces: list[int]) -> None:
    somebody = patient("a").radiotherapy(on)
    found = [grace for grace in (0, 14, 30) if at_diagnosis(somebody, grace=grace)["RT"][0]]
    assert found == graces


def test_everybody_with_bone_metastasis_is_in_the_denominator_whenever_they_came_here() -> None:
    referred = patient("a", first_contact=60).radiotherapy(0)
    never_observed = patient("b", died=0)
    assert at_diagnosis(referred, never_observed)["any"] == [1, 1, 2]


def test_an_event_that_does_not_count_is_not_there_at_diagnosis_either() -> None:
    traumatic = patient("a").fracture(0, fracture_mechanism="traumatic")
    long_before = patient("b").radiotherapy(-31)
    assert at_diagnosis(traumatic, long_before)["any"] == [0, 0, 2]


def test_shares_have_wilson_limits_and_stand_beside_the_french_series() -> None:
    people = [patient(f"p{n}").radiotherapy(0) for n in range(2)]
    frame = derive("sre_at_diagnosis", hospital(*people, *(patient(f"q{n}") for n in range(8))))
    row = frame.filter(pl.col("event_class") == "therapeutic", pl.col("grace_days") == 0)
    limits = row.select("proportion", "lower", "upper").row(0)
    assert limits == pytest.approx((0.2, 0.0567, 0.5098), abs=1e-4)
    for name in ("gfpc_clinical_at_baseline", "gfpc_therapeutic_at_baseline"):
        assert BENCHMARKS[name].compares_with == "published.sre_at_diagnosis"


def test_nobody_is_a_share_of_nobody() -> None:
    frame = derive("sre_at_diagnosis", hospital())
    assert frame["proportion"].null_count() == frame.height == 24
