"""Bone-marker results: what before the analysis may have moved them."""

from datetime import date, datetime

import pytest

from tests.support.histories import Cell, Patient, day, derive, hospital, patient, person

Row = dict[str, object]


def results(*people: Patient) -> list[Row]:
    return derive("marker_result", hospital(*people)).to_dicts()


def ctx(hour: int = 8, is_fasting: bool | None = True, has_sample_time: bool = True) -> Row:
    told = {"is_fasting": is_fasting, "has_sample_time": has_sample_time}
    return results(patient("a").lab("CTX", 400, 0, hour, **told))[0]


def verdict(row: Row) -> tuple[object, object]:
    return row["preanalytical_status"], row["preanalytical_reasons"]


def test_fasting_ctx_before_nine_is_ok() -> None:
    row = ctx()
    assert verdict(row) == ("ok", [])
    assert row["is_ctx_time_ok"] is True


def test_ctx_at_nine_is_too_late() -> None:
    row = ctx(hour=9)
    assert verdict(row) == ("invalid", ["drawn_late"])
    assert row["is_ctx_time_ok"] is False


def test_ctx_after_breakfast_is_invalid() -> None:
    assert verdict(ctx(is_fasting=False)) == ("invalid", ["not_fasting"])


@pytest.mark.parametrize("says_so", [False, True])
def test_an_unknown_time_is_not_a_compliant_one(says_so: bool) -> None:
    """Midnight is no time of day, whether or not the source says so."""
    row = ctx(hour=0, has_sample_time=says_so)
    assert verdict(row) == ("caution", ["time_unknown"])
    assert row["is_ctx_time_ok"] is False


def test_fasting_that_nobody_noted_calls_for_caution() -> None:
    row = ctx(is_fasting=None)
    assert verdict(row) == ("caution", ["fasting_unknown"])
    assert row["is_fasting"] is None


def test_other_markers_have_no_hour() -> None:
    row = results(patient("a").lab("NTX_CR", 60, 0, hour=15, is_fasting=False))[0]
    assert verdict(row) == ("ok", [])
    assert row["is_ctx_time_ok"] is None


@pytest.mark.parametrize(
    ("reason", "values"),
    [("excluded", {"excluded_reason": "L03"}), ("cancelled", {"result_status": "cancelled"}),
     ("no_value", {"value": None, "value_text": "hemolysed"})],
)  # fmt: skip
def test_a_result_that_is_no_value_is_kept_and_invalid(
    reason: str, values: dict[str, str | None]
) -> None:
    drawn: dict[str, Cell] = {"analyte_code": "NTX_CR", "sampled_at": datetime(2024, 1, 2)}
    row = results(patient("a").having("lab_result", **drawn, **{"value": 60.0, **values}))[0]
    assert verdict(row) == ("invalid", [reason])


def with_low_filtration(analyte: str, creatinine_day: int = 0, method: str | None = None) -> Row:
    """A woman of 63 with a creatinine of 300 umol/L filters 15 mL/min."""
    somebody = patient("a").lab("CREAT", 300, creatinine_day)
    return results(somebody.lab(analyte, 50, 0, method=method))[0]


def test_low_filtration_retains_p1np_but_not_the_intact_assay() -> None:
    assert verdict(with_low_filtration("P1NP", method="total")) == ("caution", ["low_gfr"])
    assert verdict(with_low_filtration("P1NP")) == ("caution", ["low_gfr"])
    assert verdict(with_low_filtration("P1NP", method="IDS Intact")) == ("ok", [])
    assert verdict(with_low_filtration("BALP_MASS")) == ("ok", [])


def test_filtration_speaks_for_30_days() -> None:
    assert with_low_filtration("P1NP", creatinine_day=-30)["preanalytical_status"] == "caution"
    late = with_low_filtration("P1NP", creatinine_day=31)
    assert late["preanalytical_status"] == "ok"
    assert late["gfr_ckdepi21_ml_min_173m2"] is None


