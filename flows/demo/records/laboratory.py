"""Laboratory results as the laboratory holds them, in canonical units."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.life.draws import Flags, Numbers, Whole, chance, stream
from flows.demo.life.lives import Lives
from flows.demo.records.assays import ASSAYS, Assay
from flows.demo.records.lab_values import (
    Patients,
    albumin,
    chemistry,
    ionised_calcium,
    markers,
    patients_of,
    total_calcium,
    true_calcium,
    turnover,
)
from flows.demo.records.recording import hospital_ids, in_shape
from flows.demo.records.samples import Draws, draw_samples
from warehouse.schema import ANALYTES

MINUTES_A_DAY, MICROSECONDS_A_MINUTE = 1440, 60_000_000
ORDERED = {"CREAT": 1.0, "LDH": 0.6, "HB": 1.0, "ALP": 0.8, "CRP": 0.8}
APART_HOURS, FAR_APART_HOURS, FAR_APART_SHARE = (1, 20), (48, 120), 0.3
IONISED_WITH_HYPERCALCAEMIA = 0.3
ROUTINE_RESULT_MINUTES, MARKER_RESULT_MINUTES = (90, 600), (1440, 4320)
HAEMOLYSIS_MEASURED = ("LDH",)
MARKERS = ("CTX", "NTX_CR", "BALP_ACT", "P1NP", "PTH", "VITD25")

EVERY_ANALYTE = frozenset(assay.code for assay in ASSAYS)


@dataclass(frozen=True)
class _Results:
    """Results of one assay: which draws, values, minutes of sample and result, tube mark."""

    draw: Whole
    value: Numbers
    sampled: Whole
    resulted: Whole
    tube: str


def draw_laboratory(
    lives: Lives,
    events: pl.DataFrame,
    parathyroid: Flags,
    seed: int,
    targets: Calibration,
    analytes: Collection[str] = EVERY_ANALYTE,
) -> pl.DataFrame:
    """Every result of these analytes, one row each, values rounded as sent.

    Events in: person, kind, day; who has primary hyperparathyroidism. Out: rows of lab_result as
    recorded; known_at is the instant of the result. Calcium always has an albumin: in its tube,
    or in another within a few days.
    """
    nothing = in_shape(pl.DataFrame(schema={"patient_id": pl.String}), "lab_result")
    if not analytes:
        return nothing
    rng = stream(seed, "laboratory")
    draws = draw_samples(rng, lives, events, parathyroid, targets)
    at = patients_of(lives, draws)
    values = _values(rng, lives, at, targets)
    ids = hospital_ids(np.arange(lives.count))
    start = lives.diagnosed[draws.person] * MINUTES_A_DAY
    frames = [nothing]
    for place, assay in enumerate(ASSAYS):
        if assay.code not in analytes:
            continue
        results = _results(rng, lives, draws, assay, values[assay.code], targets)
        frames.append(_rows(rng, results, place, draws, ids, start))
    return pl.concat(frames, rechunk=False)


def _values(
    rng: np.random.Generator, lives: Lives, at: Patients, targets: Calibration
) -> dict[str, Numbers]:
    albumin_g_l = albumin(rng, lives, at, targets)
    true = true_calcium(rng, lives, at.draws, targets)
    return {
        "ALB": albumin_g_l,
        "CA_TOTAL": total_calcium(rng, true, albumin_g_l, targets),
        "CA_ION": ionised_calcium(rng, true, targets),
        **chemistry(rng, lives, at),
        **markers(rng, turnover(rng, lives, at, targets), at.draws),
    }


def _results(
    rng: np.random.Generator,
    lives: Lives,
    draws: Draws,
    assay: Assay,
    values: Numbers,
    targets: Calibration,
) -> _Results:
    taken = np.flatnonzero(_taken(rng, draws, assay, targets))
    sampled = draws.day[taken].astype(np.int64) * MINUTES_A_DAY + draws.minute[taken]
    if assay.code == "ALB":
        sampled = _some_apart(rng, lives, draws, sampled, targets)
    wait = MARKER_RESULT_MINUTES if assay.code in MARKERS else ROUTINE_RESULT_MINUTES
    own_tube = {"CA_ION": "G", "NTX_CR": "U"}
    return _Results(
        taken,
        np.round(values[taken] * assay.per_canonical, assay.decimals) / assay.per_canonical,
        sampled,
        sampled + rng.integers(*wait, len(taken)),
        own_tube.get(assay.code, ""),
    )


def _taken(rng: np.random.Generator, draws: Draws, assay: Assay, targets: Calibration) -> Flags:
    if assay.code in MARKERS:
        return draws.has_pth if assay.code == "PTH" else draws.has_markers
    if assay.code == "CA_ION":
        share = np.where(draws.pull == 1, IONISED_WITH_HYPERCALCAEMIA, targets.ionised)
        return chance(rng, share, draws.count)
    return chance(rng, ORDERED.get(assay.code, 1.0), draws.count)


def _some_apart(
    rng: np.random.Generator, lives: Lives, draws: Draws, sampled: Whole, targets: Calibration
) -> Whole:
    """Albumin drawn hours or days after its calcium, while the person is still followed."""
    far = chance(rng, FAR_APART_SHARE, draws.count)
    near_hours = rng.integers(*APART_HOURS, draws.count)
    later = sampled + 60 * np.where(far, rng.integers(*FAR_APART_HOURS, draws.count), near_hours)
    apart = chance(rng, targets.albumin_apart, draws.count) & (draws.pull < 0.01)
    followed = later < (lives.seen_until[draws.person].astype(np.int64) + 1) * MINUTES_A_DAY
    return np.where(apart & followed & ~draws.has_markers, later, sampled)


def _instants(minutes: Whole) -> pl.Series:
    return pl.Series(minutes * MICROSECONDS_A_MINUTE, dtype=pl.Int64).cast(pl.Datetime("us"))


def _rows(
    rng: np.random.Generator,
    results: _Results,
    place: int,
    draws: Draws,
    ids: pl.Series,
    start: Whole,
) -> pl.DataFrame:
    """Results of one assay as rows of lab_result."""
    assay = ASSAYS[place]
    resulted = _instants(start[results.draw] + results.resulted)
    rows = pl.DataFrame(
        {
            "patient_id": ids.gather(draws.person[results.draw]),
            "value": results.value,
            "sampled_at": _instants(start[results.draw] + results.sampled),
            "resulted_at": resulted,
            "sample_id": _sample_ids(results, draws),
            "source_row_id": _row_ids(results.draw, place),
            "known_at": resulted,
            "haemolysis_index": _haemolysis(rng, assay, len(results.draw)),
        }
    )
    return in_shape(rows.with_columns(_of_assay(assay)), "lab_result")


def _of_assay(assay: Assay) -> list[pl.Expr]:
    """What every result of an assay has in common; values under its limit are that limit."""
    limits = [
        None if limit is None else round(limit / assay.per_canonical, 6)
        for limit in (assay.low, assay.high)
    ]
    below = pl.col("value") < assay.detects_from
    same = {
        "analyte_code": assay.code,
        "unit_code": ANALYTES[assay.code].unit,
        "unit_received": assay.unit,
        "reference_low": limits[0],
        "reference_high": limits[1],
        "specimen": assay.specimen,
        "method": assay.method,
        "is_fasting": True if assay.code in MARKERS else None,
        "result_status": "final",
    }
    return [
        *(pl.lit(value).alias(name) for name, value in same.items()),
        pl.max_horizontal("value", pl.lit(assay.detects_from)).alias("value"),
        pl.when(below).then(pl.lit("<")).otherwise(pl.lit("=")).alias("value_operator"),
        (pl.col("sampled_at").dt.time() != pl.time(0, 0, 0)).alias("has_sample_time"),
    ]


def _sample_ids(results: _Results, draws: Draws) -> pl.Series:
    """The tube: shared by everything drawn together, its own for urine, gas, or a later draw."""
    numbers = "E" + pl.Series(results.draw + 1).cast(pl.String).str.zfill(8) + results.tube
    drawn = draws.day[results.draw].astype(np.int64) * MINUTES_A_DAY + draws.minute[results.draw]
    apart = pl.Series(results.sampled != drawn)
    return pl.select(pl.when(apart).then(numbers + "B").otherwise(numbers)).to_series()


def _row_ids(draw: Whole, place: int) -> pl.Series:
    return "R" + pl.Series((draw + 1) * 100 + place).cast(pl.String).str.zfill(11)


def _haemolysis(rng: np.random.Generator, assay: Assay, size: int) -> pl.Series:
    if assay.code in HAEMOLYSIS_MEASURED:
        return pl.Series(rng.poisson(4.0, size).astype(np.float64))
    return pl.repeat(None, size, dtype=pl.Float64, eager=True)
