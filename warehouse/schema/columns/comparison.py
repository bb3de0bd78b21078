"""Adjusted comparisons: what they are among, and why one is missing."""

from warehouse.schema.columns.kinds import BOOLEAN, INTEGER, NUMBER, TEXT, TEXT_LIST
from warehouse.schema.declare import Column

COMPARISON_COLUMNS = (
    Column(
        "adjusted_factor",
        TEXT,
        "Factor, against its reference, the others being equal.",
        vocabulary="adjusted_factor",
    ),
    Column(
        "adjusted_odds_ratio",
        NUMBER,
        "Odds ratio of a logistic model; null where there is a reason.",
        minimum=0,
    ),
    Column("adjusted_odds_ratio_lower", NUMBER, "Its lower 95 % limit (Wald).", minimum=0),
    Column("adjusted_odds_ratio_upper", NUMBER, "Its upper 95 % limit (Wald).", minimum=0),
    Column("adjusted_p_value", NUMBER, "Its two-sided p-value (Wald).", minimum=0, maximum=1),
    Column(
        "not_estimated_reason",
        TEXT,
        "Why there is no odds ratio; null when there is one.",
        vocabulary="not_estimated_reason",
    ),
    Column(
        "complete_case_count", INTEGER, "Patients in the model: everything is known.", minimum=0
    ),
    Column(
        "left_out_count",
        INTEGER,
        "Patients left out of the model: something in it is not known of them.",
        minimum=0,
    ),
    Column("gray_statistic", NUMBER, "Statistic of Gray's test; null without a test.", minimum=0),
    Column("gray_df", INTEGER, "Its degrees of freedom: one less than the parts.", minimum=0),
    Column("gray_p_value", NUMBER, "Its p-value.", minimum=0, maximum=1),
    Column("compared_values", TEXT_LIST, "Parts of the stratum that are compared."),
    Column(
        "untested_count",
        INTEGER,
        "Patients in no part of the test: not known, or a part that is too small.",
        minimum=0,
    ),
    Column(
        "is_smoking_adjusted",
        BOOLEAN,
        "Smoking is in the model: it is known of most of those compared.",
    ),
)
