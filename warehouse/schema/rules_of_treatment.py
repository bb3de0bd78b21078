"""Rules of treatments, events and visits (domain.md §8)."""

from warehouse.schema.declare import KahnCategory, Rule, Severity

_C, _P = KahnCategory.CONFORMANCE, KahnCategory.PLAUSIBILITY
_ERROR, _WARN, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

TREATMENT_RULES = (
    Rule(
        "R01",
        _ERROR,
        _C,
        "The total dose is not the fractions times the dose, within 2 %.",
        "radiotherapy",
    ),
    Rule("R03", _ERROR, _P, "Less than 1 Gy or more than 30 Gy a fraction.", "radiotherapy"),
    Rule("R04", _WARN, _P, "A single 8 Gy in more than one fraction.", "radiotherapy"),
    Rule(
        "R05",
        _WARN,
        _P,
        "The course lasts more than two days a fraction and two weeks.",
        "radiotherapy",
    ),
    Rule(
        "R06",
        _WARN,
        _P,
        "Bone is irradiated where no lesion is described within 90 days.",
        "radiotherapy",
    ),
    Rule(
        "R07",
        _WARN,
        _P,
        "More than 50 Gy in conventional fractions, and a palliative intent.",
        "radiotherapy",
    ),
    Rule("R08", _WARN, _P, "Another course in the same place overlaps.", "radiotherapy"),
    Rule("R09", _ERROR, _P, "The course ends before it starts.", "radiotherapy"),
    Rule(
        "X04",
        _WARN,
        _P,
        "Bone is irradiated and no bone lesion is described at any time.",
        "radiotherapy",
    ),
    Rule("S01", _WARN, _P, "Preventive surgery on the day of a fracture.", "surgery"),
    Rule(
        "F01",
        _ERROR,
        _P,
        "A pathological fracture without bone metastasis by 30 days after it.",
        "fracture",
    ),
    Rule(
        "X08",
        _INFO,
        _P,
        "A fracture less than 90 days after preventive surgery of the same bone.",
        "fracture",
    ),
    Rule(
        "C01", _WARN, _P, "A cord compression without MR or CT within 7 days.", "cord_compression"
    ),
    Rule("B01", _ERROR, _P, "A dose that no label of this agent has.", "bone_agent_administration"),
    Rule(
        "B02",
        _WARN,
        _P,
        "A dose of the osteoporosis product: denosumab 60 mg, zoledronate 5 mg.",
        "bone_agent_administration",
    ),
    Rule(
        "B03",
        _ERROR,
        _P,
        "Less than 14 days after a dose of the same agent.",
        "bone_agent_administration",
    ),
    Rule("B04", _WARN, _P, "A route that the agent does not have.", "bone_agent_administration"),
    Rule(
        "B05", _WARN, _P, "More than 90 days before bone metastasis.", "bone_agent_administration"
    ),
    Rule("B06", _WARN, _P, "A dose after osteonecrosis of the jaw.", "bone_agent_administration"),
    Rule(
        "B07",
        _WARN,
        _P,
        "A dose of the other class of agent within 14 days.",
        "bone_agent_administration",
    ),
    Rule("T01", _ERROR, _P, "The line starts before one of a lower number.", "systemic_line"),
    Rule("T02", _WARN, _P, "An EGFR inhibitor without an altered EGFR.", "systemic_line"),
    Rule(
        "T03", _WARN, _P, "The line before goes on for more than 14 days into it.", "systemic_line"
    ),
    Rule(
        "V01",
        _ERROR,
        _P,
        "ECOG 5 of a patient who is not dead by then.",
        "followup",
    ),
    Rule("V02", _WARN, _P, "ECOG 0 in the 7 days before death.", "followup"),
)
