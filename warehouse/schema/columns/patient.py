"""Who the patient is, their disease, its genes, its spread."""

from warehouse.schema.columns.kinds import BOOLEAN, DATE, INTEGER, NUMBER, TEXT, TEXT_LIST
from warehouse.schema.declare import Column

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
    Column(
        "molecular_group_known_on",
        DATE,
        "First date the report that decides the molecular group was there: of the altered gene, or of the last of the three.",
    ),
    Column("kras_result_known_on", DATE, "First date KRAS had a result."),
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

PATIENT_COLUMNS = (
    *_PATIENT,
    *_DISEASE,
    *_MOLECULAR,
    *_PROFILE,
)
