"""Sixty invented patients, as rows of the declared tables: what the pages are drawn from.

The numbers are plausible, nothing more: clinical rules are tested where they live. The first
patient shows every way a mark can look; the second has nothing but a diagnosis.
"""

import random
from datetime import date, timedelta

from tests.support.dashboard_events import event_days, every_look, invent_event, mark_counted
from tests.support.dashboard_invented import (
    AS_OF,
    EMPTY,
    FULL,
    SITES,
    Invented,
    Row,
    day_of,
    patient_id,
)
from tests.support.dashboard_treatments import invent_laboratory, invent_treatments

_HISTOLOGIES = ["adenocarcinoma"] * 5 + ["squamous"] * 2 + ["small_cell"] * 2 + ["not_specified"]


def invent_cohort(patients: int = 60, seed: int = 4) -> dict[str, list[Row]]:
    """Canonical and derived rows of the patients, by full table name."""
    invented = Invented(random.Random(seed))
    for number in range(patients):
        _invent_patient(invented, number)
    return invented.tables


def _invent_patient(invented: Invented, number: int) -> None:
    chance, who = invented.chance, patient_id(number)
    index = (
        date(2025, 6, 1)
        if number == FULL
        else date(2023, 1, 1) + timedelta(days=chance.randrange(1250))
    )
    survival = 500 if number == FULL else 20 + int(chance.expovariate(1 / 260))
    end = min(index + timedelta(days=survival), AS_OF - timedelta(days=30))
    dies = number != FULL and index + timedelta(days=survival) == end
    histology = _HISTOLOGIES[number % len(_HISTOLOGIES)]
    _invent_disease(invented, who, index, end, dies, histology)
    if number == EMPTY:
        _follow(invented, who, index, end, dies, histology, [])
        return
    days = event_days(chance, (end - index).days) if number != FULL else []
    events = [invent_event(invented, who, index, day, kind) for day, kind in days]
    if number == FULL:
        events = every_look(invented, who, index)
    invent_treatments(invented, who, index, end)
    invent_laboratory(invented, who, index, end, crisis=number in (FULL, 7, 23))
    _follow(invented, who, index, end, dies, histology, events)


def _invent_disease(
    invented: Invented, who: str, index: date, end: date, dies: bool, histology: str
) -> None:
    chance = invented.chance
    age = chance.randrange(48, 84)
    cancer = index - timedelta(days=chance.choice([0, 0, 40, 200]))
    sex = chance.choice("MF")
    invented.source(
        "patient",
        who,
        cancer,
        "oncology_patient",
        sex=sex,
        birth_on=date(index.year - age, 3, 1),
        death_on=end if dies else None,
        vital_status="dead" if dies else "alive",
        last_contact_on=end,
    )
    invented.source(
        "diagnosis",
        who,
        cancer,
        "oncology_diagnosis",
        diagnosis_kind="primary",
        diagnosed_on=cancer,
        icdo_morphology_code="8140/3",
    )
    if histology == "adenocarcinoma":
        invented.source(
            "molecular_test",
            who,
            cancer,
            "oncology_molecular",
            gene="KRAS",
            test_result=chance.choice(["positive", "negative"]),
            reported_on=cancer,
        )
    exam = invented.source(
        "imaging_exam",
        who,
        index,
        "imaging_exam",
        exam_id=f"E{who[:6]}",
        modality="CT",
        examined_on=index,
        body_region="chest",
        concludes_bone_metastasis="yes",
    )
    invented.source(
        "lesion",
        who,
        index,
        "imaging_lesion",
        lesion_id=f"{exam}-1",
        exam_id=f"E{who[:6]}",
        examined_on=index,
        bone_site=chance.choice(SITES),
    )
    for later in range(90, (end - index).days, 120):
        day = index + timedelta(days=later)
        invented.source(
            "imaging_exam",
            who,
            day,
            "imaging_exam",
            exam_id=f"E{who[:6]}{later}",
            modality=chance.choice(["CT", "MR", "PT"]),
            examined_on=day,
            concludes_bone_metastasis=chance.choice(["yes", "no", "equivocal"]),
        )
    invented.derived(
        "cohort",
        patient_id=who,
        sex=sex,
        age_at_index_years=age,
        cancer_on=cancer,
        histology=histology,
        index_on=index,
        index_basis="imaging",
        entry_on=index + timedelta(days=20 if chance.random() < 0.1 else 0),
        exit_on=end,
        exit_status="dead" if dies else "censored",
        death_on=end if dies else None,
    )


def _follow(
    invented: Invented,
    who: str,
    index: date,
    end: date,
    dies: bool,
    histology: str,
    events: list[Row],
) -> None:
    for endpoint in ("sre4", "sre5", "sse"):
        counted = mark_counted(events, endpoint)
        first = counted[0] if counted else None
        followed = (end - index).days
        invented.derived(
            "first_event",
            patient_id=who,
            endpoint=endpoint.upper(),
            entry_day=0,
            exit_day=max(float(day_of(first)), 0.5) if first else float(followed),
            status=1 if first else 2 if dies else 0,
            histology=histology,
            event_id=first["event_id"] if first else None,
            event_kind=first["event_kind"] if first else None,
            has_prior_event=False,
        )
    for event in events:
        invented.derived("skeletal_event", **event)
