"""A second opinion: the estimators again, slow and obvious.

Each is a loop over days and people, written from the definition. Standard errors come from the
definition of the infinitesimal jackknife itself: the derivative of the estimate with respect to
each person's weight, taken by the complex step (weight 1 + ih, imaginary part over h), which has no
cancellation. Nothing here is shared with `transforms.statistics`.
"""

from dataclasses import dataclass
from math import isclose

STEP = 1e-40


@dataclass(frozen=True)
class History:
    """One person: at risk when entry < t <= time, then `status` 0 censored or 1..K."""

    time: float
    status: int
    entry: float = -1.0


@dataclass(frozen=True)
class Person:
    """One person with events: at risk when start < t <= end, dead or not at the end."""

    start: float
    end: float
    events: tuple[float, ...]
    died: bool


def days(people: list[History]) -> list[float]:
    """The days on which somebody leaves."""
    return sorted({person.time for person in people})


def at_risk(people: list[History], day: float) -> int:
    return sum(person.entry < day <= person.time for person in people)


def incidence(
    people: list[History], cause: int, weights: list[complex] | None = None
) -> dict[float, complex]:
    """The probability of the cause by each day."""
    weights = weights or [1.0] * len(people)
    event_free: complex = 1.0
    reached: complex = 0.0
    curve = {}
    for day in days(people):
        here = [(p, w) for p, w in zip(people, weights, strict=True) if p.entry < day <= p.time]
        present = sum(w for p, w in here)
        own = sum(w for p, w in here if p.time == day and p.status == cause)
        every = sum(w for p, w in here if p.time == day and p.status > 0)
        reached += event_free * own / present
        event_free *= (present - every) / present
        curve[day] = reached
    return curve


def incidence_error(people: list[History], cause: int) -> dict[float, float]:
    """The infinitesimal jackknife standard error of the incidence."""
    squares = dict.fromkeys(days(people), 0.0)
    for moved in range(len(people)):
        curve = incidence(people, cause, _weights(len(people), moved))
        for day, value in curve.items():
            squares[day] += (complex(value).imag / STEP) ** 2
    return {day: square**0.5 for day, square in squares.items()}


def _weights(size: int, moved: int) -> list[complex]:
    return [1 + STEP * 1j if place == moved else 1.0 for place in range(size)]


def greenwood_error(people: list[History], cause: int) -> dict[float, float]:
    """Andersen et al. 1993, 4.4.20: the double sum, one term a day."""
    curve = incidence(people, cause)
    errors = {}
    for day in days(people):
        variance, event_free = 0.0, 1.0
        for past in days(people):
            n = at_risk(people, past)
            every = sum(p.time == past and p.status > 0 for p in people)
            own = sum(p.time == past and p.status == cause for p in people)
            if past <= day:
                rise = curve[day].real - curve[past].real
                if n > every:
                    variance += rise**2 * every / (n * (n - every))
                variance += event_free**2 * own * (n - own) / n**3
                variance -= 2 * rise * event_free * own / n**2
            event_free *= (n - every) / n
        errors[day] = max(variance, 0.0) ** 0.5
    return errors


def gray_error(people: list[History], cause: int) -> dict[float, float]:
    """Gray's variance as R cmprsk accumulates it."""
    errors = {}
    event_free, reached = 1.0, 0.0
    first = second = third = 0.0
    for day in days(people):
        n = at_risk(people, day)
        own = sum(p.time == day and p.status == cause for p in people)
        others = sum(p.time == day and p.status not in (0, cause) for p in people)
        eve = event_free
        event_free *= 1 - (own + others) / n
        event_free = 0.0 if own + others == n else event_free
        reached += eve * own / n
        for count, constant in ((others, 0.0), (own, 1.0)):
            if count and (event_free > 0 or constant):
                tied = 1 - (count - 1) / (n - 1) if count > 1 else 1.0
                step = eve**2 * tied * count / n**2
                inverse = 1 / event_free if event_free > 0 else 0.0
                weight = constant + inverse * reached
                first += weight**2 * step
                second += inverse * weight * step
                third += inverse**2 * step
        errors[day] = max(first + reached**2 * third - 2 * reached * second, 0.0) ** 0.5
    return errors


def survival(people: list[History]) -> dict[float, float]:
    """The probability of no event, of whatever cause, after each day."""
    event_free, curve = 1.0, {}
    for day in days(people):
        n = at_risk(people, day)
        every = sum(p.time == day and p.status > 0 for p in people)
        event_free = 0.0 if every == n else event_free * (1 - every / n)
        curve[day] = event_free
    return curve


def quantile(people: list[History], q: float) -> float | None:
    """The first day with survival at most 1 - q; the middle of the step if exactly 1 - q."""
    curve = survival(people)
    below = [day for day, s in curve.items() if s < 1 - q or isclose(s, 1 - q)]
    passed = [day for day, s in curve.items() if s < 1 - q and not isclose(s, 1 - q)]
    if not below:
        return None
    return (below[0] + (passed[0] if passed else max(curve))) / 2


def mean_event_free(people: list[History], tau: float) -> float:
    """The area under the survival curve up to tau, step by step."""
    curve = survival(people)
    area, height, since = 0.0, 1.0, 0.0
    for day in [day for day in curve if day < tau]:
        area += height * (day - since)
        height, since = curve[day], day
    return area + height * (tau - since)


def log_rank_score(groups: dict[str, list[History]], rho: float) -> list[float]:
    """Observed minus expected events of each group."""
    everybody = [person for people in groups.values() for person in people]
    curve, eve = survival(everybody), 1.0
    scores = dict.fromkeys(groups, 0.0)
    for day in days(everybody):
        events = sum(p.time == day and p.status > 0 for p in everybody)
        for name, people in groups.items():
            expected = events * at_risk(people, day) / at_risk(everybody, day)
            own = sum(p.time == day and p.status > 0 for p in people)
            scores[name] += eve**rho * (own - expected)
        eve = curve[day]
    return list(scores.values())


