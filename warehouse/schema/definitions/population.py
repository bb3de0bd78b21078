"""Comparisons of groups of patients, and the months they are read at."""

from warehouse.schema.declare import Definition

POPULATION_DEFINITIONS = [
    Definition(
        "mutation_series_histologies",
        ("adenocarcinoma", "large_cell", "not_specified"),
        None,
        "Histologies of the published series of mutations: non-squamous, non-small-cell.",
        "Kuijpers 2018; domain.md §4",
    ),
    Definition(
        "comparison_minimum_patients",
        20,
        None,
        "Fewer patients than this in an arm: the comparison is withheld.",
        "domain.md §4",
    ),
    Definition(
        "comparison_minimum_events",
        5,
        None,
        "Fewer events than this in an arm: the comparison is withheld.",
        "domain.md §4",
    ),
    Definition(
        "reference_histology",
        "adenocarcinoma",
        None,
        "Histology that the others are compared with.",
        "design choice: the most frequent (domain.md §9)",
    ),
    Definition(
        "smoking_known_share",
        0.8,
        None,
        "Smoking is adjusted for when it is known of at least this share of those compared.",
        "design choice: domain.md §1, 1.7 says if present",
    ),
    Definition(
        "exact_below_expected",
        5,
        None,
        "With an expected count under this, limits are exact (mid-p).",
        "domain.md §4",
    ),
    Definition(
        "incidence_months",
        ("9", "12", "21"),
        "mo",
        "When incidences are set beside the trials.",
        "domain.md §1, 1.20",
    ),
    Definition(
        "burden_months",
        ("3", "6", "9", "12", "15", "18", "21", "24"),
        "mo",
        "When the burden and the recurrence of events are read.",
        "domain.md §2.5",
    ),
    Definition(
        "at_risk_months",
        ("0", "3", "6", "9", "12", "15", "18", "21", "24", "27", "30", "33", "36"),
        "mo",
        "When the number at risk is told under a curve.",
        "domain.md §2.5",
    ),
    Definition(
        "curve_step_days",
        7,
        "d",
        "A curve is drawn with one step at most in so many days.",
        "product choice: two steps of a week are one to the eye",
    ),
    Definition(
        "marker_outcome_months",
        ("12",),
        "mo",
        "When the incidence of the first event is read by stratum of a marker.",
        "domain.md §2.5",
    ),
    Definition(
        "shown_count_step",
        5,
        None,
        "Whoever may not see small counts sees the others rounded to this.",
        "domain.md §10, small cells (OpenSAFELY: the nearest 5)",
    ),
]
