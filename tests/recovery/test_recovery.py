"""What is put into the simulated hospital comes out of our tables (domain.md §9)."""

from typing import get_args

import pytest

from tests.recovery.conftest import Recovered
from tests.recovery.hospitals import HOSPITALS, SEEDS
from tests.recovery.laws import LAWS, Law
from tests.recovery.target import Bullet, Target
from tests.recovery.targets import TARGETS

# The seed of `make test`, and the two others: three times the same hospitals.
EACH_SEED = (SEEDS[0], *(pytest.param(seed, marks=pytest.mark.long) for seed in SEEDS[1:]))
BY_HOSPITAL = sorted(TARGETS, key=lambda target: list(HOSPITALS).index(target.hospital))
LAWS_BY_HOSPITAL = sorted(LAWS, key=lambda law: list(HOSPITALS).index(law.hospital))


def _with_its_hospital(item: Target | Law) -> str:
    """A test runs in the process that simulates the hospital it names (tests/conftest.py)."""
    return f"{item.hospital}: {item.name}"


@pytest.mark.parametrize("seed", EACH_SEED)
@pytest.mark.parametrize("target", BY_HOSPITAL, ids=_with_its_hospital)
def test_what_was_put_in_comes_out(recovered: Recovered, target: Target, seed: int) -> None:
    found = recovered.estimate(target.name, target.hospital, seed)
    assert found.is_near(target.value, target.tolerance)
    assert found.is_precise(target.value)


@pytest.mark.parametrize("seed", EACH_SEED)
@pytest.mark.parametrize("law", LAWS_BY_HOSPITAL, ids=_with_its_hospital)
def test_what_holds_between_figures(recovered: Recovered, law: Law, seed: int) -> None:
    assert recovered.holds(law.name, law.hospital, seed)


def test_every_line_of_the_calibration_has_a_target() -> None:
    """The faults in the files are found again by a night: tests/unit/demo/test_demo_recovery.py."""
    told = {target.bullet for target in TARGETS} | {law.bullet for law in LAWS}
    assert told == set(get_args(Bullet))


def test_every_target_has_a_name_and_a_hospital_of_its_own() -> None:
    names = [item.name for item in (*TARGETS, *LAWS)]
    assert len(names) == len(set(names))
    assert {item.hospital for item in (*TARGETS, *LAWS)} == set(HOSPITALS)
