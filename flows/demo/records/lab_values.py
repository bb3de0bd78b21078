"""True values of each analyte at each draw, in canonical units."""

from dataclasses import dataclass

import numpy as np

from flows.demo.calibration import Calibration
from flows.demo.life.draws import Flags, Numbers
from flows.demo.life.illness import NEVER
from flows.demo.life.lives import Lives
from flows.demo.records.samples import Draws

DECLINE_DAYS = 60.0  # how long before death albumin falls
# Share of the variance of calcium and of albumin that lies between people.
BETWEEN = 0.64
IONISED_AT_MEAN, IONISED_A_MMOL = 1.22, 0.62  # so that total 3.0 is ionised 1.62: domain.md §8
NTX_ELEVATED = 64.0  # Lipton 2008
# PTH in ng/L: how far above its upper limit in hyperparathyroidism; what hypercalcaemia leaves of
# it, as long as this share of the excess of calcium is there.
PTH_FACTOR_OF_PARATHYROID, PTH_AT_LEAST_OF_PARATHYROID = 3.5, 80.0
PTH_LEFT_BY_HYPERCALCAEMIA, PTH_SUPPRESSED_WHILE = 0.2, 0.05
TURNS_BY_NOISE = 0.05  # elevated at index, normal at month 3 by the noise of the measure alone
AGENT_ACTS_DAYS, UNTREATED_TURNS_DAYS = 21.0, 60.0


@dataclass(frozen=True)
class Patients:
    """What each draw knows of its person."""

    draws: Draws
    days_to_death: Numbers
    since_agent: Numbers
    since_bone: Numbers
    has_bone: Flags


def patients_of(lives: Lives, draws: Draws) -> Patients:
    """Where each draw falls in the illness of its person; days, infinite where it never comes."""
    person, day = draws.person, draws.day
    death, bone = lives.death_day[person], lives.bone_day[person]
    has_bone = day >= bone
    with np.errstate(invalid="ignore"):
        return Patients(
            draws,
            days_to_death=np.where(np.isfinite(death), death - day, NEVER),
            since_agent=np.where(
                np.isfinite(lives.agent_day[person]), day - lives.agent_day[person], -NEVER
            ),
            since_bone=np.where(has_bone, day - bone, -1.0),
            has_bone=has_bone,
        )


def albumin(rng: np.random.Generator, lives: Lives, at: Patients, targets: Calibration) -> Numbers:
    """Albumin in g/L: the person's own, what varies, and the fall before death."""
    own, varies = _person_and_draw(rng, lives, at.draws, targets.albumin_sd)
    fall = targets.albumin_loss_before_death * np.exp(-at.days_to_death / DECLINE_DAYS)
    return np.clip(targets.albumin_mean + own + varies - fall, 14, 52)


def true_calcium(
    rng: np.random.Generator, lives: Lives, draws: Draws, targets: Calibration
) -> Numbers:
    """Calcium that acts, in mmol/L on the scale of a normal albumin."""
    own, varies = _person_and_draw(rng, lives, draws, targets.calcium_sd)
    usual = targets.calcium_mean + own + varies
    usual = usual + targets.hyperparathyroid_excess * draws.of_parathyroid
    return (1 - draws.pull) * usual + draws.pull * draws.peak


def total_calcium(
    rng: np.random.Generator, true: Numbers, albumin_g_l: Numbers, targets: Calibration
) -> Numbers:
    """What the laboratory measures: both published corrections are wrong in a known way."""
    bound = targets.calcium_a_gram_albumin * (40 - albumin_g_l)
    return true - bound + rng.normal(0, targets.calcium_noise, len(true))


def ionised_calcium(rng: np.random.Generator, true: Numbers, targets: Calibration) -> Numbers:
    """Ionised calcium in mmol/L: what the correction of total calcium tries to guess."""
    ionised = IONISED_AT_MEAN + IONISED_A_MMOL * (true - targets.calcium_mean)
    return ionised + rng.normal(0, 0.012, len(true))


