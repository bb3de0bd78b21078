"""Followed from the first bone-targeted agent, divided by its name."""

import polars as pl

from tests.support.bone_agent_histories import DENOSUMAB, PAMIDRONATE, ZOLEDRONATE, treated
from tests.support.histories import Patient, derive, hospital, patient
from transforms.published.estimates.by_first_agent import by_first_agent


def given(name: str, *doses: tuple[int, str], last_contact: int = 900) -> Patient:
    told = patient(name, last_contact=last_contact)
    for on, agent in doses:
        told = treated(told, on, agent=agent)
    return told


def named(*people: Patient) -> dict[str, tuple[str, int]]:
    frames = hospital(*people)
    found = by_first_agent(derive("cohort", frames), frames["bone_agent_administration"])
    told = found.select("patient_id", "stratum_value", "from_day").rows()
    return {name: (value, on) for name, value, on in told}


def test_the_name_is_known_from_the_first_dose_and_kept_whatever_comes_later() -> None:
    switched = given("a", (40, ZOLEDRONATE), (70, DENOSUMAB))
    assert named(switched, given("b", (10, DENOSUMAB))) == {
        "a": ("zoledronate", 40),
        "b": ("denosumab", 10),
    }


def test_another_agent_and_two_on_one_day_are_other() -> None:
    both = given("b", (5, ZOLEDRONATE), (5, DENOSUMAB))
    assert named(given("a", (5, PAMIDRONATE)), both) == {"a": ("other", 5), "b": ("other", 5)}


def test_who_never_had_one_or_had_the_dose_of_osteoporosis_only_belongs_to_none() -> None:
    osteoporosis = treated(patient("b"), 5, dose_mg=60.0)
    assert named(patient("a"), osteoporosis) == {}


def test_it_divides_those_followed_from_the_agent_and_nobody_else() -> None:
    """An event before the first dose is not of the agent: nobody can have had it under it."""
    frames = hospital(
        given("a", (100, ZOLEDRONATE)).fracture(50).fracture(200), given("b", (20, DENOSUMAB))
    )
    curves = derive("sre_curve", frames).filter(stratum="first_agent", endpoint="SRE4")
    assert curves["time_origin"].unique().to_list() == ["bone_agent"]
    had = curves.filter(stratum_value="zoledronate", curve_measure="incidence")
    assert had.filter(pl.col("curve_estimate") > 0)["curve_day"].to_list()[0] == 100
    assert derive("sre_incidence_test", frames).filter(stratum="first_agent").is_empty()
    tests = derive("sre_test_since_agent", frames).filter(stratum="first_agent", endpoint="SRE4")
    assert tests["untested_count"].to_list() == [2]
