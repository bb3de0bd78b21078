"""Populations drawn straight as derived tables, for the tables that count them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import polars as pl

from tests.support.histories import DAY_0, day
from transforms.frames import conform, empty_frame
from warehouse.schema import DERIVED

Value = str | int | float | bool | None
LATER = 3000  # nobody is followed longer, unless told


def drawn(name: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """A derived table from rows that say only what matters; the rest is missing."""
    table = DERIVED[name]
    schema = empty_frame(table).schema
    complete = [{column: row.get(column) for column in schema} for row in rows]
    return conform(pl.DataFrame(complete, schema=schema, orient="row"), table)


def profiles(*crowds: tuple[int, dict[str, Value]]) -> pl.DataFrame:
    """derived.disease_profile: so many patients of each description, diagnosed on DAY_0.

    Unless told otherwise: adenocarcinoma, stage IV at diagnosis, without bone metastasis, alive
    after LATER days. `bone` is the day of bone metastasis, `died` and `seen_until` end observation;
    `known` is the day of the molecular report.
    """
    rows = [
        _profile(f"{crowd}-{number}", told)
        for crowd, (count, told) in enumerate(crowds)
        for number in range(count)
    ]
    return drawn("disease_profile", rows)


def _profile(name: str, told: Mapping[str, Value]) -> dict[str, object]:
    bone, died = told.get("bone"), told.get("died")
    end = died if died is not None else told.get("seen_until", LATER)
    stage_iv = told.get("stage_iv", 0)
    usual: dict[str, object] = {
        "patient_id": name,
        "cancer_on": DAY_0,
        "histology": "adenocarcinoma",
        "stage_iv_on": _on(stage_iv),
        "is_stage_iv_at_diagnosis": True,
        "has_bone_metastasis": bone is not None,
        "bone_metastasis_on": _on(bone),
        "is_bone_metastasis_synchronous": isinstance(bone, int) and bone <= 90,
        "has_bone_metastasis_at_stage_iv": isinstance(bone, int) and bone <= 30,
        "entry_on": _on(told.get("entry", 0)),
        "exit_on": _on(end),
        "exit_status": "dead" if died is not None else "censored",
        "molecular_group_known_on": _on(told.get("known", 0)),
        "kras_result_known_on": _on(told.get("known", 0)),
    }
    aliases = ("bone", "died", "seen_until", "entry", "stage_iv", "known")
    return {**usual, **{name: value for name, value in told.items() if name not in aliases}}


def _on(number: Value) -> object:
    return None if number is None else day(int(number))


Life = tuple[int, bool, list[int]]


def lives(*people: Life) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Cohort, counted events and first events of people told as (end, death, event days)."""
    cohort, events, first = [], [], []
    for number, (end, died, days) in enumerate(people):
        name = f"p{number:02d}"
        cohort.append(
            {
                "patient_id": name,
                "index_on": DAY_0,
                "entry_on": DAY_0,
                "exit_on": day(end),
                "exit_status": "dead" if died else "censored",
            }
        )
        events += [event(name, on) for on in days]
        for endpoint in ("SRE4", "SRE5", "SSE", "SSE_upper"):
            first.append(
                {
                    "patient_id": name,
                    "endpoint": endpoint,
                    "entry_day": 0,
                    "exit_day": days[0] if days else end,
                    "status": 1 if days else 2 if died else 0,
                }
            )
    return drawn("cohort", cohort), drawn("skeletal_event", events), drawn("first_event", first)


def event(patient: str, on: int, kind: str = "RT", **values: object) -> dict[str, object]:
    """A skeletal event after entry, counted, unless told otherwise."""
    in_sre4 = kind != "HCM"
    usual: dict[str, object] = {
        "event_id": f"{patient}-{kind}-{on}",
        "patient_id": patient,
        "event_kind": kind,
        "occurred_on": DAY_0 + timedelta(days=on),
        "event_day": on,
        "is_prevalent": False,
        "is_before_entry": False,
        "is_in_sre4": in_sre4,
        "is_in_sre5": True,
        "is_in_sse": in_sre4,
        "is_in_sse_upper": in_sre4,
        "is_counted_sre4": in_sre4,
        "is_counted_sre5": True,
        "is_counted_sse": in_sre4,
        "is_counted_sse_upper": in_sre4,
    }
    return {**usual, **values}
