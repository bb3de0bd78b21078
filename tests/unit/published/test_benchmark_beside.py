"""Ours beside a published value: the row it names, and nothing computed."""

import re

import polars as pl
import pytest

from tests.support.histories import derive, hospital, patient
from transforms.frames import empty_frame
from transforms.published.benchmark_beside import benchmark_beside
from warehouse.schema import PUBLISHED
from warehouse.schema.benchmark_pairs import BENCHMARK_PAIRS, Pair
from warehouse.schema.benchmarks import BENCHMARKS

TABLES = sorted({pair.table for pair in BENCHMARK_PAIRS.values()})


def test_every_pair_names_a_published_value_and_columns_that_exist() -> None:
    assert BENCHMARK_PAIRS.keys() <= BENCHMARKS.keys()
    for name, pair in BENCHMARK_PAIRS.items():
        columns = set(PUBLISHED[pair.table].columns)
        named = {pair.value, pair.lower, pair.upper, pair.numerator, pair.denominator} - {None}
        assert named | pair.row.keys() <= columns, name
        assert set(PUBLISHED[pair.table].key) == pair.row.keys(), name


@pytest.mark.parametrize("name", sorted(BENCHMARK_PAIRS))
def test_shares_stand_beside_shares_and_ratios_beside_ratios(name: str) -> None:
    unit, value = BENCHMARKS[name].unit, BENCHMARK_PAIRS[name].value
    ratio = {"hazard_ratio", "odds_ratio", "adjusted_odds_ratio"}
    if unit == "months":
        assert value == "median_survival_months"
    elif unit == "proportion":
        assert value == "incidence" or value.endswith("proportion")
    else:
        assert unit in ("hazard_ratio", "odds_ratio", "rate_ratio") and value in ratio


def test_a_value_that_names_its_endpoint_stands_beside_that_endpoint() -> None:
    """The trials count hypercalcaemia in some analyses and not in others (domain.md §2.1)."""
    for name, pair in BENCHMARK_PAIRS.items():
        asked = re.search(r"ompare with (SRE4|SRE5)", BENCHMARKS[name].caveat or "")
        if asked:
            assert asked[1] in (pair.row.get("endpoint"), pair.row.get("event_outcome")), name
    multiple = BENCHMARK_PAIRS["rosen_multiple_events"].row
    assert multiple["endpoint"] == "SRE5", "several events of a patient: with hypercalcaemia"


def test_without_our_row_the_figure_is_missing_and_the_row_is_named() -> None:
    rows = benchmark_beside(**{name: empty_frame(PUBLISHED[name]) for name in TABLES})
    assert rows["our_value"].null_count() == rows.height == len(BENCHMARK_PAIRS)
    fracture = rows.filter(pl.col("benchmark_id") == "rosen_fracture").row(0, named=True)
    assert fracture["our_table"] == "published.sre_incidence_by_kind"
    assert fracture["our_row"] == "event_outcome = FX, at_month = 21"


def test_ours_is_the_value_of_the_row_of_the_pair() -> None:
    frames = hospital(patient("a"), patient("b").fracture(40, "femur"))
    rows = derive("benchmark_beside", frames).filter(pl.col("benchmark_id") == "bone_at_diagnosis")
    pair: Pair = BENCHMARK_PAIRS["bone_at_diagnosis"]
    whole = derive(pair.table, frames)
    for column, value in pair.row.items():
        whole = whole.filter(pl.col(column) == value)
    expected = whole.select("proportion", "lower", "upper", "patient_count", "denominator").row(0)
    assert (
        rows.select("our_value", "our_lower", "our_upper", "our_numerator", "our_denominator").row(
            0
        )
        == expected
    )
    assert expected[0] == 1.0 and expected[3:] == (2, 2)
