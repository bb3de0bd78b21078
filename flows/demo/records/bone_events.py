"""Operations, fractures and cord compressions as recorded, skeletal events or not."""

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.life.draws import chance, either_word, stream, weighted, words_at, words_drawn
from flows.demo.life.lives import Lives
from flows.demo.records.recording import dated, recorded
from warehouse.schema import BONE_SITES

BIOPSY_SHARE, LONGEST_BIOPSY_DAYS = 0.12, 6
OTHER_FRACTURES = 0.02  # people with a fracture that is traumatic or osteoporotic
OTHER_MECHANISMS = {"traumatic": 0.6, "osteoporotic": 0.4}
SYMPTOMATIC_SHARE, UNKNOWN_SYMPTOM_SHARE = 0.78, 0.04
LONGEST_RECORDING_DAYS = 5
CONFIRMED_FRACTURE = {"CT": 0.5, "DX": 0.3, "MR": 0.2}
CONFIRMED_COMPRESSION = {"MR": 0.88, "CT": 0.12}
# CIM-10 FR M90.7x and M49.5x by site; CCAM of preventive osteosynthesis for osteolysis and of
# the rest (domain.md §7.2, §7.3).
FRACTURE_CODE_OF_REGION = {
    "humerus": "M90.72",
    "forearm": "M90.73",
    "pelvis": "M90.75",
    "femur": "M90.75",
    "tibia": "M90.76",
    "fibula": "M90.76",
    "rib": "M90.78",
}
ACTS = {
    ("preventive", "femur"): "NBCA011",
    ("preventive", "humerus"): "MBCA002",
    ("preventive", "forearm"): "MCCA002",
    ("preventive", "tibia"): "NCCA009",
    ("preventive", "fibula"): "NCCB003",
    ("fracture", "femur"): "NBCA005",
    ("decompression", "spine"): "LHFA016",
    ("percutaneous", "spine"): "LHMH001",
    ("percutaneous", "pelvis"): "PAMH001",
}


def draw_surgery(
    lives: Lives, events: pl.DataFrame, lesions: pl.DataFrame, seed: int
) -> pl.DataFrame:
    """Operations on bone, one an event, and biopsies, which are not events.

    Events in: person, kind, day, lesion, answers. Out: rows of surgery as recorded.
    """
    rng = stream(seed, "surgery")
    cause = events.select(answers="event", cause="kind")
    broken = events.filter(pl.col("kind") == "FX").select("person", "day", broken=pl.lit("FX"))
    operations = (
        events.filter(pl.col("kind") == "SX")
        .join(cause, on="answers", how="left")
        .join(broken, on=["person", "day"], how="left")
        # What breaks and is operated on the same day was not operated to prevent it.
        .with_columns(cause=pl.coalesce("cause", "broken"))
    )
    rows = pl.concat(
        [
            operations.select("person", "day", "lesion", "cause"),
            _biopsies(rng, lives, lesions),
        ]
    ).sort("person", "day", "lesion")
    placed = _at_lesion(rows, lesions).with_columns(surgery_intent=_intent())
    return recorded(
        lives,
        placed.with_columns(
            ccam_code=_act(),
            performed_on=dated(lives, placed, "day"),
            date_precision=pl.lit("day"),
            anaesthesia=pl.when(pl.col("surgery_intent").is_in(["biopsy", "percutaneous"]))
            .then(pl.lit("local"))
            .otherwise(pl.lit("general")),
            known_day="day",
        ),
        "surgery",
        "CH",
    )


def _biopsies(rng: np.random.Generator, lives: Lives, lesions: pl.DataFrame) -> pl.DataFrame:
    first = lesions.sort("lesion").unique("person", keep="first", maintain_order=True)
    person = first["person"].to_numpy()
    day = lives.bone_day[person] + rng.integers(0, LONGEST_BIOPSY_DAYS + 1, first.height)
    done = chance(rng, BIOPSY_SHARE, first.height) & (day <= lives.seen_until[person])
    return first.select(
        "person", day=pl.Series(day.astype(np.int64)), lesion="lesion", cause=pl.lit("biopsy")
    ).filter(done)


def _at_lesion(rows: pl.DataFrame, lesions: pl.DataFrame) -> pl.DataFrame:
    site = {code: bone.region for code, bone in BONE_SITES.items()}
    places = lesions.select("lesion", "bone_site", "laterality")
    return rows.join(places, on="lesion", how="left", maintain_order="left").with_columns(
        region=pl.col("bone_site").replace_strict(site, default=None, return_dtype=pl.String)
    )


def _is_vertebra() -> pl.Expr:
    return pl.col("region").str.ends_with("_spine")


def _intent() -> pl.Expr:
    return (
        pl.when(pl.col("cause") == "biopsy")
        .then(pl.lit("biopsy"))
        .when(pl.col("cause") == "SCC")
        .then(pl.lit("decompression"))
        .when(_is_vertebra() | (pl.col("region") == "pelvis"))
        .then(pl.lit("percutaneous"))
        .when(pl.col("cause") == "FX")
        .then(pl.lit("fracture"))
        .otherwise(pl.lit("preventive"))
    )


