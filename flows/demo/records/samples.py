"""When blood is drawn: baseline and surveillance, hypercalcaemia and its control, markers."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.life.draws import Flags, Numbers, Whole, chance
from flows.demo.life.illness import NEVER
from flows.demo.life.lives import Lives
from flows.demo.records.schedules import regular_days

CONTROL_DAYS = (0, 1, 3, 6, 10)  # after a hypercalcaemia is found and treated
RELAXATION_DAYS = 3.2  # days in which treatment divides the excess of calcium by e
EVERY_THIRD_DRAW = 3  # turnover markers: about every 45 days once bone is involved
ROUTINE_MINUTES, MARKER_MINUTES = (450, 690), (420, 530)  # 07:30-11:30; 07:00-08:50
UNKNOWN_TIME = 0.005
_FAR = 10_000_000


@dataclass(frozen=True)
class Draws:
    """One position a visit to the phlebotomist: person, day, minute of the day.

    True calcium is `peak` in the share `pull` and the person's own in the rest: 1 on the day
    hypercalcaemia is found, then falling under treatment, 0 without. `has_markers` marks the draws
    for turnover markers, `has_pth` those for PTH; `of_parathyroid` those of people with primary
    hyperparathyroidism.
    """

    person: Whole
    day: Numbers
    minute: Whole
    peak: Numbers
    pull: Numbers
    has_markers: Flags
    has_pth: Flags
    of_parathyroid: Flags

    @property
    def count(self) -> int:
        return len(self.person)


def draw_samples(
    rng: np.random.Generator,
    lives: Lives,
    events: pl.DataFrame,
    parathyroid: Flags,
    targets: Calibration,
) -> Draws:
    """Every draw, in order of person and day; nobody is drawn before the first contact.

    `parathyroid` flags people with primary hyperparathyroidism, found on one of their own draws.
    """
    routine = _routine(rng, lives, targets)
    person, day, step, in_bone = (np.concatenate(parts) for parts in zip(*routine, strict=True))
    found, found_day, peak = _hypercalcaemias(rng, lives, events, targets)
    controls = _controls(lives, found, found_day)
    person = np.concatenate([person, controls[0]])
    day = np.concatenate([day, controls[1]])
    measured = chance(rng, targets.ntx_measured, lives.count)
    markers = (
        np.concatenate(
            [in_bone & (step % EVERY_THIRD_DRAW == 0), np.zeros(len(controls[0]), dtype=bool)]
        )
        & measured[person]
    )
    person, day, markers = _one_a_day(person, day, markers)
    minute = np.where(
        markers,
        rng.integers(*MARKER_MINUTES, len(person)),
        rng.integers(*ROUTINE_MINUTES, len(person)),
    )
    minute = np.where(~markers & chance(rng, UNKNOWN_TIME, len(person)), 0, minute)
    of_parathyroid = parathyroid[person]
    # a stream of its own: those who are asked about PTH change no other draw
    [apart] = rng.spawn(1)
    every = _with_parathyroid(apart, (found, found_day, peak), person, day, of_parathyroid, targets)
    highest, pull = _pull_of_hypercalcaemia(person, day, *every)
    asked = (pull == 1) & chance(apart, targets.pth_with_hypercalcaemia, len(person))
    return Draws(person, day, minute, highest, pull, markers, markers | asked, of_parathyroid)


def _routine(
    rng: np.random.Generator, lives: Lives, targets: Calibration
) -> list[tuple[Whole, Numbers, Whole, Flags]]:
    """Draws before bone metastasis and after: person, day, rank, whether bone is involved."""
    spaced = np.where(lives.people.is_stage_iv, targets.draw_days_stage_iv, targets.draw_days_other)
    until = np.minimum(lives.seen_until, np.where(lives.has_bone, lives.bone_day - 1, NEVER))
    before = regular_days(rng, lives.seen_from, until, spaced)
    start = np.maximum(lives.seen_from, np.where(lives.has_bone, lives.bone_day, 0.0))
    end = np.where(lives.has_bone, lives.seen_until, -NEVER)
    after = regular_days(rng, start, end, np.full(lives.count, targets.draw_days_bone))
    return [
        (*before, np.zeros(len(before[0]), dtype=bool)),
        (*after, np.ones(len(after[0]), dtype=bool)),
    ]


def _hypercalcaemias(
    rng: np.random.Generator, lives: Lives, events: pl.DataFrame, targets: Calibration
) -> tuple[Whole, Numbers, Numbers]:
    """Hypercalcaemias this hospital can find: person, day, true calcium at its highest."""
    found = events.filter(pl.col("kind") == "HCM").sort("person", "day")
    person, day = found["person"].to_numpy(), found["day"].to_numpy().astype(np.float64)
    peak = rng.uniform(*targets.hypercalcaemia_range, len(person))
    here = (day >= lives.seen_from[person]) & (day <= lives.seen_until[person])
    return person[here], day[here], peak[here]


def _with_parathyroid(
    rng: np.random.Generator,
    found: tuple[Whole, Numbers, Numbers],
    person: Whole,
    day: Numbers,
    of_parathyroid: Flags,
    targets: Calibration,
) -> tuple[Whole, Numbers, Numbers]:
    """The hypercalcaemias found, and one for each person with hyperparathyroidism."""
    own = np.flatnonzero(of_parathyroid)
    shuffled = own[rng.permutation(len(own))]
    people, first = np.unique(person[shuffled], return_index=True)
    days = day[shuffled[first]]
    peaks = rng.uniform(*targets.hyperparathyroid_range, len(people))
    everybody = np.concatenate([found[0], people])
    when = np.concatenate([found[1], days])
    order = np.lexsort((when, everybody))
    return everybody[order], when[order], np.concatenate([found[2], peaks])[order]


def _controls(lives: Lives, person: Whole, day: Numbers) -> tuple[Whole, Numbers]:
    owner = np.repeat(person, len(CONTROL_DAYS))
    days = np.repeat(day, len(CONTROL_DAYS)) + np.tile(CONTROL_DAYS, len(person))
    alive = days <= lives.seen_until[owner]
    return owner[alive], days[alive]


def _one_a_day(person: Whole, day: Numbers, markers: Flags) -> tuple[Whole, Numbers, Flags]:
    """Draws of one person and day are one draw, with markers if one had them."""
    key = person * _FAR + day.astype(np.int64)
    order = np.lexsort((~markers, key))
    key, person, day, markers = key[order], person[order], day[order], markers[order]
    first = np.concatenate([[True], key[1:] != key[:-1]]) if len(key) else np.zeros(0, dtype=bool)
    return person[first], day[first], markers[first]


def _pull_of_hypercalcaemia(
    person: Whole, day: Numbers, found: Whole, found_day: Numbers, peak: Numbers
) -> tuple[Numbers, Numbers]:
    """The last hypercalcaemia found before each draw: its highest calcium, and what is left."""
    if not len(found):
        return np.zeros(len(person)), np.zeros(len(person))
    starts = found * _FAR + found_day.astype(np.int64)
    last = np.searchsorted(starts, person * _FAR + day.astype(np.int64), side="right") - 1
    mine = (last >= 0) & (found[last] == person)
    elapsed = np.where(mine, day - found_day[last], np.inf)
    return np.where(mine, peak[last], 0.0), np.exp(-elapsed / RELAXATION_DAYS)
