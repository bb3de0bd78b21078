"""Lanes of bone-targeted agents: days covered as bars, each dose given, held or missed on them."""

import polars as pl

from dashboard.charts.inline import with_tips
from dashboard.charts.points import record_of_row, words
from dashboard.palette import BONE_AGENT, INK, MISSED_DOSE
from dashboard.queries.history import History

DOSE_TIPS = ("atc_code", "product", "administered_on", "dose_mg", "route", "held_reason")
MISSED_TIPS = ("atc_code", "due_on", "previous_dose_on")
EXPOSURE_TIPS = (
    "atc_code",
    "started_on",
    "covered_until_on",
    "dose_count",
    "cumulative_dose_count",
    "cumulative_dose_mg",
    "exposure_end",
)
# An upright stroke: doses four weeks apart stay apart.
GIVEN = "M-0.2,-1L0.2,-1L0.2,1L-0.2,1Z"
# Two crossed strokes: nothing came.
MISSED = "M-0.7,-0.7L0.7,0.7M-0.7,0.7L0.7,-0.7"


def doses(frame: pl.DataFrame) -> pl.DataFrame:
    """Administrations as marks: a stroke when given, a circle when held.

    In: canonical.bone_agent_administration.
    """
    held = pl.col("held_reason").is_not_null()
    return with_tips(frame, DOSE_TIPS).select(
        day="administered_on",
        lane=words("atc_bone_agent", "atc_code") + "#0",
        shape=pl.when(held).then(pl.lit("circle")).otherwise(pl.lit(GIVEN)),
        fill=pl.when(held).then(pl.lit("transparent")).otherwise(pl.lit(BONE_AGENT)),
        outline=pl.when(held).then(pl.lit(INK)).otherwise(pl.lit(BONE_AGENT)),
        sign=pl.lit(None, pl.String),
        record=record_of_row("bone_agent_administration"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in DOSE_TIPS},
    )


def missed_doses(frame: pl.DataFrame) -> pl.DataFrame:
    """Doses that did not come, on the day each was due. In: derived.bone_agent_missed_dose."""
    return with_tips(frame, MISSED_TIPS).select(
        day="due_on",
        lane=words("atc_bone_agent", "atc_code") + "#0",
        shape=pl.lit(MISSED),
        fill=pl.lit("transparent"),
        outline=pl.lit(MISSED_DOSE),
        sign=pl.lit(None, pl.String),
        record=pl.format("missed_dose|{}", pl.col("due_on").dt.to_string("%Y-%m-%d")),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in MISSED_TIPS},
    )


def exposures(history: History) -> pl.DataFrame:
    """Days covered without interruption by one agent. In: derived.bone_agent_exposure."""
    return with_tips(history.exposures, EXPOSURE_TIPS).with_columns(
        started=pl.col("started_on").cast(pl.Datetime("us")),
        ended=pl.col("covered_until_on").cast(pl.Datetime("us")),
        lane=words("atc_bone_agent", "atc_code") + "#0",
        colour=pl.lit(BONE_AGENT),
        label=pl.lit(""),
        record=pl.format("exposure|{}", "exposure_id"),
    )
