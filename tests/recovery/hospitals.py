"""The simulated hospitals of the recovery tests, and what a night would compute of each."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from flows.demo.calibration import CALIBRATION, Calibration
from flows.demo.cohort import Cohort, canonical_frame, simulate_cohort
from flows.demo.scenarios import (
    with_agent_deciding_survival,
    with_bone_in_nearly_all,
    with_equal_people,
    with_every_effect_visible,
    with_everybody_tested,
    with_frequent_fractures,
    with_kras_deciding_survival,
    with_median_from_bone,
    with_rare_groups_common,
    without_bone_agent,
)
from transforms.lineage import facts, order_of_work

END = date(2026, 3, 1)
# Fixed before anything was looked at: the date of the end, and two others.
SEEDS = (20_260_301, 1, 2)
CALCIUM = ("CA_TOTAL", "ALB", "CA_ION")


@dataclass(frozen=True)
class Hospital:
    """What a simulation is tuned to, how many people it has, and what its laboratory measures."""

    targets: Calibration
    patients: int
    analytes: Collection[str] = ()


# Without the parathyroid: where PTH is not measured, its hypercalcaemia would pass for an event.
_MANY = replace(with_bone_in_nearly_all(), hyperparathyroid=0.0)
# Agents soon and for half of the patients, so that events with and without them are as many.
_EQUAL_TREATED = replace(
    with_equal_people(_MANY), bone_agent=0.8, denosumab_among_agents=0.5, bone_agent_delay_days=20.0
)
HOSPITALS = {
    "demo": Hospital(CALIBRATION, 10_000, (*CALCIUM, "PTH")),
    "large": Hospital(with_everybody_tested(), 80_000),
    "rare_groups": Hospital(with_rare_groups_common(), 66_000),
    "untreated": Hospital(
        with_median_from_bone(6.0, without_bone_agent(with_every_effect_visible(_MANY))),
        33_000,
        (*CALCIUM, "NTX_CR"),
    ),
    "equal_people": Hospital(with_equal_people(without_bone_agent(_MANY)), 33_000, CALCIUM),
    "treated": Hospital(_MANY, 16_000, (*CALCIUM, "NTX_CR")),
    "equal_treated": Hospital(_EQUAL_TREATED, 22_000),
    "fragile": Hospital(with_frequent_fractures(without_bone_agent(_MANY)), 10_000),
    "french_series": Hospital(with_median_from_bone(5.8, _MANY), 26_000),
    "registry": Hospital(with_median_from_bone(4.0, _MANY), 4_000),
    "rheumatology": Hospital(with_median_from_bone(7.0, _MANY), 4_000),
    "kras_decides": Hospital(with_kras_deciding_survival(_MANY), 20_000),
    "agent_decides": Hospital(with_agent_deciding_survival(_MANY), 6_000),
}


class Night:
    """The tables of a night, computed without files when they are first asked for."""

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort
        self._frames: dict[str, pl.DataFrame] = {}
        self._steps = {step.table.name: step for step in order_of_work()}
        self._fits: dict[str, pl.DataFrame] = {}

    def table(self, name: str) -> pl.DataFrame:
        """A canonical, derived or published table, after all it is made from."""
        if name not in self._frames:
            step = self._steps.get(name)
            if step is None:
                self._frames[name] = canonical_frame(self._cohort, name)
            else:
                inputs = {
                    needed: self.table(needed) for needed in step.inputs if needed not in facts()
                }
                self._frames[name] = step.run(inputs, END)
        return self._frames[name]

    def fit(self, name: str, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        """A regression that several readings share."""
        if name not in self._fits:
            self._fits[name] = make()
        return self._fits[name]


def night_of(hospital: Hospital, seed: int) -> Night:
    """The night of a hospital, its canonical tables straight from the simulation."""
    return Night(
        simulate_cohort(hospital.patients, seed, END, hospital.targets, analytes=hospital.analytes)
    )
