"""Sarcopenia: each set at its limit, by sex and build, never across methods."""

import polars as pl
import pytest

from tests.support.histories import Cell, Patient, day, hospital, person
from transforms.derived.sarcopenia import sarcopenia


def measured(
    sex: str = "M",
    index: float | None = 50.0,
    *,
    height: float | None = 100.0,
    weight: float | None = None,
    **values: Cell,
) -> Patient:
    """Someone a metre tall, so that the area is the index."""
    somebody = person("a", sex=sex, weight_kg=weight)
    return somebody.having(
        "body_composition",
        measured_on=day(0),
        **{
            "body_composition_method": "L3_CT",
            "skeletal_muscle_area_cm2": index,
            "height_cm": height,
            **values,
        },
    )


def verdicts(somebody: Patient) -> pl.DataFrame:
    frames = hospital(somebody)
    return sarcopenia(frames["body_composition"], frames["patient"])


def by_set(somebody: Patient, name: str) -> dict[str, object]:
    return verdicts(somebody).filter(pl.col("cutoff_set") == name).row(0, named=True)


@pytest.mark.parametrize(
    ("name", "sex", "cutoff"),
    [
        ("prado08", "M", 52.4),
        ("prado08", "F", 38.5),
        ("kim21_55_39", "M", 55.0),
        ("kim21_55_39", "F", 39.0),
        ("derstine18", "M", 45.4),
        ("derstine18", "F", 34.4),
        ("martin13", "F", 41.0),
    ],
)
def test_each_cutoff_is_strict(name: str, sex: str, cutoff: float) -> None:
    at, below = by_set(measured(sex, cutoff), name), by_set(measured(sex, cutoff - 0.1), name)
    assert at["sarcopenia_cutoff_cm2_m2"] == cutoff
    assert (at["is_sarcopenic"], below["is_sarcopenic"]) == (False, True)


@pytest.mark.parametrize(("weight", "cutoff"), [(24.9, 43.0), (25.0, 53.0), (None, None)])
def test_martin13_depends_on_the_body_mass_index_of_men(
    weight: float | None, cutoff: float | None
) -> None:
    row = by_set(measured("M", 50.0, weight=weight), "martin13")
    assert row["sarcopenia_cutoff_cm2_m2"] == cutoff
    assert row["is_sarcopenic"] == (None if cutoff is None else cutoff > 50.0)


def test_the_index_is_area_over_height_squared() -> None:
    row = by_set(measured("M", 144.5, height=170.0), "prado08")
    assert row["skeletal_muscle_index_cm2_m2"] == pytest.approx(50.0)
    assert row["is_sarcopenic"] is True


def test_the_same_muscle_is_low_in_one_set_and_not_in_another() -> None:
    low = dict(verdicts(measured("M", 50.0)).select("cutoff_set", "is_sarcopenic").iter_rows())
    assert low == {"prado08": True, "kim21_55_39": True, "derstine18": False, "martin13": None}


def test_prado08_is_the_default() -> None:
    shown = verdicts(measured()).filter("is_default_cutoff")
    assert shown["cutoff_set"].to_list() == ["prado08"]


def test_dxa_has_its_own_index_and_no_cutoff_of_ct() -> None:
    told = verdicts(
        measured(
            "M", None, height=200.0, body_composition_method="DXA", appendicular_lean_mass_kg=24.0
        )
    )
    row = told.row(0, named=True)
    assert told.height == 1
    assert row["cutoff_set"] == "dxa_no_cutoff"
    assert row["appendicular_lean_mass_index_kg_m2"] == 6.0
    assert (row["skeletal_muscle_index_cm2_m2"], row["is_sarcopenic"]) == (None, None)


def test_a_muscle_area_noted_with_dxa_is_not_read_as_ct() -> None:
    told = verdicts(measured("M", 50.0, body_composition_method="DXA"))
    assert told["skeletal_muscle_index_cm2_m2"].to_list() == [None]


@pytest.mark.parametrize(
    ("index", "known"), [(14.9, None), (15.0, 15.0), (90.0, 90.0), (90.1, None)]
)
def test_an_implausible_index_is_not_an_index(index: float, known: float | None) -> None:
    row = by_set(measured("M", index), "prado08")
    assert row["skeletal_muscle_index_cm2_m2"] == known
    assert (row["is_sarcopenic"] is None) is (known is None)


def test_without_height_or_sex_nothing_is_said() -> None:
    assert by_set(measured(height=None), "prado08")["is_sarcopenic"] is None
    assert by_set(measured("U"), "prado08")["is_sarcopenic"] is None


def test_the_height_of_the_patient_serves_when_the_measurement_has_none() -> None:
    somebody = person("a", sex="M", height_cm=170.0).having(
        "body_composition",
        measured_on=day(0),
        body_composition_method="L3_CT",
        skeletal_muscle_area_cm2=144.5,
    )
    assert by_set(somebody, "prado08")["skeletal_muscle_index_cm2_m2"] == pytest.approx(50.0)
