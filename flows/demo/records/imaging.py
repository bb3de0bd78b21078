"""Imaging of each person: staging, surveillance, bone metastasis, what shows each event."""

import numpy as np
import polars as pl

from flows.demo.calibration import KINDS
from flows.demo.life.draws import Numbers, Whole, chance, either_word, stream, words_drawn
from flows.demo.life.illness import NEVER
from flows.demo.life.lives import Lives
from flows.demo.records.recording import dated, recorded
from flows.demo.records.schedules import regular_days
from flows.demo.records.scores import with_scores

BONE_WORKUP = {"PT": 0.40, "MR": 0.25, "NM": 0.20, "CT": 0.15}
SURVEILLANCE = {"CT": 0.72, "PT": 0.14, "MR": 0.14}
OF_EVENT = {
    "FX": {"CT": 0.5, "DX": 0.3, "MR": 0.2},
    "SCC": {"MR": 0.87, "CT": 0.13},
    "SX": {"CT": 1.0},
}
SURVEILLANCE_DAYS, LATER_SURVEILLANCE_DAYS = 85.0, 150.0
REVEALED_BY_EVENT = 0.5  # of people with a fracture or compression at diagnosis
LONGEST_REVEALED_DAYS = 15  # then imaging of the whole skeleton follows within this time
EQUIVOCAL, CONTRAST = 0.03, 0.7
QUIET_PAIN = {"none": 0.45, "mild": 0.28, "moderate": 0.20, "functional": 0.07}
PAIN_AT_EVENT = {"none": 0.05, "mild": 0.10, "moderate": 0.35, "functional": 0.50}
LATER_STATUS = {"stable": 0.5, "progressive": 0.3, "responding": 0.2}
LONGEST_REPORT_DAYS = 2
EXAM = pl.Schema(
    {
        "person": pl.Int64(),
        "day": pl.Int64(),
        "modality": pl.String(),
        "conclusion": pl.String(),
        "scope": pl.String(),
        "lesion": pl.Int64(),
    }
)


def draw_imaging(
    lives: Lives, events: pl.DataFrame, lesions: pl.DataFrame, seed: int
) -> tuple[pl.DataFrame, pl.DataFrame, Numbers]:
    """Examinations, lesions as seen at each, and the day each person's bone disease is imaged.

    Events in: person, kind, day, lesion, is_prevalent. Out: rows of imaging_exam and lesion as
    recorded. No report concludes to bone metastasis before the index date.
    """
    rng = stream(seed, "imaging")
    imaged = _imaged_day(rng, lives)
    exams = pl.concat(
        [
            _staging(lives),
            _surveillance(rng, lives, imaged),
            _index(rng, lives, imaged),
            _of_events(rng, events, imaged),
        ]
    ).sort("person", "day", "scope", "lesion")
    numbers = pl.int_range(1, exams.height + 1, dtype=pl.Int64, eager=True).cast(pl.String)
    exams = exams.with_columns(
        exam_id="EX" + numbers.str.zfill(7),
        examined_on=dated(lives, exams, "day"),
        known_day=pl.col("day") + pl.Series(rng.integers(0, LONGEST_REPORT_DAYS + 1, exams.height)),
    )
    seen = _seen_lesions(rng, exams, lesions)
    return _as_exams(rng, lives, exams), recorded(lives, seen, "lesion", "SL"), imaged


def _imaged_day(rng: np.random.Generator, lives: Lives) -> Numbers:
    """The day imaging concludes: the index date, or soon after an event that revealed it."""
    revealing = lives.burden.at_diagnosis[:, [KINDS.index("FX"), KINDS.index("SCC")]].any(axis=1)
    revealed = revealing & chance(rng, REVEALED_BY_EVENT, lives.count)
    wait = rng.integers(1, LONGEST_REVEALED_DAYS + 1, lives.count)
    day = np.where(revealed, lives.bone_day + wait, lives.bone_day)
    return np.where(lives.has_bone, np.minimum(day, lives.seen_until), NEVER)


def _exams(
    person: Whole, day: Numbers, modality: pl.Series, conclusion: pl.Expr, scope: str
) -> pl.DataFrame:
    rows = pl.DataFrame({"person": person, "day": day.astype(np.int64), "modality": modality})
    return rows.with_columns(
        conclusion=conclusion, scope=pl.lit(scope), lesion=pl.lit(None, pl.Int64)
    ).cast(EXAM)


def _staging(lives: Lives) -> pl.DataFrame:
    """Chest scan at the diagnosis of the primary: bone is looked at a few days later."""
    everyone = np.arange(lives.count)
    modality = pl.repeat("CT", lives.count, eager=True)
    return _exams(everyone, np.zeros(lives.count), modality, pl.lit("no"), "staging")


