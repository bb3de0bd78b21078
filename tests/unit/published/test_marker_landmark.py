"""Classes of markers at month 3, and survival from the landmark, never from baseline."""

from datetime import datetime, time
from math import exp

import polars as pl
import pytest

from tests.support.hazard_populations import cohort_of
from tests.support.histories import day, shuffled
from tests.support.populations import drawn
from tests.support.slow_cox import Period, fit
from transforms.derived.marker_stratum import marker_stratum
from transforms.published.marker_landmark import marker_landmark

MONTH = 30.4375
LANDMARK = 120
Told = dict[str, int]
Rows = dict[tuple[str, str], dict[str, object]]


def sampled(values: dict[str, dict[int, float]], analyte: str = "NTX_CR") -> pl.DataFrame:
    """derived.marker_result: the values of each patient by day."""
    rows = [
        {"result_row": f"{who}{on}", "patient_id": who, "analyte_code": analyte, "value": value,
         "sampled_at": datetime.combine(day(on), time(8)), "value_operator": "=",
         "preanalytical_status": "ok"}
        for who, drawn_on in values.items() for on, value in drawn_on.items()
    ]  # fmt: skip
    return drawn("marker_result", rows)


def landmark(people: dict[str, Told], results: pl.DataFrame, analyte: str = "NTX_CR") -> Rows:
    cohort = cohort_of(people)
    rows = marker_landmark(marker_stratum(results, cohort), results, cohort)
    of_analyte = rows.filter(pl.col("analyte_code") == analyte)
    return {
        (str(row["landmark_treatment"]), str(row["landmark_class"])): row
        for row in of_analyte.iter_rows(named=True)
    }


def test_what_normalises_by_month_3_under_an_agent_and_without() -> None:
    people: dict[str, Told] = {who: {"died": 300, "agent": 10} for who in "abcd"}
    people |= {who: {"died": 300} for who in "efg"}
    normalised = {0: 80.0, 100: 30.0}
    still = {0: 80.0, 100: 64.0}
    results = sampled({"a": normalised, "b": normalised, "c": still, "d": {0: 40.0, 100: 30.0},
                       "e": normalised, "f": still, "g": still})  # fmt: skip
    told = landmark(people, results)
    agent, none = told["bone_agent", "E_N"], told["no_agent", "E_N"]
    assert (agent["patient_count"], agent["baseline_class_count"]) == (2, 3)
    assert agent["proportion"] == pytest.approx(2 / 3)
    assert agent["lower"] < 2 / 3 < agent["upper"]
    assert (none["patient_count"], none["baseline_class_count"]) == (1, 3)
    assert told["bone_agent", "N_N"]["patient_count"] == 1
    assert told["bone_agent", "N_E"]["patient_count"] == 0


def test_survival_is_counted_from_the_landmark_among_those_alive_and_followed_then() -> None:
    ends: dict[str, Told] = {
        "a": {"died": 130 + 10}, "b": {"died": 130 + 40}, "c": {"died": 130 + 90},
        "dead": {"died": 130}, "lost": {"seen_until": 100}, "late": {"died": 400, "entry": 200},
    }  # fmt: skip
    people = {who: {**told, "agent": 10} for who, told in ends.items()}
    row = landmark(people, sampled({who: {0: 80.0, 75: 30.0} for who in people}))[
        "bone_agent", "E_N"
    ]
    assert (row["patient_count"], row["landmark_patient_count"], row["death_count"]) == (6, 3, 3)
    assert row["median_survival_months"] == pytest.approx(40 / MONTH)


@pytest.mark.parametrize("agent", [100, 130])
def test_without_an_agent_is_until_the_landmark_and_not_for_ever(agent: int) -> None:
    told = landmark({"a": {"died": 300, "agent": agent}}, sampled({"a": {0: 80.0, 90: 30.0}}))
    waited = agent > LANDMARK
    assert told["no_agent", "E_N"]["patient_count"] == int(waited)


@pytest.mark.parametrize(("on", "counts"), [(59, 0), (60, 1), (120, 1), (121, 0)])
def test_month_3_without_an_agent_is_60_to_120_days_after_index(on: int, counts: int) -> None:
    told = landmark({"a": {"died": 300}}, sampled({"a": {0: 80.0, on: 30.0}}))
    assert told["no_agent", "E_N"]["patient_count"] == counts


def test_activity_of_balp_is_elevated_from_146_and_its_mass_has_no_class() -> None:
    people: dict[str, Told] = {"a": {"died": 300}}
    activity = sampled({"a": {0: 146.0, 90: 145.9}}, "BALP_ACT")
    assert landmark(people, activity, "BALP_ACT")["no_agent", "E_N"]["patient_count"] == 1
    mass = sampled({"a": {0: 146.0, 90: 145.9}}, "BALP_MASS")
    assert landmark(people, mass, "BALP_ACT")["no_agent", "E_N"]["patient_count"] == 0
    assert landmark(people, mass, "BALP_MASS") == {}


def two_classes(count: int) -> tuple[dict[str, Told], pl.DataFrame, list[Period]]:
    """So many still elevated, who die sooner, and as many normalised, without an agent."""
    people: dict[str, Told] = {}
    values, periods = {}, []
    for number in range(2 * count):
        is_elevated, who = number % 2 == 0, f"p{number:02d}"
        days = 10 + 3 * number if is_elevated else 15 + 7 * number
        people[who] = {"died": LANDMARK + days}
        values[who] = {0: 90.0, 90: 70.0 if is_elevated else 20.0}
        periods.append(Period(who, 0.0, float(days), True, is_elevated))
    return people, sampled(values), periods


def test_hazard_of_staying_elevated_against_normalising() -> None:
    people, results, periods = two_classes(20)
    told = landmark(people, results)
    row = told["no_agent", "E_E"]
    assert row["hazard_ratio"] == pytest.approx(exp(fit(periods).coef), rel=1e-8)
    assert row["is_withheld"] is False
    assert told["no_agent", "E_N"]["hazard_ratio"] is None
    assert told["no_agent", "E_N"]["is_withheld"] is None


def test_under_20_patients_in_a_class_the_hazard_is_withheld() -> None:
    people, results, _ = two_classes(19)
    row = landmark(people, results)["no_agent", "E_E"]
    assert (row["hazard_ratio"], row["is_withheld"]) == (None, True)
    assert row["median_survival_months"] is not None


def test_nobody_has_every_class_with_nobody_in_it() -> None:
    told = landmark({}, sampled({}))
    assert len(told) == 8
    assert {(row["patient_count"], row["proportion"]) for row in told.values()} == {(0, None)}


def test_row_order_changes_no_digit() -> None:
    people, results, _ = two_classes(25)
    cohort = cohort_of(people)
    tables = {"marker_stratum": marker_stratum(results, cohort), "marker_result": results,
              "cohort": cohort}  # fmt: skip
    assert marker_landmark(**tables).equals(marker_landmark(**shuffled(tables, seed=6)))
