"""From a line of a laboratory extract to a canonical result."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.unit.sources.hospital_extracts import HEADER, laboratory, one_result, refusals, results
from transforms.frames import polars_schema
from warehouse.schema import CANONICAL, RULES


def test_a_result_becomes_a_canonical_row() -> None:
    row = one_result("R1;IPP7;CA;2,31;mmol/L;15/01/2024 08:15")
    assert {name: value for name, value in row.items() if value is not None} == {
        "patient_id": "pseudonym of IPP7",
        "analyte_code": "CA_TOTAL",
        "value": 2.31,
        "value_operator": "=",
        "unit_code": "mmol/L",
        "unit_received": "mmol/L",
        "sampled_at": datetime(2024, 1, 15, 8, 15),
        "has_sample_time": True,
        "feed": "laboratory",
        "source_system": "LIS",
        "source_row_id": "R1",
        "known_at": datetime(2024, 3, 1),
        "source_file": "0123456789ab",
        "source_line": 2,
        "is_withdrawn": False,
    }


@pytest.mark.parametrize(
    ("sampled", "is_known"),
    [("15/01/2024 08:15", True), ("15/01/2024 00:00", False), ("15/01/2024", False)],
)
def test_midnight_is_an_unknown_sample_time(sampled: str, is_known: bool) -> None:
    row = one_result(f"R1;IPP7;CA;2,31;mmol/L;{sampled}")
    assert row["has_sample_time"] is is_known


def test_rows_have_the_columns_and_types_of_the_table() -> None:
    extract = results("R1;IPP7;CA;2,31;mmol/L;15/01/2024 08:15")
    schema = polars_schema(CANONICAL["lab_result"])
    assert extract.rows.drop("is_withdrawn").schema == schema
    assert extract.rows.columns == [*schema, "is_withdrawn"]


@pytest.mark.parametrize(
    ("code", "unit", "value", "analyte", "canonical", "canonical_unit"),
    [
        ("CA", "mg/dL", "10", "CA_TOTAL", 2.49513449, "mmol/L"),
        ("ALB", "g/l", "41", "ALB", 41.0, "g/L"),  # already a code of the registry
        ("17861-6", "mg/dL", "10", "CA_TOTAL", 2.49513449, "mmol/L"),  # LOINC
        ("1751-7", "g/dL", "4,1", "ALB", 41.0, "g/L"),
        # codes used in the wild for the other property: the unit decides, not the LOINC property
        ("17861-6", "mmol/L", "2,4", "CA_TOTAL", 2.4, "mmol/L"),
        ("14635-7", "ng/mL", "20", "VITD25", 49.92, "nmol/L"),
    ],
)
def test_the_unit_received_decides_the_conversion(
    code: str, unit: str, value: str, analyte: str, canonical: float, canonical_unit: str
) -> None:
    row = one_result(f"R1;IPP7;{code};{value};{unit};15/01/2024 08:15")
    assert (row["analyte_code"], row["value"], row["unit_code"], row["unit_received"]) == (
        analyte, canonical, canonical_unit, unit
    )


@pytest.mark.parametrize(
    ("line", "reason", "column"),
    [
        ("R1;IPP7;K;4,1;mmol/L;15/01/2024", "not_tracked", "analyte_code"),
        ("R1;IPP7;XYZ;4,1;mmol/L;15/01/2024", "unknown_analyte", "analyte_code"),
        ("R1;IPP7;18281-6;2,4;mmol/L;15/01/2024", "unknown_analyte", "analyte_code"),
        ("R1;IPP7;;4,1;mmol/L;15/01/2024", "missing", "analyte_code"),
        ("R1;IPP7;CA;;mmol/L;15/01/2024", "L02", "value"),
        ("R1;IPP7;CA;2.31;mmol/L;15/01/2024", "L02", "value"),
        ("R1;IPP7;CA;2,31;;15/01/2024", "L01", "unit_received"),
        ("R1;IPP7;CA;2,31;g/L;15/01/2024", "L01", "unit_received"),
        ("R1;IPP7;CTX;310;pmol/L;15/01/2024", "L01", "unit_received"),
        ("R1;IPP7;CA;2,31;mmol/L;30/02/2024", "not_a_date", "sampled_at"),
        ("R1;IPP7;CA;2,31;mmol/L;", "missing", "sampled_at"),
        ("R1;;CA;2,31;mmol/L;15/01/2024", "missing", "patient_id"),
        (";IPP7;CA;2,31;mmol/L;15/01/2024", "missing", "source_row_id"),
        ("R1;IPP7;CA;2,31;mmol/L", "field_count", None),
        ('R1;IPP7;CA;"2,31;mmol/L;15/01/2024', "quoting", None),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_its_reason(
    line: str, reason: str, column: str | None
) -> None:
    extract = results("R0;IPP7;CA;2,2;mmol/L;14/01/2024", line)
    assert refusals(extract) == [(3, reason, column)]
    assert extract.rows["source_row_id"].to_list() == ["R0"]
    assert reason in RULES


def test_a_row_with_many_faults_is_rejected_once_under_the_first() -> None:
    extract = results(";;K;;;30/02/2024", ";;XYZ;;;30/02/2024", "R1;IPP7;XYZ;;;30/02/2024")
    assert refusals(extract) == [
        (2, "not_tracked", "analyte_code"),
        (3, "missing", "patient_id"),
        (4, "unknown_analyte", "analyte_code"),
    ]


def test_a_result_in_words_is_kept_aside_of_the_numbers() -> None:
    row = one_result("R1;IPP7;CA;coagulé;;15/01/2024 08:15")
    assert (row["value"], row["value_text"], row["value_operator"], row["unit_code"]) == (
        None, "coagulé", None, None
    )


def test_a_result_below_the_limit_keeps_its_operator() -> None:
    row = one_result("R1;IPP7;CRP;<0,6;mg/dL;15/01/2024 08:15")
    assert (row["value"], row["value_operator"]) == (6.0, "<")


def test_an_operator_may_have_its_own_column() -> None:
    source = laboratory(columns='value_operator = "SIGNE"')
    row = one_result("R1;IPP7;CRP;3;mg/L;15/01/2024 08:15;<", source, HEADER + ";SIGNE")
    assert (row["value"], row["value_operator"]) == (3.0, "<")
    extract = results("R1;IPP7;CRP;3;mg/L;15/01/2024 08:15;~", source=source,
                      header=HEADER + ";SIGNE")
    assert refusals(extract) == [(2, "not_in_vocabulary", "value_operator")]


def test_canonical_units_are_assumed_only_when_the_mapping_says_so() -> None:
    source = laboratory(unit='{ constant = "canonical" }')
    row = one_result("R1;IPP7;ALB;41;;15/01/2024 08:15", source)
    assert (row["value"], row["unit_code"], row["unit_received"]) == (41.0, "g/L", None)


def test_a_constant_unit_is_converted_like_any_other() -> None:
    source = laboratory(unit='{ constant = "g/dL" }')
    row = one_result("R1;IPP7;ALB;4,1;;15/01/2024 08:15", source)
    assert (row["value"], row["unit_received"]) == (41.0, "g/dL")
    extract = results("R1;IPP7;CA;2,3;;15/01/2024 08:15", source=source)
    assert refusals(extract) == [(2, "L01", "unit_received")]


LIMITS = 'reference_low = "BAS"\nreference_high = "HAUT"'


@pytest.mark.parametrize(
    ("low", "high", "read"),
    [
        ("8,6", "10,4", (2.14581566, 2.59493987)),  # from the same mg/dL as the value
        ("", "< 10,4", (None, 2.59493987)),
        ("", "", (None, None)),
    ],
)
def test_reference_limits_are_converted_with_the_value(
    low: str, high: str, read: tuple[float | None, float | None]
) -> None:
    row = one_result(f"R1;IPP7;CA;9,2;mg/dL;15/01/2024;{low};{high}", laboratory(columns=LIMITS),
                     HEADER + ";BAS;HAUT")
    assert (row["reference_low"], row["reference_high"]) == read


def test_a_reference_limit_in_words_is_not_a_number() -> None:
    extract = results("R1;IPP7;CA;9,2;mg/dL;15/01/2024;bas;10,4",
                      source=laboratory(columns=LIMITS), header=HEADER + ";BAS;HAUT")
    assert refusals(extract) == [(2, "not_a_number", "reference_low")]


@pytest.mark.parametrize(
    ("code", "value", "unit", "reason", "kept"),
    [
        ("CA", "9,2", "mmol/L", "L05", 9.2),  # mg/dL labelled mmol/L, kept as written
        ("CA", "6,5", "mmol/L", "L05", 6.5),
        ("CA", "6,4", "mmol/L", "L03", 6.4),  # neither possible nor ordinary in mg/dL
        ("CA", "6,0", "mmol/L", None, 6.0),
        ("CA", "0,8", "mmol/L", None, 0.8),
        ("CA", "0,79", "mmol/L", "L03", 0.79),
        ("CA", "14", "meq/L", "L05", 7.0),  # beyond the limits once converted
        ("CA", "2,3", "mg/dL", "L03", 0.573880932),
        ("CA", "19", "mmol/L", "L03", 19.0),
        ("ALB", "4,2", "g/L", "L05", 4.2),
        ("ALB", "42", "g/L", None, 42.0),
        ("CREAT", "0,9", "umol/L", "L05", 0.9),
        ("HB", "12,1", "g/L", "L05", 12.1),
        ("CRP", "900", "mg/L", "L03", 900.0),
    ],
)
def test_impossible_values_are_kept_but_excluded(
    code: str, value: str, unit: str, reason: str | None, kept: float
) -> None:
    row = one_result(f"R1;IPP7;{code};{value};{unit};15/01/2024 08:15")
    assert (row["excluded_reason"], row["value"]) == (reason, kept)


@pytest.mark.parametrize(
    ("sampled", "resulted", "reason"),
    [
        ("15/01/2024 08:15", "15/01/2024 10:00", None),
        ("15/01/2024 08:15", "15/01/2024 08:15", None),
        ("15/01/2024 08:15", "15/01/2024 08:14", "L09"),
        ("15/01/2024 08:15", "14/01/2024 10:00", "L09"),
        ("15/01/2024 08:15", "15/01/2024", None),  # the hour of the result is not known
        ("15/01/2024 08:15", "14/01/2024", "L09"),
        ("15/01/2024 08:15", "", None),
    ],
)
def test_a_result_issued_before_its_sample_is_excluded(
    sampled: str, resulted: str, reason: str | None
) -> None:
    source = laboratory(columns='resulted_at = "VALIDE_LE"')
    row = one_result(f"R1;IPP7;CA;2,31;mmol/L;{sampled};{resulted}", source,
                     HEADER + ";VALIDE_LE")
    assert row["excluded_reason"] == reason


def test_a_unit_slip_is_named_before_an_early_result() -> None:
    source = laboratory(columns='resulted_at = "VALIDE_LE"')
    row = one_result("R1;IPP7;CA;9,2;mmol/L;15/01/2024 08:15;14/01/2024", source,
                     HEADER + ";VALIDE_LE")
    assert row["excluded_reason"] == "L05"


def test_time_and_day_may_be_two_columns() -> None:
    source = laboratory(
        columns='resulted_at = { columns = ["JOUR", "HEURE"], join = " " }'
    )
    header = HEADER + ";JOUR;HEURE"
    both = one_result("R1;IPP7;CA;2,31;mmol/L;15/01/2024 08:15;15/01/2024;10:30", source, header)
    assert both["resulted_at"] == datetime(2024, 1, 15, 10, 30)
    day = one_result("R1;IPP7;CA;2,31;mmol/L;15/01/2024 08:15;15/01/2024;", source, header)
    assert day["resulted_at"] == datetime(2024, 1, 15)
    none = one_result("R1;IPP7;CA;2,31;mmol/L;15/01/2024 08:15;;", source, header)
    assert none["resulted_at"] is None


def test_the_day_of_a_sample_is_never_guessed_from_a_month() -> None:
    by_month = replace(laboratory().format, dates=("%m/%Y",))
    source = replace(laboratory(), format=by_month)
    extract = results("R1;IPP7;CA;2,31;mmol/L;01/2024", source=source)
    assert refusals(extract) == [(2, "not_a_date", "sampled_at")]


def test_reading_the_same_file_twice_gives_the_same_rows() -> None:
    lines = [f"R{i};IPP{i % 7};CA;{8 + i % 5},{i % 10};mg/dL;15/01/2024 08:15" for i in range(200)]
    assert results(*lines).rows.equals(results(*lines).rows)


def test_rows_come_in_the_order_of_the_file() -> None:
    lines = [f"R{i};IPP{i % 7};CA;2,{i % 10};mmol/L;15/01/2024 08:15" for i in range(500)]
    rows = results(*lines).rows
    assert rows["source_line"].to_list() == list(range(2, 502))
    assert rows["source_row_id"].to_list() == [f"R{i}" for i in range(500)]
