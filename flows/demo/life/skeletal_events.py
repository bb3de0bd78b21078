"""Skeletal events of each person: at diagnosis, first, recurrent, and the treatment of each."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from flows.demo.calibration import KINDS, Calibration
from flows.demo.life.burden import DENOSUMAB, NO_AGENT, ZOLEDRONATE
from flows.demo.life.draws import Flags, Numbers, Whole, chance, stream
from flows.demo.life.lives import Lives
from flows.demo.life.reference import Reference

# An event that ended, drawn again within this time, would be the same hypercalcaemia.
HYPERCALCAEMIA_APART_DAYS = 21.0
_MOST_EVENTS_OF_A_KIND = 40


@dataclass(frozen=True)
class _Exposed:
    """People with bone metastasis, days counted from its documentation."""

    person: Whole
    ratio: Numbers
    until: Numbers
    agent: Numbers
    agent_ratio: Numbers


def draw_skeletal_events(
    lives: Lives, seed: int, targets: Calibration, rates: Reference
) -> pl.DataFrame:
    """Skeletal events as they happen, before anybody records them.

    Columns out: event (number), person, kind, day (from diagnosis of the primary), is_prevalent,
    answers (number of the event this treatment answers, null otherwise), sorted by event.
    """
    rng = stream(seed, "skeletal events")
    exposed = _exposed(lives, targets)
    parts = [_at_diagnosis(lives, rng)]
    for kind, rate in zip(KINDS, rates.event_rates, strict=True):
        person, day = _incident(rng, exposed, kind, rate, targets, rates)
        parts.append(_rows(person, kind, day + lives.bone_day[person]))
    events = _numbered(pl.concat(parts))
    return pl.concat([events, *_answers(rng, events, lives, targets)]).sort("event")


def _exposed(lives: Lives, targets: Calibration) -> _Exposed:
    person = np.flatnonzero(lives.has_bone)
    zoledronate = targets.event_zoledronate
    ratio_of = {
        NO_AGENT: 1.0,
        ZOLEDRONATE: zoledronate,
        DENOSUMAB: zoledronate * targets.event_denosumab_over_zoledronate,
    }
    bone = lives.bone_day[person]
    return _Exposed(
        person=person,
        ratio=lives.burden.event_ratio[person],
        until=lives.seen_until[person] - bone,
        agent=lives.agent_day[person] - bone,
        agent_ratio=np.array([ratio_of[agent] for agent in sorted(ratio_of)])[
            lives.burden.agent[person]
        ],
    )


def _at_diagnosis(lives: Lives, rng: np.random.Generator) -> pl.DataFrame:
    """Events that are there when bone metastasis is documented: fractures and compressions that
    day, hypercalcaemia in the week before, treatment in the ten days before."""
    person, kind = np.nonzero(lives.burden.at_diagnosis & lives.has_bone[:, None])
    earliest = np.array([{"RT": 10, "SX": 10, "HCM": 7}.get(name, 0) for name in KINDS])
    before = np.floor(rng.random(len(person)) * (earliest[kind] + 1))
    day = lives.bone_day[person] - before
    # Hypercalcaemia is found in our own samples, none of which precedes the first contact.
    here = (kind == KINDS.index("HCM")) & (lives.seen_from[person] <= lives.bone_day[person])
    day = np.where(here, np.maximum(day, lives.seen_from[person]), day)
    named = np.array(KINDS)[kind]
    return pl.concat(
        [_rows(person[named == name], name, day[named == name], True) for name in KINDS]
    )


def _rows(person: Whole, kind: str, day: Numbers, is_prevalent: bool = False) -> pl.DataFrame:
    return pl.DataFrame({"person": person, "day": day.astype(np.int64)}).with_columns(
        kind=pl.lit(kind), is_prevalent=pl.lit(is_prevalent)
    )


def _incident(
    rng: np.random.Generator,
    exposed: _Exposed,
    kind: str,
    rate: float,
    targets: Calibration,
    rates: Reference,
) -> tuple[Whole, Numbers]:
    """Every event of one kind after index: person and day from index, the day of the event
    counted as begun."""
    clock = rates.events.clock(rate)
    hazard = rng.exponential(size=len(exposed.person)) / exposed.ratio
    before_agent = clock.hazard_at(exposed.agent)
    under_agent = before_agent + (hazard - before_agent) / exposed.agent_ratio
    first = clock.day_of(np.where(hazard <= before_agent, hazard, under_agent))
    happens = first <= exposed.until
    baseline = rate / float(rates.events.ratios @ rates.events.shares)
    again = _recurrences(
        rng, _subset(exposed, happens), first[happens], hazard[happens], baseline, kind, targets
    )
    person = np.concatenate([exposed.person[happens], again[0]])
    return person, np.ceil(np.concatenate([first[happens], again[1]]))


def _subset(exposed: _Exposed, chosen: Flags) -> _Exposed:
    return _Exposed(
        exposed.person[chosen],
        exposed.ratio[chosen],
        exposed.until[chosen],
        exposed.agent[chosen],
        exposed.agent_ratio[chosen],
    )


def _recurrences(
    rng: np.random.Generator,
    exposed: _Exposed,
    last: Numbers,
    hazard: Numbers,
    baseline: float,
    kind: str,
    targets: Calibration,
) -> tuple[Whole, Numbers]:
    """Events after the first. Among people who had one at cumulative hazard H, frailty is gamma
    of shape 1/v + 1 and scale v exp(-v H): this keeps first events as they are."""
    variance = targets.frailty_variance
    scale = variance * np.exp(-variance * hazard * exposed.ratio)
    frailty = rng.gamma(1 / variance + 1, scale)
    rate = frailty * exposed.ratio * baseline
    people, days = [exposed.person[:0]], [last[:0]]
    for _ in range(_MOST_EVENTS_OF_A_KIND):
        exposure = rng.exponential(size=len(last))
        last = _next_event(last, exposure, rate, exposed, targets)
        if kind == "HCM":
            last = last + HYPERCALCAEMIA_APART_DAYS
        happens = last <= exposed.until
        exposed, last, rate = _subset(exposed, happens), last[happens], rate[happens]
        people.append(exposed.person)
        days.append(last)
        if not len(last):
            break
    return np.concatenate(people), np.concatenate(days)


def _next_event(
    last: Numbers, exposure: Numbers, rate: Numbers, exposed: _Exposed, targets: Calibration
) -> Numbers:
    """When the exposure is used up, at a rate that falls when the cluster ends and when a bone
    agent starts."""
    cluster_end = last + targets.cluster_days
    agent = np.maximum(exposed.agent, last)
    cuts = np.minimum(cluster_end, agent), np.maximum(cluster_end, agent)
    treated_first = agent < cluster_end
    rates = (
        rate * targets.cluster_ratio,
        rate * np.where(treated_first, targets.cluster_ratio * exposed.agent_ratio, 1.0),
        rate * exposed.agent_ratio,
    )
    day, left = last.copy(), exposure.copy()
    for cut, pace in zip((*cuts, np.full(len(last), np.inf)), rates, strict=True):
        arrives = left / pace
        spent = np.minimum(arrives, cut - day)
        left = left - spent * pace
        day = day + spent
    return day


def _numbered(events: pl.DataFrame) -> pl.DataFrame:
    """One event a person, kind and day, in order, with a number."""
    ordered = events.unique(["person", "kind", "day"]).sort("person", "day", "kind")
    return ordered.with_row_index("event").select(
        pl.col("event").cast(pl.Int64),
        "person",
        "kind",
        "day",
        "is_prevalent",
        answers=pl.lit(None, pl.Int64),
    )


def _answers(
    rng: np.random.Generator, events: pl.DataFrame, lives: Lives, targets: Calibration
) -> list[pl.DataFrame]:
    """Treatments that answer a fracture or a compression after index, while the person lives."""
    habits = [
        ("SCC", "RT", targets.compression_irradiated, (0, 2)),
        ("SCC", "SX", targets.compression_operated, (0, 1)),
        ("FX", "SX", targets.fracture_operated, (1, 10)),
        ("FX", "RT", targets.fracture_irradiated, (7, 20)),
    ]
    answers, next_number = [], events.height
    for cause, treatment, probability, (soonest, latest) in habits:
        causes = events.filter((pl.col("kind") == cause) & ~pl.col("is_prevalent"))
        delay = rng.integers(soonest, latest + 1, causes.height)
        treated = causes.with_columns(
            answers="event", kind=pl.lit(treatment), day=pl.col("day") + delay
        ).filter(pl.lit(chance(rng, probability, causes.height)))
        in_time = treated.filter(treated["day"] <= lives.seen_until[treated["person"]])
        numbers = np.arange(next_number, next_number + in_time.height)
        next_number += in_time.height
        answers.append(in_time.with_columns(event=pl.Series(numbers, dtype=pl.Int64)))
    return answers