def _act() -> pl.Expr:
    place = pl.when(_is_vertebra()).then(pl.lit("spine")).otherwise("region")
    acts = {f"{intent} {where}": act for (intent, where), act in ACTS.items()}
    return pl.format("{} {}", "surgery_intent", place).replace_strict(
        acts, default=None, return_dtype=pl.String
    )


def draw_fractures(
    lives: Lives, events: pl.DataFrame, lesions: pl.DataFrame, seed: int, targets: Calibration
) -> pl.DataFrame:
    """Fractures: pathological ones, one an event, and others, which are not events."""
    rng = stream(seed, "fractures")
    pathological = events.filter(pl.col("kind") == "FX").sort("event")
    placed = _at_lesion(pathological, lesions).with_columns(
        fracture_mechanism=_mechanism(rng, pathological, targets),
        icd10_code=_fracture_code(rng, pathological.height),
    )
    shown = ("person", "day", "bone_site", "laterality", "fracture_mechanism", "icd10_code")
    rows = pl.concat([placed.select(shown), _other_fractures(rng, lives).select(shown)])
    rows = rows.sort("person", "day", "bone_site", "laterality")
    symptom = rng.random(rows.height)
    unknown = symptom >= 1 - UNKNOWN_SYMPTOM_SHARE
    return recorded(
        lives,
        rows.with_columns(
            occurred_on=dated(lives, rows, "day"),
            date_precision=pl.lit("day"),
            is_symptomatic=pl.Series(symptom < SYMPTOMATIC_SHARE).set(pl.Series(unknown), None),
            confirmed_by=words_drawn(rng, CONFIRMED_FRACTURE, rows.height),
            known_day=_recording_day(rng, rows),
        ),
        "fracture",
        "FX",
    )


def _mechanism(
    rng: np.random.Generator, pathological: pl.DataFrame, targets: Calibration
) -> pl.Series:
    """Sometimes nobody says why it broke, except for a fracture that revealed the disease."""
    unknown = chance(rng, targets.mechanism_unknown, pathological.height)
    unknown = unknown & ~pathological["is_prevalent"].to_numpy()
    return either_word(unknown, "unknown", "pathological")


def _fracture_code(rng: np.random.Generator, size: int) -> pl.Expr:
    coded = pl.Series(chance(rng, 0.7, size))
    by_region = pl.col("region").replace_strict(
        FRACTURE_CODE_OF_REGION, default="M84.4", return_dtype=pl.String
    )
    return pl.when(coded).then(pl.when(_is_vertebra()).then(pl.lit("M49.5")).otherwise(by_region))


def _other_fractures(rng: np.random.Generator, lives: Lives) -> pl.DataFrame:
    person = np.flatnonzero(chance(rng, OTHER_FRACTURES, lives.count))
    span = lives.seen_until[person] - lives.seen_from[person]
    day = np.round(lives.seen_from[person] + rng.random(len(person)) * span)
    words = words_drawn(rng, OTHER_MECHANISMS, len(person))
    fell = (words == "traumatic").to_numpy()
    return pl.DataFrame({"person": person, "day": day.astype(np.int64)}).with_columns(
        fracture_mechanism=words,
        icd10_code=either_word(fell, "S52.5", "M80.9"),
        bone_site=either_word(fell, "radius_ulna", "L2"),
        laterality=either_word(fell, "L", "M"),
    )


def _recording_day(rng: np.random.Generator, rows: pl.DataFrame) -> pl.Series:
    return rows["day"] + pl.Series(rng.integers(0, LONGEST_RECORDING_DAYS + 1, rows.height))


def draw_cord_compressions(
    lives: Lives, events: pl.DataFrame, lesions: pl.DataFrame, seed: int
) -> pl.DataFrame:
    """Compressions of the cord, of the cauda equina below L1, with Frankel grades."""
    rng = stream(seed, "cord compressions")
    compressions = events.filter(pl.col("kind") == "SCC").sort("event")
    rows = _at_lesion(compressions, lesions)
    initial = weighted(rng, (0.05, 0.07, 0.2, 0.43, 0.25), rows.height)
    later = np.clip(initial + weighted(rng, (0.15, 0.55, 0.3), rows.height) - 1, 0, 4)
    grades = ("A", "B", "C", "D", "E")
    alive = rows["day"].to_numpy() + 30 <= lives.seen_until[rows["person"].to_numpy()]
    is_cauda = pl.col("bone_site").is_in(["L2", "L3", "L4", "L5"])
    return recorded(
        lives,
        rows.with_columns(
            occurred_on=dated(lives, rows, "day"),
            date_precision=pl.lit("day"),
            is_symptomatic=pl.lit(True),
            confirmed_by=words_drawn(rng, CONFIRMED_COMPRESSION, rows.height),
            is_cauda_equina=is_cauda,
            has_neurological_signs=pl.Series(initial < 4),
            frankel_initial=words_at(grades, initial),
            frankel_day_30=words_at(grades, later).set(pl.Series(~alive), None),
            icd10_code=pl.when(is_cauda).then(pl.lit("G83.4")).otherwise(pl.lit("G95.2")),
            known_day=_recording_day(rng, rows),
        ),
        "cord_compression",
        "CM",
    )
