"""Patients, row identifiers, versions and withdrawals."""

from datetime import datetime

import pytest

from tests.unit.sources.hospital_extracts import (
    HEADER,
    LABORATORY,
    laboratory,
    one_result,
    read,
    refusals,
    results,
    visible_pseudonym,
)
from transforms.sources import Extract, parse_mapping, read_extract
from transforms.sources.pseudonym import keyed_pseudonym

LINE = "R1;IPP7;CA;2,31;mmol/L;15/01/2024 08:15"


def test_the_pseudonym_is_keyed_and_24_digits_long() -> None:
    # echo -n IPP7 | openssl dgst -sha256 -hmac secret
    pseudonym = keyed_pseudonym(b"secret")("IPP7")
    assert pseudonym == "9bdf2a59990ab22eca51ed71"
    assert keyed_pseudonym(b"other")("IPP7") != pseudonym


def test_case_and_spaces_do_not_make_another_patient() -> None:
    pseudonym = keyed_pseudonym(b"secret")
    assert pseudonym(" ipp7 ") == pseudonym("IPP7")
    assert pseudonym("IPP70") != pseudonym("IPP7")


def test_each_patient_is_pseudonymised_once() -> None:
    asked: list[str] = []

    def pseudonym(identifier: str) -> str:
        asked.append(identifier)
        return visible_pseudonym(identifier)

    lines = [f"R{i};IPP{i % 3};CA;2,31;mmol/L;15/01/2024" for i in range(30)]
    data = "\n".join((HEADER, *lines)).encode()
    read_extract(
        laboratory(), data, source_file="f", known_at=datetime(2024, 3, 1), pseudonym=pseudonym
    )
    assert sorted(asked) == ["IPP0", "IPP1", "IPP2"]


def with_ids(ids: str) -> Extract:
    text = LABORATORY.replace('id = ["NUM"]', f"id = {ids}")
    return read(parse_mapping(text, "laboratory.toml"), f"{HEADER}\n{LINE}\n")


def test_several_columns_may_identify_a_row() -> None:
    rows = with_ids('["NUM", "CODE"]').rows
    assert rows["source_row_id"].to_list() == ["R1|CA"]


def test_the_identifier_of_the_patient_never_enters_the_row_identifier() -> None:
    extract = with_ids('["IPP", "NUM"]')
    assert extract.rows["source_row_id"].to_list() == ["pseudonym of IPP7|R1"]
    assert extract.row_ids["source_row_id"].to_list() == ["pseudonym of IPP7|R1"]


def test_marks_inside_identifiers_do_not_join_two_rows() -> None:
    text = LABORATORY.replace('id = ["NUM"]', 'id = ["NUM", "CODE"]')
    source = parse_mapping(text.replace("CA =", '"B|CA" = "CA_TOTAL", CA ='), "laboratory.toml")
    extract = read(
        source,
        "\n".join(
            (
                HEADER,
                "A|B;IPP7;CA;2,31;mmol/L;15/01/2024",
                "A;IPP7;B|CA;2,31;mmol/L;15/01/2024",
            )
        ),
    )
    assert extract.rows["source_row_id"].to_list() == ["A\\|B|CA", "A|B\\|CA"]


PSEUDONYM = "9bdf2a59990ab22eca51ed71"
ALREADY = "patient_is_pseudonym = true"


def test_a_patient_who_already_is_a_pseudonym_keeps_it() -> None:
    row = one_result(LINE.replace("IPP7", PSEUDONYM), laboratory(row=ALREADY))
    assert row["patient_id"] == PSEUDONYM


@pytest.mark.parametrize(
    "written", ["IPP7", "800123", PSEUDONYM[:-1], PSEUDONYM + "0", PSEUDONYM.upper(), "g" * 24]
)
def test_where_pseudonyms_are_announced_another_identifier_is_refused_and_kept_nowhere(
    written: str,
) -> None:
    source = parse_mapping(
        LABORATORY.replace("[row]", f"[row]\n{ALREADY}").replace('["NUM"]', '["NUM", "IPP"]'),
        "laboratory.toml",
    )
    extract = results(LINE.replace("IPP7", written), source=source)
    assert refusals(extract) == [(2, "not_a_pseudonym", "patient_id")]
    assert extract.rows.is_empty()
    assert extract.row_ids.is_empty()


def test_an_empty_pseudonym_is_missing() -> None:
    extract = results(LINE.replace("IPP7", ""), source=laboratory(row=ALREADY))
    assert refusals(extract) == [(2, "missing", "patient_id")]


