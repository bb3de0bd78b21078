"""Examples of the rules of treatments, events and visits."""

from tests.support.histories import Patient, day, patient, person
from tests.support.rule_example import example

ZOLEDRONATE, DENOSUMAB, PAMIDRONATE, CLODRONATE = "M05BA08", "M05BX04", "M05BA03", "M05BA02"


def _irradiated(
    *,
    total: float,
    fractions: int,
    dose: float | None = None,
    days: int = 0,
    intent: str = "analgesic",
) -> Patient:
    """A course to a femur whose lesion is described."""
    return (
        person("a")
        .lesion(0, "femur")
        .radiotherapy(
            0,
            intent,
            ended_on=day(days),
            fractions_planned=fractions,
            fractions_delivered=fractions,
            total_dose_gy=total,
            dose_per_fraction_gy=dose,
        )
    )


def _dosed(
    *doses: tuple[str, float, int], route: str | None = None, held: str | None = None
) -> Patient:
    """Doses: agent, mg, day."""
    somebody = patient("a")
    for agent, dose, on in doses:
        somebody = somebody.having(
            "bone_agent_administration",
            atc_code=agent,
            dose_mg=dose,
            administered_on=day(on),
            route=route,
            held_reason=held,
        )
    return somebody


def _line(somebody: Patient, number: int, start: int, end: int | None = None) -> Patient:
    return somebody.having(
        "systemic_line",
        line_number=number,
        started_on=day(start),
        ended_on=None if end is None else day(end),
    )


def _treated(systemic_class: str) -> Patient:
    return person("a").having("systemic_line", started_on=day(0), systemic_class=systemic_class)


def _graded(ecog: int, on: int, died: int | None) -> Patient:
    return person("a", died=died).having("followup", visited_on=day(on), ecog=ecog)


_RADIOTHERAPY = (
    example(
        "R01",
        "ten fractions of 3 Gy are not 27 Gy",
        _irradiated(total=27, fractions=10, dose=3),
        "RADIOTHERAPY-1",
        _irradiated(total=30.5, fractions=10, dose=3),
    ),
    example(
        "R03",
        "half a gray a fraction",
        _irradiated(total=5, fractions=10, dose=0.5),
        "RADIOTHERAPY-1",
        _irradiated(total=10, fractions=10, dose=1),
    ),
    example(
        "R04",
        "a single 8 Gy in two fractions",
        _irradiated(total=8, fractions=2, dose=8),
        "RADIOTHERAPY-1",
        _irradiated(total=8, fractions=2, dose=4),
    ),
    example(
        "R05",
        "five fractions in 25 days",
        _irradiated(total=20, fractions=5, days=25),
        "RADIOTHERAPY-1",
        _irradiated(total=20, fractions=5, days=24),
    ),
    example(
        "R06",
        "irradiated where no lesion is described",
        person("a").lesion(0, "L1").radiotherapy(0, site="femur").lesion(91, "femur"),
        "RADIOTHERAPY-1",
        (
            person("a").lesion(90, "femur_neck").radiotherapy(0, site="femur"),
            person("b").radiotherapy(0, site="femur"),
            person("c").lesion(0, "L1").radiotherapy(0, site="spine"),
        ),
    ),
    example(
        "R07",
        "60 Gy in 30 fractions against pain",
        _irradiated(total=60, fractions=30),
        "RADIOTHERAPY-1",
        (
            _irradiated(total=60, fractions=30, intent="curative"),
            _irradiated(total=54, fractions=3),
            _irradiated(total=50, fractions=25),
        ),
    ),
    example(
        "R08",
        "two courses of one femur overlap",
        person("a")
        .lesion(0, "femur")
        .radiotherapy(0, plan_id="A", ended_on=day(10))
        .radiotherapy(10, plan_id="B"),
        "RADIOTHERAPY-2",
        person("a")
        .lesion(0, "femur")
        .radiotherapy(0, plan_id="A", ended_on=day(10))
        .radiotherapy(11, plan_id="B")
        .radiotherapy(5, plan_id="C", site="humerus"),
    ),
    example(
        "R09",
        "ends before it starts",
        person("a").radiotherapy(5, ended_on=day(4)),
        "RADIOTHERAPY-1",
        person("a").radiotherapy(5, ended_on=day(5)),
    ),
    example(
        "X04",
        "bone irradiated, no lesion ever",
        person("a").radiotherapy(0),
        "RADIOTHERAPY-1",
        (
            person("a").radiotherapy(0).lesion(900, "rib"),
            person("b").radiotherapy(0, site=None, target_is_bone=False),
        ),
    ),
)

