"""Bone-targeted agents and systemic lines as recorded."""

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.life.burden import DENOSUMAB
from flows.demo.life.draws import Flags, Numbers, Whole, chance, either_word, stream, words_drawn
from flows.demo.life.hazards import DAYS_A_MONTH
from flows.demo.life.illness import NEVER
from flows.demo.life.lives import Lives
from flows.demo.life.people import carries
from flows.demo.records.recording import dates, recorded
from flows.demo.records.schedules import regular_days

DOSE_INTERVAL_DAYS, DOSE_JITTER = 28, 0.12
HELD_SHARE, DENTAL_SHARE, LONGEST_DENTAL_DAYS = 0.02, 0.75, 90
# Zoledronate dose by creatinine clearance, domain.md §6.
CLEARANCE_EDGES, ZOLEDRONATE_MG = (40.0, 50.0, 60.0), (3.0, 3.3, 3.5, 4.0)
FEWEST_CLEARANCE = 32.0
DRUGS = {  # class: regimen, ATC codes
    "egfr_tki": ("osimertinib", "L01EB04"),
    "alk_tki": ("alectinib", "L01ED03"),
    "kras_inhibitor": ("sotorasib", "L01XX73"),
    "chemo_immunotherapy": ("carboplatin-pemetrexed-pembrolizumab", "L01XA02;L01BA04;L01FF02"),
    "immunotherapy": ("pembrolizumab", "L01FF02"),
    "chemotherapy": ("carboplatin-etoposide", "L01XA02;L01CB01"),
}
USUAL_DRUGS = {"chemo_immunotherapy": 0.5, "immunotherapy": 0.2, "chemotherapy": 0.3}
STOP_REASONS = {"progression": 0.65, "toxicity": 0.20, "end of plan": 0.15}
FIRST_LINE_WAIT_DAYS, BETWEEN_LINES_DAYS = (12, 40), (7, 28)
MEAN_LINE_MONTHS = {"egfr_tki": 14.0, "alk_tki": 18.0}
USUAL_LINE_MONTHS = 5.0
MOST_LINES, GOES_ON = 4, 0.7
SYSTEMIC_EARLIER, SYSTEMIC_STAGE_IV = 0.5, 0.88


def draw_bone_agents(lives: Lives, seed: int, targets: Calibration) -> pl.DataFrame:
    """Doses of zoledronate and denosumab every four weeks, some missed, some held."""
    rng = stream(seed, "bone agents")
    person = np.flatnonzero(np.isfinite(lives.agent_day))
    start = lives.agent_day[person]
    stop = start + rng.exponential(targets.agent_months * DAYS_A_MONTH, len(person))
    until = np.minimum(stop, lives.seen_until[person])
    spaced = np.full(len(person), float(DOSE_INTERVAL_DAYS))
    course, day, step = regular_days(rng, start, until, spaced, DOSE_JITTER)
    kept = (step == 0) | ~chance(rng, targets.dose_missed, len(day))
    course, day = course[kept], day[kept]
    clearance = np.clip(rng.normal(78, 18, len(person)), FEWEST_CLEARANCE, 150).round(0)
    return _doses(rng, lives, person, course, day, start, clearance)


def _doses(
    rng: np.random.Generator,
    lives: Lives,
    person: Whole,
    course: Whole,
    day: Numbers,
    start: Numbers,
    clearance: Numbers,
) -> pl.DataFrame:
    owner = person[course]
    is_denosumab = lives.burden.agent[owner] == DENOSUMAB
    zoledronate = np.array(ZOLEDRONATE_MG)[np.digitize(clearance[course], CLEARANCE_EDGES)]
    held = chance(rng, HELD_SHARE, len(day))
    wait = rng.integers(3, LONGEST_DENTAL_DAYS, len(person))
    checked = np.where(chance(rng, DENTAL_SHARE, len(person)), start - wait, NEVER)
    held_reason = pl.repeat("renal function", len(day), dtype=pl.String, eager=True)
    rows = pl.DataFrame(
        {
            "person": owner,
            "known_day": day,
            "administered_on": dates(lives, owner, day),
            "atc_code": either_word(is_denosumab, "M05BX04", "M05BA08"),
            "product": either_word(is_denosumab, "XGEVA 120 mg", "ZOMETA 4 mg"),
            "dose_mg": np.where(is_denosumab, 120.0, zoledronate),
            "route": either_word(is_denosumab, "SC", "IV"),
            "planned_interval_days": np.full(len(day), DOSE_INTERVAL_DAYS),
            "held_reason": held_reason.set(pl.Series(~held), None),
            "dental_check_on": dates(lives, owner, checked[course]),
            "calcium_before_mmol_l": rng.normal(2.36, 0.1, len(day)).round(2),
            "creatinine_clearance_before_ml_min": clearance[course],
        }
    )
    return recorded(lives, rows, "bone_agent_administration", "AD")


