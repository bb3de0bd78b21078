"""Gzip, NDJSON, Parquet, and files that are not what they should be."""

import gzip
import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from tests.unit.sources.hospital_extracts import (
    HEADER,
    KNOWN_AT,
    laboratory,
    read,
    refusals,
    results,
    visible_pseudonym,
)
from transforms.sources import Extract, Source, UnreadableFile, parse_mapping, read_extract

LINE = "R1;IPP7;CA;2,31;mmol/L;15/01/2024 08:15"
PLAIN = f"{HEADER}\n{LINE}\n".encode()


def refusal_of(source: Source, data: bytes, max_bytes: int = 1_000_000) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        read_extract(
            source,
            data,
            source_file="f",
            known_at=KNOWN_AT,
            pseudonym=visible_pseudonym,
            max_bytes=max_bytes,
        )
    return str(refusal.value)


def test_gzip_is_known_by_its_first_bytes() -> None:
    assert read(laboratory(), gzip.compress(PLAIN)).rows.equals(read(laboratory(), PLAIN).rows)


def test_gzip_in_several_members_is_one_file() -> None:
    half = len(PLAIN) // 2
    members = gzip.compress(PLAIN[:half]) + gzip.compress(PLAIN[half:]) + b"\0" * 8
    assert read(laboratory(), members).rows_in == 1


@pytest.mark.parametrize("cut", [3, 12, 30, -1])
def test_a_gzip_cut_short_is_refused(cut: int) -> None:
    packed = gzip.compress(PLAIN)
    assert refusal_of(laboratory(), packed[:cut]) == ("the gzip file ends too early; send it again")


def test_a_damaged_gzip_is_refused() -> None:
    packed = bytearray(gzip.compress(PLAIN))
    packed[-5] ^= 0xFF  # its checksum
    assert refusal_of(laboratory(), bytes(packed)) == "the gzip file is damaged; send it again"


def test_a_gzip_followed_by_something_else_is_refused() -> None:
    assert refusal_of(laboratory(), gzip.compress(PLAIN) + b"more") == (
        "the gzip file is followed by bytes that are not gzip; send it again"
    )


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    assert refusal_of(laboratory(), bomb) == (
        "the gzip file holds more than 1 MB; send it in smaller files, or raise "
        "largest_decompressed_mb in settings.toml"
    )


def test_a_workbook_is_not_text() -> None:
    assert refusal_of(laboratory(), b"PK\x03\x04rest") == (
        "the file is a ZIP archive or a workbook, not text; export it as CSV"
    )


def test_parquet_is_not_text() -> None:
    assert refusal_of(laboratory(), b"PAR1restPAR1") == (
        'the file is Parquet, not text; write kind = "parquet" in the mapping'
    )


def test_a_refusal_shows_nothing_of_a_file_without_header() -> None:
    sentence = refusal_of(laboratory(), b"R1;SECRETPATIENT;CA;2,31;mmol/L;15/01/2024 08:15\n")
    assert sentence == (
        "missing 6 of 6 expected columns (IPP, NUM, CODE, RESULTAT, UNITE, PRELEVE_LE) "
        "among the 6 found; correct the export or the mapping"
    )


@pytest.mark.parametrize(
    ("kind", "empty"), [("delimited", b""), ("delimited", b"\n"), ("ndjson", b"")]
)
def test_an_empty_file_does_not_withdraw_a_whole_table(kind: str, empty: bytes) -> None:
    source = imaging(kind=kind, delivery="snapshot")
    assert refusal_of(source, empty) == (
        "the file is empty but stands for the whole table; send it again"
    )


def test_an_empty_delta_in_json_has_no_rows() -> None:
    assert read(imaging(), b"").rows_in == 0


def test_a_file_of_a_header_only_has_no_rows() -> None:
    extract = results()
    assert (extract.rows_in, extract.rows.height, extract.row_ids.height) == (0, 0, 0)


def test_the_encoding_is_the_declared_one() -> None:
    source = laboratory(format='encoding = "cp1252"', columns='method = "METHODE"')
    header = f"{HEADER};METHODE"
    data = f"{header}\n{LINE};Électrode spécifique à 5 €\n".encode("cp1252")
    assert read(source, data).rows["method"].to_list() == ["Électrode spécifique à 5 €"]


