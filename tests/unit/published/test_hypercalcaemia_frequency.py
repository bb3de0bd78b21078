"""Patients who ever had hypercalcaemia, and a crisis, out of those whose calcium was judged."""

import polars as pl
import pytest

from tests.support.histories import Patient, derive, hospital, patient


def calcium(name: str, *values: tuple[int, float], died: int | None = None) -> Patient:
    somebody = patient(name, died=died)
    for on, value in values:
        somebody = somebody.lab("CA_TOTAL", value, on).lab("ALB", 40, on)
    return somebody


def frequency(*people: Patient) -> dict[str, tuple[int, int, int]]:
    """Reached, judged and unknown, by level."""
    rows = derive("hypercalcaemia_frequency", hospital(*people))
    columns = ("patient_count", "denominator", "unknown_count")
    return {
        str(row["calcium_level"]): tuple(row[name] for name in columns)
        for row in rows.filter(pl.col("stratum") == "all").iter_rows(named=True)
    }


def test_a_crisis_is_strictly_above_3_5_and_hypercalcaemia_from_3_on() -> None:
    people = [
        calcium("a", (5, 2.4), (10, 3.51)),
        calcium("b", (5, 3.5)),
        calcium("c", (5, 3.0), (9, 3.2)),
        calcium("d", (5, 2.99)),
        patient("e"),
    ]
    assert frequency(*people) == {"hypercalcaemia": (3, 4, 1), "crisis": (1, 4, 1)}


def test_calcium_without_albumin_says_nothing() -> None:
    alone = patient("a").lab("CA_TOTAL", 3.6, 5)
    assert frequency(alone) == {"hypercalcaemia": (0, 0, 1), "crisis": (0, 0, 1)}


def test_an_albumin_of_another_day_tells_hypercalcaemia_and_no_crisis() -> None:
    stale = patient("a").lab("CA_TOTAL", 3.6, 5).lab("ALB", 40, 8)
    assert frequency(stale) == {"hypercalcaemia": (1, 1, 0), "crisis": (0, 0, 1)}


def test_ionised_calcium_tells_a_crisis_without_albumin() -> None:
    ionised = patient("a").lab("CA_TOTAL", 3.6, 5).lab("CA_ION", 1.9, 5)
    assert frequency(ionised)["crisis"] == (1, 1, 0)


@pytest.mark.parametrize(("on", "found"), [(-1, 0), (0, 1), (100, 1), (101, 1), (102, 0)])
def test_from_index_until_the_day_after_death(on: int, found: int) -> None:
    assert frequency(calcium("a", (on, 3.8), died=100))["crisis"][0] == found


def test_each_histology_has_its_share_with_wilson_limits() -> None:
    people = [calcium(f"p{n}", (5, 3.8 if n < 2 else 2.4)) for n in range(10)]
    rows = derive("hypercalcaemia_frequency", hospital(*people))
    crises = rows.filter(pl.col("calcium_level") == "crisis")
    assert crises["stratum_value"].to_list() == ["all", "adenocarcinoma"]
    found = crises.select("proportion", "lower", "upper").row(1)
    assert found == pytest.approx((0.2, 0.0567, 0.5098), abs=1e-4)
