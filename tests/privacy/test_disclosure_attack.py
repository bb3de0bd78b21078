"""From everything that is shown of a population, no count from 1 to 10 can be worked out."""

import csv
import io

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.disclosure.tables import disclosed
from dashboard.export import as_csv
from tests.support.disclosure_attacker import Cell, choices
from tests.support.small_populations import EVERY_SHAPE
from warehouse.schema.disclosure import DISCLOSURES

# Of ten values a withheld count may have, so many stay possible whatever is subtracted.
LEAST_CHOICES = 4
Population = tuple[str, pl.DataFrame]


def secrets(exact: pl.DataFrame, table: str) -> list[Cell]:
    """Every count from 1 to 10, and everybody of whom so few are not in a part."""
    declared, found = DISCLOSURES[table], []
    for number, row in enumerate(exact.rows(named=True)):
        found += [(number, name) for name in declared.counts if 0 < (row[name] or 0) < 11]
        for share in declared.shares:
            if 0 < row[share.whole] - row[share.part] < 11:
                found.append((number, f"rest of {share.part}"))
    return found


def attack(population: Population) -> None:
    table, exact = population
    shown = disclosed({table: exact})[table]
    for cell, left in choices(shown, table, secrets(exact, table)).items():
        assert left >= LEAST_CHOICES, (table, cell, left, exact.rows(), shown.rows())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVERY_SHAPE)
def test_no_small_count_follows_from_what_is_shown(population: Population) -> None:
    attack(population)


@pytest.mark.long
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVERY_SHAPE)
def test_no_small_count_follows_from_what_is_shown_of_many_populations(
    population: Population,
) -> None:
    attack(population)


@settings(max_examples=40, deadline=None)
@given(EVERY_SHAPE)
def test_an_export_says_no_more_than_the_screen(population: Population) -> None:
    table, exact = population
    shown = disclosed({table: exact})[table]
    for language, separator in (("en", ","), ("fr", ";")):
        text = as_csv(shown, language).lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
        assert len(rows) == exact.height
        for row in rows:
            told = {row[name] for name in DISCLOSURES[table].counts}
            assert all(
                count in ("<11", "withheld") or (int(count) % 5 == 0 and int(count) not in (5, 10))
                for count in told
            )


def test_the_attacker_succeeds_where_nothing_protects() -> None:
    """33 known, 20 and 10 shown to the unit: the attacker finds the other 3."""
    shown = pl.DataFrame(
        {
            "stratum": ["all", "histology", "histology"],
            "stratum_value": ["all", "adenocarcinoma", "squamous"],
            "patient_count": [0, 0, 0],
            "denominator": [20, 20, None],
            "unknown_count": [0, 0, 0],
            "withheld_in_pain_at_index": [[], [], ["denominator<"]],
        }
    )
    assert choices(shown, "pain_at_index", [(2, "denominator")]) == {(2, "denominator"): 4}
    sure = shown.with_columns(denominator=pl.Series([0, 0, None], dtype=pl.Int64))
    with pytest.raises(AssertionError, match="contradicts itself"):
        choices(sure, "pain_at_index", [(2, "denominator")])
