"""Bone markers: validity, trend, stratum."""

from warehouse.schema.columns.kinds import BOOLEAN, DATE, INTEGER, NUMBER, TEXT, TEXT_LIST
from warehouse.schema.declare import Column

_MARKER = [
    Column("result_row", TEXT, "Source row of the result, as table:system:row."),
    Column(
        "assay",
        TEXT,
        "Method of the assay; where none is stated, the laboratory system that issued it.",
    ),
    Column(
        "slope_value",
        NUMBER,
        "Value that enters a slope: a limit of detection is divided by the square root of 2.",
    ),
    Column(
        "is_ctx_time_ok",
        BOOLEAN,
        "CTX drawn before 09:00 at a known time of day; null for other markers.",
    ),
    Column(
        "preanalytical_status",
        TEXT,
        "Whether the value can be believed.",
        vocabulary="preanalytical_status",
    ),
    Column(
        "preanalytical_reasons",
        TEXT_LIST,
        "Every reason behind the status, codes of preanalytical_reason.",
    ),
    Column(
        "is_elevated", BOOLEAN, "Above the upper limit (NTX: 64 or more); null when no limit tells."
    ),
    Column(
        "baseline_on", DATE, "Day of the baseline: the last value before treatment around index."
    ),
    Column("baseline_value", NUMBER, "Baseline, canonical unit of the analyte."),
    Column("baseline_row", TEXT, "Source row of the baseline, as table:system:row."),
    Column("last_on", DATE, "Day of the last value."),
    Column("last_value", NUMBER, "Last value, canonical unit of the analyte."),
    Column("last_row", TEXT, "Source row of the last value, as table:system:row."),
    Column("change_percent", NUMBER, "Change of the last value from baseline.", unit="%"),
    Column(
        "reference_change_percent",
        NUMBER,
        "Reference change value: less is within variation.",
        unit="%",
        minimum=0,
        source="domain.md §3.3",
    ),
    Column(
        "trend_class",
        TEXT,
        "The change against the reference change value.",
        vocabulary="trend_class",
    ),
    Column("nadir_on", DATE, "First day of the lowest value from baseline on."),
    Column("nadir_value", NUMBER, "Lowest value from baseline on, canonical unit of the analyte."),
    Column("nadir_row", TEXT, "Source row of the nadir, as table:system:row."),
    Column(
        "change_from_nadir_percent", NUMBER, "Change of the last value from the nadir.", unit="%"
    ),
    Column("days_to_nadir", INTEGER, "Days from baseline to nadir.", unit="d", minimum=0),
    Column(
        "slope_percent_per_month",
        NUMBER,
        "Theil-Sen slope of the logarithm over the last 180 days of values.",
        unit="%",
    ),
    Column(
        "slope_lower_percent_per_month",
        NUMBER,
        "Lower 95 % limit of the slope; null under 5 results.",
        unit="%",
    ),
    Column(
        "slope_upper_percent_per_month",
        NUMBER,
        "Upper 95 % limit of the slope; null under 5 results.",
        unit="%",
    ),
    Column("slope_count", INTEGER, "Results in the 180 days the slope is read on.", minimum=0),
    Column(
        "normalisation",
        TEXT,
        "Whether an elevated marker came back to normal.",
        vocabulary="normalisation",
    ),
    Column(
        "is_stale",
        BOOLEAN,
        "The last value is too old to speak for today, or for the day of death.",
    ),
    Column(
        "has_limit_value",
        BOOLEAN,
        "Baseline, nadir or last value is a limit (< or >), so the change is one too.",
    ),
    Column("baseline_stratum", TEXT, "Risk stratum at baseline.", vocabulary="marker_stratum"),
    Column("baseline_class", TEXT, "Normal or elevated at baseline.", vocabulary="marker_class"),
    Column(
        "month_3_on",
        DATE,
        "Day of the value that speaks for month 3: from 60 to 120 days after the first dose.",
    ),
    Column("month_3_value", NUMBER, "Value at month 3, canonical unit of the analyte."),
    Column("month_3_class", TEXT, "Normal or elevated at month 3.", vocabulary="marker_class"),
    Column("month_3_row", TEXT, "Source row of the value at month 3, as table:system:row."),
    Column("landmark_class", TEXT, "Baseline and month 3 together.", vocabulary="landmark_class"),
    Column(
        "landmark_on",
        DATE,
        "Day survival by landmark class is counted from: 120 days after the first dose.",
    ),
    Column("last_stratum", TEXT, "Risk stratum of the last value.", vocabulary="marker_stratum"),
]

MARKER_COLUMNS = (*_MARKER,)
