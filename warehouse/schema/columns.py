"""Every column once: type, unit, range, vocabulary, meaning. Tables are lists of these names.

A name means the same thing in every table that uses it. Suffixes: _at wall-clock time of the
hospital, _on date, _id identifier, _code coded, is_/has_ boolean; units are in the name.
"""

from warehouse.schema.declare import Column, ColumnType

TEXT, INTEGER, NUMBER, BOOLEAN, DATE, DATETIME, TEXT_LIST = (
    ColumnType.TEXT,
    ColumnType.INTEGER,
    ColumnType.NUMBER,
    ColumnType.BOOLEAN,
    ColumnType.DATE,
    ColumnType.DATETIME,
    ColumnType.TEXT_LIST,
)

_PROVENANCE = [
    Column(
        "patient_id",
        TEXT,
        "Pseudonym of the patient: keyed HMAC-SHA256 of the hospital identifier.",
    ),
    Column("feed", TEXT, "Kind of extract the row came by, as named by its mapping."),
    Column("source_system", TEXT, "System that issued the row identifier."),
    Column("source_row_id", TEXT, "Identifier of the row in its source system."),
    Column(
        "row_version",
        INTEGER,
        "Version number or revision instant given by the source; null when none.",
    ),
    Column(
        "known_at",
        DATETIME,
        "When this version became known: date of the extract, else of arrival.",
    ),
    Column(
        "known_until",
        DATETIME,
        "When a later version, a cancellation or a full delivery ended this one.",
    ),
    Column(
        "source_file",
        TEXT,
        "Delivered file, as first 12 hexadecimal digits of its sha256 / name: its "
        "place in landing.",
    ),
    Column(
        "source_line",
        INTEGER,
        "Line of the row in the delivered file, counted from 1; 0 when the row "
        "is a withdrawal deduced from a full delivery.",
        minimum=0,
    ),
    Column("is_withdrawn", BOOLEAN, "The row cancels the row of its identifier."),
    Column("aside_reason", TEXT, "Why the row is kept aside.", vocabulary="aside_reason"),
    Column("source_rows", TEXT_LIST, "Source rows this was made from, as table:system:row."),
    Column(
        "definition_version", TEXT, "Fingerprint of the clinical definitions this was made with."
    ),
]

_PATIENT = [
    Column("sex", TEXT, "Administrative sex.", vocabulary="sex"),
    Column("birth_on", DATE, "Birth, first day of the month: the day is never kept."),
    Column("death_on", DATE, "Date of death."),
    Column("vital_status", TEXT, "Vital status as the source says it.", vocabulary="vital_status"),
    Column(
        "first_contact_on", DATE, "First contact at this hospital; observation cannot start before."
    ),
    Column("last_contact_on", DATE, "Last date the patient is known to have been alive."),
    Column("height_cm", NUMBER, "Height.", unit="cm", minimum=50, maximum=250),
    Column("weight_kg", NUMBER, "Weight.", unit="kg", minimum=20, maximum=300),
    Column("smoking", TEXT, "Smoking history.", vocabulary="smoking"),
    Column(
        "is_opposed",
        BOOLEAN,
        "The patient opposes the reuse of their data: no row is kept anywhere.",
    ),
]

_DISEASE = [
    Column("diagnosis_kind", TEXT, "What was diagnosed.", vocabulary="diagnosis_kind"),
    Column("icd10_code", TEXT, "CIM-10 FR code with its dot, for example C79.5."),
    Column("icdo_topography_code", TEXT, "ICD-O-3 topography, for example C34.1."),
    Column("icdo_morphology_code", TEXT, "ICD-O-3 morphology with behaviour, for example 8140/3."),
    Column("diagnosed_on", DATE, "Date of the diagnosis."),
    Column("date_precision", TEXT, "How precisely the date is known.", vocabulary="date_precision"),
    Column("diagnosis_basis", TEXT, "What the diagnosis rests on.", vocabulary="diagnosis_basis"),
    Column("tumour_class", TEXT, "Clinical T class."),
    Column("node_class", TEXT, "Clinical N class."),
    Column("metastasis_class", TEXT, "Clinical M class."),
    Column("stage", TEXT, "Stage group, I to IV."),
    Column(
        "tumour_size_mm",
        NUMBER,
        "Longest diameter of the primary.",
        unit="mm",
        minimum=1,
        maximum=300,
    ),
    Column("has_liver_metastasis", BOOLEAN, "Liver metastasis known at this diagnosis."),
    Column(
        "has_lung_metastasis", BOOLEAN, "Contralateral lung metastasis known at this diagnosis."
    ),
    Column("has_brain_metastasis", BOOLEAN, "Brain metastasis known at this diagnosis."),
    Column("has_adrenal_metastasis", BOOLEAN, "Adrenal metastasis known at this diagnosis."),
    Column(
        "has_pleura_metastasis",
        BOOLEAN,
        "Pleural or peritoneal metastasis known at this diagnosis.",
    ),
    Column("has_node_metastasis", BOOLEAN, "Distant node metastasis known at this diagnosis."),
    Column("gene", TEXT, "Gene tested.", vocabulary="gene"),
    Column("test_result", TEXT, "Result of the molecular test.", vocabulary="test_result"),
    Column("variant_hgvs", TEXT, "Variant as written by the laboratory (HGVS or usual wording)."),
    Column("variant_class", TEXT, "Class of the variant as the source gives it."),
    Column("test_method", TEXT, "Method of the test."),
    Column("specimen_site", TEXT, "Where the tested tissue was taken."),
    Column("sampled_on", DATE, "Date the tissue was taken."),
    Column("reported_on", DATE, "Date of the report."),
]

