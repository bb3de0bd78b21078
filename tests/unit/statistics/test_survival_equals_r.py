"""Event-free survival, its quantiles and means and the log-rank test equal R."""

import numpy as np
import polars as pl
import pytest

from tests.oracles.r_results import RECURRENT, assert_equal, r_result
from transforms.statistics import kaplan_meier, log_rank, restricted_mean, survival_quantiles

DATA = ["colon_os", "lung"]
KEYS = ["group", "time"]


@pytest.mark.parametrize("conf_type", ["log-log", "log", "plain", "logit", "arcsin"])
@pytest.mark.parametrize("data", DATA)
def test_curve_error_limits_and_counts_are_those_of_survfit(data, conf_type):
    expected = r_result(f"{data}__km").filter(pl.col("conf_type") == conf_type)
    expected = expected.rename({"se_surv": "std_err"}).drop(
        "conf_type", "se_cumhaz_greenwood", "cumhaz_na", "se_na"
    )
    ours = kaplan_meier(r_result(f"{data}__input"), group="group", conf_type=conf_type)
    assert ours.height == expected.height
    assert_equal(ours, expected, KEYS)


@pytest.mark.parametrize("data", RECURRENT)
def test_gap_times_are_those_of_survfit(data):
    rows = r_result(f"{data}__input").with_columns(gap=pl.col("stop") - pl.col("start"))
    expected = r_result(f"{data}__gap_km").rename({"surv": "estimate", "se_surv": "std_err"})
    for number in expected["gap_no"].unique():
        ours = kaplan_meier(rows.filter(enum=number), time="gap", status="event", group="group")
        theirs = expected.filter(gap_no=number).drop("gap_no")
        assert ours.height == theirs.height
        assert_equal(ours, theirs, KEYS)


@pytest.mark.parametrize("data", DATA)
def test_quantiles_and_their_limits_are_those_of_survfit(data):
    frame = r_result(f"{data}__input")
    expected = r_result(f"{data}__quantiles").rename({"prob": "q", "quantile": "estimate"})
    for conf_type in ("log-log", "log", "plain"):
        ours = survival_quantiles(frame, group="group", conf_type=conf_type)
        theirs = expected.filter(pl.col("conf_type") == conf_type).drop("conf_type")
        assert ours.height == theirs.height
        assert_equal(ours, theirs, ["group", "q"])


@pytest.mark.parametrize("data", DATA)
def test_restricted_mean_and_median_are_those_of_survfit(data):
    frame, expected = r_result(f"{data}__input"), r_result(f"{data}__rmst_median")
    for (tau,), theirs in expected.group_by("tau"):
        means = theirs.select("group", estimate="rmst", std_err="se_rmst")
        assert_equal(restricted_mean(frame, group="group", tau=tau), means, ["group"])
    columns = {"median": "estimate", "median_lower": "lower", "median_upper": "upper"}
    medians = theirs.select("group", *columns).rename(columns)
    ours = survival_quantiles(frame, group="group", q=[0.5], conf_type="log")
    assert_equal(ours, medians, ["group"])


@pytest.mark.parametrize("data", DATA)
def test_log_rank_and_peto_peto_are_those_of_survdiff(data):
    frame = r_result(f"{data}__input")
    tests = r_result(f"{data}__logrank").unique(["test", "stratified"])
    assert tests.height == 4
    for row in tests.iter_rows(named=True):
        ours = log_rank(
            frame,
            group="group",
            rho=1 if row["test"] == "peto_peto" else 0,
            strata="stratum" if str(row["stratified"]).lower() == "true" else None,
        ).row(0)
        np.testing.assert_allclose(ours[0], row["chisq"], rtol=1e-8)
        assert ours[1] == row["df"]
        np.testing.assert_allclose(ours[2], row["p_value"], rtol=1e-8)


def test_log_rank_of_two_groups_of_three_is_that_of_survdiff():
    frame = r_result("colon_os__input")
    for row in r_result("colon_os__logrank_pairwise").iter_rows(named=True):
        pair = frame.filter(pl.col("group").is_in([row["a"], row["b"]]))
        ours = log_rank(pair, group="group").row(0)
        np.testing.assert_allclose(ours, (row["chisq"], 1, row["p_value"]), rtol=1e-8)
