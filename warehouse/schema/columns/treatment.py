"""Radiotherapy, surgery, bone-targeted agents, systemic lines, visits."""

from warehouse.schema.columns.kinds import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, TEXT
from warehouse.schema.declare import Column

_TREATMENT = [
    Column("plan_id", TEXT, "Identifier of the prescription or plan."),
    Column("target_is_bone", BOOLEAN, "The irradiated volume is bone."),
    Column("radiotherapy_intent", TEXT, "Intent.", vocabulary="radiotherapy_intent"),
    Column("technique", TEXT, "Technique."),
    Column("decided_on", DATE, "Date of the decision to treat."),
    Column("started_on", DATE, "First day."),
    Column("ended_on", DATE, "Last day."),
    Column("fractions_planned", INTEGER, "Fractions prescribed.", minimum=1, maximum=45),
    Column("fractions_delivered", INTEGER, "Fractions delivered.", minimum=0, maximum=45),
    Column("total_dose_gy", NUMBER, "Total dose.", unit="Gy", minimum=0, maximum=120),
    Column("dose_per_fraction_gy", NUMBER, "Dose a fraction.", unit="Gy", minimum=0, maximum=30),
    Column("ccam_code", TEXT, "CCAM act."),
    Column("performed_on", DATE, "Date of the operation."),
    Column("surgery_intent", TEXT, "Intent of the operation.", vocabulary="surgery_intent"),
    Column("anaesthesia", TEXT, "Anaesthesia."),
    Column("occurred_on", DATE, "Date of the event, else of the image that first shows it."),
    Column("fracture_mechanism", TEXT, "Mechanism.", vocabulary="fracture_mechanism"),
    Column("is_symptomatic", BOOLEAN, "Symptomatic; null when unknown."),
    Column("confirmed_by", TEXT, "What confirmed it.", vocabulary="confirmed_by"),
    Column("is_cauda_equina", BOOLEAN, "Compression of the cauda equina."),
    Column("has_neurological_signs", BOOLEAN, "Neurological signs."),
    Column("frankel_initial", TEXT, "Frankel grade at the event.", vocabulary="frankel"),
    Column("frankel_day_30", TEXT, "Frankel grade 30 days later.", vocabulary="frankel"),
    Column("atc_code", TEXT, "ATC code of the bone-targeted agent.", vocabulary="atc_bone_agent"),
    Column("product", TEXT, "Product as written."),
    Column("dose_mg", NUMBER, "Dose given.", unit="mg", minimum=0),
    Column("route", TEXT, "Route."),
    Column("administered_on", DATE, "Date of the administration."),
    Column(
        "planned_interval_days", INTEGER, "Interval planned to the next dose.", unit="d", minimum=1
    ),
    Column("held_reason", TEXT, "Why the dose was held; null when it was given."),
    Column("dental_check_on", DATE, "Last dental check before the dose."),
    Column(
        "calcium_before_mmol_l", NUMBER, "Corrected calcium noted before the dose.", unit="mmol/L"
    ),
    Column(
        "creatinine_clearance_before_ml_min",
        NUMBER,
        "Creatinine clearance noted before the dose.",
        unit="mL/min",
    ),
    Column("line_number", INTEGER, "Number of the systemic line.", minimum=1),
    Column("regimen", TEXT, "Regimen."),
    Column("drug_codes", TEXT, "ATC codes of the regimen, separated by ';'."),
    Column("systemic_class", TEXT, "Class of the regimen.", vocabulary="systemic_class"),
    Column("stop_reason", TEXT, "Why the line ended."),
    Column("visited_on", DATE, "Date of the visit, meeting or news."),
    Column("visit_kind", TEXT, "Kind of contact.", vocabulary="visit_kind"),
    Column("ecog", INTEGER, "ECOG performance status.", minimum=0, maximum=5),
    Column("karnofsky", INTEGER, "Karnofsky performance status.", unit="%", minimum=0, maximum=100),
    Column("pain_nrs", INTEGER, "Bone pain, 0 to 10.", minimum=0, maximum=10),
    Column("disease_status", TEXT, "Status of the disease as written."),
]

_EXPOSURE = [
    Column("exposure_id", TEXT, "Stable key made from the first dose of the exposure."),
    Column(
        "treatment_number",
        INTEGER,
        "Treatment of the patient, counted from 1; a stop ends one.",
        minimum=1,
    ),
    Column(
        "episode_number", INTEGER, "Continuous episode of the patient, counted from 1.", minimum=1
    ),
    Column("covered_until_on", DATE, "Last day covered by the doses."),
    Column("dose_count", INTEGER, "Doses given.", minimum=1),
    Column(
        "exposure_dose_mg",
        NUMBER,
        "Doses given, added up; null when one is not known.",
        unit="mg",
        minimum=0,
    ),
    Column(
        "cumulative_dose_count", INTEGER, "Doses of this agent given since the first.", minimum=1
    ),
    Column(
        "cumulative_dose_mg",
        NUMBER,
        "Doses of this agent since the first, added up; null when one is not known.",
        unit="mg",
        minimum=0,
    ),
    Column("is_switch", BOOLEAN, "Took over from another agent in the same episode."),
    Column("exposure_end", TEXT, "What ended it.", vocabulary="exposure_end"),
    Column("held_count", INTEGER, "Doses held.", minimum=0),
    Column(
        "missed_count",
        INTEGER,
        "Doses that did not come by 14 days after they were due, not held.",
        minimum=0,
    ),
    Column("switch_count", INTEGER, "Changes of agent.", minimum=0),
    Column("covered_days", INTEGER, "Days covered by a dose.", unit="d", minimum=1),
    Column(
        "treatment_days",
        INTEGER,
        "Days from the first dose to stop, death or end of observation.",
        unit="d",
        minimum=1,
    ),
    Column(
        "proportion_days_covered",
        NUMBER,
        "Days covered over days of treatment.",
        minimum=0,
        maximum=1,
    ),
    Column(
        "previous_dose_on", DATE, "Day of the dose, given or held, after which this one was due."
    ),
    Column("administration_row", TEXT, "Source row of the administration, as table:system:row."),
    Column(
        "clearance_basis", TEXT, "Where the clearance comes from.", vocabulary="clearance_basis"
    ),
    Column(
        "creatinine_sampled_at",
        DATETIME,
        "When the last creatinine of the 7 days before was drawn.",
    ),
    Column(
        "expected_dose_low_mg", NUMBER, "Lowest dose of the label for this clearance.", unit="mg"
    ),
    Column(
        "expected_dose_high_mg", NUMBER, "Highest dose of the label for this clearance.", unit="mg"
    ),
    Column("dose_verdict", TEXT, "The dose against the label.", vocabulary="dose_verdict"),
    Column(
        "creatinine_baseline_umol_l",
        NUMBER,
        "Creatinine before the first dose of zoledronate.",
        unit="umol/L",
        minimum=10,
        maximum=2500,
    ),
    Column(
        "has_creatinine_risen",
        BOOLEAN,
        "Zoledronate was to be held: creatinine rose by 0.5 mg/dL or more from a normal baseline, "
        "by 1.0 from another; null when not known.",
    ),
    Column(
        "has_severe_renal_impairment",
        BOOLEAN,
        "Clearance under 30 mL/min: denosumab may cause hypocalcaemia.",
    ),
]

TREATMENT_COLUMNS = (
    *_TREATMENT,
    *_EXPOSURE,
)
