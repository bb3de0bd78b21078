"""Published tables that compare groups of patients."""

from warehouse.schema.declare import Table, Tier

COMPARISON_TABLES = (
    Table(
        "bone_metastasis_logistic",
        Tier.PUBLISHED,
        "Bone metastasis at diagnosis with each risk factor, adjusted for the others.",
        columns=(
            "adjusted_factor",
            "exposed_event_count",
            "exposed_count",
            "unexposed_event_count",
            "unexposed_count",
            "adjusted_odds_ratio",
            "adjusted_odds_ratio_lower",
            "adjusted_odds_ratio_upper",
            "adjusted_p_value",
            "not_estimated_reason",
            "complete_case_count",
            "left_out_count",
        ),
        key=("adjusted_factor",),
        required=("adjusted_factor", "complete_case_count", "left_out_count"),
        order=("adjusted_factor",),
        caveat="Ours, adjusted; the crude figures are in published.bone_metastasis_risk_factor. Complete cases only: read how many are left out. The arms are those of the model.",
    ),
    Table(
        "bone_metastasis_by_mutation_adjusted",
        Tier.PUBLISHED,
        "Bone metastasis at diagnosis by altered group against triple-negative, adjusted for age, sex, histology and smoking.",
        columns=(
            "mutation_group",
            "exposed_event_count",
            "exposed_count",
            "unexposed_event_count",
            "unexposed_count",
            "adjusted_odds_ratio",
            "adjusted_odds_ratio_lower",
            "adjusted_odds_ratio_upper",
            "adjusted_p_value",
            "not_estimated_reason",
            "complete_case_count",
            "left_out_count",
            "is_smoking_adjusted",
        ),
        key=("mutation_group",),
        required=("mutation_group", "complete_case_count", "left_out_count", "is_smoking_adjusted"),
        order=("mutation_group",),
        caveat="Ours, adjusted; the crude figures are in published.bone_metastasis_by_mutation. One model a group: published models hold all groups at once. Complete cases only.",
    ),
)
