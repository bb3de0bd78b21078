"""Survival from stage IV in the arms that are compared."""

import altair as alt
import polars as pl

from dashboard.charts.curve import Look, curve_chart
from dashboard.disclosure.reasons import is_disclosed, small_count_in_words
from dashboard.language import say, say_number, spoken_words
from dashboard.palette import PARTS
from warehouse.schema.definitions import names, number


def arm_title(arm: str) -> str:
    """An arm of a comparison in a few words; the code when nobody named it."""
    return {
        "with_bone": say("With bone metastasis"),
        "without_bone": say("Without bone metastasis"),
        "triple_negative": say("Triple-negative"),
        "KRAS_mutated": say("KRAS mutated"),
        "KRAS_wild_type": say("KRAS not mutated"),
        "bone_only": say("Bone alone"),
        "bone_node": say("Bone and nodes"),
        "bone_visceral": say("Bone and viscera"),
        "visceral_only": say("Viscera alone"),
    }.get(arm, arm)


def as_curves(survival: pl.DataFrame) -> pl.DataFrame:
    """Rows of published.survival_curve as `curve_chart` draws them."""
    return survival.select(
        name=spoken_words(pl.col("survival_arm"), arm_title),
        day="day_from_stage_iv",
        estimate="survival",
        lower="lower",
        upper="upper",
        n_risk="n_risk",
    )


def numbers_at_risk(survival: pl.DataFrame) -> pl.DataFrame:
    """name, at_month, n_risk of each arm on the days of `at_risk_months`, and the same `written`.

    0 once nobody is; of a disclosed curve, which ends before, fewer than are shown.
    """
    months = [int(month) for month in names("at_risk_months")]
    asked = pl.DataFrame({"at_month": months}).with_columns(
        day=(pl.col("at_month") * number("days_per_month")).round()
    )
    curves = as_curves(survival)
    every = curves.select("name").unique(maintain_order=True).join(asked, how="cross")
    read = every.join(curves.select("name", "day", "n_risk"), on=["name", "day"], how="left")
    ended = small_count_in_words() if is_disclosed(survival) else say_number(0)
    return read.select(
        "name",
        "at_month",
        pl.col("n_risk").fill_null(0),
        written=spoken_words(pl.col("n_risk").cast(pl.String), _count).fill_null(ended),
    )


def _count(written: str) -> str:
    return say_number(int(written), 0)


def survival_chart(survival: pl.DataFrame) -> alt.VConcatChart:
    """What share of each arm is alive by each month from stage IV?

    In: rows of published.survival_curve of one comparison.
    """
    curves = as_curves(survival)
    arms = curves["name"].unique(maintain_order=True).to_list()
    look = Look(
        {arm: PARTS[place % len(PARTS)] for place, arm in enumerate(arms)},
        say("Alive"),
        say("Months since stage IV"),
        1.0,
        start=1.0,
    )
    return curve_chart(curves, numbers_at_risk(survival), look)
