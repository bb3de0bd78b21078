"""One simulated cohort for every test that only looks at it."""

from datetime import date

import pytest

from flows.demo.cohort import Cohort, simulate_cohort

END = date(2026, 3, 1)


@pytest.fixture(scope="session")
def cohort() -> Cohort:
    """10,000 people: enough for the common figures of domain.md §9."""
    return simulate_cohort(patients=10_000, seed=20_260_301, end=END)


@pytest.fixture(scope="session")
def small_cohort() -> Cohort:
    """A small hospital, for what is about files."""
    return simulate_cohort(patients=300, seed=11, end=END)
