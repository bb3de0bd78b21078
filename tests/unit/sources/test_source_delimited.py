"""Delimited files as they really come: quotes, line ends, encodings, broken rows."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.sources import UnreadableFile
from transforms.sources.decoding import decoded
from transforms.sources.delimited import read_delimited
from transforms.sources.lines import Dialect, index_lines
from transforms.sources.raw_table import RawTable
from transforms.sources.records import CarefulReader, read_record
from transforms.sources.source import FileFormat

SEMICOLON = FileFormat(delimiter=";")


def table(content: str | bytes, *wanted: str, format: FileFormat = SEMICOLON) -> RawTable:
    data = content.encode() if isinstance(content, str) else content
    return read_delimited(decoded(data, format.encoding), format, wanted or ("A", "B"))


def rows(read: RawTable) -> list[tuple[object, ...]]:
    """Line, then the fields."""
    return [(line, *fields) for line, fields in zip(read.lines, read.texts.rows(), strict=True)]


def broken(read: RawTable) -> list[tuple[object, ...]]:
    return read.broken.rows()


def test_each_row_knows_its_line() -> None:
    assert rows(table("A;B\n1;x\n2;y\n")) == [(2, "1", "x"), (3, "2", "y")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_three_ways(end: str) -> None:
    content = end.join(["A;B", "1;x", '2;"y"', ""])
    assert rows(table(content)) == [(2, "1", "x"), (3, "2", "y")]
    assert rows(table(content.rstrip())) == [(2, "1", "x"), (3, "2", "y")]


def test_ends_of_line_may_be_mixed() -> None:
    assert rows(table("A;B\r\n1;x\n2;y\r3;z\r\n")) == [(2, "1", "x"), (3, "2", "y"), (4, "3", "z")]


def test_columns_are_found_by_name_in_any_order() -> None:
    assert rows(table("C;B ; A\n3;2;1\n")) == [(2, "1", "2")]


def test_blank_lines_are_counted_as_lines_but_are_no_rows() -> None:
    read = table("\n\nA;B\n\n1;x\n   \n \t \n2;y\n\n")
    assert rows(read) == [(5, "1", "x"), (8, "2", "y")]
    assert read.row_count == 2


def test_a_row_of_empty_fields_is_a_row() -> None:
    assert rows(table("A;B\n;\n")) == [(2, "", "")]


def test_tabs_are_no_blank_line_where_tabs_separate() -> None:
    read = table("A\tB\n\t\n", format=FileFormat(delimiter="\t"))
    assert rows(read) == [(2, "", "")]


def test_quotes_protect_delimiters_quotes_and_ends_of_line() -> None:
    read = table('A;B\n"1;2";x\n"say ""hi""";y\n"two\nlines";z\n4;w\n')
    assert rows(read) == [
        (2, "1;2", "x"), (3, 'say "hi"', "y"), (4, "two\nlines", "z"), (6, "4", "w")
    ]


def test_quotes_may_be_ordinary_characters() -> None:
    read = table('A;B\n"1;x"\n', format=FileFormat(delimiter=";", quote=""))
    assert rows(read) == [(2, '"1', 'x"')]


def test_a_quote_inside_a_field_is_a_character() -> None:
    assert rows(table('A;B\n5" nail;x"\n2;y\n')) == [(2, '5" nail', 'x"'), (3, "2", "y")]


@pytest.mark.parametrize(
    "line",
    ['1;"x', '"1;x', '"1"2;x', '1;"x" ', '1;"x"y"', '"'],
)
def test_a_broken_quote_costs_its_own_line_only(line: str) -> None:
    read = table(f'A;B\n{line}\n2;y\n3;"z"\n4;"two\nlines"\n')
    assert broken(read) == [(2, "quoting")]
    assert rows(read) == [(3, "2", "y"), (4, "3", "z"), (5, "4", "two\nlines")]


def test_a_quote_never_closed_does_not_swallow_the_file() -> None:
    good = "".join(f"{number};y\n" for number in range(1000))
    read = table(f'A;B\n1;"x\n{good}')
    assert (broken(read), len(read.lines)) == ([(2, "quoting")], 1000)