def imaging(kind: str = "ndjson", delivery: str = "delta", decimal: str = ".") -> Source:
    return parse_mapping(
        f"""
        feed = "lesions"
        table = "lesion"
        system = "RIS"
        files = "*"
        delivery = "{delivery}"
        [format]
        kind = "{kind}"
        decimal = "{decimal}"
        time_zone = "UTC"
        [row]
        patient = "patient.ipp"
        id = ["id"]
        [columns]
        lesion_id = "lesion"
        examined_on = "exam.at"
        bone_site = {{ column = "site", map = {{ HIP = "femur_neck" }} }}
        lesion_size_mm = "size"
        has_soft_tissue = "soft"
        epidural_grade = "grade"
        """,
        "lesions.toml",
    )


LESION: dict[str, object] = {
    "id": 7,
    "patient": {"ipp": "IPP7"},
    "lesion": "L1",
    "exam": {"at": "2024-06-30T23:30:00Z"},
    "site": "HIP",
    "size": 31.5,
    "soft": True,
}


def lesions(*objects: object, decimal: str = ".") -> Extract:
    lines = [item if isinstance(item, str) else json.dumps(item) for item in objects]
    return read(imaging(decimal=decimal), "\n".join(lines))


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_json_object_is_a_row(decimal: str) -> None:
    row = lesions(LESION, decimal=decimal).rows.row(0, named=True)
    read_of_it = {
        name: row[name]
        for name in (
            "patient_id",
            "source_row_id",
            "lesion_id",
            "examined_on",
            "bone_site",
            "lesion_size_mm",
            "has_soft_tissue",
            "epidural_grade",
            "source_line",
        )
    }
    assert read_of_it == {
        "patient_id": "pseudonym of IPP7",
        "source_row_id": "7",
        "lesion_id": visible_pseudonym(f"lesion_id:{b'L1'.hex()}"),
        "examined_on": date(2024, 7, 1),  # 01:30 in Paris
        "bone_site": "femur_neck",
        "lesion_size_mm": 31.5,
        "has_soft_tissue": True,
        "epidural_grade": None,
        "source_line": 1,
    }


def test_a_key_with_a_dot_is_found_as_it_is() -> None:
    flat = {key: value for key, value in LESION.items() if key != "patient"}
    assert lesions(flat | {"patient.ipp": "IPP8"}).rows["patient_id"].to_list() == [
        "pseudonym of IPP8"
    ]


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 7',
        "[1, 2]",
        '"text"',
        "7",
        "null",
        "{'id': 7}",
        '{"id": 7} {"id": 8}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_object_is_rejected_alone(line: str) -> None:
    extract = lesions(LESION, line, "", LESION | {"id": 8})
    assert refusals(extract) == [(2, "not_json", None)]
    assert extract.rows.select("source_row_id", "source_line").rows() == [("7", 1), ("8", 4)]


@pytest.mark.parametrize("value", ["\ud800", "a\0b"])
def test_characters_no_text_has_are_rejected_as_encoding(value: str) -> None:
    extract = lesions(LESION | {"lesion": value}, LESION | {"id": 8})
    assert refusals(extract) == [(1, "encoding", None)]


def test_an_undecodable_line_of_json_is_rejected_alone() -> None:
    good = json.dumps(LESION).encode()
    extract = read(imaging(), good + b"\n" + good.replace(b"L1", b"\xe9") + b"\n")
    assert refusals(extract) == [(2, "encoding", None)]


def test_absent_and_null_are_both_missing() -> None:
    absent = {key: value for key, value in LESION.items() if key != "lesion"}
    assert refusals(lesions(absent, LESION | {"lesion": None}, LESION | {"exam": "2024"})) == [
        (1, "missing", "lesion_id"),
        (2, "missing", "lesion_id"),
        (3, "missing", "examined_on"),
    ]


def test_a_list_of_values_is_joined() -> None:
    assert lesions(LESION | {"grade": ["1a", None, "2"]}).rows["epidural_grade"].item() == "1a;2"


def parquet(**columns: pl.Series | list[object]) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


def administrations(data: bytes, decimal: str = ".") -> Extract:
    source = parse_mapping(
        f"""
        feed = "bone_agents"
        table = "bone_agent_administration"
        system = "CHIMIO"
        files = "*.parquet"
        [format]
        kind = "parquet"
        decimal = "{decimal}"
        [row]
        patient = "ipp"
        id = ["id"]
        version = "changed"
        [columns]
        atc_code = "atc"
        dose_mg = "dose"
        administered_on = "on"
        dental_check_on = "dental"
        """,
        "bone_agents.toml",
    )
    return read(source, data)