_LABORATORY = [
    Column("analyte_code", TEXT, "Analyte of the registry."),
    Column("value", NUMBER, "Result in the canonical unit of its analyte; null for a text result."),
    Column("value_operator", TEXT, "Whether the value is a limit.", vocabulary="value_operator"),
    Column("value_text", TEXT, "Result when it is words, not a number."),
    Column("unit_code", TEXT, "Canonical UCUM unit of the value."),
    Column("unit_received", TEXT, "Unit as the laboratory wrote it."),
    Column("reference_low", NUMBER, "Lower reference limit sent with the result, canonical unit."),
    Column("reference_high", NUMBER, "Upper reference limit sent with the result, canonical unit."),
    Column("sampled_at", DATETIME, "When the sample was drawn."),
    Column("has_sample_time", BOOLEAN, "The time of day of the sample is known (not 00:00:00)."),
    Column("resulted_at", DATETIME, "When the result was issued."),
    Column("specimen", TEXT, "Specimen."),
    Column("method", TEXT, "Assay or method."),
    Column("sample_id", TEXT, "Identifier of the sample, shared by results of one tube."),
    Column("is_fasting", BOOLEAN, "Drawn fasting; null when unknown."),
    Column("result_status", TEXT, "Status of the result.", vocabulary="result_status"),
    Column("haemolysis_index", NUMBER, "Haemolysis index.", minimum=0),
    Column(
        "excluded_reason",
        TEXT,
        "Rule that keeps the row out of every count; the row itself is kept.",
    ),
]

_IMAGING = [
    Column("exam_id", TEXT, "Identifier of the imaging examination."),
    Column("modality", TEXT, "DICOM modality.", vocabulary="modality"),
    Column("body_region", TEXT, "Region examined."),
    Column("examined_on", DATE, "Date of the examination."),
    Column("report_id", TEXT, "Identifier of the report."),
    Column(
        "concludes_bone_metastasis",
        TEXT,
        "Whether the report concludes to bone metastasis.",
        vocabulary="conclusion",
    ),
    Column("has_contrast", BOOLEAN, "Contrast was given."),
    Column("lesion_id", TEXT, "Identifier of the lesion, the same at each examination."),
    Column("bone_site", TEXT, "Bone or vertebral level.", vocabulary="bone_site"),
    Column("laterality", TEXT, "Side.", vocabulary="laterality"),
    Column("lesion_type", TEXT, "Lytic, sclerotic or mixed.", vocabulary="lesion_type"),
    Column("lesion_size_mm", NUMBER, "Longest diameter.", unit="mm", minimum=1, maximum=400),
    Column(
        "cortical_destruction_fraction",
        NUMBER,
        "Share of the cortex destroyed.",
        minimum=0,
        maximum=1,
    ),
    Column(
        "axial_cortical_involvement_mm",
        NUMBER,
        "Axial length of cortex involved.",
        unit="mm",
        minimum=0,
    ),
    Column("has_soft_tissue", BOOLEAN, "Soft-tissue component."),
    Column("epidural_grade", TEXT, "Bilsky grade: 0, 1a, 1b, 1c, 2, 3."),
    Column("lesion_pain", TEXT, "Pain of the lesion.", vocabulary="lesion_pain"),
    Column(
        "lesion_status",
        TEXT,
        "Status against the previous examination.",
        vocabulary="lesion_status",
    ),
    Column("mirels_site_points", INTEGER, "Mirels: site.", minimum=1, maximum=3),
    Column("mirels_pain_points", INTEGER, "Mirels: pain.", minimum=1, maximum=3),
    Column("mirels_lesion_points", INTEGER, "Mirels: type of lesion.", minimum=1, maximum=3),
    Column("mirels_size_points", INTEGER, "Mirels: size over diameter.", minimum=1, maximum=3),
    Column("mirels_score", INTEGER, "Mirels total as reported.", minimum=4, maximum=12),
    Column("sins_location_points", INTEGER, "SINS: location.", minimum=0, maximum=3),
    Column("sins_pain_points", INTEGER, "SINS: pain.", minimum=0, maximum=3),
    Column("sins_lesion_points", INTEGER, "SINS: type of lesion.", minimum=0, maximum=2),
    Column("sins_alignment_points", INTEGER, "SINS: alignment.", minimum=0, maximum=4),
    Column("sins_collapse_points", INTEGER, "SINS: collapse.", minimum=0, maximum=3),
    Column("sins_posterolateral_points", INTEGER, "SINS: posterolateral.", minimum=0, maximum=3),
    Column("sins_score", INTEGER, "SINS total as reported.", minimum=0, maximum=18),
]

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

