"""Rows of a patient are taken out of a file; everything else stays, byte for byte and by line."""

import gzip
from io import BytesIO

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.tiny_hospital import LABORATORY_MAPPING
from transforms.sources import MAX_BYTES, Source, parse_mapping
from transforms.sources.patient_removal import (
    CannotRemove,
    Patients,
    Removal,
    identifiers_in,
    without_patients,
)
from transforms.sources.pseudonym import keyed_pseudonym
from transforms.sources.raw import read_raw

PSEUDONYM = keyed_pseudonym(b"key")
GONE = "800123"
HEADER = "IPP;NUM;TUBE;CODE;RESULTAT;UNITE;PRELEVE_LE;STATUT"
THEIRS = "800123;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F"
OTHER = "800124;2;T2;CA;2,31;mmol/L;01/03/2026 08:00;F"
PATIENTS = Patients(frozenset({PSEUDONYM(GONE)}), frozenset({GONE}))


def _source(mapping: str = LABORATORY_MAPPING) -> Source:
    return parse_mapping(mapping, "laboratory.toml")


def _without(data: bytes, source: Source | None = None, patients: Patients = PATIENTS) -> Removal:
    sources = [source or _source()]
    return without_patients(sources, data, patients, PSEUDONYM, MAX_BYTES)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_becomes_an_empty_line_and_the_others_keep_theirs(end: str) -> None:
    data = end.join([HEADER, OTHER, THEIRS, OTHER.replace(";2;", ";3;"), ""]).encode()
    removal = _without(data)
    assert removal.rows == 1
    assert removal.content is not None
    assert (
        removal.content.splitlines()
        == data.replace(THEIRS.encode(), b" " * (end == "\r")).splitlines()
    )
    before, after = (read_raw(_source(), content, MAX_BYTES) for content in (data, removal.content))
    assert after.lines.to_list() == [2, 4]
    assert after.texts.equals(before.texts.filter(before.lines.is_in([2, 4])))


def test_a_file_without_them_is_the_same_file() -> None:
    data = f"{HEADER}\n{OTHER}\n".encode()
    assert _without(data) == Removal(data, 0)


def test_spaces_and_capitals_make_no_other_patient() -> None:
    patients = Patients(frozenset({PSEUDONYM("AB12")}))
    data = f"{HEADER}\n{THEIRS.replace(GONE, ' ab12 ')}\n{OTHER}\n".encode()
    assert identifiers_in([_source()], data, patients, PSEUDONYM, MAX_BYTES) == {"ab12"}
    assert _without(data, patients=patients).content == f"{HEADER}\n\n{OTHER}\n".encode()


def test_a_record_over_several_lines_goes_with_all_of_them() -> None:
    several = THEIRS.replace("T1", '"T\n1"')
    data = f"{HEADER}\n{OTHER}\n{several}\n{OTHER.replace(';2;', ';3;')}\n".encode()
    removal = _without(data)
    assert removal.content == data.replace(several.encode(), b"\n")
    assert read_raw(_source(), removal.content, MAX_BYTES).lines.to_list() == [2, 5]


def test_a_broken_line_that_names_them_goes_and_another_stays() -> None:
    data = f"{HEADER}\n{GONE};1;too;few\n8001234;1;too;few\n{OTHER}\n".encode()
    assert _without(data).content == f"{HEADER}\n\n8001234;1;too;few\n{OTHER}\n".encode()


def test_bytes_the_encoding_lacks_stay_as_they_came() -> None:
    data = f"{HEADER}\n{THEIRS}\n{OTHER}\n".encode() + b"800125;9;\x81;CA;1;mmol/L;;F\n"
    assert _without(data).content == data.replace(THEIRS.encode(), b"")


def test_a_packed_file_is_packed_again() -> None:
    plain = f"{HEADER}\n{THEIRS}\n{OTHER}\n".encode()
    removal = _without(gzip.compress(plain))
    assert removal.content is not None
    assert gzip.decompress(removal.content) == plain.replace(THEIRS.encode(), b"")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-be"])
def test_other_encodings_are_given_back(encoding: str) -> None:
    mapping = LABORATORY_MAPPING.replace("cp1252", "utf-16-be")
    text = f"{HEADER}\r\n{THEIRS}\r\n{OTHER.replace('T2', 'Tété')}\r\n"
    data = text.encode(encoding)
    removal = _without(data, _source(mapping))
    assert removal.content == text.replace(THEIRS, "").encode(encoding)


