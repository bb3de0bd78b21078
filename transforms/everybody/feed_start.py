"""When each feed began to tell of each kind of row."""

import polars as pl

TABLES = (
    "lab_result",
    "diagnosis",
    "lesion",
    "body_composition",
    "fracture",
    "cord_compression",
    "surgery",
    "radiotherapy",
    "imaging_exam",
    "bone_agent_administration",
    "systemic_line",
    "followup",
)
READS = dict.fromkeys(TABLES, ("feed", "known_at"))


def feed_start(
    lab_result: pl.DataFrame,
    diagnosis: pl.DataFrame,
    lesion: pl.DataFrame,
    body_composition: pl.DataFrame,
    fracture: pl.DataFrame,
    cord_compression: pl.DataFrame,
    surgery: pl.DataFrame,
    radiotherapy: pl.DataFrame,
    imaging_exam: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
    systemic_line: pl.DataFrame,
    followup: pl.DataFrame,
) -> pl.DataFrame:
    """The first delivery of each feed: what it held then is history, not late (domain.md §8, X09).

    In: feed and known_at of canonical tables. Out: table_name, feed, began_at; a row a table and
    feed.
    """
    given = (
        lab_result,
        diagnosis,
        lesion,
        body_composition,
        fracture,
        cord_compression,
        surgery,
        radiotherapy,
        imaging_exam,
        bone_agent_administration,
        systemic_line,
        followup,
    )
    return pl.concat(
        rows.group_by("feed")
        .agg(began_at=pl.col("known_at").min())
        .select(pl.lit(name).alias("table_name"), "feed", "began_at")
        for name, rows in zip(TABLES, given, strict=True)
    ).sort("table_name", "feed")
