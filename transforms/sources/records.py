"""The careful reading of delimited records: quoted newlines, stray quotes, nothing swallowed.

A text may be only the beginning of what there is: a record that goes on after it is left for when
more of it is there.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from transforms.sources.lines import Dialect, Lines

# No record is longer (bytes of UTF-8): a quote that closes further away is a stray one. So what is
# read of a record does not depend on how far away the end of the file is.
LONGEST_RECORD = 1 << 25


@dataclass(frozen=True)
class Record:
    """The fields of one record and the last physical line it covers."""

    fields: list[bytes]
    last_line: int


class UnclosedQuote(Exception):
    """The text ends inside the quotes of a field; more of it may close them."""


def read_record(text: bytes, lines: Lines, line: int, dialect: Dialect) -> Record | None:
    """The record that begins a physical line; None when one of its quotes is broken.

    A quote opens a field only as its first character; inside, two quotes are one. The closing
    quote must be followed by a delimiter or the end of a line: a stray quote is then found out at
    the next one, instead of swallowing what lies between.
    """
    try:
        return begun_record(text, lines, line, dialect)
    except UnclosedQuote:
        return None


def begun_record(text: bytes, lines: Lines, line: int, dialect: Dialect) -> Record | None:
    """The same, of a text of which there may be more. Raises UnclosedQuote."""
    fields: list[bytes] = []
    first = position = int(lines.start[line])
    while True:
        if dialect.quote and text.startswith(dialect.quote, position):
            closing = _closing_quote(text, position + 1, first + LONGEST_RECORD, dialect.quote)
            if closing < 0:
                if len(text) < first + LONGEST_RECORD:
                    raise UnclosedQuote
                return None
            doubled = dialect.quote * 2
            fields.append(text[position + 1 : closing].replace(doubled, dialect.quote))
            line = lines.at(closing)
            position = closing + 1
        else:
            stop = text.find(dialect.delimiter, position, int(lines.end[line]))
            stop = int(lines.end[line]) if stop < 0 else stop
            fields.append(text[position:stop])
            position = stop
        if position == int(lines.end[line]):
            return Record(fields, line)
        if not text.startswith(dialect.delimiter, position):
            return None
        position += 1


def _closing_quote(text: bytes, position: int, limit: int, quote: bytes) -> int:
    """Position of the quote that closes a field, past the doubled ones; -1 without any."""
    while True:
        closing = text.find(quote, position, limit)
        if closing < 0 or not text.startswith(quote, closing + 1):
            return closing
        position = closing + 2


@dataclass(frozen=True)
class CarefulReading:
    """What was read record by record: by first line the fields, by line the reason of a refusal.

    `covered` are the physical lines each of these records took, first and last. `end` is the line
    before which everything is read: from there on, a record needs more text.
    """

    end: int
    fields: dict[int, list[bytes]] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)
    covered: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class CarefulReader:
    """Reads what is not one record a line: quoted newlines and broken quotes."""

    text: bytes
    lines: Lines
    damaged: Sequence[int]  # sorted
    field_count: int
    dialect: Dialect

    def read(self, suspicious: Sequence[int], *, is_all: bool = True) -> CarefulReading:
        """Read the records that begin on suspicious lines (sorted), each as far as it goes.

        is_all: whether the text is there to its end, so that what is not closed never is.
        """
        reading = CarefulReading(len(self.lines))
        following = 0
        for line in suspicious:
            if line >= following:
                try:
                    following = self._read_one(line, reading, is_all)
                except UnclosedQuote:
                    return replace(reading, end=line)
        return reading

    def _read_one(self, line: int, reading: CarefulReading, is_all: bool) -> int:
        """Read one record into the reading; the line after it. Raises UnclosedQuote."""
        record = self._trusted(line, read_record if is_all else begun_record)
        last = line if record is None else record.last_line
        reason = self._refusal(record, line, last)
        if record is None or reason is not None:
            reading.broken[line] = reason or "quoting"
        else:
            reading.fields[line] = record.fields
        reading.covered.append((line, last))
        return last + 1

    def _trusted(
        self, line: int, read: Callable[[bytes, Lines, int, Dialect], Record | None]
    ) -> Record | None:
        """The record of a line, unless it runs over several and has not the right fields.

        That is taken for a stray quote: only the first line is refused, and the next line is
        looked at afresh.
        """
        record = read(self.text, self.lines, line, self.dialect)
        if record and record.last_line > line and len(record.fields) != self.field_count:
            return None
        return record

    def _refusal(self, record: Record | None, line: int, last: int) -> str | None:
        if bisect_left(self.damaged, line) < bisect_left(self.damaged, last + 1):
            return "encoding"
        if record is None:
            return "quoting"
        return None if len(record.fields) == self.field_count else "field_count"
