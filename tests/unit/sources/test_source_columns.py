"""Canonical columns of other tables: dates, numbers, booleans, closed lists, constants."""

from datetime import date

import pytest

from tests.unit.sources.hospital_extracts import read, refusals
from transforms.sources import Extract, parse_mapping


def patients(columns: str, *lines: str, header: str) -> Extract:
    source = parse_mapping(
        f"""
        feed = "patients"
        table = "patient"
        system = "ADT"
        files = "PAT_*.csv"
        [format]
        dates = ["%d/%m/%Y", "%m/%Y", "%Y"]
        null = ["", "NR"]
        [row]
        patient = "IPP"
        id = "IPP"
        [columns]
        {columns}
        """,
        "patients.toml",
    )
    return read(source, "\n".join((header, *lines)))


SEX_AND_BIRTH = 'sex = { column = "SEXE", map = { H = "M", F = "F" } }\nbirth_on = "NE"'


def test_a_birth_is_kept_to_its_month() -> None:
    extract = patients(
        SEX_AND_BIRTH, "1,H,17/05/1951", "2,F,05/1951", "3,F,1951", header="IPP,SEXE,NE"
    )
    assert extract.rows["birth_on"].to_list() == [
        date(1951, 5, 1),
        date(1951, 5, 1),
        date(1951, 7, 1),
    ]


def test_an_age_stands_for_a_birth() -> None:
    columns = (
        'sex = { constant = "U" }\n'
        'birth_on = { column = "AGE", years_before = "2015-01-01", map = { "> 89" = "90" } }'
    )
    extract = patients(columns, "1,87", "2,> 89", "3,", "4,abc", header="IPP,AGE")
    assert extract.rows["birth_on"].to_list() == [date(1927, 7, 1), date(1924, 7, 1)]
    assert refusals(extract) == [(4, "missing", "birth_on"), (5, "not_a_date", "birth_on")]


def test_what_stands_for_nothing_is_missing() -> None:
    extract = patients(
        SEX_AND_BIRTH, "1,NR,17/05/1951", "2, NR ,17/05/1951", "3,H,NR", header="IPP,SEXE,NE"
    )
    assert refusals(extract) == [
        (2, "missing", "sex"),
        (3, "missing", "sex"),
        (4, "missing", "birth_on"),
    ]


def test_nothing_and_any_other_value_can_have_a_word() -> None:
    columns = (
        'sex = { column = "SEXE", map = { H = "M", F = "F", "" = "U", "*" = "U" } }\n'
        'birth_on = "NE"'
    )
    extract = patients(
        columns, "1,H,1951", "2,,1951", "3,X,1951", "4,NR,1951", header="IPP,SEXE,NE"
    )
    assert extract.rows["sex"].to_list() == ["M", "U", "U", "U"]


def test_a_word_translated_by_nothing_is_missing() -> None:
    columns = 'is_opposed = { column = "REFUS", map = { O = "true", I = "" } }'
    extract = patients(
        f"{SEX_AND_BIRTH}\n{columns}", "1,H,1951,O", "2,H,1951,I", header="IPP,SEXE,NE,REFUS"
    )
    assert refusals(extract) == []
    assert extract.rows["is_opposed"].to_list() == [True, None]


def test_a_word_outside_the_closed_list_is_rejected() -> None:
    extract = patients(SEX_AND_BIRTH, "1,H,1951", "2,homme,1951", header="IPP,SEXE,NE")
    assert refusals(extract) == [(3, "not_in_vocabulary", "sex")]


def test_a_number_outside_its_range_is_rejected() -> None:
    extract = patients(
        SEX_AND_BIRTH + '\nheight_cm = "TAILLE"',
        "1,H,1951,172",
        "2,H,1951,1.72",
        "3,H,1951,",
        "4,H,1951,x",
        "5,H,1951,250",
        "6,H,1951,250.1",
        header="IPP,SEXE,NE,TAILLE",
    )
    assert extract.rows["height_cm"].to_list() == [172.0, None, 250.0]
    assert refusals(extract) == [
        (3, "out_of_range", "height_cm"),
        (5, "not_a_number", "height_cm"),
        (7, "out_of_range", "height_cm"),
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("true", True),
        ("1", True),
        ("Oui", True),
        ("O", True),
        ("yes", True),
        ("Y", True),
        ("false", False),
        ("0", False),
        ("NON", False),
        ("n", False),
        ("no", False),
        ("", None),
    ],
)
def test_yes_and_no_are_understood(written: str, read_as: bool | None) -> None:
    extract = patients(
        SEX_AND_BIRTH + '\nis_opposed = "REFUS"', f"1,H,1951,{written}", header="IPP,SEXE,NE,REFUS"
    )
    assert extract.rows["is_opposed"].to_list() == [read_as]


