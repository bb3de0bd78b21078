"""Bone markers: when a result counts, its trend, its upper limits."""

from warehouse.schema.declare import Definition

_MARKER_INTERVALS = "IDS assays, study of health in Pomerania 2013; domain.md §3.2"

# Upper limits before and after menopause, and in men at their highest age group.
_MARKER_UPPER_LIMITS = {
    ("CTX", "ng/L"): (670, 1050, 830),
    ("P1NP", "ug/L"): (76.3, 102.3, 95.9),
    ("BALP_MASS", "ug/L"): (22.7, 31.6, 27.7),
}


def _upper_limits_of_markers() -> list[Definition]:
    """One definition a marker and group of people: where the marker is elevated."""
    groups = ("premenopausal", "postmenopausal", "men")
    return [
        Definition(
            f"{analyte}_upper_{group}",
            limit,
            unit,
            f"Upper limit of {analyte} ({group}), when the laboratory sends none.",
            _MARKER_INTERVALS,
        )
        for (analyte, unit), limits in _MARKER_UPPER_LIMITS.items()
        for group, limit in zip(groups, limits, strict=True)
    ]


MARKER_DEFINITIONS = [
    Definition(
        "bone_markers",
        ("CTX", "NTX_CR", "BALP_MASS", "BALP_ACT", "P1NP"),
        None,
        "Analytes followed as bone markers.",
        "domain.md §3.3",
    ),
    Definition(
        "formation_markers",
        ("BALP_MASS", "BALP_ACT", "P1NP"),
        None,
        "Markers that rise while a fracture heals.",
        "domain.md §3.6",
    ),
    Definition(
        "renally_cleared_markers",
        ("CTX", "P1NP"),
        None,
        "Markers that severe renal impairment raises; intact P1NP is not.",
        "domain.md §3.6",
    ),
    Definition(
        "marker_renal_window_days",
        30,
        "d",
        "Filtration this near a marker says whether it can be believed.",
        "design choice",
    ),
    Definition(
        "fracture_healing_days",
        183,
        "d",
        "Formation markers stay up this long after a fracture.",
        "domain.md §3.6, six months",
    ),
    Definition(
        "glucocorticoid_atc", "H02AB", None, "ATC group of glucocorticoids.", "ATC; domain.md §3.6"
    ),
    Definition(
        "invalidating_reasons",
        ("excluded", "cancelled", "no_value", "drawn_late", "not_fasting"),
        None,
        "Pre-analytical reasons that make a marker invalid; the others call for caution.",
        "domain.md §3.6, design choice",
    ),
    Definition(
        "trend_statuses",
        ("ok", "caution"),
        None,
        "Pre-analytical statuses that trends use.",
        "domain.md §3.6",
    ),
    Definition(
        "stratum_statuses",
        ("ok",),
        None,
        "Pre-analytical statuses that strata use.",
        "domain.md §3.6",
    ),
    Definition(
        "below_limit_divisor",
        1.4142135623730951,
        None,
        "A result below a limit enters a slope as the limit over the square root of 2.",
        "domain.md §3.5",
    ),
    Definition(
        "marker_baseline_before_days",
        60,
        "d",
        "A baseline is drawn at most this long before index.",
        "domain.md §3.5",
    ),
    Definition(
        "marker_baseline_after_days",
        30,
        "d",
        "A baseline is drawn at most this long after index, and not after the first dose.",
        "domain.md §3.5",
    ),
    Definition(
        "metabolic_analytes",
        ("HBA1C", "DKK1"),
        None,
        "Analytes whose value at baseline is set beside survival.",
        "Chambard 2018 (POUMOS); domain.md §1, row 1.15",
    ),
    Definition(
        "hba1c_step_percent",
        0.5,
        "%",
        "The hazard ratio of HbA1c is for this much less of it.",
        "Chambard 2018 (POUMOS); domain.md §1, row 1.15",
    ),
    Definition(
        "dkk1_step_ug_l",
        10,
        "ug/L",
        "The hazard ratio of DKK1 is for this much more of it.",
        "Chambard 2018 (POUMOS); domain.md §1, row 1.15",
    ),
    Definition(
        "slope_window_days",
        180,
        "d",
        "A slope is read on the results of this long before the last one.",
        "domain.md §3.5",
    ),
    Definition("slope_minimum_results", 3, None, "Fewer results make no slope.", "domain.md §3.5"),
    Definition(
        "normalisation_confirmation_days",
        120,
        "d",
        "A normal value is confirmed by another this near, or by the one before.",
        "domain.md §3.5",
    ),
    Definition(
        "ntx_moderate_nmol_mmol",
        50,
        "nmol{BCE}/mmol{creat}",
        "Urinary NTX from here is the moderate stratum.",
        "Coleman 2005; domain.md §3.4",
    ),
    Definition(
        "ntx_high_nmol_mmol",
        100,
        "nmol{BCE}/mmol{creat}",
        "Urinary NTX from here is the high stratum.",
        "Coleman 2005; domain.md §3.4",
    ),
    Definition(
        "ntx_elevated_nmol_mmol",
        64,
        "nmol{BCE}/mmol{creat}",
        "Urinary NTX from here is elevated, in the second convention.",
        "Lipton 2008, Hirsh 2008; domain.md §3.4",
    ),
    Definition(
        "balp_activity_high_u_l",
        146,
        "U/L",
        "Activity of bone alkaline phosphatase from here is the high stratum.",
        "Coleman 2005; domain.md §3.4",
    ),
    Definition(
        "month_3_from_days",
        60,
        "d",
        "First day after the first dose on which a marker speaks for month 3.",
        "domain.md §3.4",
    ),
    Definition(
        "month_3_until_days",
        120,
        "d",
        "Last such day, and the landmark survival is counted from.",
        "domain.md §3.4",
    ),
    Definition(
        "postmenopausal_from_years",
        52,
        "a",
        "Women of this age are read with the interval after menopause.",
        "domain.md §3.2",
    ),
    Definition(
        "premenopausal_below_years",
        45,
        "a",
        "Women under this age are read with the interval before menopause; between the two, with the wider.",
        "domain.md §3.2",
    ),
    *_upper_limits_of_markers(),
]