_CALCIUM = [
    Column("calcium_mmol_l", NUMBER, "Total calcium.", unit="mmol/L", minimum=0.8, maximum=6.0),
    Column("albumin_g_l", NUMBER, "Albumin paired with it.", unit="g/L", minimum=5, maximum=70),
    Column("albumin_sampled_at", DATETIME, "When that albumin was drawn."),
    Column(
        "ionised_calcium_mmol_l",
        NUMBER,
        "Ionised calcium nearest within 24 hours.",
        unit="mmol/L",
        minimum=0.3,
        maximum=3.5,
    ),
    Column(
        "corrected_calcium_mmol_l",
        NUMBER,
        "Calcium + (40 - albumin) / 40.",
        unit="mmol/L",
        source="founding text; domain.md §1.A",
    ),
    Column(
        "corrected_calcium_payne_mmol_l",
        NUMBER,
        "Calcium + 0.02 (40 - albumin).",
        unit="mmol/L",
        source="domain.md §1.A",
    ),
    Column("pairing", TEXT, "How the albumin was paired.", vocabulary="pairing"),
    Column("calcium_basis", TEXT, "What the grade is read on.", vocabulary="calcium_basis"),
    Column(
        "ctcae_lab_grade",
        INTEGER,
        "Laboratory part of the CTCAE v5 hypercalcaemia grade; 0 when not above the limit.",
        minimum=0,
        maximum=4,
    ),
    Column(
        "ctcae_hypocalcaemia_lab_grade",
        INTEGER,
        "Laboratory part of the CTCAE hypocalcaemia grade.",
        minimum=0,
        maximum=4,
    ),
    Column("is_hypercalcaemia_trial", BOOLEAN, "Corrected calcium of 3.0 mmol/L or more."),
    Column(
        "is_crisis",
        BOOLEAN,
        "Corrected calcium strictly above 3.5 mmol/L, albumin not stale; on "
        "ionised basis, above 1.8 mmol/L.",
    ),
    Column(
        "formulas_disagree",
        BOOLEAN,
        "The two corrections fall in different grades or differ on crisis.",
    ),
    Column(
        "is_low_albumin", BOOLEAN, "Albumin under 30 g/L: a corrected calcium misleads most here."
    ),
    Column("calcium_row", TEXT, "Source row of the calcium, as table:system:row."),
    Column("albumin_row", TEXT, "Source row of the albumin, as table:system:row."),
    Column("ionised_calcium_row", TEXT, "Source row of the ionised calcium, as table:system:row."),
    Column("episode_id", TEXT, "Stable key made from the evidence of the episode."),
    Column("episode_start_at", DATETIME, "First qualifying sample."),
    Column("episode_end_at", DATETIME, "Last qualifying sample."),
    Column(
        "peak_calcium_mmol_l", NUMBER, "Highest corrected calcium of the episode.", unit="mmol/L"
    ),
    Column(
        "peak_ionised_calcium_mmol_l",
        NUMBER,
        "Highest ionised calcium of the episode.",
        unit="mmol/L",
    ),
    Column("sample_count", INTEGER, "Qualifying samples.", minimum=1),
]

_COHORT = [
    Column("cancer_on", DATE, "Date of the primary lung cancer."),
    Column("histology", TEXT, "Histology of the primary.", vocabulary="histology"),
    Column("index_on", DATE, "First date bone metastasis is documented."),
    Column("index_basis", TEXT, "What that date rests on.", vocabulary="index_basis"),
    Column("entry_on", DATE, "Start of observation: the latest of index and first contact here."),
    Column(
        "exit_on", DATE, "End of observation: death, last contact or the data lag, whichever first."
    ),
    Column("exit_status", TEXT, "How observation ended.", vocabulary="exit_status"),
    Column(
        "age_at_index_years",
        INTEGER,
        "Age at index, from the month of birth.",
        unit="a",
        minimum=0,
        maximum=120,
    ),
    Column("first_bone_agent_on", DATE, "First bone-targeted agent for bone metastasis."),
    Column("has_prior_event", BOOLEAN, "A skeletal event at or before index."),
    Column("endpoint", TEXT, "Endpoint.", vocabulary="endpoint"),
    Column(
        "entry_day", INTEGER, "Day after index on which observation starts.", unit="d", minimum=0
    ),
    Column(
        "exit_day",
        NUMBER,
        "Day after index of event, death or end of observation.",
        unit="d",
        minimum=0,
    ),
    Column(
        "status",
        INTEGER,
        "0 censored, 1 skeletal event, 2 death without one.",
        minimum=0,
        maximum=2,
    ),
]

_EVENT = [
    Column("event_id", TEXT, "Stable key made from the evidence of the event."),
    Column("event_kind", TEXT, "Kind of skeletal event.", vocabulary="event_kind"),
    Column("event_day", INTEGER, "Days from index; negative before it.", unit="d"),
    Column("certainty", TEXT, "How certain the event is.", vocabulary="certainty"),
    Column("is_prevalent", BOOLEAN, "At or before index: counted at diagnosis, not in incidence."),
    Column(
        "is_before_entry", BOOLEAN, "After index, before observation starts: history, not an event."
    ),
    Column("is_in_sre4", BOOLEAN, "Belongs to SRE4 (without hypercalcaemia)."),
    Column("is_in_sre5", BOOLEAN, "Belongs to SRE5 (with hypercalcaemia)."),
    Column("is_in_sse", BOOLEAN, "Belongs to SSE; null when it is not known to be symptomatic."),
    Column("is_counted_sre4", BOOLEAN, "Counted for SRE4 under the same-day and 21-day rules."),
    Column("is_counted_sre5", BOOLEAN, "Counted for SRE5 under the same-day and 21-day rules."),
    Column("is_counted_sse", BOOLEAN, "Counted for SSE under the same-day and 21-day rules."),
    Column(
        "same_day_kinds", TEXT_LIST, "Kinds of every event of that patient and day, by priority."
    ),
    Column("linked_event_id", TEXT, "Event this one is a consequence of."),
    Column("course_id", TEXT, "Stable key made from the rows of the radiotherapy course."),
]

