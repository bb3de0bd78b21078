"""What must not change an estimate, or must change it in a known way, on random histories."""

import numpy as np
import polars as pl
from hypothesis import strategies as st

from tests.support.drawn_people import (
    MEAN_COLUMNS,
    close,
    for_all,
    frame_of,
    frame_of_persons,
    same,
    some_people,
    some_persons,
)
from transforms.statistics import (
    cumulative_incidence,
    ghosh_lin,
    gray_test,
    kaplan_meier,
    log_rank,
    mean_cumulative_function,
    survival_quantiles,
)

CURVE = ["estimate", "std_err", "lower", "upper"]


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
