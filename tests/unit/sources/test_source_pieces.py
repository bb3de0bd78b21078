"""A file read in pieces is the file read at once: rows, rejections, line numbers, refusals."""

import gzip
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.bad_files import LIMITS, BadFile, feeds_of, spoilt_files
from tests.support.good_files import good_files
from tests.unit.sources.hospital_extracts import KNOWN_AT, visible_pseudonym
from tests.unit.sources.test_bad_csv import bad_files, first_names, mapping
from transforms.sources import (
    Content,
    Extract,
    FileKind,
    Source,
    UnreadableFile,
    joined_extracts,
    parse_mapping,
    read_extract_pieces,
)
from transforms.sources.chunks import in_whole_lines
from transforms.sources.decoding import decoded, decoded_pieces
from transforms.sources.gzipped import GZIP_MAGIC
from transforms.sources.lines import Dialect, index_lines
from transforms.sources.records import LONGEST_RECORD, Record, read_record

ALL_AT_ONCE = 1 << 40
SMALL_BOMBS_IN = 1 << 22  # bytes a piece: what is packed may hold a thousand times its size
PIECES = 4  # of a file; the lines written by hypothesis come in pieces down to a byte


def read(source: Source, data: bytes, piece_bytes: int, chunk_bytes: int) -> Extract | str:
    """What a file gives in such pieces; the sentence of its refusal when it is refused."""
    chunks = (data[first : first + chunk_bytes] for first in range(0, len(data), chunk_bytes))
    content = Content(
        chunks, len(data), LIMITS.decompressed_bytes, LIMITS.largest_ratio, piece_bytes
    )
    try:
        return joined_extracts(
            list(
                read_extract_pieces(
                    source,
                    content,
                    source_file="f",
                    known_at=KNOWN_AT,
                    pseudonym=visible_pseudonym,
                )
            )
        )
    except UnreadableFile as refusal:
        return str(refusal)


def assert_same(one: Extract | str, other: Extract | str) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    assert one.rows.equals(other.rows)
    assert one.rejected.equals(other.rejected)
    assert one.rows_in == other.rows_in
    assert one.row_ids.equals(other.row_ids)


def assert_same_in_any_pieces(source: Source, data: bytes) -> None:
    at_once = read(source, data, ALL_AT_ONCE, max(len(data), 1))
    size = max(len(data) // PIECES, 1)
    piece_bytes = SMALL_BOMBS_IN if data.startswith(GZIP_MAGIC) else size
    assert_same(read(source, data, piece_bytes, size), at_once)


@pytest.mark.parametrize("format", ["comma", "json"])
@pytest.mark.parametrize("path", bad_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_bad_file_reads_the_same_in_any_pieces(path: Path, format: str) -> None:
    source = parse_mapping(mapping(format, *first_names(path, format)), "bad.toml")
    assert_same_in_any_pieces(source, path.read_bytes())


@pytest.mark.parametrize(
    "bad",
    [
        bad
        for bad in spoilt_files(
            ["laboratory", *feeds_of(FileKind.NDJSON)[:1], *feeds_of(FileKind.PARQUET)[:1]]
        )
        if "_value_" not in bad.name  # what is wrong with them is in one place of one row
    ],
    ids=lambda bad: bad.name,
)
def test_a_spoilt_file_reads_the_same_in_any_pieces(bad: BadFile) -> None:
    assert_same_in_any_pieces(good_files()[bad.feed].source, bad.data)


LINES = st.lists(
    st.sampled_from(
        [
            b"1,a",
            b'2,"b"',
            b'3,"b\n\nb"',
            b'4,"never closed',
            b'5,stray " quote',
            b'6,"doubled "" quote"',
            b'"7","two\r\nlines"',
            "8,é".encode(),
            "8,é".encode("cp1252"),
            b"9,\0",
            b"",
            b"   ",
            b"10",
            b"11,a,b",
        ]
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(
    LINES,
    st.lists(st.sampled_from([b"\n", b"\r\n", b"\r"]), min_size=12, max_size=12),
    st.integers(1, 40),
    st.integers(1, 40),
    st.booleans(),
    st.booleans(),
)
def test_lines_of_every_kind_in_pieces_of_any_size(
    lines: list[bytes],
    ends: list[bytes],
    piece_bytes: int,
    chunk_bytes: int,
    is_packed: bool,
    ends_with_line: bool,
) -> None:
    source = parse_mapping(mapping("comma", "id", "name"), "bad.toml")
    text = b"id,name\n" + b"".join(line + end for line, end in zip(lines, ends, strict=False))
    data = text if ends_with_line else text.rstrip(b"\r\n")
    data = gzip.compress(data, mtime=0) if is_packed else data
    at_once = read(source, data, ALL_AT_ONCE, len(data))
    assert_same(read(source, data, piece_bytes, chunk_bytes), at_once)


@settings(max_examples=100, deadline=None)
@given(
    st.text("aé\n\r\ufffd\U0001f9b4", max_size=30),
    st.binary(max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "cp500"]),
    st.integers(1, 20),
)
def test_a_text_is_decoded_the_same_in_any_pieces(
    text: str, damage: bytes, encoding: str, size: int
) -> None:
    data = text.encode(encoding, errors="ignore") + damage
    chunks = [data[first : first + size] for first in range(0, len(data), size)]
    try:
        at_once = decoded(data, encoding)
    except UnreadableFile:
        with pytest.raises(UnreadableFile):
            list(decoded_pieces(chunks, encoding, size))
        return
    lines_before, damaged = 0, set[int]()
    pieces = list(decoded_pieces(chunks, encoding, size))
    for piece in pieces:
        damaged |= {lines_before + line for line in piece.damaged}
        lines_before += len(piece.utf8.splitlines())
    assert b"".join(piece.utf8 for piece in pieces) == at_once.utf8
    assert damaged == at_once.damaged


def test_a_piece_ends_where_a_line_does() -> None:
    assert list(in_whole_lines([b"ab\r", b"\ncd", b"\nef"], 3)) == [b"ab\r\n", b"cd\n", b"ef"]


def test_a_quote_closed_further_away_than_any_record_goes_is_a_stray_one() -> None:
    dialect = Dialect(b",", b'"')
    text = b'1,"' + b"x" * LONGEST_RECORD + b'"\n2,b\n'
    lines = index_lines(text, dialect)
    assert read_record(text, lines, 0, dialect) is None
    assert read_record(text, lines, 1, dialect) == Record([b"2", b"b"], 1)


def test_row_groups_of_parquet_are_counted_on() -> None:
    good = next(iter(good_files()[feed] for feed in feeds_of(FileKind.PARQUET)))
    extract = read(good.source, good.data, len(good.data) // 5, 1 << 20)
    assert isinstance(extract, Extract)
    numbered = pl.concat([extract.rows["source_line"], extract.rejected["source_line"]])
    assert numbered.sort().to_list() == list(range(1, extract.rows_in + 1))
