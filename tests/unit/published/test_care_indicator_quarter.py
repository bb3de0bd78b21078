"""Indicators of care by calendar quarter: whole counts, empty quarters told, the last not final."""

from datetime import date

import polars as pl
import pytest

from tests.support.bone_agent_histories import treated
from tests.support.histories import AS_OF, Patient, day, derive, hospital, patient, person

Row = dict[str, object]


def high_calcium(name: str, on: int) -> Patient:
    """A case of Q2 on that day: calcium so high that ionised calcium is wanted."""
    return patient(name, last_contact=999).lab("CA_TOTAL", 3.0, on).lab("ALB", 40, on)


def quarters(code: str, *people: Patient, as_of: date = AS_OF) -> dict[date, Row]:
    found = derive("care_indicator_quarter", hospital(*people), as_of)
    rows = found.filter(indicator_code=code).to_dicts()
    return {row["quarter_on"]: row for row in rows}


def of_day(on: int) -> date:
    """First day of the quarter a day lies in."""
    told = day(on)
    return date(told.year, 3 * ((told.month - 1) // 3) + 1, 1)


def test_a_case_belongs_to_the_quarter_it_opened_in_and_empty_quarters_have_no_share() -> None:
    found = quarters("Q2", high_calcium("a", 10), high_calcium("b", 11), high_calcium("c", 300))
    assert list(found) == sorted(found)
    assert (found[of_day(10)]["case_count"], found[of_day(300)]["case_count"]) == (2, 1)
    between = [row for on, row in found.items() if of_day(10) < on < of_day(300)]
    assert between and all((row["case_count"], row["proportion"]) == (0, None) for row in between)


def test_the_share_has_wilsons_limits() -> None:
    row = quarters("Q2", *(high_calcium(f"p{n}", 10) for n in range(4)))[of_day(10)]
    assert (row["numerator"], row["case_count"], row["proportion"]) == (0, 4, 0.0)
    assert row["lower"] == 0
    assert row["upper"] == pytest.approx(0.489891, abs=1e-6)


def test_a_quarter_is_provisional_until_its_last_rows_are_in() -> None:
    """It ends on 31 March: 30 days later its rows are in, a day before they are not."""
    case = high_calcium("a", 10)
    assert of_day(10) == date(2024, 1, 1)
    settled = quarters("Q2", case, as_of=date(2024, 4, 30))
    waiting = quarters("Q2", case, as_of=date(2024, 4, 29))
    assert settled[of_day(10)]["is_provisional"] is False
    assert waiting[of_day(10)]["is_provisional"] is True


def test_a_quarter_with_a_pending_case_is_provisional_however_old_it_is() -> None:
    """Bone metastasis of day 60: the agent of Q5 is due after 90 days, and judged 30 days later."""
    late = (
        person("a", last_contact=100)
        .diagnosis("primary", -40, icdo_topography_code="C34.1", icdo_morphology_code="8140/3")
        .diagnosis("bone_metastasis", 60, diagnosis_basis="imaging")
    )
    told = quarters("Q5", late, as_of=date(2024, 4, 30))
    assert [(row["not_judged_count"], row["is_provisional"]) for row in told.values()] == [
        (1, True)
    ]


def test_the_quarters_add_up_to_what_is_counted_of_all_cases() -> None:
    people = [treated(patient(f"p{n}", last_contact=999), n) for n in (10, 120, 300)]
    frames = hospital(*people, patient("never"), patient("dead", died=5), high_calcium("a", 400))
    counted = ("numerator", "case_count", "not_judged_count")
    summed = (
        derive("care_indicator_quarter", frames)
        .group_by("indicator_code")
        .agg(pl.col(counted).sum())
        .sort("indicator_code")
    )
    whole = derive("care_indicator", frames).filter(
        pl.col("indicator_period") == "all",
        pl.col("indicator_code").is_in(summed["indicator_code"].implode()),
    )
    assert summed.height > 5
    assert summed.rows() == whole.sort("indicator_code").select("indicator_code", *counted).rows()


def test_what_cannot_be_computed_has_no_quarter() -> None:
    found = derive("care_indicator_quarter", hospital(high_calcium("a", 10)))
    assert "Q3" not in found["indicator_code"].to_list()


def test_no_case_is_no_row() -> None:
    assert derive("care_indicator_quarter", hospital()).is_empty()
