"""People with lung cancer at diagnosis: histology, variant, stage, other sites, bone."""

from dataclasses import dataclass

import numpy as np

from flows.demo.calibration import Calibration, Histology
from flows.demo.life.draws import Flags, Numbers, Whole, chance, stream, weighted

NO_VARIANT = -1


@dataclass(frozen=True)
class People:
    """One position a person in every array. `histology` and `variant` are positions in the lists
    of the calibration; `sites` has a column a site of SITES."""

    histology: Whole
    variant: Whole
    is_male: Flags
    age_years: Numbers
    smoking: Whole  # 0 never, 1 former, 2 current
    is_stage_iv: Flags
    early_stage: Whole
    size_mm: Numbers
    is_node_positive: Flags
    sites: Flags
    has_bone: Flags

    @property
    def count(self) -> int:
        return len(self.histology)

    @property
    def is_ever_smoker(self) -> Flags:
        return self.smoking > 0


def draw_people(count: int, seed: int, targets: Calibration) -> People:
    """Newly diagnosed people, calibrated by domain.md §9."""
    rng = stream(seed, "people")
    histology = weighted(rng, tuple(item.share for item in targets.histologies), count)
    variant = _variants(rng, histology, targets)
    is_stage_iv = chance(rng, _stage_iv_share(targets)[histology], count)
    is_male = chance(rng, targets.male, count)
    size_mm = np.clip(
        rng.lognormal(np.log(targets.size_median_mm), targets.size_log_sd, count), 4, 180
    ).round()
    node = np.where(is_stage_iv, targets.node_positive_stage_iv, targets.node_positive_other)
    is_node_positive = chance(rng, node, count)
    sites = _other_sites(rng, variant, is_stage_iv, targets)
    pull = _log_odds(targets, is_male, size_mm, is_node_positive, sites)
    return People(
        histology=histology,
        variant=variant,
        is_male=is_male,
        age_years=np.clip(rng.normal(targets.age_mean_years, targets.age_sd_years, count), 32, 92),
        smoking=_smoking(rng, count, targets),
        is_stage_iv=is_stage_iv,
        early_stage=weighted(rng, (0.25, 0.20, 0.55), count) + 1,
        size_mm=size_mm,
        is_node_positive=is_node_positive,
        sites=sites,
        has_bone=_bone_at_diagnosis(rng, histology, variant, is_stage_iv, pull, targets),
    )


def _variants(rng: np.random.Generator, histology: Whole, targets: Calibration) -> Whole:
    drawn = weighted(rng, tuple(item.share for item in targets.variants), len(histology))
    non_squamous = np.array([item.is_non_squamous for item in targets.histologies])
    return np.where(non_squamous[histology], drawn, NO_VARIANT)


def _smoking(rng: np.random.Generator, count: int, targets: Calibration) -> Whole:
    ever = chance(rng, targets.ever_smoker, count)
    current = chance(rng, targets.current_among_ever, count)
    return (ever.astype(np.int64) + (ever & current)).astype(np.int64)


def _bone_scale(targets: Calibration) -> float:
    """The shares by histology give 21.3 % on this mix; the published whole is 20.9 %."""
    whole = sum(item.share * item.bone_at_diagnosis for item in targets.histologies)
    return targets.bone_at_diagnosis / whole


def _bone_of_non_squamous(targets: Calibration) -> float:
    total = sum(item.share for item in targets.variants)
    return sum(item.share * item.bone_at_stage_iv for item in targets.variants) / total


def _stage_iv_share(targets: Calibration) -> Numbers:
    """Where bone by variant is published, the share of stage IV is what makes both true."""
    by_variant = _bone_of_non_squamous(targets)
    scale = _bone_scale(targets)

    def share(item: Histology) -> float:
        return (
            scale * item.bone_at_diagnosis / by_variant if item.stage_iv is None else item.stage_iv
        )

    return np.array([share(item) for item in targets.histologies])


def _other_sites(
    rng: np.random.Generator, variant: Whole, is_stage_iv: Flags, targets: Calibration
) -> Flags:
    is_egfr = carries("EGFR", variant, targets)
    shares = np.where(
        is_egfr[:, None], np.array(targets.site_shares_egfr), np.array(targets.site_shares)
    )
    return (rng.random(shares.shape) < shares) & is_stage_iv[:, None]


def carries(gene: str, variant: Whole, targets: Calibration) -> Flags:
    """Whether each variant is of the gene; NO_VARIANT is of none."""
    members = np.array([item.group == gene for item in targets.variants] + [False])
    return np.take(members, variant)


def is_adenocarcinoma(people: People, targets: Calibration) -> Flags:
    """People whose cancer is an adenocarcinoma."""
    names = np.array([item.name == "adenocarcinoma" for item in targets.histologies])
    return np.take(names, people.histology)


def _log_odds(
    targets: Calibration, is_male: Flags, size_mm: Numbers, is_node_positive: Flags, sites: Flags
) -> Numbers:
    factors = np.column_stack([is_male, size_mm > 20, is_node_positive, sites.sum(axis=1)])
    odds = (
        targets.odds_male,
        targets.odds_over_20_mm,
        targets.odds_node_positive,
        targets.odds_each_other_site,
    )
    return np.asarray(factors @ np.log(odds), dtype=np.float64)


def _bone_at_diagnosis(
    rng: np.random.Generator,
    histology: Whole,
    variant: Whole,
    is_stage_iv: Flags,
    pull: Numbers,
    targets: Calibration,
) -> Flags:
    """Bone metastasis of stage IV, logistic inside each group with the share of the group kept."""
    probability = np.zeros(len(histology))
    for members, share in _groups(histology, variant, targets):
        chosen = members & is_stage_iv
        if chosen.any():
            probability[chosen] = _logistic_with_mean(pull[chosen], share)
    return chance(rng, probability, len(histology))


def _groups(histology: Whole, variant: Whole, targets: Calibration) -> list[tuple[Flags, float]]:
    """Members and share with bone at stage IV: by variant, else by histology."""
    by_variant = [
        (variant == place, item.bone_at_stage_iv) for place, item in enumerate(targets.variants)
    ]
    scale = _bone_scale(targets)
    by_histology = [
        (histology == place, scale * item.bone_at_diagnosis / item.stage_iv)
        for place, item in enumerate(targets.histologies)
        if item.stage_iv is not None
    ]
    return by_variant + by_histology


def _logistic_with_mean(pull: Numbers, mean: float) -> Numbers:
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        expected = (1 / (1 + np.exp(-(pull + middle)))).mean()
        low, high = (low, middle) if expected > mean else (middle, high)
    return np.asarray(1 / (1 + np.exp(-(pull + low))), dtype=np.float64)
