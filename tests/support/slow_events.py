"""Second opinions: the same rules, slowly, one patient and one row at a time.

Plain Python without Polars, so that a mistake in a join or a window function shows.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

PRIORITY = ["SCC", "FX", "SX", "RT", "HCM"]
KINDS = {
    "SRE4": {"SCC", "FX", "SX", "RT"},
    "SRE5": {"SCC", "FX", "SX", "RT", "HCM"},
    "SSE": {"SCC", "FX", "SX", "RT"},
    "SSE_upper": {"SCC", "FX", "SX", "RT"},
}


@dataclass(frozen=True)
class Result:
    """A laboratory result."""

    patient: str
    at: datetime
    value: float
    row: str
    sample: str | None = None
    resulted_at: datetime | None = None
    is_timed: bool = True


@dataclass(frozen=True)
class Event:
    """An event that nothing excludes."""

    key: str
    patient: str
    day: int
    kind: str
    is_symptomatic: bool | None = None


def albumin_for(calcium: Result, albumins: list[Result]) -> tuple[str, str | None]:
    """How a calcium is paired, and with which row."""
    own = [albumin for albumin in albumins if albumin.patient == calcium.patient]
    tube = [
        albumin
        for albumin in own
        if calcium.sample is not None
        and albumin.sample == calcium.sample
        and abs(albumin.at - calcium.at) <= timedelta(hours=24)
    ]
    if tube:
        return "same_sample", _last_issued(tube).row
    near = [albumin for albumin in own if abs(albumin.at - calcium.at) <= timedelta(days=7)]
    if not near:
        return "not_computable", None
    closest = min(near, key=lambda albumin: (abs(albumin.at - calcium.at), albumin.at))
    chosen = _last_issued([albumin for albumin in near if albumin.at == closest.at])
    apart = abs(chosen.at - calcium.at)
    if apart == timedelta(0) and calcium.is_timed and chosen.is_timed:
        return "same_time", chosen.row
    return ("within_24_hours" if apart <= timedelta(hours=24) else "within_7_days"), chosen.row


def _last_issued(results: list[Result]) -> Result:
    latest = max((r.resulted_at for r in results if r.resulted_at is not None), default=None)
    return min((r for r in results if r.resulted_at == latest), key=lambda result: result.row)


def counted_events(
    events: list[Event], endpoint: str, *, entry_day: int, window: int = 21
) -> set[str]:
    """Keys of the counted events of one patient: one a day, then 21 days from the last counted."""
    members = [
        event
        for event in events
        if event.kind in KINDS[endpoint]
        and event.day > max(0, entry_day)
        and not (endpoint == "SSE" and event.kind == "FX" and not event.is_symptomatic)
        and not (endpoint == "SSE_upper" and event.kind == "FX" and event.is_symptomatic is False)
    ]
    counted: set[str] = set()
    last_counted: int | None = None
    for on in sorted({event.day for event in members}):
        if last_counted is None or on - last_counted >= window:
            last_counted = on
            same_day = [event for event in members if event.day == on]
            named = min(same_day, key=lambda event: (PRIORITY.index(event.kind), event.key))
            counted.add(named.key)
    return counted


@dataclass(frozen=True)
class Calcium:
    """A corrected calcium of one day, as written: "=", "<" or ">" and a number."""

    operator: str
    value: float

    def may_be(self, number: float) -> bool:
        """The result allows this value; the limit itself among them."""
        if self.operator == "=":
            return number == self.value
        return number >= self.value if self.operator == ">" else number <= self.value


# every value calcium can have, in hundredths: a statement is proven when all allowed ones make it
CONCEIVABLE = [hundredth / 100 for hundredth in range(80, 601)]


def is_high(calcium: Calcium) -> bool:
    """Hypercalcaemia whatever the value is."""
    return all(number >= 3.0 for number in CONCEIVABLE if calcium.may_be(number))


def is_normal(calcium: Calcium, upper: float = 2.60) -> bool:
    """Within the upper limit whatever the value is."""
    return all(number <= upper for number in CONCEIVABLE if calcium.may_be(number))


@dataclass
class Episode:
    """High days of one hypercalcaemia, and the first day back within the limit."""

    days: list[date]
    peak: Calcium
    recovered_on: date | None = None


def episodes(drawn: list[tuple[date, Calcium]]) -> list[Episode]:
    """The hypercalcaemias of one patient, from one corrected calcium a day."""
    found: list[Episode] = []
    is_open = False
    for on, calcium in sorted(drawn, key=lambda told: told[0]):
        if is_high(calcium):
            if is_open and (on - found[-1].days[-1]).days <= 14:
                found[-1].days.append(on)
                found[-1].peak = _higher(found[-1].peak, calcium)
            else:
                found.append(Episode([on], calcium))
            is_open = True
        elif is_normal(calcium):
            if is_open:
                found[-1].recovered_on = on
            is_open = False
    return found


def reviewed_events(
    rows: list[str], verdicts: list[tuple[str, str, int, str]]
) -> dict[str, tuple[str | None, set[str]]]:
    """Fractures of unknown mechanism after verdicts (row, decision, day, into) in row order.

    Of each: what excludes it, and the fractures behind it.
    """
    in_force: dict[str, tuple[str, str]] = {}
    for row, decision, _, into in sorted(verdicts, key=lambda told: told[2]):
        in_force[row] = (decision, into)
    rejected = {row for row, (decision, _) in in_force.items() if decision == "reject"}
    into_of = {
        row: into
        for row, (decision, into) in in_force.items()
        if decision == "merge" and into in rows and into not in rejected
    }
    merged_into = {row: into for row, into in into_of.items() if row not in _beyond(row, into_of)}
    behind = {row: {row} for row in rows}
    for row in merged_into:
        end = row
        while end in merged_into:
            end = merged_into[end]
        behind[end].add(row)
    return {row: (_reason(row, in_force, merged_into), behind[row]) for row in rows}


def _beyond(row: str, into_of: dict[str, str]) -> list[str]:
    """Where as many merges as there are lead from a row."""
    met = []
    for _ in into_of:
        row = into_of.get(row, row)
        met.append(row)
    return met if into_of else []


def _reason(
    row: str, in_force: dict[str, tuple[str, str]], merged_into: dict[str, str]
) -> str | None:
    decision = in_force.get(row, ("", ""))[0]
    if decision == "reject":
        return "rejected_by_review"
    if row in merged_into:
        return "merged_by_review"
    return None if decision == "accept" else "mechanism_unknown"


def _higher(one: Calcium, other: Calcium) -> Calcium:
    operator = ">" if ">" in (one.operator, other.operator) else "="
    return Calcium(operator, max(one.value, other.value))


@dataclass(frozen=True)
class Hormone:
    """A PTH of a day: its value and the upper limit of the laboratory."""

    on: date
    value: float
    upper: float


def etiology(episode: Episode, hormones: list[Hormone]) -> str:
    """What PTH says of an episode: of those drawn while calcium was high, the nearest to its start,
    the earlier of two as near."""
    first, last = episode.days[0], episode.days[-1]
    speaking = [
        hormone
        for hormone in hormones
        if (hormone.on - first).days >= -3 and (hormone.on - last).days <= 14
        if episode.recovered_on is None or hormone.on < episode.recovered_on
    ]
    if not speaking:
        return "unknown"
    nearest = min(speaking, key=lambda hormone: (abs((hormone.on - first).days), hormone.on))
    return "pth_high" if nearest.value > nearest.upper else "malignant_probable"
