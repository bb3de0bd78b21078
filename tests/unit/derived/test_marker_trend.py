"""Trends of bone markers."""

import pytest

from tests.support.bone_agent_histories import treated
from tests.support.histories import Patient, derive, hospital, patient, person, shuffled

Row = dict[str, object]


def with_values(
    somebody: Patient, values: dict[int, float], analyte: str = "NTX_CR", method: str | None = None
) -> Patient:
    for on, value in values.items():
        somebody = somebody.lab(analyte, value, on, method=method)
    return somebody


def trends(*people: Patient) -> list[Row]:
    return derive("marker_trend", hospital(*people)).to_dicts()


def trend(values: dict[int, float], analyte: str = "NTX_CR") -> Row:
    return trends(with_values(patient("a"), values, analyte))[0]


def test_the_baseline_is_the_last_value_around_index_before_treatment() -> None:
    assert trend({-61: 90, -60: 80, 10: 70, 30: 60, 31: 50})["baseline_value"] == 60
    assert trend({-61: 90, 31: 50})["baseline_value"] is None
    values = {-5: 90.0, 7: 80.0, 8: 40.0}
    started = treated(with_values(patient("a"), values), 7)
    assert trends(started)[0]["baseline_value"] == 80


@pytest.mark.parametrize(
    ("analyte", "baseline", "last", "expected"),
    [("NTX_CR", 100, 150, "stable"), ("NTX_CR", 100, 150.1, "rise"), ("NTX_CR", 100, 49, "fall"),
     ("BALP_ACT", 100, 124, "stable"), ("BALP_MASS", 10, 12.5, "rise"), ("P1NP", 100, 70, "stable"),
     ("P1NP", 100, 69.9, "fall"), ("CTX", 100, 145, "stable"), ("CTX", 100, 145.1, "rise")],
)  # fmt: skip
def test_only_a_change_beyond_the_reference_change_value_is_one(
    analyte: str, baseline: float, last: float, expected: str
) -> None:
    assert trend({0: baseline, 90: last}, analyte)["trend_class"] == expected


def test_a_baseline_alone_has_no_change() -> None:
    row = trend({0: 100})
    assert row["change_percent"] is None
    assert row["trend_class"] is None


def test_nadir_and_change_from_it() -> None:
    row = trend({0: 100, 40: 40, 60: 40, 90: 60})
    assert (row["nadir_value"], row["days_to_nadir"]) == (40, 40)
    assert row["change_from_nadir_percent"] == 50
    assert row["change_percent"] == -40


def test_the_slope_is_percent_a_month() -> None:
    month = 30.4375
    values = {round(month * n): 100 * 0.9**n for n in range(6)}
    row = trend(values)
    assert row["slope_percent_per_month"] == pytest.approx(-10, abs=0.1)
    assert row["slope_count"] == 6
    lower, upper = row["slope_lower_percent_per_month"], row["slope_upper_percent_per_month"]
    assert isinstance(lower, float) and isinstance(upper, float)
    assert lower <= -10 <= upper


def test_two_values_have_no_slope_and_old_ones_do_not_count() -> None:
    assert trend({0: 100, 30: 90})["slope_percent_per_month"] is None
    row = trend({0: 1, 100: 100, 200: 100, 280: 100})
    assert (row["slope_count"], row["slope_percent_per_month"]) == (3, pytest.approx(0))


def test_a_limit_of_detection_is_used_as_written_and_marked() -> None:
    somebody = patient("a").lab("NTX_CR", 100, 0).lab("NTX_CR", 5, 60, value_operator="<")
    row = trends(somebody)[0]
    assert (row["change_percent"], row["has_limit_value"]) == (-95, True)


def test_two_assays_are_two_trends() -> None:
    somebody = with_values(patient("a"), {0: 50}, "P1NP", method="intact")
    somebody = with_values(somebody, {60: 90}, "P1NP", method="total")
    assert [(row["assay"], row["trend_class"]) for row in trends(somebody)] == [
        ("intact", None),
        ("total", None),
    ]


def test_mass_and_activity_of_balp_are_two_trends() -> None:
    somebody = with_values(patient("a"), {0: 20}, "BALP_MASS")
    found = trends(with_values(somebody, {60: 150}, "BALP_ACT"))
    assert [row["trend_class"] for row in found] == [None, None]


@pytest.mark.parametrize(
    ("values", "expected"),
    [({0: 50, 90: 60}, "normal_baseline"), ({0: 100, 90: 70}, "elevated"),
     ({0: 100, 90: 40}, "to_be_confirmed"), ({0: 100, 60: 40, 300: 45}, "normalised"),
     ({0: 100, 60: 40, 90: 80, 180: 45}, "normalised"),
     ({0: 100, 60: 40, 90: 80, 181: 45}, "to_be_confirmed"),
     ({0: 100, 60: 40, 90: 80}, "elevated")],
)  # fmt: skip
def test_normalisation_is_confirmed_by_the_value_before_or_one_of_120_days(
    values: dict[int, float], expected: str
) -> None:
    assert trend(values)["normalisation"] == expected


def test_a_value_is_stale_after_120_days_for_the_night_or_the_day_of_death() -> None:
    assert trend({0: 50, 880: 50})["is_stale"] is False  # the night is day 1000
    assert trend({0: 50, 879: 50})["is_stale"] is True
    dead = with_values(patient("a", died=300), {0: 50, 200: 50})
    assert trends(dead)[0]["is_stale"] is False


def test_ctx_of_the_afternoon_is_in_no_trend() -> None:
    somebody = patient("a").lab("CTX", 400, 0, is_fasting=True)
    afternoon = somebody.lab("CTX", 200, 60, hour=15, is_fasting=True)
    assert trends(afternoon)[0]["last_value"] == 400
    unknown_time = somebody.lab("CTX", 200, 60, hour=0, is_fasting=True)
    assert trends(unknown_time)[0]["last_value"] == 200  # caution is enough for a trend


def test_patients_without_bone_metastasis_have_no_trend() -> None:
    assert trends(person("a").lab("NTX_CR", 50, 0)) == []


def test_the_order_of_rows_changes_nothing() -> None:
    values = {0: 100.0, 20: 90.0, 40: 95.0, 60: 50.0, 80: 55.0}
    told = hospital(with_values(patient("a"), values), with_values(patient("b"), values, "P1NP"))
    assert derive("marker_trend", shuffled(told, seed=3)).equals(derive("marker_trend", told))