def test_two_stray_quotes_do_not_swallow_what_lies_between() -> None:
    read = table('A;B\n1;"x\n2;y\n3;z"\n4;w\n')
    assert broken(read) == []  # one well-formed record: nothing tells it from a quoted text
    assert rows(read) == [(2, "1", "x\n2;y\n3;z"), (5, "4", "w")]
    read = table('A;B;C\n1;"x\n2;y;k\n3;z";k;k\n4;w;k\n', "A", "B", "C")
    assert broken(read) == [(2, "quoting"), (4, "field_count")]
    assert rows(read) == [(3, "2", "y", "k"), (5, "4", "w", "k")]


def test_rows_with_too_few_or_too_many_fields_are_rejected_by_line() -> None:
    read = table("A;B\n1\n2;y\n3;z;?\n4;w\n")
    assert broken(read) == [(2, "field_count"), (4, "field_count")]
    assert rows(read) == [(3, "2", "y"), (5, "4", "w")]


def test_an_undecodable_row_is_rejected_alone() -> None:
    read = table(b"A;B\n1;caf\xc3\xa9\n2;caf\xe9\n3;y\n")
    assert broken(read) == [(3, "encoding")]
    assert rows(read) == [(2, "1", "café"), (4, "3", "y")]


def test_an_undecodable_line_spoils_the_record_it_belongs_to() -> None:
    read = table(b'A;B\n1;"two\ncaf\xe9"\n3;y\n')
    assert broken(read) == [(2, "encoding")]
    assert rows(read) == [(4, "3", "y")]


def test_bytes_a_code_page_lacks_are_undecodable() -> None:
    read = table(b"A;B\n1;caf\xe9\n2;\x81\n", format=FileFormat(delimiter=";", encoding="cp1252"))
    assert (broken(read), rows(read)) == ([(3, "encoding")], [(2, "1", "café")])


def test_a_row_with_a_nul_is_rejected() -> None:
    read = table(b"A;B\n1;x\0\n2;y\n\0\0\0\n")
    assert (broken(read), rows(read)) == ([(2, "encoding"), (4, "encoding")], [(3, "2", "y")])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("declared", ["utf-8", "cp1252"])
def test_a_byte_order_mark_says_how_the_file_is_written(encoding: str, declared: str) -> None:
    written = FileFormat(delimiter=";", encoding=declared)
    assert rows(table("A;B\n1;café\n".encode(encoding), format=written)) == [(2, "1", "café")]


def test_utf_16_without_a_mark_can_be_declared() -> None:
    written = FileFormat(delimiter=";", encoding="utf-16-le")
    content = "A;B\n1;é\n2;x\n".encode("utf-16-le")
    assert rows(table(content, format=written)) == [(2, "1", "é"), (3, "2", "x")]
    spoilt = content.replace("é".encode("utf-16-le"), b"\x00\xd8")  # half a character
    read = table(spoilt, format=written)
    assert (broken(read), rows(read)) == ([(2, "encoding")], [(3, "2", "x")])


def test_without_header_the_mapping_names_the_columns() -> None:
    written = FileFormat(delimiter=";", has_header=False, names=("B", "A"))
    assert rows(table("x;1\ny;2\n", format=written)) == [(1, "1", "x"), (2, "2", "y")]


def test_five_thousand_columns() -> None:
    header = ";".join(f"C{number}" for number in range(5000))
    line = ";".join(str(number) for number in range(5000))
    read = table(f"{header}\n{line}\n{line};more\n", "C4999", "C0")
    assert (rows(read), broken(read)) == ([(2, "4999", "0")], [(3, "field_count")])


@pytest.mark.parametrize("mark", ["", '"'])
def test_a_field_of_ten_megabytes(mark: str) -> None:
    field = "x" * 10_000_000
    read = table(f"A;B\n1;{mark}{field}{mark}\n2;y\n")
    assert read.texts["B"].to_list() == [field, "y"]


def test_a_duplicated_column_matters_only_when_it_is_used() -> None:
    assert rows(table("A;X;X;B\n1;;;2\n")) == [(2, "1", "2")]
    with pytest.raises(UnreadableFile) as refusal:
        table("A;B;B\n1;2;3\n")
    assert str(refusal.value) == (
        "the header holds these columns more than once: B; name each column once"
    )


