"""Reading delimited files, however badly they are written, without losing or inventing a row."""

from io import BytesIO

import numpy as np
import polars as pl

from transforms.sources.decoding import DecodedText
from transforms.sources.lines import Dialect, Flags, Lines, Positions, index_lines
from transforms.sources.raw_table import RawTable, broken_rows, require_columns
from transforms.sources.records import CarefulReader, CarefulReading, read_record
from transforms.sources.source import FileFormat
from transforms.sources.unreadable import UnreadableFile


def read_delimited(text: DecodedText, format: FileFormat, wanted: tuple[str, ...]) -> RawTable:
    """The wanted columns of a delimited file, as text.

    Lines that are one record each are read together; records with quoted newlines or broken
    quotes are read one by one. Blank lines are no rows. A row is refused as `field_count`,
    `encoding` or `quoting` with its first physical line.

    Raises UnreadableFile when there is nothing, no usable header, or a wanted column is missing.
    """
    if not text.utf8:
        raise UnreadableFile("the file is empty; send it again, with its header line")
    dialect = Dialect(format.delimiter.encode(), format.quote.encode())
    lines = index_lines(text.utf8, dialect)
    names, first = _names(text, lines, dialect, format)
    require_columns(wanted, names)
    reader = CarefulReader(text.utf8, lines, sorted(text.damaged), len(names), dialect)
    suspicious = np.flatnonzero(~lines.is_whole[first:]) + first
    careful = reader.read([int(line) for line in suspicious])
    alone = _lines_alone(lines, first, careful)
    reasons = _refusals(lines, alone, text.damaged, len(names)) | careful.broken
    alone[list(reasons)] = False
    positions = [names.index(name) for name in wanted]
    return _assembled(
        (np.flatnonzero(alone) + 1, _read_together(text.utf8, lines, alone, dialect, positions)),
        _read_singly(careful, positions),
        wanted,
        reasons,
    )


def _names(
    text: DecodedText, lines: Lines, dialect: Dialect, format: FileFormat
) -> tuple[list[str], int]:
    """The column names, without surrounding spaces, and the first line of the body."""
    if not format.has_header:
        return list(format.names), 0
    filled = np.flatnonzero(~lines.is_blank)
    if not len(filled):
        raise UnreadableFile("the file holds blank lines only; send it again, with its header line")
    line = int(filled[0])
    header = read_record(text.utf8, lines, line, dialect)
    if header is None:
        raise UnreadableFile("a quote of the header line is never closed; correct the export")
    if not text.damaged.isdisjoint(range(line, header.last_line + 1)):
        raise UnreadableFile("the header line cannot be decoded; declare the encoding the file has")
    return [name.decode().strip() for name in header.fields], header.last_line + 1


def _lines_alone(lines: Lines, first: int, careful: CarefulReading) -> Flags:
    """Lines of the body that are one record each."""
    alone = lines.is_whole & ~lines.is_blank
    alone[:first] = False
    for line, last in careful.covered:
        alone[line : last + 1] = False
    return alone


def _refusals(
    lines: Lines, alone: Flags, damaged: frozenset[int], field_count: int
) -> dict[int, str]:
    """Lines refused without being read, by line."""
    miscounted = np.flatnonzero(alone & (lines.field_count != field_count))
    reasons = {int(line): "field_count" for line in miscounted}
    return reasons | {line: "encoding" for line in damaged if alone[line]}


def _read_together(
    text: bytes, lines: Lines, alone: Flags, dialect: Dialect, positions: list[int]
) -> pl.DataFrame:
    """The fields at some positions of every line that is a record by itself."""
    chosen = np.flatnonzero(alone)
    if not len(chosen):
        return pl.DataFrame(schema={str(position): pl.String for position in positions})
    frame = pl.read_csv(
        BytesIO(_lines_joined(text, lines, chosen)),
        has_header=False,
        separator=dialect.delimiter.decode(),
        quote_char=dialect.quote.decode() or None,
        infer_schema=False,
        empty_string_is_null=False,
        columns=sorted(positions),
    )
    assert frame.height == len(chosen), "every line that stands alone is one row"
    frame.columns = [str(position) for position in sorted(positions)]
    return frame


def _lines_joined(text: bytes, lines: Lines, chosen: Positions) -> bytes:
    """The chosen lines, one after another, each ended by a line feed."""
    gaps = np.flatnonzero(np.diff(chosen) != 1)
    firsts = chosen[np.concatenate(([0], gaps + 1))]
    lasts = chosen[np.concatenate((gaps, [len(chosen) - 1]))]
    view = memoryview(text)
    joined = b"".join(
        view[int(lines.start[first]) : lines.after(int(last), text)]
        for first, last in zip(firsts, lasts, strict=True)
    )
    # Whatever ended a line here: these hold no CR of their own, as a CR ends a line.
    return joined.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in joined else joined


def _read_singly(careful: CarefulReading, positions: list[int]) -> tuple[Positions, pl.DataFrame]:
    """Line numbers and the fields at some positions of the records read one by one."""
    numbers = np.array(list(careful.fields), dtype=np.int64) + 1
    columns = {
        str(position): [fields[position].decode() for fields in careful.fields.values()]
        for position in positions
    }
    return numbers, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _assembled(
    together: tuple[Positions, pl.DataFrame],
    singly: tuple[Positions, pl.DataFrame],
    wanted: tuple[str, ...],
    reasons: dict[int, str],
) -> RawTable:
    lines = pl.Series("source_line", np.concatenate((together[0], singly[0])), dtype=pl.Int64)
    texts = pl.concat([together[1].select(singly[1].columns), singly[1]])
    texts.columns = list(wanted)
    order = lines.arg_sort()
    refused = {line + 1: reason for line, reason in sorted(reasons.items())}
    return RawTable(lines[order], texts[order], broken_rows(refused))
