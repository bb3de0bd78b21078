"""Alerts: beyond the critical limits of the analyte, and calcium in crisis."""

import pytest

from tests.support.histories import Patient, derive, hospital, person, shuffled

NOBODY = person("a")


def alerts(somebody: Patient) -> list[tuple[object, ...]]:
    found = derive("alert", hospital(somebody))
    return found.select("analyte_code", "alert_kind", "value").rows()


@pytest.mark.parametrize(
    ("analyte", "value", "operator", "kind"),
    [
        ("ALB", 20.0, "=", None),
        ("ALB", 19.9, "=", "critical_low"),
        ("ALB", 20.0, "<", "critical_low"),
        ("ALB", 25.0, "<", None),
        ("ALB", 15.0, ">", None),
        ("CREAT", 354.0, "=", None),
        ("CREAT", 354.1, "=", "critical_high"),
        ("CREAT", 354.0, ">", "critical_high"),
        ("CREAT", 400.0, "<", None),
        ("P1NP", 900.0, "=", None),
    ],
)
def test_limits_are_strict_and_a_limit_value_is_beyond_itself(
    analyte: str, value: float, operator: str, kind: str | None
) -> None:
    found = alerts(NOBODY.lab(analyte, value, 0, value_operator=operator))
    assert found == ([] if kind is None else [(analyte, kind, value)])


def test_a_result_that_is_excluded_or_cancelled_alerts_nobody() -> None:
    somebody = NOBODY.lab("CREAT", 800.0, 0, excluded_reason="L03")
    assert alerts(somebody.lab("CREAT", 800.0, 1, result_status="cancelled")) == []


def test_corrected_calcium_in_crisis_alerts_beside_the_calcium_it_rests_on() -> None:
    somebody = NOBODY.lab("CA_TOTAL", 3.2, 0).lab("ALB", 25, 0)
    assert alerts(somebody) == [("CA_TOTAL", "crisis", 3.575), ("CA_TOTAL", "critical_high", 3.2)]


def test_a_crisis_of_ionised_calcium_says_so() -> None:
    somebody = NOBODY.lab("CA_TOTAL", 2.9, 0).lab("ALB", 40, 0).lab("CA_ION", 1.9, 0)
    assert ("CA_ION", "crisis", 1.9) in alerts(somebody)


def test_an_alert_opens_to_its_result_and_the_order_of_rows_changes_nothing() -> None:
    frames = hospital(NOBODY.lab("CREAT", 800.0, 0).lab("ALB", 15.0, 0).lab("CREAT", 700.0, 1))
    found = derive("alert", frames)
    assert found["alert_row"].sort().to_list() == [
        f"lab_result:T:LAB_RESULT-{number}" for number in (1, 2, 3)
    ]
    assert derive("alert", shuffled(frames, 3)).equals(found)
