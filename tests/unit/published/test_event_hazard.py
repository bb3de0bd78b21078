"""Hazard of skeletal events: repeated events, what begins in between, robust limits."""

from datetime import datetime, time
from math import exp, log
from random import Random

import polars as pl
import pytest

from tests.support.hazard_populations import cohort_of, drawn_events, empty_of, rows_of
from tests.support.histories import day, hospital, shuffled
from tests.support.populations import drawn, event
from tests.support.slow_cox import Period, fit, robust_std_err
from transforms.published.event_hazard import event_hazard
from warehouse.schema import VOCABULARIES

TABLES = ("skeletal_event", "bone_agent_exposure", "marker_stratum", "marker_result")
CANONICAL = ("patient", "systemic_line")
Z_95 = 1.959963984540054


def hazards(
    cohort: pl.DataFrame, endpoint: str = "SRE4", **tables: pl.DataFrame
) -> dict[str, dict[str, object]]:
    nobody = hospital()
    frames = empty_of(TABLES) | {name: nobody[name] for name in CANONICAL} | tables
    rows = event_hazard(cohort, **frames).filter(pl.col("endpoint") == endpoint)
    return rows_of(rows, "event_comparison")


def events(days: dict[str, list[int]], kind: str = "RT") -> pl.DataFrame:
    return drawn("skeletal_event", [event(who, on, kind) for who in days for on in days[who]])


