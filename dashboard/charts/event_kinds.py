"""Patients with at least one event of each kind: bars that overlap in patients, never a pie."""

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import layered
from dashboard.disclosure.reasons import counted, why_withheld
from dashboard.labels import capital_word
from dashboard.language import say, say_percent, spoken_words
from dashboard.palette import EVENT_KINDS, INK

ROW_HEIGHT = 44
KIND_TIPS = (
    "event_kind",
    "patient_count",
    "denominator",
    "proportion",
    "lower",
    "upper",
    "event_count",
)


def event_kinds_chart(by_kind: pl.DataFrame) -> alt.LayerChart:
    """What share of patients had each kind at least once?

    In: rows of published.sre_by_kind for one endpoint. A patient is in the bar of every kind
    they had, so the bars do not add up (domain.md, trap 3).
    """
    drawn = with_tips(by_kind, KIND_TIPS).with_columns(
        kind=spoken_words(pl.col("event_kind"), lambda code: capital_word("event_kind", code)),
        colour=pl.col("event_kind").replace_strict(EVENT_KINDS, return_dtype=pl.String),
        counts=pl.Series([_counts(row) for row in by_kind.iter_rows(named=True)], dtype=pl.String),
        label_at=pl.max_horizontal("upper", "proportion").fill_null(0.0),
    )
    kinds = drawn["kind"].to_list()
    base = alt.Chart(inline(drawn)).encode(
        y=alt.Y(
            "kind:N",
            scale=alt.Scale(domain=kinds),
            axis=alt.Axis(title=None, labelLimit=220, ticks=False, domain=False),
        )
    )
    share = alt.X(
        "proportion:Q",
        scale=alt.Scale(domain=[0, _end(drawn)], nice=False),
        axis=alt.Axis(title=say("Patients with at least one (%)"), format=".0%", tickCount=6),
    )
    bars = base.mark_bar(height=20).encode(
        x=share, color=alt.Color("colour:N", scale=None), tooltip=tips(KIND_TIPS)
    )
    limits = base.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("lower:Q"), x2="upper")
    text = base.mark_text(align="left", dx=8).encode(x=alt.X("label_at:Q"), text="counts:N")
    return layered(bars, limits, text, height=ROW_HEIGHT * max(1, len(kinds)))


def _counts(row: dict[str, object]) -> str:
    share = row["proportion"]
    return say(
        "{share} ({patients} of {denominator})",
        share=say_percent(share)
        if isinstance(share, float)
        else why_withheld(row, "proportion") or "–",
        patients=counted(row, "patient_count"),
        denominator=counted(row, "denominator"),
    )


def _end(drawn: pl.DataFrame) -> float:
    # A third more than the longest bar, for the counts written after it.
    longest = drawn["label_at"].max()
    return min(1.0, float(longest) * 1.33) if isinstance(longest, int | float) else 1.0
