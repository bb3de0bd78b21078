"""Tables of events over time: what of each may tell of a small group."""

from warehouse.schema.disclosure.forms import (
    Behind,
    Curve,
    Disclosure,
    Figures,
    Narrower,
    People,
    Portion,
    Rate,
    Strata,
    Sum,
)

_ORIGINS = ("bone_metastasis", "bone_agent")
_PART = ("endpoint", "time_origin", "stratum", "stratum_value")
_PATIENT_RATE = Rate(
    "event_count",
    "patient_count",
    "patient_years",
    "rate_per_100_patient_years",
    (("rate_lower", "rate_upper"),),
)
_PARTIAL = ("molecular_group", "ntx_stratum", "weight_bearing_lesion", "first_agent")
# Before and since an agent are the same patients: their counts add up to nothing.
_OVERLAPPING = ("bone_agent",)
_EVENTS_OF_PATIENTS = (Behind("event_count", "patient_count"),)
# Whoever is followed from an agent is followed from bone metastasis too.
_SINCE_AGENT = Narrower(("patient_count", "event_count"), "time_origin", *_ORIGINS)
_READ_AT_A_MONTH = Disclosure(
    counts=("patient_count", "n_risk", "event_count"),
    portions=(Portion("patient_count", "incidence", ("lower", "upper")),),
    dropped=("std_err",),
    plain=("at_day",),
    behind=(*_EVENTS_OF_PATIENTS, Behind("n_risk", "patient_count")),
)
_DAILY = ("n_event", "n_censor", "std_err")

EVENTS: dict[str, Disclosure] = {
    "sre_incidence": Disclosure(
        curve=Curve(
            by=("endpoint", "stratum", "stratum_value", "incidence_cause"),
            day="day",
            at_risk="n_risk",
            estimate="incidence",
            limits=("lower", "upper"),
            people=People(
                "sre_rate_by_part",
                "patient_count",
                ("endpoint", "stratum", "stratum_value"),
                (("time_origin", "bone_metastasis"),),
            ),
        ),
        dropped=_DAILY,
    ),
    "bone_metastasis_incidence": Disclosure(
        curve=Curve(
            by=("stratum", "stratum_value", "incidence_cause"),
            day="day_from_cancer",
            at_risk="n_risk",
            estimate="incidence",
            limits=("lower", "upper"),
            people=People("bone_metastasis_frequency", "denominator", ("stratum", "stratum_value")),
        ),
        dropped=_DAILY,
    ),
    "sre_curve": Disclosure(
        curve=Curve(
            by=(*_PART, "curve_measure"),
            day="curve_day",
            at_risk="n_risk",
            estimate="curve_estimate",
            limits=("curve_lower", "curve_upper"),
            people=People("sre_rate_by_part", "patient_count", _PART),
        ),
    ),
    "survival_curve": Disclosure(
        curve=Curve(
            by=("survival_comparison", "survival_arm"),
            day="day_from_stage_iv",
            at_risk="n_risk",
            estimate="survival",
            limits=("lower", "upper"),
            start=1.0,
            keeps_at_risk=True,
            people=People(
                "survival_by_group", "patient_count", ("survival_comparison", "survival_arm")
            ),
        ),
    ),
    "sre_number_at_risk": Disclosure(
        counts=("n_risk", "followed_count"),
        strata=Strata(
            ("n_risk", "followed_count"),
            complete=("histology",),
            partial=_PARTIAL,
            overlapping=_OVERLAPPING,
        ),
        plain=("at_day",),
    ),
    "sre_rate": Disclosure(
        counts=("event_count", "patient_count"),
        rates=(
            Rate(
                "event_count",
                "patient_count",
                "patient_years",
                "rate_per_100_patient_years",
                (("rate_lower", "rate_upper"),),
            ),
        ),
        # limits of Poisson depend on the number of events alone, and lead back to it
        dropped=("poisson_rate_lower", "poisson_rate_upper"),
        behind=_EVENTS_OF_PATIENTS,
    ),
    "sre_rate_by_part": Disclosure(
        counts=("event_count", "patient_count"),
        rates=(_PATIENT_RATE,),
        strata=Strata(
            ("event_count", "patient_count"),
            complete=("histology",),
            partial=_PARTIAL,
            overlapping=_OVERLAPPING,
        ),
        narrower=(_SINCE_AGENT,),
        behind=_EVENTS_OF_PATIENTS,
    ),
    "sre_morbidity": Disclosure(
        counts=(
            "event_count",
            "patient_count",
            "short_stay_patient_count",
            "period_with_event_count",
            "period_count",
            "rolling_event_count",
        ),
        rates=(
            Rate(
                "rolling_event_count",
                "patient_count",
                "patient_years",
                "rolling_rate_per_100_patient_years",
                (),
            ),
        ),
        portions=(
            Portion("patient_count", "mean_patient_rate"),
            Portion("patient_count", "median_patient_rate"),
            Portion("period_count", "period_share", ("period_share_lower", "period_share_upper")),
        ),
        sums=(
            Sum("patient_count", ("short_stay_patient_count",)),
            Sum("event_count", ("rolling_event_count",)),
            Sum("period_count", ("period_with_event_count",)),
        ),
        behind=tuple(
            Behind(count, "patient_count")
            for count in (
                "event_count",
                "rolling_event_count",
                "period_with_event_count",
                "period_count",
            )
        ),
    ),
    "sre_incidence_by_kind": _READ_AT_A_MONTH,
    "sre_without_bone_agent": _READ_AT_A_MONTH,
    "sre_recurrence": _READ_AT_A_MONTH,
    "sre_burden": Disclosure(
        counts=("n_risk",),
        portions=(
            Portion("n_risk", "mean_count", ("mean_count_lower", "mean_count_upper")),
            Portion("n_risk", "incidence"),
            Portion("n_risk", "wrong_naive_incidence"),
        ),
        dropped=("mean_count_std_err",),
        plain=("at_day",),
    ),
    "lesion_event_rate": Disclosure(
        counts=("lesion_count", "patient_count", "event_count"),
        rates=(
            Rate(
                "event_count",
                "lesion_count",
                "lesion_years",
                "rate_per_100_lesion_years",
                (("rate_lower", "rate_upper"),),
            ),
        ),
        # a patient has bones in several regions: only bones and events add up
        strata=Strata(
            ("lesion_count", "event_count"),
            complete=("region", "weight_bearing", "weight_bearing_seed"),
        ),
        figures=(
            Figures(
                ("rate_ratio", "rate_ratio_lower", "rate_ratio_upper", "p_value"),
                rests_on=("lesion_count", "patient_count", "event_count"),
                flag="is_withheld",
            ),
        ),
        behind=(Behind("lesion_count", "patient_count"), Behind("event_count", "patient_count")),
    ),
    "hypercalcaemia_on_off_agent": Disclosure(
        counts=("patient_count", "event_count"),
        rates=(_PATIENT_RATE,),
        behind=_EVENTS_OF_PATIENTS,
    ),
}
