"""Limits that single rows are held against by the rules of derived.finding (domain.md §8)."""

from warehouse.schema.declare import Definition

ROW_LIMITS = (
    Definition(
        "vital_status_months",
        12,
        "mo",
        "Alive and not heard of for longer: the vital status is not complete.",
        "domain.md §8, X12",
    ),
    Definition(
        "calcium_around_bone_metastasis_days",
        90,
        "d",
        "A calcium is expected this close to bone metastasis.",
        "domain.md §8, X07",
    ),
    Definition(
        "second_primary_days",
        90,
        "d",
        "Two primaries closer than this are usually one.",
        "domain.md §8, diagnoses",
    ),
    Definition(
        "coded_metastasis_months",
        12,
        "mo",
        "C79.5 is expected this close to bone metastasis.",
        "domain.md §8, X05",
    ),
    Definition(
        "molecular_report_days",
        90,
        "d",
        "A report is expected this soon after its sample.",
        "domain.md §8, molecular",
    ),
    Definition(
        "imaged_metastasis_days",
        60,
        "d",
        "A metastasis seen is recorded this close to the examination.",
        "domain.md §8, imaging",
    ),
    Definition(
        "lesion_size_change",
        3.0,
        None,
        "Change of the size of a lesion, as a share of the first.",
        "domain.md §8, lesions",
    ),
    Definition(
        "lesion_size_change_days",
        90,
        "d",
        "Examinations this close are compared.",
        "domain.md §8, lesions",
    ),
    Definition(
        "lowest_fraction_gy", 1, "Gy", "Lowest dose a fraction.", "domain.md §8, radiotherapy"
    ),
    Definition(
        "highest_fraction_gy", 30, "Gy", "Highest dose a fraction.", "domain.md §8, radiotherapy"
    ),
    Definition(
        "course_days_a_fraction",
        2,
        "d",
        "Longest course, for each fraction.",
        "domain.md §8, radiotherapy",
    ),
    Definition(
        "course_days_besides", 14, "d", "Longest course, besides.", "domain.md §8, radiotherapy"
    ),
    Definition(
        "irradiated_lesion_days",
        90,
        "d",
        "The lesion is described this close to its irradiation.",
        "domain.md §8, radiotherapy",
    ),
    Definition(
        "curative_dose_gy",
        50,
        "Gy",
        "More than this is a curative dose.",
        "domain.md §8, radiotherapy",
    ),
    Definition(
        "conventional_fraction_gy",
        2.5,
        "Gy",
        "Fractions up to this are conventional: beyond, they are hypofractionated or stereotactic.",
        "product choice; usual fractions are 1.8 to 2 Gy",
    ),
    Definition(
        "fracture_after_prevention_days",
        90,
        "d",
        "A bone operated on should not break this soon.",
        "domain.md §8, X08",
    ),
    Definition(
        "compression_imaging_days",
        7,
        "d",
        "MR or CT of a compression this close.",
        "domain.md §8, cord compressions",
    ),
    Definition(
        "bone_agent_before_metastasis_days",
        90,
        "d",
        "Earlier doses are for something else.",
        "domain.md §8, bone agents",
    ),
    Definition(
        "line_overlap_days",
        14,
        "d",
        "Longest overlap of two lines.",
        "domain.md §8, systemic lines",
    ),
    Definition(
        "fit_before_death_days",
        7,
        "d",
        "ECOG 0 this close to death is not credible.",
        "domain.md §8, follow-up",
    ),
    Definition(
        "history_years",
        10,
        "a",
        "Nothing is expected so long before a feed began.",
        "domain.md §8, X09",
    ),
    Definition(
        "calcium_jump_mmol_l",
        1.0,
        "mmol/L",
        "Move of total calcium that is checked.",
        "domain.md §8, L11",
    ),
    Definition(
        "albumin_jump_g_l", 15, "g/L", "Move of albumin that is checked.", "domain.md §8, L11"
    ),
    Definition("jump_hours", 72, "h", "Results this close are compared.", "domain.md §8, L11"),
    Definition(
        "urine_creatinine_low_mmol_l",
        0.5,
        "mmol/L",
        "Urine too dilute for a ratio to creatinine.",
        "domain.md §8, L13",
    ),
)
