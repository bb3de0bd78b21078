"""What the tables are judged against: bounds, shares, windows, each with its source.

They are kept apart from the clinical definitions on purpose: a threshold judges a number and
never makes one, so changing it must not change the version stored with derived rows.
"""

from warehouse.schema.declare import Definition
from warehouse.schema.thresholds_of_rows import ROW_LIMITS

_PUBLISHED_SERIES = "published series gathered in domain.md §8, validation checks"
_PRODUCT = "product choice"

_THRESHOLDS = [
    # Compared with published series: informational, and only with enough patients.
    Definition(
        "validation_minimum_patients",
        100,
        "patients",
        "Fewer patients than this are not compared with published series.",
        _PRODUCT,
    ),
    Definition(
        "comparison_minimum",
        20,
        "patients",
        "Fewer patients in one of two groups are not compared with published series.",
        _PRODUCT,
    ),
    Definition(
        "median_calcium_low_mmol_l", 2.2, "mmol/L", "Lowest credible median.", _PUBLISHED_SERIES
    ),
    Definition(
        "median_calcium_high_mmol_l", 2.6, "mmol/L", "Highest credible median.", _PUBLISHED_SERIES
    ),
    Definition(
        "bone_metastasis_share_low", 0.15, None, "Patients with bone metastasis.", _PUBLISHED_SERIES
    ),
    Definition(
        "bone_metastasis_share_high",
        0.55,
        None,
        "Patients with bone metastasis.",
        _PUBLISHED_SERIES,
    ),
    Definition(
        "sre5_incidence_months", 21, "months", "When the incidence is compared.", _PUBLISHED_SERIES
    ),
    Definition(
        "sre5_incidence_low",
        0.25,
        None,
        "Cumulative incidence of a first event.",
        _PUBLISHED_SERIES,
    ),
    Definition(
        "sre5_incidence_high",
        0.65,
        None,
        "Cumulative incidence of a first event.",
        _PUBLISHED_SERIES,
    ),
    Definition(
        "egfr_share_low",
        0.05,
        None,
        "Altered EGFR among tested adenocarcinomas.",
        "domain.md §8, molecular",
    ),
    Definition(
        "egfr_share_high",
        0.25,
        None,
        "Altered EGFR among tested adenocarcinomas.",
        "domain.md §8, molecular",
    ),
    Definition(
        "kras_share_low",
        0.15,
        None,
        "Altered KRAS among tested adenocarcinomas.",
        "domain.md §8, molecular",
    ),
    Definition(
        "kras_share_high",
        0.45,
        None,
        "Altered KRAS among tested adenocarcinomas.",
        "domain.md §8, molecular",
    ),
    # Shares of rows that tell a feed went wrong.
    Definition("rejected_share", 0.05, None, "Rows of a feed rejected on one day.", _PRODUCT),
    Definition("wrong_rows_share", 0.05, None, "Rows of a table that cannot be right.", _PRODUCT),
    Definition(
        "lost_from_sight_share",
        0.10,
        None,
        "Patients alive and not heard of for more than 12 months.",
        _PRODUCT,
    ),
    Definition(
        "unit_slip_share",
        0.02,
        None,
        "Results written in another unit than they say.",
        "twice the rate injected by domain.md §9",
    ),
    Definition(
        "calcium_slip_share",
        0.20,
        None,
        "Total calcium written in another unit than it says, beyond which nothing is published.",
        _PRODUCT,
    ),
    Definition("midnight_share", 0.20, None, "CTX with no time of day.", "domain.md §8, rule L12"),
    Definition(
        "not_computable_share", 0.20, None, "Calcium results without any albumin.", _PRODUCT
    ),
    Definition(
        "unknown_mechanism_share",
        0.20,
        None,
        "Fractures of unknown mechanism.",
        "domain.md §8, fractures",
    ),
    Definition(
        "missing_frankel_share",
        0.30,
        None,
        "Cord compressions without Frankel grade.",
        "domain.md §8, cord compressions",
    ),
    Definition(
        "missing_contact_share",
        0.02,
        None,
        "Patients without a last contact.",
        "domain.md §8, patients",
    ),
    Definition(
        "shares_from_rows",
        20,
        "rows",
        "A share is not read on fewer rows: one more would move it by 5 points.",
        _PRODUCT,
    ),
    Definition(
        "smallest_shown_group",
        11,
        "values",
        "Nothing is summed up on fewer.",
        "domain.md §10, small cells",
    ),
    # Limits of single facts.
    Definition("adult_age_years", 18, "a", "Youngest expected age.", "domain.md §8, patients"),
    Definition("oldest_age_years", 105, "a", "Oldest expected age.", "domain.md §8, patients"),
    Definition(
        "dose_tolerance",
        0.02,
        None,
        "Total dose against fractions times dose.",
        "domain.md §8, radiotherapy",
    ),
    Definition(
        "bone_agent_interval_days",
        14,
        "d",
        "Shortest interval between two doses.",
        "domain.md §8, bone agents",
    ),
    Definition(
        "formula_tolerance_mmol_l",
        0.00001,
        "mmol/L",
        "Corrected calcium against the formula computed again.",
        "rounding to 6 decimals",
    ),
    # Nights and months compared with the ones before.
    Definition(
        "monthly_calcium_shift",
        0.05,
        None,
        "Median of a month against the month before.",
        "domain.md §8, rule L17",
    ),
    Definition(
        "monthly_minimum_results", 30, "results", "Months with fewer are not compared.", _PRODUCT
    ),
    Definition(
        "usual_volume_months",
        6,
        "months",
        "Fewer earlier months have no usual volume to compare a month with.",
        _PRODUCT,
    ),
    Definition(
        "usual_volume_deviations",
        3,
        None,
        "Standard deviations a month may be away from the earlier ones.",
        "domain.md §8, rule L16",
    ),
    Definition(
        "monthly_marker_shift",
        1,
        None,
        "Reference change values, over the root of the number of results, a median may move by.",
        "domain.md §8, rule L17",
    ),
    Definition("recent_nights", 7, "d", "How long a missing night stays a warning.", _PRODUCT),
    Definition(
        "usual_volume_days",
        28,
        "d",
        "Nights a night is compared with, same weekday.",
        "domain.md §8, freshness",
    ),
    Definition(
        "usual_volume_tolerance",
        0.40,
        None,
        "Rows of a night against the usual number.",
        "domain.md §8, freshness",
    ),
    Definition(
        "usual_volume_nights", 3, "nights", "Fewer earlier nights are not a usual number.", _PRODUCT
    ),
    Definition(
        "usual_volume_minimum_rows",
        100,
        "rows",
        "A usual number under this varies by chance alone.",
        _PRODUCT,
    ),
]

THRESHOLDS: dict[str, Definition] = {item.name: item for item in (*_THRESHOLDS, *ROW_LIMITS)}


def threshold(name: str) -> float:
    """Value of a threshold."""
    value = THRESHOLDS[name].value
    assert isinstance(value, (int, float)), f"{name} is not a number"
    return value
