"""Hazard of death: what is exposed from when, against a second opinion and known ratios."""

from datetime import datetime, time
from math import exp, log
from random import Random

import polars as pl
import pytest

from tests.support.hazard_populations import (
    cohort_of,
    drawn_deaths,
    empty_of,
    periods_of,
    rows_of,
)
from tests.support.histories import day
from tests.support.populations import drawn, event, profiles
from tests.support.slow_cox import Period, fit
from transforms.published.death_hazard import death_hazard
from warehouse.schema import PUBLISHED, VOCABULARIES

TABLES = (
    "disease_profile", "sarcopenia", "hypercalcaemia_episode", "skeletal_event", "marker_stratum",
    "bone_agent_exposure",
)  # fmt: skip
Z_95 = 1.959963984540054


def hazards(cohort: pl.DataFrame, **tables: pl.DataFrame) -> dict[str, dict[str, object]]:
    rows = death_hazard(cohort, **(empty_of(TABLES) | tables))
    return rows_of(rows, "death_comparison")


def deaths(people: int, seed: int) -> dict[str, dict[str, int]]:
    """Deaths on days of which several are shared, some people censored, some entering late."""
    random, told = Random(seed), {}
    for number in range(people):
        entry = random.choice([0, 0, 0, 20])
        end = entry + random.randint(1, 200)
        told[f"p{number:02d}"] = {
            "entry": entry,
            "died" if random.random() < 0.8 else "seen_until": end,
        }
    return told


def episodes(since: dict[str, int]) -> pl.DataFrame:
    rows = [
        {
            "patient_id": who,
            "episode_id": who,
            "episode_start_at": datetime.combine(day(on), time(8)),
        }
        for who, on in since.items()
    ]
    return drawn("hypercalcaemia_episode", rows)


def strata(states: dict[str, tuple[str, str, int]], analyte: str = "NTX_CR") -> pl.DataFrame:
    """derived.marker_stratum: stratum, class and day of the baseline of each patient."""
    rows = [
        {"patient_id": who, "analyte_code": analyte, "baseline_stratum": stratum,
         "baseline_class": letter, "baseline_on": day(on)}
        for who, (stratum, letter, on) in states.items()
    ]  # fmt: skip
    return drawn("marker_stratum", rows)


@pytest.mark.parametrize("seed", range(4))
def test_hypercalcaemia_since_t_is_what_newtons_method_on_hand_cut_lives_gives(seed: int) -> None:
    people = deaths(90, seed)
    random = Random(seed + 100)
    since = {who: random.randint(-20, 150) for who in people if random.random() < 0.6}
    row = hazards(cohort_of(people), hypercalcaemia_episode=episodes(since))["hypercalcaemia_since"]
    plain = fit(periods_of(people, since))
    assert row["hazard_ratio"] == pytest.approx(exp(plain.coef), rel=1e-8)
    assert row["hazard_ratio_lower"] == pytest.approx(exp(plain.coef - Z_95 * plain.std_err))
    assert row["hazard_ratio_upper"] == pytest.approx(exp(plain.coef + Z_95 * plain.std_err))
    assert row["is_withheld"] is False


@pytest.mark.parametrize("ratio", [1.0, 2.83])
def test_a_known_hazard_ratio_is_recovered_within_three_standard_errors(ratio: float) -> None:
    people = drawn_deaths(ratio, people=2500, seed=11)
    told = {who: {key: value for key, value in one.items() if key != "since"}
            for who, one in people.items()}  # fmt: skip
    since = {who: one["since"] for who, one in people.items() if "since" in one}
    row = hazards(cohort_of(told), hypercalcaemia_episode=episodes(since))["hypercalcaemia_since"]
    std_err = log(row["hazard_ratio_upper"] / row["hazard_ratio_lower"]) / (2 * Z_95)
    assert abs(log(row["hazard_ratio"]) - log(ratio)) < 3 * std_err
    assert std_err < 0.1


