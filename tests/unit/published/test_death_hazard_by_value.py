"""Hazard of death for a step of a value: against a second opinion and known ratios."""

from math import exp, log
from random import Random

import polars as pl
import pytest

from tests.support.hazard_populations import cohort_of, rows_of
from tests.support.histories import day
from tests.support.populations import drawn
from transforms.published.death_hazard_by_value import death_hazard_by_value
from transforms.statistics import cox

Z_95 = 1.959963984540054


def baselines(values: dict[str, float], on: dict[str, int], analyte: str) -> pl.DataFrame:
    rows = [
        {"patient_id": who, "analyte_code": analyte, "baseline_on": day(on.get(who, 0)),
         "baseline_value": value, "baseline_row": f"lab_result:SYNTH:{who}"}
        for who, value in values.items()
    ]  # fmt: skip
    return drawn("metabolic_baseline", rows)


def hazard(
    people: dict[str, dict[str, int]],
    values: dict[str, float],
    on: dict[str, int] | None = None,
    analyte: str = "DKK1",
) -> dict[str, object]:
    table = death_hazard_by_value(cohort_of(people), baselines(values, on or {}, analyte))
    return rows_of(table, "analyte_code")[analyte]


def lives(log_hazard_of: dict[str, float], seed: int) -> dict[str, dict[str, int]]:
    """Deaths at a hazard of 1/300 a day times e to the power told; nobody is seen after day 900."""
    random, told = Random(seed), {}
    for who, log_hazard in log_hazard_of.items():
        lived = 1 + int(random.expovariate(exp(log_hazard) / 300))
        told[who] = {"died": lived} if lived <= 900 else {"seen_until": 900}
    return told


@pytest.mark.parametrize(
    ("analyte", "ratio", "around", "spread", "step"),
    [("DKK1", 1.28, 25.0, 10.0, 10.0), ("HBA1C", 1.69, 6.0, 0.8, -0.5)],
)
def test_a_known_ratio_for_a_step_is_recovered_within_three_standard_errors(
    analyte: str, ratio: float, around: float, spread: float, step: float
) -> None:
    random = Random(7)
    values = {f"p{place:04d}": max(0.1, random.gauss(around, spread)) for place in range(2500)}
    people = lives(
        {who: log(ratio) * (value - around) / step for who, value in values.items()}, seed=3
    )
    row = hazard(people, values, analyte=analyte)
    std_err = log(row["hazard_ratio_upper"] / row["hazard_ratio_lower"]) / (2 * Z_95)
    assert abs(log(row["hazard_ratio"]) - log(ratio)) < 3 * std_err < log(ratio) / 2
    assert row["value_step"] == step


def test_an_analyte_that_tells_nothing_has_a_ratio_about_one() -> None:
    random = Random(1)
    values = {f"p{place:04d}": random.gauss(25, 10) for place in range(2000)}
    row = hazard(lives(dict.fromkeys(values, 0.0), seed=2), values)
    assert row["hazard_ratio_lower"] < 1 < row["hazard_ratio_upper"]


def test_a_value_drawn_after_index_counts_from_its_day_on() -> None:
    """Who died before being sampled has no value: their time cannot speak for a low one."""
    random = Random(5)
    values = {f"p{place:03d}": random.gauss(25, 10) for place in range(300)}
    people = lives(dict.fromkeys(values, 0.0), seed=6)
    on = {who: random.randint(-60, 30) for who in values}
    alive = {who: value for who, value in values.items() if _end(people[who]) > on[who]}
    row = hazard(people, alive, on)
    plain = cox(
        pl.DataFrame(
            {
                "start": [max(0, on[who]) for who in alive],
                "stop": [_end(people[who]) for who in alive],
                "event": ["died" in people[who] for who in alive],
                "steps": [value / 10 for value in alive.values()],
            }
        ),
        start="start", stop="stop", event="event", covariates=["steps"],
    )  # fmt: skip
    assert row["hazard_ratio"] == pytest.approx(plain["hazard_ratio"].item(), rel=1e-9)
    assert row["patient_count"] == len(alive)
    followed = sum(_end(people[who]) - max(0, on[who]) for who in alive)
    assert row["patient_years"] == pytest.approx(followed / 365.25)


def _end(one: dict[str, int]) -> int:
    return one["died"] if "died" in one else one["seen_until"]


@pytest.mark.parametrize(("measured", "deaths"), [(19, 19), (30, 4)])
def test_under_20_patients_or_5_deaths_no_ratio_is_told(measured: int, deaths: int) -> None:
    people = {
        f"p{place:02d}": {"died" if place < deaths else "seen_until": 50 + place}
        for place in range(measured)
    }
    row = hazard(people, {who: 20.0 + place for place, who in enumerate(people)})
    assert (row["patient_count"], row["death_count"]) == (measured, deaths)
    assert row["is_withheld"] is True
    assert row["hazard_ratio"] is row["hazard_ratio_lower"] is row["p_value"] is None


def test_where_everybody_has_the_same_value_there_is_no_ratio() -> None:
    people = {f"p{place:02d}": {"died": 50 + place} for place in range(40)}
    row = hazard(people, dict.fromkeys(people, 25.0))
    assert row["is_withheld"] is False
    assert row["hazard_ratio"] is row["hazard_ratio_upper"] is None


def test_where_nobody_was_measured_both_rows_are_there_and_say_so() -> None:
    table = death_hazard_by_value(cohort_of({"a": {"died": 3}}), drawn("metabolic_baseline", []))
    assert table.select("analyte_code", "patient_count", "is_withheld").rows() == [
        ("DKK1", 0, True),
        ("HBA1C", 0, True),
    ]
