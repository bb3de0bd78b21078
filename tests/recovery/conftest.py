"""One simulation a hospital and seed, for every target read on it."""

import pytest

from tests.recovery.estimate import Estimate
from tests.recovery.hospitals import HOSPITALS, Night, night_of
from tests.recovery.laws import LAWS
from tests.recovery.targets import TARGETS


class Recovered:
    """What our tables say of each target and law; a night is forgotten once it was read."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, int], tuple[dict[str, Estimate], dict[str, bool]]] = {}

    def estimate(self, target: str, hospital: str, seed: int) -> Estimate:
        return self._of(hospital, seed)[0][target]

    def holds(self, law: str, hospital: str, seed: int) -> bool:
        return self._of(hospital, seed)[1][law]

    def _of(self, hospital: str, seed: int) -> tuple[dict[str, Estimate], dict[str, bool]]:
        if (hospital, seed) not in self._read:
            self._read[hospital, seed] = _readings(hospital, night_of(HOSPITALS[hospital], seed))
        return self._read[hospital, seed]


def _readings(hospital: str, night: Night) -> tuple[dict[str, Estimate], dict[str, bool]]:
    return (
        {target.name: target.read(night) for target in TARGETS if target.hospital == hospital},
        {law.name: law.holds(night) for law in LAWS if law.hospital == hospital},
    )


@pytest.fixture(scope="session")
def recovered() -> Recovered:
    """Every hospital, simulated when a target of it is first asked for."""
    return Recovered()
