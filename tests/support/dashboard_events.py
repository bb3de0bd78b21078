"""Skeletal events of the invented patients, each with the source rows it rests on."""

import hashlib
import random
from datetime import date, timedelta

from tests.support.dashboard_invented import SITES, Invented, Row, at, day_of


def event_days(chance: random.Random, followed: int) -> list[tuple[int, str]]:
    hazards = {"RT": 0.0618, "FX": 0.0345, "SX": 0.0066, "SCC": 0.0052, "HCM": 0.0052}
    drawn = []
    for kind, monthly in hazards.items():
        day = chance.expovariate(monthly / 30.4)
        while day <= followed:
            drawn.append((int(day), kind))
            day += 15 + chance.expovariate(monthly / 30.4)
    return sorted(drawn)


def invent_event(
    invented: Invented, who: str, index: date, day: int, kind: str, **columns: object
) -> Row:
    on = index + timedelta(days=day)
    site = invented.chance.choice(SITES)
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


def every_look(invented: Invented, who: str, index: date) -> list[Row]:
    looks = [(40, "RT"), (45, "RT"), (120, "FX"), (200, "SCC"), (221, "SX"), (320, "HCM")]
    events = [invent_event(invented, who, index, day, kind) for day, kind in looks]
    events.append(invent_event(invented, who, index, -3, "FX"))
    events.append(
        invent_event(
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


def mark_counted(events: list[Row], endpoint: str) -> list[Row]:
    counted: list[Row] = []
    for event in sorted(events, key=day_of):
        eligible = (
            event[f"is_in_{endpoint}"]
            and not event["excluded_reason"]
            and not event["is_prevalent"]
        )
        far = not counted or day_of(event) >= day_of(counted[-1]) + 21
        event[f"is_counted_{endpoint}"] = bool(eligible and far)
        if event[f"is_counted_{endpoint}"]:
            counted.append(event)
    return counted
