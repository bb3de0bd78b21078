"""Radiotherapy as delivered: one row a fraction."""

import numpy as np
import polars as pl

from flows.demo.calibration import SITES
from flows.demo.life.draws import Flags, Numbers, Whole, chance, stream, weighted, words_at
from flows.demo.life.lives import Lives
from flows.demo.records.recording import dated, recorded

# Fractions and dose a fraction of palliative courses on bone; half single 8 Gy (ESMO 2020).
PALLIATIVE = ((1, 8.0, 0.45), (5, 4.0, 0.25), (10, 3.0, 0.30))
ABLATIVE, THORACIC, CRANIAL = (3, 9.0), (33, 2.0), (10, 3.0)
ABLATIVE_SHARE, CURATIVE_SHARE, BRAIN_SHARE = 0.02, 0.45, 0.4
SMALL_CELL_PROPHYLAXIS = 0.2
MEAN_WAIT_DAYS = 9.0
THURSDAY, FRIDAY = 3, 4  # Monday is 0; day 0 of 1970 was a Thursday
PLAN = pl.Schema(
    {
        "person": pl.Int64(),
        "start": pl.Int64(),
        "fractions": pl.Int64(),
        "dose": pl.Float64(),
        "intent": pl.String(),
        "technique": pl.String(),
        "lesion": pl.Int64(),
        "is_bone": pl.Boolean(),
    }
)


def draw_radiotherapy(
    lives: Lives, events: pl.DataFrame, lesions: pl.DataFrame, seed: int
) -> pl.DataFrame:
    """Fractions of radiotherapy to bone, one plan an event, and to everything else.

    Events in: person, kind, day, lesion, answers. Out: rows of radiotherapy as recorded.
    Irradiation of the chest, of the brain and ablative courses are there too: they are not
    skeletal events (domain.md §2.2 C).
    """
    rng = stream(seed, "radiotherapy")
    plans = pl.concat(
        [_palliative(rng, events), _ablative(rng, lives, lesions), *_elsewhere(rng, lives)]
    ).sort("person", "start", "intent", "lesion")
    numbers = pl.int_range(1, plans.height + 1, dtype=pl.Int64, eager=True).cast(pl.String)
    plans = plans.with_columns(
        plan_id="RT" + numbers.str.zfill(7),
        decided=pl.col("start") - pl.Series(_wait(rng, plans.height)),
    )
    return _fractions(lives, plans, lesions)


def _wait(rng: np.random.Generator, size: int) -> Whole:
    return np.minimum(rng.poisson(MEAN_WAIT_DAYS, size), 30)


def _plans(
    person: Whole, start: Numbers, scheme: tuple[int, float], intent: str, technique: str
) -> pl.DataFrame:
    rows = pl.DataFrame({"person": person, "start": start.astype(np.int64)})
    return rows.with_columns(
        fractions=pl.lit(scheme[0]),
        dose=pl.lit(scheme[1]),
        intent=pl.lit(intent),
        technique=pl.lit(technique),
        lesion=pl.lit(None),
        is_bone=pl.lit(False),
    ).cast(PLAN)


def _palliative(rng: np.random.Generator, events: pl.DataFrame) -> pl.DataFrame:
    """The courses that are skeletal events."""
    kind_of = events.select(answers="event", cause="kind")
    courses = events.filter(pl.col("kind") == "RT").join(kind_of, on="answers", how="left")
    courses = courses.sort("event")
    scheme = weighted(rng, tuple(share for *_, share in PALLIATIVE), courses.height)
    usual = ("analgesic", "palliative", "fracture_prevention")
    drawn = words_at(usual, weighted(rng, (0.75, 0.2, 0.05), courses.height))
    answered = pl.col("cause").replace_strict(
        {"SCC": "decompressive", "FX": "postoperative"}, default=None, return_dtype=pl.String
    )
    return courses.select(
        "person",
        start="day",
        fractions=pl.Series(np.array([count for count, *_ in PALLIATIVE])[scheme]),
        dose=pl.Series(np.array([dose for _, dose, _ in PALLIATIVE])[scheme]),
        intent=pl.coalesce(answered, drawn),
        technique=pl.lit("3D"),
        lesion="lesion",
        is_bone=pl.lit(True),
    ).cast(PLAN)


