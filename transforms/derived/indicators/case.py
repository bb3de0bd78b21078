"""A case of an indicator: what opened it, what was due by when, and whether it was done."""

from datetime import date, timedelta

import polars as pl

from warehouse.schema.definitions import number

CASE = pl.Schema(
    {
        "indicator_code": pl.String(),
        "patient_id": pl.String(),
        "case_key": pl.String(),
        "case_on": pl.Date(),
        "due_on": pl.Date(),
        "happened_on": pl.Date(),
        "is_in_numerator": pl.Boolean(),
        "source_rows": pl.List(pl.String()),
    }
)
OPENING = ("patient_id", "case_key", "case_on", "source_rows")


def as_cases(rows: pl.DataFrame, indicator_code: str) -> pl.DataFrame:
    """The rows with exactly the columns of a case; without happened_on, nothing dates the act."""
    coded = rows.with_columns(indicator_code=pl.lit(indicator_code))
    return coded.select(
        (pl.col(name) if name in coded.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in CASE.items()
    )


def same_day_cases(rows: pl.DataFrame, indicator_code: str) -> pl.DataFrame:
    """Cases that are judged on the day they open: rows have is_in_numerator."""
    return as_cases(rows.with_columns(due_on="case_on"), indicator_code)


def awaited(
    openings: pl.DataFrame,
    acts: pl.DataFrame,
    indicator_code: str,
    *,
    earliest: int,
    latest: int,
    searched_until: int | None = None,
    by: str = "patient_id",
) -> pl.DataFrame:
    """Cases with the first act from `earliest` to `latest` days after they opened.

    In: openings with the columns of OPENING (and `by`), acts with `by` and happened_on. The act is
    looked for until `searched_until` days, so that a late one has a wait; it counts when it came
    by `latest`.
    """
    until = latest if searched_until is None else searched_until
    elapsed = (pl.col("happened_on") - pl.col("case_on")).dt.total_days()
    keys = list(dict.fromkeys(("case_on", "case_key", by)))
    done = openings.select(keys).join(acts.select(by, "happened_on"), on=by)
    first = (
        done.filter(elapsed.is_between(earliest, until))
        .group_by("case_key")
        .agg(pl.col("happened_on").min())
    )
    due_on = pl.col("case_on") + timedelta(days=latest)
    judged = openings.join(first, on="case_key", how="left").with_columns(
        due_on=due_on,
        is_in_numerator=(pl.col("happened_on") <= due_on).fill_null(False),
    )
    return as_cases(judged, indicator_code)


def judged(cases: pl.DataFrame, cohort: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The cases of the cohort, with why some cannot be judged (domain.md §2.3).

    A case is judged when its patient was under observation on the day it was due, and that day is
    not among the last 30, whose rows are not all in. It is neither met nor missed otherwise, even
    where the act was seen to be done: keeping only those would flatter.
    """
    people = cohort.select("patient_id", "entry_on", "exit_on", "exit_status")
    complete_until = as_of - timedelta(days=number("data_lag_days"))
    known = cases.join(people, on="patient_id").with_columns(not_judged=_not_judged(complete_until))
    is_judged = pl.col("not_judged").is_null()
    return known.with_columns(is_in_numerator=pl.when(is_judged).then("is_in_numerator"))


def _not_judged(complete_until: date) -> pl.Expr:
    due_on = pl.col("due_on")
    return (
        pl.when(due_on < pl.col("entry_on"))
        .then(pl.lit("before_entry"))
        .when(due_on > complete_until)
        .then(pl.lit("pending"))
        .when((due_on > pl.col("exit_on")) & (pl.col("exit_status") == "dead"))
        .then(pl.lit("died"))
        .when(due_on > pl.col("exit_on"))
        .then(pl.lit("lost"))
    )
