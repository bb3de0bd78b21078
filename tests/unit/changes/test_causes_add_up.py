"""On histories drawn at random, the causes of every number add up to its difference."""

from collections.abc import Sequence
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.histories import AS_OF, Patient, hospital, patient, person, shuffled
from tests.support.two_versions import row_changes, two_versions, version
from transforms.changes.ledger import ChangeLedger, change_ledger
from transforms.changes.published_version import TwoVersions

NUMBER = ["change_measure", "endpoint", "event_kind", "at_month"]
# Enough people at risk for an incidence to be known on both sides.
STEADY = [patient(f"steady{n}", last_contact=800) for n in range(12)]
Told = Sequence[tuple[str, int, int]]

ACTS = ("fracture", "fell", "surgery", "radiotherapy", "calcium", "albumin", "visit")
FOUNDING = {"fracture": "fracture", "fell": "fracture", "surgery": "surgery"}


@st.composite
def told_patients(draw: st.DrawFn) -> list[tuple[str, Told, tuple[int, ...], bool]]:
    """A few patients: what happened on which day, by row number; last contact; in bone or not."""
    patients = []
    for number in range(draw(st.integers(1, 3))):
        acts = tuple(
            (draw(st.sampled_from(ACTS)), draw(st.integers(0, 40)) * 25, row)
            for row in range(draw(st.integers(0, 5)))
        )
        contact = draw(st.integers(0, 4)) * 250
        verdicts = tuple(draw(st.lists(st.integers(0, 5), max_size=2)))
        patients.append((f"p{number}", acts, (contact, *verdicts), draw(st.booleans())))
    return patients


def as_patients(told: list[tuple[str, Told, tuple[int, ...], bool]]) -> list[Patient]:
    return [_patient(*one) for one in told]


def _patient(name: str, acts: Told, numbers: tuple[int, ...], in_bone: bool) -> Patient:
    contact, *verdicts = numbers
    somebody = (patient if in_bone else person)(name, last_contact=contact)
    for act, day, row in acts:
        somebody = _with_act(somebody, act, day, f"{name}-{row}")
    for row in verdicts:
        somebody = _with_verdict(somebody, name, acts, row)
    return somebody


def _with_act(somebody: Patient, act: str, day: int, row: str) -> Patient:
    if act in ("fracture", "fell"):
        mechanism = "pathological" if act == "fracture" else "unknown"
        return somebody.fracture(day, site="femur", source_row_id=row, fracture_mechanism=mechanism)
    if act == "surgery":
        return somebody.surgery(day, site="tibia", source_row_id=row)
    if act == "radiotherapy":
        return somebody.radiotherapy(day, source_row_id=row)
    if act == "visit":
        return somebody.having(
            "followup", visited_on=AS_OF - timedelta(days=day), visit_kind="consultation"
        )
    analyte, value = ("CA_TOTAL", 2.9) if act == "calcium" else ("ALB", 24.0)
    return somebody.lab(analyte, value, on=day, source_row_id=row)


def _with_verdict(somebody: Patient, name: str, acts: Told, row: int) -> Patient:
    founding = {number: FOUNDING[act] for act, _, number in acts if act in FOUNDING}
    if row not in founding:
        return somebody
    others = [number for number in founding if number != row]
    this = f"{founding[row]} {name}-{row}"
    if row % 3 == 0 and others:
        into = f"{founding[others[0]]} {name}-{others[0]}"
        return somebody.reviewed(this, "merge", into=into, on=600 + row)
    return somebody.reviewed(this, ("accept", "reject")[row % 2], on=600 + row)


def disagreements(ledger: ChangeLedger) -> list[tuple[object, ...]]:
    """Numbers whose causes do not add up to after minus before."""
    summed = ledger.change.group_by(NUMBER).agg(explained=pl.col("difference").sum())
    beside = ledger.headline.join(summed, on=NUMBER, how="left", nulls_equal=True)
    gap = pl.col("value_after") - pl.col("value_before") - pl.col("explained").fill_null(0)
    return beside.filter(gap.abs() > 1e-9).rows()


def tonight(before: list[Patient], after: list[Patient], days_later: int) -> TwoVersions:
    return two_versions(
        hospital(*STEADY, *before),
        hospital(*STEADY, *after),
        AS_OF,
        AS_OF + timedelta(days=days_later),
    )


@settings(deadline=None, max_examples=60, derandomize=True, database=None)
@given(told_patients(), told_patients(), st.sampled_from((0, 1, 45)))
def test_the_causes_add_up_and_none_is_ever_missing(
    before: list[tuple[str, Told, tuple[int, ...], bool]],
    after: list[tuple[str, Told, tuple[int, ...], bool]],
    days_later: int,
) -> None:
    ledger = change_ledger(tonight(as_patients(before), as_patients(after), days_later))
    assert disagreements(ledger) == []
    assert ledger.headline["value_before"].null_count() == 0
    assert ledger.change_item["change_cause"].null_count() == 0
    # the calculation is the same on both sides: nothing may be put down to it
    assert "calculation_changed" not in ledger.change["change_cause"].to_list()


@settings(deadline=None, max_examples=10, derandomize=True, database=None)
@given(told_patients(), st.sampled_from((1, 45)))
def test_time_alone_only_completes_the_last_days(
    told: list[tuple[str, Told, tuple[int, ...], bool]], days_later: int
) -> None:
    same = as_patients(told)
    ledger = change_ledger(tonight(same, same, days_later))
    assert set(ledger.change["change_cause"]) <= {"out_of_lag", "neighbour_event"}


def test_the_order_of_rows_changes_nothing() -> None:
    before = [_patient("p0", (("fracture", 100, 0), ("calcium", 300, 1)), (500,), True)]
    after = [
        _patient("p0", (("fell", 100, 0), ("calcium", 300, 1), ("albumin", 300, 2)), (750,), True),
        _patient("p1", (("surgery", 200, 0),), (750,), True),
    ]
    old, new = hospital(*before), hospital(*after)
    straight = change_ledger(two_versions(old, new))
    mixed = TwoVersions(
        version(shuffled(old, 1), AS_OF),
        version(shuffled(new, 2), AS_OF),
        row_changes(old, new).sample(fraction=1, shuffle=True, seed=3),
    )
    again = change_ledger(mixed)
    columns = [*NUMBER, "change_cause"]
    assert again.change.sort(columns).equals(straight.change.sort(columns))
    assert again.headline.equals(straight.headline)


@pytest.mark.parametrize("measure", ["counted_event", "cohort_patient", "incidence"])
def test_the_random_histories_do_change_every_measure(measure: str) -> None:
    before = [_patient("p0", (("fracture", 100, 0),), (500,), True)]
    after = [_patient("p0", (), (500,), False)]
    ledger = change_ledger(tonight(before, after, 0))
    assert measure in ledger.change["change_measure"].to_list()