_EVENTS = (
    example(
        "S01",
        "preventive on the day of the fracture",
        person("a").surgery(0, "preventive", "femur").fracture(0, "femur_neck"),
        "SURGERY-1",
        (
            person("a").surgery(0, "preventive", "femur").fracture(1, "femur"),
            person("b").surgery(0, "preventive", "femur").fracture(0, "humerus"),
            person("c").surgery(0, "fracture", "femur").fracture(0, "femur"),
        ),
    ),
    example(
        "S01",
        "the act says preventive, the intent nothing",
        person("a").surgery(0, None, ccam_code="NBCA011").fracture(0),
        "SURGERY-1",
        person("a").surgery(0, None, ccam_code="NBCA005").fracture(0),
    ),
    example(
        "X08",
        "the bone breaks after prevention",
        person("a").surgery(0, "preventive", "femur").fracture(89, "femur"),
        "FRACTURE-1",
        (
            person("a").surgery(0, "preventive", "femur").fracture(90, "femur"),
            person("b").surgery(0, "preventive", "femur").fracture(0, "femur"),
            person("c").surgery(9, "preventive", "femur").fracture(3, "femur"),
        ),
    ),
    example(
        "F01",
        "pathological without metastasis by then",
        (person("a").fracture(0), patient("b").fracture(-31)),
        "FRACTURE-1 FRACTURE-2",
        (
            patient("a").fracture(-30),
            person("b").fracture(0, fracture_mechanism="traumatic"),
            person("c")
            .fracture(0)
            .having(
                "imaging_exam",
                exam_id="E",
                modality="CT",
                examined_on=day(0),
                concludes_bone_metastasis="yes",
            ),
        ),
    ),
    example(
        "C01",
        "nobody saw the compression",
        person("a")
        .cord_compression(0, confirmed_by="clinical")
        .having("imaging_exam", exam_id="E", modality="MR", examined_on=day(8)),
        "CORD_COMPRESSION-1",
        person("a")
        .cord_compression(0, confirmed_by=None)
        .having("imaging_exam", exam_id="E", modality="MR", examined_on=day(-7))
        .cord_compression(50, confirmed_by="surgery"),
    ),
)

