"""Calcium: its correction by albumin, and the limits of its grades."""

from warehouse.schema.declare import Definition

CALCIUM_DEFINITIONS = [
    Definition(
        "calcium_slope_seed",
        0.025,
        "mmol/g",
        "Correction a g/L of albumin under 40.",
        "founding text; domain.md §1.A",
    ),
    Definition(
        "calcium_slope_payne", 0.02, "mmol/g", "Payne's simplified correction.", "domain.md §1.A"
    ),
    Definition(
        "albumin_reference_g_l",
        40,
        "g/L",
        "Albumin at which nothing is corrected.",
        "founding text",
    ),
    Definition(
        "corrected_calcium_formula",
        "seed",
        None,
        "Formula the grade is read on: seed or payne.",
        "founding text",
    ),
    Definition(
        "clip_high_albumin",
        0,
        None,
        "1 to leave calcium as it is when albumin is above 40.",
        "domain.md §1.A, off",
    ),
    Definition("albumin_same_day_hours", 24, "h", "Albumin this near is used.", "domain.md §1.A"),
    Definition(
        "albumin_stale_days", 7, "d", "Albumin this near is used as stale.", "domain.md §1.A"
    ),
    Definition(
        "ionised_window_hours", 24, "h", "Ionised calcium this near is preferred.", "domain.md §1.A"
    ),
    Definition(
        "low_albumin_g_l",
        30,
        "g/L",
        "Under this, corrected calcium misleads most.",
        "domain.md §1.A",
    ),
    Definition(
        "hypercalcaemia_trial_mmol_l",
        3.0,
        "mmol/L",
        "Trial threshold, inclusive.",
        "zoledronate SmPC; domain.md §1.A",
    ),
    Definition("crisis_mmol_l", 3.5, "mmol/L", "Crisis, strictly above.", "founding text"),
    Definition(
        "crisis_ionised_mmol_l",
        1.8,
        "mmol/L",
        "Crisis on ionised calcium, strictly above: the CTCAE grade 4 limit.",
        "domain.md §1.A, by analogy",
    ),
    Definition(
        "hypercalcaemia_ionised_mmol_l",
        1.6,
        "mmol/L",
        "Ionised calcium strictly above this opens a hypercalcaemia episode where ionised "
        "calcium is the basis: the CTCAE grade 3 limit, the ionised counterpart of 3.0.",
        "critical limits of domain.md §8, which pair 3.0 with 1.6",
    ),
    Definition(
        "ctcae_hypercalcaemia_grade_2_mmol_l",
        2.9,
        "mmol/L",
        "Corrected calcium above this is grade 2; above the upper limit, grade 1.",
        "CTCAE v5, laboratory part; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_grade_3_mmol_l",
        3.1,
        "mmol/L",
        "Corrected calcium above this is grade 3.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_grade_4_mmol_l",
        3.4,
        "mmol/L",
        "Corrected calcium above this is grade 4.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_ionised_grade_2_mmol_l",
        1.5,
        "mmol/L",
        "Ionised calcium above this is grade 2; above the upper limit, grade 1.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_ionised_grade_3_mmol_l",
        1.6,
        "mmol/L",
        "Ionised calcium above this is grade 3.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_ionised_grade_4_mmol_l",
        1.8,
        "mmol/L",
        "Ionised calcium above this is grade 4.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_grade_2_mmol_l",
        2.0,
        "mmol/L",
        "Corrected calcium below this is grade 2; below the lower limit, grade 1.",
        "CTCAE v4.03 table; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_grade_3_mmol_l",
        1.75,
        "mmol/L",
        "Corrected calcium below this is grade 3.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_grade_4_mmol_l",
        1.5,
        "mmol/L",
        "Corrected calcium below this is grade 4.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_ionised_grade_2_mmol_l",
        1.0,
        "mmol/L",
        "Ionised calcium below this is grade 2; below the lower limit, grade 1.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_ionised_grade_3_mmol_l",
        0.9,
        "mmol/L",
        "Ionised calcium below this is grade 3.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_ionised_grade_4_mmol_l",
        0.8,
        "mmol/L",
        "Ionised calcium below this is grade 4.",
        "CTCAE v4.03; domain.md §1.A",
    ),
]
