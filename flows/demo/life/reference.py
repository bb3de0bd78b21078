"""Rates that make the published shares come true, solved once on a large reference population."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from flows.demo.calibration import KINDS, Calibration
from flows.demo.life.burden import draw_burden
from flows.demo.life.draws import Numbers
from flows.demo.life.hazards import DAYS_A_MONTH, Clock, Mixture, mixture_of, root
from flows.demo.life.illness import Deaths, deaths_with_bone, draw_illness
from flows.demo.life.people import draw_people

_PEOPLE = 80_000
_SEED = 2026
RT, FX, SX, SCC, HCM = range(len(KINDS))


@dataclass(frozen=True)
class Reference:
    """Hazard ratios present among people with bone metastasis, and the rate a day at which each
    kind of skeletal event first comes to all of them together, in the order of KINDS."""

    deaths: Deaths
    events: Mixture
    event_rates: tuple[float, ...]


@lru_cache(maxsize=16)
def reference(targets: Calibration) -> Reference:
    """The rates of a calibration. They do not depend on the seed of a simulation."""
    people = draw_people(_PEOPLE, _SEED, targets)
    burden = draw_burden(people, _SEED, targets)
    deaths = deaths_with_bone(people, burden)
    illness = draw_illness(people, burden, _SEED, targets, deaths)
    has_bone = np.isfinite(illness.bone_day)
    survival = (illness.death_day - illness.bone_day)[has_bone]
    ratio = burden.event_ratio[has_bone]
    events = mixture_of(ratio)
    return Reference(deaths, events, _solver(events, ratio, survival, targets).rates())


def _solver(events: Mixture, ratio: Numbers, survival: Numbers, targets: Calibration) -> "_Solver":
    horizon = round(targets.horizon_months * DAYS_A_MONTH)
    people = np.zeros((len(events.ratios), horizon + 1))
    row = np.abs(events.ratios[:, None] - ratio).argmin(axis=0)
    day = np.minimum(survival, horizon).astype(np.int64)
    np.add.at(people, (row, day), 1 / len(ratio))
    return _Solver(events.clock(1.0), events.ratios, np.arange(horizon + 1.0), people, targets)


@dataclass(frozen=True)
class _Solver:
    """First events among people watched until death or horizon, counted by ratio and day.

    `people` has a row a ratio and a column a day of `days`. The clock runs at rate 1 a day: at
    another rate, the hazard at t is that of the clock at rate x t.
    """

    clock: Clock
    ratios: Numbers
    days: Numbers
    people: Numbers
    targets: Calibration

    def rates(self) -> tuple[float, ...]:
        """Rates whose shares miss the published ones least, in units of their tolerances."""
        shifts = np.linspace(-0.010, 0.015, 26)
        misses = [self._miss(float(shift)) for shift in shifts]
        return self._rates_of_kinds(float(shifts[int(np.argmin(misses))]))

    def _miss(self, shift: float) -> float:
        """Squared distance from the published shares when every kind is moved by `shift`."""
        together = self._share(*self._rates_of_kinds(shift))
        of_any = (together - self.targets.any_event) / self.targets.any_event_tolerance
        of_kinds = shift / self.targets.kind_tolerance
        return of_any**2 + len(KINDS) * of_kinds**2

    def _rates_of_kinds(self, shift: float) -> tuple[float, ...]:
        """The rate of each kind that, with the treatments that answer fractures and
        compressions, gives its published share moved by `shift`."""
        targets = self.targets
        share = [share + shift for share in targets.kind_events]
        fracture, compression = self._rate(share[FX]), self._rate(share[SCC])
        irradiated = (
            targets.fracture_irradiated * fracture + targets.compression_irradiated * compression
        )
        operated = targets.fracture_operated * fracture + targets.compression_operated * compression
        radiotherapy = self._rate(share[RT], irradiated)
        surgery = self._rate(share[SX], operated)
        return radiotherapy, fracture, surgery, compression, self._rate(share[HCM])

    def _rate(self, share: float, *others: float) -> float:
        return root(1e-8, 1.0, lambda rate: self._share(rate, *others) - share)

    def _share(self, *rates: float) -> float:
        """People with an event of any of these independent rates before death and horizon."""
        hazard = sum(
            (self.clock.hazard_at(rate * self.days) for rate in rates), np.zeros(len(self.days))
        )
        return float(-(np.expm1(np.outer(-self.ratios, hazard)) * self.people).sum())
