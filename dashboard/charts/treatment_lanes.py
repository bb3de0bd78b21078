"""Lanes of treatment and imaging: systemic lines, bone agents, radiotherapy, surgery, images."""

from datetime import datetime

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.lanes import (
    LANE_HEIGHT,
    bars,
    in_rows,
    label_room,
    lane_y,
    lanes_of,
)
from dashboard.charts.layered import panel
from dashboard.charts.panel import RECORD, thicker_when_picked
from dashboard.charts.time_axis import TimeAxis
from dashboard.labels import capital_word
from dashboard.palette import BONE_AGENT, EVENT_KINDS, INK, MISSING, SYSTEMIC_LINE
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
DOSE_TIPS = ("atc_code", "product", "administered_on", "dose_mg", "route", "held_reason")
SURGERY_TIPS = ("surgery_intent", "performed_on", "bone_site", "laterality", "ccam_code")
EXAM_TIPS = ("modality", "body_region", "examined_on", "concludes_bone_metastasis", "sites")

# An upright stroke: doses four weeks apart stay apart.
_GIVEN = "M-0.2,-1L0.2,-1L0.2,1L-0.2,1Z"
_CONCLUSION_FILL = {"yes": INK, "equivocal": MISSING}


def treatment_lanes(history: History, axis: TimeAxis, guides: alt.Chart) -> alt.LayerChart:
    """What was done, and when, on the same axis as what happened?

    A line without an end is drawn to death, else to the end of the axis with an arrow. A held
    dose is hollow.
    """
    lines, courses = _lines(history.lines, axis, _died_at(history)), _courses(history.courses, axis)
    doses, surgeries = _doses(history.doses), _surgeries(history.surgeries)
    exams = _exams(history.exams)
    lanes = lanes_of([lines, doses, courses, surgeries, exams])
    layers: list[alt.Chart] = [
        *bars(lines, axis, lanes, list(LINE_TIPS), "lines", label_inside=True),
        *bars(courses, axis, lanes, list(COURSE_TIPS), "courses", label_inside=False),
        _points(doses, axis, lanes, DOSE_TIPS, "doses"),
        _points(surgeries, axis, lanes, SURGERY_TIPS, "surgeries"),
        _points(exams, axis, lanes, EXAM_TIPS, "exams"),
    ]
    return panel(guides, *layers, height=LANE_HEIGHT * max(1, len(lanes)))


def _died_at(history: History) -> datetime | None:
    deaths = history.patient["death_on"].drop_nulls().cast(pl.Datetime("us"))
    return deaths[0] if deaths.len() else None


def _record(table: str) -> pl.Expr:
    return pl.format("row|{}:{}:{}", pl.lit(table), "source_system", "source_row_id")


def _words(vocabulary: str, column: str) -> pl.Expr:
    return pl.col(column).map_elements(
        lambda code: capital_word(vocabulary, code), return_dtype=pl.String
    )


def _lines(lines: pl.DataFrame, axis: TimeAxis, died_at: datetime | None) -> pl.DataFrame:
    goes_on = pl.col("ended_on").is_null() & pl.lit(died_at is None)
    drawn = with_tips(lines, LINE_TIPS).with_columns(
        started=pl.col("started_on").cast(pl.Datetime("us")),
        ended=pl.col("ended_on").cast(pl.Datetime("us")).fill_null(died_at or axis.end),
        colour=pl.lit(SYSTEMIC_LINE),
        label=pl.coalesce("regimen", _words("systemic_class", "systemic_class"))
        + pl.when(goes_on).then(pl.lit(" →")).otherwise(pl.lit("")),
        record=_record("systemic_line"),
    )
    return in_rows(drawn, "Systemic treatment", axis.span * 0)


def _courses(courses: pl.DataFrame, axis: TimeAxis) -> pl.DataFrame:
    dose = pl.col("total_dose_gy").round(1).cast(pl.String).str.strip_suffix(".0")
    drawn = with_tips(courses, COURSE_TIPS).with_columns(
        started=pl.col("started_on").cast(pl.Datetime("us")),
        ended=pl.coalesce("ended_on", "started_on").cast(pl.Datetime("us")),
        colour=pl.when(pl.col("target_is_bone"))
        .then(pl.lit(EVENT_KINDS["RT"]))
        .otherwise(pl.lit(MISSING)),
        label=pl.concat_str(
            _words("bone_site", "bone_site"),
            pl.format("{} Gy", dose),
            separator=" ",
            ignore_nulls=True,
        ),
        record=pl.format("course|{}", "course_id"),
    )
    return in_rows(drawn, "Radiotherapy", label_room(axis))


def _doses(doses: pl.DataFrame) -> pl.DataFrame:
    held = pl.col("held_reason").is_not_null()
    return with_tips(doses, DOSE_TIPS).select(
        day="administered_on",
        lane=_words("atc_bone_agent", "atc_code") + "#0",
        shape=pl.when(held).then(pl.lit("circle")).otherwise(pl.lit(_GIVEN)),
        fill=pl.when(held).then(pl.lit("transparent")).otherwise(pl.lit(BONE_AGENT)),
        outline=pl.when(held).then(pl.lit(MISSING)).otherwise(pl.lit(BONE_AGENT)),
        record=_record("bone_agent_administration"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in DOSE_TIPS},
    )


def _surgeries(surgeries: pl.DataFrame) -> pl.DataFrame:
    return with_tips(surgeries, SURGERY_TIPS).select(
        day="performed_on",
        lane=pl.lit("Surgery#0"),
        shape=pl.lit("square"),
        fill=pl.lit(EVENT_KINDS["SX"]),
        outline=pl.lit(EVENT_KINDS["SX"]),
        record=_record("surgery"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in SURGERY_TIPS},
    )


def _exams(exams: pl.DataFrame) -> pl.DataFrame:
    fill = pl.col("concludes_bone_metastasis").replace_strict(
        _CONCLUSION_FILL, default="transparent", return_dtype=pl.String
    )
    return with_tips(exams, EXAM_TIPS).select(
        day="examined_on",
        lane=pl.lit("Imaging#0"),
        shape=pl.lit("circle"),
        fill=fill.fill_null("transparent"),
        outline=pl.lit(INK),
        record=_record("imaging_exam"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in EXAM_TIPS},
    )


def _points(
    frame: pl.DataFrame, axis: TimeAxis, lanes: list[str], columns: tuple[str, ...], name: str
) -> alt.Chart:
    placed = frame.with_columns(at=axis.position("day")).drop("day")
    assert RECORD in placed.columns
    points: alt.Chart = (
        alt.Chart(inline(placed))
        .mark_point(clip=True, size=70, opacity=1)
        .encode(
            x=axis.x(),
            y=lane_y(lanes),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("outline:N", scale=None),
            strokeWidth=thicker_when_picked(1.5),
            tooltip=tips(columns),
        )
        .properties(name=name)
    )
    return points
