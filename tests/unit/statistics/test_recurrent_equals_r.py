"""Means and rates of recurrent events and the 21-day rule equal R on every data set."""

import numpy as np
import polars as pl
import pytest

from tests.oracles.r_results import RECURRENT, assert_equal, r_result
from transforms.statistics import (
    count_with_window,
    event_rate,
    ghosh_lin,
    mean_cumulative_function,
    rate_ratio,
)

KEYS = ["group", "time"]
COLUMNS = {"id": "id", "start": "start", "stop": "stop", "event": "event", "group": "group"}
SIMULATED = ["sre_a", "sre_b"]
WITH_DEATHS = ["bladder1", "sre_a__recurrent", "sre_b__recurrent", "continuous_a"]
DAYS_A_YEAR = 365.25


@pytest.mark.parametrize("conf_type", ["log", "plain"])
@pytest.mark.parametrize("data", RECURRENT)
def test_mean_robust_error_and_limits_are_those_of_survfit(data, conf_type):
    expected = r_result(f"{data}__mcf").filter(pl.col("conf_type") == conf_type)
    expected = expected.rename({"mcf": "estimate", "se_robust": "std_err"})
    ours = mean_cumulative_function(r_result(f"{data}__input"), **COLUMNS, conf_type=conf_type)
    assert ours.height == expected.height
    assert_equal(ours, expected.drop("conf_type", "n_censor", "se_poisson_aalen"), KEYS)


@pytest.mark.parametrize("data", WITH_DEATHS)
def test_mean_under_death_and_its_jackknife_error_are_those_of_the_definition(data):
    expected = r_result(f"{data}__ghosh_lin").select(
        *KEYS, "n_risk", "n_event", estimate="mu", std_err="se_ij"
    )
    ours = ghosh_lin(r_result(f"{data}__input"), **COLUMNS, death="death")
    assert_equal(ours, expected, KEYS)
    between = ours.join(expected, on=KEYS, how="anti")  # R lists days of events and deaths only
    assert between["n_event"].sum() == 0


def test_mean_under_death_is_that_of_mets_without_ties():
    expected = r_result("continuous_a__ghosh_lin_mets").select(*KEYS, estimate="mu")
    ours = ghosh_lin(r_result("continuous_a__input"), **COLUMNS, death="death")
    assert_equal(ours, expected, KEYS)


@pytest.mark.parametrize("data", SIMULATED)
def test_counted_events_are_those_of_the_loop_in_r(data):
    events = r_result(f"{data}__events_window21")
    ours = count_with_window(events.drop("counted"), id="id", day="day")
    assert ours["counted"].equals(events["counted"] == 1)


@pytest.mark.parametrize("data", SIMULATED)
def test_rate_of_counted_events_by_group_is_that_of_poisson_test(data):
    patients = r_result(f"{data}__patients__input")
    events = r_result(f"{data}__events_window21").drop("counted")
    counted = count_with_window(events, id="id", day="day").join(patients, on="id")
    for row in r_result(f"{data}__smr").iter_rows(named=True):
        people = patients.filter(group=row["group"])
        own = counted.filter(group=row["group"])
        days = (people["exit"] - people["entry"]).sum()
        assert (people.height, own.height) == (row["patients"], row["events_raw"])
        assert own["counted"].sum() == row["events_counted"]
        rate = event_rate(own["counted"].sum(), days).row(0)
        np.testing.assert_allclose(rate, (row["smr"], row["lower"], row["upper"]), atol=1e-10)


@pytest.mark.parametrize("data", RECURRENT)
def test_exact_limits_of_a_rate_are_those_of_poisson_test(data):
    for row in r_result(f"{data}__rate_exact").iter_rows(named=True):
        ours = event_rate(row["events"], row["person_time"], row["conf_level"]).row(0)
        theirs = np.array([row["rate"], row["lower"], row["upper"]])
        np.testing.assert_allclose(np.array(ours) / DAYS_A_YEAR, theirs, rtol=0, atol=1e-10)


def test_exact_limits_of_a_rate_are_those_of_poisson_test_from_none_to_many_events():
    for row in r_result("poisson_exact_grid").iter_rows(named=True):
        days = row["person_years"] * DAYS_A_YEAR
        ours = event_rate(row["events"], days, row["conf_level"]).row(0)
        theirs = (row["rate"], row["lower"], row["upper"])
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-10)


@pytest.mark.parametrize("data", RECURRENT)
def test_rate_ratios_are_those_of_poisson_test(data):
    rates = r_result(f"{data}__rate_exact").unique("group").rows_by_key("group", named=True)
    for row in r_result(f"{data}__rate_ratio").iter_rows(named=True):
        (a,), (b,) = rates[row["num"]], rates[row["den"]]
        counts = (a["events"], a["person_time"], b["events"], b["person_time"])
        exact, wald = rate_ratio(*counts).row(0), rate_ratio(*counts, method="wald").row(0)
        theirs = [row[name] for name in ("rate_ratio", "exact_lower", "exact_upper")]
        np.testing.assert_allclose(exact, theirs, rtol=0, atol=1e-10)
        theirs = [row[name] for name in ("rate_ratio", "wald_lower", "wald_upper")]
        np.testing.assert_allclose(wald, theirs, rtol=0, atol=1e-10)
