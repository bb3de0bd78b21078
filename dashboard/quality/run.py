"""The run that built this version: its steps, what they took and what they wrote."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.figure import heading, table
from dashboard.language import say, say_moment, say_number, spoken_words
from dashboard.queries import quality, verdicts
from dashboard.store import Version

_MERGING = "merge "
BYTES_PER_MEGABYTE = 1_000_000


def draw_run(version: Version) -> None:
    """When it ran, with which code, and each step with its rows, seconds and bytes."""
    heading(say("The last run"), "ops.run", "ops.step")
    run = store.ask(version, quality.last_run)
    steps = store.ask(version, verdicts.last_steps)
    if run.is_empty() or steps.is_empty():
        st.info(say("No run is recorded in this version."))
        return
    row = run.row(0, named=True)
    ended = row["run_ended_at"] or row["run_started_at"]
    st.caption(
        say(
            "From {start} to {end} UTC · Osteon {code} · definitions {definitions}",
            start=say_moment(row["run_started_at"]),
            end=say_moment(ended),
            code=row["code_version"],
            definitions=row["definition_version"],
        )
    )
    slowest = steps.sort("seconds", descending=True).row(0, named=True)
    st.write(
        say(
            "The longest step, **{step}**, took {seconds} s.",
            step=step_in_words(slowest["step"]),
            seconds=say_number(slowest["seconds"], 1),
        )
    )
    # the steps of a night hold those of its tables: a sum would count them twice
    shown = steps.select(
        spoken_words(pl.col("step"), step_in_words),
        pl.col("row_count").replace(0, None),
        "seconds",
        (pl.col("step_bytes").replace(0, None) / BYTES_PER_MEGABYTE).alias("megabytes"),
    )
    table(
        shown,
        say("Steps of the last run, in their order"),
        {
            "step": say("Step"),
            "row_count": say("Rows"),
            "seconds": say("Time (s)"),
            "megabytes": say("Size (MB)"),
        },
        height=560,
    )


def step_in_words(step: str) -> str:
    """A step of the night as a reader sees it; tables keep their names, and so do others."""
    table = step.removeprefix(_MERGING)
    if table != step:
        return say("merge {table}", table=table)
    return {
        "find the last version": say("find the last version"),
        "ask the review store": say("ask the review store"),
        "land the inbox": say("land the inbox"),
        "ask what concerns everybody": say("ask what concerns everybody"),
        "find whom it concerns": say("find whom it concerns"),
        "plan the night": say("plan the night"),
        "start the new version": say("start the new version"),
        "settle patients": say("settle patients"),
        "compute the derived tables": say("compute the derived tables"),
        "compute the published tables": say("compute the published tables"),
        "account for every row": say("account for every row"),
        "compare with the last version": say("compare with the last version"),
        "judge the tables": say("judge the tables"),
        "publish or refuse": say("publish or refuse"),
    }.get(step, step)