def _surveillance(rng: np.random.Generator, lives: Lives, imaged: Numbers) -> pl.DataFrame:
    """Scans every few months, before bone metastasis and after."""
    spaced = np.where(lives.people.is_stage_iv, SURVEILLANCE_DAYS, LATER_SURVEILLANCE_DAYS)
    until = np.minimum(lives.seen_until, np.where(lives.has_bone, lives.bone_day - 1, NEVER))
    before = regular_days(rng, lives.seen_from + spaced, until, spaced)
    close = np.full(lives.count, SURVEILLANCE_DAYS)
    start = np.maximum(lives.seen_from, np.where(lives.has_bone, imaged, 0.0)) + close
    end = np.where(lives.has_bone, lives.seen_until, -NEVER)
    after = regular_days(rng, start, end, close)
    doubtful = chance(rng, EQUIVOCAL, len(before[0]))
    no_bone = pl.lit(either_word(doubtful, "equivocal", "no"))
    return pl.concat(
        [
            _exams(person, day, words_drawn(rng, SURVEILLANCE, len(person)), said, scope)
            for (person, day, _), said, scope in (
                (before, no_bone, "before bone"),
                (after, pl.lit("yes"), "skeleton"),
            )
        ]
    )


def _index(rng: np.random.Generator, lives: Lives, imaged: Numbers) -> pl.DataFrame:
    person = np.flatnonzero(lives.has_bone)
    modality = words_drawn(rng, BONE_WORKUP, len(person))
    return _exams(person, imaged[person], modality, pl.lit("yes"), "skeleton")


def _of_events(rng: np.random.Generator, events: pl.DataFrame, imaged: Numbers) -> pl.DataFrame:
    """The images on which a fracture, a compression or an operation rests, of that lesion only."""
    exams = []
    for kind, shares in OF_EVENT.items():
        shown = events.filter(
            pl.col("kind") == kind, (pl.lit(kind) != "SX") | ~pl.col("is_prevalent")
        )
        known = pl.Series(shown["day"].to_numpy() >= imaged[shown["person"].to_numpy()])
        exams.append(
            shown.select(
                "person",
                "day",
                modality=words_drawn(rng, shares, shown.height),
                conclusion=pl.when(known).then(pl.lit("yes")).otherwise(pl.lit("equivocal")),
                scope=pl.lit("event"),
                lesion="lesion",
            ).cast(EXAM)
        )
    return pl.concat(exams)


def _as_exams(rng: np.random.Generator, lives: Lives, exams: pl.DataFrame) -> pl.DataFrame:
    contrast = pl.Series(chance(rng, CONTRAST, exams.height))
    rows = exams.with_columns(
        body_region=pl.col("scope").replace_strict(
            {"event": "site of the event", "skeleton": "whole body"}, default="thorax-abdomen"
        ),
        report_id=pl.col("exam_id").str.replace("EX", "CR"),
        concludes_bone_metastasis="conclusion",
        has_contrast=pl.when(pl.col("modality").is_in(["CT", "MR"])).then(contrast),
    )
    return recorded(lives, rows, "imaging_exam", "IM")


def _seen_lesions(
    rng: np.random.Generator, exams: pl.DataFrame, lesions: pl.DataFrame
) -> pl.DataFrame:
    """Each lesion at each examination of the skeleton, and the lesion of each event."""
    whole = exams.filter(pl.col("scope") == "skeleton").drop("lesion")
    everywhere = whole.join(lesions, on="person").filter(pl.col("first_day") <= pl.col("day"))
    of_event = exams.filter(pl.col("scope") == "event").join(lesions.drop("person"), on="lesion")
    seen = pl.concat([everywhere, of_event.select(everywhere.columns)]).sort("exam_id", "lesion")
    growth = pl.Series(np.exp(rng.normal(0, 0.12, seen.height)))
    rows = seen.with_columns(
        lesion_id="LE" + pl.col("lesion").cast(pl.String).str.zfill(7),
        lesion_size_mm=(pl.col("size_mm") * growth).round().clip(3, 200),
        cortical_destruction_fraction=pl.col("cortical_fraction"),
        has_soft_tissue=pl.Series(chance(rng, 0.2, seen.height)),
        lesion_pain=_pain(rng, seen),
        lesion_status=_status(rng, seen),
    )
    return with_scores(rng, rows)


def _pain(rng: np.random.Generator, seen: pl.DataFrame) -> pl.Series:
    quiet = words_drawn(rng, QUIET_PAIN, seen.height)
    at_event = words_drawn(rng, PAIN_AT_EVENT, seen.height)
    return at_event.zip_with(seen["scope"] == "event", quiet)


def _status(rng: np.random.Generator, seen: pl.DataFrame) -> pl.Series:
    later = words_drawn(rng, LATER_STATUS, seen.height)
    is_new = seen["day"] - seen["first_day"] <= LONGEST_REVEALED_DAYS
    return later.set(seen["scope"] == "event", "progressive").set(is_new, "new")