def test_neither_yes_nor_no_is_rejected() -> None:
    extract = patients(
        SEX_AND_BIRTH + '\nis_opposed = "REFUS"', "1,H,1951,peut-être", header="IPP,SEXE,NE,REFUS"
    )
    assert refusals(extract) == [(2, "not_in_vocabulary", "is_opposed")]


def test_yes_and_no_may_need_a_map() -> None:
    columns = 'is_opposed = { column = "REFUS", map = { X = "true", "" = "false" } }'
    extract = patients(
        f"{SEX_AND_BIRTH}\n{columns}", "1,H,1951,X", "2,H,1951,", header="IPP,SEXE,NE,REFUS"
    )
    assert extract.rows["is_opposed"].to_list() == [True, False]


def diagnoses(columns: str, *lines: str, header: str) -> Extract:
    source = parse_mapping(
        f"""
        feed = "diagnoses"
        table = "diagnosis"
        system = "DPI"
        files = "DIAG_*.csv"
        [format]
        dates = ["%d/%m/%Y", "%m/%Y", "%Y"]
        [row]
        patient = "IPP"
        id = ["IPP", "DATE"]
        [columns]
        diagnosis_kind = {{ constant = "bone_metastasis" }}
        diagnosed_on = "DATE"
        {columns}
        """,
        "diagnoses.toml",
    )
    return read(source, "\n".join((header, *lines)))


def test_how_precisely_a_date_is_known_is_kept() -> None:
    extract = diagnoses("", "1,03/02/2021", "2,02/2021", "3,2021", header="IPP,DATE")
    assert extract.rows.select("diagnosed_on", "date_precision").rows() == [
        (date(2021, 2, 3), "day"),
        (date(2021, 2, 15), "month"),
        (date(2021, 7, 1), "year"),
    ]


def test_the_source_may_say_itself_how_precise_a_date_is() -> None:
    columns = 'date_precision = { column = "PRECISION", map = { M = "month" } }'
    extract = diagnoses(
        columns, "1,01/02/2021,M", "2,03/02/2021,", "3,03/02/2021,Z", header="IPP,DATE,PRECISION"
    )
    assert extract.rows["date_precision"].to_list() == ["month", "day"]
    assert refusals(extract) == [(4, "not_in_vocabulary", "date_precision")]


def test_a_whole_number_is_required_where_points_are_counted() -> None:
    source = parse_mapping(
        """
        feed = "followup"
        table = "followup"
        system = "DPI"
        files = "*"
        [row]
        patient = "IPP"
        id = ["IPP"]
        [columns]
        visited_on = "DATE"
        ecog = "ECOG"
        """,
        "followup.toml",
    )
    extract = read(
        source,
        "IPP,DATE,ECOG\n1,2024-01-05,2\n2,2024-01-05,2.0\n"
        "3,2024-01-05,2.5\n4,2024-01-05,6\n5,2024-01-05,\n",
    )
    assert extract.rows["ecog"].to_list() == [2, 2, None]
    assert refusals(extract) == [(4, "not_a_number", "ecog"), (5, "out_of_range", "ecog")]


def test_values_that_are_not_followed_are_rejected_as_such() -> None:
    source = parse_mapping(
        """
        feed = "fracture"
        table = "fracture"
        system = "DPI"
        files = "*"
        [row]
        patient = "IPP"
        id = ["IPP"]
        [columns]
        occurred_on = "DATE"
        bone_site = { column = "OS", map = { col = "femur_neck" }, ignore = ["*"] }
        """,
        "fracture.toml",
    )
    extract = read(source, "IPP,DATE,OS\n1,2024-01-05,col\n2,2024-01-05,dent\n3,2024-01-05,\n")
    assert extract.rows["bone_site"].to_list() == ["femur_neck", None]
    assert refusals(extract) == [(3, "not_tracked", "bone_site")]
