"""Targets of domain.md §9: who the patients are, what they carry, how long they live."""

from flows.demo.calibration import CALIBRATION
from tests.recovery import of_hazards, of_patients
from tests.recovery.target import POINT, Target, median, usual

_HISTOLOGY_SHARES = [
    usual(
        f"share of {item.name}",
        "cohort mix",
        item.share,
        "large" if item.share < 0.1 else "demo",
        of_patients.histology_share(item.name),
    )
    for item in CALIBRATION.histologies
]
# Within 90 days of the diagnosis of cancer, which is what synchronous means (domain.md §8).
_BONE_BY_HISTOLOGY = [
    usual(
        f"bone at diagnosis in {item.name}",
        "cohort mix",
        item.bone_at_diagnosis,
        "rare_groups" if item.share < 0.1 else "large",
        of_patients.bone_incidence(90, "histology", item.name),
    )
    for item in CALIBRATION.histologies
]
_BONE = [
    Target(
        "bone metastasis at diagnosis",
        "cohort mix",
        0.209,
        1.5 * POINT,
        "demo",
        of_patients.bone_incidence(90),
    ),
    Target(
        "bone metastasis ever",
        "recovery tests",
        0.36,
        1.5 * POINT,
        "demo",
        of_patients.bone_incidence(100 * 365),
    ),
]
_GENES = [
    usual("share of EGFR", "molecular", 0.080, "large", of_patients.altered_share("EGFR")),
    usual("share of KRAS", "molecular", 0.393, "large", of_patients.altered_share("KRAS")),
    usual("share of ALK", "molecular", 0.021, "large", of_patients.altered_share("ALK")),
    usual(
        "share of triple-negative",
        "molecular",
        0.506,
        "large",
        of_patients.triple_negative_share,
    ),
]
_BONE_BY_GENE = [
    usual(f"bone with {name}", "molecular", value, hospital, read)
    for name, value, hospital, read in (
        ("EGFR", 0.538, "rare_groups", of_patients.bone_by_mutation("EGFR")),
        ("ALK", 0.25, "rare_groups", of_patients.bone_by_mutation("ALK")),
        ("KRAS G12A", 0.429, "rare_groups", of_patients.bone_by_mutation("KRAS_G12A")),
        ("KRAS G12C", 0.33, "large", of_patients.bone_by_mutation("KRAS_G12C")),
        ("KRAS G12D", 0.33, "large", of_patients.bone_by_mutation("KRAS_G12D")),
        ("KRAS G12V", 0.33, "large", of_patients.bone_by_mutation("KRAS_G12V")),
        ("other KRAS", 0.33, "large", of_patients.bone_by_mutation("KRAS_other")),
        ("none of the three", 0.315, "large", of_patients.bone_by_mutation("EGFR", "unexposed")),
    )
]
_VARIANTS = [
    *(
        usual(
            f"share of {variant} in KRAS",
            "molecular",
            value,
            "large",
            of_patients.variant_share("KRAS", variant),
        )
        for variant, value in (
            ("G12C", 0.40),
            ("G12V", 0.20),
            ("G12D", 0.15),
            ("G12A", 0.08),
            ("other", 0.17),
        )
    ),
    *(
        usual(
            f"share of {variant} in EGFR",
            "molecular",
            value,
            "rare_groups",
            of_patients.variant_share("EGFR", variant),
        )
        for variant, value in (("exon19del", 0.48), ("L858R", 0.42), ("other", 0.10))
    ),
]
# 2.52 crude (trap 5), within the published interval from 1.80.
_ODDS = [
    Target(
        "odds of bone with EGFR",
        "recovery tests",
        2.52,
        2.52 - 1.80,
        "rare_groups",
        of_patients.odds_of_bone("EGFR"),
    )
]
_MEDIANS = [
    median(
        "EGFR with bone",
        17.8,
        "rare_groups",
        of_patients.median_of_arm("EGFR_by_bone", "with_bone"),
    ),
    median(
        "EGFR without bone",
        18.5,
        "rare_groups",
        of_patients.median_of_arm("EGFR_by_bone", "without_bone"),
    ),
    median("KRAS with bone", 6.8, "large", of_patients.median_of_arm("KRAS_by_bone", "with_bone")),
    median(
        "KRAS without bone", 9.8, "large", of_patients.median_of_arm("KRAS_by_bone", "without_bone")
    ),
    median(
        "KRAS wild type, bone",
        9.7,
        "kras_decides",
        of_patients.median_of_arm("bone_KRAS_status", "KRAS_wild_type"),
    ),
    median(
        "KRAS mutated, bone",
        3.7,
        "kras_decides",
        of_patients.median_of_arm("bone_KRAS_status", "KRAS_mutated"),
    ),
    median("with bone, GFPC", 5.8, "french_series", of_patients.median_from_bone),
    median("with bone, SEER", 4.0, "registry", of_patients.median_from_bone),
    median("with bone, POUMOS", 7.0, "rheumatology", of_patients.median_from_bone),
    median(
        "on zoledronate",
        7.7,
        "agent_decides",
        of_patients.median_on_agent(of_hazards.ZOLEDRONATE),
    ),
    median("on denosumab", 8.9, "agent_decides", of_patients.median_on_agent(of_hazards.DENOSUMAB)),
    usual(
        "alive at 12 months, GFPC",
        "death",
        0.238,
        "french_series",
        of_patients.survival_from_bone(12),
    ),
    usual(
        "alive at 24 months, GFPC",
        "death",
        0.057,
        "french_series",
        of_patients.survival_from_bone(24),
    ),
]
TARGETS_OF_PATIENTS = (
    *_HISTOLOGY_SHARES,
    *_BONE_BY_HISTOLOGY,
    *_BONE,
    *_GENES,
    *_BONE_BY_GENE,
    *_VARIANTS,
    *_ODDS,
    *_MEDIANS,
)
