"""What must hold for any history, and agreement with the slow second opinion."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import oracle
from tests.support.oracle import History, Person
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

Test = Callable[..., None]

CURVE = ["estimate", "std_err", "lower", "upper"]
MEAN_COLUMNS = {"id": "id", "start": "start", "stop": "stop", "event": "event"}


def for_all(*histories: st.SearchStrategy) -> Callable[[Test], Test]:
    """The same examples in every run, so that a failure is never somebody else's."""
    chosen = settings(deadline=None, max_examples=40, derandomize=True, database=None)
    return lambda test: chosen(given(*histories)(test))


@st.composite
def some_people(draw: st.DrawFn, late: bool = True) -> list[History]:
    """A few people on few days, so that ties, late entry and empty risk sets are common."""
    people = []
    for _ in range(draw(st.integers(1, 14))):
        entry = draw(st.integers(0, 5)) if late else 0
        stay = draw(st.integers(1, 8))
        people.append(History(entry + stay, draw(st.integers(0, 3)), entry))
    return people


@st.composite
def some_persons(draw: st.DrawFn) -> list[Person]:
    """A few people with events, some dead, some late, some with an event on their last day."""
    persons = []
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, 4))
        end = start + draw(st.integers(1, 9))
        events = draw(st.sets(st.integers(start + 1, end), max_size=4))
        persons.append(Person(start, end, tuple(sorted(events)), draw(st.booleans())))
    return persons