_POPULATION = [
    Column("stratum", TEXT, "What the patients are divided by."),
    Column("stratum_value", TEXT, "Which part."),
    Column("incidence_cause", TEXT, "What happened first.", vocabulary="incidence_cause"),
    Column("day", NUMBER, "Days from index.", unit="d", minimum=0),
    Column("n_risk", INTEGER, "Patients at risk just before.", minimum=0),
    Column("n_event", INTEGER, "Events of this cause that day.", minimum=0),
    Column("n_censor", INTEGER, "Patients censored that day.", minimum=0),
    Column("incidence", NUMBER, "Cumulative incidence (Aalen-Johansen).", minimum=0, maximum=1),
    Column("std_err", NUMBER, "Standard error (infinitesimal jackknife).", minimum=0),
    Column("lower", NUMBER, "Lower 95 % limit (log-log).", minimum=0, maximum=1),
    Column("upper", NUMBER, "Upper 95 % limit (log-log).", minimum=0, maximum=1),
    Column("patient_count", INTEGER, "Patients.", minimum=0),
    Column("event_count", INTEGER, "Events.", minimum=0),
    Column("denominator", INTEGER, "Patients the count is out of.", minimum=0),
    Column("proportion", NUMBER, "Share of the denominator.", minimum=0, maximum=1),
    Column("month_on", DATE, "First day of the month."),
    Column("result_count", INTEGER, "Results.", minimum=0),
    Column("not_computable_count", INTEGER, "Calcium results without any albumin.", minimum=0),
    Column("calcium_p05_mmol_l", NUMBER, "5th centile of corrected calcium.", unit="mmol/L"),
    Column("calcium_p25_mmol_l", NUMBER, "25th centile of corrected calcium.", unit="mmol/L"),
    Column("calcium_median_mmol_l", NUMBER, "Median of corrected calcium.", unit="mmol/L"),
    Column("calcium_p75_mmol_l", NUMBER, "75th centile of corrected calcium.", unit="mmol/L"),
    Column("calcium_p95_mmol_l", NUMBER, "95th centile of corrected calcium.", unit="mmol/L"),
    Column("hypercalcaemia_patient_count", INTEGER, "Patients with 3.0 mmol/L or more.", minimum=0),
    Column("crisis_patient_count", INTEGER, "Patients in crisis.", minimum=0),
]

_OPERATIONS = [
    Column("file_name", TEXT, "Name of the file as delivered."),
    Column("sha256", TEXT, "sha256 of the delivered bytes."),
    Column("received_at", DATETIME, "When the file arrived (UTC)."),
    Column("extract_at", DATETIME, "Date of the extract, from its name when the mapping says so."),
    Column("byte_count", INTEGER, "Size of the file.", unit="By", minimum=0),
    Column("file_status", TEXT, "What became of the file.", vocabulary="file_status"),
    Column("refusal", TEXT, "Why the whole file was refused."),
    Column("mapping_version", TEXT, "Fingerprint of the mapping that read the file."),
    Column("rows_in", INTEGER, "Rows in the file.", minimum=0),
    Column("rows_accepted", INTEGER, "Rows in force, or cancelling one that was.", minimum=0),
    Column(
        "rows_rejected", INTEGER, "Rows rejected, each with a reason in ops.rejected.", minimum=0
    ),
    Column("rows_superseded", INTEGER, "Rows replaced by a later version.", minimum=0),
    Column("rows_duplicate", INTEGER, "Rows that repeat what was already known.", minimum=0),
    Column("reason", TEXT, "Rule that rejected the row."),
    Column("column_name", TEXT, "Column the rule is about."),
    Column("rule_code", TEXT, "Data-quality rule (domain.md §8)."),
    Column("severity", TEXT, "What breaking the rule does.", vocabulary="rule_severity"),
    Column("table_name", TEXT, "Table concerned, as schema.table."),
    Column("night_on", DATE, "Date of the night."),
    Column("is_missing", BOOLEAN, "A feed declared nightly delivered nothing that night."),
    Column("file_count", INTEGER, "Files.", minimum=0),
    Column("run_id", TEXT, "Identifier of the run."),
    Column("as_of_on", DATE, "The night: nothing known later was used."),
    Column("run_started_at", DATETIME, "Start (UTC)."),
    Column("run_ended_at", DATETIME, "End (UTC)."),
    Column("run_outcome", TEXT, "Outcome.", vocabulary="run_outcome"),
    Column("warehouse_version", TEXT, "Version of the warehouse the run built."),
    Column("code_version", TEXT, "Version of Osteon."),
    Column("step", TEXT, "Step of the night."),
    Column("seconds", NUMBER, "Time the step took.", unit="s", minimum=0),
    Column("row_count", INTEGER, "Rows the step wrote.", minimum=0),
    Column("expectation", TEXT, "What was expected."),
    Column("verdict_severity", TEXT, "What a failure does.", vocabulary="verdict_severity"),
    Column("is_met", BOOLEAN, "The expectation was met."),
    Column("observed", TEXT, "What was observed, without patient values."),
    Column("clinical_reason", TEXT, "Why it is expected."),
    Column(
        "failed_count",
        INTEGER,
        "Rows that did not meet it; null when it is not about rows.",
        minimum=0,
    ),
]