def test_an_event_that_does_nothing_does_not_protect_as_ever_having_one_seems_to() -> None:
    people = drawn_deaths(1.0, people=2500, seed=5)
    cohort = cohort_of({who: {key: value for key, value in one.items() if key != "since"}
                        for who, one in people.items()})  # fmt: skip
    events = drawn("skeletal_event", [event(who, one["since"]) for who, one in people.items()
                                      if "since" in one])  # fmt: skip
    row = hazards(cohort, skeletal_event=events)["sre4_since"]
    ever = set(events["patient_id"])
    # the wrong way: a group of those who ever had one, from index on
    immortal = hazards(
        cohort, marker_stratum=strata({who: ("high" if who in ever else "low", "N", 0)
                                       for who in people})
    )["ntx_high_not_low"]  # fmt: skip
    assert row["hazard_ratio_lower"] < 1 < row["hazard_ratio_upper"]
    assert immortal["hazard_ratio_upper"] < 0.8


def test_people_outcomes_and_years_of_each_side() -> None:
    people = {"a": {"died": 100}, "b": {"seen_until": 50}, "c": {"died": 365, "entry": 65}}
    row = hazards(cohort_of(people), hypercalcaemia_episode=episodes({"a": 40, "c": -5}))[
        "hypercalcaemia_since"
    ]
    assert (row["patient_count"], row["exposed_patient_count"], row["unexposed_patient_count"]) == (
        3, 2, 2,
    )  # fmt: skip
    assert (row["exposed_outcome_count"], row["unexposed_outcome_count"]) == (2, 0)
    assert row["exposed_patient_years"] == pytest.approx((60 + 300) / 365.25)
    assert row["unexposed_patient_years"] == pytest.approx((40 + 50) / 365.25)


def test_death_on_the_day_of_the_fact_came_before_it() -> None:
    row = hazards(cohort_of({"a": {"died": 40}}), hypercalcaemia_episode=episodes({"a": 40}))[
        "hypercalcaemia_since"
    ]
    assert (row["exposed_outcome_count"], row["unexposed_outcome_count"]) == (0, 1)


@pytest.mark.parametrize(
    ("patients", "outcomes", "withheld"), [(20, 5, False), (19, 5, True), (20, 4, True)]
)
def test_few_patients_or_deaths_on_one_side_are_withheld(
    patients: int, outcomes: int, withheld: bool
) -> None:
    high = {f"h{n:02d}": {"died": 50 + n} if n < outcomes else {"seen_until": 300}
            for n in range(patients)}  # fmt: skip
    low = {f"l{n:02d}": {"died": 70 + 2 * n} for n in range(30)}
    baseline = strata({who: ("high" if who in high else "low", "N", 0) for who in high | low})
    row = hazards(cohort_of(high | low), marker_stratum=baseline)["ntx_high_not_low"]
    assert row["is_withheld"] is withheld
    assert all((row[name] is None) is withheld for name in (
        "hazard_ratio", "hazard_ratio_lower", "hazard_ratio_upper", "p_value"))  # fmt: skip
    assert row["exposed_outcome_count"] == outcomes


def test_when_the_fact_separates_the_dead_from_the_living_there_is_no_ratio_and_no_noise() -> None:
    # all those exposed die before anybody else does: the likelihood has no maximum
    high = {f"h{n:02d}": {"died": 10 + n} for n in range(25)}
    low = {f"l{n:02d}": {"died": 100 + n} for n in range(25)}
    baseline = strata({who: ("high" if who in high else "low", "N", 0) for who in high | low})
    row = hazards(cohort_of(high | low), marker_stratum=baseline)["ntx_high_not_low"]
    assert (row["hazard_ratio"], row["p_value"], row["is_withheld"]) == (None, None, False)


def test_two_sides_never_observed_together_have_no_ratio() -> None:
    early = {f"h{n:02d}": {"died": 10 + n} for n in range(25)}
    late = {f"l{n:02d}": {"died": 500 + n, "entry": 400} for n in range(25)}
    baseline = strata({who: ("high" if who in early else "low", "N", 0) for who in early | late})
    row = hazards(cohort_of(early | late), marker_stratum=baseline)["ntx_high_not_low"]
    assert (row["hazard_ratio"], row["hazard_ratio_lower"], row["p_value"]) == (None, None, None)


