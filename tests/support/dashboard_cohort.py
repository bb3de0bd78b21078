"""Sixty invented patients, as rows of the declared tables: what the pages are drawn from.

The numbers are plausible, nothing more: clinical rules are tested where they live. The first
patient shows every way a mark can look; the second has nothing but a diagnosis.
"""

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from warehouse.schema.definitions import definition_version

AS_OF = date(2026, 11, 20)
FULL, EMPTY = 0, 1
Row = dict[str, object]

_HISTOLOGIES = ["adenocarcinoma"] * 5 + ["squamous"] * 2 + ["small_cell"] * 2 + ["not_specified"]
_SITES = ["T8", "T11", "L2", "L4", "femur", "humerus", "pelvis", "rib"]
_REGIMENS = [
    ("Carboplatin pemetrexed pembrolizumab", "chemo_immunotherapy"),
    ("Docetaxel", "chemotherapy"),
    ("Osimertinib", "egfr_tki"),
]


def patient_id(number: int) -> str:
    return hashlib.sha256(f"invented patient {number}".encode()).hexdigest()[:32]


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


@dataclass
class Invented:
    """Rows being written, table by table, and the numbers of the rows."""

    chance: random.Random
    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    written: int = 0

    def source(self, table: str, who: str, day: date, feed: str, **columns: object) -> str:
        """One canonical row; what comes back names it as derived tables do."""
        self.written += 1
        row = f"{table[:3].upper()}{self.written}"
        self.tables[f"canonical.{table}"].append(
            {
                "patient_id": who,
                "feed": feed,
                "source_system": f"SYNTH-{feed[:4].upper()}",
                "source_row_id": row,
                "known_at": at(day, 23),
                "source_file": "a1b2c3d4e5f6",
                "source_line": self.written,
                **columns,
            }
        )
        return f"{table}:SYNTH-{feed[:4].upper()}:{row}"

    def derived(self, table: str, **columns: object) -> None:
        self.tables[f"derived.{table}"].append(
            {"definition_version": definition_version(), **columns}
        )


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
    days = _event_days(chance, (end - index).days) if number != FULL else []
    events = [_invent_event(invented, who, index, day, kind) for day, kind in days]
    if number == FULL:
        events = _every_look(invented, who, index)
    _invent_treatments(invented, who, index, end)
    _invent_laboratory(invented, who, index, end, crisis=number in (FULL, 7, 23))
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
        bone_site=chance.choice(_SITES),
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


def _event_days(chance: random.Random, followed: int) -> list[tuple[int, str]]:
    hazards = {"RT": 0.0618, "FX": 0.0345, "SX": 0.0066, "SCC": 0.0052, "HCM": 0.0052}
    drawn = []
    for kind, monthly in hazards.items():
        day = chance.expovariate(monthly / 30.4)
        while day <= followed:
            drawn.append((int(day), kind))
            day += 15 + chance.expovariate(monthly / 30.4)
    return sorted(drawn)


def _invent_event(
    invented: Invented, who: str, index: date, day: int, kind: str, **columns: object
) -> Row:
    on = index + timedelta(days=day)
    site = invented.chance.choice(_SITES)
    behind = [_source_of_event(invented, who, on, kind, site)]
    known = kind != "FX" or invented.chance.random() > 0.2
    event: Row = {
        "event_id": hashlib.sha256(behind[0].encode()).hexdigest()[:16],
        "patient_id": who,
        "event_kind": kind,
        "occurred_on": on,
        "event_day": day,
        "bone_site": site,
        "laterality": "M",
        "certainty": "confirmed",
        "is_symptomatic": True if known else None,
        "is_prevalent": day <= 0,
        "is_before_entry": False,
        "is_in_sre4": kind != "HCM",
        "is_in_sre5": True,
        "is_in_sse": None if not known else kind != "HCM",
        "same_day_kinds": [kind],
        "source_rows": behind,
        "excluded_reason": None,
    }
    return {**event, **columns}


