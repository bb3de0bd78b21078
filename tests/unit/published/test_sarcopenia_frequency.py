"""Low muscle at index, by cut-off set and sex."""

import polars as pl
import pytest

from tests.support.histories import Cell, Patient, day, derive, hospital, person

PRIMARY: dict[str, Cell] = {"icdo_topography_code": "C34.1", "icdo_morphology_code": "8140/3"}


def someone(
    name: str, sex: str, *measured: tuple[int, float | None], method: str = "L3_CT"
) -> Patient:
    """Someone a metre tall with bone metastasis on day 0: the muscle area is the index."""
    somebody = (
        person(name, sex=sex)
        .diagnosis("primary", -40, **PRIMARY)
        .diagnosis("bone_metastasis", 0, diagnosis_basis="imaging")
    )
    for on, area in measured:
        somebody = somebody.having(
            "body_composition",
            measured_on=day(on),
            body_composition_method=method,
            skeletal_muscle_area_cm2=area,
            height_cm=100.0,
        )
    return somebody


def frequency(*people: Patient) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Low, judged and unknown, by cut-off set and part."""
    rows = derive("sarcopenia_frequency", hospital(*people))
    return {
        (row["cutoff_set"], row["stratum_value"]): (
            row["patient_count"],
            row["denominator"],
            row["unknown_count"],
        )
        for row in rows.iter_rows(named=True)
    }


def test_each_set_and_sex_has_its_share() -> None:
    """52.4 and 38.5 for prado08, 45.4 and 34.4 for derstine18."""
    found = frequency(
        someone("a", "M", (0, 50.0)), someone("b", "M", (0, 60.0)), someone("c", "F", (0, 36.0))
    )
    assert found["prado08", "all"] == (2, 3, 0)
    assert found["prado08", "M"] == (1, 2, 0)
    assert found["prado08", "F"] == (1, 1, 0)
    assert found["derstine18", "all"] == (0, 3, 0)


@pytest.mark.parametrize(
    ("measured", "low"),
    [
        ([(-60, 30.0)], (1, 1, 0)),
        ([(60, 30.0)], (1, 1, 0)),
        ([(20, 30.0), (-10, 60.0)], (0, 1, 0)),
        ([(10, 60.0), (-10, 30.0)], (1, 1, 0)),
        ([(0, None), (40, 30.0)], (1, 1, 0)),
        ([(0, None)], (0, 0, 1)),
    ],
)
def test_the_nearest_measurement_that_can_be_judged(
    measured: list[tuple[int, float | None]], low: tuple[int, int, int]
) -> None:
    assert frequency(someone("a", "M", *measured))["prado08", "all"] == low


def test_a_measurement_far_from_index_says_nothing_of_it() -> None:
    assert frequency(someone("a", "M", (61, 30.0)), someone("b", "M", (-61, 30.0))) == {}


def test_dxa_has_no_cutoff_so_that_nobody_is_judged() -> None:
    found = frequency(someone("a", "M", (0, None), method="DXA"))
    assert found == {("dxa_no_cutoff", "all"): (0, 0, 1), ("dxa_no_cutoff", "M"): (0, 0, 1)}


def test_limits_are_wilson_s() -> None:
    people = [someone(f"p{n}", "M", (0, 30.0 if n < 2 else 70.0)) for n in range(10)]
    rows = derive("sarcopenia_frequency", hospital(*people))
    row = rows.filter(pl.col("cutoff_set") == "prado08", pl.col("stratum") == "all")
    found = row.select("proportion", "lower", "upper").row(0)
    assert found == pytest.approx((0.2, 0.0567, 0.5098), abs=1e-4)