def _person_and_draw(
    rng: np.random.Generator, lives: Lives, draws: Draws, deviation: float
) -> tuple[Numbers, Numbers]:
    own = rng.normal(0, deviation * BETWEEN**0.5, lives.count)[draws.person]
    return own, rng.normal(0, deviation * (1 - BETWEEN) ** 0.5, draws.count)


def turnover(rng: np.random.Generator, lives: Lives, at: Patients, targets: Calibration) -> Numbers:
    """Bone turnover as uNTX over creatinine: the value at index, then what treatment makes of it.

    An elevated value becomes normal in 81 % of people on a bone agent and in 17 % of the others
    (Lipton 2008).
    """
    person = at.draws.person
    baseline = lives.burden.ntx[person]
    answers = rng.random(lives.count)[person]
    level = rng.uniform(0.5, 0.9, lives.count)[person] * NTX_ELEVATED
    treated = at.since_agent >= AGENT_ACTS_DAYS
    by_agent = treated & (answers < targets.ntx_normalised_on_agent)
    turns = (targets.ntx_normalised_untreated - TURNS_BY_NOISE) / (1 - TURNS_BY_NOISE)
    by_itself = (at.since_bone >= UNTREATED_TURNS_DAYS) & (answers < turns)
    normalised = np.where(by_agent | by_itself, np.minimum(baseline, level), baseline)
    noise = np.where(at.since_bone == 0, 0.0, rng.normal(0, 0.10, len(person)))
    return normalised * np.exp(noise)


def chemistry(rng: np.random.Generator, lives: Lives, at: Patients) -> dict[str, Numbers]:
    """The rest of the usual panel: each person around their own level, worse before death."""
    near_death = np.exp(-at.days_to_death / DECLINE_DAYS)
    person, size = at.draws.person, at.draws.count

    def around(median: float, between: float, within: float, worse: float) -> Numbers:
        own = rng.normal(0, between, lives.count)[person]
        return median * np.exp(own + rng.normal(0, within, size) + worse * near_death)

    bone = np.where(at.has_bone, 1.35, 1.0)
    return {
        "CREAT": np.clip(around(76, 0.22, 0.06, 0.10), 25, 900),
        "LDH": np.clip(around(225, 0.25, 0.12, 0.45), 80, 9000),
        "HB": np.clip(around(124, 0.10, 0.05, -0.16), 45, 190),
        "ALP": np.clip(around(88, 0.28, 0.10, 0.20) * bone, 20, 3000),
        "CRP": np.clip(around(9, 0.9, 0.5, 0.9), 0.2, 500),
    }


def markers(rng: np.random.Generator, ntx: Numbers, draws: Draws) -> dict[str, Numbers]:
    """Serum markers that follow the same turnover, and what tells its causes.

    PTH is always high in primary hyperparathyroidism, and low while a malignant hypercalcaemia
    lasts.
    """
    ratio, size = ntx / 63.0, len(ntx)

    def following(median: float, power: float, spread: float) -> Numbers:
        return median * ratio**power * np.exp(rng.normal(0, spread, size))

    return {
        "CTX": np.clip(following(420, 0.8, 0.25), 20, 6000),
        "NTX_CR": np.clip(ntx, 3, 1500),
        "BALP_ACT": np.clip(following(62, 0.6, 0.22), 6, 2500),
        "P1NP": np.clip(following(58, 0.5, 0.25), 5, 1800),
        "PTH": _parathyroid_hormone(following(38, 0.0, 0.40), draws),
        "VITD25": np.clip(following(46, 0.0, 0.45), 8, 190),
    }


def _parathyroid_hormone(usual: Numbers, draws: Draws) -> Numbers:
    suppressed = np.where(draws.pull > PTH_SUPPRESSED_WHILE, PTH_LEFT_BY_HYPERCALCAEMIA, 1.0)
    high = np.maximum(usual * PTH_FACTOR_OF_PARATHYROID, PTH_AT_LEAST_OF_PARATHYROID)
    return np.where(
        draws.of_parathyroid, np.clip(high, 4, 900), np.clip(usual * suppressed, 4, 180)
    )