def draw_systemic_lines(lives: Lives, seed: int, targets: Calibration) -> pl.DataFrame:
    """Lines of systemic treatment, by variant, from the first to at most the fourth."""
    rng = stream(seed, "systemic lines")
    given = np.where(lives.people.is_stage_iv | lives.has_bone, SYSTEMIC_STAGE_IV, SYSTEMIC_EARLIER)
    takes_tki = lives.burden.takes_egfr_tki
    person = np.flatnonzero(chance(rng, given, lives.count) | takes_tki)
    start = lives.seen_from[person] + rng.integers(*FIRST_LINE_WAIT_DAYS, len(person))
    # An inhibitor waits for the report that calls for it.
    told = (lives.seen_from + lives.burden.reported_days + 1)[person]
    start = np.where(_is_targetable(lives, targets)[person], np.maximum(start, told), start)
    lines = []
    for number in range(1, MOST_LINES + 1):
        begun = start <= lives.seen_until[person]
        person, start = person[begun], start[begun]
        drug = _drug_class(rng, lives, person, number, targets)
        months = drug.replace_strict(
            MEAN_LINE_MONTHS, default=USUAL_LINE_MONTHS, return_dtype=pl.Float64
        ).to_numpy()
        stop = np.ceil(start + 14 + rng.exponential(months * DAYS_A_MONTH))
        lines.append(_line(rng, lives, person, number, drug, start, stop))
        start = stop + rng.integers(*BETWEEN_LINES_DAYS, len(person))
        goes_on = chance(rng, GOES_ON, len(person))
        person, start = person[goes_on], start[goes_on]
    return recorded(lives, pl.concat(lines), "systemic_line", "LT")


def _is_targetable(lives: Lives, targets: Calibration) -> Flags:
    has_alk = carries("ALK", lives.people.variant, targets) & lives.burden.reads("ALK")
    return lives.burden.takes_egfr_tki | has_alk


def _drug_class(
    rng: np.random.Generator, lives: Lives, person: Whole, number: int, targets: Calibration
) -> pl.Series:
    """EGFR inhibitors go first to those the skeletal hazard counts as taking them."""
    variant = lives.people.variant[person]
    groups = np.array([item.group for item in targets.variants] + ["none"])[variant]
    classes = np.array([item.variant_class for item in targets.variants] + ["none"])[variant]
    drawn = words_drawn(rng, USUAL_DRUGS, len(person))
    reads = lives.burden.reads
    if number > 1:
        targeted = (classes == "G12C") & reads("KRAS")[person] & (number == 2)
        return drawn.set(pl.Series(targeted), "kras_inhibitor")
    with_alk = pl.Series((groups == "ALK") & reads("ALK")[person])
    drawn = drawn.set(with_alk, "alk_tki")
    return drawn.set(pl.Series(lives.burden.takes_egfr_tki[person]), "egfr_tki")


def _line(
    rng: np.random.Generator,
    lives: Lives,
    person: Whole,
    number: int,
    drug: pl.Series,
    start: Numbers,
    stop: Numbers,
) -> pl.DataFrame:
    reason = words_drawn(rng, STOP_REASONS, len(person))
    ended = stop <= lives.seen_until[person]
    ended_on = dates(lives, person, np.where(ended, stop, NEVER))
    return pl.DataFrame(
        {
            "person": person,
            "known_day": start,
            "line_number": np.full(len(person), number),
            "regimen": drug.replace_strict({name: regimen for name, (regimen, _) in DRUGS.items()}),
            "drug_codes": drug.replace_strict({name: codes for name, (_, codes) in DRUGS.items()}),
            "systemic_class": drug,
            "started_on": dates(lives, person, start),
            "ended_on": ended_on,
            "stop_reason": reason.set(ended_on.is_null(), None),
        }
    )
