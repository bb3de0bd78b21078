"""What is expected of laboratory results (domain.md §8, rules L01 to L17)."""

from expectations.expected import Expected, NoRows, OneOf, critical, warning
from expectations.questions import share
from warehouse.schema import ANALYTES, RULES
from warehouse.schema.thresholds import threshold

# Whole months only: the one in which the last result was drawn is not over.
_MONTHLY = (
    "(SELECT analyte_code, date_trunc('month', sampled_at) AS month, count(*) AS results, "
    "median(value) AS median FROM this WHERE value IS NOT NULL AND excluded_reason IS NULL "
    "AND sampled_at < (SELECT date_trunc('month', max(sampled_at)) FROM this) "
    "GROUP BY ALL)"
)
_LAST_MONTH = (
    f"(SELECT *, avg(results) OVER before AS usual, stddev_samp(results) OVER before AS spread, "
    "count(*) OVER before AS months, lag(median) OVER months AS median_before, "
    f"month = max(month) OVER () AS is_last FROM {_MONTHLY} WINDOW months AS "
    "(PARTITION BY analyte_code ORDER BY month), before AS (PARTITION BY analyte_code "
    "ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))"
)
_UNUSUAL_VOLUME = (
    f"FROM {_LAST_MONTH} WHERE is_last AND months >= {threshold('usual_volume_months'):.0f} "
    f"AND usual >= {threshold('usual_volume_minimum_rows'):.0f} "
    f"AND abs(results - usual) > {threshold('usual_volume_deviations')} * spread"
)
_CHANGES = ", ".join(
    f"('{code}', {analyte.reference_change_percent})"
    for code, analyte in ANALYTES.items()
    if analyte.reference_change_percent is not None
)
_MOVED_MEDIAN = (
    f"FROM {_LAST_MONTH} JOIN (VALUES {_CHANGES}) AS changes(analyte_code, percent) "
    f"USING (analyte_code) WHERE is_last AND results >= {threshold('monthly_minimum_results'):.0f} "
    f"AND 100 * abs(median - median_before) > {threshold('monthly_marker_shift')} * percent "
    "* median_before / sqrt(results)"
)
_UNITS = ", ".join(f"('{code}', '{analyte.unit}')" for code, analyte in ANALYTES.items())

LABORATORY: tuple[Expected, ...] = (
    critical(
        "canonical.lab_result",
        OneOf("analyte_code", tuple(ANALYTES), "is an analyte of the registry"),
        "An analyte out of the registry has no unit, no limits and no meaning here.",
    ),
    critical(
        "canonical.lab_result",
        OneOf("excluded_reason", tuple(RULES), "is the code of a rule"),
        "A result kept out of every count must say under which rule.",
    ),
    critical(
        "canonical.lab_result",
        NoRows(
            "is in the unit of its analyte",
            f"FROM this LEFT JOIN (VALUES {_UNITS}) AS registry(analyte_code, unit) "
            "USING (analyte_code) WHERE value IS NOT NULL "
            "AND unit_code IS DISTINCT FROM registry.unit",
            ("unit_code",),
        ),
        "One analyte, one unit: a value in mg/dL read as mmol/L is four times too high.",
    ),
    critical(
        "canonical.lab_result",
        NoRows(
            "is a number or words",
            "FROM this WHERE value IS NULL AND value_text IS NULL",
            ("value", "value_text"),
        ),
        "A result that says nothing (L02) should have been rejected at the door.",
    ),
    critical(
        "canonical.lab_result",
        NoRows(
            "is not cancelled", "FROM this WHERE result_status = 'cancelled'", ("result_status",)
        ),
        "A cancelled result is withdrawn: shown, it would be believed.",
    ),
    warning(
        "canonical.lab_result",
        share(
            "CTX without time of day",
            part="strftime(sampled_at, '%H%M%S') = '000000'",
            whole="analyte_code = 'CTX'",
            high=threshold("midnight_share"),
            columns=("sampled_at",),
        ),
        "CTX falls by half after breakfast: drawn at an unknown hour it cannot be read (L12).",
    ),
    warning(
        "canonical.lab_result",
        NoRows(
            "the last month has as many results as the months before",
            _UNUSUAL_VOLUME,
            ("analyte_code", "sampled_at"),
            observed="SELECT string_agg(printf('%s: %d, usually %.0f', analyte_code, results, "
            f"usual), '; ' ORDER BY analyte_code) {_UNUSUAL_VOLUME}",
            about_rows=False,
        ),
        "An analyte is no longer sent, is sent twice, or its local code has changed (L16).",
    ),
    warning(
        "canonical.lab_result",
        NoRows(
            "medians of markers do not jump in the last month",
            _MOVED_MEDIAN,
            ("value",),
            observed="SELECT string_agg(printf('%s: %.3g after %.3g', analyte_code, median, "
            f"median_before), '; ' ORDER BY analyte_code) {_MOVED_MEDIAN}",
            about_rows=False,
        ),
        "The assay or its calibration changed: two assays of a marker cannot be compared (L17).",
    ),
)