_BONE_AGENTS = (
    example(
        "B01",
        "doses of no label",
        _dosed((ZOLEDRONATE, 8, 0), (DENOSUMAB, 90, 40), (PAMIDRONATE, 20, 80)),
        "BONE_AGENT_ADMINISTRATION-1 BONE_AGENT_ADMINISTRATION-2 BONE_AGENT_ADMINISTRATION-3",
        _dosed(
            (ZOLEDRONATE, 3.3, 0),
            (DENOSUMAB, 60, 40),
            (PAMIDRONATE, 90, 80),
            ("M05BA06", 50, 120),
            (CLODRONATE, 1600, 160),
        ),
    ),
    example(
        "B01",
        "a dose that was held is none",
        _dosed((ZOLEDRONATE, 8, 0)),
        "BONE_AGENT_ADMINISTRATION-1",
        _dosed((ZOLEDRONATE, 8, 0), held="creatinine"),
    ),
    example(
        "B02",
        "products of osteoporosis",
        _dosed((ZOLEDRONATE, 5, 0), (DENOSUMAB, 60, 40)),
        "BONE_AGENT_ADMINISTRATION-1 BONE_AGENT_ADMINISTRATION-2",
        _dosed((ZOLEDRONATE, 4, 0), (DENOSUMAB, 120, 40)),
    ),
    example(
        "B03",
        "13 days after the dose before",
        _dosed((DENOSUMAB, 120, 0), (DENOSUMAB, 120, 13)),
        "BONE_AGENT_ADMINISTRATION-2",
        _dosed(
            (DENOSUMAB, 120, 0),
            (DENOSUMAB, 120, 14),
            (CLODRONATE, 1600, 100),
            (CLODRONATE, 1600, 101),
        ),
    ),
    example(
        "B04",
        "zoledronate under the skin",
        _dosed((ZOLEDRONATE, 4, 0), route="SC"),
        "BONE_AGENT_ADMINISTRATION-1",
        _dosed((ZOLEDRONATE, 4, 0), (PAMIDRONATE, 90, 50), route="iv "),
    ),
    example(
        "B04",
        "denosumab in a vein",
        _dosed((DENOSUMAB, 120, 0), route="intraveineuse"),
        "BONE_AGENT_ADMINISTRATION-1",
        _dosed((DENOSUMAB, 120, 0), route="Sous-cutané"),
    ),
    example(
        "B05",
        "long before bone metastasis",
        _dosed((DENOSUMAB, 120, -91)),
        "BONE_AGENT_ADMINISTRATION-1",
        _dosed((DENOSUMAB, 120, -90), (DENOSUMAB, 60, -400)),
    ),
    example(
        "B06",
        "after osteonecrosis of the jaw",
        _dosed((DENOSUMAB, 120, 11)).diagnosis("recurrence", 10, icd10_code="M87.18"),
        "BONE_AGENT_ADMINISTRATION-1",
        _dosed((DENOSUMAB, 120, 10)).diagnosis("recurrence", 10, icd10_code="M87.18"),
    ),
    example(
        "B07",
        "two classes within 14 days",
        _dosed((ZOLEDRONATE, 4, 0), (DENOSUMAB, 120, 14)),
        "BONE_AGENT_ADMINISTRATION-2",
        _dosed(
            (ZOLEDRONATE, 4, 0), (DENOSUMAB, 120, 15), (PAMIDRONATE, 90, 100), (ZOLEDRONATE, 4, 105)
        ),
    ),
)

_LINES_AND_VISITS = (
    example(
        "T01",
        "the second line before the first",
        _line(_line(person("a"), 1, 10), 2, 9),
        "SYSTEMIC_LINE-2",
        _line(_line(_line(person("a"), 1, 10), 1, 5), 2, 10),
    ),
    example(
        "T02",
        "an EGFR inhibitor without altered EGFR",
        _treated("egfr_tki"),
        "SYSTEMIC_LINE-1",
        (
            _treated("chemotherapy"),
            _treated("egfr_tki").having("molecular_test", gene="EGFR", test_result="positive"),
        ),
    ),
    example(
        "T03",
        "a line starts 15 days before the end of the one before",
        _line(_line(_line(person("a"), 1, 0, 50), 2, 20), 3, 35),
        "SYSTEMIC_LINE-2 SYSTEMIC_LINE-3",
        _line(_line(person("a"), 1, 0, 50), 2, 36),
    ),
    example(
        "V01",
        "ECOG 5 of somebody alive",
        _graded(5, 10, 11),
        "FOLLOWUP-1",
        (_graded(5, 10, 10), _graded(4, 10, None)),
    ),
    example(
        "V02",
        "fully active a week before death",
        _graded(0, 3, 10),
        "FOLLOWUP-1",
        (_graded(0, 2, 10), _graded(1, 9, 10)),
    ),
)

TREATMENT_EXAMPLES = (*_RADIOTHERAPY, *_EVENTS, *_BONE_AGENTS, *_LINES_AND_VISITS)
