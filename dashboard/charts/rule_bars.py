"""Rows by the rule they break: rejected ones by reason, kept ones by rule."""

from functools import partial

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import layered
from dashboard.labels import rule_meaning, word
from dashboard.language import spoken_words
from dashboard.palette import SEVERITIES

ROW_HEIGHT = 30
LABEL_WIDTH = 430
RULE_TIPS = ("rule", "meaning", "severity", "row_count")


def rule_bars(counted: pl.DataFrame, axis_title: str) -> alt.LayerChart:
    """Which rule is broken most?

    In: `rule` (code), `severity`, `row_count`, one row a rule. Out: bars, the most broken first,
    each with the beginning of its meaning beside its code, the whole in the tooltip, and its count
    written after it.
    """
    ordered = counted.sort("row_count", "rule", descending=[True, False])
    drawn = with_tips(
        ordered.with_columns(meaning=spoken_words(pl.col("rule"), rule_meaning)),
        RULE_TIPS,
    ).with_columns(
        label=pl.format("{} · {}", "rule", "meaning"),
        does=spoken_words(pl.col("severity"), partial(word, "rule_severity")),
    )
    rules = drawn["label"].to_list()
    base = alt.Chart(inline(drawn)).encode(
        y=alt.Y(
            "label:N",
            scale=alt.Scale(domain=rules),
            axis=alt.Axis(title=None, labelLimit=LABEL_WIDTH, ticks=False, domain=False),
        ),
        x=alt.X(
            "row_count:Q",
            scale=alt.Scale(domain=[0, _end(drawn)], nice=False),
            axis=alt.Axis(title=axis_title, format="~s", tickCount=5, tickMinStep=1),
        ),
        tooltip=tips(RULE_TIPS),
    )
    bars = base.mark_bar(height=18).encode(color=_colour(drawn))
    text = base.mark_text(align="left", dx=6).encode(text=alt.Text("row_count:Q", format=",d"))
    return layered(bars, text, height=ROW_HEIGHT * max(1, len(rules)))


def _colour(drawn: pl.DataFrame) -> alt.Color:
    """What the rules do with a row: a legend where they do several things."""
    found = set(drawn["severity"])
    codes = [code for code in SEVERITIES if code in found]
    return alt.Color(
        "does:N",
        scale=alt.Scale(
            domain=[word("rule_severity", code) for code in codes],
            range=[SEVERITIES[code] for code in codes],
        ),
        legend=alt.Legend(orient="top", title=None, labelLimit=400) if len(codes) > 1 else None,
    )


def _end(drawn: pl.DataFrame) -> float:
    # An eighth more than the longest bar, for the count written after it.
    longest = drawn["row_count"].max()
    return float(longest) * 1.12 if isinstance(longest, int) and longest else 1.0


def with_severity(rejections: pl.DataFrame) -> pl.DataFrame:
    """Rejected rows counted by reason, as `rule_bars` takes them; every one was blocked."""
    return (
        rejections.group_by("reason")
        .agg(pl.col("row_count").sum())
        .select("row_count", rule="reason", severity=pl.lit("block"))
    )


def by_rule(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings counted by rule, as `rule_bars` takes them."""
    return (
        findings.group_by("rule_code", "severity")
        .agg(pl.col("row_count").sum())
        .select("row_count", "severity", rule="rule_code")
    )
