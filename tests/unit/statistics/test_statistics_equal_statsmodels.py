"""A third opinion, where statsmodels computes the same thing."""

import numpy as np
import polars as pl
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import proportion_confint

from transforms.statistics import (
    cumulative_incidence,
    kaplan_meier,
    log_rank,
    odds_ratio,
    proportion,
    robust_event_rate,
    survival_quantiles,
)


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    """The last of them is censored: statsmodels divides by zero where nobody is left."""
    draw = np.random.default_rng(7)
    size = 400
    entry = draw.integers(0, 40, size)
    people = pl.DataFrame(
        {
            "entry": entry,
            "time": entry + draw.integers(1, 120, size),
            "status": draw.choice(3, size, p=[0.3, 0.4, 0.3]),
            "group": draw.choice(["a", "b", "c"], size),
            "stratum": draw.choice(2, size),
        }
    )
    last = pl.col("time") == pl.col("time").max()
    return people.with_columns(status=pl.when(last).then(0).otherwise("status"))


def test_incidence(people):
    theirs = CumIncidenceRight(people["time"].to_numpy(), people["status"].to_numpy())
    ours = cumulative_incidence(people)
    for cause in (1, 2):
        rows = ours.filter(cause=cause)
        at = np.searchsorted(rows["time"], theirs.times)
        np.testing.assert_allclose(rows["estimate"].to_numpy()[at], theirs.cinc[cause - 1])


def test_survival_under_late_entry(people):
    died = (people["status"] > 0).to_numpy()
    # statsmodels has who enters on a day at risk that day: enter half a day later instead
    theirs = SurvfuncRight(people["time"].to_numpy(), died, entry=people["entry"].to_numpy() + 0.5)
    ours = kaplan_meier(people, entry="entry").filter(pl.col("n_event") > 0)
    at = np.searchsorted(theirs.surv_times, ours["time"])
    np.testing.assert_allclose(ours["estimate"], theirs.surv_prob[at], atol=1e-12)
    np.testing.assert_allclose(ours["std_err"], theirs.surv_prob_se[at], atol=1e-12)


def test_median(people):
    theirs = SurvfuncRight(people["time"].to_numpy(), (people["status"] > 0).to_numpy())
    (row,) = survival_quantiles(people, q=[0.5]).to_dicts()
    lower, upper = theirs.quantile_ci(0.5, method="cloglog")
    assert (row["estimate"], row["lower"], row["upper"]) == (theirs.quantile(0.5), lower, upper)


@pytest.mark.parametrize("strata", [None, "stratum"])
def test_log_rank(people, strata):
    columns = [people[name].to_numpy() for name in ("time", "status", "group")]
    columns[1] = columns[1] > 0
    by = None if strata is None else people[strata].to_numpy()
    statistic, p_value = survdiff(*columns, strata=by)
    ours = log_rank(people, group="group", strata=strata).row(0)
    np.testing.assert_allclose((ours[0], ours[2]), (statistic, p_value), rtol=1e-9)


def test_log_rank_with_late_entry(people):
    entry = np.minimum(people["time"].to_numpy() // 3, 40)
    columns = [people[name].to_numpy() for name in ("time", "status", "group")]
    columns[1] = columns[1] > 0
    statistic, p_value = survdiff(*columns, entry=entry)
    late = people.with_columns(entry=pl.Series(entry))
    ours = log_rank(late, entry="entry", group="group").row(0)
    np.testing.assert_allclose((ours[0], ours[2]), (statistic, p_value), rtol=1e-9)


def test_robust_rate_is_that_of_a_poisson_regression():
    draw = np.random.default_rng(3)
    events, days = draw.poisson(2, 60), draw.integers(50, 900, 60)
    fit = GLM(events, np.ones(60), family=Poisson(), exposure=days).fit(cov_type="HC0")
    theirs = np.exp([fit.params[0], *fit.conf_int()[0]]) * 365.25
    frame = pl.DataFrame({"id": range(60), "events": events, "days": days})
    ours = robust_event_rate(frame, id="id", events="events", days="days").row(0)
    np.testing.assert_allclose(ours, theirs, rtol=1e-8)


def test_odds_ratio():
    theirs = Table2x2([[12, 5], [7, 29]])
    ours = odds_ratio(12, 5, 7, 29).row(0)
    np.testing.assert_allclose(ours[:3], (theirs.oddsratio, *theirs.oddsratio_confint()))
    np.testing.assert_allclose(ours[3], theirs.oddsratio_pvalue())


@pytest.mark.parametrize(("events", "n"), [(0, 7), (1, 7), (3, 7), (7, 7), (480, 1000)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_proportion(events, n, level):
    theirs = proportion_confint(events, n, alpha=1 - level, method="wilson")
    np.testing.assert_allclose(proportion(events, n, level).row(0)[1:], theirs, atol=1e-12)