@pytest.mark.parametrize(
    ("broken_on", "expected"), [(0, ["recent_fracture"]), (-183, ["recent_fracture"]),
                                (-184, []), (1, [])]
)  # fmt: skip
def test_formation_markers_are_up_for_six_months_after_a_fracture(
    broken_on: int, expected: list[str]
) -> None:
    somebody = patient("a").fracture(broken_on, site="rib")
    assert results(somebody.lab("BALP_ACT", 90, 0))[0]["preanalytical_reasons"] == expected
    assert results(somebody.lab("NTX_CR", 90, 0))[0]["preanalytical_reasons"] == []


@pytest.mark.parametrize(
    ("started", "ended", "codes", "expected"),
    [(-5, 5, "L01XA02; H02AB02", "caution"), (-5, None, "H02AB02", "caution"),
     (-5, -1, "H02AB02", "ok"), (1, 9, "H02AB02", "ok"), (-5, 5, "L01XA02", "ok")],
)  # fmt: skip
def test_a_glucocorticoid_of_the_line_calls_for_caution(
    started: int, ended: int | None, codes: str, expected: str
) -> None:
    until = None if ended is None else day(ended)
    somebody = patient("a").having(
        "systemic_line", started_on=day(started), ended_on=until, drug_codes=codes
    )
    assert results(somebody.lab("NTX_CR", 50, 0))[0]["preanalytical_status"] == expected


@pytest.mark.parametrize(
    ("value", "operator", "expected"),
    [(63.9, "=", False), (64, "=", True), (40, "<", False), (70, "<", None), (70, ">", True),
     (40, ">", None)],
)  # fmt: skip
def test_ntx_is_elevated_from_64(value: float, operator: str, expected: bool | None) -> None:
    row = results(patient("a").lab("NTX_CR", value, 0, value_operator=operator))[0]
    assert row["is_elevated"] is expected


@pytest.mark.parametrize(
    ("sex", "born", "value", "expected"),
    [("F", 1990, 671, True), ("F", 1960, 671, False), ("F", 1960, 1051, True),
     ("F", 1976, 1050, False), ("M", 1960, 831, True), ("U", 1960, 1050, False)],
)  # fmt: skip
def test_without_the_laboratorys_limit_that_of_sex_and_age_is_used(
    sex: str, born: int, value: float, expected: bool
) -> None:
    somebody = person("a", sex=sex, birth_on=date(born, 1, 1))
    assert results(somebody.lab("CTX", value, 0))[0]["is_elevated"] is expected


def test_the_laboratorys_own_limit_goes_first_unless_it_is_reversed() -> None:
    somebody = patient("a")
    own = somebody.lab("CTX", 500, 0, reference_low=50, reference_high=400)
    assert results(own)[0]["is_elevated"] is True
    reversed_limits = somebody.lab("CTX", 500, 0, reference_low=600, reference_high=400)
    assert results(reversed_limits)[0]["is_elevated"] is False


def test_balp_activity_without_limit_is_not_judged() -> None:
    assert results(patient("a").lab("BALP_ACT", 500, 0))[0]["is_elevated"] is None


def test_a_limit_of_detection_enters_slopes_over_the_square_root_of_two() -> None:
    below, above = results(
        patient("a").lab("CTX", 50, 0, value_operator="<").lab("CTX", 6000, 1, value_operator=">")
    )
    assert (below["value"], below["slope_value"]) == (50, pytest.approx(35.355, abs=0.001))
    assert above["slope_value"] == 6000


def test_no_marker_result_vanishes_and_nothing_else_enters() -> None:
    somebody = patient("a")
    for analyte in ("CTX", "NTX_CR", "BALP_MASS", "BALP_ACT", "P1NP", "ALP", "CA_TOTAL"):
        somebody = somebody.lab(analyte, 50 if analyte != "CA_TOTAL" else 2.3, 0)
    found = {row["analyte_code"] for row in results(somebody)}
    assert found == {"CTX", "NTX_CR", "BALP_MASS", "BALP_ACT", "P1NP"}


def test_a_method_names_the_assay_and_the_laboratory_stands_for_one_that_is_not_stated() -> None:
    known, unknown = results(
        patient("a").lab("P1NP", 50, 0, method="IDS").lab("P1NP", 50, 1, source_system="LAB2")
    )
    assert (known["assay"], unknown["assay"]) == ("IDS", "not stated (LAB2)")