def _source_of_event(invented: Invented, who: str, on: date, kind: str, site: str) -> str:
    if kind == "RT":
        fractions = [
            invented.source(
                "radiotherapy",
                who,
                on + timedelta(days=day),
                "oncology_radiotherapy",
                plan_id="P1",
                bone_site=site,
                target_is_bone=True,
                radiotherapy_intent="analgesic",
                started_on=on + timedelta(days=day),
                total_dose_gy=4.0,
            )
            for day in range(invented.chance.choice([1, 5]))
        ]
        course = hashlib.sha256(fractions[0].encode()).hexdigest()[:16]
        invented.derived(
            "radiotherapy_course",
            course_id=course,
            patient_id=who,
            started_on=on,
            ended_on=on + timedelta(days=len(fractions) - 1),
            bone_site=site,
            laterality="M",
            target_is_bone=True,
            radiotherapy_intent="analgesic",
            fractions_delivered=len(fractions),
            total_dose_gy=4.0 * len(fractions),
            source_rows=fractions,
        )
        return fractions[0]
    if kind == "SX":
        return invented.source(
            "surgery",
            who,
            on,
            "oncology_surgery",
            performed_on=on,
            bone_site=site,
            surgery_intent="preventive",
            ccam_code="NBCA011",
        )
    if kind == "HCM":
        return invented.source(
            "lab_result",
            who,
            on,
            "laboratory",
            analyte_code="CA_TOTAL",
            value=3.2,
            unit_code="mmol/L",
            sampled_at=at(on, 7),
            value_operator="=",
        )
    table = "fracture" if kind == "FX" else "cord_compression"
    return invented.source(
        table, who, on, f"oncology_{table}", occurred_on=on, bone_site=site, is_symptomatic=True
    )


def _every_look(invented: Invented, who: str, index: date) -> list[Row]:
    looks = [(40, "RT"), (45, "RT"), (120, "FX"), (200, "SCC"), (221, "SX"), (320, "HCM")]
    events = [_invent_event(invented, who, index, day, kind) for day, kind in looks]
    events.append(_invent_event(invented, who, index, -3, "FX"))
    events.append(
        _invent_event(
            invented,
            who,
            index,
            260,
            "FX",
            excluded_reason="traumatic",
            is_in_sre4=False,
            is_in_sre5=False,
            is_in_sse=False,
        )
    )
    return events


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
        counted = _mark_counted(events, endpoint)
        first = counted[0] if counted else None
        followed = (end - index).days
        invented.derived(
            "first_event",
            patient_id=who,
            endpoint=endpoint.upper(),
            entry_day=0,
            exit_day=max(float(_day_of(first)), 0.5) if first else float(followed),
            status=1 if first else 2 if dies else 0,
            histology=histology,
            event_id=first["event_id"] if first else None,
            event_kind=first["event_kind"] if first else None,
            has_prior_event=False,
        )
    for event in events:
        invented.derived("skeletal_event", **event)


def _day_of(event: Row) -> int:
    day = event["event_day"]
    assert isinstance(day, int)
    return day


def _mark_counted(events: list[Row], endpoint: str) -> list[Row]:
    counted: list[Row] = []
    for event in sorted(events, key=_day_of):
        eligible = (
            event[f"is_in_{endpoint}"]
            and not event["excluded_reason"]
            and not event["is_prevalent"]
        )
        far = not counted or _day_of(event) >= _day_of(counted[-1]) + 21
        event[f"is_counted_{endpoint}"] = bool(eligible and far)
        if event[f"is_counted_{endpoint}"]:
            counted.append(event)
    return counted


def _invent_treatments(invented: Invented, who: str, index: date, end: date) -> None:
    start, line = index + timedelta(days=10), 0
    while start < end and line < 3:
        regimen, kind = _REGIMENS[line]
        stop = start + timedelta(days=invented.chance.randrange(60, 200))
        invented.source(
            "systemic_line",
            who,
            start,
            "oncology_line",
            line_number=line + 1,
            regimen=regimen,
            systemic_class=kind,
            started_on=start,
            ended_on=stop if stop < end else None,
            stop_reason="progression",
        )
        start, line = stop + timedelta(days=14), line + 1
    for day in range(15, (end - index).days, 28):
        given = index + timedelta(days=day)
        invented.source(
            "bone_agent_administration",
            who,
            given,
            "oncology_agent",
            atc_code="M05BX04",
            product="denosumab",
            dose_mg=120.0,
            administered_on=given,
            planned_interval_days=28,
            route="SC",
            held_reason="hypocalcaemia" if invented.chance.random() < 0.1 else None,
        )


