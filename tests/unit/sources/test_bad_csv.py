"""Files made to break readers: each ends accounted for row by row, or refused with a reason."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest

from tests.unit.sources.hospital_extracts import KNOWN_AT, visible_pseudonym
from tests.unit.sources.shared_data import shared_folder
from transforms.sources import FileFormat, UnreadableFile, parse_mapping, read_extract
from transforms.sources.decoding import decoded
from transforms.sources.delimited import read_delimited
from warehouse.schema import RULES

FORMATS = {
    "comma": "",
    "semicolon": 'delimiter = ";"\ndecimal = ","',
    "code page": 'encoding = "cp1252"',
    "no quotes": 'quote = ""',
    "no header": 'header = false\nnames = ["id", "name", "age"]',
    "json": 'kind = "ndjson"',
    "parquet": 'kind = "parquet"',
}


def bad_files() -> list[Path]:
    folder = shared_folder("bad_csv")
    return sorted(folder.rglob("*.csv")) if folder else []


def first_names(path: Path, format: str) -> tuple[str, str]:
    """Two column names of the file, so that its rows are reached; a guess without a header."""
    if format == "no header":
        return ("id", "name")
    sign = ";" if format == "semicolon" else ","
    header = path.read_bytes().decode("utf-8-sig", errors="replace").splitlines()[:1]
    names = next(csv.reader(header, delimiter=sign), []) if header else []
    stripped = [name.strip() for name in names if name.strip()]
    return (stripped[0], stripped[-1]) if stripped else ("id", "name")


def mapping(format: str, patient: str, other: str) -> str:
    return f"""
        feed = "bad"
        table = "followup"
        system = "BAD"
        files = "*"
        [format]
        {FORMATS[format]}
        [row]
        patient = {json.dumps(patient)}
        id = [{json.dumps(patient)}, {json.dumps(other)}]
        [columns]
        visited_on = {{ constant = "2024-01-01" }}
        disease_status = {json.dumps(other)}
        """


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("path", bad_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_bad_file_is_accounted_for_or_refused(path: Path, format: str) -> None:
    source = parse_mapping(mapping(format, *first_names(path, format)), "bad.toml")
    try:
        extract = read_extract(source, path.read_bytes(), source_file="f", known_at=KNOWN_AT,
                               pseudonym=visible_pseudonym)
    except UnreadableFile as refusal:
        assert str(refusal)
        assert ";" in str(refusal)
        return
    assert extract.rows.height + extract.rejected.height == extract.rows_in
    numbered = pl.concat([extract.rows["source_line"], extract.rejected["source_line"]])
    assert numbered.is_unique().all()
    assert set(extract.rejected["reason"]) <= set(RULES)


@pytest.mark.parametrize(
    "name",
    ["comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
     "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"],
)
def test_the_spectrum_of_csv_reads_as_its_authors_expect(name: str) -> None:
    folder = shared_folder("bad_csv")
    if folder is None:
        pytest.skip("SKIPPED: the folder bad_csv of shared test data is absent")
    expected = json.loads((folder / "csv_spectrum_expected" / f"{name}.json").read_text("utf-8"))
    data = (folder / "csv_spectrum" / f"{name}.csv").read_bytes()
    if b"\r" not in data:  # this copy of the *_crlf files has lost its carriage returns
        expected = json.loads(json.dumps(expected).replace("\\r\\n", "\\n"))
    read = read_delimited(decoded(data, "utf-8"), FileFormat(), tuple(expected[0]))
    assert read.texts.to_dicts() == expected
    assert read.broken.is_empty()


def test_the_shared_files_are_there_or_their_absence_is_said() -> None:
    if not bad_files():
        pytest.skip("SKIPPED: the folder bad_csv of shared test data is absent")
    assert len(bad_files()) == 34


def test_rows_of_nothing_but_delimiters_are_rejected_one_by_one() -> None:
    source = parse_mapping(mapping("comma", "id", "age"), "bad.toml")
    data = b"id,name,age\n1101,John,30\n,,\n,,\n"
    extract = read_extract(source, data, source_file="f", known_at=KNOWN_AT,
                           pseudonym=visible_pseudonym)
    assert extract.rejected.rows() == [(3, "missing", "patient_id"), (4, "missing", "patient_id")]
