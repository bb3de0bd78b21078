"""The illness of each person: when bone is involved and when they die, in days from diagnosis."""

from dataclasses import dataclass

import numpy as np

from flows.demo.calibration import Calibration
from flows.demo.life.burden import DENOSUMAB, ZOLEDRONATE, Burden
from flows.demo.life.draws import Flags, Numbers, stream
from flows.demo.life.hazards import (
    Clock,
    Mixture,
    Pace,
    mixture_of,
    pace_before_bone,
    rate_of_median,
)
from flows.demo.life.people import NO_VARIANT, People

NEVER = np.inf
LONGEST_STAGING_DAYS = 5  # staging shows bone metastasis within days of the primary


@dataclass(frozen=True)
class Illness:
    """Days from the diagnosis of the primary. `bone_day` is the first day bone metastasis is
    documented, infinite when it never is."""

    bone_day: Numbers
    death_day: Numbers


@dataclass(frozen=True)
class Deaths:
    """Hazard ratios of death present among people with bone metastasis, by stage at diagnosis."""

    stage_iv: Mixture
    earlier: Mixture


def deaths_with_bone(people: People, burden: Burden) -> Deaths:
    """The ratios of those with bone metastasis at diagnosis, and of those who may get it later."""
    return Deaths(
        mixture_of(burden.death_ratio[people.has_bone]),
        mixture_of(burden.death_ratio[~people.is_stage_iv]),
    )


def draw_illness(
    people: People, burden: Burden, seed: int, targets: Calibration, deaths: Deaths
) -> Illness:
    """Bone metastasis and death of each person (domain.md §9).

    Without bone metastasis people leave at constant rates; from bone metastasis on, each group
    dies with its published median, its members by their ratios.
    """
    rng = stream(seed, "illness")
    staging = rng.integers(1, LONGEST_STAGING_DAYS + 1, people.count).astype(np.float64)
    bone = np.full(people.count, NEVER)
    death = np.full(people.count, NEVER)
    first, second = rng.exponential(size=people.count), rng.exponential(size=people.count)
    which = rng.random(people.count)
    for members, pace, after_bone, by_agent in _groups(people, targets, deaths):
        left = first[members] / pace.leaving
        turns = (left > pace.onset_from) & (which[members] < pace.turning)
        at_once = people.has_bone[members]
        bone_day = np.where(at_once, staging[members], np.where(turns, left, NEVER))
        hazard = second[members] / burden.death_ratio[members]
        survival = after_bone.day_of(hazard)
        for agent, clock in by_agent.items():
            on_agent = burden.agent[members] == agent
            survival = np.where(on_agent, clock.day_of(hazard), survival)
        death[members] = np.where(np.isfinite(bone_day), bone_day + survival, left)
        bone[members] = bone_day
    return Illness(np.ceil(bone), np.maximum(np.ceil(death), 1))


def _groups(
    people: People, targets: Calibration, deaths: Deaths
) -> list[tuple[Flags, Pace, Clock, dict[int, Clock]]]:
    """People of one pace: by variant or histology, and by stage."""
    groups = []
    for place, variant in enumerate(targets.variants):
        medians = variant.median_without_bone, variant.median_with_bone
        groups.append((people.variant == place, medians))
    for place, histology in enumerate(targets.histologies):
        if histology.median_without_bone is not None and histology.median_with_bone is not None:
            members = (people.histology == place) & (people.variant == NO_VARIANT)
            groups.append((members, (histology.median_without_bone, histology.median_with_bone)))
    return [
        (
            members & (people.is_stage_iv == advanced),
            *_pace(medians, advanced, targets, deaths),
            _clocks_of_agents(advanced, targets, deaths),
        )
        for members, medians in groups
        for advanced in (True, False)
    ]


def _pace(
    medians: tuple[float, float], is_stage_iv: bool, targets: Calibration, deaths: Deaths
) -> tuple[Pace, Clock]:
    """Before bone metastasis, and from it on."""
    without_bone, with_bone = medians
    later = (targets.bone_ever - targets.bone_at_diagnosis) / (1 - targets.bone_at_diagnosis)
    after = rate_of_median(with_bone)
    median = without_bone if is_stage_iv else targets.median_localised
    before = pace_before_bone(later, median, after, targets.found_at_diagnosis_days)
    mixture = deaths.stage_iv if is_stage_iv else deaths.earlier
    return before, mixture.clock(after)


def _clocks_of_agents(is_stage_iv: bool, targets: Calibration, deaths: Deaths) -> dict[int, Clock]:
    """From bone metastasis on, by bone agent; none where the agent does not decide."""
    if targets.median_by_agent is None:
        return {}
    mixture = deaths.stage_iv if is_stage_iv else deaths.earlier
    medians = zip((ZOLEDRONATE, DENOSUMAB), targets.median_by_agent, strict=True)
    return {agent: mixture.clock(rate_of_median(median)) for agent, median in medians}
