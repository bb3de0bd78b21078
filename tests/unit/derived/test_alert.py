"""Alerts: who must be told, of what, how urgently."""

import pytest

from tests.support.histories import Patient, derive, hospital, patient, person, shuffled
from warehouse.schema import ANALYTES, DEFINITIONS, definition_version

Row = dict[str, object]


def alerts(*people: Patient) -> list[Row]:
    return derive("alert", hospital(*people)).to_dicts()


def of(**results: str) -> list[tuple[object, object, object]]:
    """Level, side and basis of each alert of one draw; results as a laboratory writes them."""
    somebody = person("a")
    for analyte, text in results.items():
        operator = text[0] if text[0] in "<>" else "="
        value = float(text.lstrip("<>"))
        somebody = somebody.lab(analyte, value, 0, value_operator=operator)
    return [(row["alert_level"], row["alert_side"], row["alert_basis"]) for row in alerts(somebody)]


CORRECTED_HIGH = ("critical", "high", "corrected_seed")
CORRECTED_PAGE = ("page", "high", "corrected_seed")


@pytest.mark.parametrize(
    ("calcium", "expected"),
    [
        ("2.99", []),
        ("3.0", [CORRECTED_HIGH]),
        ("3.49", [CORRECTED_HIGH]),
        ("3.5", [CORRECTED_PAGE]),
        ("1.75", []),
        ("1.74", [("critical", "low", "corrected_seed")]),
    ],
)
def test_corrected_calcium_of_3_0_or_more_or_under_1_75(
    calcium: str, expected: list[tuple[str, str, str]]
) -> None:
    assert of(CA_TOTAL=calcium, ALB="40") == expected


def test_calcium_is_read_corrected() -> None:
    assert of(CA_TOTAL="2.7", ALB="25") == [CORRECTED_HIGH]  # 3.075
    assert of(CA_TOTAL="3.05", ALB="45") == []  # 2.925
    assert of(CA_TOTAL="1.70", ALB="30") == []  # 1.95


@pytest.mark.parametrize(
    ("ionised", "expected"),
    [
        ("1.6", []),
        ("1.61", [("critical", "high", "ionised")]),
        ("1.8", [("critical", "high", "ionised")]),
        ("1.81", [("page", "high", "ionised")]),
        ("0.8", []),
        ("0.79", [("critical", "low", "ionised")]),
    ],
)
def test_ionised_calcium_alerts_by_itself(
    ionised: str, expected: list[tuple[str, str, str]]
) -> None:
    assert of(CA_ION=ionised) == expected


def test_ionised_calcium_speaks_in_the_place_of_corrected() -> None:
    assert of(CA_TOTAL="3.6", ALB="40", CA_ION="1.25") == []
    assert of(CA_TOTAL="3.6", ALB="40", CA_ION="1.9") == [("page", "high", "ionised")]


def test_total_calcium_alerts_as_total_where_nothing_corrects_it_and_pages_nobody() -> None:
    assert of(CA_TOTAL="3.9") == [("critical", "high", "total")]
    assert of(CA_TOTAL="1.7") == [("critical", "low", "total")]
    assert of(CA_TOTAL="2.9") == []


def test_an_albumin_of_another_day_alerts_and_does_not_page() -> None:
    (row,) = alerts(person("a").lab("CA_TOTAL", 3.8, 0).lab("ALB", 38, 3))
    assert (row["alert_level"], row["alert_limit"]) == ("critical", 3.0)


@pytest.mark.parametrize(
    ("calcium", "expected"),
    [
        (">3.75", [CORRECTED_PAGE]),
        (">3.5", [CORRECTED_PAGE]),
        (">3.0", [CORRECTED_HIGH]),
        (">2.8", []),
        ("<3.9", []),
        ("<1.75", [("critical", "low", "corrected_seed")]),
        ("<1.50", [("critical", "low", "corrected_seed")]),
        ("<2.0", []),
        (">1.50", []),
    ],
)
def test_a_calcium_given_as_a_limit(calcium: str, expected: list[tuple[str, str, str]]) -> None:
    assert of(CA_TOTAL=calcium, ALB="40") == expected


def test_a_limit_that_nothing_can_be_made_of_alerts_as_total() -> None:
    assert of(CA_TOTAL=">3.75", ALB=">60") == [("critical", "high", "total")]


def test_the_limit_is_shown_as_one() -> None:
    (row,) = alerts(person("a").lab("CA_TOTAL", 3.75, 0, value_operator=">").lab("ALB", 30, 0))
    assert (row["value_operator"], row["alert_value"], row["unit_code"]) == (">", 4.0, "mmol/L")
    assert row["alert_limit"] == 3.5
    assert row["result_row"] == "lab_result:T:LAB_RESULT-1"
    assert row["source_rows"] == ["lab_result:T:LAB_RESULT-1", "lab_result:T:LAB_RESULT-2"]
    assert row["definition_version"] == definition_version()


@pytest.mark.parametrize(
    ("analyte", "critical", "quiet", "side"),
    [
        ("ALB", "19.9", "20", "low"),
        ("ALB", "<20", "<25", "low"),
        ("VITD25", "24", "25", "low"),
        ("VITD25", "376", "375", "high"),
        ("CREAT", "355", "354", "high"),
        ("CREAT", ">354", "<900", "high"),
        ("LDH", "1001", "1000", "high"),
        ("HB", "69", "70", "low"),
    ],
)
def test_critical_limits_of_the_other_analytes(
    analyte: str, critical: str, quiet: str, side: str
) -> None:
    assert of(**{analyte: critical}) == [("critical", side, "measured")]
    assert of(**{analyte: quiet}) == []


def test_every_critical_limit_of_the_registry_alerts_but_the_stratum_of_ntx() -> None:
    limited = {
        code
        for code, analyte in ANALYTES.items()
        if analyte.critical_above is not None or analyte.critical_below is not None
    }
    assert limited - set(DEFINITIONS["alert_analytes"].value) == {"NTX_CR"}  # type: ignore[arg-type]
    assert of(NTX_CR="900") == []


def test_what_does_not_count_does_not_alert() -> None:
    somebody = (
        person("a")
        .lab("HB", 60, 0, result_status="cancelled")
        .lab("HB", 60, 1, excluded_reason="L09")
    )
    assert alerts(somebody) == []


def test_each_result_alerts_once_in_any_order_of_rows() -> None:
    frames = hospital(
        patient("a").lab("CA_TOTAL", 3.6, 0).lab("ALB", 18, 0).lab("HB", 60, 0),
        patient("b").lab("CA_ION", 1.9, 2).lab("CA_TOTAL", 3.1, 2).lab("ALB", 40, 2),
    )
    expected = derive("alert", frames)
    assert expected.select("patient_id", "analyte_code").rows() == [
        ("a", "ALB"),
        ("a", "CA_TOTAL"),
        ("a", "HB"),
        ("b", "CA_ION"),
    ]
    for seed in range(3):
        assert derive("alert", shuffled(frames, seed)).equals(expected)
