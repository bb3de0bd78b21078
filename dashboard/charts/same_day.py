"""Marks of one lane and one day, drawn as one mark that says how many they are."""

from collections.abc import Sequence

import polars as pl

from dashboard.charts.panel import RECORD, RECORDS_APART
from dashboard.charts.vega_lite import Spec, column, mark, view

COUNT = "how_many"


def one_a_day(marks: pl.DataFrame, tips: Sequence[str]) -> pl.DataFrame:
    """One row a lane and day: the looks of the first, every tooltip text, every record.

    In: `lane`, `at`, `record`, `sign` and texts `tip_<name>`. Out: the same, with `how_many`, and
    in `sign` the number of marks when there are several. A text that all share is said once.
    """
    texts = [f"tip_{name}" for name in tips]
    looks = [name for name in marks.columns if name not in {"lane", "at", RECORD, *texts}]
    grouped = marks.group_by("lane", "at", maintain_order=True).agg(
        pl.col(looks).first(),
        pl.col(RECORD).unique(maintain_order=True).str.join(RECORDS_APART),
        _said(texts),
        pl.len().alias(COUNT),
    )
    several = pl.when(pl.col(COUNT) > 1).then(pl.format("×{}", COUNT))
    return grouped.with_columns(
        sign=pl.concat_str(several, "sign", separator=" ", ignore_nulls=True)
    )


def _said(texts: list[str]) -> pl.Expr:
    values = pl.col(texts)
    return (
        pl.when(values.n_unique() > 1)
        .then(values.fill_null("–").str.join("  +  "))
        .otherwise(values.first())
    )


def signs(marks: pl.DataFrame, x: Spec, y: Spec) -> Spec:
    """Small words beside the marks that have some: how many, and what a reader must know.

    In: `at`, `lane` and `sign`.
    """
    said = marks.filter(pl.col("sign").fill_null("") != "").select("at", "lane", "sign")
    encoding: Spec = {"x": x, "y": y, "text": column("sign")}
    words = mark("text", clip=True, align="left", baseline="bottom", dx=7, dy=1, fontSize=10)
    return view(said, words, encoding)
