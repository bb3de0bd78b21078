"""Patients with each kind of event."""

import polars as pl
import pytest

from tests.support.histories import Patient, derive, hospital, patient


def by_kind(endpoint: str, *patients: Patient) -> dict[str, tuple[int, int, int]]:
    rows = derive("sre_by_kind", hospital(*patients)).filter(pl.col("endpoint") == endpoint)
    return {
        kind: (people, events, of)
        for kind, people, events, of in rows.select(
            "event_kind", "patient_count", "event_count", "denominator"
        ).rows()
    }


def test_kinds_overlap_and_are_out_of_everybody_under_observation() -> None:
    found = by_kind(
        "SRE4",
        patient("a").fracture(10).radiotherapy(15).radiotherapy(200),
        patient("b").radiotherapy(30),
        patient("c"),
        patient("d", died=0),  # never under observation
    )
    assert found == {"SCC": (0, 0, 3), "FX": (1, 1, 3), "SX": (0, 0, 3), "RT": (2, 3, 3)}


def test_events_within_the_21_days_are_of_their_kind_all_the_same() -> None:
    assert by_kind("SRE4", patient("a").fracture(10).surgery(12))["SX"] == (1, 1, 1)


def test_events_at_diagnosis_before_entry_or_excluded_are_not_in() -> None:
    somebody = (
        patient("a", first_contact=50)
        .fracture(0)
        .fracture(40)
        .fracture(60, fracture_mechanism="traumatic")
    )
    assert by_kind("SRE4", somebody)["FX"] == (0, 0, 1)


def test_hypercalcaemia_is_a_kind_of_sre5_only() -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.2, 10).lab("ALB", 40, 10)
    assert "HCM" not in by_kind("SRE4", somebody)
    assert by_kind("SRE5", somebody)["HCM"] == (1, 1, 1)


def test_only_symptomatic_fractures_are_in_sse() -> None:
    somebody = patient("a").fracture(10, is_symptomatic=False).fracture(90, is_symptomatic=None)
    assert by_kind("SSE", somebody)["FX"] == (0, 0, 1)
    assert by_kind("SSE_upper", somebody)["FX"] == (1, 1, 1)
    assert by_kind("SSE", somebody.fracture(70))["FX"] == (1, 1, 1)


def test_limits_are_wilson_s() -> None:
    patients = [patient(f"p{n}") for n in range(8)] + [
        patient(f"q{n}").fracture(10) for n in range(2)
    ]
    row = (
        derive("sre_by_kind", hospital(*patients))
        .filter(pl.col("endpoint") == "SRE4", pl.col("event_kind") == "FX")
        .row(0, named=True)
    )
    assert row["proportion"] == pytest.approx(0.2)
    assert (row["lower"], row["upper"]) == (
        pytest.approx(0.0567, abs=1e-4),
        pytest.approx(0.5098, abs=1e-4),
    )


def test_nobody_is_a_share_of_nobody() -> None:
    rows = derive("sre_by_kind", hospital())
    assert rows["denominator"].unique().to_list() == [0]
    assert rows["proportion"].null_count() == rows.height
