"""The people of the hospital on the calendar: referred, followed, lost, dead, or still there."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

import numpy as np

from flows.demo.calibration import Calibration
from flows.demo.life.burden import Burden, draw_burden
from flows.demo.life.draws import Flags, Numbers, Whole, chance, stream
from flows.demo.life.hazards import DAYS_A_MONTH
from flows.demo.life.illness import NEVER, draw_illness
from flows.demo.life.people import People, draw_people
from flows.demo.life.reference import reference

EPOCH = date(1970, 1, 1)
DAYS_A_YEAR = 365.25
# People who would be referred after they died or after the end never come: draw a few more.
_SPARE_SHARE, _SPARE_PEOPLE = 0.08, 50
Record = TypeVar("Record", People, Burden)


@dataclass(frozen=True)
class Lives:
    """One position a person, days counted from the diagnosis of the primary.

    `diagnosed` is that day, counted from 1970. `seen_from` is the first contact, `seen_until` the
    last day anything can be recorded. `bone_day` and `death_day` are infinite when they do not
    happen by then.
    """

    people: People
    burden: Burden
    diagnosed: Whole
    seen_from: Numbers
    seen_until: Numbers
    bone_day: Numbers
    death_day: Numbers

    @property
    def count(self) -> int:
        return self.people.count

    @property
    def has_bone(self) -> Flags:
        """People whose bone metastasis is documented by the end."""
        return np.isfinite(self.bone_day)

    @property
    def agent_day(self) -> Numbers:
        """First dose of a bone agent; infinite without."""
        starts = np.where(
            self.burden.agent > 0, self.bone_day + self.burden.agent_delay_days, NEVER
        )
        starts = np.ceil(starts)
        return np.where(starts <= self.seen_until, starts, NEVER)


def draw_lives(count: int, seed: int, end: date, targets: Calibration) -> Lives:
    """`count` people known to the hospital by `end`."""
    candidates = _draw_candidates(
        count + int(count * _SPARE_SHARE) + _SPARE_PEOPLE, seed, end, targets
    )
    comes = np.flatnonzero(candidates.seen_from <= candidates.seen_until)[:count]
    assert len(comes) == count, "too few spare people were drawn"
    return _chosen(candidates, comes)


def _draw_candidates(count: int, seed: int, end: date, targets: Calibration) -> Lives:
    people = draw_people(count, seed, targets)
    burden = draw_burden(people, seed, targets)
    illness = draw_illness(people, burden, seed, targets, reference(targets).deaths)
    rng = stream(seed, "calendar")
    ago = rng.random(count) ** targets.accrual_growth
    days_before_end = np.floor(ago * targets.accrual_years * DAYS_A_YEAR)
    lost = np.ceil(rng.exponential(DAYS_A_MONTH / targets.lost_a_month, count))
    is_late = chance(rng, targets.referred_late, count)
    delay = np.ceil(rng.exponential(targets.referral_delay_days, count))
    seen_from = np.where(is_late, delay, 0.0)
    until = np.minimum(np.minimum(days_before_end, seen_from + lost), illness.death_day)
    return Lives(
        people=people,
        burden=burden,
        diagnosed=(end - EPOCH).days - days_before_end.astype(np.int64),
        seen_from=seen_from,
        seen_until=until,
        bone_day=np.where(illness.bone_day <= until, illness.bone_day, NEVER),
        death_day=np.where(illness.death_day <= until, illness.death_day, NEVER),
    )


def _chosen(lives: Lives, chosen: Whole) -> Lives:
    return replace(
        lives,
        people=_taken(lives.people, chosen),
        burden=_taken(lives.burden, chosen),
        diagnosed=lives.diagnosed[chosen],
        seen_from=lives.seen_from[chosen],
        seen_until=lives.seen_until[chosen],
        bone_day=lives.bone_day[chosen],
        death_day=lives.death_day[chosen],
    )


def _taken(record: Record, chosen: Whole) -> Record:
    return replace(
        record, **{field.name: getattr(record, field.name)[chosen] for field in fields(record)}
    )