def test_an_object_a_line() -> None:
    mapping = LABORATORY_MAPPING.replace('"delimited"\ndelimiter = ";"', '"ndjson"')
    row = '{{"IPP": "{}", "NUM": "{}", "CODE": "CA", "RESULTAT": "2", "UNITE": "mmol/L"}}\n'
    data = (row.format(GONE, 1) + row.format("800124", 2)).encode()
    removal = _without(data, _source(mapping))
    assert removal == Removal(("\n" + row.format("800124", 2)).encode(), 1)


def test_rows_named_by_our_pseudonym() -> None:
    mapping = LABORATORY_MAPPING.replace("[row]", "[row]\npatient_is_pseudonym = true")
    data = f"{HEADER}\n{THEIRS.replace(GONE, PSEUDONYM(GONE))}\n{OTHER}\n".encode()
    source = _source(mapping)
    assert _without(data, source).content == f"{HEADER}\n\n{OTHER}\n".encode()


def test_parquet_keeps_its_columns() -> None:
    frame = pl.DataFrame({"IPP": [800123, 800124], "NUM": [1, 2], "extra": [0.5, 1.5]})
    frame = frame.with_columns(pl.lit("x").alias(name) for name in HEADER.split(";")[2:])
    written = BytesIO()
    frame.write_parquet(written)
    mapping = LABORATORY_MAPPING.replace('"delimited"\ndelimiter = ";"', '"parquet"').replace(
        'encoding = "cp1252"\n', ""
    )
    removal = _without(written.getvalue(), _source(mapping))
    assert removal.rows == 1 and removal.content is not None
    assert pl.read_parquet(BytesIO(removal.content)).equals(frame.filter(pl.col("IPP") != 800123))


def test_a_file_nobody_expects_loses_the_lines_that_name_them() -> None:
    data = b"note on 800123\nnote on 8001234\n"
    removal = without_patients([], data, PATIENTS, PSEUDONYM, MAX_BYTES)
    assert removal == Removal(b"\nnote on 8001234\n", 1)


def test_what_is_no_text_and_names_them_goes_whole() -> None:
    sources: list[Source] = []
    assert (
        without_patients(sources, b"\0 800123 \0", PATIENTS, PSEUDONYM, MAX_BYTES).content is None
    )
    other = b"\0 8001234 \0"
    assert without_patients(sources, other, PATIENTS, PSEUDONYM, MAX_BYTES).content == other


def test_rows_that_would_be_read_otherwise_stop_it() -> None:
    """A quote of another's broken row would be closed by a quote further on."""
    broken = '800124;2;"T2;CA;2,31;mmol/L;01/03/2026 08:00;F'
    theirs = '800123;1;"T1";CA;3,05;mmol/L;01/03/2026 08:00;F'
    closing = '800125;3;T3";CA;2;mmol/L;01/03/2026 08:00;F'
    data = f"{HEADER}\n{broken}\n{theirs}\n{closing}\n".encode()
    try:
        content = _without(data).content
    except CannotRemove:
        return
    assert content is not None and b"800123" not in content
    assert b"800124" in content and b"800125" in content


_FIELD = st.text(alphabet='ab;"\n\r é1', max_size=6)


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(st.tuples(st.sampled_from([GONE, "800124", "8001234"]), _FIELD), max_size=12),
    packed=st.booleans(),
)
def test_whatever_was_written_the_others_are_read_as_before(
    rows: list[tuple[str, str]], packed: bool
) -> None:
    """Second opinion: the rows of others, read before and after, are the same at the same lines."""
    quoted = [(name, '"' + said.replace('"', '""') + '"') for name, said in rows]
    text = "".join(f"{name};1;{said};CA;2;mmol/L;x;F\r\n" for name, said in quoted)
    data = f"{HEADER}\r\n{text}".encode("cp1252")
    removal = _without(gzip.compress(data) if packed else data)
    assert removal.content is not None
    before = read_raw(_source(), data, MAX_BYTES)
    after = read_raw(_source(), removal.content, MAX_BYTES)
    theirs = before.texts["IPP"] == GONE
    assert removal.rows == theirs.sum()
    assert after.texts.equals(before.texts.filter(~theirs))
    assert after.lines.equals(before.lines.filter(~theirs))
