"""Indicators about radiotherapy: Q15, Q16, Q18 (domain.md §6)."""

import polars as pl

from transforms.derived.events.places import same_place
from transforms.derived.evidence import source_row
from transforms.derived.indicators.case import OPENING, awaited, same_day_cases
from warehouse.schema.definitions import number

FIXATIONS = ("preventive", "fracture")
DOSE_TOLERANCE_GY = 0.02 * number("single_fraction_gy")  # as for total doses, domain.md §8


def single_fractions(
    radiotherapy_course: pl.DataFrame, skeletal_event: pl.DataFrame
) -> pl.DataFrame:
    """Q15: courses against pain, to bone, without fracture or compression behind them.

    Courses whose fractions or dose are not known cannot be judged and are left out.
    """
    events = skeletal_event.filter(
        pl.col("event_kind") == "RT",
        pl.col("excluded_reason").is_null(),
        pl.col("linked_event_id").is_null(),
    ).select(course_id="event_id")
    courses = radiotherapy_course.join(events, on="course_id", how="semi").filter(
        pl.col("radiotherapy_intent") == "analgesic",
        pl.col("fractions_delivered").is_not_null(),
        pl.col("total_dose_gy").is_not_null(),
    )
    away = (pl.col("total_dose_gy") - number("single_fraction_gy")).abs()
    is_single = (pl.col("fractions_delivered") == 1) & (away <= DOSE_TOLERANCE_GY)
    return same_day_cases(
        courses.with_columns(case_key="course_id", case_on="started_on", is_in_numerator=is_single),
        "Q15",
    )


def started_after_decision(
    radiotherapy_course: pl.DataFrame, radiotherapy: pl.DataFrame, skeletal_event: pl.DataFrame
) -> pl.DataFrame:
    """Q16: courses to bone whose decision is dated, from decision to first fraction.

    A decision dated after the first fraction is not one.
    """
    decisions = radiotherapy.select("decided_on", row=source_row("radiotherapy")).drop_nulls()
    rows = radiotherapy_course.select("course_id", row="source_rows").explode(
        "row", empty_as_null=False
    )
    decided = (
        rows.join(decisions, on="row").group_by("course_id").agg(case_on=pl.col("decided_on").min())
    )
    valid = skeletal_event.filter(
        pl.col("event_kind") == "RT", pl.col("excluded_reason").is_null()
    ).select(course_id="event_id")
    courses = (
        radiotherapy_course.join(decided, on="course_id")
        .join(valid, on="course_id", how="semi")
        .filter(pl.col("case_on") <= pl.col("started_on"))
    )
    openings = courses.with_columns(case_key="course_id").select(OPENING)
    starts = courses.select(case_key="course_id", happened_on="started_on")
    return awaited(
        openings,
        starts,
        "Q16",
        by="case_key",
        earliest=0,
        latest=int(number("radiotherapy_start_days")),
        searched_until=365,
    )


def radiotherapy_after_fixation(
    surgery: pl.DataFrame, skeletal_event: pl.DataFrame
) -> pl.DataFrame:
    """Q18: operations to prevent or mend a fracture, and radiotherapy of the same bone after."""
    intents = surgery.filter(pl.col("surgery_intent").is_in(FIXATIONS)).select(
        row=source_row("surgery")
    )
    valid = skeletal_event.filter(pl.col("excluded_reason").is_null())
    operations = (
        valid.filter(pl.col("event_kind") == "SX")
        .with_columns(
            row=pl.col("source_rows").list.first(), case_key="event_id", case_on="occurred_on"
        )
        .join(intents, on="row", how="semi")
    )
    courses = valid.filter(pl.col("event_kind") == "RT").select(
        "patient_id", other_site="bone_site", other_side="laterality", happened_on="occurred_on"
    )
    here = same_place("bone_site", "laterality", "other_site", "other_side").fill_null(False)
    answers = operations.join(courses, on="patient_id").filter(here)
    return awaited(
        operations.select(OPENING),
        answers.select("case_key", "happened_on"),
        "Q18",
        by="case_key",
        earliest=1,
        latest=int(number("postoperative_radiotherapy_days")),
    )
