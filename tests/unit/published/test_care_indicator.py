"""Quality indicators: numerator, denominator, target."""

import pytest

from tests.support.bone_agent_histories import treated
from tests.support.histories import Patient, derive, hospital, patient
from warehouse.schema import INDICATORS

Row = dict[str, object]


def indicator(code: str, *people: Patient, period: str = "all") -> Row:
    found = derive("care_indicator", hospital(*people)).to_dicts()
    (row,) = [
        row for row in found if (row["indicator_code"], row["indicator_period"]) == (code, period)
    ]
    return row


def starters(*days: int) -> list[Patient]:
    return [treated(patient(f"p{n}", last_contact=999), on) for n, on in enumerate(days)]


def test_a_share_with_wilsons_limits_and_the_median_wait() -> None:
    row = indicator("Q5", *starters(10, 20, 300), patient("never"), patient("dead", died=5))
    assert (row["numerator"], row["case_count"], row["not_judged_count"]) == (2, 4, 1)
    assert row["proportion"] == 0.5
    assert row["lower"] == pytest.approx(0.15004, abs=1e-5)
    assert row["upper"] == pytest.approx(0.84996, abs=1e-5)
    assert row["median_wait_days"] == 20


def test_no_case_is_no_share() -> None:
    row = indicator("Q5", patient("dead", died=5))
    assert (row["numerator"], row["case_count"], row["proportion"]) == (0, 0, None)
    assert row["is_computable"] is True


def test_a_median_only_where_a_wait_has_a_meaning() -> None:
    row = indicator("Q6", treated(patient("a"), 10).visit(5, "dental"))
    assert (row["proportion"], row["median_wait_days"]) == (1, None)


def test_the_year_counts_the_cases_it_opened() -> None:
    """The night is day 1000: day 635 is 365 days before it."""
    old, recent = (
        patient("a", last_contact=999).lab("CA_TOTAL", 3.0, on).lab("ALB", 40, on)
        for on in (635, 636)
    )
    assert indicator("Q2", old, period="year")["case_count"] == 0
    assert indicator("Q2", recent, period="year")["case_count"] == 1
    assert indicator("Q2", old)["case_count"] == 1


def test_what_cannot_be_computed_says_why_and_has_no_count() -> None:
    row = indicator("Q12", *starters(10))
    assert row["is_computable"] is False
    assert "only where a stay is coded K10.2 or M87.1" in str(row["not_computable_reason"])
    assert row["numerator"] is row["case_count"] is row["proportion"] is None


def test_all_twenty_indicators_are_there_in_both_periods() -> None:
    found = derive("care_indicator", hospital(patient("a")))
    assert found.height == 2 * len(INDICATORS)
    numbered = {int(code.removeprefix("Q").rstrip("abc")) for code in found["indicator_code"]}
    assert numbered == set(range(1, 21))
