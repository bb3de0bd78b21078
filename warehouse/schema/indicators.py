"""Quality indicators of care, each declared once: what is counted, out of what, with what target.

Windows and limits are clinical definitions (see definitions.py); a target judges a share and never
makes one, so it is kept here and is not part of the version stored with derived rows.
"""

from dataclasses import dataclass

_SOURCE = "domain.md §6"
_HOURS = "the canonical tables hold dates of treatment, not hours"


@dataclass(frozen=True)
class Indicator:
    """An indicator of care: numerator out of denominator, and the share it should reach.

    `not_computable_reason` says which input no canonical table holds; without it there are cases.
    """

    code: str
    meaning: str
    numerator: str
    denominator: str
    target: float | None
    source: str
    is_lower_better: bool = False
    is_wait_measured: bool = False
    not_computable_reason: str | None = None


_INDICATORS = [
    Indicator(
        "Q1",
        "Calcium and albumin paired in the last 35 days.",
        "patients with a calcium paired to an albumin in the last 35 days",
        "patients alive and seen in the last 90 days",
        0.90,
        _SOURCE,
    ),
    Indicator(
        "Q2",
        "Ionised calcium measured where corrected calcium misleads.",
        "results with an ionised calcium within 24 hours",
        "results with corrected calcium of 2.9 mmol/L or more, or albumin under 30 g/L",
        0.80,
        _SOURCE,
    ),
    Indicator(
        "Q3",
        "Hypercalcaemia treated in time.",
        "episodes treated within 24 hours, or 6 hours above 3.5 mmol/L",
        "episodes of hypercalcaemia",
        0.90,
        _SOURCE,
        not_computable_reason="intravenous fluid and calcitonin are in no canonical table, "
        f"and {_HOURS}",
    ),
    Indicator(
        "Q4a",
        "Calcium checked again by the third day after treatment.",
        "episodes with a calcium 1 to 3 days after the dose",
        "episodes of hypercalcaemia treated by a bone-targeted agent",
        0.90,
        _SOURCE,
    ),
    Indicator(
        "Q4b",
        "Calcium back in its reference interval by day 10 of treatment.",
        "episodes with calcium within the upper limit 1 to 10 days after the dose",
        "episodes of hypercalcaemia treated by a bone-targeted agent",
        0.80,
        _SOURCE,
    ),
    Indicator(
        "Q5",
        "Bone-targeted agent started within 90 days of bone metastasis.",
        "patients who started within 90 days",
        "patients alive and followed 90 days after bone metastasis was documented",
        0.80,
        f"{_SOURCE}; ESMO 2020",
        is_wait_measured=True,
    ),
    Indicator(
        "Q6",
        "Dental check in the 90 days before the first dose.",
        "starters with a dental check in the 90 days before",
        "patients who started a bone-targeted agent",
        0.90,
        f"{_SOURCE}, guideline",
    ),
    Indicator(
        "Q7",
        "Calcium and vitamin D prescribed at the start.",
        "starters with both prescribed",
        "patients who started a bone-targeted agent",
        0.90,
        f"{_SOURCE}; zoledronate and denosumab SmPC",
        not_computable_reason="supplements are in no canonical table",
    ),
    Indicator(
        "Q8a",
        "Vitamin D measured around the start.",
        "starters with 25-hydroxyvitamin D from 90 days before to 30 days after",
        "patients who started a bone-targeted agent",
        0.90,
        f"{_SOURCE}, guideline",
    ),
    Indicator(
        "Q8b",
        "Vitamin D deficiency corrected.",
        "deficient starters who were supplemented",
        "starters with 25-hydroxyvitamin D under 50 nmol/L",
        0.90,
        f"{_SOURCE}, guideline",
        not_computable_reason="supplements are in no canonical table",
    ),
    Indicator(
        "Q9a",
        "Hypocalcaemia excluded before the first denosumab.",
        "starters whose last calcium in the 14 days before was not low",
        "patients who started denosumab",
        0.90,
        f"{_SOURCE}; denosumab SmPC",
    ),
    Indicator(
        "Q9b",
        "Calcium measured in the 14 days after the first denosumab.",
        "starters with a calcium 1 to 14 days after the dose",
        "patients who started denosumab",
        0.90,
        f"{_SOURCE}; denosumab SmPC",
    ),
    Indicator(
        "Q10a",
        "Creatinine in the 7 days before each zoledronate.",
        "doses with a creatinine in the 7 days before",
        "doses of zoledronate",
        0.95,
        f"{_SOURCE}; zoledronate SmPC",
    ),
    Indicator(
        "Q10b",
        "Dose of zoledronate matching creatinine clearance.",
        "doses that match the clearance",
        "doses of zoledronate whose amount and clearance are known",
        0.95,
        f"{_SOURCE}; zoledronate SmPC",
    ),
    Indicator(
        "Q11a",
        "Doses missed under treatment.",
        "expected doses that did not come by 14 days after they were due, not held",
        "doses expected under a bone-targeted agent",
        0.10,
        _SOURCE,
        is_lower_better=True,
    ),
    Indicator(
        "Q11b",
        "At least 80 % of days covered.",
        "patients covered on at least 80 % of their days of treatment",
        "patients treated by a bone-targeted agent",
        0.80,
        _SOURCE,
    ),
    Indicator(
        "Q12",
        "Osteonecrosis of the jaw.",
        "patients with a first osteonecrosis",
        "person-years exposed",
        None,
        f"{_SOURCE}; MHRA 2014",
        is_lower_better=True,
        not_computable_reason="osteonecrosis of the jaw is known only where a stay is coded K10.2 or "
        "M87.1: without a file of dental care the rate would be too low",
    ),
    Indicator(
        "Q13",
        "Whole-spine MRI and plan within 24 hours of a suspected cord compression.",
        "suspicions imaged and planned within 24 hours",
        "suspected cord compressions with neurological signs",
        0.95,
        f"{_SOURCE}; NICE QS56",
        not_computable_reason="suspicions of compression, their hour and their treatment plan "
        "are in no canonical table: only compressions that were found are",
    ),
    Indicator(
        "Q14a",
        "Cord compression treated by the next calendar day.",
        "compressions irradiated or operated on by the next day",
        "cord compressions",
        0.90,
        f"{_SOURCE}; hours are not recorded, so 24 hours is read as the next day",
        is_wait_measured=True,
    ),
    Indicator(
        "Q14b",
        "Cord compression treated by the second day.",
        "compressions irradiated or operated on by the second day",
        "cord compressions",
        0.95,
        f"{_SOURCE}; hours are not recorded, so 48 hours is read as two days",
        is_wait_measured=True,
    ),
    Indicator(
        "Q14c",
        "Frankel grade known at cord compression and 30 days later.",
        "compressions with both grades",
        "cord compressions of patients alive at day 30",
        0.80,
        _SOURCE,
    ),
    Indicator(
        "Q15",
        "Painful uncomplicated metastasis irradiated by a single 8 Gy.",
        "courses of one fraction of 8 Gy",
        "courses against pain to bone without fracture or compression behind them",
        0.60,
        f"{_SOURCE}; ESMO 2020",
    ),
    Indicator(
        "Q16",
        "Radiotherapy within 14 days of its decision.",
        "courses started within 14 days",
        "courses to bone whose decision is dated",
        0.90,
        _SOURCE,
        is_wait_measured=True,
    ),
    Indicator(
        "Q17",
        "Surgical opinion within 7 days of a lesion at risk.",
        "lesions with a surgical opinion within 7 days",
        "lesions with a Mirels score of 9 or more, or a SINS of 7 or more",
        0.90,
        _SOURCE,
        not_computable_reason="surgical opinions are in no canonical table: only operations are",
    ),
    Indicator(
        "Q18",
        "Radiotherapy within 6 weeks of fixation.",
        "fixations followed by radiotherapy of the same bone within 42 days",
        "operations to prevent or mend a fracture",
        0.80,
        f"{_SOURCE}, guideline",
        is_wait_measured=True,
    ),
    Indicator(
        "Q19",
        "EGFR, KRAS and ALK known within 30 days of stage IV adenocarcinoma.",
        "patients with the three results by day 30",
        "patients with bone metastasis of a lung adenocarcinoma",
        0.80,
        _SOURCE,
        is_wait_measured=True,
    ),
    Indicator(
        "Q20",
        "Bone multidisciplinary meeting within 30 days of bone metastasis.",
        "patients discussed within 30 days",
        "patients with bone metastasis",
        0.80,
        _SOURCE,
        is_wait_measured=True,
    ),
]

INDICATORS: dict[str, Indicator] = {item.code: item for item in _INDICATORS}
