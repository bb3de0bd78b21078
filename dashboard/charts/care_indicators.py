"""Indicators of care: the share of each, its limits, and its target."""

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import layered
from dashboard.disclosure.reasons import counted
from dashboard.labels import declared_text
from dashboard.language import say, spoken_words
from dashboard.palette import INK, POOR, TARGET_MET, TARGET_MISSED

ROW_HEIGHT = 27
INDICATOR_TIPS = (
    "indicator_code",
    "indicator_meaning",
    "numerator_meaning",
    "denominator_meaning",
    "proportion",
    "lower",
    "upper",
    "target",
    "numerator",
    "case_count",
    "not_judged_count",
    "median_wait_days",
)


def care_indicators_chart(indicators: pl.DataFrame) -> alt.LayerChart:
    """Which indicators reach their target, and how sure is it?

    In: rows of published.care_indicator, those that can be computed and have cases. A point a
    share with Wilson's 95 % limits, a tick its target, the cases written at the right.
    """
    drawn = with_tips(_in_words(indicators), INDICATOR_TIPS)
    names = drawn["named"].to_list()
    base = alt.Chart(inline(drawn)).encode(
        y=alt.Y(
            "named:N",
            scale=alt.Scale(domain=names),
            axis=alt.Axis(
                title=None, labelFlush=False, labelLimit=430, ticks=False, domain=False, grid=False
            ),
        ),
        tooltip=tips(INDICATOR_TIPS),
    )
    colour = alt.Color(
        "standing:N",
        scale=alt.Scale(domain=list(_standings()), range=[TARGET_MET, POOR, TARGET_MISSED, INK]),
        legend=alt.Legend(orient="top", title=None, labelLimit=300),
    )
    limits = base.mark_rule(strokeWidth=2).encode(x=_x("lower"), x2="upper:Q", color=colour)
    points = base.mark_point(filled=True, size=80, opacity=1).encode(
        x=_x("proportion"), color=colour
    )
    targets = base.mark_tick(thickness=3, height=18, color=INK).encode(x=_x("target"))
    cases = base.mark_text(align="left", dx=14).encode(
        x=alt.value("width"), text=alt.Text("cases:N")
    )
    return layered(limits, targets, points, cases, height=ROW_HEIGHT * max(1, len(names)))


def _x(column: str) -> alt.X:
    return alt.X(
        f"{column}:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(
            title=say("Share of the cases (%); upright tick: target"), format=".0%", tickCount=5
        ),
    )


def _standings() -> tuple[str, str, str, str]:
    return (
        say("target reached"),
        say("target within the limits"),
        say("target missed"),
        say("no target"),
    )


def _in_words(indicators: pl.DataFrame) -> pl.DataFrame:
    met, doubtful, missed, none = _standings()
    share, target = pl.col("proportion"), pl.col("target")
    reached = pl.when("is_lower_better").then(share <= target).otherwise(share >= target)
    # texts of the schema are the keys of the catalogues
    translated = [
        spoken_words(pl.col(name), declared_text)
        for name in ("indicator_meaning", "numerator_meaning", "denominator_meaning")
    ]
    return indicators.with_columns(
        *translated,
        standing=pl.when(target.is_null())
        .then(pl.lit(none))
        .when(reached)
        .then(pl.lit(met))
        .when(target.is_between("lower", "upper"))
        .then(pl.lit(doubtful))
        .otherwise(pl.lit(missed)),
        cases=pl.Series(
            [
                f"{counted(row, 'numerator')} / {counted(row, 'case_count')}"
                for row in indicators.iter_rows(named=True)
            ],
            dtype=pl.String,
        ),
    ).with_columns(named=pl.concat_str("indicator_code", "indicator_meaning", separator="  "))