DOSES: dict[str, pl.Series | list[object]] = {
    "ipp": ["IPP7", "IPP8", None],
    "id": pl.Series([1, 2, 3], dtype=pl.Int32),
    "changed": pl.Series([datetime(2024, 1, 1, tzinfo=UTC)] * 3),
    "atc": pl.Series(["M05BX04", "M05BA08", "M05BA08"], dtype=pl.Categorical),
    "dose": [120.0, None, 4.0],
    "on": [date(2024, 1, 5), date(2024, 1, 6), date(2024, 1, 7)],
    "dental": [datetime(2023, 12, 1, 9, 30), None, None],
    "not_needed": [[1], [2], [3]],
}


@pytest.mark.parametrize("decimal", [".", ","])
def test_typed_columns_of_parquet_are_read(decimal: str) -> None:
    extract = administrations(parquet(**DOSES), decimal)
    assert extract.rows.select(
        "patient_id",
        "source_row_id",
        "row_version",
        "atc_code",
        "dose_mg",
        "administered_on",
        "dental_check_on",
        "source_line",
    ).rows() == [
        (
            "pseudonym of IPP7",
            "1",
            1704067200,
            "M05BX04",
            120.0,
            date(2024, 1, 5),
            date(2023, 12, 1),
            1,
        ),
        ("pseudonym of IPP8", "2", 1704067200, "M05BA08", None, date(2024, 1, 6), None, 2),
    ]
    assert refusals(extract) == [(3, "missing", "patient_id")]


def test_text_with_a_nul_in_parquet_is_rejected() -> None:
    extract = administrations(parquet(**(DOSES | {"ipp": ["A\0", "B", "C"]})))
    assert refusals(extract) == [(1, "encoding", None)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the file is not Parquet, or it is cut short; send it again"),
        (b"a;b\n1;2\n", "the file is not Parquet, or it is cut short; send it again"),
        (b"PAR1" + b"\0" * 40 + b"PAR1", "the Parquet file is damaged; send it again"),
    ],
)
def test_what_is_not_parquet_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=f"^{re.escape(sentence)}$"):
        administrations(data)


def test_parquet_cut_short_is_refused() -> None:
    whole = parquet(**DOSES)
    with pytest.raises(UnreadableFile, match="cut short"):
        administrations(whole[:-10])


def test_parquet_damaged_anywhere_is_read_or_refused_in_silence(
    capfd: pytest.CaptureFixture[str],
) -> None:
    whole = parquet(**DOSES)
    refused = 0
    places = range(0, len(whole), 13)
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        try:
            assert administrations(bytes(damaged)).rows_in == len(DOSES["ipp"])
        except UnreadableFile:
            refused += 1
    assert refused > len(places) // 10
    assert capfd.readouterr() == ("", "")


def test_columns_of_parquet_are_told_by_name_in_any_order() -> None:
    backwards = dict(reversed(DOSES.items()))
    assert administrations(parquet(**backwards)).rows.equals(administrations(parquet(**DOSES)).rows)


def test_parquet_without_an_expected_column_is_refused() -> None:
    lacking = {name: values for name, values in DOSES.items() if name != "dose"}
    with pytest.raises(UnreadableFile) as refusal:
        administrations(parquet(**lacking))
    assert str(refusal.value) == (
        "missing 1 of 7 expected columns (dose) among the 7 found; "
        "correct the export or the mapping"
    )


def test_parquet_that_unpacks_to_too_much_is_refused() -> None:
    source = laboratory()
    columns = {name: pl.Series([None] * 300_000, dtype=pl.String) for name in source.columns_used}
    by_parquet = parse_mapping(
        """
        feed = "f"
        table = "followup"
        system = "S"
        files = "*"
        [format]
        kind = "parquet"
        [row]
        patient = "IPP"
        id = "NUM"
        [columns]
        visited_on = "PRELEVE_LE"
        """,
        "f.toml",
    )
    assert refusal_of(by_parquet, parquet(**columns), max_bytes=500_000) == (
        "the Parquet file holds more than 0.5 MB; send it in smaller files, or raise "
        "largest_decompressed_mb in settings.toml"
    )


@pytest.mark.parametrize(
    ("dose", "kind"),
    [
        ([{"mg": 4.0}] * 3, "Struct({'mg': Float64})"),
        ([[[4]]] * 3, "List(List(Int64))"),
        ([timedelta(1)] * 3, "Duration(time_unit='us')"),
    ],
)
def test_a_parquet_column_that_is_not_text_is_refused(dose: list[object], kind: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        administrations(parquet(**(DOSES | {"dose": dose})))
    assert str(refusal.value) == (
        f"column dose is of type {kind}, which is not text; export it as text"
    )
