"""Rules across tables: no bone metastasis, before birth, after death, long ago (domain.md §8)."""

from collections.abc import Mapping

import polars as pl

from transforms.derived.disease.one_patient import one_patient
from transforms.derived.events.candidate import earliest_day
from transforms.derived.evidence import source_row
from transforms.derived.findings.breach import breach
from warehouse.schema.thresholds import threshold

# the clinical date of each table of what happened to a patient
DATED = {
    "diagnosis": "diagnosed_on",
    "lesion": "examined_on",
    "body_composition": "measured_on",
    "fracture": "occurred_on",
    "cord_compression": "occurred_on",
    "surgery": "performed_on",
    "radiotherapy": "started_on",
    "imaging_exam": "examined_on",
    "bone_agent_administration": "administered_on",
    "systemic_line": "started_on",
    "followup": "visited_on",
}
EVENT_TABLES = ("fracture", "cord_compression", "surgery", "radiotherapy")


def events_without_bone_metastasis(
    skeletal_event: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> list[pl.DataFrame]:
    """X01: rows behind the skeletal events of patients who are not in the cohort.

    In: derived.skeletal_event, and the canonical tables by name. Hypercalcaemia without bone
    metastasis is a disease of its own (humoral), not a fault of the laboratory: no finding.
    """
    orphans = skeletal_event.filter(pl.col("excluded_reason") == "X01")
    rows = orphans.select(row=pl.col("source_rows").explode(empty_as_null=False)).unique()
    return [
        breach(_those_named(tables[name], name, rows), "X01", name, DATED[name])
        for name in EVENT_TABLES
    ]


def events_after_death(
    patient: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> list[pl.DataFrame]:
    """X02: rows dated after the death of their patient.

    In: canonical.patient, and the canonical tables by name. News of a vital status may come
    after death; a date of which only the month or year is known must be wholly after.
    """
    deaths = one_patient(patient).select("patient_id", "death_on").drop_nulls()
    return [
        breach(_after_death(tables[name], on, deaths), "X02", name, on)
        for name, on in DATED.items()
    ]


def events_before_birth(
    patient: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> list[pl.DataFrame]:
    """X03: rows dated before the month of birth of their patient.

    In: canonical.patient, and the canonical tables by name. A result drawn before birth is L10.
    """
    births = one_patient(patient).select("patient_id", "birth_on").drop_nulls()
    return [
        breach(
            tables[name].join(births, on="patient_id").filter(pl.col(on) < pl.col("birth_on")),
            "X03",
            name,
            on,
        )
        for name, on in DATED.items()
    ]


def events_long_before_their_feed(
    tables: Mapping[str, pl.DataFrame], feed_start: pl.DataFrame
) -> list[pl.DataFrame]:
    """X09: rows dated more than 10 years before the first delivery of their feed.

    In: the canonical tables by name, and the first deliveries.
    """
    history = f"-{threshold('history_years'):.0f}y"
    earliest = feed_start.with_columns(
        earliest_on=pl.col("began_at").dt.date().dt.offset_by(history)
    )
    return [
        breach(_before(tables[name], on, _of_table(earliest, name)), "X09", name, on)
        for name, on in DATED.items()
    ]


def _of_table(earliest: pl.DataFrame, name: str) -> pl.DataFrame:
    return earliest.filter(pl.col("table_name") == name).select("feed", "earliest_on")


def _before(table: pl.DataFrame, on: str, earliest: pl.DataFrame) -> pl.DataFrame:
    return table.join(earliest, on="feed").filter(pl.col(on) < pl.col("earliest_on"))


def _those_named(table: pl.DataFrame, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(row=source_row(name)).join(rows, on="row", how="semi")


def _after_death(table: pl.DataFrame, on: str, deaths: pl.DataFrame) -> pl.DataFrame:
    happened = earliest_day(on) if "date_precision" in table.columns else pl.col(on)
    after = table.join(deaths, on="patient_id").filter(happened > pl.col("death_on"))
    if "visit_kind" in table.columns:
        return after.filter(pl.col("visit_kind").fill_null("") != "news")
    return after
