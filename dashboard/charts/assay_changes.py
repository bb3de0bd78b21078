"""Where the method of a marker changed: values before and after are not comparable."""

import polars as pl

from dashboard.charts.inline import rows_of
from dashboard.charts.time_axis import TimeAxis
from dashboard.charts.vega_lite import Spec, column, layered, mark, tip, view
from dashboard.language import say
from dashboard.palette import INK


def assay_changes(results: pl.DataFrame) -> pl.DataFrame:
    """Moments halfway between two results of different methods: `changed_at`, `assays`.

    In: `sampled_at` and `assay`. A result whose method is not told breaks nothing.
    """
    before = pl.col("assay").shift(1)
    ordered = results.filter(pl.col("assay").is_not_null()).sort("sampled_at", "assay")
    halfway = pl.col("sampled_at").shift(1) + (
        (pl.col("sampled_at") - pl.col("sampled_at").shift(1)) / 2
    )
    return (
        ordered.select(
            is_new=(pl.col("assay") != before).fill_null(False),
            changed_at=halfway,
            assays=pl.format("{} → {}", before, "assay"),
        )
        .filter("is_new")
        .drop("is_new")
    )


def assay_breaks(results: pl.DataFrame, axis: TimeAxis) -> Spec:
    """A dotted line across the panel at each change, with the names of the methods."""
    rows = rows_of(assay_changes(results).select("assays", at=axis.position("changed_at")))
    place: Spec = {"x": axis.x(), "tooltip": [tip("assays", say("Change of assay"))]}
    named: Spec = {**place, "y": {"value": 2}, "text": column("assays")}
    line = mark("rule", clip=True, strokeDash=[1, 3], strokeWidth=2, color=INK)
    words = mark("text", clip=True, align="center", baseline="top", fontSize=10, color=INK)
    return layered([view(rows, line, place), view(rows, words, named)])
