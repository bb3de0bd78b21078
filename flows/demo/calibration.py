"""What the simulated hospital is tuned to: every target once, with its source.

Times are in months of 30.4375 days unless a name says days. Shares are of 1. Where a figure has
no published source it is marked as a choice of this specification.
"""

from dataclasses import dataclass

KINDS = ("RT", "FX", "SX", "SCC", "HCM")
VISCERAL_SITES = ("liver", "lung", "brain", "adrenal", "pleura")
SITES = (*VISCERAL_SITES, "node")


@dataclass(frozen=True)
class Histology:
    """A histology: its share, how often bone is involved at diagnosis, and how long people live."""

    name: str
    morphology: str
    share: float
    bone_at_diagnosis: float
    is_non_squamous: bool = False
    # Share of stage IV and medians of those without a molecular group (squamous, small-cell).
    stage_iv: float | None = None
    median_without_bone: float | None = None
    median_with_bone: float | None = None


@dataclass(frozen=True)
class Variant:
    """A molecular variant of non-squamous cancer: share of all, bone at stage IV, survival."""

    group: str
    variant_class: str
    share: float
    bone_at_stage_iv: float
    median_without_bone: float
    median_with_bone: float
    wordings: tuple[str, ...] = ()


# domain.md §9: histology mix; SEER bone metastasis at diagnosis, Zhang 2019.
HISTOLOGIES = (
    Histology("adenocarcinoma", "8140/3", 0.50, 0.244, is_non_squamous=True),
    Histology(
        "squamous",
        "8070/3",
        0.20,
        0.125,
        stage_iv=0.45,
        median_without_bone=9.0,
        median_with_bone=4.5,
    ),
    Histology(
        "small_cell",
        "8041/3",
        0.15,
        0.247,
        stage_iv=0.68,
        median_without_bone=8.5,
        median_with_bone=4.5,
    ),
    Histology("large_cell", "8012/3", 0.03, 0.195, is_non_squamous=True),
    Histology("not_specified", "8046/3", 0.12, 0.194, is_non_squamous=True),
)

# domain.md §9: Kuijpers 2018 for shares, bone and the medians of EGFR and KRAS. Shares inside EGFR
# and KRAS, bone for ALK, medians of ALK and of triple-negative: choices; triple-negative is set so
# that everybody with bone metastasis has a median near 6 months (GFPC 5.8, POUMOS 7.0).
EGFR, KRAS, ALK, NONE = 0.080, 0.393, 0.021, 0.506
VARIANTS = (
    Variant(
        "EGFR",
        "exon19del",
        EGFR * 0.48,
        0.538,
        18.5,
        17.8,
        ("délétion exon 19", "p.E746_A750del", "p.Glu746_Ala750del"),
    ),
    Variant(
        "EGFR", "L858R", EGFR * 0.42, 0.538, 18.5, 17.8, ("p.L858R", "p.Leu858Arg", "c.2573T>G")
    ),
    Variant(
        "EGFR",
        "EGFR_other",
        EGFR * 0.10,
        0.538,
        18.5,
        17.8,
        ("p.G719A", "p.L861Q", "p.A767_V769dup"),
    ),
    Variant("ALK", "ALK_fusion", ALK, 0.25, 24.0, 18.0, ("EML4-ALK", "réarrangement ALK")),
    Variant("KRAS", "G12C", KRAS * 0.40, 0.33, 9.8, 6.8, ("p.G12C", "p.Gly12Cys")),
    Variant("KRAS", "G12V", KRAS * 0.20, 0.33, 9.8, 6.8, ("p.G12V", "p.Gly12Val")),
    Variant("KRAS", "G12D", KRAS * 0.15, 0.33, 9.8, 6.8, ("p.G12D", "p.Gly12Asp")),
    Variant("KRAS", "G12A", KRAS * 0.08, 0.429, 9.8, 6.8, ("p.G12A", "p.Gly12Ala")),
    Variant("KRAS", "KRAS_other", KRAS * 0.17, 0.33, 9.8, 6.8, ("p.G13D", "p.Q61H", "p.G12S")),
    Variant("none", "none", NONE, 0.315, 9.5, 5.5),
)


