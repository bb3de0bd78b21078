"""How much of a change of incidence each cause makes."""

import polars as pl

from transforms.changes.published_version import TwoVersions
from transforms.derived.events.endpoints import ENDPOINTS
from transforms.published.estimates.incidence_at import months_in_days
from transforms.statistics import cumulative_incidence
from warehouse.schema import VOCABULARIES
from warehouse.schema.definitions import number

MONTHS = (12, 21)  # one year, and the median follow-up of the trials: domain.md §1, 1.20
_HISTORY = ("patient_id", "entry_day", "exit_day", "status")
VALUE = {"endpoint": pl.String, "at_month": pl.Int64, "value": pl.Float64}
STEP = {
    "endpoint": pl.String,
    "at_month": pl.Int64,
    "change_cause": pl.String,
    "difference": pl.Float64,
    "changed_count": pl.Int64,
}


def incidence_values(first_event: pl.DataFrame) -> pl.DataFrame:
    """The incidence of each endpoint at the months of MONTHS: endpoint, at_month, value.

    In: derived.first_event. Null where fewer patients are at risk than a curve needs to be drawn.
    """
    rows = []
    for endpoint in ENDPOINTS:
        histories = _of_endpoint(first_event, endpoint)
        for month, value in _read(histories).items():
            rows.append((endpoint, month, value if _is_readable(histories, month) else None))
    return pl.DataFrame(rows, schema=VALUE, orient="row")


def incidence_steps(versions: TwoVersions, items: pl.DataFrame) -> pl.DataFrame:
    """What each cause adds to the incidence of each endpoint and month; the steps add up.

    In: the histories that differ, as `first_event_histories` gives them. The histories of the
    version before are replaced by those of this one cause by cause, in the order of the vocabulary
    change_cause, and the incidence is estimated again after each: the steps add up to the
    difference whatever the causes. Out: STEP.
    """
    steps = [
        row for endpoint in ENDPOINTS for row in _steps(versions, endpoint, _own(items, endpoint))
    ]
    return pl.DataFrame(steps, schema=STEP, orient="row")


def _own(items: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    return items.filter(pl.col("endpoint") == endpoint)


def _steps(
    versions: TwoVersions, endpoint: str, items: pl.DataFrame
) -> list[tuple[str, int, str, float, int]]:
    now = _of_endpoint(versions.before.table("first_event"), endpoint)
    after = _of_endpoint(versions.after.table("first_event"), endpoint)
    steps, known = [], _read(now)
    for cause in VOCABULARIES["change_cause"].codes:
        moved = items.filter(pl.col("change_cause") == cause).select("patient_id")
        if moved.is_empty():
            continue
        now = _replaced(now, after, moved)
        read = _read(now)
        steps += [
            (endpoint, month, cause, read[month] - known[month], moved.height) for month in MONTHS
        ]
        known = read
    return steps


def _replaced(now: pl.DataFrame, after: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    stay = now.join(moved, on="patient_id", how="anti")
    return pl.concat([stay, after.join(moved, on="patient_id", how="semi")])


def _of_endpoint(first_event: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    return first_event.filter(pl.col("endpoint") == endpoint).select(_HISTORY)


def _read(histories: pl.DataFrame) -> dict[int, float]:
    """Incidence by month: the last estimate until then, 0 before the first exit."""
    if histories.is_empty():
        return dict.fromkeys(MONTHS, 0.0)
    # sums of floats depend on the order of their terms: always the same one
    ordered = histories.sort("patient_id")
    curve = cumulative_incidence(ordered, time="exit_day", status="status", entry="entry_day")
    events = curve.filter(pl.col("cause") == 1).sort("time")
    return {month: _last(events.filter(pl.col("time") <= _day(month))) for month in MONTHS}


def _last(events: pl.DataFrame) -> float:
    return float(events["estimate"].tail(1).item()) if events.height else 0.0


def _is_readable(histories: pl.DataFrame, month: int) -> bool:
    day = _day(month)
    at_risk = histories.filter(pl.col("entry_day") < day, pl.col("exit_day") >= day).height
    return at_risk >= number("curve_minimum_at_risk")


def _day(month: int) -> int:
    return months_in_days("incidence_months")[month]
