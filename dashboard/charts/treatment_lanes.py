"""Lanes of treatment and imaging: systemic lines, bone agents, radiotherapy, surgery, images."""

from datetime import datetime

import polars as pl

from dashboard.charts.agent_lanes import (
    DOSE_TIPS,
    EXPOSURE_TIPS,
    MISSED_TIPS,
    doses,
    exposures,
    missed_doses,
)
from dashboard.charts.imaging_lanes import EXAM_TIPS, LESION_TIPS, exams, lesion_sites
from dashboard.charts.inline import with_tips
from dashboard.charts.lanes import LANE_HEIGHT, bars, in_rows, label_room, lanes_of, washes
from dashboard.charts.points import points, record_of_row, words
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Spec, panel
from dashboard.labels import table_meaning
from dashboard.language import say
from dashboard.palette import CRISIS_LIMIT, EVENT_KINDS, MISSING, SYSTEMIC_LINE
from dashboard.queries.history import History

LINE_TIPS = ("line_number", "regimen", "systemic_class", "started_on", "ended_on", "stop_reason")
COURSE_TIPS = (
    "bone_site",
    "laterality",
    "radiotherapy_intent",
    "technique",
    "started_on",
    "ended_on",
    "fractions_delivered",
    "total_dose_gy",
)
ALERT_TIPS = (
    "analyte_code",
    "sampled_at",
    "alert_value",
    "unit_code",
    "alert_limit",
    "alert_side",
    "alert_level",
    "alert_basis",
)
SURGERY_TIPS = ("surgery_intent", "performed_on", "bone_site", "laterality", "ccam_code")


def treatment_lanes(history: History, axis: TimeAxis, guides: Spec) -> Spec:
    """What was done, and when, on the same axis as what happened?

    A line without an end is drawn to death, else to the end of the axis with an arrow. Under the
    doses of an agent, the days they cover; a held dose is a circle, a missed one a cross on the
    day it was due.
    """
    marks = {
        "doses": (doses(history.doses), DOSE_TIPS, "canonical.bone_agent_administration"),
        "missed": (
            missed_doses(history.missed_doses),
            MISSED_TIPS,
            "derived.bone_agent_missed_dose",
        ),
        "surgeries": (_surgeries(history.surgeries), SURGERY_TIPS, "canonical.surgery"),
        "exams": (exams(history.exams), EXAM_TIPS, "canonical.imaging_exam"),
        "alerts": (_alerts(history.alerts), ALERT_TIPS, "derived.alert"),
        "lesions": (lesion_sites(history.lesions), LESION_TIPS, "canonical.lesion"),
    }
    lines, courses = _lines(history.lines, axis, _died_at(history)), _courses(history.courses, axis)
    covered = exposures(history)
    frames = {name: frame for name, (frame, _, _) in marks.items()}
    agents = [covered, frames["doses"], frames["missed"]]
    lanes = lanes_of(
        [
            lines,
            *agents,
            courses,
            *(frames[name] for name in ("surgeries", "exams", "lesions", "alerts")),
        ]
    )
    layers: list[Spec] = [
        *bars(lines, axis, lanes, LINE_TIPS, "lines", "canonical.systemic_line"),
        washes(covered, axis, lanes, EXPOSURE_TIPS, "exposures", "derived.bone_agent_exposure"),
        *bars(
            courses,
            axis,
            lanes,
            COURSE_TIPS,
            "courses",
            "derived.radiotherapy_course",
            label_inside=False,
        ),
    ]
    for name, (frame, told, table) in marks.items():
        layers += points(frame, axis, lanes, told, name, table_meaning(table))
    return panel(guides, *layers, height=LANE_HEIGHT * max(1, len(lanes)))


def _died_at(history: History) -> datetime | None:
    deaths = history.patient["death_on"].drop_nulls().cast(pl.Datetime("us"))
    return deaths[0] if deaths.len() else None


def _lines(lines: pl.DataFrame, axis: TimeAxis, died_at: datetime | None) -> pl.DataFrame:
    goes_on = pl.col("ended_on").is_null() & pl.lit(died_at is None)
    drawn = with_tips(lines, LINE_TIPS).with_columns(
        started=pl.col("started_on").cast(pl.Datetime("us")),
        ended=pl.col("ended_on").cast(pl.Datetime("us")).fill_null(died_at or axis.end),
        colour=pl.lit(SYSTEMIC_LINE),
        label=pl.coalesce("regimen", words("systemic_class", "systemic_class"))
        + pl.when(goes_on).then(pl.lit(" →")).otherwise(pl.lit("")),
        record=record_of_row("systemic_line"),
    )
    return in_rows(drawn, say("Systemic treatment"), axis.span * 0, axis.end)


def _courses(courses: pl.DataFrame, axis: TimeAxis) -> pl.DataFrame:
    dose = pl.col("total_dose_gy").round(1).cast(pl.String).str.strip_suffix(".0")
    drawn = with_tips(courses, COURSE_TIPS).with_columns(
        started=pl.col("started_on").cast(pl.Datetime("us")),
        ended=pl.coalesce("ended_on", "started_on").cast(pl.Datetime("us")),
        colour=pl.when(pl.col("target_is_bone"))
        .then(pl.lit(EVENT_KINDS["RT"]))
        .otherwise(pl.lit(MISSING)),
        label=pl.concat_str(
            words("bone_site", "bone_site"),
            pl.format("{} Gy", dose),
            separator=" ",
            ignore_nulls=True,
        ),
        record=pl.format("course|{}", "course_id"),
    )
    return in_rows(drawn, say("Radiotherapy"), label_room(axis), axis.end)


def _surgeries(surgeries: pl.DataFrame) -> pl.DataFrame:
    return with_tips(surgeries, SURGERY_TIPS).select(
        day="performed_on",
        lane=pl.lit(say("Surgery") + "#0"),
        shape=pl.lit("square"),
        fill=pl.lit(EVENT_KINDS["SX"]),
        outline=pl.lit(EVENT_KINDS["SX"]),
        sign=pl.lit(None, pl.String),
        record=record_of_row("surgery"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in SURGERY_TIPS},
    )


def _alerts(alerts: pl.DataFrame) -> pl.DataFrame:
    """Results beyond a critical limit, high or low. In: derived.alert."""
    is_high = pl.col("alert_side") == "high"
    return with_tips(alerts, ALERT_TIPS).select(
        day=pl.col("sampled_at").cast(pl.Date),
        lane=pl.lit(say("Critical results") + "#0"),
        shape=pl.when(is_high).then(pl.lit("triangle-up")).otherwise(pl.lit("triangle-down")),
        fill=pl.lit(CRISIS_LIMIT),
        outline=pl.lit(CRISIS_LIMIT),
        sign=pl.lit(None, pl.String),
        record=pl.format("alert|{}", "result_row"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in ALERT_TIPS},
    )
