"""Patients and their muscle, as recorded."""

from datetime import date

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.life.draws import Flags, Numbers, chance, either_word, stream, words_at
from flows.demo.life.lives import DAYS_A_YEAR, Lives
from flows.demo.records.recording import dates, hospital_ids, in_shape, recorded
from flows.demo.records.visits import usual_weight_kg

SMOKING = ("never", "former", "current")
UNKNOWN_SMOKING = 0.03
STATURE_CM, STATURE_SD_CM = {"M": 174.0, "F": 161.0}, 6.5
# Lowest, cut-off and highest index: muscle area at L3 (Prado 2008), limbs by DXA (a choice).
MUSCLE_INDEX = {"M": (34.0, 52.4, 70.0), "F": (27.0, 38.5, 56.0)}
LIMB_INDEX = {"M": (5.0, 7.26, 9.5), "F": (4.0, 5.45, 7.5)}
BY_DXA = 0.2  # of those measured; POUMOS used DXA, most hospitals have the scan


def draw_patients(lives: Lives, seed: int, visits: pl.DataFrame) -> pl.DataFrame:
    """Identity, vital status and last contact as known at the end; rows of patient."""
    rng = stream(seed, "patients")
    person = np.arange(lives.count)
    people = lives.people
    unknown = pl.Series(chance(rng, UNKNOWN_SMOKING, lives.count))
    rows = pl.DataFrame(
        {
            "patient_id": hospital_ids(person),
            "sex": _sex(lives.people.is_male),
            "birth_on": dates(lives, person, -np.round(people.age_years * DAYS_A_YEAR)),
            "death_on": dates(lives, person, lives.death_day),
            "first_contact_on": dates(lives, person, lives.seen_from),
            "height_cm": _stature_cm(lives, seed),
            "weight_kg": usual_weight_kg(lives),
            "smoking": words_at(SMOKING, people.smoking).set(unknown, "unknown"),
            "source_row_id": hospital_ids(person),
        }
    )
    seen = rows.join(last_contacts(visits), on="patient_id", how="left", maintain_order="left")
    described = seen.with_columns(
        birth_on=pl.col("birth_on").dt.month_start(),
        vital_status=pl.when(pl.col("death_on").is_null())
        .then(pl.lit("alive"))
        .otherwise(pl.lit("dead")),
        is_opposed=pl.lit(False),
        known_at=pl.col("first_contact_on").cast(pl.Datetime("us")),
    )
    return in_shape(described, "patient")


def last_contacts(visits: pl.DataFrame, until: date | None = None) -> pl.DataFrame:
    """patient_id, last_contact_on: the last visit, of those by `until` when it is given."""
    known = visits if until is None else visits.filter(pl.col("visited_on") <= until)
    return known.group_by("patient_id").agg(last_contact_on=pl.col("visited_on").max())


def draw_body_composition(
    lives: Lives, imaged: Numbers, seed: int, targets: Calibration
) -> pl.DataFrame:
    """Muscle measured on the scan that shows bone metastasis, or by DXA that day."""
    rng = stream(seed, "body composition")
    measured = lives.has_bone & chance(rng, targets.muscle_measured, lives.count)
    person = np.flatnonzero(measured & (imaged >= lives.seen_from))
    by_dxa = chance(rng, BY_DXA, len(person))
    is_low, is_male = lives.burden.is_sarcopenic[person], lives.people.is_male[person]
    height = _stature_cm(lives, seed)[person]
    square_metres = (height / 100) ** 2
    area = _index(rng, MUSCLE_INDEX, is_low, is_male) * square_metres
    limbs = _index(rng, LIMB_INDEX, is_low, is_male) * square_metres
    rows = pl.DataFrame(
        {
            "person": person,
            "known_day": imaged[person] + rng.integers(0, 15, len(person)),
            "measured_on": dates(lives, person, imaged[person]),
            "body_composition_method": either_word(by_dxa, "DXA", "L3_CT"),
            "skeletal_muscle_area_cm2": pl.Series(area.round(1)).set(pl.Series(by_dxa), None),
            "appendicular_lean_mass_kg": pl.Series(limbs.round(1)).set(pl.Series(~by_dxa), None),
            "height_cm": height,
        }
    )
    return recorded(lives, rows, "body_composition", "CC")


def _sex(is_male: Flags) -> pl.Series:
    return either_word(is_male, "M", "F")


def _stature_cm(lives: Lives, seed: int) -> Numbers:
    """Height: a stream of its own, so that every table agrees on it."""
    rng = stream(seed, "stature")
    usual = np.where(lives.people.is_male, STATURE_CM["M"], STATURE_CM["F"])
    drawn = usual + rng.normal(0, STATURE_SD_CM, lives.count)
    return np.clip(drawn, 140, 205).round(0)


def _index(
    rng: np.random.Generator,
    limits: dict[str, tuple[float, float, float]],
    is_low: Flags,
    is_male: Flags,
) -> Numbers:
    """An index on its side of the cut-off of the sex, in the middle third more often."""
    lowest, cutoff, highest = np.where(
        is_male[:, None], np.array(limits["M"]), np.array(limits["F"])
    ).T
    # Rounding of area and height must not carry anybody over the cut-off.
    place = 0.02 + 0.96 * rng.beta(2.0, 2.0, len(is_low))
    start, end = np.where(is_low, lowest, cutoff), np.where(is_low, cutoff, highest)
    return np.asarray(start + place * (end - start), dtype=np.float64)
