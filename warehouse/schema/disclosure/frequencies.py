"""Tables that say how many of how many: what of each may tell of a small group."""

from warehouse.schema.disclosure.forms import Behind, Disclosure, Figures, Share, Steps, Strata, Sum

_SHARE = Share("patient_count", "denominator")
_BY_HISTOLOGY = Strata(("patient_count", "denominator"), complete=("histology",))

FREQUENCIES: dict[str, Disclosure] = {
    "bone_metastasis_frequency": Disclosure(
        counts=("patient_count", "denominator"),
        shares=(_SHARE,),
        strata=_BY_HISTOLOGY,
        dropped=("share_of_bone_metastasis",),
    ),
    "followup_completeness": Disclosure(
        counts=("patient_count", "denominator", "death_count"),
        shares=(_SHARE,),
        # those lost are not known to have died: nobody is in both
        sums=(Sum("denominator", ("patient_count", "death_count")),),
        strata=Strata(("patient_count", "denominator", "death_count"), complete=("histology",)),
    ),
    "pain_at_index": Disclosure(
        counts=("patient_count", "denominator", "unknown_count"),
        shares=(_SHARE,),
        strata=Strata(("patient_count", "denominator", "unknown_count"), complete=("histology",)),
    ),
    "sarcopenia_frequency": Disclosure(
        counts=("patient_count", "denominator", "unknown_count"),
        shares=(_SHARE,),
        strata=Strata(("patient_count", "denominator", "unknown_count"), complete=("sex",)),
    ),
    "hypercalcaemia_frequency": Disclosure(
        counts=("patient_count", "denominator", "unknown_count"),
        shares=(_SHARE,),
        strata=Strata(("patient_count", "denominator", "unknown_count"), complete=("histology",)),
    ),
    "hypercalcaemia_timing": Disclosure(
        counts=("episode_count", "patient_count", "denominator"),
        shares=(_SHARE,),
        behind=(Behind("episode_count", "patient_count"),),
    ),
    "sre_at_diagnosis": Disclosure(
        counts=("patient_count", "event_count", "denominator"),
        shares=(_SHARE,),
        behind=(Behind("event_count", "patient_count"),),
    ),
    "sre_by_kind": Disclosure(
        counts=("patient_count", "event_count", "denominator"),
        shares=(_SHARE,),
        behind=(Behind("event_count", "patient_count"),),
    ),
    "marker_compliance": Disclosure(
        counts=("compliant_count", "unknown_result_count", "result_count"),
        shares=(Share("compliant_count", "result_count"),),
        sums=(Sum("result_count", ("compliant_count", "unknown_result_count")),),
    ),
    "event_site": Disclosure(
        counts=("item_count", "patient_count", "denominator"),
        behind=(Behind("item_count", "patient_count"),),
    ),
    "calcium_by_month": Disclosure(
        counts=(
            "result_count",
            "patient_count",
            "not_computable_count",
            "limit_count",
            "hypercalcaemia_patient_count",
            "crisis_patient_count",
        ),
        sums=(
            Sum("result_count", ("not_computable_count",)),
            Sum("patient_count", ("hypercalcaemia_patient_count",)),
            Sum("hypercalcaemia_patient_count", ("crisis_patient_count",)),
        ),
        behind=(Behind("result_count", "patient_count"),),
        figures=(
            Figures(
                (
                    "calcium_p05_mmol_l",
                    "calcium_p25_mmol_l",
                    "calcium_median_mmol_l",
                    "calcium_p75_mmol_l",
                    "calcium_p95_mmol_l",
                ),
                rests_on=("result_count", "patient_count"),
                digits=3,
            ),
        ),
    ),
    "care_indicator": Disclosure(
        counts=("numerator", "case_count", "not_judged_count"),
        shares=(Share("numerator", "case_count"),),
        figures=(Figures(("median_wait_days",), rests_on=("numerator", "case_count")),),
        plain=("target",),
    ),
    "care_indicator_quarter": Disclosure(
        counts=("numerator", "case_count", "not_judged_count"),
        shares=(Share("numerator", "case_count"),),
    ),
    "cohort_attrition": Disclosure(
        counts=("patient_count", "patients_left_out_count"),
        steps=Steps("patient_count", "patients_left_out_count", "step_number"),
        plain=("step_number",),
    ),
}
