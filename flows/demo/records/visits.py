"""Contacts with each person: consultations, bone meetings, dental checks."""

import numpy as np
import polars as pl

from flows.demo.life.draws import Numbers, Whole, chance, either_word, stream, words_at
from flows.demo.life.illness import NEVER
from flows.demo.life.lives import Lives
from flows.demo.records.recording import dates, recorded
from flows.demo.records.schedules import regular_days

VISIT_DAYS_ADVANCED, VISIT_DAYS_OTHER = 28.0, 60.0
MEETING_SHARE, LONGEST_MEETING_DAYS = 0.72, 45
DENTAL_SHARE = 0.6
PHONE_SHARE = 0.1
KARNOFSKY_OF_ECOG = np.array([100, 80, 60, 40, 20])
DECLINE_DAYS = 75.0  # how long before death performance status falls


def draw_visits(lives: Lives, imaged: Numbers, seed: int) -> pl.DataFrame:
    """Visits with performance status, bone pain, weight and status of the disease.

    A bone meeting never comes before imaging concludes (`imaged`). Out: rows of followup.
    """
    rng = stream(seed, "visits")
    advanced = lives.people.is_stage_iv | lives.has_bone
    spaced = np.where(advanced, VISIT_DAYS_ADVANCED, VISIT_DAYS_OTHER)
    person, day, _ = regular_days(rng, lives.seen_from, lives.seen_until, spaced)
    kind = either_word(chance(rng, PHONE_SHARE, len(person)), "phone", "consultation")
    visits = [(person, day, kind), _meetings(rng, lives, imaged), _dental(rng, lives)]
    person = np.concatenate([part[0] for part in visits])
    day = np.concatenate([part[1] for part in visits])
    kind = pl.concat([part[2] for part in visits])
    ecog = _ecog(rng, lives, person, day)
    unmeasured = kind != "consultation"
    rows = pl.DataFrame(
        {
            "person": person,
            "known_day": day,
            "visited_on": dates(lives, person, day),
            "visit_kind": kind,
            "ecog": pl.Series(ecog).set(kind == "dental", None),
            "karnofsky": pl.Series(KARNOFSKY_OF_ECOG[ecog]).set(unmeasured, None),
            "pain_nrs": pl.Series(_pain(rng, lives, person, day)).set(unmeasured, None),
            "weight_kg": pl.Series(_weight(rng, lives, person, day)).set(unmeasured, None),
            "disease_status": _status(rng, ecog).set(unmeasured, None),
        }
    )
    return recorded(lives, rows.sort("person", "visited_on", "visit_kind"), "followup", "SV")


def _meetings(
    rng: np.random.Generator, lives: Lives, imaged: Numbers
) -> tuple[Whole, Numbers, pl.Series]:
    wait = np.ceil(rng.gamma(2.0, 8.0, lives.count))
    day = imaged + np.minimum(wait, LONGEST_MEETING_DAYS)
    held = lives.has_bone & chance(rng, MEETING_SHARE, lives.count) & (day <= lives.seen_until)
    person = np.flatnonzero(held & (day >= lives.seen_from))
    return person, day[person], pl.repeat("mdt_bone", len(person), eager=True)


def _dental(rng: np.random.Generator, lives: Lives) -> tuple[Whole, Numbers, pl.Series]:
    day = lives.agent_day - rng.integers(3, 60, lives.count)
    seen = np.isfinite(day) & (day >= lives.seen_from)
    person = np.flatnonzero(seen & chance(rng, DENTAL_SHARE, lives.count))
    return person, day[person], pl.repeat("dental", len(person), eager=True)


def _days_to_death(lives: Lives, person: Whole, day: Numbers) -> Numbers:
    return np.where(np.isfinite(lives.death_day[person]), lives.death_day[person] - day, NEVER)


def _ecog(rng: np.random.Generator, lives: Lives, person: Whole, day: Numbers) -> Whole:
    usual = rng.choice(4, lives.count, p=[0.3, 0.45, 0.18, 0.07])[person]
    decline = 3.0 * np.exp(-_days_to_death(lives, person, day) / DECLINE_DAYS)
    return np.clip(np.round(usual + decline + rng.normal(0, 0.35, len(person))), 0, 4).astype(
        np.int64
    )


def _pain(rng: np.random.Generator, lives: Lives, person: Whole, day: Numbers) -> Whole:
    """Bone pain is the commonest symptom once bone is involved (founding text)."""
    since_bone = day - lives.bone_day[person]
    level = np.where(since_bone >= 0, 3.6 + 1.4 * np.exp(-np.maximum(since_bone, 0) / 60), 1.0)
    return np.clip(np.round(rng.normal(level, 1.8)), 0, 10).astype(np.int64)


def _weight(rng: np.random.Generator, lives: Lives, person: Whole, day: Numbers) -> Numbers:
    loss = 6.0 * np.exp(-_days_to_death(lives, person, day) / DECLINE_DAYS)
    start = usual_weight_kg(lives)[person]
    return np.clip(start - loss + rng.normal(0, 1.0, len(person)), 35, 160).round(1)


def usual_weight_kg(lives: Lives) -> Numbers:
    """Weight at diagnosis: it follows from age and sex so that every table agrees on it."""
    return np.round(np.where(lives.people.is_male, 76.0, 62.0) - (lives.people.age_years - 65) / 4)


def _status(rng: np.random.Generator, ecog: Whole) -> pl.Series:
    drawn = rng.choice(3, len(ecog), p=[0.5, 0.2, 0.3])
    words = ("stable", "response", "progression")
    return words_at(words, np.where(ecog >= 3, words.index("progression"), drawn))