def log_rank_of_two(groups: dict[str, list[History]], rho: float) -> float | None:
    """The statistic for two groups: squared score over the hypergeometric variance."""
    everybody = [person for people in groups.values() for person in people]
    curve, eve, variance = survival(everybody), 1.0, 0.0
    for day in days(everybody):
        d = sum(p.time == day and p.status > 0 for p in everybody)
        n, n1 = at_risk(everybody, day), at_risk(next(iter(groups.values())), day)
        if n > 1:
            variance += eve ** (2 * rho) * d * (n - d) / (n - 1) * n1 / n * (1 - n1 / n)
        eve = curve[day]
    score = log_rank_score(groups, rho)[0]
    return score**2 / variance if variance > 1e-12 else None


def gray_of_two(groups: dict[str, list[History]], cause: int, rho: float) -> float | None:
    """Gray's statistic for two groups, accumulated day by day as R cmprsk does.

    s is the score of the first group; a[k] what an event in group k adds to it today, c[k] what it
    will have added through expected numbers by today; v, v2, v3 are the sums of squares with
    c[k] taken off, to be completed with the last c[k].
    """
    score = v = pooled = 0.0
    eve, f = dict.fromkeys(groups, 1.0), dict.fromkeys(groups, 0.0)
    c, v2, v3 = (dict.fromkeys(groups, 0.0) for _ in range(3))
    compared = next(iter(groups))
    for day in days([person for people in groups.values() for person in people]):
        n = {k: at_risk(people, day) for k, people in groups.items()}
        own = {k: sum(p.time == day and p.status == cause for p in groups[k]) for k in groups}
        other = {
            k: sum(p.time == day and p.status not in (0, cause) for p in groups[k]) for k in groups
        }
        present = [k for k in groups if n[k] > 0]
        events = sum(own.values())
        if not events and not any(other.values()):
            continue
        total = sum(n[k] / eve[k] for k in present)
        exposed = sum(n[k] * (1 - f[k]) / eve[k] for k in present)
        after = {k: eve[k] * (n[k] - own[k] - other[k]) / n[k] for k in present}
        weight, rising = (1 - pooled) ** rho, events / (total * (1 - pooled))
        pooled += events / total
        share = n[compared] / eve[compared] if n[compared] else 0.0
        a = {k: weight * share * ((k == compared) - n[k] / eve[k] / total) for k in present}
        if share:
            expected = events * n[compared] * (1 - f[compared]) / (eve[compared] * exposed)
            score += weight * (own[compared] - expected)
        for k in present:
            c[k] += a[k] * rising
            f[k] += eve[k] * own[k] / n[k]
            if events:
                turned = 1 - (1 - pooled) / after[k] if after[k] > 0 else 1.0
                tied = 1 - (events - 1) / (total * eve[k] - 1) if events > 1 else 1.0
                step, term = tied * eve[k] * events / (total * n[k]), a[k] - turned * c[k]
                v3[k] += turned**2 * step
                v2[k] += term * turned * step
                v += term**2 * step
            if other[k] and after[k] > 0:
                turned = (1 - pooled) / after[k]
                tied = 1 - (other[k] - 1) / (n[k] - 1) if other[k] > 1 else 1.0
                step = tied * eve[k] ** 2 * other[k] / n[k] ** 2
                v3[k] += turned**2 * step
                v2[k] -= turned**2 * c[k] * step
                v += (turned * c[k]) ** 2 * step
            eve[k] = after[k]
    v += sum(c[k] ** 2 * v3[k] + 2 * c[k] * v2[k] for k in groups)
    return score**2 / v if v > 1e-12 else None


def mean_events(
    people: list[Person], *, deaths: bool, weights: list[complex] | None = None
) -> dict[float, complex]:
    """The mean number of events by each day; `deaths` takes the dead to have no more."""
    weights = weights or [1.0] * len(people)
    alive: complex = 1.0
    total: complex = 0.0
    curve = {}
    for day in _days_of_events(people):
        here = [(p, w) for p, w in zip(people, weights, strict=True) if p.start < day <= p.end]
        if not here:
            continue
        present = sum(w for p, w in here)
        dying = sum(w for p, w in here if deaths and p.died and p.end == day)
        total += alive * sum(w * p.events.count(day) for p, w in here) / present
        alive *= (present - dying) / present
        curve[day] = total
    return curve


def mean_events_error(people: list[Person], *, deaths: bool) -> dict[float, float]:
    """The infinitesimal jackknife standard error of the mean."""
    squares = dict.fromkeys(_days_of_events(people), 0.0)
    for moved in range(len(people)):
        curve = mean_events(people, deaths=deaths, weights=_weights(len(people), moved))
        for day, value in curve.items():
            squares[day] += (complex(value).imag / STEP) ** 2
    return {day: square**0.5 for day, square in squares.items()}


def _days_of_events(people: list[Person]) -> list[float]:
    return sorted({day for p in people for day in (*p.events, p.end)})


def counted_events(events: list[tuple[int, float]], window: float) -> list[bool]:
    """For each (person, day) whether it counts; of one day's events the first listed."""
    last: dict[int, float] = {}
    counted = [False] * len(events)
    for place in sorted(range(len(events)), key=lambda at: (events[at], at)):
        person, day = events[place]
        if person not in last or day - last[person] >= window:
            counted[place] = True
            last[person] = day
    return counted
