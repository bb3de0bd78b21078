"""Writing the imaging feeds: gzipped NDJSON, nested objects, instants in UTC."""

import gzip
from datetime import date, timedelta
from io import BytesIO

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.cohort import Cohort
from flows.demo.delivery.dead import events_after_death
from flows.demo.delivery.faults import Nights, as_orphans, choose, copied, numbered
from flows.demo.delivery.inbox import Inbox
from flows.demo.delivery.truth import fault_of_file, faults_of_rows
from flows.demo.life.draws import stream

EXAMS, LESIONS = "imaging_exam", "lesion"
FILE_OF_FEED = {EXAMS: "EXAMENS_", LESIONS: "LESIONS_"}
REPAIRED = "_R1"
FIRST_HOUR_UTC, OPEN_MINUTES = 7, 570  # the same date in Paris all year round
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
YES_NO = {"yes": "oui", "no": "non", "equivocal": "douteux"}


def write_imaging(
    inbox: Inbox, cohort: Cohort, nights: Nights, seed: int, targets: Calibration
) -> pl.DataFrame:
    """Write both imaging files of every night; returns their faults (columns of the truth)."""
    rng = stream(seed, "imaging extracts")
    exams = _with_faults(rng, _known(cohort.imaging_exam, nights), cohort, nights, targets)
    feeds = {EXAMS: _in_order(exams), LESIONS: _in_order(_known(cohort.lesion, nights))}
    cut_short = _busiest(feeds, nights)
    faults = []
    for feed, rows in feeds.items():
        for place, night in enumerate(nights.dates):
            tonight = rows.filter(pl.col("night") == place)
            deliver = _deliver_in_two if (feed, place) == cut_short else _deliver
            faults.append(deliver(inbox, tonight, feed, night))
    return pl.concat(faults)


def _deliver(
    inbox: Inbox, rows: pl.DataFrame, feed: str, night: date, mark: str = "", late_by: int = 0
) -> pl.DataFrame:
    name = _file_name(feed, night, mark)
    inbox.put(night + timedelta(days=late_by), name, [_gzipped(rows.select(_objects(feed)))])
    named = rows.with_columns(file_name=pl.lit(name), night_on=pl.lit(night))
    return faults_of_rows(named, feed)


def _deliver_in_two(inbox: Inbox, rows: pl.DataFrame, feed: str, night: date) -> pl.DataFrame:
    """The file is cut short one night and comes whole the next, under a second name."""
    name = _file_name(feed, night)
    content = _gzipped(rows.select(_objects(feed)))
    inbox.put(night, name, [content[: len(content) * 2 // 3]])
    whole = _deliver(inbox, rows, feed, night, mark=REPAIRED, late_by=1)
    return pl.concat([whole, fault_of_file("truncated", feed, name, night)])


def _file_name(feed: str, night: date, mark: str = "") -> str:
    return f"{FILE_OF_FEED[feed]}{night:%Y%m%d}{mark}.ndjson.gz"


def _busiest(feeds: dict[str, pl.DataFrame], nights: Nights) -> tuple[str, int] | None:
    """The feed and night, neither the first nor the last, with most rows."""
    counts = {
        (feed, place): rows.filter(pl.col("night") == place).height
        for feed, rows in feeds.items()
        for place in range(1, nights.count - 1)
    }
    return max(counts, key=lambda key: counts[key]) if counts else None


def _known(rows: pl.DataFrame, nights: Nights) -> pl.DataFrame:
    known = numbered(rows).filter(pl.col("known_at") < nights.midnight())
    return known.with_columns(night=nights.of("known_at"))


def _with_faults(
    rng: np.random.Generator,
    exams: pl.DataFrame,
    cohort: Cohort,
    nights: Nights,
    targets: Calibration,
) -> pl.DataFrame:
    dead = events_after_death(
        rng, exams, cohort.patient, nights, targets, on="examined_on", prefix="IMD"
    )
    renamed = dead.with_columns(
        exam_id=pl.col("source_row_id").str.replace("IM", "EX"),
        concludes_bone_metastasis=pl.lit("no"),
    )
    orphans = as_orphans(copied(exams, choose(rng, exams, targets.orphan), "orphan", "IMO"))
    unknown = orphans.with_columns(exam_id=pl.col("source_row_id").str.replace("IM", "EX"))
    return pl.concat([exams, renamed, unknown])


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    ordered = rows.sort("night", "examined_on", "source_row_id")
    line = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("night")
    # Spread over the working day, the same for every row of one examination.
    minute = (pl.col("exam_id").str.extract(r"(\d+)").cast(pl.Int64) * 37) % OPEN_MINUTES
    instant = pl.col("examined_on").cast(pl.Datetime("us")) + pl.duration(
        hours=FIRST_HOUR_UTC, minutes=minute
    )
    return ordered.with_columns(source_line=line, instant=instant.dt.to_string(INSTANT))


def _gzipped(objects: pl.DataFrame) -> bytes:
    """The same rows give the same bytes: the archive holds no time of its own."""
    lines = BytesIO()
    objects.write_ndjson(lines)
    return gzip.compress(lines.getvalue(), compresslevel=6, mtime=0)


def _patient() -> pl.Expr:
    return pl.struct(ipp="patient_id").alias("patient")


def _objects(feed: str) -> list[pl.Expr]:
    return _exam_objects() if feed == EXAMS else _lesion_objects()


def _exam_objects() -> list[pl.Expr]:
    conclusion = pl.col("concludes_bone_metastasis").replace_strict(YES_NO, return_dtype=pl.String)
    return [
        pl.struct(
            uid="exam_id",
            numero="source_row_id",
            modality="modality",
            instant="instant",
            region="body_region",
            contrast="has_contrast",
        ).alias("study"),
        _patient(),
        pl.struct(id="report_id", metastase_osseuse=conclusion).alias("report"),
    ]


def _lesion_objects() -> list[pl.Expr]:
    return [
        pl.struct(
            numero="source_row_id",
            id="lesion_id",
            os="bone_site",
            cote="laterality",
            type="lesion_type",
            taille_mm="lesion_size_mm",
            corticale="cortical_destruction_fraction",
            parties_molles="has_soft_tissue",
            bilsky="epidural_grade",
            douleur="lesion_pain",
            evolution="lesion_status",
        ).alias("lesion"),
        pl.struct(uid="exam_id", instant="instant").alias("study"),
        _patient(),
        _score("mirels", ("site", "pain", "lesion", "size")),
        _score("sins", ("location", "pain", "lesion", "alignment", "collapse", "posterolateral")),
    ]


def _score(score: str, parts: tuple[str, ...]) -> pl.Expr:
    named = [pl.col(f"{score}_{part}_points").alias(part) for part in parts]
    return pl.struct(*named, pl.col(f"{score}_score").alias("total")).alias(score)