@dataclass(frozen=True)
class Calibration:
    """Every number a simulation can be tuned by. `replace()` makes a variant of it."""

    histologies: tuple[Histology, ...] = HISTOLOGIES
    variants: tuple[Variant, ...] = VARIANTS

    # People. Male, size, nodes, smoking: choices near French registries.
    male: float = 0.66
    ever_smoker: float = 0.86
    current_among_ever: float = 0.45
    age_mean_years: float = 66.0
    age_sd_years: float = 10.0
    node_positive_stage_iv: float = 0.72
    node_positive_other: float = 0.40
    size_median_mm: float = 38.0
    size_log_sd: float = 0.55
    # Other metastases at stage IV: Kuijpers 2018 for lung to pleura; liver and node are choices.
    site_shares: tuple[float, ...] = (0.18, 0.23, 0.22, 0.191, 0.241, 0.15)
    site_shares_egfr: tuple[float, ...] = (0.18, 0.23, 0.125, 0.075, 0.375, 0.15)

    # Molecular tests of non-squamous cancer: choices. Who is tested does not depend on the variant.
    tested_stage_iv: float = 0.93
    tested_earlier: float = 0.5
    tested_gene: float = 0.9  # of ALK and of KRAS, where EGFR is tested
    test_failed: float = 0.015

    # Bone metastasis. Ever 36 %: founding text; 20.9 % at diagnosis: SEER (domain.md §1.2, §1.4).
    bone_ever: float = 0.36
    bone_at_diagnosis: float = 0.209
    found_at_diagnosis_days: float = 90.0  # domain.md §8: synchronous
    # Odds of bone metastasis, signs from SEER, sizes chosen (domain.md §9).
    odds_male: float = 1.25
    odds_over_20_mm: float = 1.3
    odds_node_positive: float = 1.5
    odds_each_other_site: float = 1.8
    # Before bone metastasis, localised and locally advanced cancer: choice.
    median_localised: float = 24.0

    # Calendar: choices.
    accrual_years: float = 8.0
    accrual_growth: float = 1.5  # 1: as many people each year; more: more in recent years
    referred_late: float = 0.13  # about one in ten of those who come: some die before
    referral_delay_days: float = 90.0
    lost_a_month: float = 0.003

    # Death hazard ratios among people with bone metastasis: uNTX moderate and high, Coleman 2005;
    # hypercalcaemia, POUMOS; visceral, a choice (the founding text gives a direction only).
    death_ntx_moderate: float = 3.0
    death_ntx_high: float = 5.0
    death_hypercalcaemia: float = 2.83
    death_sarcopenia: float = 2.96  # POUMOS; the share is a choice
    sarcopenic: float = 0.35
    muscle_measured: float = 0.5
    death_visceral: float = 1.4
    visceral_at_later_bone: float = 0.5
    # Median months from bone metastasis under zoledronate and under denosumab, when they are to
    # decide instead of variant and histology (Scagliotti 2012: 7.7 and 8.9, flows/demo/scenarios).
    median_by_agent: tuple[float, float] | None = None

    # Skeletal events at diagnosis: GFPC 0601 totals; the split inside each is a choice.
    prevalent_clinical: float = 0.247
    prevalent_therapeutic: float = 0.267
    prevalent_compression: float = 0.05
    prevalent_hypercalcaemia: float = 0.05
    prevalent_surgery: float = 0.05

    # First skeletal events without bone agent within 21 months, in the order of KINDS: Rosen 2004
    # by the founding text; hypercalcaemia assumed (domain.md §9). The tolerances say how far each
    # may move when not all can be met at once: kinds that share risk factors overlap more than
    # independent ones, so 48 % of patients cannot carry exactly 34 + 22 + 5 + 4 + 4.
    horizon_months: float = 21.0
    any_event: float = 0.48
    any_event_tolerance: float = 0.025
    kind_events: tuple[float, ...] = (0.34, 0.22, 0.05, 0.04, 0.04)
    kind_tolerance: float = 0.02
    # After an event of a kind, 2.5 times the hazard of that kind for 60 days, and gamma frailty of
    # variance 1 among those who had one (domain.md §9). Kept inside a kind: across kinds it would
    # contradict the published shares, which need kinds that come independently.
    cluster_ratio: float = 2.5
    cluster_days: float = 60.0
    frailty_variance: float = 1.0
    # Hazard ratios of skeletal events: prior event, a choice; uNTX high, Brown 2005; smoking, no
    # EGFR inhibitor, non-adenocarcinoma, Sun 2011.
    event_prior: float = 2.0
    event_ntx_high: float = 1.79
    event_ever_smoker: float = 1.75
    egfr_tki_given: float = 0.95  # of people known to have EGFR; choice
    event_no_egfr_tki: float = 2.12
    event_not_adenocarcinoma: float = 1.59
    # Treatment that answers a compression or a fracture within linkage_days: choices.
    compression_irradiated: float = 0.5
    compression_operated: float = 0.1
    fracture_operated: float = 0.04
    fracture_irradiated: float = 0.06

    # Bone agents: share, GFPC 2011; events under zoledronate, Rosen 2003; denosumab against
    # zoledronate, Henry 2011. Delay and split: choices.
    bone_agent: float = 0.523
    bone_agent_delay_days: float = 45.0
    denosumab_among_agents: float = 0.4
    event_zoledronate: float = 0.73
    event_denosumab_over_zoledronate: float = 0.84
    agent_months: float = 9.0
    dose_missed: float = 0.06

    # uNTX over creatinine at index. A median of 60 and 53 % at 64 or more (domain.md §9)
    # contradict each other; 63 is within 5 % of the one and 4 points of the other.
    ntx_moderate_from: float = 50.0  # strata of Coleman 2005, domain.md §3.4
    ntx_high_from: float = 100.0
    ntx_median: float = 63.0
    ntx_log_sd: float = 0.7
    ntx_measured: float = 0.75
    ntx_normalised_on_agent: float = 0.81  # Lipton 2008, month 3
    ntx_normalised_untreated: float = 0.17

    # Lesions: GFPC, POUMOS and the East-France guideline (domain.md §1, §9).
    solitary: float = 0.20
    over_five_lesions: float = 0.56
    femur_or_tibia: float = 0.41
    lesion_regions: tuple[tuple[str, float], ...] = (
        ("thoracic_spine", 0.20),
        ("lumbar_spine", 0.15),
        ("cervical_spine", 0.05),
        ("long_bone", 0.32),
        ("rib", 0.18),
        ("pelvis", 0.10),
    )

    # Calcium and albumin (domain.md §9): total = true - k (40 - albumin) + noise.
    calcium_mean: float = 2.35
    calcium_sd: float = 0.09
    albumin_mean: float = 36.0
    albumin_sd: float = 5.0
    albumin_loss_before_death: float = 9.0
    calcium_a_gram_albumin: float = 0.018
    calcium_noise: float = 0.02
    hypercalcaemia_range: tuple[float, float] = (3.0, 4.2)
    # Primary hyperparathyroidism: the share, its lasting excess of calcium, the one time it is
    # found high and how often PTH is asked for with a hypercalcaemia are choices.
    hyperparathyroid: float = 0.004
    hyperparathyroid_excess: float = 0.12
    hyperparathyroid_range: tuple[float, float] = (3.05, 3.3)
    pth_with_hypercalcaemia: float = 0.6
    # How often people are sampled, days between two draws: choices.
    draw_days_bone: float = 15.0
    draw_days_stage_iv: float = 20.0
    draw_days_other: float = 45.0
    albumin_apart: float = 0.06
    ionised: float = 0.08

    # Faults put into the extracts, share of what is eligible (domain.md §9 "Dirt").
    corrected: float = 0.01
    cancelled: float = 0.004
    late: float = 0.05
    repeated: float = 0.05
    unit_slip: float = 0.01
    albumin_missing: float = 0.02
    ctx_too_late: float = 0.03
    after_death: float = 0.003
    orphan: float = 0.002
    swapped_dates: float = 0.01
    duplicated: float = 0.005
    decimal_point: float = 0.005
    mechanism_unknown: float = 0.05


CALIBRATION = Calibration()
