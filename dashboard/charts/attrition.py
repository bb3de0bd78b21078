"""From every patient known to those whose events are counted."""

import altair as alt
import polars as pl

from dashboard.charts.inline import inline
from dashboard.charts.layered import layered
from dashboard.disclosure.reasons import counted
from dashboard.labels import capital_word, word
from dashboard.language import say
from dashboard.palette import FIRST_EVENT, MISSING

ROW_HEIGHT = 46


def attrition_chart(steps: pl.DataFrame) -> alt.LayerChart:
    """Who is left at each step, and why are the others not?

    In: rows of published.cohort_attrition. Blue: who is left; grey: who was in the step before.
    """
    drawn = _with_words(steps)
    labels = drawn["label"].to_list()
    whole = steps["patient_count"].max()
    end = float(whole) if isinstance(whole, int) and whole else 1.0
    base = alt.Chart(inline(drawn)).encode(
        y=alt.Y(
            "label:N",
            scale=alt.Scale(domain=labels),
            axis=alt.Axis(title=None, labelLimit=330, ticks=False, domain=False),
        )
    )
    x = alt.X(
        "patient_count:Q",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(title=say("Patients"), tickCount=6),
    )
    tooltip = [
        alt.Tooltip("label:N", title=say("Step")),
        alt.Tooltip("count:N", title=say("Patients")),
        alt.Tooltip("left_out:N", title=say("Left out")),
        alt.Tooltip("because:N", title=say("Because")),
    ]
    kept = base.mark_bar(height=14, color=FIRST_EVENT, yOffset=-8).encode(x=x, tooltip=tooltip)
    gone = base.mark_bar(height=14, color=MISSING, opacity=0.5, yOffset=-8).encode(
        x=alt.X("patient_count:Q"), x2="before", tooltip=tooltip
    )
    words = base.mark_text(align="left", dx=2, dy=10, fontSize=12).encode(
        x=alt.value(0), text="reading:N"
    )
    return layered(kept, gone, words, height=ROW_HEIGHT * max(1, steps.height))


def _with_words(steps: pl.DataFrame) -> pl.DataFrame:
    rows = list(steps.iter_rows(named=True))
    labels = [capital_word("attrition_step", row["attrition_step"]) for row in rows]
    because = [_because(row["left_out_because"]) for row in rows]
    return steps.with_columns(
        label=pl.Series(labels, dtype=pl.String),
        because=pl.Series(because, dtype=pl.String),
        before=pl.col("patient_count") + pl.col("patients_left_out_count"),
        count=pl.Series([counted(row, "patient_count") for row in rows], dtype=pl.String),
        left_out=pl.Series(
            [counted(row, "patients_left_out_count") for row in rows], dtype=pl.String
        ),
        reading=pl.Series(
            [_reading(row, why) for row, why in zip(rows, because, strict=True)], dtype=pl.String
        ),
    )


def _because(code: str | None) -> str | None:
    return None if code is None else word("left_out_because", code)


def _reading(row: dict[str, object], because: str | None) -> str:
    count = counted(row, "patient_count")
    if because is None:
        return count
    return say(
        "{count} · {left_out} left out: {because}",
        count=count,
        left_out=counted(row, "patients_left_out_count"),
        because=because,
    )
