"""Cumulative incidence read at declared months."""

import polars as pl

from transforms.statistics import cumulative_incidence
from warehouse.schema.definitions import names, number

CERTAIN = 1 - 1e-9


def months_in_days(definition: str) -> dict[int, int]:
    """The months a definition declares, each with its days: months times 30.4375, rounded."""
    return {int(month): round(int(month) * number("days_per_month")) for month in names(definition)}


def incidence_at(histories: pl.DataFrame, months: str) -> pl.DataFrame:
    """Incidence of cause 1 at each month of the definition, death competing.

    In: entry_day, exit_day, status (0 censored, 1 the event, 2 death), one row a patient at risk.
    Out: at_month, at_day, patient_count, n_risk (still followed, neither event nor death before
    that day), event_count, incidence, std_err, lower, upper. The estimate is null beyond the
    longest follow-up, unless nobody is left who could have the event.
    """
    curve = cumulative_incidence(histories, time="exit_day", status="status", entry="entry_day")
    rows = [_read(curve, histories, month, day) for month, day in months_in_days(months).items()]
    return pl.concat(rows)


def _read(curve: pl.DataFrame, histories: pl.DataFrame, month: int, day: int) -> pl.DataFrame:
    until = curve.filter(pl.col("time") <= day)
    events = until.filter(pl.col("cause") == 1)
    at_risk = histories.filter(pl.col("entry_day") < day, pl.col("exit_day") >= day).height
    known = pl.lit(at_risk > 0 or _everybody_has_ended(until))
    last = events.sort("time").tail(1) if events.height else _nothing_yet()
    return last.select(
        at_month=pl.lit(month),
        at_day=pl.lit(day),
        patient_count=pl.lit(histories.height),
        n_risk=pl.lit(at_risk),
        event_count=pl.lit(int(events["n_event"].sum())),
        incidence=pl.when(known).then("estimate"),
        std_err=pl.when(known).then("std_err"),
        lower=pl.when(known).then("lower"),
        upper=pl.when(known).then("upper"),
    )


def _everybody_has_ended(until: pl.DataFrame) -> bool:
    """The causes together have reached certainty: nothing more can happen."""
    last = until.sort("time").group_by("cause", maintain_order=True).last()
    return bool(last["estimate"].sum() >= CERTAIN)


def _nothing_yet() -> pl.DataFrame:
    """Before the first exit nobody has had anything."""
    zero = pl.DataFrame({"estimate": [0.0], "std_err": [0.0], "lower": [None], "upper": [None]})
    return zero.cast(dict.fromkeys(("lower", "upper"), pl.Float64))
