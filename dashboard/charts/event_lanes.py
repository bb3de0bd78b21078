"""Five lanes of skeletal events: filled when counted, hollow when not, grey when excluded."""

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import panel
from dashboard.charts.panel import RECORD, lane_axis, thicker_when_picked
from dashboard.charts.time_axis import TimeAxis
from dashboard.labels import capital_word, word
from dashboard.palette import EVENT_KINDS, EVENT_SHAPES, EXCLUDED
from warehouse.schema.definitions import names, number

COUNTED, NOT_COUNTED, IS_EXCLUDED = "counted", "not counted", "excluded"
LANE_HEIGHT = 26
EVENT_TIPS = (
    "event_kind",
    "occurred_on",
    "event_day",
    "bone_site",
    "laterality",
    "certainty",
    "is_symptomatic",
    "is_crisis",
    "same_day_kinds",
    "counting",
    "why",
)


def with_counting(events: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    """Say of each event whether the endpoint counts it, and why not.

    In: rows of derived.skeletal_event. Out: the same with `counting` (counted, not counted,
    excluded) and `why`, null when counted. Order of reasons: domain.md §2.2 C, §2.1, §2.3, §2.2 E.
    """
    belongs, counts = f"is_in_{endpoint.lower()}", f"is_counted_{endpoint.lower()}"
    window = int(number("counting_window_days"))
    excluded = pl.col("excluded_reason").is_not_null()
    reasons = pl.col("excluded_reason").map_elements(_reason_in_words, return_dtype=pl.String)
    why = (
        pl.when(excluded)
        .then(reasons)
        .when(pl.col(belongs).is_null())
        .then(pl.lit("not known to be symptomatic"))
        .when(~pl.col(belongs))
        .then(pl.lit(f"not part of {endpoint}"))
        .when(pl.col(counts))
        .then(pl.lit(None, pl.String))
        .when(pl.col("is_prevalent"))
        .then(pl.lit("at or before bone metastasis: prevalent"))
        .when(pl.col("is_before_entry"))
        .then(pl.lit("before observation started"))
        .otherwise(pl.lit(f"within {window} days of the last counted event, or on its day"))
    )
    counting = (
        pl.when(excluded)
        .then(pl.lit(IS_EXCLUDED))
        .when(pl.col(counts))
        .then(pl.lit(COUNTED))
        .otherwise(pl.lit(NOT_COUNTED))
    )
    return events.with_columns(counting=counting, why=why)


def counted_days(events: pl.DataFrame) -> pl.DataFrame:
    """Days and colours of the counted events, for the guides: `day`, `colour`."""
    counted = events.filter(pl.col("counting") == COUNTED)
    return counted.select(
        day="occurred_on", colour=pl.col("event_kind").replace_strict(EVENT_KINDS)
    ).unique(maintain_order=True)


def event_lanes(events: pl.DataFrame, axis: TimeAxis, guides: alt.Chart) -> alt.LayerChart:
    """When did the skeleton suffer, and which of it counts?

    In: skeletal events through `with_counting`. Every kind has its lane, empty or not.
    """
    lanes = [capital_word("event_kind", kind) for kind in names("sre5_kinds")]
    marks = (
        _marks(events, axis)
        .properties(name="events")
        .encode(
            y=alt.Y("lane:N", scale=alt.Scale(domain=lanes), axis=lane_axis()),
        )
    )
    return panel(guides, marks, height=LANE_HEIGHT * len(lanes))


def _marks(events: pl.DataFrame, axis: TimeAxis) -> alt.Chart:
    shapes = alt.Scale(domain=list(EVENT_SHAPES), range=list(EVENT_SHAPES.values()))
    marks: alt.Chart = (
        alt.Chart(inline(_drawn(events, axis)))
        .mark_point(clip=True, size=150, opacity=1)
        .encode(
            x=axis.x(),
            shape=alt.Shape("event_kind:N", scale=shapes, legend=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("outline:N", scale=None),
            strokeWidth=thicker_when_picked(2),
            tooltip=tips(EVENT_TIPS),
        )
    )
    return marks


def _drawn(events: pl.DataFrame, axis: TimeAxis) -> pl.DataFrame:
    colour = pl.col("event_kind").replace_strict(EVENT_KINDS, return_dtype=pl.String)
    told = with_tips(events, EVENT_TIPS).with_columns(
        at=axis.position("occurred_on"),
        lane=pl.col("event_kind").map_elements(
            lambda kind: capital_word("event_kind", kind), return_dtype=pl.String
        ),
        outline=pl.when(pl.col("counting") == IS_EXCLUDED).then(pl.lit(EXCLUDED)).otherwise(colour),
        fill=pl.when(pl.col("counting") == COUNTED).then(colour).otherwise(pl.lit("transparent")),
        record=pl.format("{}|{}", pl.lit("event"), "event_id"),
    )
    return told.select(
        "at",
        "lane",
        "event_kind",
        "outline",
        "fill",
        RECORD,
        *(f"tip_{name}" for name in EVENT_TIPS),
    )


def _reason_in_words(reason: str) -> str:
    return f"excluded: {word('event_exclusion', reason)}"
