"""Reading delimited files, however badly they are written, without losing or inventing a row."""

from collections.abc import Iterable, Iterator
from io import BytesIO

import numpy as np
import polars as pl

from transforms.sources.decoding import DecodedText
from transforms.sources.lines import Dialect, Flags, Lines, Positions, index_lines
from transforms.sources.raw_table import (
    RawTable,
    broken_rows,
    further_down,
    joined,
    require_columns,
)
from transforms.sources.records import (
    CarefulReader,
    CarefulReading,
    Record,
    UnclosedQuote,
    begun_record,
)
from transforms.sources.source import FileFormat
from transforms.sources.unreadable import UnreadableFile


def read_delimited(text: DecodedText, format: FileFormat, wanted: tuple[str, ...]) -> RawTable:
    """The wanted columns of a delimited file given as one text. Raises as the pieces do."""
    return joined(list(read_delimited_pieces([text], format, wanted)))


def read_delimited_pieces(
    texts: Iterable[DecodedText], format: FileFormat, wanted: tuple[str, ...]
) -> Iterator[RawTable]:
    """The wanted columns of a delimited file, as text, in pieces of any size.

    Each text is of whole lines; what a record needs of the next one is waited for. Lines that are
    one record each are read together; records with quoted newlines or broken quotes are read one
    by one. Blank lines are no rows. A row is refused as `field_count`, `encoding` or `quoting`
    with its first physical line.

    Raises UnreadableFile when there is nothing, no usable header, or a wanted column is missing.
    """
    yield from _Reading(format, wanted).tables(texts)


class _Reading:
    """A delimited file under way: its columns, once known, and the text that waits for more."""

    def __init__(self, format: FileFormat, wanted: tuple[str, ...]) -> None:
        self._dialect = Dialect(format.delimiter.encode(), format.quote.encode())
        self._wanted = wanted
        self._names = None if format.has_header else list(format.names)
        self._waiting = DecodedText(b"")
        self._enough = 0  # bytes: less is not worth another look
        self._lines_before = 0

    def tables(self, texts: Iterable[DecodedText]) -> Iterator[RawTable]:
        is_empty = True
        for text in texts:
            is_empty = is_empty and not text.utf8
            self._waiting = _followed_by(self._waiting, text)
            if len(self._waiting.utf8) >= self._enough:
                yield from self._read(is_all=False)
        if is_empty:
            raise UnreadableFile("the file is empty; send it again, with its header line")
        yield from self._read(is_all=True)

    def _read(self, *, is_all: bool) -> Iterator[RawTable]:
        """The rows of what is waiting, as far as they are sure."""
        text = self._waiting
        lines = index_lines(text.utf8, self._dialect)
        first = end = 0
        if self._names is None:
            header = _header(text, lines, self._dialect, is_all=is_all)
            if header is not None:
                self._names = [name.decode().strip() for name in header.fields]
                first = header.last_line + 1
        if self._names is not None:
            require_columns(self._wanted, self._names)
            table, end = _read_body(
                text, lines, first, self._names, self._wanted, self._dialect, is_all=is_all
            )
            yield further_down(table, self._lines_before)
        self._lines_before += end
        self._waiting = _from_line(text, lines, end)
        self._enough = 2 * len(self._waiting.utf8)


def _followed_by(text: DecodedText, more: DecodedText) -> DecodedText:
    """Two texts of whole lines as one."""
    before = len(text.utf8.splitlines()) if more.damaged else 0
    damaged = text.damaged | {before + line for line in more.damaged}
    return DecodedText(text.utf8 + more.utf8, damaged)


def _from_line(text: DecodedText, lines: Lines, first: int) -> DecodedText:
    """What a text holds from a line on."""
    if first == len(lines):
        return DecodedText(b"")
    damaged = frozenset(line - first for line in text.damaged if line >= first)
    return DecodedText(text.utf8[int(lines.start[first]) :], damaged)


def _header(text: DecodedText, lines: Lines, dialect: Dialect, *, is_all: bool) -> Record | None:
    """The first line that is not blank; None while it may go on in what is still to come."""
    filled = np.flatnonzero(~lines.is_blank)
    if not len(filled):
        if is_all:
            raise UnreadableFile(
                "the file holds blank lines only; send it again, with its header line"
            )
        return None
    line = int(filled[0])
    try:
        header = begun_record(text.utf8, lines, line, dialect)
    except UnclosedQuote:
        if not is_all:
            return None
        header = None
    if header is None:
        raise UnreadableFile("a quote of the header line is never closed; correct the export")
    if not text.damaged.isdisjoint(range(line, header.last_line + 1)):
        raise UnreadableFile("the header line cannot be decoded; declare the encoding the file has")
    return header


def _read_body(
    text: DecodedText,
    lines: Lines,
    first: int,
    names: list[str],
    wanted: tuple[str, ...],
    dialect: Dialect,
    *,
    is_all: bool,
) -> tuple[RawTable, int]:
    """The rows from a line on, and the line where a record begins that is not all there."""
    reader = CarefulReader(text.utf8, lines, sorted(text.damaged), len(names), dialect)
    suspicious = np.flatnonzero(~lines.is_whole[first:]) + first
    careful = reader.read([int(line) for line in suspicious], is_all=is_all)
    alone = _lines_alone(lines, first, careful)
    reasons = _refusals(lines, alone, text.damaged, len(names)) | careful.broken
    alone[list(reasons)] = False
    positions = [names.index(name) for name in wanted]
    table = _assembled(
        (np.flatnonzero(alone) + 1, _read_together(text.utf8, lines, alone, dialect, positions)),
        _read_singly(careful, positions),
        wanted,
        reasons,
    )
    return table, careful.end


def _lines_alone(lines: Lines, first: int, careful: CarefulReading) -> Flags:
    """Lines of the body that are one record each."""
    alone = lines.is_whole & ~lines.is_blank
    alone[:first] = False
    alone[careful.end :] = False
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