_MOLECULAR = [
    Column("molecular_group", TEXT, "Exclusive molecular group.", vocabulary="molecular_group"),
    Column("egfr_variant", TEXT, "EGFR alteration as read.", vocabulary="egfr_variant"),
    Column("kras_variant", TEXT, "KRAS alteration as read.", vocabulary="kras_variant"),
    Column("egfr_result", TEXT, "EGFR, all tests together.", vocabulary="test_result"),
    Column("kras_result", TEXT, "KRAS, all tests together.", vocabulary="test_result"),
    Column("alk_result", TEXT, "ALK, all tests together.", vocabulary="test_result"),
    Column("altered_genes", TEXT_LIST, "Every gene found altered, in alphabetical order."),
    Column("has_co_mutation", BOOLEAN, "More than one gene is altered: rare, to be reviewed."),
    Column("panel_complete_on", DATE, "First date EGFR, KRAS and ALK all had a result."),
]

_PROFILE = [
    Column("stage_at_diagnosis", TEXT, "Stage group at diagnosis.", vocabulary="stage_group"),
    Column("stage_iv_on", DATE, "First date the cancer is known to be metastatic."),
    Column("is_stage_iv_at_diagnosis", BOOLEAN, "Metastatic within 90 days of diagnosis."),
    Column(
        "metastatic_class",
        TEXT,
        "Where the metastases are at the stage-IV date; null when the organs are not described.",
        vocabulary="metastatic_class",
    ),
    Column(
        "other_site_count",
        INTEGER,
        "Organs other than bone with metastasis at diagnosis; null when one is not described.",
        minimum=0,
        maximum=6,
    ),
    Column("first_visceral_metastasis_on", DATE, "First visceral metastasis."),
    Column("has_bone_metastasis", BOOLEAN, "Bone metastasis was ever documented."),
    Column("bone_metastasis_on", DATE, "First date bone metastasis is documented."),
    Column(
        "is_bone_metastasis_synchronous",
        BOOLEAN,
        "Bone metastasis within 90 days of the diagnosis of cancer; false without any.",
    ),
    Column(
        "has_bone_metastasis_at_stage_iv",
        BOOLEAN,
        "Bone metastasis belongs to the staging at the stage-IV date; null without stage IV.",
    ),
    Column("is_over_20_mm", BOOLEAN, "The primary measures more than 20 mm."),
    Column("is_node_positive", BOOLEAN, "Clinical N class of 1 or more; null when not assessed."),
]

_SCORES = [
    Column("lesion_row", TEXT, "Source row of the lesion, as table:system:row."),
    Column("is_weight_bearing", BOOLEAN, "Vertebra C7 to sacrum, pelvis, femur or tibia."),
    Column(
        "is_weight_bearing_seed",
        BOOLEAN,
        "Femur or vertebra: the set of the founding text.",
        source="founding text",
    ),
    Column("mirels_total", INTEGER, "Mirels, sum of its parts.", minimum=4, maximum=12),
    Column("mirels_disagrees", BOOLEAN, "The reported Mirels is not the sum of its parts."),
    Column("mirels_class", TEXT, "What Mirels suggests.", vocabulary="mirels_class"),
    Column("sins_total", INTEGER, "SINS, sum of its parts.", minimum=0, maximum=18),
    Column("sins_disagrees", BOOLEAN, "The reported SINS is not the sum of its parts."),
    Column("sins_class", TEXT, "Spinal stability by SINS.", vocabulary="sins_class"),
    Column("needs_surgical_opinion", BOOLEAN, "Mirels of 9 or more, or SINS of 7 or more."),
    Column(
        "has_misplaced_score",
        BOOLEAN,
        "Mirels reported outside a long bone, or SINS outside the spine.",
    ),
    Column("assessed_on", DATE, "Day the spine is assessed."),
    Column("assessment_basis", TEXT, "Why that day.", vocabulary="assessment_basis"),
    Column("vertebral_metastasis_count", INTEGER, "Vertebrae with metastasis.", minimum=0),
    Column("extraspinal_lesion_count", INTEGER, "Bone lesions outside the spine.", minimum=0),
    Column("has_visceral_metastasis", BOOLEAN, "Visceral metastasis; null when not described."),
    Column("tokuhashi_performance_points", INTEGER, "Tokuhashi: Karnofsky.", minimum=0, maximum=2),
    Column(
        "tokuhashi_extraspinal_points",
        INTEGER,
        "Tokuhashi: bone outside the spine.",
        minimum=0,
        maximum=2,
    ),
    Column("tokuhashi_vertebral_points", INTEGER, "Tokuhashi: vertebrae.", minimum=0, maximum=2),
    Column(
        "tokuhashi_organ_points",
        INTEGER,
        "Tokuhashi: major organs; null with visceral metastasis, whose resectability is not "
        "recorded.",
        minimum=0,
        maximum=2,
    ),
    Column("tokuhashi_primary_points", INTEGER, "Tokuhashi: primary.", minimum=0, maximum=5),
    Column("tokuhashi_palsy_points", INTEGER, "Tokuhashi: palsy.", minimum=0, maximum=2),
    Column(
        "tokuhashi_total",
        INTEGER,
        "Revised Tokuhashi 2005; null when a part is missing.",
        minimum=0,
        maximum=15,
    ),
    Column(
        "tokuhashi_lowest",
        INTEGER,
        "Tokuhashi if every missing part were worst.",
        minimum=0,
        maximum=15,
    ),
    Column(
        "tokuhashi_highest",
        INTEGER,
        "Tokuhashi if every missing part were best.",
        minimum=0,
        maximum=15,
    ),
    Column(
        "tokuhashi_class",
        TEXT,
        "Expected survival by Tokuhashi; null when the missing parts could change it.",
        vocabulary="tokuhashi_class",
    ),
    Column("tomita_primary_points", INTEGER, "Tomita: primary.", minimum=1, maximum=4),
    Column(
        "tomita_visceral_points",
        INTEGER,
        "Tomita: viscera; null with visceral metastasis, whose treatability is not recorded.",
        minimum=0,
        maximum=4,
    ),
    Column(
        "tomita_bone_points", INTEGER, "Tomita: bone, 1 solitary, 2 multiple.", minimum=1, maximum=2
    ),
    Column("tomita_total", INTEGER, "Tomita; null when a part is missing.", minimum=2, maximum=10),
    Column("tomita_class", TEXT, "What Tomita suggests.", vocabulary="tomita_class"),
    Column(
        "frankel_change",
        INTEGER,
        "Frankel grades gained in 30 days; negative when lost.",
        minimum=-4,
        maximum=4,
    ),
]

