"""CTX drawn before 09:00 and fasting."""

import pytest

from tests.support.histories import Cell, Patient, derive, hospital, patient


def ctx(hour: int, is_fasting: bool | None, **values: Cell) -> Patient:
    told: dict[str, Cell] = {"is_fasting": is_fasting, "has_sample_time": True, **values}
    name = f"{hour}-{is_fasting}-{values}"
    return patient(name).lab("CTX", 400, 0, hour, **told)


def compliance(*people: Patient) -> dict[str, tuple[int, int, int]]:
    """Compliant, unknown and all results, by requirement."""
    rows = derive("marker_compliance", hospital(*people))
    columns = ("compliant_count", "unknown_result_count", "result_count")
    return {
        str(row["preanalytical_requirement"]): tuple(row[name] for name in columns)
        for row in rows.iter_rows(named=True)
    }


def test_unknown_is_counted_apart_and_is_not_compliant() -> None:
    """The hour is told for four, the state for three.

    08:00 fasting, 08:00 fed, 09:00 fasting, 08:00 of unknown state, an unknown hour of a fed one
    """
    told = [ctx(8, True), ctx(8, False), ctx(9, True), ctx(8, None), ctx(0, False)]
    assert compliance(*told) == {"before_09": (3, 1, 5), "fasting": (2, 1, 5), "both": (1, 1, 5)}


def test_what_breaks_one_rule_breaks_both_whatever_is_unknown_of_the_other() -> None:
    assert compliance(ctx(0, False), ctx(10, None))["both"] == (0, 0, 2)


def test_cancelled_results_and_other_markers_are_not_counted() -> None:
    cancelled = ctx(8, True, result_status="cancelled")
    other = patient("p").lab("P1NP", 50, 0, 15)
    assert compliance(cancelled, other)["both"] == (0, 0, 0)


def test_the_share_is_out_of_all_results() -> None:
    rows = derive("marker_compliance", hospital(ctx(8, True), ctx(8, None)))
    assert dict(rows.select("preanalytical_requirement", "proportion").rows()) == {
        "before_09": 1.0,
        "both": pytest.approx(0.5),
        "fasting": pytest.approx(0.5),
    }
