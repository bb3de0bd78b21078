"""Estimates equal those of the slow second opinion, on random histories."""

import numpy as np
import polars as pl
import pytest
from hypothesis import strategies as st

from tests.support import oracle
from tests.support.drawn_people import (
    MEAN_COLUMNS,
    close,
    for_all,
    frame_of,
    frame_of_persons,
    some_people,
    some_persons,
)
from transforms.statistics import (
    count_with_window,
    cumulative_incidence,
    ghosh_lin,
    gray_test,
    kaplan_meier,
    log_rank,
    mean_cumulative_function,
    restricted_mean,
    survival_quantiles,
)


@for_all(some_people())
def test_incidence_and_its_errors_equal_the_loops(people):
    frame = frame_of(people)
    for variance, error in (
        ("jackknife", oracle.incidence_error),
        ("greenwood", oracle.greenwood_error),
        ("cuminc", oracle.gray_error),
    ):
        curve = cumulative_incidence(frame, entry="entry", variance=variance)
        for cause in curve["cause"].unique():
            rows = curve.filter(cause=cause)
            estimate = oracle.incidence(people, cause)
            assert rows["time"].to_list() == list(estimate)
            close(rows["estimate"], [value.real for value in estimate.values()], 1e-12)
            close(rows["std_err"], list(error(people, cause).values()), 1e-7)
            np.testing.assert_allclose(
                rows["std_err"] ** 2,
                np.square(list(error(people, cause).values())),
                rtol=0,
                atol=1e-13,
            )


@for_all(some_people())
def test_counts_equal_the_loops(people):
    curve = cumulative_incidence(frame_of(people), entry="entry")
    for row in curve.to_dicts():
        here = [person for person in people if person.time == row["time"]]
        assert row["n_risk"] == oracle.at_risk(people, row["time"])
        assert row["n_event"] == sum(person.status == row["cause"] for person in here)
        assert row["n_censor"] == sum(person.status == 0 for person in here)


@for_all(some_people())
def test_survival_and_what_is_read_from_it_equal_the_loops(people):
    frame = frame_of(people)
    expected = oracle.survival(people)
    close(kaplan_meier(frame, entry="entry")["estimate"], list(expected.values()), 1e-12)
    shares = [0.25, 0.5, 0.75]
    found = survival_quantiles(frame, entry="entry", q=shares)
    close(found["estimate"], [oracle.quantile(people, share) for share in shares])
    tau = max(expected)
    mean = restricted_mean(frame, entry="entry", tau=tau)
    close(mean["estimate"], [oracle.mean_event_free(people, tau)])


@for_all(some_people(late=False), some_people(late=False), st.sampled_from([0, 1]))
def test_tests_of_two_groups_equal_the_loops(ours, theirs, rho):
    groups = {"a": ours, "b": theirs}
    frame = pl.concat(
        frame_of(people).with_columns(group=pl.lit(g)) for g, people in groups.items()
    )
    close(
        log_rank(frame, group="group", rho=rho)["statistic"],
        [oracle.log_rank_of_two(groups, rho)],
    )
    close(gray_test(frame, rho=rho)["statistic"], [oracle.gray_of_two(groups, 1, rho)], 1e-8)


@for_all(some_persons())
def test_mean_number_of_events_and_its_error_equal_the_loops(persons):
    frame = frame_of_persons(persons)
    for deaths, found in (
        (False, mean_cumulative_function(frame, **MEAN_COLUMNS)),
        (True, ghosh_lin(frame, **MEAN_COLUMNS, death="death")),
    ):
        expected = oracle.mean_events(persons, deaths=deaths)
        error = oracle.mean_events_error(persons, deaths=deaths)
        assert found["time"].to_list() == list(expected)
        close(found["estimate"], [value.real for value in expected.values()], 1e-12)
        np.testing.assert_allclose(
            found["std_err"] ** 2, np.square(list(error.values())), rtol=1e-10, atol=1e-12
        )


@for_all(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 90)), max_size=30),
    st.sampled_from([0, 1, 14, 21, 20.5]),
)
def test_counted_events_equal_the_loop(events, window):
    frame = pl.DataFrame(events, schema={"id": pl.Int64, "day": pl.Int64}, orient="row")
    marked = count_with_window(frame, id="id", day="day", window=window)
    assert marked.drop("counted").equals(frame)
    assert marked["counted"].to_list() == oracle.counted_events(events, window)
    as_text = frame.with_columns(pl.col("id").cast(pl.String), pl.col("day").cast(pl.Float64))
    marked = count_with_window(as_text, id="id", day="day", window=window)
    assert marked["counted"].to_list() == oracle.counted_events(events, window)


@pytest.mark.parametrize("size", [0, 1, 2, 1000])
def test_windows_on_long_and_short_series(size):
    events = pl.DataFrame({"id": [1] * size, "day": range(size)}, schema_overrides={"id": pl.Int64})
    counted = count_with_window(events, id="id", day="day")["counted"]
    assert counted.sum() == -(-size // 21)
