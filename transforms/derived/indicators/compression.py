"""Indicators about spinal cord compression: Q14 (domain.md §6)."""

import polars as pl

from transforms.derived.evidence import source_row
from transforms.derived.indicators.case import OPENING, as_cases, awaited
from warehouse.schema.definitions import number


def treated_compressions(skeletal_event: pl.DataFrame) -> list[pl.DataFrame]:
    """Q14a and Q14b: compressions, and the first radiotherapy or surgery linked to each.

    Hours are not recorded: 24 hours are the next calendar day, 48 hours the second.
    """
    compressions = _valid(skeletal_event).select(OPENING)
    treatments = skeletal_event.filter(pl.col("linked_event_id").is_not_null()).select(
        case_key="linked_event_id", happened_on="occurred_on"
    )
    until = int(number("linkage_days"))
    days = {"Q14a": "compression_treatment_days", "Q14b": "compression_treatment_late_days"}
    return [
        awaited(
            compressions,
            treatments,
            code,
            by="case_key",
            earliest=0,
            latest=int(number(definition)),
            searched_until=until,
        )
        for code, definition in days.items()
    ]


def frankel_at_both_times(
    skeletal_event: pl.DataFrame, cord_compression: pl.DataFrame
) -> pl.DataFrame:
    """Q14c: compressions, and whether both Frankel grades are known; due 30 days after."""
    both_known = pl.all_horizontal(
        pl.col(name).is_not_null() for name in ("frankel_initial", "frankel_day_30")
    )
    grades = cord_compression.select(
        founding_row=source_row("cord_compression"), is_in_numerator=both_known
    )
    compressions = _valid(skeletal_event).with_columns(
        founding_row=pl.col("source_rows").list.first(),
        due_on=pl.col("case_on") + pl.duration(days=int(number("frankel_days"))),
    )
    return as_cases(compressions.join(grades, on="founding_row"), "Q14c")


def _valid(skeletal_event: pl.DataFrame) -> pl.DataFrame:
    valid = skeletal_event.filter(
        pl.col("event_kind") == "SCC", pl.col("excluded_reason").is_null()
    )
    return valid.with_columns(case_key="event_id", case_on="occurred_on")