def _invent_laboratory(
    invented: Invented, who: str, index: date, end: date, *, crisis: bool
) -> None:
    followed = (end - index).days
    for day in range(0, followed, 21):
        on = index + timedelta(days=day)
        high = 1.15 if crisis and 300 <= day <= 330 else 0.0
        _invent_calcium(invented, who, on, day, high)
        if day % 84 == 0:
            _invent_markers(invented, who, on, day)


def _invent_calcium(invented: Invented, who: str, on: date, day: int, high: float) -> None:
    chance = invented.chance
    calcium, albumin = round(chance.gauss(2.24, 0.07) + high, 2), round(chance.gauss(36, 3), 1)
    pairing = {63: "within_7_days", 105: "not_computable"}.get(day, "same_sample")
    rows = {
        code: invented.source(
            "lab_result",
            who,
            on,
            "laboratory",
            analyte_code=code,
            value=value,
            unit_code=unit,
            sampled_at=at(on, 7, 40),
            value_operator="=",
            result_status="final",
            reference_low=low,
            reference_high=top,
        )
        for code, value, unit, low, top in (
            ("CA_TOTAL", calcium, "mmol/L", 2.15, 2.60),
            ("ALB", albumin, "g/L", 35.0, 50.0),
            ("CA_ION", round(calcium * 0.52, 2), "mmol/L", 1.15, 1.30),
        )
        if not (code == "ALB" and pairing == "not_computable")
        and not (code == "CA_ION" and day % 63)
    }
    computed = pairing != "not_computable"
    corrected = round(calcium + (40 - albumin) / 40, 6) if computed else None
    basis = "ionised" if "CA_ION" in rows else "corrected_seed" if computed else None
    invented.derived(
        "corrected_calcium",
        patient_id=who,
        sampled_at=at(on, 7, 40),
        calcium_mmol_l=calcium,
        albumin_g_l=albumin if computed else None,
        ionised_calcium_mmol_l=round(calcium * 0.52, 2) if "CA_ION" in rows else None,
        corrected_calcium_mmol_l=corrected,
        corrected_calcium_payne_mmol_l=round(calcium + 0.02 * (40 - albumin), 6)
        if computed
        else None,
        pairing=pairing,
        calcium_basis=basis,
        ctcae_lab_grade=0,
        is_low_albumin=albumin < 30,
        is_crisis=bool(corrected and corrected > 3.5),
        formulas_disagree=False,
        calcium_row=rows["CA_TOTAL"],
        albumin_row=rows.get("ALB"),
        ionised_calcium_row=rows.get("CA_ION"),
    )


def _invent_markers(invented: Invented, who: str, on: date, day: int) -> None:
    late = day == 168
    for code, value, unit in (
        ("CTX", 420.0, "ng/L"),
        ("ALP", 140.0, "U/L"),
        ("CREAT", 78.0, "umol/L"),
        ("PTH", 32.0, "ng/L"),
    ):
        drawn = round(value * invented.chance.uniform(0.7, 1.5), 1)
        row = invented.source(
            "lab_result",
            who,
            on,
            "laboratory",
            analyte_code=code,
            value=drawn,
            unit_code=unit,
            sampled_at=at(on, 10 if late else 7, 40),
            value_operator="<" if code == "PTH" and late else "=",
            result_status="final",
            is_fasting=not late,
        )
        if late and code == "CTX":
            invented.derived(
                "finding",
                rule_code="L14",
                severity="warning",
                patient_id=who,
                table_name="canonical.lab_result",
                column_name="sampled_at",
                source_system="SYNTH-LABO",
                source_row_id=row.rsplit(":", 1)[1],
            )
