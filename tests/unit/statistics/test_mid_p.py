"""Mid-p limits of an odds ratio, against the sums that define them."""

from math import comb

import pytest

from transforms.statistics import odds_ratio

TABLES = [(8, 12, 5, 60), (6, 15, 9, 300), (30, 2, 21, 9), (5, 40, 12, 11)]


def tail(table: tuple[int, int, int, int], odds: float, *, more: bool) -> float:
    """Probability of more (fewer) exposed with the outcome than seen, and half of as many."""
    a, b, c, d = table
    seen = range(max(0, a - d), min(a + b, a + c) + 1)
    chance = {x: comb(a + b, x) * comb(c + d, a + c - x) * odds**x for x in seen}
    beyond = sum(chance[x] for x in seen if (x > a if more else x < a))
    return (beyond + chance[a] / 2) / sum(chance.values())


@pytest.mark.parametrize("table", TABLES)
def test_each_limit_leaves_two_and_a_half_percent_beyond_what_was_seen(
    table: tuple[int, int, int, int],
) -> None:
    _, lower, upper, p_value = odds_ratio(*table, method="mid-p").row(0)
    assert tail(table, lower, more=True) == pytest.approx(0.025, abs=1e-10)
    assert tail(table, upper, more=False) == pytest.approx(0.025, abs=1e-10)
    smaller = min(tail(table, 1, more=True), tail(table, 1, more=False))
    assert p_value == pytest.approx(2 * smaller, abs=1e-10)


def test_the_lady_who_names_three_cups_of_four() -> None:
    """Of 70 ways 1 is better and 16 are as good: (1 + 8) / 70 on one side."""
    assert odds_ratio(3, 1, 1, 3, method="mid-p").row(0)[3] == pytest.approx(18 / 70)


@pytest.mark.parametrize("table", TABLES)
def test_they_lie_within_the_exact_ones_around_the_same_ratio(
    table: tuple[int, int, int, int],
) -> None:
    ratio, lower, upper, _ = odds_ratio(*table, method="exact").row(0)
    mid = odds_ratio(*table, method="mid-p").row(0)
    assert mid[0] == ratio
    assert lower < mid[1] < ratio < mid[2] < upper


def test_exchanging_the_arms_turns_the_ratio_over() -> None:
    _, lower, upper, p_value = odds_ratio(8, 12, 5, 60, method="mid-p").row(0)
    turned = odds_ratio(5, 60, 8, 12, method="mid-p").row(0)
    assert turned[1:] == pytest.approx((1 / upper, 1 / lower, p_value))


def test_without_a_single_outcome_on_one_side_a_limit_is_missing() -> None:
    assert odds_ratio(0, 9, 5, 4, method="mid-p").row(0)[:2] == (0, 0)
    assert odds_ratio(9, 0, 4, 5, method="mid-p").row(0)[2] is None
    assert odds_ratio(3, 0, 4, 0, method="mid-p").row(0) == (None,) * 4


def test_a_large_table_has_the_limits_of_woolf_nearly() -> None:
    mid = odds_ratio(860, 740, 3180, 6900, method="mid-p").row(0)
    assert mid[:3] == pytest.approx(odds_ratio(860, 740, 3180, 6900).row(0)[:3], rel=2e-3)
