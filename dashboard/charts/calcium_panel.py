"""Corrected and ionised calcium on the timeline, each on its own scale."""

import polars as pl

from dashboard.charts.calcium_episodes import calcium_episodes
from dashboard.charts.inline import with_tips
from dashboard.charts.panel import band, value_y
from dashboard.charts.reference import reference_interval
from dashboard.charts.result_marks import padded, result_points, trend
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Rows, Spec, Told, column, layered, mark, panel, view
from dashboard.labels import meaning, title_with_unit, wrapped
from dashboard.language import say, say_number
from dashboard.palette import (
    ABOVE_LIMIT,
    CRISIS_LIMIT,
    MISSING,
    REFERENCE_BAND,
    RESULT,
    TRIAL_LIMIT,
)
from dashboard.queries.history import History
from warehouse.schema.definitions import number

HEIGHT = 170
IONISED_HEIGHT = 80
CORRECTED = "corrected_calcium_mmol_l"
IONISED = "ionised_calcium_mmol_l"
CALCIUM_TIPS = (
    "sampled_at",
    CORRECTED,
    "corrected_calcium_operator",
    "corrected_calcium_payne_mmol_l",
    "calcium_mmol_l",
    "calcium_operator",
    "albumin_g_l",
    "albumin_operator",
    "pairing",
    "ionised_calcium_mmol_l",
    "ionised_calcium_operator",
    "calcium_basis",
    "ctcae_lab_grade",
    "is_crisis",
    "formulas_disagree",
    "is_low_albumin",
)
IONISED_TIPS = (
    "sampled_at",
    "ionised_calcium_mmol_l",
    "ionised_calcium_operator",
    "ctcae_lab_grade",
    "is_crisis",
)
STALE, AT_MOST = "within_7_days", "<"


def calcium_panel(history: History, axis: TimeAxis, guides: Spec) -> Spec:
    """Is calcium, corrected for albumin, high, and since when?

    Filled: albumin of the day. Hollow: albumin 1 to 7 days away. A grey cross on the floor:
    calcium that is not corrected, most often without albumin, and is never drawn as if it were.
    Coloured: 3.0 mmol/L or more. A result given as a limit is drawn at it and says so (domain.md
    §3.5); "at most" is never coloured. Bars on the edges: episodes. Limits:
    domain.md §1.A.
    """
    trial, crisis = number("hypercalcaemia_trial_mmol_l"), number("crisis_mmol_l")
    low, high = padded(history.calcium[CORRECTED], 2.0, crisis + 0.1)
    y = value_y(CORRECTED, (low, high), wrapped(title_with_unit(CORRECTED)), HEIGHT)
    points = _corrected(history.calcium, axis, floor=low + (high - low) * 0.04)
    limits = reference_interval(history.results, "CA_TOTAL")
    computed = points.filter("is_computed").select("at", CORRECTED)
    return panel(
        band(*limits, (low, high), REFERENCE_BAND),
        _limit(trial, say_number(trial, 1), TRIAL_LIMIT),
        _limit(crisis, _crisis_over(crisis), CRISIS_LIMIT),
        guides,
        trend(computed, axis, y),
        result_points(points, axis, y, Told(CALCIUM_TIPS, meaning(CORRECTED)), "calcium"),
        *calcium_episodes(history, axis, HEIGHT),
        height=HEIGHT,
    )


def _corrected(calcium: pl.DataFrame, axis: TimeAxis, floor: float) -> pl.DataFrame:
    missing, stale = pl.col(CORRECTED).is_null(), pl.col("pairing") == STALE
    is_at_most = (pl.col("corrected_calcium_operator") == AT_MOST).fill_null(False)
    colour = (
        pl.when(missing)
        .then(pl.lit(MISSING))
        .when((pl.col(CORRECTED) >= number("hypercalcaemia_trial_mmol_l")) & ~is_at_most)
        .then(pl.lit(ABOVE_LIMIT))
        .otherwise(pl.lit(RESULT))
    )
    return with_tips(calcium, CALCIUM_TIPS).select(
        pl.when(missing).then(pl.lit(floor)).otherwise(pl.col(CORRECTED)).alias(CORRECTED),
        is_computed=~missing,
        at=axis.position("sampled_at"),
        shape=pl.when(missing).then(pl.lit("cross")).otherwise(pl.lit("circle")),
        fill=pl.when(missing | stale).then(pl.lit("transparent")).otherwise(colour),
        outline=colour,
        record=pl.format("calcium|{}", "calcium_row"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in CALCIUM_TIPS},
    )


def _crisis_over(limit: float) -> str:
    return say("crisis > {limit}", limit=say_number(limit, 1))


def _limit(value: float, text: str, colour: str) -> Spec:
    rows: Rows = [{"limit": value, "text": text}]
    at: Spec = {"y": column("limit", "quantitative")}
    said: Spec = {**at, "x": {"value": "width"}, "text": column("text")}
    line = mark("rule", color=colour, strokeDash=[5, 3])
    words = mark("text", align="right", baseline="bottom", dx=-4, dy=-2, color=colour)
    return layered([view(rows, line, at), view(rows, words, said)])


def ionised_panel(history: History, axis: TimeAxis, guides: Spec) -> Spec:
    """Does ionised calcium, the better witness, agree?

    Its own panel: the same unit as corrected calcium but half its values, so one scale would
    flatten both. In: derived.corrected_calcium; one mark a calcium that has an ionised one.
    """
    title = title_with_unit("ionised_calcium_mmol_l")
    measured = history.calcium.filter(pl.col("ionised_calcium_mmol_l").is_not_null())
    limits = reference_interval(history.results, "CA_ION")
    crisis = number("crisis_ionised_mmol_l")
    low, high = padded(measured["ionised_calcium_mmol_l"], 1.1, crisis + 0.15)
    y = value_y(IONISED, (low, high), wrapped(title), IONISED_HEIGHT)
    points = _ionised(measured, axis, limits[1])
    return panel(
        band(*limits, (low, high), REFERENCE_BAND),
        _limit(crisis, _crisis_over(crisis), CRISIS_LIMIT),
        guides,
        result_points(points, axis, y, Told(IONISED_TIPS, meaning(IONISED)), "ionised"),
        height=IONISED_HEIGHT,
    )


def _ionised(measured: pl.DataFrame, axis: TimeAxis, upper: float | None) -> pl.DataFrame:
    above = pl.lit(False) if upper is None else pl.col("ionised_calcium_mmol_l") > upper
    colour = pl.when(above).then(pl.lit(ABOVE_LIMIT)).otherwise(pl.lit(RESULT))
    return with_tips(measured, IONISED_TIPS).select(
        "ionised_calcium_mmol_l",
        at=axis.position("sampled_at"),
        shape=pl.lit("diamond"),
        fill=colour,
        outline=colour,
        record=pl.format("calcium|{}", "calcium_row"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in IONISED_TIPS},
    )


def has_ionised(history: History) -> bool:
    """Any ionised calcium was measured near a total one."""
    return bool(history.calcium["ionised_calcium_mmol_l"].is_not_null().any())