def test_nobody_makes_every_comparison_withheld() -> None:
    rows = hazards(cohort_of({}))
    assert set(rows) == set(VOCABULARIES["death_comparison"].codes)
    assert all(row["is_withheld"] and row["patient_count"] == 0 for row in rows.values())


def test_an_event_at_diagnosis_is_one_since_entry() -> None:
    cohort = cohort_of({"a": {"died": 100}, "b": {"died": 90}, "c": {"died": 80}})
    told = [
        event("a", -3, is_prevalent=True), event("b", 30, "HCM"),
        event("c", 20, is_in_sre4=False, is_in_sre5=False),
    ]  # fmt: skip
    rows = hazards(cohort, skeletal_event=drawn("skeletal_event", told))
    counted = {name: row["exposed_outcome_count"] for name, row in rows.items() if "sre" in name}
    assert counted == {
        "sre4_at_diagnosis": 1, "sre5_at_diagnosis": 1, "sre4_since": 1, "sre5_since": 2,
    }  # fmt: skip


def visceral(*, since: int | None, described: bool) -> dict[str, object]:
    person = {"patient_id": "a", "cancer_on": day(-30), "has_bone_metastasis": True}
    person["metastatic_class"] = "bone_only" if described else None
    person["first_visceral_metastasis_on"] = None if since is None else day(since)
    profile = drawn("disease_profile", [person])
    return hazards(cohort_of({"a": {"died": 100}}), disease_profile=profile)["visceral_since"]


@pytest.mark.parametrize(
    ("since", "described", "exposed", "unexposed"),
    [(40, True, 60, 40), (-40, True, 100, 0), (0, True, 100, 0), (None, True, 0, 100),
     (40, False, 60, 0), (None, False, 0, 0)],
)  # fmt: skip
def test_visceral_metastasis_counts_from_its_day_and_organs_not_described_are_not_free(
    since: int | None, described: bool, exposed: int, unexposed: int
) -> None:
    row = visceral(since=since, described=described)
    assert row["exposed_patient_years"] == pytest.approx(exposed / 365.25)
    assert row["unexposed_patient_years"] == pytest.approx(unexposed / 365.25)


@pytest.mark.parametrize(("on", "years"), [(-59, 100), (0, 100), (25, 75), (100, 0)])
def test_a_baseline_counts_from_the_day_it_was_drawn(on: int, years: int) -> None:
    cohort = cohort_of({"a": {"died": 100}})
    row = hazards(cohort, marker_stratum=strata({"a": ("high", "E", on)}))["ntx_high_not_low"]
    assert row["exposed_patient_years"] == pytest.approx(years / 365.25)
    assert row["unexposed_patient_years"] == 0


def test_strata_and_classes_of_ntx_and_activity_of_balp_each_with_its_own() -> None:
    cohort = cohort_of({who: {"died": 100} for who in "abcd"})
    ntx = {"a": ("low", "N", 0), "b": ("moderate", "N", 0), "c": ("moderate", "E", 0),
           "d": ("high", "E", 0)}  # fmt: skip
    baseline = pl.concat([strata(ntx), strata({"a": ("high", "E", 0)}, "BALP_ACT")])
    rows = hazards(cohort, marker_stratum=baseline)
    assert {
        name: (rows[name]["exposed_patient_count"], rows[name]["unexposed_patient_count"])
        for name in ("ntx_moderate_not_low", "ntx_high_not_low", "ntx_elevated",
                     "balp_activity_high")
    } == {"ntx_moderate_not_low": (2, 1), "ntx_high_not_low": (1, 1), "ntx_elevated": (2, 2),
          "balp_activity_high": (1, 0)}  # fmt: skip


def test_muscle_is_that_of_the_scan_nearest_to_index_by_each_set() -> None:
    cohort = cohort_of({"a": {"died": 100}, "b": {"died": 100}})
    scans = [("a", -50, False), ("a", 10, True), ("b", 61, True), ("b", -200, True)]
    rows = [
        {"patient_id": who, "measured_on": day(on), "cutoff_set": "prado08", "is_sarcopenic": low,
         "body_composition_row": f"{who}{on}"}
        for who, on, low in scans
    ]  # fmt: skip
    told = hazards(cohort, sarcopenia=drawn("sarcopenia", rows))
    assert told["sarcopenia_prado08"]["patient_count"] == 1
    assert told["sarcopenia_prado08"]["exposed_patient_years"] == pytest.approx(90 / 365.25)
    assert told["sarcopenia_derstine18"]["patient_count"] == 0