def test_a_pseudonym_that_is_not_announced_becomes_another() -> None:
    assert one_result(LINE.replace("IPP7", PSEUDONYM))["patient_id"] == f"pseudonym of {PSEUDONYM}"


VERSIONED = HEADER + ";VERSION"


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("2", 2),
        ("-6440", -6440),
        ("2,0", 2),
        ("20240131101500", 20240131101500),
        ("9007199254740993", 9007199254740993),  # one more than a float can hold
        ("31/01/2024 10:15", 1706692500),  # 09:15 UTC
        ("2024-01-31T09:15:00Z", 1706692500),
        ("31/01/2024", 1706655600),
        ("", None),
    ],
)
def test_a_version_is_a_whole_number_or_an_instant(written: str, version: int | None) -> None:
    row = one_result(f"{LINE};{written}", laboratory(row='version = "VERSION"'), VERSIONED)
    assert row["row_version"] == version


@pytest.mark.parametrize("written", ["1,5", "v2", "30/02/2024", "99999999999999999999"])
def test_a_version_that_cannot_be_ordered_is_rejected(written: str) -> None:
    source = laboratory(row='version = "VERSION"')
    extract = results(f"{LINE};{written}", source=source, header=VERSIONED)
    assert refusals(extract) == [(2, "not_a_number", "row_version")]


STATUS = HEADER + ";STATUT"
CANCELLING = 'withdrawn = { column = "STATUT", values = ["ANNULE", "A"] }'


def test_a_cancelled_row_withdraws_the_row_of_its_identifier() -> None:
    extract = results(
        f"{LINE};A",
        "R2;IPP7;CA;2,2;mmol/L;15/01/2024;F",
        source=laboratory(row=CANCELLING),
        header=STATUS,
    )
    assert extract.rows.select("source_row_id", "is_withdrawn").rows() == [
        ("R1", True),
        ("R2", False),
    ]


@pytest.mark.parametrize(
    "rest",
    ["CA;;;", "XYZ;x;y;30/02/2024", "K;4,1;mmol/L;15/01/2024", ";;;", "CA;2,31;;15/01/2024"],
)
def test_a_cancelled_row_needs_only_its_identity(rest: str) -> None:
    extract = results(f"R1;IPP7;{rest};ANNULE", source=laboratory(row=CANCELLING), header=STATUS)
    assert extract.rejected.is_empty()
    assert extract.rows.select("patient_id", "source_row_id", "is_withdrawn").rows() == [
        ("pseudonym of IPP7", "R1", True)
    ]


@pytest.mark.parametrize(
    ("line", "column"),
    [(";IPP7;CA;;;;A", "source_row_id"), ("R1;;CA;;;;A", "patient_id")],
)
def test_a_cancelled_row_without_identity_is_rejected(line: str, column: str) -> None:
    extract = results(line, source=laboratory(row=CANCELLING), header=STATUS)
    assert refusals(extract) == [(2, "missing", column)]


def test_a_result_of_status_cancelled_is_withdrawn() -> None:
    source = laboratory(
        columns='result_status = { column = "STATUT", map = { F = "final", A = "cancelled" } }'
    )
    extract = results(
        f"{LINE};F",
        "R2;IPP7;CA;;;15/01/2024;A",
        f"{LINE.replace('R1', 'R3')};X",
        source=source,
        header=STATUS,
    )
    assert extract.rows.select("source_row_id", "result_status", "is_withdrawn").rows() == [
        ("R1", "final", False),
        ("R2", "cancelled", True),
    ]
    assert refusals(extract) == [(4, "not_in_vocabulary", "result_status")]


def test_what_cannot_be_read_of_a_cancelled_row_is_null() -> None:
    extract = results(
        "R1;IPP7;XYZ;x;y;30/02/2024;A", source=laboratory(row=CANCELLING), header=STATUS
    )
    content = extract.rows.select("analyte_code", "value", "sampled_at")
    assert content.row(0) == (None, None, None)


def test_row_identifiers_list_accepted_and_rejected_rows_once() -> None:
    extract = results(
        "R1;IPP7;CA;2,31;mmol/L;15/01/2024",
        "R1;IPP7;CA;2,32;mmol/L;15/01/2024",
        "R2;IPP7;CA;;mmol/L;15/01/2024",  # rejected, but known to be there
        ";IPP7;CA;2,3;mmol/L;15/01/2024",
        "R4;IPP7;CA;2,3",  # cannot be taken apart: nobody knows which row it is
    )
    assert extract.row_ids["source_row_id"].to_list() == ["R1", "R2"]
    assert extract.rows_in == 5