def canonical(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.concat([hospital()[name].clear(), pl.DataFrame(rows)], how="diagonal_relaxed")


def years(row: dict[str, object]) -> tuple[float, float]:
    """Days exposed and not exposed."""
    return tuple(
        round(float(str(row[f"{side}_patient_years"])) * 365.25, 6)
        for side in ("exposed", "unexposed")
    )


def repeated(seed: int, count: int) -> tuple[dict[str, dict[str, int]], dict[str, list[int]]]:
    """People with an agent from some day on, and events on days that nobody else has."""
    random = Random(seed)
    free = random.sample(range(1, 2000), 400)
    people, days = {}, {}
    for number in range(count):
        name = f"p{number:02d}"
        people[name] = {"seen_until": random.randint(900, 2000), "agent": random.randint(100, 900)}
        mine = sorted(free.pop() for _ in range(random.randint(0, 4)))
        days[name] = [on for on in mine if on <= people[name]["seen_until"]]
    return people, days


def hand_cut(people: dict[str, dict[str, int]], days: dict[str, list[int]]) -> list[Period]:
    """The periods between events, cut by hand on the day of the agent."""
    periods = []
    for name, told in people.items():
        agent, end = told["agent"], told["seen_until"]
        stops = sorted({*days[name], agent, end})
        for start, stop in zip([0, *stops[:-1]], stops, strict=True):
            if stop <= end:
                periods.append(Period(name, start, stop, stop in days[name], start >= agent))
    return periods


def test_andersen_gill_with_robust_limits_is_what_loops_over_days_and_people_give() -> None:
    people, days = repeated(seed=1, count=44)
    row = hazards(cohort_of(people), skeletal_event=events(days))["bone_agent_since"]
    periods = hand_cut(people, days)
    coef, robust = fit(periods).coef, robust_std_err(periods)
    assert row["hazard_ratio"] == pytest.approx(exp(coef), rel=1e-8)
    assert row["hazard_ratio_lower"] == pytest.approx(exp(coef - Z_95 * robust), rel=1e-6)
    assert row["hazard_ratio_upper"] == pytest.approx(exp(coef + Z_95 * robust), rel=1e-6)


@pytest.mark.parametrize("ratio", [0.73, 1.79])
def test_a_known_hazard_ratio_of_repeated_events_is_recovered(ratio: float) -> None:
    drawn_people = drawn_events(ratio, people=1200, seed=21)
    people = {who: {"seen_until": end, "agent": since}
              for who, (end, _, since) in drawn_people.items()}  # fmt: skip
    told = events({who: days for who, (_, days, _) in drawn_people.items()})
    row = hazards(cohort_of(people), skeletal_event=told)["bone_agent_since"]
    std_err = log(row["hazard_ratio_upper"] / row["hazard_ratio_lower"]) / (2 * Z_95)
    # the 25 days after an event are spared equally on both sides: they pull a little to 1
    assert abs(log(row["hazard_ratio"]) - log(ratio)) < 3 * std_err
    assert std_err < 0.08


def test_events_and_days_before_and_since_the_first_dose() -> None:
    cohort = cohort_of({"a": {"seen_until": 200, "agent": 50}, "b": {"died": 100}})
    told = events({"a": [20, 50, 90, 150], "b": [60]})
    row = hazards(cohort, skeletal_event=told)["bone_agent_since"]
    # the event of the day of the dose came before it
    assert (row["exposed_outcome_count"], row["unexposed_outcome_count"]) == (2, 3)
    assert years(row) == (150, 150)
    assert (row["patient_count"], row["exposed_patient_count"]) == (2, 1)


def test_hypercalcaemia_is_an_event_of_sre5_only() -> None:
    cohort = cohort_of({"a": {"seen_until": 200, "agent": 0}})
    told = events({"a": [90]}, kind="HCM")
    counts = [
        hazards(cohort, endpoint, skeletal_event=told)["bone_agent_since"]["exposed_outcome_count"]
        for endpoint in ("SRE4", "SRE5")
    ]
    assert counts == [0, 1]


def test_the_first_event_is_not_prior_to_itself_and_the_20_days_after_one_are_left_out() -> None:
    cohort = cohort_of({"a": {"seen_until": 200}, "b": {"seen_until": 100}})
    row = hazards(cohort, skeletal_event=events({"a": [40, 61]}))["prior_event_since"]
    assert (row["exposed_outcome_count"], row["unexposed_outcome_count"]) == (1, 1)
    # a: 40 days without; day 61 at risk; 120 of the 139 days after it. b: 100 days without
    assert years(row) == (1 + 119, 40 + 100)


def test_an_event_at_diagnosis_is_prior_from_entry_on() -> None:
    cohort = cohort_of({"a": {"seen_until": 100}})
    told = drawn("skeletal_event", [event("a", -4, is_prevalent=True, is_counted_sre4=False,
                                          is_counted_sre5=False)])  # fmt: skip
    assert years(hazards(cohort, skeletal_event=told)["prior_event_since"]) == (100, 0)


def doses(*rows: tuple[str, str, int]) -> pl.DataFrame:
    told = [
        {"exposure_id": f"{who}{on}", "patient_id": who, "atc_code": agent, "started_on": day(on)}
        for who, agent, on in rows
    ]
    return drawn("bone_agent_exposure", told)


def test_zoledronate_ends_when_another_agent_begins_and_another_first_is_neither() -> None:
    cohort = cohort_of({who: {"seen_until": 100} for who in "abc"})
    told = doses(("a", "M05BA08", 30), ("a", "M05BX04", 70), ("b", "M05BX04", 40))
    row = hazards(cohort, bone_agent_exposure=told)["zoledronate_since"]
    assert years(row) == (40, 30 + 40 + 100)


def ntx(*values: tuple[str, int, float]) -> pl.DataFrame:
    rows = [
        {"result_row": f"{who}{on}", "patient_id": who, "analyte_code": "NTX_CR", "value": value,
         "sampled_at": datetime.combine(day(on), time(8)), "value_operator": "=",
         "preanalytical_status": "ok"}
        for who, on, value in values
    ]  # fmt: skip
    return drawn("marker_result", rows)


def test_the_most_recent_ntx_speaks_until_the_next_and_before_any_agent_for_placebo() -> None:
    cohort = cohort_of({"a": {"seen_until": 300, "agent": 150}})
    told = ntx(("a", 20, 100.0), ("a", 110, 99.9), ("a", 200, 140.0))
    rows = hazards(cohort, marker_result=told, skeletal_event=events({"a": [110, 140, 250]}))
    assert years(rows["ntx_latest_high"]) == (90 + 100, 90)
    assert rows["ntx_latest_high"]["exposed_outcome_count"] == 2
    assert years(rows["ntx_latest_high_before_agent"]) == (90, 40)
    assert rows["ntx_latest_high_before_agent"]["unexposed_outcome_count"] == 1


def test_an_ntx_that_is_not_valid_or_older_than_60_days_before_index_says_nothing() -> None:
    cohort = cohort_of({"a": {"seen_until": 100}})
    told = pl.concat([
        ntx(("a", -61, 500.0)),
        ntx(("a", 5, 500.0)).with_columns(preanalytical_status=pl.lit("invalid")),
    ])  # fmt: skip
    assert hazards(cohort, marker_result=told)["ntx_latest_high"]["patient_count"] == 0


def test_ever_smoker_against_never_in_non_small_cell_cancer() -> None:
    said = {"a": "current", "b": "former", "c": "never", "d": "unknown", "e": None, "f": "current"}
    people = {who: {"seen_until": 100} for who in said}
    people["f"] = {"seen_until": 100, "histology": "small_cell"}
    told = canonical(
        "patient", [{"patient_id": who, "smoking": word} for who, word in said.items()]
    )
    row = hazards(cohort_of(people), patient=told)["ever_smoker"]
    assert (row["exposed_patient_count"], row["unexposed_patient_count"]) == (2, 1)


def test_an_egfr_inhibitor_protects_from_the_day_it_begins_only() -> None:
    cohort = cohort_of({who: {"seen_until": 100} for who in "abc"})
    lines = [
        {"patient_id": "a", "systemic_class": "egfr_tki", "started_on": day(40)},
        {"patient_id": "a", "systemic_class": "egfr_tki", "started_on": day(80)},
        {"patient_id": "b", "systemic_class": "chemotherapy", "started_on": day(10)},
        {"patient_id": "c", "systemic_class": "egfr_tki", "started_on": day(-10)},
    ]
    row = hazards(cohort, systemic_line=canonical("systemic_line", lines))["without_egfr_inhibitor"]
    assert years(row) == (40 + 100, 60 + 100)


def test_other_histologies_than_adenocarcinoma_among_non_small_cell() -> None:
    named = ("adenocarcinoma", "squamous", "large_cell", "not_specified", "small_cell", None)
    people = {f"p{n}": {"seen_until": 100, "histology": name} for n, name in enumerate(named)}
    row = hazards(cohort_of(people))["not_adenocarcinoma"]
    assert (row["exposed_patient_count"], row["unexposed_patient_count"]) == (3, 1)


def test_without_events_everything_is_withheld_and_nobody_is_a_row_too() -> None:
    quiet = cohort_of({f"p{n:02d}": {"seen_until": 100, "agent": 50} for n in range(40)})
    for cohort in (quiet, cohort_of({})):
        rows = hazards(cohort)
        assert set(rows) == set(VOCABULARIES["event_comparison"].codes)
        assert all(row["is_withheld"] and row["hazard_ratio"] is None for row in rows.values())


def test_row_order_changes_no_digit() -> None:
    people, days = repeated(seed=5, count=60)
    tables = {"cohort": cohort_of(people), "skeletal_event": events(days)}
    rest = {name: table for name, table in empty_of(TABLES).items() if name not in tables}
    rest |= {name: hospital()[name] for name in CANONICAL}
    told = event_hazard(**tables, **rest)
    assert told.equals(event_hazard(**shuffled(tables, seed=8), **rest))
    assert told["hazard_ratio"].drop_nulls().len() > 0