def test_kras_is_compared_from_stage_iv_with_bone_metastasis_then() -> None:
    bone = {"bone": 0, "died": 100}
    frame = profiles(
        (2, {"kras_result": "negative", **bone}), (3, {"kras_result": "positive", **bone}),
        (4, {"kras_result": "not_done", **bone}), (5, {"kras_result": "negative", "died": 100}),
        (6, {"kras_result": "positive", "bone": 31, "died": 100}),
    )  # fmt: skip
    row = hazards(cohort_of({}), disease_profile=frame)["kras_wild_type"]
    assert (row["exposed_patient_count"], row["unexposed_patient_count"]) == (2, 3)


def test_kras_with_late_entry_from_stage_iv_is_what_newtons_method_gives() -> None:
    random, crowds, periods = Random(2), [], []
    for number in range(60):
        stage_iv, seen_from = random.randint(0, 40), random.randint(0, 90)
        died = max(stage_iv, seen_from) + random.randint(1, 200)
        is_wild = number % 2 == 0
        told = {"kras_result": "negative" if is_wild else "positive", "stage_iv": stage_iv,
                "bone": stage_iv, "entry": seen_from, "died": died}  # fmt: skip
        crowds.append((1, {**told, "has_bone_metastasis_at_stage_iv": True}))
        start = max(seen_from - stage_iv, 0)
        periods.append(Period(f"{number}", float(start), float(died - stage_iv), True, is_wild))
    row = hazards(cohort_of({}), disease_profile=profiles(*crowds))["kras_wild_type"]
    assert row["hazard_ratio"] == pytest.approx(exp(fit(periods).coef), rel=1e-8)


def doses(*rows: tuple[str, str, int]) -> pl.DataFrame:
    told = [
        {"exposure_id": f"{who}{on}{agent}", "patient_id": who, "atc_code": agent,
         "started_on": day(on)}
        for who, agent, on in rows
    ]  # fmt: skip
    return drawn("bone_agent_exposure", told)


def test_denosumab_against_zoledronate_from_the_first_dose_until_a_switch() -> None:
    people = {who: {"died": 100, "agent": 20} for who in "abc"} | {"d": {"died": 100}}
    told = doses(("a", "M05BX04", 20), ("b", "M05BA08", 20), ("b", "M05BX04", 60),
                 ("c", "M05BA03", 20))  # fmt: skip
    rows = hazards(cohort_of(people), bone_agent_exposure=told)
    row = rows["denosumab_not_zoledronate"]
    assert row["exposed_patient_years"] == pytest.approx(80 / 365.25)
    assert row["unexposed_patient_years"] == pytest.approx(40 / 365.25)
    assert (row["exposed_outcome_count"], row["unexposed_outcome_count"]) == (1, 0)
    assert rows["bone_agent_since"]["exposed_patient_years"] == pytest.approx(240 / 365.25)
    assert rows["bone_agent_since"]["unexposed_patient_years"] == pytest.approx(160 / 365.25)


def test_row_order_changes_no_digit() -> None:
    people = deaths(120, seed=3)
    random = Random(9)
    since = {who: random.randint(0, 100) for who in people if random.random() < 0.5}
    tables = {
        "cohort": cohort_of(people),
        "hypercalcaemia_episode": episodes(since),
        "skeletal_event": drawn("skeletal_event", [event(who, on) for who, on in since.items()]),
    }
    turned = {
        name: table.sample(fraction=1, shuffle=True, seed=4) for name, table in tables.items()
    }
    rest = {name: table for name, table in empty_of(TABLES).items() if name not in tables}
    assert death_hazard(**tables, **rest).equals(death_hazard(**turned, **rest))


def test_the_caveat_says_that_nothing_is_adjusted() -> None:
    assert "confounded" in str(PUBLISHED["death_hazard"].caveat)