_BODY_COMPOSITION = [
    Column("measured_on", DATE, "Date of the measurement."),
    Column(
        "body_composition_method",
        TEXT,
        "How muscle was measured.",
        vocabulary="body_composition_method",
    ),
    Column(
        "skeletal_muscle_area_cm2",
        NUMBER,
        "Skeletal muscle area at L3, -29 to +150 HU.",
        unit="cm2",
        minimum=20,
        maximum=400,
    ),
    Column(
        "appendicular_lean_mass_kg",
        NUMBER,
        "Lean mass of the four limbs by DXA.",
        unit="kg",
        minimum=3,
        maximum=60,
    ),
    Column("body_composition_row", TEXT, "Source row of the measurement, as table:system:row."),
    Column("cutoff_set", TEXT, "Named cut-off set.", vocabulary="cutoff_set"),
    Column("is_default_cutoff", BOOLEAN, "The set shown unless another is asked for."),
    Column(
        "skeletal_muscle_index_cm2_m2",
        NUMBER,
        "Skeletal muscle area at L3 over height squared; null when implausible.",
        unit="cm2/m2",
        minimum=15,
        maximum=90,
    ),
    Column(
        "appendicular_lean_mass_index_kg_m2",
        NUMBER,
        "Appendicular lean mass over height squared.",
        unit="kg/m2",
    ),
    Column("sarcopenia_cutoff_cm2_m2", NUMBER, "Index below which muscle is low.", unit="cm2/m2"),
    Column("is_sarcopenic", BOOLEAN, "Low muscle by that set; null when it cannot be told."),
]

