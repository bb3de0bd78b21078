"""What callers rely on: columns, types, order, sentences of refusal, and a quick import."""

import inspect
import re
import subprocess
import sys

import polars as pl
import pytest

from tests.support.few_people import PEOPLE, PERIODS, RECURRENT
from transforms import statistics
from transforms.statistics import (
    count_with_window,
    cox,
    cumulative_incidence,
    event_rate,
    ghosh_lin,
    gray_test,
    kaplan_meier,
    log_rank,
    logistic,
    mantel_haenszel,
    mean_cumulative_function,
    odds_ratio,
    proportion,
    rate_ratio,
    restricted_mean,
    robust_event_rate,
    robust_rate_ratio,
    survival_quantiles,
)

LIMITS = ["estimate", "lower", "upper"]
RATIO = [*LIMITS, "p_value"]
TEST = ["statistic", "df", "p_value"]
COUNTS = ["n_risk", "n_event", "n_censor"]
CURVE = ["estimate", "std_err", "lower", "upper"]
MEAN = ["group", "time", "n_risk", "n_event", *CURVE]
STRATA = pl.DataFrame({"a": [5, 7], "b": [3, 2], "c": [1, 4], "d": [6, 8]})
LOGISTIC = ["term", "coef", "odds_ratio", "std_err", "lower", "upper", "p_value", "reason"]
COX = ["term", "coef", "hazard_ratio", "std_err", "robust_std_err", "lower", "upper", "p_value"]

RESULTS = {
    "cumulative_incidence": (
        lambda: cumulative_incidence(PEOPLE, entry="entry", group="group"),
        ["group", "time", "cause", *COUNTS, *CURVE],
    ),
    "kaplan_meier": (
        lambda: kaplan_meier(PEOPLE, entry="entry", group="group"),
        ["group", "time", *COUNTS, *CURVE],
    ),
    "survival_quantiles": (
        lambda: survival_quantiles(PEOPLE, group="group"),
        ["group", "q", *LIMITS],
    ),
    "restricted_mean": (
        lambda: restricted_mean(PEOPLE, group="group", tau=6),
        ["group", "estimate", "std_err"],
    ),
    "log_rank": (lambda: log_rank(PEOPLE, group="group"), TEST),
    "gray_test": (lambda: gray_test(PEOPLE), TEST),
    "mean_cumulative_function": (
        lambda: mean_cumulative_function(PERIODS, **RECURRENT, group="group"),
        MEAN,
    ),
    "ghosh_lin": (lambda: ghosh_lin(PERIODS, **RECURRENT, death="death", group="group"), MEAN),
    "event_rate": (lambda: event_rate(3, 1000), LIMITS),
    "robust_event_rate": (
        lambda: robust_event_rate(PERIODS, id="id", events="event", days="stop"),
        LIMITS,
    ),
    "robust_rate_ratio": (
        lambda: robust_rate_ratio(PERIODS, id="id", events="event", days="stop", exposed="death"),
        RATIO,
    ),
    "rate_ratio": (lambda: rate_ratio(3, 1000, 5, 900), LIMITS),
    "odds_ratio": (lambda: odds_ratio(3, 4, 5, 6), RATIO),
    "mantel_haenszel": (lambda: mantel_haenszel(STRATA), RATIO),
    "proportion": (lambda: proportion(3, 10), LIMITS),
    "cox": (lambda: cox(PEOPLE, stop="time", event="event", covariates=["x"]), COX),
    "logistic": (lambda: logistic(PEOPLE, outcome="event", covariates=["x"]), LOGISTIC),
    "count_with_window": (
        lambda: count_with_window(PERIODS, id="id", day="stop"),
        [*PERIODS.columns, "counted"],
    ),
}


# What a caller may write, whatever else an estimator takes: names, and the values left out.
CALLS = {
    "cumulative_incidence": "frame, time=time, status=status, entry=None, group=None, "
    "conf_type=log-log, variance=jackknife",
    "gray_test": "frame, time, status, group, cause=1, rho=0, strata=None",
    "kaplan_meier": "frame, time=time, status=status, entry=None, group=None, conf_type=log-log",
    "survival_quantiles": "frame, q=(0.25, 0.5, 0.75)",
    "restricted_mean": "frame, tau",
    "log_rank": "frame, rho=0, strata=None",
    "mean_cumulative_function": "frame, id, start, stop, event, group=None",
    "ghosh_lin": "frame, id, start, stop, event, death, group=None",
    "count_with_window": "frame, id, day, window=21",
    "event_rate": "events, person_days, level=0.95",
    "robust_event_rate": "frame, id, events, days",
    "rate_ratio": "events_a, days_a, events_b, days_b, method=exact, level=0.95",
    "odds_ratio": "a, b, c, d, method=woolf",
    "mantel_haenszel": "frame",
    "cox": "frame, start=None, stop, event, covariates, cluster=None, strata=None, ties=efron",
}


@pytest.mark.parametrize("name", CALLS)
def test_it_is_called_by_these_names_and_the_rest_may_be_left_out(name):
    parameters = inspect.signature(getattr(statistics, name)).parameters
    asked = dict(part.partition("=")[::2] for part in re.split(r", (?=[a-z])", CALLS[name]))
    assert list(asked) == [known for known in parameters if known in asked]
    for known, parameter in parameters.items():
        if asked.get(known):
            assert str(parameter.default) == asked[known]
        elif known not in asked:
            assert parameter.default is not inspect.Parameter.empty or known == "group"


@pytest.mark.parametrize("name", CALLS)
def test_everything_but_the_frame_or_the_counts_is_said_by_name(name):
    first, *rest = inspect.signature(getattr(statistics, name)).parameters.values()
    by_name = {parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in rest}
    assert by_name <= {first.name == "frame"}


