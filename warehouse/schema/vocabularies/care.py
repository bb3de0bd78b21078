"""Bone agents as given, and the indicators of care."""

from warehouse.schema.declare import Vocabulary

CARE_VOCABULARIES = [
    Vocabulary(
        "exposure_end",
        {
            "switched": "another agent took over",
            "interrupted": "a dose was missed or held, and treatment went on",
            "stopped": "no dose for more than two intervals",
            "dead": "death under treatment",
            "observed": "still under treatment when observation ended",
        },
    ),
    Vocabulary(
        "clearance_basis",
        {
            "computed": "Cockcroft-Gault from a creatinine of the 7 days before",
            "noted": "written with the administration",
        },
    ),
    Vocabulary(
        "dose_verdict",
        {
            "matches": "dose of the label for this clearance",
            "too_high": "above it",
            "too_low": "below it",
            "not_recommended": "the label advises against this agent at this clearance",
            "clearance_unknown": "creatinine clearance not known",
            "dose_unknown": "dose not written",
            "no_band": "the label gives no dose for this form or clearance",
        },
    ),
    Vocabulary(
        "not_judged",
        {
            "before_entry": "due before the patient was under observation here",
            "pending": "not due yet, or due in the last days, which are not complete",
            "died": "died before it was due",
            "lost": "last known alive before it was due",
            "not_applicable": "does not apply to this case, says the team",
        },
    ),
    Vocabulary(
        "indicator_period",
        {"all": "every case", "year": "cases of the 365 days before the night"},
    ),
    Vocabulary(
        "worklist_answer",
        {
            "contraindicated": "contraindicated for this patient",
            "patient_declined": "proposed, and the patient declined",
            "comfort_care": "care limited to comfort",
            "done_elsewhere": "done in another hospital, without a record here",
            "wrong_record": "the record that opened the case is wrong",
            "other": "another reason",
        },
    ),
    Vocabulary(
        "review_decision",
        {
            "accept": "accepted as a skeletal event",
            "reject": "rejected: no skeletal event",
            "merge": "merged into another event",
        },
    ),
    Vocabulary(
        "review_reason",
        {
            "report_confirms": "a report or an image confirms it",
            "clinically_certain": "certain from the history, without a report",
            "traumatic": "traumatic fracture",
            "benign_bone": "osteoporotic or fatigue fracture",
            "not_a_fracture": "no fracture: old, or an image misread",
            "not_a_compression": "no compression of the cord or cauda equina",
            "not_of_bone": "what was treated is not bone",
            "not_malignant": "bone or calcium, the cause is not the cancer",
            "other_purpose": "done for another purpose than a skeletal event",
            "not_done": "planned and never done",
            "wrong_patient": "the record of another patient",
            "wrong_date": "wrong date: recorded again at the right one, or to be corrected",
            "duplicate": "the same event recorded twice",
            "consequence_of_other": "part of the care of another event",
            "other": "another reason",
        },
    ),
    Vocabulary(
        "time_origin",
        {
            "bone_metastasis": "bone metastasis",
            "bone_agent": "first bone-targeted agent",
            "first_event": "first skeletal event",
        },
    ),
    Vocabulary(
        "curve_measure",
        {
            "incidence": "had an event, death competing",
            "death": "died before any event",
            "mean_count": "mean events a patient",
            "wrong_naive": "1 - Kaplan-Meier: WRONG, the dead are taken for still at risk",
        },
    ),
    Vocabulary(
        "attrition_step",
        {
            "known": "patients known to the hospital's extracts",
            "lung_cancer": "with a primary lung cancer",
            "bone_metastasis": "with bone metastasis of it",
            "observed": "under observation for a day or more",
            "observed_since_agent": "under observation after a first bone-targeted agent",
        },
    ),
    Vocabulary(
        "left_out_because",
        {
            "no_lung_cancer": "no primary lung cancer is documented",
            "no_bone_metastasis": "no bone metastasis is documented",
            "never_observed": "died or last seen before observation could start, or found in the "
            "last days, which are not complete",
            "no_agent_observed": "no bone-targeted agent, or not followed after its first dose",
        },
    ),
    Vocabulary(
        "site_content",
        {
            "SRE4": "skeletal events without hypercalcaemia",
            "SSE": "symptomatic skeletal events, unknown symptoms taken as none",
            "SSE_upper": "symptomatic skeletal events, unknown symptoms taken as felt",
            "lesion": "bones with metastasis",
        },
    ),
    Vocabulary(
        "bone_region",
        {
            "skull": "skull and mandible",
            "cervical_spine": "cervical spine",
            "thoracic_spine": "thoracic spine",
            "lumbar_spine": "lumbar spine",
            "spine": "spine, level unknown",
            "sacrum": "sacrum",
            "rib": "ribs",
            "thorax": "sternum",
            "upper_limb": "scapula and clavicle",
            "humerus": "humerus",
            "forearm": "forearm",
            "hand": "hand",
            "pelvis": "pelvis",
            "femur": "femur",
            "tibia": "tibia",
            "fibula": "fibula",
            "foot": "foot",
            "other_bone": "another bone",
            "not_stated": "bone not stated",
        },
    ),
]
