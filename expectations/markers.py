"""What is expected of bone markers and of the kidney behind them (domain.md §3)."""

from expectations.expected import Expected, NoRows, critical, warning
from warehouse.schema.definitions import names, number
from warehouse.schema.thresholds import threshold

_MARKERS = ", ".join(f"'{code}'" for code in names("bone_markers"))
_FACTOR = (
    f"CASE sex WHEN 'M' THEN {number('cockcroft_gault_factor_men')} "
    f"WHEN 'F' THEN {number('cockcroft_gault_factor_women')} END"
)
_COCKCROFT_GAULT = (
    f"greatest(140 - age_at_sample_years, 0) * weight_kg * {_FACTOR} / creatinine_umol_l"
)
_NTX_RATES = (
    "(SELECT baseline_stratum, sum((status = 1)::INTEGER) / sum(exit_day - entry_day) AS rate, "
    "count(*) AS patients FROM this JOIN derived.first_event USING (patient_id) "
    "WHERE analyte_code = 'NTX_CR' AND endpoint = 'SRE4' "
    "AND baseline_stratum IN ('low', 'high') GROUP BY baseline_stratum)"
)


def _stratum(column: str, value: str) -> str:
    """Rows of NTX in another stratum than their value."""
    moderate, high = number("ntx_moderate_nmol_mmol"), number("ntx_high_nmol_mmol")
    return (
        f"(analyte_code = 'NTX_CR' AND {column} <> CASE WHEN {value} < {moderate} THEN 'low' "
        f"WHEN {value} < {high} THEN 'moderate' ELSE 'high' END)"
    )


MARKERS: tuple[Expected, ...] = (
    critical(
        "derived.renal_function",
        NoRows(
            "clearance equals the formula computed again",
            f"FROM this WHERE abs(creatinine_clearance_ml_min - {_COCKCROFT_GAULT}) "
            "> 1e-6 * creatinine_clearance_ml_min",
            ("creatinine_clearance_ml_min",),
        ),
        "Doses are decided on it (Cockcroft-Gault), checked by a second opinion.",
    ),
    critical(
        "derived.renal_function",
        NoRows(
            "says nothing without sex, age or weight",
            "FROM this WHERE (gfr_ckdepi21_ml_min_173m2 IS NOT NULL "
            "AND (sex NOT IN ('M', 'F') OR age_at_sample_years IS NULL)) "
            "OR (creatinine_clearance_ml_min IS NOT NULL AND weight_kg IS NULL)",
            ("gfr_ckdepi21_ml_min_173m2", "creatinine_clearance_ml_min"),
        ),
        "A clearance of an average patient is nobody's.",
    ),
    critical(
        "derived.marker_result",
        NoRows(
            "has every marker that was delivered",
            "FROM (SELECT 'lab_result:' || source_system || ':' || source_row_id AS result_row "
            f"FROM canonical.lab_result WHERE analyte_code IN ({_MARKERS})) "
            "ANTI JOIN this USING (result_row)",
            ("result_row",),
        ),
        "A marker that was delivered and is not here would be missing from a timeline.",
    ),
    critical(
        "derived.marker_result",
        NoRows(
            "says why it cannot be believed",
            "FROM this WHERE (preanalytical_status = 'ok') "
            "<> (len(coalesce(preanalytical_reasons, [])) = 0)",
            ("preanalytical_status", "preanalytical_reasons"),
        ),
        "A value set aside without a reason cannot be argued with.",
    ),
    critical(
        "derived.marker_trend",
        NoRows(
            "the nadir is the lowest from baseline on",
            "FROM this WHERE nadir_on < baseline_on OR nadir_value > baseline_value "
            "OR nadir_value > last_value",
            ("nadir_on", "nadir_value"),
        ),
        "A response is read from baseline to nadir.",
    ),
    critical(
        "derived.marker_trend",
        NoRows(
            "the trend is what its change says",
            "FROM this WHERE abs(change_percent - 100 * (last_value / baseline_value - 1)) > 1e-4 "
            "OR (trend_class = 'rise' AND change_percent <= reference_change_percent) "
            "OR (trend_class = 'fall' AND change_percent >= -reference_change_percent) "
            "OR (trend_class = 'stable' AND abs(change_percent) > reference_change_percent)",
            ("change_percent", "trend_class"),
        ),
        "Less than the reference change value is the variation of a healthy person.",
    ),
    critical(
        "derived.marker_trend",
        NoRows(
            "the slope lies within its limits",
            "FROM this WHERE slope_lower_percent_per_month > slope_percent_per_month + 1e-9 "
            "OR slope_upper_percent_per_month < slope_percent_per_month - 1e-9 "
            "OR slope_count > result_count",
            ("slope_percent_per_month",),
        ),
        "The band would not hold its own slope.",
    ),
    critical(
        "derived.marker_stratum",
        NoRows(
            "NTX is in the stratum of its value",
            f"FROM this WHERE {_stratum('baseline_stratum', 'baseline_value')} "
            f"OR {_stratum('last_stratum', 'last_value')}",
            ("baseline_stratum", "last_stratum"),
        ),
        "Fifty and a hundred separate low, moderate and high risk.",
    ),
    warning(
        "derived.marker_stratum",
        NoRows(
            "high NTX has more skeletal events than low",
            f"FROM (SELECT max(rate) FILTER (WHERE baseline_stratum = 'high') AS high, "
            "max(rate) FILTER (WHERE baseline_stratum = 'low') AS low, min(patients) AS patients "
            f"FROM {_NTX_RATES}) WHERE high < low "
            f"AND patients >= {threshold('validation_minimum_patients')}",
            ("baseline_stratum",),
            observed="SELECT string_agg(printf('%s %.0f for 100 patient-years', baseline_stratum, "
            f"36525 * rate), ', ' ORDER BY baseline_stratum) FROM {_NTX_RATES} "
            f"WHERE patients >= {threshold('validation_minimum_patients')}",
            about_rows=False,
        ),
        "Unlike published series: the unit of NTX, or patients selected by treatment.",
    ),
)
