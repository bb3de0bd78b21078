"""Populations whose hazard ratios are known: told one by one, or drawn with a ratio put in."""

from collections.abc import Mapping, Sequence
from random import Random

import polars as pl

from tests.support.histories import day
from tests.support.populations import LATER, drawn
from tests.support.slow_cox import Period

Told = Mapping[str, object]


def cohort_of(people: Mapping[str, Told]) -> pl.DataFrame:
    """derived.cohort: each person with `died` or `seen_until` in days, and `entry` (0)."""
    return drawn("cohort", [_member(name, told) for name, told in people.items()])


def _member(name: str, told: Told) -> dict[str, object]:
    died = told.get("died")
    end = died if died is not None else told.get("seen_until", LATER)
    usual: dict[str, object] = {
        "patient_id": name,
        "cancer_on": day(-30),
        "histology": "adenocarcinoma",
        "index_on": day(0),
        "entry_on": day(_whole(told.get("entry", 0))),
        "exit_on": day(_whole(end)),
        "exit_status": "dead" if died is not None else "censored",
    }
    agent = told.get("agent")
    dosed = {} if agent is None else {"first_bone_agent_on": day(_whole(agent))}
    aliases = ("died", "seen_until", "entry", "agent")
    kept = {key: value for key, value in told.items() if key not in aliases}
    return {**usual, **dosed, **kept}


def _whole(number: object) -> int:
    assert isinstance(number, int)
    return number


def drawn_deaths(ratio: float, people: int, seed: int) -> dict[str, dict[str, int]]:
    """People who die at a rate that is multiplied by `ratio` from the day of a fact on.

    died or seen_until; since, for those who lived to have it.
    """
    random = Random(seed)
    rate, told = 1 / 300, {}
    for number in range(people):
        since = random.randint(1, 400)
        first = random.expovariate(rate)
        died = first if first <= since else since + random.expovariate(rate * ratio)
        last = random.randint(200, 900)
        end = {"died": max(1, int(died) + 1)} if died < last else {"seen_until": last}
        has_it = since < min(died, last)
        told[f"p{number:05d}"] = end | ({"since": since} if has_it else {})
    return told


def drawn_events(ratio: float, people: int, seed: int) -> dict[str, tuple[int, list[int], int]]:
    """People with events 25 days apart at least: end, days of events, and the day of a fact from
    which on their rate is multiplied by `ratio`. Some have more events than others by nature."""
    random = Random(seed)
    told = {}
    for number in range(people):
        nature, since, end = random.gammavariate(2, 0.5), random.randint(1, 300), 400
        days: list[int] = []
        for on in range(1, end):
            hazard = nature * (ratio if on > since else 1.0) / 150
            is_able = not days or on >= days[-1] + 25
            if is_able and random.random() < hazard:
                days.append(on)
        told[f"p{number:05d}"] = (end, days, since)
    return told


def periods_of(people: Mapping[str, Told], fact: Mapping[str, int]) -> list[Period]:
    """The lives of people cut by hand on the day of the fact, for the second opinion."""
    periods = []
    for name, told in people.items():
        start = float(_whole(told.get("entry", 0)))
        stop = float(_whole(told.get("died", told.get("seen_until", LATER))))
        died, since = "died" in told, fact.get(name)
        if since is not None and start < since < stop:
            periods.append(Period(name, start, float(since), False, False))
            periods.append(Period(name, float(since), stop, died, True))
        else:
            periods.append(Period(name, start, stop, died, since is not None and since <= start))
    return periods


def rows_of(table: pl.DataFrame, name: str) -> dict[str, dict[str, object]]:
    """The rows of a published table by the column that names them."""
    return {str(row[name]): row for row in table.iter_rows(named=True)}


def empty_of(names: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Derived tables without rows."""
    return {name: drawn(name, []) for name in names}