def test_a_wrong_header_names_what_is_expected_not_what_is_there() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        table("DUPONT;Jean;1951\nDURAND;Marie;1948\n")
    assert str(refusal.value) == (
        "missing 2 of 2 expected columns (A, B) among the 3 found; "
        "correct the export or the mapping"
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty; send it again, with its header line"),
        (b"\n \n\r\n", "the file holds blank lines only; send it again, with its header line"),
        (b'"A;B\n1;2\n', "a quote of the header line is never closed; correct the export"),
        (b"A;B\xe9\n1;2\n", "the header line cannot be decoded; declare the encoding the file has"),
        (b"\xe9;\xe9\n\xe8;\xe8\n",
         "not one line can be decoded as utf-8; declare the encoding the file has"),
    ],
)
def test_a_file_without_a_usable_header_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        table(content)
    assert str(refusal.value) == sentence


# Every character that means something to a reader of delimited files, and some that do not.
FIELDS = st.text(alphabet='ab1é "\';\t\n\r#\\', max_size=6)


@st.composite
def written_tables(draw: st.DrawFn) -> tuple[str, int]:
    """A well-formed file written by Python's own writer, and its number of columns."""
    width = draw(st.integers(1, 4))
    row = st.lists(FIELDS, min_size=width, max_size=width)
    content = draw(st.lists(row, max_size=8))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator=end, quoting=csv.QUOTE_ALL)
    if end == "\r\n":  # the only end of line whose characters it quotes both
        writer = csv.writer(out, delimiter=";", lineterminator=end)
    writer.writerow([f"C{number}" for number in range(width)])
    writer.writerows(content)
    return out.getvalue(), width


@settings(max_examples=300, deadline=None, database=None)
@given(written_tables())
def test_well_formed_files_read_as_pythons_own_reader_does(written: tuple[str, int]) -> None:
    content, width = written
    read = table(content, *(f"C{number}" for number in range(width)))
    expected = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))[1:]
    if width == 1:  # a line of unquoted spaces is blank here
        expected = [row for row in expected if row and row[0].strip(" \t")]
        kept = [row for row in read.texts.rows() if str(row[0]).strip(" \t")]
    else:
        kept = read.texts.rows()
    assert [list(row) for row in kept] == expected
    assert read.broken.is_empty()


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(alphabet='ab";\n\r ', max_size=60))
def test_the_fast_reading_and_the_careful_one_agree(body: str) -> None:
    text = f"A;B\n{body}".encode()
    dialect = Dialect(b";", b'"')
    lines = index_lines(text, dialect)
    careful = CarefulReader(text, lines, (), 2, dialect).read(
        [int(line) for line in np.flatnonzero(~lines.is_blank) if line > 0]
    )
    read = table(text)
    assert rows(read) == [
        (line + 1, *(field.decode() for field in fields))
        for line, fields in sorted(careful.fields.items())
    ]
    assert broken(read) == sorted((line + 1, why) for line, why in careful.broken.items())


@settings(max_examples=100, deadline=None, database=None)
@given(st.text(alphabet='ab";\n\r ', max_size=80), st.integers(1, 9))
def test_lines_are_the_same_whatever_the_size_of_the_blocks(content: str, block: int) -> None:
    text, dialect = content.encode(), Dialect(b";", b'"')
    whole = index_lines(text, dialect)
    in_blocks = index_lines(text, dialect, block)
    for name in ("start", "end", "field_count", "is_whole", "is_blank"):
        assert getattr(whole, name).tolist() == getattr(in_blocks, name).tolist()
    assert len(whole) == len(text.splitlines())


@settings(max_examples=200, deadline=None, database=None)
@given(st.binary(max_size=80))
def test_every_line_of_any_bytes_is_accounted_for(body: bytes) -> None:
    try:
        read = table(b"A;B\n1;2\n" + body)
    except UnreadableFile:
        return
    numbers = sorted([*read.lines, *read.broken["source_line"]])
    assert numbers == sorted(set(numbers))
    assert read.row_count == len(numbers)


def test_a_record_is_read_to_its_last_line() -> None:
    text = b'A;"b\n\nc";d\n'
    lines = index_lines(text, Dialect(b";", b'"'))
    record = read_record(text, lines, 0, Dialect(b";", b'"'))
    assert record is not None
    assert (record.fields, record.last_line) == ([b"A", b"b\n\nc", b"d"], 2)