def frame_of(people: list[History]) -> pl.DataFrame:
    rows = [(person.entry, person.time, person.status) for person in people]
    schema = {"entry": pl.Int64, "time": pl.Int64, "status": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def frame_of_persons(persons: list[Person]) -> pl.DataFrame:
    """One row a period, ending at each event and at the end."""
    rows = []
    for number, person in enumerate(persons):
        stops = sorted({*person.events, person.end})
        for start, stop in zip([person.start, *stops], stops, strict=False):
            dies = person.died and stop == person.end
            rows.append((number, start, stop, stop in person.events, dies))
    schema = ["id", "start", "stop", "event", "death"]
    return pl.DataFrame(rows, schema=schema, orient="row")


def close(found: pl.Series, expected: list[float | None], tolerance: float = 1e-9) -> None:
    assert found.is_null().to_list() == [value is None for value in expected]
    known = [value for value in expected if value is not None]
    np.testing.assert_allclose(found.drop_nulls(), known, rtol=0, atol=tolerance)


def same(one: pl.DataFrame, other: pl.DataFrame, tolerance: float = 1e-9) -> None:
    """Equal frames but for rounding."""
    assert one.columns == other.columns
    for name in one.columns:
        if one[name].dtype.is_float():
            close(one[name], other[name].to_list(), tolerance)
        else:
            assert one[name].equals(other[name])


# --- against the slow second opinion -------------------------------------------------------------


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


# --- what must hold for any history --------------------------------------------------------------


@for_all(some_people())
def test_causes_and_event_free_are_everybody(people):
    frame = frame_of(people)
    every = cumulative_incidence(frame, entry="entry").group_by("time", maintain_order=True)
    event_free = kaplan_meier(frame, entry="entry")["estimate"].to_numpy()
    total = every.agg(pl.col("estimate").sum())["estimate"].to_numpy() + event_free
    np.testing.assert_allclose(total, 1, rtol=0, atol=1e-12)


@for_all(some_people(), st.randoms())
def test_order_of_rows_changes_nothing(people, random):
    frame = frame_of(people)
    order = random.sample(range(len(people)), len(people))
    for estimate in (cumulative_incidence, kaplan_meier, survival_quantiles):
        same(estimate(frame, entry="entry"), estimate(frame[order], entry="entry"))


@for_all(some_persons(), st.randoms())
def test_order_of_rows_changes_no_mean(persons, random):
    frame = frame_of_persons(persons)
    order = random.sample(range(frame.height), frame.height)
    columns = {**MEAN_COLUMNS, "death": "death"}
    same(ghosh_lin(frame, **columns), ghosh_lin(frame[order], **columns), 1e-7)


@for_all(some_people(), st.integers(1, 10_000_000))
def test_a_later_origin_moves_the_days_and_nothing_else(people, shift):
    frame = frame_of(people)
    moved = frame.with_columns(pl.col("entry", "time") + shift)
    for estimate in (cumulative_incidence, kaplan_meier):
        back = estimate(moved, entry="entry").with_columns(pl.col("time") - shift)
        same(estimate(frame, entry="entry"), back)


@for_all(some_people(), st.sampled_from([0.5, 0.1, 1 / 3]))
def test_time_in_parts_of_a_day_changes_nothing_but_the_unit(people, unit):
    frame = frame_of(people)
    parts = frame.with_columns(pl.col("entry", "time") * unit)
    for estimate in (cumulative_incidence, kaplan_meier):
        whole = estimate(frame, entry="entry").with_columns(pl.col("time") * unit)
        same(whole, estimate(parts, entry="entry"))


@for_all(some_people())
def test_everybody_twice_leaves_the_estimate_and_narrows_the_error(people):
    frame = frame_of(people)
    once = cumulative_incidence(frame, entry="entry")
    twice = cumulative_incidence(pl.concat([frame, frame]), entry="entry")
    close(twice["estimate"], once["estimate"].to_list())
    np.testing.assert_allclose(2 * twice["std_err"] ** 2, once["std_err"] ** 2, atol=1e-12)


@for_all(some_persons())
def test_everybody_twice_leaves_the_mean(persons):
    once = ghosh_lin(frame_of_persons(persons), **MEAN_COLUMNS, death="death")
    twice = ghosh_lin(frame_of_persons(persons * 2), **MEAN_COLUMNS, death="death")
    close(twice["estimate"], once["estimate"].to_list())


@for_all(some_people(late=False))
def test_incidence_is_at_most_one_minus_a_curve_that_censors_the_rest(people):
    frame = frame_of(people)
    naive = kaplan_meier(frame.with_columns(status=(pl.col("status") == 1)))
    incidence = cumulative_incidence(frame).filter(cause=1)
    assert (incidence["estimate"] <= 1 - naive["estimate"] + 1e-12).all()


@for_all(some_people(late=False))
def test_entry_of_everybody_at_the_start_is_no_entry(people):
    frame = frame_of(people)
    for variance in ("jackknife", "greenwood", "cuminc"):
        given_entry = cumulative_incidence(frame, entry="entry", variance=variance)
        same(given_entry, cumulative_incidence(frame, variance=variance), 1e-7)
    same(kaplan_meier(frame, entry="entry"), kaplan_meier(frame))


@for_all(some_persons())
def test_mean_under_death_is_at_most_the_naive_mean(persons):
    frame = frame_of_persons(persons)
    naive = mean_cumulative_function(frame, **MEAN_COLUMNS)
    with_death = ghosh_lin(frame, **MEAN_COLUMNS, death="death")
    assert (with_death["estimate"] <= naive["estimate"] + 1e-12).all()


@for_all(some_persons())
def test_cutting_a_period_in_two_changes_nothing(persons):
    frame = frame_of_persons(persons)
    long = pl.col("stop") - pl.col("start") > 1
    early = frame.filter(long).with_columns(pl.col("stop") - 1, event=False, death=False)
    late = frame.with_columns(start=pl.when(long).then(pl.col("stop") - 1).otherwise("start"))
    columns = {**MEAN_COLUMNS, "death": "death"}
    whole, cut = (ghosh_lin(f, **columns) for f in (frame, pl.concat([early, late])))
    same(whole, cut.join(whole, on=["group", "time"], how="semi", maintain_order="left"), 1e-7)


@for_all(some_people(), some_people())
def test_a_group_is_estimated_as_if_alone(ours, theirs):
    frames = {"a": frame_of(ours), "b": frame_of(theirs)}
    both = pl.concat(frame.with_columns(group=pl.lit(name)) for name, frame in frames.items())
    for estimate in (kaplan_meier, survival_quantiles):
        together = estimate(both, entry="entry", group="group")
        for name, frame in frames.items():
            alone = estimate(frame, entry="entry").with_columns(group=pl.lit(name))
            same(together.filter(group=name), alone)


@for_all(some_people(late=False), some_people(late=False))
def test_names_and_order_of_groups_do_not_matter_to_a_test(ours, theirs):
    first = pl.concat(
        [frame_of(ours).with_columns(group=1), frame_of(theirs).with_columns(group=2)]
    )
    second = first.with_columns(group=pl.col("group").replace_strict({1: "z", 2: "a"}))
    same(log_rank(first, group="group"), log_rank(second, group="group"))
    same(gray_test(first), gray_test(second), 1e-7)


@for_all(some_people())
def test_limits_hold_the_estimate_and_stay_within_0_and_1(people):
    for conf_type in ("log-log", "log", "plain", "logit"):
        curve = cumulative_incidence(frame_of(people), entry="entry", conf_type=conf_type)
        known = curve.drop_nulls(CURVE)
        assert (known["lower"] <= known["estimate"] + 1e-12).all()
        assert (known["estimate"] <= known["upper"] + 1e-12).all()
        assert known.select(pl.col("lower", "upper").is_between(0, 1).all()).row(0) == (True, True)
        assert not any(curve[name].is_nan().any() for name in CURVE)


@pytest.mark.parametrize("size", [0, 1, 2, 1000])
def test_windows_on_long_and_short_series(size):
    events = pl.DataFrame({"id": [1] * size, "day": range(size)}, schema_overrides={"id": pl.Int64})
    counted = count_with_window(events, id="id", day="day")["counted"]
    assert counted.sum() == -(-size // 21)
