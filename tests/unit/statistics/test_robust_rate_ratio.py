"""One rate over another with people on both sides: by hand, and the Poisson sandwich."""

from math import exp, log

import numpy as np
import polars as pl
import pytest

from transforms.statistics import robust_rate_ratio

NAMES = {"id": "id", "events": "n", "days": "days", "exposed": "exposed"}


def ratio(rows: pl.DataFrame) -> tuple[float | None, ...]:
    return robust_rate_ratio(rows, **NAMES).row(0)


def people(*rows: tuple[str, int, float, bool]) -> pl.DataFrame:
    columns = {"id": pl.String, "n": pl.Int64, "days": pl.Float64, "exposed": pl.Boolean}
    return pl.DataFrame(list(rows), schema=columns, orient="row")


def test_by_hand() -> None:
    told = people(("a", 2, 100, True), ("a", 1, 100, False), ("b", 1, 200, True),
                  ("b", 1, 300, False))  # fmt: skip
    estimate, lower, upper, _ = ratio(told)
    # 3 events in 300 days against 2 in 400; a: (2 - 1)/3 - (1 - 0.5)/2 = 1/12, b: the opposite
    margin = 1.959963984540054 * (2 * (1 / 12) ** 2) ** 0.5
    assert estimate == pytest.approx(2)
    assert (lower, upper) == pytest.approx((2 * exp(-margin), 2 * exp(margin)))


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_sandwich_of_a_poisson_regression_with_people_as_clusters(seed: int) -> None:
    import statsmodels.api as sm

    random = np.random.default_rng(seed)
    size = 80
    person = random.integers(0, 30, size)
    exposed = random.random(size) < 0.4
    days = random.uniform(20, 400, size)
    events = random.poisson(days / 150 * np.where(exposed, 1.6, 1.0))
    fitted = sm.GLM(
        events, sm.add_constant(exposed.astype(float)), sm.families.Poisson(), offset=np.log(days)
    ).fit(cov_type="cluster", cov_kwds={"groups": person, "use_correction": False}, tol=1e-14)
    rows = pl.DataFrame({"id": person, "n": events, "days": days, "exposed": exposed})
    estimate, lower, upper, p_value = ratio(rows)
    assert log(estimate) == pytest.approx(fitted.params[1], abs=1e-9)
    std_err = log(upper / lower) / (2 * 1.959963984540054)
    assert std_err == pytest.approx(fitted.bse[1], abs=1e-9)
    assert p_value == pytest.approx(fitted.pvalues[1], rel=1e-6)


def test_rows_of_a_person_add_up_and_their_order_changes_nothing() -> None:
    whole = people(
        ("a", 3, 100, True), ("b", 1, 80, False), ("c", 2, 90, True), ("c", 1, 33, False)
    )
    parts = people(("a", 1, 30, True), ("c", 1, 33, False), ("b", 1, 80, False), ("a", 2, 70, True),
                   ("c", 2, 90, True))  # fmt: skip
    assert ratio(whole) == ratio(parts) == ratio(whole.reverse())


@pytest.mark.parametrize(
    "rows",
    [(), (("a", 1, 10, True),), (("a", 1, 10, True), ("b", 0, 10, False)),
     (("a", 0, 10, True), ("b", 1, 10, False)), (("a", 1, 0, True), ("b", 1, 10, False))],
)  # fmt: skip
def test_without_events_or_time_on_both_sides_nothing_is_said(
    rows: tuple[tuple[str, int, float, bool], ...],
) -> None:
    assert ratio(people(*rows)) == (None, None, None, None)


def test_a_single_person_has_no_spread() -> None:
    assert ratio(people(("a", 2, 100, True), ("a", 1, 100, False))) == (2, None, None, None)