_COMPARISON = [
    Column(
        "metastasis_timing", TEXT, "When bone metastasis counts.", vocabulary="metastasis_timing"
    ),
    Column(
        "share_of_bone_metastasis",
        NUMBER,
        "Part of all patients with bone metastasis who are of this stratum.",
        minimum=0,
        maximum=1,
    ),
    Column("day_from_cancer", NUMBER, "Days from the diagnosis of cancer.", unit="d", minimum=0),
    Column("risk_factor", TEXT, "Factor, against its absence.", vocabulary="risk_factor"),
    Column(
        "mutation_group",
        TEXT,
        "Altered group, against triple-negative.",
        vocabulary="mutation_group",
    ),
    Column("exposed_event_count", INTEGER, "With the factor and bone metastasis.", minimum=0),
    Column("exposed_count", INTEGER, "With the factor.", minimum=0),
    Column("exposed_proportion", NUMBER, "Bone metastasis with the factor.", minimum=0, maximum=1),
    Column("exposed_lower", NUMBER, "Its lower 95 % limit (Wilson).", minimum=0, maximum=1),
    Column("exposed_upper", NUMBER, "Its upper 95 % limit (Wilson).", minimum=0, maximum=1),
    Column("unexposed_event_count", INTEGER, "Bone metastasis without the factor.", minimum=0),
    Column("unexposed_count", INTEGER, "Without the factor.", minimum=0),
    Column(
        "unexposed_proportion", NUMBER, "Bone metastasis without the factor.", minimum=0, maximum=1
    ),
    Column("unexposed_lower", NUMBER, "Its lower 95 % limit (Wilson).", minimum=0, maximum=1),
    Column("unexposed_upper", NUMBER, "Its upper 95 % limit (Wilson).", minimum=0, maximum=1),
    Column("unknown_count", INTEGER, "Patients for whom it is not known.", minimum=0),
    Column("odds_ratio", NUMBER, "Crude odds ratio; null when withheld.", minimum=0),
    Column("odds_ratio_lower", NUMBER, "Its lower 95 % limit.", minimum=0),
    Column("odds_ratio_upper", NUMBER, "Its upper 95 % limit.", minimum=0),
    Column("odds_ratio_method", TEXT, "How its limits were made.", vocabulary="odds_ratio_method"),
    Column("p_value", NUMBER, "Two-sided p-value.", minimum=0, maximum=1),
    Column("is_withheld", BOOLEAN, "Too few patients or events for a comparison: it is not made."),
    Column("survival_comparison", TEXT, "What is compared.", vocabulary="survival_comparison"),
    Column("survival_arm", TEXT, "Which part of the comparison."),
    Column("death_count", INTEGER, "Deaths.", minimum=0),
    Column(
        "median_survival_months",
        NUMBER,
        "Median survival; null when not reached.",
        unit="mo",
        minimum=0,
    ),
    Column("median_lower_months", NUMBER, "Its lower 95 % limit.", unit="mo", minimum=0),
    Column(
        "median_upper_months",
        NUMBER,
        "Its upper 95 % limit; null when not reached.",
        unit="mo",
        minimum=0,
    ),
    Column(
        "log_rank_p_value",
        NUMBER,
        "Log-rank test of the comparison, among those observed from the start.",
        minimum=0,
        maximum=1,
    ),
    Column("log_rank_patient_count", INTEGER, "Patients in that test.", minimum=0),
]

_BURDEN = [
    Column(
        "event_outcome",
        TEXT,
        "What is followed: an endpoint, or one kind of event.",
        vocabulary="event_outcome",
    ),
    Column("at_month", INTEGER, "Months of 30.4375 days.", unit="mo", minimum=0),
    Column("at_day", INTEGER, "The same in whole days.", unit="d", minimum=0),
    Column(
        "mean_count",
        NUMBER,
        "Mean events a patient by then, death ending them (Ghosh-Lin).",
        minimum=0,
    ),
    Column("mean_count_std_err", NUMBER, "Its standard error.", minimum=0),
    Column("mean_count_lower", NUMBER, "Its lower 95 % limit.", minimum=0),
    Column("mean_count_upper", NUMBER, "Its upper 95 % limit.", minimum=0),
    Column(
        "wrong_naive_incidence",
        NUMBER,
        "1 - Kaplan-Meier, the dead counted as censored: WRONG, shown to see by how much.",
        minimum=0,
        maximum=1,
    ),
    Column("patient_years", NUMBER, "Time under observation.", unit="a", minimum=0),
    Column("rate_per_100_patient_years", NUMBER, "Events for 100 patient-years.", minimum=0),
    Column(
        "rate_lower",
        NUMBER,
        "Lower 95 % limit of the rate, robust to patients who have many.",
        minimum=0,
    ),
    Column(
        "rate_upper",
        NUMBER,
        "Upper 95 % limit of the rate, robust to patients who have many.",
        minimum=0,
    ),
    Column(
        "poisson_rate_lower",
        NUMBER,
        "Lower limit were events independent: too narrow, for comparison.",
        minimum=0,
    ),
    Column(
        "poisson_rate_upper",
        NUMBER,
        "Upper limit were events independent: too narrow, for comparison.",
        minimum=0,
    ),
    Column("lesion_count", INTEGER, "Lesions: bones with metastasis, each side once.", minimum=0),
    Column(
        "lesion_years", NUMBER, "Time those lesions were under observation.", unit="a", minimum=0
    ),
    Column("rate_per_100_lesion_years", NUMBER, "Events for 100 lesion-years.", minimum=0),
    Column(
        "hypercalcaemia_timing",
        TEXT,
        "When, against the diagnosis of cancer.",
        vocabulary="hypercalcaemia_timing",
    ),
    Column("episode_count", INTEGER, "Episodes.", minimum=0),
    Column(
        "agent_state", TEXT, "Covered by a bone-targeted agent or not.", vocabulary="agent_state"
    ),
]

_BENCHMARK = [
    Column("benchmark_id", TEXT, "Stable name of the published value."),
    Column("statement_number", TEXT, "Statement of the founding text it belongs to."),
    Column("benchmark_measure", TEXT, "What was measured."),
    Column("benchmark_population", TEXT, "In whom."),
    Column("benchmark_value", NUMBER, "Published value; null when only a range is."),
    Column("benchmark_lower", NUMBER, "Its lower limit."),
    Column("benchmark_upper", NUMBER, "Its upper limit."),
    Column("benchmark_limits", TEXT, "What the limits are.", vocabulary="benchmark_limits"),
    Column("benchmark_unit", TEXT, "Unit of the value.", vocabulary="benchmark_unit"),
    Column("benchmark_numerator", INTEGER, "Patients counted, when published.", minimum=0),
    Column("benchmark_denominator", INTEGER, "Patients out of, when published.", minimum=0),
    Column("denominator_definition", TEXT, "Who the denominator is."),
    Column("reference", TEXT, "Where it is published."),
    Column("evidence_level", TEXT, "How well the value is known.", vocabulary="evidence_level"),
    Column("benchmark_caveat", TEXT, "How the value may mislead."),
    Column("compares_with", TEXT, "Our table to set beside it, as schema.table; null for context."),
]

