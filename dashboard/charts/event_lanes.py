"""Five lanes of skeletal events: filled when counted, hollow when not, grey when excluded.

The outline says how certain the evidence is, a sign beside the mark what a clinician said of it.
"""

import polars as pl

from dashboard.charts.inline import with_tips
from dashboard.charts.panel import RECORD, lane_y, thicker_when_picked
from dashboard.charts.same_day import one_a_day, signs
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Spec, Told, as_said, column, mark, panel, view
from dashboard.labels import capital_word, table_meaning, word
from dashboard.language import say, say_count, spoken_words
from dashboard.palette import EVENT_KINDS, EVENT_SHAPES, EXCLUDED
from warehouse.schema.definitions import names, number

_MARK = mark("point", clip=True, size=150, opacity=1)
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
REVIEW = "review_decision"
# Outlines of what is confirmed, probable, uncertain: whole, dashed, dotted.
CERTAINTY_OUTLINES: dict[str, list[float]] = {
    "confirmed": [1, 0],
    "probable": [4, 2],
    "uncertain": [1.5, 2],
}
REVIEW_SIGNS = {"accept": "✓", "reject": "✗", "merge": "⇉"}


def with_counting(events: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    """Say of each event whether the endpoint counts it, and why not.

    In: rows of derived.skeletal_event. Out: the same with `counting` (counted, not counted,
    excluded) and `why`, null when counted. Order of reasons: domain.md §2.2 C, §2.1, §2.3, §2.2 E.
    """
    belongs, counts = f"is_in_{endpoint.lower()}", f"is_counted_{endpoint.lower()}"
    window = int(number("counting_window_days"))
    excluded = pl.col("excluded_reason").is_not_null()
    reasons = spoken_words(pl.col("excluded_reason"), _reason_in_words)
    why = (
        pl.when(excluded)
        .then(reasons)
        .when(pl.col(belongs).is_null())
        .then(pl.lit(say("not known to be symptomatic")))
        .when(~pl.col(belongs))
        .then(pl.lit(say("not part of {endpoint}", endpoint=endpoint)))
        .when(pl.col(counts))
        .then(pl.lit(None, pl.String))
        .when(pl.col("is_prevalent"))
        .then(pl.lit(say("at or before bone metastasis: prevalent")))
        .when(pl.col("is_before_entry"))
        .then(pl.lit(say("before observation started")))
        .otherwise(pl.lit(_too_soon(window)))
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


def counting_in_words(counting: str) -> str:
    """`counted`, `not counted`, `excluded`, as a reader sees it."""
    said = {
        COUNTED: say("counted"),
        NOT_COUNTED: say("not counted"),
        IS_EXCLUDED: say("excluded"),
    }
    return said[counting]


def event_tips(events: pl.DataFrame) -> tuple[str, ...]:
    """Columns of the tooltip; a verdict where the version holds one."""
    return (*EVENT_TIPS, REVIEW) if REVIEW in events.columns else EVENT_TIPS


def event_lanes(events: pl.DataFrame, axis: TimeAxis, guides: Spec) -> Spec:
    """When did the skeleton suffer, how sure is it, and which of it counts?

    In: skeletal events through `with_counting`. Every kind has its lane, empty or not; events of
    one kind and day are one mark that says how many.
    """
    lanes = [capital_word("event_kind", kind) for kind in names("sre5_kinds")]
    x, y = axis.x(), lane_y(lanes)
    drawn = one_a_day(_drawn(events, axis), event_tips(events))
    told = Told(event_tips(events), table_meaning("derived.skeletal_event"))
    return panel(
        guides,
        view(drawn, _MARK, _looks(x, y), name="events", told=told),
        signs(drawn, x, y),
        height=LANE_HEIGHT * len(lanes),
    )


def _looks(x: Spec, y: Spec) -> Spec:
    shapes = {"domain": list(EVENT_SHAPES), "range": list(EVENT_SHAPES.values())}
    return {
        "x": x,
        "y": y,
        "shape": column("event_kind", scale=shapes, legend=None),
        "fill": as_said("fill"),
        "stroke": as_said("outline"),
        "strokeDash": column("certainty", scale=outline_scale(), legend=None),
        "strokeWidth": thicker_when_picked(2),
    }


def outline_scale() -> Spec:
    """How certain an event is, as the dashes of its outline."""
    return {"domain": list(CERTAINTY_OUTLINES), "range": list(CERTAINTY_OUTLINES.values())}


def _drawn(events: pl.DataFrame, axis: TimeAxis) -> pl.DataFrame:
    colour = pl.col("event_kind").replace_strict(EVENT_KINDS, return_dtype=pl.String)
    rank = pl.col("counting").replace_strict({COUNTED: 0, NOT_COUNTED: 1, IS_EXCLUDED: 2})
    worded = events.sort("occurred_on", rank, maintain_order=True).with_columns(
        spoken_words(pl.col("counting"), counting_in_words).alias("said")
    )
    told = with_tips(worded.with_columns(counting="said"), event_tips(events)).with_columns(
        counting=worded["counting"],
        at=axis.position("occurred_on"),
        lane=spoken_words(pl.col("event_kind"), lambda kind: capital_word("event_kind", kind)),
        record=pl.format("{}|{}", pl.lit("event"), "event_id"),
        sign=_sign(events),
    )
    is_excluded, is_counted = pl.col("counting") == IS_EXCLUDED, pl.col("counting") == COUNTED
    return told.with_columns(
        outline=pl.when(is_excluded).then(pl.lit(EXCLUDED)).otherwise(colour),
        fill=pl.when(is_counted).then(colour).otherwise(pl.lit("transparent")),
    ).select(
        "at",
        "lane",
        "event_kind",
        "certainty",
        "outline",
        "fill",
        "sign",
        RECORD,
        *(f"tip_{name}" for name in event_tips(events)),
    )


def _sign(events: pl.DataFrame) -> pl.Expr:
    doubt = pl.when(pl.col("certainty") == "uncertain").then(pl.lit("?"))
    if REVIEW not in events.columns:
        return doubt
    verdict = pl.col(REVIEW).replace_strict(REVIEW_SIGNS, default=None, return_dtype=pl.String)
    return pl.coalesce(verdict, doubt)


def _too_soon(window: int) -> str:
    return say_count(
        "within {count} day of the last counted event, or on its day",
        "within {count} days of the last counted event, or on its day",
        window,
    )


def _reason_in_words(reason: str) -> str:
    return say("excluded: {reason}", reason=word("event_exclusion", reason))
