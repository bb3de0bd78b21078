"""Writing the oncology feeds: patients in full every night, the rest as it becomes known."""

from datetime import date, timedelta
from io import BytesIO

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.cohort import Cohort
from flows.demo.delivery.dead import events_after_death
from flows.demo.delivery.faults import Nights, as_orphans, choose, copied, numbered
from flows.demo.delivery.inbox import Inbox
from flows.demo.delivery.oncology_care_files import CARE
from flows.demo.delivery.oncology_files import DISEASE, PATIENTS, OncologyFile
from flows.demo.delivery.truth import faults_of_rows
from flows.demo.life.draws import stream
from flows.demo.records.patients import last_contacts

# A death is learnt some days after it happened; which depends on the patient only.
LONGEST_NEWS_DAYS = 8
AFTER_DEATH_ON = {"radiotherapy": "started_on", "followup": "visited_on"}
WITH_ORPHANS = ("followup", "fracture")
FRANKEL_DAYS = timedelta(days=30)
FIRST_LINE = {"csv": 2, "parquet": 1}


def write_oncology(
    inbox: Inbox, cohort: Cohort, nights: Nights, seed: int, targets: Calibration
) -> pl.DataFrame:
    """Write the oncology files of every night; returns their faults (columns of the truth)."""
    rng = stream(seed, "oncology extracts")
    for night in nights.dates:
        known = _patients_as_of(cohort, night)
        inbox.put(night, _name(PATIENTS, night), [_as_file(known, PATIENTS)])
    return pl.concat(
        [_write_delta(rng, inbox, cohort, file, nights, targets) for file in (*DISEASE, *CARE)]
    )


def _name(file: OncologyFile, night: date) -> str:
    return f"{file.prefix}{night:%Y%m%d}{file.suffix}"


def _patients_as_of(cohort: Cohort, night: date) -> pl.DataFrame:
    """The patient file of a night: people seen by then, as far as is known of them then."""
    seen = cohort.patient.filter(pl.col("first_contact_on") <= night).drop("last_contact_on")
    contact = last_contacts(cohort.followup, night)
    number = pl.col("patient_id").str.slice(3).cast(pl.Int64)
    learnt_on = pl.col("death_on") + pl.duration(days=number % LONGEST_NEWS_DAYS)
    death_on = pl.when(learnt_on <= night).then("death_on")
    return (
        seen.join(contact, on="patient_id", how="left")
        .with_columns(death_on=death_on)
        .with_columns(
            vital_status=pl.when(pl.col("death_on").is_null())
            .then(pl.lit("alive"))
            .otherwise(pl.lit("dead"))
        )
        .sort("patient_id")
    )


def _write_delta(
    rng: np.random.Generator,
    inbox: Inbox,
    cohort: Cohort,
    file: OncologyFile,
    nights: Nights,
    targets: Calibration,
) -> pl.DataFrame:
    known = numbered(_with_revelations(cohort.table(file.table), file.table))
    rows = known.with_columns(night=nights.of("known_at"))
    rows = _latest_of_night(_with_faults(rng, rows, file, cohort, nights, targets))
    faults = []
    for place, night in enumerate(nights.dates):
        tonight = rows.filter(pl.col("night") == place)
        name = _name(file, night)
        inbox.put(night, name, [_as_file(tonight, file)])
        line = pl.int_range(pl.len(), dtype=pl.Int64) + FIRST_LINE[file.kind]
        placed = tonight.with_columns(
            source_line=line, file_name=pl.lit(name), night_on=pl.lit(night)
        )
        faults.append(faults_of_rows(placed, file.feed))
    return pl.concat(faults)


def _with_revelations(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    """Rows told in two parts: first as they stand, then with what time reveals."""
    if table == "systemic_line":
        return _told_twice(rows, pl.col("ended_on"), ("ended_on", "stop_reason"))
    if table == "cord_compression":
        on = pl.when(pl.col("frankel_day_30").is_not_null()).then(
            pl.col("occurred_on") + FRANKEL_DAYS
        )
        return _told_twice(rows, on, ("frankel_day_30",))
    return rows


def _told_twice(rows: pl.DataFrame, on: pl.Expr, hidden: tuple[str, ...]) -> pl.DataFrame:
    at = on.cast(pl.Datetime("us"))
    first = rows.with_columns(
        pl.when(at <= pl.col("known_at")).then(name).alias(name) for name in hidden
    )
    later = rows.filter(at > pl.col("known_at")).with_columns(known_at=at)
    return pl.concat([first, later.select(first.columns)])


def _latest_of_night(rows: pl.DataFrame) -> pl.DataFrame:
    """One row an identifier and night: an export shows the state of that evening."""
    ordered = rows.sort("night", "source_row_id", "known_at", maintain_order=True)
    return ordered.unique(["night", "source_row_id"], keep="last", maintain_order=True)


def _with_faults(
    rng: np.random.Generator,
    rows: pl.DataFrame,
    file: OncologyFile,
    cohort: Cohort,
    nights: Nights,
    targets: Calibration,
) -> pl.DataFrame:
    parts = [rows]
    delivered = rows.filter(pl.col("night") < nights.count)
    if file.table in AFTER_DEATH_ON:
        parts.append(
            events_after_death(
                rng,
                delivered,
                cohort.patient,
                nights,
                targets,
                on=AFTER_DEATH_ON[file.table],
                prefix=f"{file.prefix[:2]}D",
            )
        )
    if file.table in WITH_ORPHANS:
        chosen = choose(rng, delivered, targets.orphan)
        parts.append(as_orphans(copied(rows, chosen, "orphan", f"{file.prefix[:2]}O")))
    return pl.concat(parts)


def _as_file(rows: pl.DataFrame, file: OncologyFile) -> bytes:
    local = rows.select(_local(file, name).alias(local) for name, local in file.columns.items())
    if file.kind == "csv":
        return local.write_csv().encode()
    content = BytesIO()
    local.write_parquet(content, compression="zstd")
    return content.getvalue()


def _local(file: OncologyFile, name: str) -> pl.Expr:
    words = file.words.get(name)
    if words is None:
        return pl.col(name)
    return pl.col(name).cast(pl.String).replace_strict(words, return_dtype=pl.String)