_RENAL = [
    Column("creatinine_row", TEXT, "Source row of the creatinine, as table:system:row."),
    Column("creatinine_umol_l", NUMBER, "Creatinine.", unit="umol/L", minimum=10, maximum=2500),
    Column(
        "age_at_sample_years",
        INTEGER,
        "Age when the sample was drawn, from the month of birth.",
        unit="a",
        minimum=0,
        maximum=120,
    ),
    Column("weight_basis", TEXT, "Where the weight comes from.", vocabulary="weight_basis"),
    Column(
        "gfr_ckdepi21_ml_min_173m2",
        NUMBER,
        "Glomerular filtration rate, CKD-EPI 2021; beside a marker, of the nearest creatinine within 30 days.",
        unit="mL/min/{1.73_m2}",
        minimum=0,
        source="domain.md §3.1",
    ),
    Column(
        "creatinine_clearance_ml_min",
        NUMBER,
        "Creatinine clearance by Cockcroft-Gault; beside a dose, the one that decides it.",
        unit="mL/min",
        minimum=0,
        source="domain.md §3.1",
    ),
]

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
        "has_severe_renal_impairment",
        BOOLEAN,
        "Clearance under 30 mL/min: denosumab may cause hypocalcaemia.",
    ),
]

_HYPOCALCAEMIA = [
    Column(
        "lowest_calcium_mmol_l", NUMBER, "Lowest corrected calcium of the episode.", unit="mmol/L"
    ),
    Column(
        "lowest_ionised_calcium_mmol_l",
        NUMBER,
        "Lowest ionised calcium of the episode.",
        unit="mmol/L",
    ),
    Column(
        "worst_hypocalcaemia_grade",
        INTEGER,
        "Highest laboratory part of the CTCAE hypocalcaemia grade.",
        minimum=1,
        maximum=4,
    ),
    Column(
        "preceding_atc_code",
        TEXT,
        "Bone-targeted agent given last before the episode.",
        vocabulary="atc_bone_agent",
    ),
    Column("preceding_dose_on", DATE, "Day of that dose."),
    Column(
        "days_since_dose",
        INTEGER,
        "Days from that dose to the first low sample.",
        unit="d",
        minimum=0,
    ),
    Column(
        "is_after_denosumab", BOOLEAN, "The episode started in the 42 days after a denosumab dose."
    ),
]

_INDICATOR = [
    Column("indicator_code", TEXT, "Quality indicator, for example Q5."),
    Column(
        "case_key", TEXT, "What the case is about: a patient, an event, a course, a source row."
    ),
    Column("case_on", DATE, "Day the case opened."),
    Column("due_on", DATE, "Day by which the act was due."),
    Column("happened_on", DATE, "Day the act was done."),
    Column(
        "waited_days",
        INTEGER,
        "Days from the case to the act; negative when it came before.",
        unit="d",
    ),
    Column(
        "is_in_numerator", BOOLEAN, "Counted in the numerator; null when the case cannot be judged."
    ),
    Column(
        "not_judged",
        TEXT,
        "Why the case is in neither numerator nor denominator.",
        vocabulary="not_judged",
    ),
    Column("indicator_period", TEXT, "Which cases are counted.", vocabulary="indicator_period"),
    Column("indicator_meaning", TEXT, "What the indicator says."),
    Column("numerator_meaning", TEXT, "What is counted."),
    Column("denominator_meaning", TEXT, "What it is counted out of."),
    Column("numerator", INTEGER, "Cases counted.", minimum=0),
    Column("case_count", INTEGER, "Cases that can be judged.", minimum=0),
    Column("not_judged_count", INTEGER, "Cases that cannot be judged.", minimum=0),
    Column("median_wait_days", NUMBER, "Median wait of the cases whose act was done.", unit="d"),
    Column("target", NUMBER, "Share that should be reached (or not passed).", minimum=0, maximum=1),
    Column("is_lower_better", BOOLEAN, "The target is not to be passed."),
    Column("is_computable", BOOLEAN, "Canonical tables hold what the indicator needs."),
    Column("not_computable_reason", TEXT, "Which input is missing."),
    Column("indicator_source", TEXT, "Where the indicator comes from."),
]

COLUMNS: dict[str, Column] = {}
for _group in (
    _PROVENANCE,
    _PATIENT,
    _DISEASE,
    _LABORATORY,
    _IMAGING,
    _TREATMENT,
    _CALCIUM,
    _COHORT,
    _EVENT,
    _POPULATION,
    _OPERATIONS,
    _MOLECULAR,
    _PROFILE,
    _SCORES,
    _BODY_COMPOSITION,
    _COMPARISON,
    _BURDEN,
    _BENCHMARK,
    _RENAL,
    _MARKER,
    _EXPOSURE,
    _HYPOCALCAEMIA,
    _INDICATOR,
):
    for _column in _group:
        assert _column.name not in COLUMNS, f"column {_column.name} is declared twice"
        COLUMNS[_column.name] = _column
