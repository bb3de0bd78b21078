"""Odds ratios and proportions equal R."""

import numpy as np
import polars as pl
import pytest

from tests.oracles.r_results import r_result
from transforms.statistics import mantel_haenszel, odds_ratio, proportion

TABLES = ["lung_sex", "mgus", "small", "zero", "big"]


def table(name: str) -> tuple[list[int], dict[str, float]]:
    (row,) = r_result("odds_ratios").filter(table=name).to_dicts()
    return [row[cell] for cell in "abcd"], row


@pytest.mark.parametrize("name", TABLES)
def test_woolf_odds_ratio_is_that_of_r(name):
    cells, row = table(name)
    kind = "haldane" if 0 in cells else "wald"  # with an empty cell a half is added to each
    theirs = [row[column] for column in (f"or_{kind}", f"{kind}_lower", f"{kind}_upper")]
    np.testing.assert_allclose(odds_ratio(*cells).row(0)[:3], theirs, rtol=1e-12, atol=1e-10)


@pytest.mark.parametrize("name", TABLES)
def test_woolf_odds_ratio_with_halves_added_is_that_of_r(name):
    cells, row = table(name)
    ours = odds_ratio(*(cell + 0.5 for cell in cells)).row(0)[:3]
    theirs = [row[column] for column in ("or_haldane", "haldane_lower", "haldane_upper")]
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-10)


@pytest.mark.parametrize("name", TABLES)
def test_exact_odds_ratio_is_fishers_solved_to_fourteen_digits(name):
    cells, row = table(name)
    *ours, p_value = odds_ratio(*cells, method="exact").row(0)
    # fisher.test itself stops its search for the limits at 1e-4: compare with the tight columns
    theirs = [row[f"{part}_tight"] for part in ("or_cmle", "exact_lower", "exact_upper")]
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(p_value, row["fisher_p"], rtol=1e-8)


def test_mantel_haenszel_is_that_of_mantelhaen_test():
    cells = {"11": "a", "12": "b", "21": "c", "22": "d"}
    counts = r_result("mantel_haenszel__input").with_columns(
        cell=pl.concat_str("row", "col").replace_strict(cells)
    )
    strata = counts.pivot("cell", index="stratum", values="n")
    (row,) = r_result("mantel_haenszel").to_dicts()
    *ours, p_value = mantel_haenszel(strata).row(0)
    np.testing.assert_allclose(ours, [row["mh_or"], row["lower"], row["upper"]], atol=1e-10)
    np.testing.assert_allclose(p_value, row["p"], rtol=1e-8)


def test_wilson_limits_are_those_of_prop_test():
    for row in r_result("binomial_ci_grid").iter_rows(named=True):
        ours = proportion(row["x"], row["n"]).row(0)
        theirs = (row["x"] / row["n"], row["wilson_lower"], row["wilson_upper"])
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-10)
