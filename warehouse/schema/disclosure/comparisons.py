"""Tables that compare groups: what of each may tell of a small group."""

from warehouse.schema.disclosure.forms import (
    Arms,
    Behind,
    Disclosure,
    Figures,
    Odds,
    Portion,
    Rate,
    Share,
    Sum,
)

_ARMS = ("exposed_event_count", "exposed_count", "unexposed_event_count", "unexposed_count")
_SHARES_OF_ARMS = tuple(
    Share(
        f"{arm}_event_count", f"{arm}_count", f"{arm}_proportion", (f"{arm}_lower", f"{arm}_upper")
    )
    for arm in ("exposed", "unexposed")
)
_CRUDE = Disclosure(
    counts=(*_ARMS, "unknown_count"),
    shares=_SHARES_OF_ARMS,
    odds=(
        Odds(
            *_ARMS,
            ratio="odds_ratio",
            limits=("odds_ratio_lower", "odds_ratio_upper"),
            goes_along=("odds_ratio_method", "is_withheld"),
        ),
    ),
    dropped=("p_value",),
)
_ADJUSTED_FIGURES = (
    Figures(
        (
            "adjusted_odds_ratio",
            "adjusted_odds_ratio_lower",
            "adjusted_odds_ratio_upper",
            "adjusted_p_value",
            "not_estimated_reason",
        ),
        rests_on=_ARMS,
    ),
)
_IN_MODEL = (
    Sum("complete_case_count", ("exposed_count", "unexposed_count")),
    Sum("exposed_count", ("exposed_event_count",)),
    Sum("unexposed_count", ("unexposed_event_count",)),
)
_HAZARD_ARMS = (
    "exposed_patient_count",
    "exposed_outcome_count",
    "unexposed_patient_count",
    "unexposed_outcome_count",
)
_HAZARD = Disclosure(
    counts=("patient_count", *_HAZARD_ARMS),
    figures=(
        Figures(
            ("hazard_ratio", "hazard_ratio_lower", "hazard_ratio_upper", "p_value"),
            rests_on=("patient_count", *_HAZARD_ARMS),
            flag="is_withheld",
        ),
        Figures(
            ("exposed_patient_years",), rests_on=("exposed_patient_count", "exposed_outcome_count")
        ),
        Figures(
            ("unexposed_patient_years",),
            rests_on=("unexposed_patient_count", "unexposed_outcome_count"),
        ),
    ),
)
_GRAY = Disclosure(
    counts=("patient_count", "event_count", "untested_count"),
    figures=(
        Figures(("gray_statistic", "gray_p_value"), rests_on=("patient_count", "event_count")),
    ),
    plain=("gray_df",),
)

COMPARISONS: dict[str, Disclosure] = {
    "bone_metastasis_risk_factor": _CRUDE,
    "bone_metastasis_by_mutation": _CRUDE,
    "bone_metastasis_logistic": Disclosure(
        counts=(*_ARMS, "complete_case_count", "left_out_count"),
        sums=_IN_MODEL,
        figures=_ADJUSTED_FIGURES,
        same=(("complete_case_count", ()), ("left_out_count", ())),
    ),
    "bone_metastasis_by_mutation_adjusted": Disclosure(
        counts=(*_ARMS, "complete_case_count", "left_out_count"),
        sums=_IN_MODEL,
        figures=_ADJUSTED_FIGURES,
    ),
    "sre_incidence_test": _GRAY,
    "sre_test_since_agent": _GRAY,
    "death_hazard": _HAZARD,
    "death_hazard_by_value": Disclosure(
        counts=("patient_count", "death_count"),
        sums=(Sum("patient_count", ("death_count",)),),
        figures=(
            Figures(
                ("hazard_ratio", "hazard_ratio_lower", "hazard_ratio_upper", "p_value"),
                rests_on=("patient_count", "death_count"),
                flag="is_withheld",
            ),
            Figures(("patient_years",), rests_on=("patient_count", "death_count")),
        ),
        plain=("value_step",),
    ),
    "event_hazard": _HAZARD,
    "survival_by_group": Disclosure(
        counts=("patient_count", "death_count", "log_rank_patient_count"),
        arms=Arms("log_rank_patient_count", "patient_count", ("survival_comparison",)),
        sums=(Sum("patient_count", ("death_count",)),),
        same=(("log_rank_patient_count", ("survival_comparison",)),),
        figures=(
            Figures(
                ("median_survival_months", "median_lower_months", "median_upper_months"),
                rests_on=("patient_count", "death_count"),
            ),
            Figures(("log_rank_p_value",), rests_on=("log_rank_patient_count",)),
        ),
    ),
    "marker_outcome": Disclosure(
        counts=("patient_count", "death_count", "event_count", "n_risk"),
        sums=(Sum("patient_count", ("death_count",)),),
        rates=(
            Rate(
                "event_count",
                "patient_count",
                "patient_years",
                "rate_per_100_patient_years",
                (("rate_lower", "rate_upper"),),
            ),
        ),
        portions=(Portion("n_risk", "incidence", ("lower", "upper")),),
        figures=(
            Figures(
                ("median_survival_months", "median_lower_months", "median_upper_months"),
                rests_on=("patient_count", "death_count"),
            ),
        ),
        plain=("at_month", "at_day"),
        behind=(Behind("event_count", "patient_count"), Behind("n_risk", "patient_count")),
    ),
    "marker_landmark": Disclosure(
        counts=("patient_count", "baseline_class_count", "landmark_patient_count", "death_count"),
        shares=(Share("patient_count", "baseline_class_count"),),
        sums=(
            Sum("patient_count", ("landmark_patient_count",)),
            Sum("landmark_patient_count", ("death_count",)),
        ),
        figures=(
            Figures(
                ("median_survival_months", "median_lower_months", "median_upper_months"),
                rests_on=("landmark_patient_count", "death_count"),
            ),
            Figures(
                ("hazard_ratio", "hazard_ratio_lower", "hazard_ratio_upper", "p_value"),
                rests_on=(
                    "patient_count",
                    "baseline_class_count",
                    "landmark_patient_count",
                    "death_count",
                ),
                flag="is_withheld",
            ),
        ),
    ),
}
