"""What weighs on each person once bone is involved: turnover, events at diagnosis, treatment."""

from dataclasses import dataclass

import numpy as np

from flows.demo.calibration import KINDS, SITES, VISCERAL_SITES, Calibration
from flows.demo.life.draws import Flags, Numbers, Whole, chance, stream
from flows.demo.life.people import People, carries, is_adenocarcinoma
from flows.demo.life.testing import GENES, draw_testing

NO_AGENT, ZOLEDRONATE, DENOSUMAB = 0, 1, 2
HYPERCALCAEMIA = KINDS.index("HCM")


@dataclass(frozen=True)
class Burden:
    """One position a person. `at_diagnosis` has a column a kind of KINDS: events at or before
    the first documentation of bone metastasis; `genes_asked` a column a gene of GENES;
    `sampled_days` and `reported_days` of the tests are from the first contact. Ratios are
    hazard ratios."""

    ntx: Numbers
    at_diagnosis: Flags
    is_sarcopenic: Flags
    genes_asked: Flags
    test_fails: Flags
    sampled_days: Numbers
    reported_days: Numbers
    takes_egfr_tki: Flags
    agent: Whole
    agent_delay_days: Numbers
    death_ratio: Numbers
    event_ratio: Numbers

    def reads(self, gene: str) -> Flags:
        """People in whom the gene is asked for and can be read."""
        return self.genes_asked[:, GENES.index(gene)] & ~self.test_fails


def draw_burden(people: People, seed: int, targets: Calibration) -> Burden:
    """What each person would carry at bone metastasis; it only matters to those who get there."""
    rng = stream(seed, "burden")
    ntx = rng.lognormal(np.log(targets.ntx_median), targets.ntx_log_sd, people.count)
    at_diagnosis = _at_diagnosis(rng, people.count, targets)
    is_sarcopenic = chance(rng, targets.sarcopenic, people.count)
    testing = draw_testing(people, seed, targets)
    known = testing.asked[:, GENES.index("EGFR")] & ~testing.fails
    has_egfr = carries("EGFR", people.variant, targets) & known
    takes_tki = has_egfr & chance(rng, targets.egfr_tki_given, people.count)
    return Burden(
        ntx=ntx,
        at_diagnosis=at_diagnosis,
        is_sarcopenic=is_sarcopenic,
        genes_asked=testing.asked,
        test_fails=testing.fails,
        sampled_days=testing.sampled_days,
        reported_days=testing.reported_days,
        takes_egfr_tki=takes_tki,
        agent=_agent(rng, people.count, targets),
        agent_delay_days=1 + rng.exponential(targets.bone_agent_delay_days, people.count),
        death_ratio=_death_ratio(rng, people, ntx, at_diagnosis, is_sarcopenic, targets),
        event_ratio=_event_ratio(people, ntx, at_diagnosis, takes_tki, targets),
    )


def _at_diagnosis(rng: np.random.Generator, count: int, targets: Calibration) -> Flags:
    """Events at diagnosis, independent of each other, with the two published totals kept."""
    fracture = _rest(
        targets.prevalent_clinical, targets.prevalent_compression, targets.prevalent_hypercalcaemia
    )
    radiotherapy = _rest(targets.prevalent_therapeutic, targets.prevalent_surgery)
    share = {
        "RT": radiotherapy,
        "FX": fracture,
        "SX": targets.prevalent_surgery,
        "SCC": targets.prevalent_compression,
        "HCM": targets.prevalent_hypercalcaemia,
    }
    return rng.random((count, len(KINDS))) < np.array([share[kind] for kind in KINDS])


def _rest(union: float, *shares: float) -> float:
    """The share of one more independent kind that brings the union of all to `union`."""
    spared = float(np.prod([1 - share for share in shares]))
    return 1 - (1 - union) / spared


def _agent(rng: np.random.Generator, count: int, targets: Calibration) -> Whole:
    treated = chance(rng, targets.bone_agent, count)
    is_denosumab = chance(rng, targets.denosumab_among_agents, count)
    return np.where(treated, np.where(is_denosumab, DENOSUMAB, ZOLEDRONATE), NO_AGENT)


def _death_ratio(
    rng: np.random.Generator,
    people: People,
    ntx: Numbers,
    at_diagnosis: Flags,
    is_sarcopenic: Flags,
    targets: Calibration,
) -> Numbers:
    seen = people.sites[:, [SITES.index(site) for site in VISCERAL_SITES]].any(axis=1)
    later = chance(rng, targets.visceral_at_later_bone, people.count)
    is_visceral = np.where(people.is_stage_iv, seen, later)
    moderate = (ntx >= targets.ntx_moderate_from) & (ntx < targets.ntx_high_from)
    high = ntx >= targets.ntx_high_from
    ratio = np.where(moderate, targets.death_ntx_moderate, 1.0)
    ratio = np.where(high, targets.death_ntx_high, ratio)
    ratio = ratio * np.where(is_sarcopenic, targets.death_sarcopenia, 1.0)
    ratio = ratio * np.where(is_visceral, targets.death_visceral, 1.0)
    hypercalcaemic = at_diagnosis[:, HYPERCALCAEMIA]
    return ratio * np.where(hypercalcaemic, targets.death_hypercalcaemia, 1.0)


def _event_ratio(
    people: People, ntx: Numbers, at_diagnosis: Flags, takes_tki: Flags, targets: Calibration
) -> Numbers:
    ratio = np.where(at_diagnosis.any(axis=1), targets.event_prior, 1.0)
    ratio = ratio * np.where(ntx >= targets.ntx_high_from, targets.event_ntx_high, 1.0)
    ratio = ratio * np.where(people.is_ever_smoker, targets.event_ever_smoker, 1.0)
    ratio = ratio * np.where(takes_tki, 1.0, targets.event_no_egfr_tki)
    adenocarcinoma = is_adenocarcinoma(people, targets)
    return ratio * np.where(adenocarcinoma, 1.0, targets.event_not_adenocarcinoma)
