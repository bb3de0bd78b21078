"""Tests of groups of people who enter late: against Cox, against loops, and under no difference."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survival import coxph

from tests.support import oracle
from tests.support.oracle import History
from transforms.statistics import InvalidHistories, gray_test, log_rank

GROUPS = ["a", "b", "c"]


def people(seed: int, size: int, groups: list[str]) -> pl.DataFrame:
    """People without ties, of whom about half enter late; one in three is censored."""
    draws = np.random.default_rng(seed)
    entry = np.maximum(draws.exponential(60, size) - 60, 0).round(9)
    return pl.DataFrame(
        {
            "entry": entry,
            "time": entry + draws.exponential(200, size) + 0.1,
            "status": draws.integers(0, 3, size),
            "group": draws.choice(groups, size),
        }
    )


def histories(frame: pl.DataFrame) -> dict[str, list[History]]:
    rows = frame.sort("group").group_by("group", maintain_order=True)
    return {
        str(name): [
            History(row["time"], row["status"], row["entry"]) for row in part.iter_rows(named=True)
        ]
        for (name,), part in rows
    }


def last_day(frame: pl.DataFrame) -> float:
    return float(frame.select(pl.col("time").max()).item())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("groups", [GROUPS[:2], GROUPS])
def test_without_ties_it_is_the_score_test_of_cox_on_entry_to_exit(
    seed: int, groups: list[str]
) -> None:
    frame = people(seed, 80, groups)
    terms = [f"is_{name}" for name in groups[1:]]
    data = {
        "entry": frame["entry"].to_list(),
        "time": frame["time"].to_list(),
        "event": (frame["status"] > 0).cast(pl.Int64).to_list(),
        **{
            term: (frame["group"] == name).cast(pl.Int64).to_list()
            for term, name in zip(terms, groups[1:], strict=True)
        },
    }
    cox = coxph(f"Surv(entry, time, event) ~ {' + '.join(terms)}", data)
    ours = log_rank(frame, entry="entry", group="group").row(0)
    assert ours[0] == pytest.approx(cox.score, rel=1e-8)
    assert ours[1] == len(terms)


@pytest.mark.parametrize("seed", range(8))
def test_early_days_can_weigh_more_and_late_entry_is_in_the_weights_too(seed: int) -> None:
    frame = people(seed, 40, GROUPS[:2])
    for rho in (0, 1):
        found = log_rank(frame, entry="entry", group="group", rho=rho)["statistic"].item()
        assert found == pytest.approx(oracle.log_rank_of_two(histories(frame), rho), rel=1e-9)


def test_someone_who_enters_late_is_not_compared_before() -> None:
    """Two of group a, one of whom enters on day 150; two of b."""
    frame = pl.DataFrame(
        {
            "entry": [0, 0, 150, 0],
            "time": [100, 200, 300, 400],
            "status": [1, 1, 1, 1],
            "group": ["a", "b", "a", "b"],
        }
    )
    # at risk of a: 1 of 3 on day 100, 1 of 3 on day 200 (the late one), 1 of 2, none of 1
    expected = 1 / 3 + 1 / 3 + 1 / 2
    variance = 2 / 9 + 2 / 9 + 1 / 4
    found = log_rank(frame, entry="entry", group="group").row(0)
    assert found[0] == pytest.approx((2 - expected) ** 2 / variance)


@st.composite
def late_groups(draw: st.DrawFn) -> dict[str, list[History]]:
    """Two groups of a few people on few days: ties, late entry, days when nobody is at risk."""
    groups: dict[str, list[History]] = {}
    for name in GROUPS[:2]:
        entries = draw(st.lists(st.integers(0, 5), min_size=1, max_size=12))
        groups[name] = [
            History(entry + draw(st.integers(1, 8)), draw(st.integers(0, 2)), entry)
            for entry in entries
        ]
    return groups


def frame_of(groups: dict[str, list[History]]) -> pl.DataFrame:
    rows = [
        (person.entry, person.time, person.status, name)
        for name, members in groups.items()
        for person in members
    ]
    return pl.DataFrame(rows, schema=["entry", "time", "status", "group"], orient="row")


@settings(deadline=None, max_examples=100, derandomize=True, database=None)
@given(late_groups(), st.sampled_from([0, 1]))
def test_log_rank_equals_the_loops_whatever_the_ties(
    groups: dict[str, list[History]], rho: int
) -> None:
    found = log_rank(frame_of(groups), entry="entry", group="group", rho=rho)["statistic"].item()
    expected = oracle.log_rank_of_two(groups, rho)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-9))


@settings(deadline=None, max_examples=60, derandomize=True, database=None)
@given(late_groups())
def test_entry_from_the_start_changes_nothing_and_row_order_neither(
    groups: dict[str, list[History]],
) -> None:
    frame = frame_of(groups)
    from_start = frame.with_columns(entry=0)
    for test in (log_rank, gray_test):
        assert test(from_start, entry="entry", group="group").equals(test(frame, group="group"))
        turned = test(frame.reverse(), entry="entry", group="group")
        assert turned.equals(test(frame, entry="entry", group="group"))


@settings(deadline=None, max_examples=60, derandomize=True, database=None)
@given(late_groups())
def test_waiting_longer_before_observation_changes_nothing(
    groups: dict[str, list[History]],
) -> None:
    """Everybody seven days later: no risk set changes."""
    frame = frame_of(groups)
    later = frame.with_columns(pl.col("entry", "time") + 7)
    for test in (log_rank, gray_test):
        moved, still = (test(each, entry="entry", group="group").row(0) for each in (later, frame))
        assert moved == pytest.approx(still, nan_ok=True)


@pytest.mark.parametrize("seed", range(4))
def test_everybody_twice_at_another_time_doubles_the_statistic(seed: int) -> None:
    """A copy of everybody, after the last of the first, is a second stratum of the same size."""
    frame = people(seed, 60, GROUPS[:2])
    copy = frame.with_columns(pl.col("entry", "time") + last_day(frame))
    once = log_rank(frame, entry="entry", group="group")["statistic"].item()
    twice = log_rank(pl.concat([frame, copy]), entry="entry", group="group")["statistic"].item()
    assert twice == pytest.approx(2 * once, rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_strata_are_compared_each_in_itself(seed: int) -> None:
    """Two strata in one time are the same as one after the other."""
    first, second = people(seed, 60, GROUPS[:2]), people(seed + 100, 60, GROUPS[:2])
    at_once = pl.concat([first.with_columns(s=1), second.with_columns(s=2)])
    after = second.with_columns(pl.col("entry", "time") + last_day(first))
    in_turn = pl.concat([first, after])
    stratified = log_rank(at_once, entry="entry", group="group", strata="s").row(0)
    assert stratified == pytest.approx(log_rank(in_turn, entry="entry", group="group").row(0))


@pytest.mark.parametrize("seed", range(6))
def test_gray_with_late_entry_equals_the_loops(seed: int) -> None:
    frame = people(seed, 60, GROUPS[:2])
    for rho in (0, 1):
        found = gray_test(frame, entry="entry", group="group", rho=rho)["statistic"].item()
        assert found == pytest.approx(oracle.gray_of_two(histories(frame), 1, rho), rel=1e-7)


def test_without_any_difference_gray_with_late_entry_finds_one_in_twenty() -> None:
    """500 studies of 160 people; the entry of one group is much later. 5 %, give or take 1.9."""
    found = []
    for seed in range(500):
        draws = np.random.default_rng(seed)
        late = np.repeat([0, 1], 160)
        entry = draws.uniform(0, 1, 320) * np.where(late, 100, 10)
        frame = pl.DataFrame(
            {
                "entry": entry,
                "time": draws.exponential(150, 320),
                "status": draws.choice([0, 1, 2], 320, p=[0.2, 0.5, 0.3]),
                "group": late,
            }
        ).filter(pl.col("entry") < pl.col("time"))
        found.append(gray_test(frame, entry="entry", group="group")["p_value"].item())
    assert 0.031 <= np.mean(np.array(found) < 0.05) <= 0.069


def test_an_entry_that_is_not_before_the_exit_is_refused() -> None:
    frame = people(0, 5, GROUPS[:2]).with_columns(entry=pl.col("time"))
    for test in (log_rank, gray_test):
        with pytest.raises(InvalidHistories, match="not before 'time'"):
            test(frame, entry="entry", group="group")
