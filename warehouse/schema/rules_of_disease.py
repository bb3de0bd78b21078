"""Rules of patients, their disease, its genes and its images (domain.md §8)."""

from warehouse.schema.declare import KahnCategory, Rule, Severity

_C, _K, _P = KahnCategory.CONFORMANCE, KahnCategory.COMPLETENESS, KahnCategory.PLAUSIBILITY
_ERROR, _WARN, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

DISEASE_RULES = (
    Rule(
        "P01", _WARN, _P, "Younger than 18 or older than 105 at the diagnosis of cancer.", "patient"
    ),
    Rule("P02", _ERROR, _P, "Death precedes birth.", "patient"),
    Rule("P03", _ERROR, _P, "Dead without a date of death, or alive with one.", "patient"),
    Rule("P04", _ERROR, _P, "The last contact follows death.", "patient"),
    Rule("P05", _ERROR, _P, "Death is dated after the extract that tells it.", "patient"),
    Rule("X07", _WARN, _K, "Bone metastasis and no total calcium within 90 days of it.", "patient"),
    Rule(
        "X11",
        _WARN,
        _P,
        "Same sex, month of birth, day and place of cancer as another patient: one person, maybe.",
        "patient",
    ),
    Rule("X12", _WARN, _K, "Alive, and not heard of for more than 12 months.", "patient"),
    Rule("D01", _ERROR, _P, "A bone metastasis without a primary lung cancer.", "diagnosis"),
    Rule("D02", _ERROR, _P, "A bone metastasis more than 30 days before the primary.", "diagnosis"),
    Rule(
        "D03",
        _WARN,
        _P,
        "Stage IV without any metastasis, or another stage with a metastasis within 90 days.",
        "diagnosis",
    ),
    Rule("D04", _WARN, _P, "Another primary lung cancer less than 90 days away.", "diagnosis"),
    Rule("D05", _WARN, _C, "A T, N or M class that TNM does not have.", "diagnosis"),
    Rule(
        "D06",
        _WARN,
        _C,
        "An asterisk code (M90.7, M49.5, G99.2, G55.0) of a patient in whom neither C79.5 nor C34 "
        "is coded.",
    ),
    Rule(
        "D07",
        _ERROR,
        _C,
        "A code that CIM-10 or ICD-O-3 cannot have, or that only the American edition has (M84.5, "
        "C79.51, C79.52).",
    ),
    Rule("D08", _ERROR, _C, "A morphology that is not among those followed.", "diagnosis"),
    Rule("X05", _WARN, _K, "C79.5 is coded and no bone metastasis is recorded.", "diagnosis"),
    Rule("X05I", _INFO, _K, "A bone metastasis, and no C79.5 coded within 12 months.", "diagnosis"),
    Rule(
        "M01",
        _WARN,
        _P,
        "EGFR altered together with KRAS or ALK: rare, to be read again.",
        "molecular_test",
    ),
    Rule(
        "M02",
        _ERROR,
        _P,
        "A variant on a test that is not positive, or EGFR or KRAS positive without one.",
        "molecular_test",
    ),
    Rule("M03", _ERROR, _P, "The report precedes the sample.", "molecular_test"),
    Rule("M04", _WARN, _P, "The report came more than 90 days after the sample.", "molecular_test"),
    Rule(
        "I01",
        _WARN,
        _K,
        "The report concludes to bone metastasis; none is recorded within 60 days.",
        "imaging_exam",
    ),
    Rule("N01", _ERROR, _C, "The Mirels score is not the sum of its parts.", "lesion"),
    Rule("N02", _ERROR, _C, "The SINS score is not the sum of its parts.", "lesion"),
    Rule("N03", _ERROR, _P, "Mirels outside a long bone, or SINS outside the spine.", "lesion"),
    Rule("N04", _WARN, _P, "Midline for a bone that has two sides.", "lesion"),
    Rule("N05", _WARN, _P, "The size changed by more than 300 % within 90 days.", "lesion"),
    Rule("N06", _WARN, _P, "A lesion that had resolved is stable later.", "lesion"),
    Rule("N07", _WARN, _C, "The examination of the lesion is not known.", "lesion"),
)
