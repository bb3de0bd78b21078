"""The course of the disease in one lane: cancer, bone metastasis, entry, end."""

from datetime import date

import polars as pl

from dashboard.charts.inline import rows_of, with_tips
from dashboard.charts.lanes import (
    AFTER,
    BEFORE,
    LANE_HEIGHT,
    in_rows,
    label_room,
    labels_on_sides,
    lanes_of,
)
from dashboard.charts.panel import lane_y
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Rows, Spec, Told, as_said, column, mark, panel, view
from dashboard.labels import word
from dashboard.language import say
from dashboard.palette import DEATH

_TIPS = ("milestone", "day")


def milestones(cohort: pl.DataFrame, patient: pl.DataFrame) -> pl.DataFrame:
    """What happened to the disease and when: `day`, `milestone`, `is_death`, one row a day.

    In: rows of derived.cohort and canonical.patient of one patient. A patient without bone
    metastasis has only their vital status.
    """
    found = [item for item in _from_cohort(cohort) + _from_patient(patient) if item[0]]
    rows = pl.DataFrame(
        found,
        schema={"day": pl.Date, "milestone": pl.String, "is_death": pl.Boolean},
        orient="row",
    ).unique(maintain_order=True)
    return (
        rows.group_by("day", maintain_order=True)
        .agg(pl.col("milestone").str.join(" · "), pl.col("is_death").any())
        .sort("day")
    )


def _from_cohort(cohort: pl.DataFrame) -> list[tuple[date | None, str, bool]]:
    found: list[tuple[date | None, str, bool]] = []
    for row in cohort.iter_rows(named=True):
        found.append((row["cancer_on"], say("lung cancer"), False))
        found.append((row["index_on"], say("bone metastasis"), False))
        if row["entry_on"] != row["index_on"]:
            found.append((row["entry_on"], say("followed from here"), False))
        if row["exit_status"] != "dead":
            found.append((row["exit_on"], word("exit_status", row["exit_status"]), False))
    return found


def _from_patient(patient: pl.DataFrame) -> list[tuple[date | None, str, bool]]:
    return [(died, say("death"), True) for died in patient["death_on"].to_list()]


def milestone_lane(course: pl.DataFrame, axis: TimeAxis, guides: Spec) -> Spec:
    """Where is this patient in their disease? In: rows of `milestones`."""
    started = pl.col("day").cast(pl.Datetime("us"))
    placed = in_rows(
        with_tips(course, _TIPS).with_columns(started=started, ended=started),
        say("Course of disease"),
        label_room(axis),
        axis.end,
    ).with_columns(
        at=axis.position("day"),
        shape=pl.when("is_death").then(pl.lit("square")).otherwise(pl.lit("circle")),
    )
    lanes = lanes_of([placed]) or [say("Course of disease") + "#0"]
    rows = rows_of(placed.drop("started", "ended", "day"))
    place: Spec = {"x": axis.x(), "y": lane_y(lanes)}
    height = LANE_HEIGHT * len(lanes)
    texts = labels_on_sides(
        rows, {**place, "text": column("milestone")}, Told(_TIPS), AFTER, BEFORE
    )
    return panel(guides, _points(rows, place), *texts, height=height)


def _points(rows: Rows, place: Spec) -> Spec:
    drawn = mark("point", clip=True, filled=True, size=80, color=DEATH, opacity=1)
    encoding = {**place, "shape": as_said("shape")}
    return view(rows, drawn, encoding, name="milestones", told=Told(_TIPS))
