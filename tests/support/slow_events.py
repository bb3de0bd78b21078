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


def episodes(values: list[tuple[date, float]], *, upper: float = 2.60) -> list[list[date]]:
    """Days of each hypercalcaemia episode of one patient, from one corrected value a day."""
    found: list[list[date]] = []
    is_open = False
    for on, value in sorted(values):
        if value <= upper:
            is_open = False
        elif value >= 3.0:
            if is_open and (on - found[-1][-1]).days <= 14:
                found[-1].append(on)
            else:
                found.append([on])
            is_open = True
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
