"""Data-quality rules that single rows can break (domain.md §8), once, by code.

Rules of severity `block` reject the row: it goes to ops.rejected under this code.
The others keep the row and are listed in derived.finding. Codes L, X and D06 are those of
domain.md §8; where it gives none, a letter for the table and a number.

Not asked, for want of what to ask it of: L07 (the code a laboratory sends becomes an analyte at the
door, and is not kept beside its unit), the stay of an operation, the SUV of a PET, and rules that
§8 names without a threshold (gaps of systemic lines, order of visits).
"""

from warehouse.schema.declare import KahnCategory, Rule, Severity
from warehouse.schema.rules_of_disease import DISEASE_RULES
from warehouse.schema.rules_of_treatment import TREATMENT_RULES

_C, _K, _P = KahnCategory.CONFORMANCE, KahnCategory.COMPLETENESS, KahnCategory.PLAUSIBILITY
_BLOCK, _ERROR, _WARN = Severity.BLOCK, Severity.ERROR, Severity.WARNING

_RULES = [
    # The row cannot be read.
    Rule("field_count", _BLOCK, _C, "The row does not have as many fields as the header."),
    Rule("encoding", _BLOCK, _C, "The row holds bytes that the declared encoding does not have."),
    Rule("quoting", _BLOCK, _C, "A quote opens and is never closed."),
    Rule("not_json", _BLOCK, _C, "The line is not a JSON object."),
    # The row cannot be understood.
    Rule("missing", _BLOCK, _K, "A required column is empty."),
    Rule("not_a_date", _BLOCK, _C, "A date fits none of the declared formats, or no calendar."),
    Rule("not_a_number", _BLOCK, _C, "A number cannot be read as one."),
    Rule(
        "not_a_pseudonym",
        _BLOCK,
        _C,
        "The mapping says that its patients are pseudonyms already, and this is none.",
    ),
    Rule("not_in_vocabulary", _BLOCK, _C, "A code is not in the closed list of its column."),
    Rule("out_of_range", _BLOCK, _P, "A number lies outside the range of its column."),
    Rule("unknown_analyte", _BLOCK, _C, "The analyte is not mapped to the registry."),
    Rule("not_tracked", _BLOCK, _C, "The mapping says this code is not followed here."),
    Rule("L01", _BLOCK, _C, "The unit is not one the analyte can be converted from.", "lab_result"),
    Rule("L02", _BLOCK, _C, "A result is neither a number nor words.", "lab_result"),
    Rule("X10", _BLOCK, _C, "The patient of the row is not known (orphan key)."),
    Rule("opposed", _BLOCK, _C, "The patient opposes the reuse of their data."),
    # The row is kept; what it says cannot be right.
    Rule("L03", _ERROR, _P, "The value lies outside the hard limits of its analyte.", "lab_result"),
    Rule(
        "L05",
        _ERROR,
        _P,
        "The value is impossible in its unit and ordinary in another: a unit slip.",
        "lab_result",
    ),
    Rule("L09", _ERROR, _P, "The result was issued before the sample was drawn.", "lab_result"),
    Rule(
        "L10",
        _ERROR,
        _P,
        "The sample precedes birth, or follows death by more than a day.",
        "lab_result",
    ),
    Rule("X01", _ERROR, _P, "A skeletal event of a patient without bone metastasis."),
    Rule("X02", _ERROR, _P, "The event follows the death of the patient."),
    Rule("X03", _ERROR, _P, "The row is dated before the month of birth of its patient."),
    Rule(
        "L08E",
        _ERROR,
        _P,
        "Same patient, analyte and sample as another row, both final, and another value.",
        "lab_result",
    ),
    Rule(
        "L13",
        _ERROR,
        _P,
        "Urinary NTX without creatinine of that urine, or with creatinine under 0.5 mmol/L.",
        "lab_result",
    ),
    # The row is kept and counts; someone should look.
    Rule("L06", _WARN, _C, "The lower reference limit is not below the upper.", "lab_result"),
    Rule(
        "L08", _WARN, _P, "Same patient, analyte, instant and value as another row.", "lab_result"
    ),
    Rule("L09W", _WARN, _P, "The result came more than 30 days after the sample.", "lab_result"),
    Rule(
        "L11",
        _WARN,
        _P,
        "Total calcium moved by more than 1.0 mmol/L, or albumin by more than 15 g/L, within 72 "
        "hours.",
        "lab_result",
    ),
    Rule("L14", _WARN, _P, "CTX drawn at or after 09:00, or not fasting.", "lab_result"),
    Rule("CA_ALONE", _WARN, _K, "Total calcium without any albumin within 7 days.", "lab_result"),
    Rule(
        "REVIEW_LOST",
        _WARN,
        _C,
        "The event reviewed does not exist for that patient: the row that founded it was "
        "withdrawn, or the key is wrong.",
        "review",
    ),
    Rule(
        "REVIEW_MERGE",
        _WARN,
        _C,
        "A merge is not applied: what it merges into does not exist for that patient, was "
        "rejected, or leads back to it.",
        "review",
    ),
    Rule(
        "REVIEW_ACCEPT",
        Severity.INFO,
        _C,
        "An accepted event stays excluded, for a reason that a review does not lift.",
        "review",
    ),
    Rule(
        "L15",
        _WARN,
        _C,
        "Calcium corrected by the laboratory fits neither formula, by more than 0.05 mmol/L.",
        "lab_result",
    ),
    Rule(
        "L15F",
        Severity.INFO,
        _C,
        "Calcium corrected by the laboratory fits the formula that grades are not read on: the laboratory uses it.",
        "lab_result",
    ),
    Rule(
        "X06",
        _WARN,
        _P,
        "A hypercalcaemia above 3.0 mmol/L without its code, or the code without a hypercalcaemia.",
    ),
    Rule(
        "LATE",
        Severity.INFO,
        _K,
        "The row became known more than 7 days after its result.",
        "lab_result",
    ),
    Rule("X09", _WARN, _P, "The row is dated more than 10 years before its feed began."),
    *DISEASE_RULES,
    *TREATMENT_RULES,
]

RULES: dict[str, Rule] = {rule.code: rule for rule in _RULES}
