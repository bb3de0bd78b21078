"""Cumulative incidence and Gray's test equal R on every data set."""

import numpy as np
import polars as pl
import pytest

from tests.oracles.r_results import CAUSES, assert_equal, by_cause, histories, r_result
from transforms.statistics import cumulative_incidence, gray_test, kaplan_meier, restricted_mean

KEYS = ["group", "cause", "time"]
EVERYBODY_FROM_THE_START = ["mgus2", "colon", "sre_a__first_sre"]


@pytest.mark.parametrize("conf_type", ["log-log", "log", "plain", "logit"])
@pytest.mark.parametrize("data", CAUSES)
def test_incidence_jackknife_error_and_limits_are_those_of_survfit(data, conf_type):
    frame, entry = histories(data)
    expected = by_cause(data, "aj_survfit").filter(pl.col("conf_type") == conf_type)
    ours = cumulative_incidence(frame, entry=entry, group="group", conf_type=conf_type)
    assert ours.height == expected.height
    assert_equal(ours, expected.drop("conf_type", "event_free", "event_free_se"), KEYS)


@pytest.mark.parametrize("data", CAUSES)
def test_event_free_probability_is_that_of_survfit(data):
    frame, entry = histories(data)
    expected = by_cause(data, "aj_survfit").filter(pl.col("conf_type") == "plain", cause=1)
    columns = {"event_free": "estimate", "event_free_se": "std_err"}
    expected = expected.select("group", "time", *columns).rename(columns)
    ours = kaplan_meier(frame, entry=entry, group="group")
    assert_equal(ours, expected.drop("std_err"), ["group", "time"])
    if entry is None:  # under late entry survfit's jackknife is not Greenwood's variance
        assert_equal(ours, expected.filter(pl.col("estimate") > 0), ["group", "time"])


@pytest.mark.parametrize("data", CAUSES)
def test_greenwood_error_and_plain_limits_are_those_of_etm(data):
    frame, entry = histories(data)
    expected = by_cause(data, "aj_etm").select(
        *KEYS,
        "estimate",
        "n_risk",
        "n_event",
        std_err=pl.col("var").sqrt(),
        lower="lower_plain",
        upper="upper_plain",
    )
    ours = cumulative_incidence(
        frame, entry=entry, group="group", conf_type="plain", variance="greenwood"
    )
    assert_equal(ours, expected, KEYS)


@pytest.mark.parametrize("data", EVERYBODY_FROM_THE_START)
def test_greenwood_error_and_counts_are_those_of_prodlim(data):
    frame, _ = histories(data)
    # prodlim divides by zero when the last one at risk has an event; survfit does not, nor do we
    expected = by_cause(data, "aj_prodlim").filter(pl.col("std_err").is_not_null())
    ours = cumulative_incidence(frame, group="group", conf_type="plain", variance="greenwood")
    assert_equal(ours, expected, KEYS)


@pytest.mark.parametrize("data", EVERYBODY_FROM_THE_START)
def test_cuminc_error_is_that_of_cmprsk_at_every_step(data):
    frame, _ = histories(data)
    expected = (
        by_cause(data, "cuminc_steps")
        .filter(pl.col("time") > 0)
        .group_by(KEYS)
        .agg(pl.col("estimate", "var").sort_by("row").last())
        .select(*KEYS, "estimate", std_err=pl.col("var").sqrt())
    )
    ours = cumulative_incidence(frame, group="group", variance="cuminc")
    assert_equal(ours, expected, KEYS)


@pytest.mark.parametrize("data", EVERYBODY_FROM_THE_START)
def test_cuminc_error_is_that_of_cmprsk_at_any_time(data):
    frame, _ = histories(data)
    asked = by_cause(data, "cuminc_timepoints").with_columns(pl.col("time").cast(pl.Int64))
    asked = asked.rename({"estimate": "expected"}).sort("time")
    ours = cumulative_incidence(frame, group="group", variance="cuminc").sort("time")
    both = asked.join_asof(ours, on="time", by=["group", "cause"], check_sortedness=False)
    np.testing.assert_allclose(both["estimate"], both["expected"], rtol=0, atol=1e-10)
    np.testing.assert_allclose(both["std_err"], both["var"].sqrt(), rtol=0, atol=1e-10)


@pytest.mark.parametrize("data", EVERYBODY_FROM_THE_START)
def test_area_under_the_curves_is_the_mean_time_in_each_state_of_survfit(data):
    frame, _ = histories(data)
    expected = r_result(f"{data}__rmtl_survfit").with_columns(
        group=pl.col("row").str.extract(r"^group=(.*), "),
        state=pl.col("row").str.extract(r", (.*)"),
    )
    tau = expected["tau"][0]
    event_free = restricted_mean(frame, group="group", tau=tau)
    lost = cumulative_incidence(frame, group="group")
    for state, place in {"(s0)": 0, **{c: n + 1 for n, c in enumerate(CAUSES[data])}}.items():
        areas = event_free if place == 0 else _area(lost.filter(cause=place), tau)
        rows = expected.filter(state=state).select("group", estimate="rmean")
        assert_equal(areas, rows, ["group"], tolerance=1e-9)  # of some 1000 days


def _area(curve: pl.DataFrame, tau: float) -> pl.DataFrame:
    until = pl.col("time").shift(-1, fill_value=tau).clip(upper_bound=tau).over("group")
    kept = curve.filter(pl.col("time") < tau)
    width = until - pl.col("time")
    return kept.group_by("group").agg(estimate=(width * pl.col("estimate")).sum())


@pytest.mark.parametrize("data", EVERYBODY_FROM_THE_START)
def test_gray_test_is_that_of_cmprsk(data):
    frame, _ = histories(data)
    for row in by_cause(data, "gray_test").iter_rows(named=True):
        strata = "strata" if str(row["stratified"]).lower() == "true" else None
        ours = gray_test(frame, cause=row["cause"], rho=row["rho"], strata=strata).row(0)
        np.testing.assert_allclose(ours[0], row["statistic"], rtol=1e-8)
        assert ours[1] == row["df"]
        np.testing.assert_allclose(ours[2], row["p_value"], rtol=1e-8)