def _ablative(rng: np.random.Generator, lives: Lives, lesions: pl.DataFrame) -> pl.DataFrame:
    """Stereotactic irradiation of one lesion without pain: no skeletal event."""
    first = lesions.sort("lesion").unique("person", keep="first", maintain_order=True)
    person = first["person"].to_numpy()
    day = lives.bone_day[person] + rng.integers(20, 60, first.height)
    chosen = chance(rng, ABLATIVE_SHARE, first.height) & (day <= lives.seen_until[person])
    plans = _plans(person, day, ABLATIVE, "ablative", "SBRT")
    return plans.with_columns(lesion=first["lesion"], is_bone=pl.lit(True)).filter(chosen)


def _elsewhere(rng: np.random.Generator, lives: Lives) -> list[pl.DataFrame]:
    """Chest of locally advanced cancer, brain metastases, prophylaxis of small-cell cancer."""
    people = lives.people
    is_stage_iii = ~people.is_stage_iv & (people.early_stage == 3)
    has_brain = people.sites[:, SITES.index("brain")]
    is_small_cell = people.histology == 2
    habits: list[tuple[Flags, float, tuple[int, float], str, str]] = [
        (is_stage_iii, CURATIVE_SHARE, THORACIC, "curative", "IMRT"),
        (has_brain, BRAIN_SHARE, CRANIAL, "palliative", "3D"),
        (is_small_cell & ~has_brain, SMALL_CELL_PROPHYLAXIS, CRANIAL, "prophylactic_cranial", "3D"),
    ]
    plans = []
    for members, share, scheme, intent, technique in habits:
        person = np.flatnonzero(members & chance(rng, share, lives.count))
        day = lives.seen_from[person] + rng.integers(25, 80, len(person))
        alive = day <= lives.seen_until[person]
        plans.append(_plans(person[alive], day[alive], scheme, intent, technique))
    return plans


def _fractions(lives: Lives, plans: pl.DataFrame, lesions: pl.DataFrame) -> pl.DataFrame:
    """Each fraction on its day: no fraction at the week-end after the first, none after death."""
    counts = plans["fractions"].to_numpy()
    owner = np.repeat(np.arange(plans.height), counts)
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = plans[owner].with_columns(
        day=pl.Series(_working_day(lives, plans, owner, rank)), rank=pl.Series(rank)
    )
    in_time = rows.filter(rows["day"] <= lives.seen_until[rows["person"].to_numpy()])
    placed = in_time.join(
        lesions.select("lesion", "bone_site", "laterality"),
        on="lesion",
        how="left",
        maintain_order="left",
    )
    return recorded(lives, _as_rows(lives, placed), "radiotherapy", "FR")


def _working_day(lives: Lives, plans: pl.DataFrame, owner: Whole, rank: Whole) -> Whole:
    """The first fraction when it happened, the others on working days after it."""
    start = plans["start"].to_numpy()
    weekday = (lives.diagnosed[plans["person"].to_numpy()] + start + THURSDAY) % 7
    # A first fraction at the week-end is an emergency: the next one is on the Monday after.
    counted_from = np.minimum(weekday, FRIDAY)
    steps = counted_from[owner] + rank
    later = steps // 5 * 7 + steps % 5 - weekday[owner]
    return np.where(rank == 0, start[owner], start[owner] + later).astype(np.int64)


def _as_rows(lives: Lives, fractions: pl.DataFrame) -> pl.DataFrame:
    return fractions.with_columns(
        target_is_bone="is_bone",
        radiotherapy_intent="intent",
        decided_on=dated(lives, fractions, "decided"),
        started_on=dated(lives, fractions, "day"),
        ended_on=dated(lives, fractions, "day"),
        fractions_planned="fractions",
        fractions_delivered=pl.lit(1),
        total_dose_gy=pl.when(pl.col("fractions") == 1).then("dose"),
        dose_per_fraction_gy="dose",
        known_day="day",
    )
