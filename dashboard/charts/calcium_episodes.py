"""Episodes of high and of low calcium, as bars on the edges of the calcium panel."""

import polars as pl

from dashboard.charts.inline import rows_of, with_tips
from dashboard.charts.panel import RECORD, thicker_when_picked
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Spec, Told, layered, mark, view
from dashboard.labels import table_meaning
from dashboard.palette import ABOVE_LIMIT, BAR_LABEL, HYPOCALCAEMIA
from dashboard.queries.history import History

_HIGH_TIPS = (
    "episode_start_at",
    "episode_end_at",
    "peak_calcium_mmol_l",
    "peak_ionised_calcium_mmol_l",
    "sample_count",
    "is_crisis",
)
_LOW_TIPS = (
    "episode_start_at",
    "episode_end_at",
    "lowest_calcium_mmol_l",
    "lowest_ionised_calcium_mmol_l",
    "worst_hypocalcaemia_grade",
    "preceding_atc_code",
    "days_since_dose",
)
_THICKNESS, _EDGE = 7, 5  # pixels: of a bar, and from its middle to the edge of the panel


def calcium_episodes(history: History, axis: TimeAxis, height: int) -> list[Spec]:
    """From the first to the last qualifying sample; high on the top edge, low on the bottom one.

    In: derived.hypercalcaemia_episode, derived.hypocalcaemia_episode. An episode of one sample is
    a tick.
    """
    low = height - _EDGE
    return [
        _drawn(history.hypercalcaemia, axis, "hypercalcaemia", _HIGH_TIPS, ABOVE_LIMIT, _EDGE),
        _drawn(history.hypocalcaemia, axis, "hypocalcaemia", _LOW_TIPS, HYPOCALCAEMIA, low),
    ]


def _drawn(
    episodes: pl.DataFrame,
    axis: TimeAxis,
    name: str,
    told: tuple[str, ...],
    colour: str,
    from_top: int,
) -> Spec:
    placed = with_tips(episodes, told).select(
        at=axis.position("episode_start_at"),
        until=axis.position("episode_end_at"),
        **{f"tip_{column}": pl.col(f"tip_{column}") for column in told},
        **{RECORD: pl.format("{}|{}", pl.lit(name), "episode_id")},
    )
    rows, said = rows_of(placed), Told(told, table_meaning(f"derived.{name}_episode"))
    place: Spec = {"x": axis.x(), "y": {"value": from_top}}
    bar: Spec = {**place, "x2": {"field": "until"}, "strokeWidth": thicker_when_picked(0)}
    looks = {"clip": True, "height": _THICKNESS, "color": colour}
    drawn = mark("bar", stroke=BAR_LABEL, **looks)
    tick = mark("tick", orient="vertical", thickness=4, **looks)
    return layered(
        [
            view(rows, drawn, bar, name=f"{name}_episodes", told=said),
            view(rows, tick, place, told=said),
        ]
    )
