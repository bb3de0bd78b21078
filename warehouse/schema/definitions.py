"""Clinical choices: windows, gaps, thresholds, endpoint sets, each with its source.

The fingerprint of all of them is stored with every derived row, so a number can be read with
the definitions that made it and a changed definition shows as a changed version.
"""

import hashlib

from warehouse.schema.bone_agents import DOSE_BANDS
from warehouse.schema.declare import Definition

# Clinical times are the clock on the hospital's wall: "before 09:00" is about that clock.
HOSPITAL_TIME_ZONE = "Europe/Paris"

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


_DEFINITIONS = [
    Definition(
        "calcium_slope_seed",
        0.025,
        "mmol/g",
        "Correction a g/L of albumin under 40.",
        "founding text; domain.md §1.A",
    ),
    Definition(
        "calcium_slope_payne", 0.02, "mmol/g", "Payne's simplified correction.", "domain.md §1.A"
    ),
    Definition(
        "albumin_reference_g_l",
        40,
        "g/L",
        "Albumin at which nothing is corrected.",
        "founding text",
    ),
    Definition(
        "corrected_calcium_formula",
        "seed",
        None,
        "Formula the grade is read on: seed or payne.",
        "founding text",
    ),
    Definition(
        "clip_high_albumin",
        0,
        None,
        "1 to leave calcium as it is when albumin is above 40.",
        "domain.md §1.A, off",
    ),
    Definition("albumin_same_day_hours", 24, "h", "Albumin this near is used.", "domain.md §1.A"),
    Definition(
        "albumin_stale_days", 7, "d", "Albumin this near is used as stale.", "domain.md §1.A"
    ),
    Definition(
        "ionised_window_hours", 24, "h", "Ionised calcium this near is preferred.", "domain.md §1.A"
    ),
    Definition(
        "low_albumin_g_l",
        30,
        "g/L",
        "Under this, corrected calcium misleads most.",
        "domain.md §1.A",
    ),
    Definition(
        "hypercalcaemia_trial_mmol_l",
        3.0,
        "mmol/L",
        "Trial threshold, inclusive.",
        "zoledronate SmPC; domain.md §1.A",
    ),
    Definition("crisis_mmol_l", 3.5, "mmol/L", "Crisis, strictly above.", "founding text"),
    Definition(
        "crisis_ionised_mmol_l",
        1.8,
        "mmol/L",
        "Crisis on ionised calcium, strictly above: the CTCAE grade 4 limit.",
        "domain.md §1.A, by analogy",
    ),
    Definition(
        "hypercalcaemia_ionised_mmol_l",
        1.6,
        "mmol/L",
        "Ionised calcium strictly above this opens a hypercalcaemia episode where ionised "
        "calcium is the basis: the CTCAE grade 3 limit, the ionised counterpart of 3.0.",
        "critical limits of domain.md §8, which pair 3.0 with 1.6",
    ),
    Definition(
        "ctcae_hypercalcaemia_grade_2_mmol_l",
        2.9,
        "mmol/L",
        "Corrected calcium above this is grade 2; above the upper limit, grade 1.",
        "CTCAE v5, laboratory part; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_grade_3_mmol_l",
        3.1,
        "mmol/L",
        "Corrected calcium above this is grade 3.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_grade_4_mmol_l",
        3.4,
        "mmol/L",
        "Corrected calcium above this is grade 4.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_ionised_grade_2_mmol_l",
        1.5,
        "mmol/L",
        "Ionised calcium above this is grade 2; above the upper limit, grade 1.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_ionised_grade_3_mmol_l",
        1.6,
        "mmol/L",
        "Ionised calcium above this is grade 3.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypercalcaemia_ionised_grade_4_mmol_l",
        1.8,
        "mmol/L",
        "Ionised calcium above this is grade 4.",
        "CTCAE v5; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_grade_2_mmol_l",
        2.0,
        "mmol/L",
        "Corrected calcium below this is grade 2; below the lower limit, grade 1.",
        "CTCAE v4.03 table; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_grade_3_mmol_l",
        1.75,
        "mmol/L",
        "Corrected calcium below this is grade 3.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_grade_4_mmol_l",
        1.5,
        "mmol/L",
        "Corrected calcium below this is grade 4.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_ionised_grade_2_mmol_l",
        1.0,
        "mmol/L",
        "Ionised calcium below this is grade 2; below the lower limit, grade 1.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_ionised_grade_3_mmol_l",
        0.9,
        "mmol/L",
        "Ionised calcium below this is grade 3.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "ctcae_hypocalcaemia_ionised_grade_4_mmol_l",
        0.8,
        "mmol/L",
        "Ionised calcium below this is grade 4.",
        "CTCAE v4.03; domain.md §1.A",
    ),
    Definition(
        "hcm_gap_days",
        14,
        "d",
        "A longer gap starts a new hypercalcaemia episode.",
        "domain.md §2.2",
    ),
    Definition(
        "pth_before_days",
        3,
        "d",
        "PTH and PTHrP drawn this long before the first high sample speak for the episode; earlier, "
        "calcium was not known to be high, and PTH may be high for another reason.",
        "design choice",
    ),
    Definition(
        "pth_after_days",
        14,
        "d",
        "PTH and PTHrP drawn this long after the last high sample speak for the episode, until "
        "calcium is back: high samples as far apart would be one episode.",
        "design choice, by hcm_gap_days",
    ),
    Definition(
        "count_pth_high",
        0,
        None,
        "1 to count hypercalcaemia with PTH above its range as malignant.",
        "domain.md §1.A: exclude or label",
    ),
    Definition(
        "page_calcium_mmol_l",
        3.5,
        "mmol/L",
        "Corrected calcium from here on an albumin of the day is to be telephoned.",
        "domain.md §8, page",
    ),
    Definition(
        "alert_analytes",
        ("CA_TOTAL", "CA_ION", "ALB", "VITD25", "CREAT", "LDH", "HB"),
        None,
        "Analytes whose critical limits raise an alert. NTX over creatinine is not among them: its "
        "limit is a stratum of risk, not an emergency.",
        "domain.md §8, critical; §3.4",
    ),
    Definition(
        "hypercalcaemia_code",
        "E83.50",
        None,
        "CIM-10 code of hypercalcaemia above hypercalcaemia_coded_mmol_l.",
        "French CIM-10; domain.md §7.2",
    ),
    Definition(
        "hypercalcaemia_coded_mmol_l",
        3.0,
        "mmol/L",
        "Calcium that E83.50 stands for, strictly above.",
        "French CIM-10; domain.md §1.A",
    ),
    Definition(
        "hypercalcaemia_coded_days",
        30,
        "d",
        "A code this near an episode is its code: a coded stay dates the stay.",
        "design choice",
    ),
    Definition(
        "laboratory_correction_mmol_l",
        0.05,
        "mmol/L",
        "Calcium corrected by the laboratory and by a formula further apart than this disagree.",
        "domain.md §8, L15",
    ),
    Definition(
        "rt_gap_days", 14, "d", "A longer gap starts a new radiotherapy course.", "domain.md §2.2"
    ),
    Definition(
        "counting_window_days",
        21,
        "d",
        "An event counts if it is this long after the last counted one.",
        "denosumab label table; domain.md §2.2",
    ),
    Definition(
        "linkage_days",
        21,
        "d",
        "Treatment this soon after its cause is linked to it.",
        "domain.md §2.2",
    ),
    Definition(
        "no_lesion_days",
        60,
        "d",
        "A fracture without lesion of its bone this near goes to review.",
        "domain.md §2.2",
    ),
    Definition(
        "prevalent_grace_days",
        0,
        "d",
        "Events this soon after index are prevalent.",
        "domain.md §2.3",
    ),
    Definition(
        "revealing_days",
        30,
        "d",
        "A pathological fracture or cord compression this long before bone metastasis is "
        "documented reveals it.",
        "domain.md §8",
    ),
    Definition(
        "denosumab_oncology_minimum_mg",
        100,
        "mg",
        "Denosumab under this dose is the osteoporosis product.",
        "domain.md §6",
    ),
    Definition(
        "zoledronate_osteoporosis_mg",
        5,
        "mg",
        "Zoledronate of this dose is the osteoporosis product.",
        "domain.md §6",
    ),
    Definition(
        "prevalent_grace_sensitivity_days",
        ("0", "14", "30"),
        "d",
        "Events at diagnosis are counted with those this soon after index, once for each.",
        "domain.md §2.3",
    ),
    Definition(
        "clinical_event_kinds",
        ("SCC", "FX", "HCM"),
        None,
        "Events that happen to the patient.",
        "GFPC 0601; domain.md §1",
    ),
    Definition(
        "therapeutic_event_kinds",
        ("SX", "RT"),
        None,
        "Events that are a treatment.",
        "GFPC 0601; domain.md §1",
    ),
    Definition(
        "lost_to_follow_up_days",
        183,
        "d",
        "Not heard of for longer than this before the night, and not known dead: lost.",
        "six months; domain.md §2.3",
    ),
    Definition(
        "muscle_window_days",
        60,
        "d",
        "Muscle is measured at baseline this near index, before or after.",
        "design choice: the wait for a staging scan",
    ),
    Definition("data_lag_days", 30, "d", "The last days are not yet complete.", "domain.md §2.2"),
    Definition(
        "study_start_on", "1900-01-01", None, "Observation cannot start before.", "domain.md §2.3"
    ),
    Definition(
        "count_ablative",
        0,
        None,
        "1 to count ablative radiotherapy without pain.",
        "domain.md §2.2",
    ),
    Definition(
        "count_percutaneous",
        1,
        None,
        "1 to count cementoplasty as surgery to bone.",
        "domain.md §2.2, real-world view",
    ),
    Definition(
        "count_radiopharmaceutical", 0, None, "1 to count radiopharmaceuticals.", "domain.md §2.2"
    ),
    Definition(
        "radiotherapy_intents_counted",
        ("analgesic", "palliative", "decompressive", "postoperative", "fracture_prevention"),
        None,
        "Intents of radiotherapy that make an event.",
        "domain.md §2.1",
    ),
    Definition(
        "event_priority",
        ("SCC", "FX", "SX", "RT", "HCM"),
        None,
        "Kind that names a day with several.",
        "domain.md §2.2",
    ),
    Definition(
        "reasons_lifted_by_acceptance",
        (
            "traumatic",
            "benign",
            "mechanism_unknown",
            "no_lesion",
            "not_confirmed",
            "intent_unknown",
            "rt_target_unknown",
            "pth_high",
        ),
        None,
        "Reasons that a clinician who accepts an event sets aside: why a bone broke, whether its "
        "lesion or a compression is real, what an irradiation or operation of unstated purpose was "
        "for, whether a hypercalcaemia is of the cancer. A reader of the record knows these better than a code. Not what a treating service "
        "states of its own act, to be corrected there; not what counts by definition, nor when.",
        "domain.md §2.2 C, review; design choice",
    ),
    Definition("sre4_kinds", ("SCC", "FX", "SX", "RT"), None, "Kinds of SRE4.", "Rosen 2003"),
    Definition(
        "sre5_kinds", ("SCC", "FX", "SX", "RT", "HCM"), None, "Kinds of SRE5.", "founding text"
    ),
    Definition(
        "sse_kinds",
        ("SCC", "FX", "SX", "RT"),
        None,
        "Kinds of SSE; fractures only when symptomatic.",
        "domain.md §2.1",
    ),
    Definition("ctx_latest_hour", 9, "h", "CTX must be drawn before this hour.", "founding text"),
    Definition(
        "late_result_days",
        30,
        "d",
        "A result issued this long after its sample is slow.",
        "domain.md §8, L09",
    ),
    Definition(
        "post_mortem_days",
        1,
        "d",
        "Samples this long after death are allowed.",
        "domain.md §8, L10",
    ),
    Definition(
        "late_known_days", 7, "d", "A row known this long after its result is late.", "domain.md §8"
    ),
    Definition("days_per_month", 30.4375, "d", "Days in a month of follow-up.", "domain.md §2.3"),
    Definition(
        "curve_minimum_at_risk",
        10,
        None,
        "Curves stop where fewer patients are at risk.",
        "domain.md §2.5",
    ),
    Definition(
        "synchronous_days",
        90,
        "d",
        "A metastasis this soon after the diagnosis of cancer is synchronous.",
        "domain.md §8",
    ),
    Definition(
        "staging_window_days",
        30,
        "d",
        "Metastases found this soon after the stage-IV date belong to the same staging.",
        "product choice: one work-up takes weeks",
    ),
    Definition(
        "visceral_organs",
        ("liver", "lung", "adrenal", "brain", "pleura"),
        None,
        "Organs whose metastases are visceral; lung is contralateral, pleura includes peritoneum.",
        "domain.md §4",
    ),
    Definition(
        "large_tumour_mm", 20, "mm", "A primary is large strictly above this.", "domain.md §1, 1.4"
    ),
    Definition(
        "mirels_judgement_score", 8, None, "Mirels that calls for judgement.", "domain.md §5"
    ),
    Definition(
        "mirels_fixation_score", 9, None, "Mirels from which fixation is suggested.", "domain.md §5"
    ),
    Definition(
        "sins_potentially_unstable_score",
        7,
        None,
        "SINS from which a spine may be unstable, and a surgical opinion is due.",
        "domain.md §5",
    ),
    Definition("sins_unstable_score", 13, None, "SINS of an unstable spine.", "domain.md §5"),
    Definition(
        "performance_window_days",
        30,
        "d",
        "Performance status and pain are read at the visit nearest within this many days.",
        "product choice",
    ),
    Definition(
        "tokuhashi_lung_points", 0, None, "Tokuhashi points of a lung primary.", "domain.md §5"
    ),
    Definition("tomita_lung_points", 4, None, "Tomita points of a lung primary.", "domain.md §5"),
    Definition(
        "default_cutoff_set", "prado08", None, "Sarcopenia cut-offs shown first.", "domain.md §4"
    ),
    Definition(
        "mutation_series_histologies",
        ("adenocarcinoma", "large_cell", "not_specified"),
        None,
        "Histologies of the published series of mutations: non-squamous, non-small-cell.",
        "Kuijpers 2018; domain.md §4",
    ),
    Definition(
        "comparison_minimum_patients",
        20,
        None,
        "Fewer patients than this in an arm: the comparison is withheld.",
        "domain.md §4",
    ),
    Definition(
        "comparison_minimum_events",
        5,
        None,
        "Fewer events than this in an arm: the comparison is withheld.",
        "domain.md §4",
    ),
    Definition(
        "reference_histology",
        "adenocarcinoma",
        None,
        "Histology that the others are compared with.",
        "design choice: the most frequent (domain.md §9)",
    ),
    Definition(
        "smoking_known_share",
        0.8,
        None,
        "Smoking is adjusted for when it is known of at least this share of those compared.",
        "design choice: domain.md §1, 1.7 says if present",
    ),
    Definition(
        "exact_below_expected",
        5,
        None,
        "With an expected count under this, limits are exact.",
        "domain.md §4",
    ),
    Definition(
        "incidence_months",
        ("9", "12", "21"),
        "mo",
        "When incidences are set beside the trials.",
        "domain.md §1, 1.20",
    ),
    Definition(
        "burden_months",
        ("3", "6", "9", "12", "15", "18", "21", "24"),
        "mo",
        "When the burden and the recurrence of events are read.",
        "domain.md §2.5",
    ),
    Definition(
        "at_risk_months",
        ("0", "3", "6", "9", "12", "15", "18", "21", "24", "27", "30", "33", "36"),
        "mo",
        "When the number at risk is told under a curve.",
        "domain.md §2.5",
    ),
    Definition(
        "curve_step_days",
        7,
        "d",
        "A curve is drawn with one step at most in so many days.",
        "product choice: two steps of a week are one to the eye",
    ),
    Definition(
        "marker_outcome_months",
        ("12",),
        "mo",
        "When the incidence of the first event is read by stratum of a marker.",
        "domain.md §2.5",
    ),
    Definition(
        "pain_nrs_minimum", 4, None, "Pain from this on counts as pain.", "domain.md §1, 1.18"
    ),
    Definition(
        "hypercalcaemia_reveals_before_days",
        30,
        "d",
        "A hypercalcaemia this long before the diagnosis of cancer reveals it.",
        "domain.md §1, 1.27",
    ),
    Definition(
        "hypercalcaemia_reveals_after_days",
        14,
        "d",
        "A hypercalcaemia this soon after the diagnosis of cancer reveals it.",
        "domain.md §1, 1.27",
    ),
    Definition(
        "gfr_ckdepi21_minimum_age_years",
        18,
        "a",
        "CKD-EPI 2021 is for adults.",
        "NKF calculator; domain.md §3.1",
    ),
    Definition(
        "cockcroft_gault_factor_men",
        1.23,
        None,
        "Factor of Cockcroft-Gault with creatinine in umol/L: 88.42 / 72.",
        "Cockcroft and Gault 1976; domain.md §3.1",
    ),
    Definition(
        "cockcroft_gault_factor_women",
        1.04,
        None,
        "Factor of Cockcroft-Gault in women: 0.85 of men's.",
        "Cockcroft and Gault 1976; domain.md §3.1",
    ),
    Definition(
        "weight_window_days",
        90,
        "d",
        "A weight measured this near a creatinine makes its clearance; else the weight on file.",
        "design choice",
    ),
    Definition(
        "severe_renal_impairment_ml_min",
        30,
        "mL/min",
        "Filtration or clearance under this is severe renal impairment.",
        "domain.md §3.6, §6",
    ),
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
    Definition(
        "bone_agent_usual_interval_days",
        28,
        "d",
        "Interval between doses where none is planned.",
        "domain.md §6",
    ),
    Definition(
        "bone_agent_grace_days",
        14,
        "d",
        "A dose covers its interval and this long after.",
        "domain.md §6",
    ),
    Definition(
        "bone_agent_stop_intervals",
        2,
        None,
        "A longer gap, in intervals, is a stop.",
        "domain.md §6",
    ),
    Definition(
        "proportion_covered_minimum",
        0.8,
        None,
        "Proportion of days covered that is good adherence.",
        "domain.md §6, Q11",
    ),
    Definition(
        "bone_agent_dose_bands",
        tuple(band.text for band in DOSE_BANDS),
        "mg",
        "Dose of each agent for each creatinine clearance (mL/min).",
        "labels of the products; domain.md §6",
    ),
    Definition(
        "dose_tolerance_mg",
        0.05,
        "mg",
        "A dose this near the expected one matches it.",
        "design choice: a tenth of the smallest step of zoledronate, rounded",
    ),
    Definition(
        "creatinine_before_dose_days",
        7,
        "d",
        "A creatinine this long before a dose decides it.",
        "domain.md §6, Q10",
    ),
    Definition(
        "ibandronate_oral_mg",
        50,
        "mg",
        "Ibandronate from this dose is the daily tablet, which has no band.",
        "domain.md §6",
    ),
    Definition(
        "hypocalcaemia_gap_days",
        14,
        "d",
        "A longer gap starts a new hypocalcaemia episode.",
        "by analogy with hypercalcaemia, domain.md §2.2",
    ),
    Definition(
        "hypocalcaemia_after_dose_days",
        42,
        "d",
        "Hypocalcaemia this soon after a dose follows it: the days a monthly dose covers.",
        "domain.md §6, design choice",
    ),
    Definition(
        "indicator_period_days",
        365,
        "d",
        "The recent period indicators are counted on.",
        "design choice",
    ),
    Definition(
        "calcium_paired_days",
        35,
        "d",
        "Calcium of a patient is watched when paired to an albumin this recently.",
        "domain.md §6, Q1",
    ),
    Definition(
        "recently_seen_days",
        90,
        "d",
        "A patient seen this recently is being followed.",
        "domain.md §6, Q1",
    ),
    Definition(
        "ionised_wanted_mmol_l",
        2.9,
        "mmol/L",
        "Corrected calcium from here calls for ionised calcium.",
        "domain.md §6, Q2",
    ),
    Definition(
        "hypercalcaemia_treatment_days",
        7,
        "d",
        "A dose this soon after an episode starts treats it.",
        "design choice",
    ),
    Definition(
        "calcium_recheck_days",
        3,
        "d",
        "Calcium is checked again this soon after treatment.",
        "domain.md §6, Q4: 72 hours",
    ),
    Definition(
        "calcium_control_days",
        10,
        "d",
        "Calcium is controlled this soon after treatment.",
        "domain.md §6, Q4",
    ),
    Definition(
        "bone_agent_start_days",
        90,
        "d",
        "A bone-targeted agent is started this soon after bone metastasis.",
        "domain.md §6, Q5; ESMO 2020",
    ),
    Definition(
        "dental_check_days",
        90,
        "d",
        "A dental check this long before the first dose counts.",
        "domain.md §6, Q6",
    ),
    Definition(
        "vitamin_d_before_days",
        90,
        "d",
        "Vitamin D this long before the first dose counts.",
        "domain.md §6, Q8",
    ),
    Definition(
        "vitamin_d_after_days",
        30,
        "d",
        "Vitamin D this soon after the first dose counts.",
        "domain.md §6, Q8",
    ),
    Definition(
        "calcium_around_denosumab_days",
        14,
        "d",
        "Calcium this near the first denosumab, before or after, guards it.",
        "domain.md §6, Q9: two weeks after; before, by analogy",
    ),
    Definition(
        "compression_treatment_days",
        1,
        "d",
        "A cord compression is treated this soon.",
        "domain.md §6, Q14: 24 hours",
    ),
    Definition(
        "compression_treatment_late_days",
        2,
        "d",
        "A cord compression is treated this soon at the latest.",
        "domain.md §6, Q14: 48 hours",
    ),
    Definition(
        "frankel_days",
        30,
        "d",
        "The second Frankel grade is read this long after.",
        "domain.md §6, Q14",
    ),
    Definition(
        "single_fraction_gy",
        8,
        "Gy",
        "Dose of a single fraction against pain.",
        "ESMO 2020; domain.md §6, Q15",
    ),
    Definition(
        "radiotherapy_start_days",
        14,
        "d",
        "Radiotherapy starts this soon after its decision.",
        "domain.md §6, Q16",
    ),
    Definition(
        "postoperative_radiotherapy_days",
        42,
        "d",
        "Radiotherapy follows fixation this soon.",
        "domain.md §6, Q18: 6 weeks",
    ),
    Definition(
        "calcium_gap_days",
        90,
        "d",
        "A patient alive with bone metastasis has a calcium this recent.",
        "domain.md §8, X07",
    ),
    Definition(
        "vital_status_gap_days",
        365,
        "d",
        "A patient not known to be dead was seen this recently.",
        "domain.md §8, X12: 12 months",
    ),
    Definition(
        "molecular_panel",
        ("EGFR", "KRAS", "ALK"),
        None,
        "Genes that have to be known.",
        "domain.md §6, Q19",
    ),
    Definition(
        "molecular_panel_days",
        30,
        "d",
        "They are known this soon after stage IV.",
        "domain.md §6, Q19",
    ),
    Definition(
        "bone_meeting_days",
        30,
        "d",
        "The bone meeting is held this soon after bone metastasis.",
        "domain.md §6, Q20",
    ),
]

DEFINITIONS: dict[str, Definition] = {item.name: item for item in _DEFINITIONS}


def number(name: str) -> float:
    """Value of a definition that is a number."""
    value = DEFINITIONS[name].value
    assert isinstance(value, (int, float)), f"{name} is not a number"
    return value


def names(name: str) -> tuple[str, ...]:
    """Value of a definition that is a set of codes."""
    value = DEFINITIONS[name].value
    assert isinstance(value, tuple), f"{name} is not a set of codes"
    return value


def word(name: str) -> str:
    """Value of a definition that is a word or a date."""
    value = DEFINITIONS[name].value
    assert isinstance(value, str), f"{name} is not a word"
    return value


def definition_version() -> str:
    """Fingerprint of every definition: 8 hexadecimal digits that change when one does."""
    text = "\n".join(f"{item.name}={item.value!r}" for item in _DEFINITIONS)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
