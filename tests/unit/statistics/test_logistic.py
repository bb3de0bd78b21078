"""Logistic regression equals R, two-by-two tables and a slow second opinion; never a traceback."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles.r_results import assert_equal, r_result
from tests.support.slow_logistic import coefficients, is_determined, is_finite
from transforms.statistics import InvalidHistories, logistic, odds_ratio


def two_by_two(a: int, b: int, c: int, d: int) -> pl.DataFrame:
    """a exposed with the outcome, b exposed without, c unexposed with, d unexposed without."""
    return pl.DataFrame(
        {
            "exposed": [1] * (a + b) + [0] * (c + d),
            "ill": [1] * a + [0] * b + [1] * c + [0] * d,
        }
    )


def test_it_is_glm_of_r() -> None:
    names = {"or": "odds_ratio", "se": "std_err", "wald_lower": "lower", "wald_upper": "upper"}
    theirs = r_result("logistic_mgus2").filter(pl.col("term") != "(Intercept)")
    expected = theirs.rename({**names, "p": "p_value"}).drop("profile_lower", "profile_upper")
    ours = logistic(r_result("logistic_mgus2__input"), outcome="y", covariates=["sexM", "age"])
    assert_equal(ours, expected, ["term"], tolerance=1e-9)


def test_one_exposure_alone_is_the_crude_odds_ratio_of_woolf() -> None:
    """86 of 160 with EGFR against 318 of 1008 triple-negative: 2.52, from 1.80 to 3.54."""
    found = logistic(two_by_two(86, 74, 318, 690), outcome="ill", covariates=["exposed"])
    crude = odds_ratio(86, 74, 318, 690).row(0)
    columns = ("odds_ratio", "lower", "upper", "p_value")
    assert found.select(columns).row(0) == pytest.approx(crude, rel=1e-9)
    assert found["odds_ratio"].item() == pytest.approx(2.52, abs=0.005)


def test_adjusting_takes_away_what_comes_from_the_other_factor() -> None:
    """In men and in women alike exposure changes nothing; men are ill and exposed more often.

    men    12 of 16 exposed, 6 of 8 unexposed; women 2 of 8 exposed, 4 of 16 unexposed
    """
    men = two_by_two(12, 4, 6, 2).with_columns(male=1)
    women = two_by_two(2, 6, 4, 12).with_columns(male=0)
    frame = pl.concat([men, women])
    crude = logistic(frame, outcome="ill", covariates=["exposed"])
    assert crude["odds_ratio"].item() == pytest.approx((14 * 14) / (10 * 10))
    adjusted = logistic(frame, outcome="ill", covariates=["exposed", "male"])
    assert adjusted["odds_ratio"].to_list() == pytest.approx([1.0, 9.0])


def test_a_separating_covariate_is_null_and_the_others_are_those_of_the_rest() -> None:
    rest = two_by_two(12, 4, 6, 12).with_columns(rare=0)
    all_ill = two_by_two(3, 0, 2, 0).with_columns(rare=1)
    found = logistic(pl.concat([rest, all_ill]), outcome="ill", covariates=["rare", "exposed"])
    assert found["reason"].to_list() == ["separated", None]
    assert found.select(pl.exclude("term", "reason")).row(0) == (None,) * 6
    alone = logistic(rest, outcome="ill", covariates=["exposed"])
    assert found.row(1)[1:] == pytest.approx(alone.row(0)[1:])


def test_when_the_reference_is_separated_no_class_has_an_odds_ratio_against_it() -> None:
    reference = two_by_two(0, 5, 0, 6).with_columns(b=0, c=0)
    b = two_by_two(4, 5, 6, 7).with_columns(b=1, c=0)
    c = two_by_two(9, 4, 3, 6).with_columns(b=0, c=1)
    found = logistic(pl.concat([reference, b, c]), outcome="ill", covariates=["b", "c", "exposed"])
    assert found["reason"].to_list() == ["separated", "separated", None]


@pytest.mark.parametrize("outcomes", [[0, 0, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0]])
def test_an_outcome_told_with_certainty_or_had_by_all_has_no_odds_ratio(
    outcomes: list[int],
) -> None:
    frame = pl.DataFrame({"x": [1, 2, 3, 4], "y": outcomes})
    assert logistic(frame, outcome="y", covariates=["x"])["reason"].to_list() == ["separated"]


def test_a_covariate_that_others_tell_or_that_nobody_differs_in_is_null() -> None:
    frame = two_by_two(12, 4, 6, 12).with_columns(
        same=pl.lit(7), twice=2 * pl.col("exposed"), age=pl.int_range(pl.len()) * 7 % 11
    )
    found = logistic(frame, outcome="ill", covariates=["exposed", "twice", "same", "age"])
    assert found["reason"].to_list() == ["determined", "determined", "determined", None]


def test_nobody_gives_nulls() -> None:
    found = logistic(two_by_two(0, 0, 0, 0).cast(pl.Int64), outcome="ill", covariates=["exposed"])
    assert found["reason"].to_list() == ["determined"]
    assert found["odds_ratio"].to_list() == [None]


def test_units_of_a_covariate_do_not_matter() -> None:
    frame = r_result("logistic_mgus2__input")
    in_years = logistic(frame, outcome="y", covariates=["sexM", "age"])
    in_days = logistic(
        frame.with_columns(pl.col("age") * 365.25 + 1e6), outcome="y", covariates=["sexM", "age"]
    )
    assert in_days["coef"][1] * 365.25 == pytest.approx(in_years["coef"][1], rel=1e-8)
    assert in_days["p_value"].to_list() == pytest.approx(in_years["p_value"].to_list(), rel=1e-7)


@st.composite
def few_people(draw: st.DrawFn) -> tuple[list[list[float]], list[int]]:
    """A few people with two covariates of three values: separation and dependence are common."""
    size = draw(st.integers(1, 12))
    values = st.lists(st.integers(0, 2).map(float), min_size=2, max_size=2)
    rows = draw(st.lists(values, min_size=size, max_size=size))
    return rows, draw(st.lists(st.integers(0, 1), min_size=size, max_size=size))


@settings(deadline=None, max_examples=100, derandomize=True, database=None)
@given(few_people())
def test_estimates_and_reasons_equal_the_second_opinion(
    told: tuple[list[list[float]], list[int]],
) -> None:
    rows, outcomes = told
    frame = pl.DataFrame({"a": [r[0] for r in rows], "b": [r[1] for r in rows], "y": outcomes})
    found = logistic(frame, outcome="y", covariates=["a", "b"])
    slow = coefficients(rows, outcomes)
    for place, row in enumerate(found.iter_rows(named=True), start=1):
        if is_determined(rows, place):
            assert row["reason"] == "determined"
        elif not is_finite(rows, outcomes, place):
            assert row["reason"] == "separated"
        else:
            assert row["reason"] is None
            assert row["coef"] == pytest.approx(slow[place], abs=1e-4)


@settings(deadline=None, max_examples=50, derandomize=True, database=None)
@given(few_people())
def test_the_other_outcome_has_the_inverse_odds_and_order_of_rows_does_not_matter(
    told: tuple[list[list[float]], list[int]],
) -> None:
    rows, outcomes = told
    frame = pl.DataFrame({"a": [r[0] for r in rows], "b": [r[1] for r in rows], "y": outcomes})
    found = logistic(frame, outcome="y", covariates=["a", "b"])
    turned = logistic(frame.with_columns(y=1 - pl.col("y")), outcome="y", covariates=["a", "b"])
    assert turned["reason"].equals(found["reason"])
    for one, other in zip(found["coef"], turned["coef"], strict=True):
        assert one is other is None or one == pytest.approx(-other, abs=1e-9)
    backwards = logistic(frame.reverse(), outcome="y", covariates=["a", "b"])
    assert backwards["reason"].equals(found["reason"])
    assert backwards["coef"].to_list() == pytest.approx(found["coef"].to_list(), abs=1e-9)


def test_what_is_no_regression_is_refused_in_a_sentence() -> None:
    frame = two_by_two(3, 4, 5, 6)
    with pytest.raises(InvalidHistories, match=r"^No covariate is named\.$"):
        logistic(frame, outcome="ill", covariates=[])
    with pytest.raises(InvalidHistories, match=r"^Column 'age' is missing among 2 columns\.$"):
        logistic(frame, outcome="ill", covariates=["age"])
    with pytest.raises(InvalidHistories, match=r"^Column 'ill' is neither 0 nor 1 in 8 rows\.$"):
        logistic(frame.with_columns(pl.col("ill") * 2), outcome="ill", covariates=["exposed"])