def test_every_estimator_is_under_contract():
    assert {*RESULTS, "InvalidHistories"} == {*statistics.__all__}


@pytest.mark.parametrize("name", RESULTS)
def test_columns_are_exactly_these_and_nothing_is_nan(name):
    compute, columns = RESULTS[name]
    found = compute()
    assert found.columns == columns
    assert not any(column.is_nan().any() for column in found if column.dtype.is_float())


def test_rows_are_in_order_of_group_cause_and_time():
    curve = cumulative_incidence(PEOPLE, group="group")
    assert curve.equals(curve.sort("group", "cause", "time"))
    assert curve["group"].unique(maintain_order=True).to_list() == ["a", "b"]


def test_without_groups_there_is_one_named_all():
    assert kaplan_meier(PEOPLE)["group"].unique().to_list() == ["all"]


def test_whole_days_stay_whole_and_others_stay_real():
    assert cumulative_incidence(PEOPLE)["time"].dtype == pl.Int64
    halves = PEOPLE.with_columns(pl.col("time") - 0.5)
    assert cumulative_incidence(halves)["time"].to_list()[:2] == [2.5, 3.5]


def test_causes_that_somebody_elsewhere_has_are_listed_for_every_group():
    curve = cumulative_incidence(PEOPLE.with_columns(status=pl.Series([1, 1, 0, 1, 1, 2])))
    assert curve["cause"].unique().to_list() == [1, 2]


@pytest.mark.parametrize("dtype", [pl.Categorical, pl.Enum(["c", "b", "a"]), pl.String])
def test_groups_of_any_text_type_give_the_same(dtype):
    frame = PEOPLE.with_columns(pl.col("group").cast(dtype))
    for estimate in (cumulative_incidence, survival_quantiles):
        assert estimate(frame, group="group").equals(estimate(PEOPLE, group="group"))
    assert gray_test(frame).equals(gray_test(PEOPLE))


@pytest.mark.parametrize("labels", [{"a": 2, "b": 10}, {"a": -7, "b": 9}, {"a": 3, "b": 99_999}])
def test_groups_may_be_numbers_and_are_in_order_of_their_text(labels):
    numbered = PEOPLE.with_columns(pl.col("group").replace_strict(labels))
    texts = PEOPLE.with_columns(
        pl.col("group").replace_strict({k: str(v) for k, v in labels.items()})
    )
    for estimate in (kaplan_meier, restricted_mean):
        options = {"tau": 6} if estimate is restricted_mean else {}
        found = estimate(numbered, group="group", **options)
        assert found.equals(estimate(texts, group="group", **options))
        assert found["group"].is_sorted()


def test_nobody_gives_empty_frames_and_undefined_tests():
    nobody = PEOPLE.clear()
    for estimate in (cumulative_incidence, kaplan_meier, survival_quantiles):
        assert estimate(nobody, group="group").is_empty()
        assert estimate(nobody).is_empty()
        assert estimate(nobody).columns == estimate(PEOPLE).columns
    assert restricted_mean(nobody, tau=1).is_empty()
    assert mean_cumulative_function(PERIODS.clear(), **RECURRENT).is_empty()
    assert gray_test(nobody).row(0) == (None, 0, None)
    assert log_rank(nobody, group="group", strata="group").row(0) == (None, 0, None)
    assert count_with_window(PERIODS.clear(), id="id", day="stop").is_empty()


def test_one_group_or_none_that_meet_give_an_undefined_test():
    alone = PEOPLE.filter(group="a")
    assert log_rank(alone, group="group").row(0) == (None, 0, None)
    apart = pl.DataFrame({"time": [1, 5], "status": [0, 1], "group": ["a", "b"]})
    assert log_rank(apart, group="group").row(0) == (None, 0, None)
    assert gray_test(apart).row(0) == (None, 0, None)


def test_a_cause_nobody_has_gives_an_undefined_test():
    assert gray_test(PEOPLE, cause=7)["statistic"].to_list() == [None]


def test_a_covariate_that_separates_the_events_has_no_estimate():
    people = pl.DataFrame({"t": [1, 2, 3], "e": [1, 1, 0], "x": [1, 0, 0]})
    (row,) = cox(people, stop="t", event="e", covariates=["x"]).to_dicts()
    assert [row[name] for name in COX[1:]] == [None] * 7


def test_a_covariate_that_others_determine_has_no_estimate():
    people = PEOPLE.with_columns(twice=2 * pl.col("x"))
    found = cox(people, stop="time", event="event", covariates=["x", "twice"])
    assert found["coef"].is_null().to_list() == [False, True]


def test_one_cluster_alone_has_no_limits():
    people = PEOPLE.with_columns(hospital=1)
    (row,) = cox(
        people, stop="time", event="event", covariates=["x"], cluster="hospital"
    ).to_dicts()
    assert row["coef"] is not None
    assert (row["lower"], row["upper"], row["p_value"]) == (None, None, None)


def test_odds_ratio_without_exposed_or_with_everybody_ill_is_null():
    assert odds_ratio(0, 0, 3, 4).row(0) == (None,) * 4
    assert odds_ratio(3, 0, 4, 0, method="exact").row(0) == (None,) * 4
    assert odds_ratio(3, 0, 2, 4, method="exact").row(0)[0] is None
    assert mantel_haenszel(STRATA.with_columns(a=0)).row(0) == (None,) * 4


def test_importing_the_estimators_imports_no_slow_library():
    slow = "{'scipy', 'statsmodels', 'numba', 'survival', 'pandas'}"
    code = f"import sys, transforms.statistics; print(sorted({slow} & sys.modules.keys()))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
