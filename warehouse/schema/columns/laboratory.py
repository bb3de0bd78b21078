"""Laboratory results and what the kidney makes of them."""

from warehouse.schema.columns.kinds import BOOLEAN, DATETIME, INTEGER, NUMBER, TEXT
from warehouse.schema.declare import Column

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

LABORATORY_COLUMNS = (
    *_LABORATORY,
    *_RENAL,
)
