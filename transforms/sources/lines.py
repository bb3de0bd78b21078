"""The physical lines of a delimited file: where each is, its fields, whether it stands alone."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

_LF, _CR, _SPACE, _TAB = 10, 13, 32, 9
BLOCK = 1 << 24  # bytes looked at together: the work stays in a few times this


@dataclass(frozen=True)
class Dialect:
    """The two marks of a delimited file, one ASCII byte each; an empty quote means none."""

    delimiter: bytes
    quote: bytes


@dataclass(frozen=True)
class Lines:
    """Physical lines in order. A line ends with LF, CRLF or CR.

    `is_whole`: taken by itself it is one well-formed record, every quote opening or closing a
    field or doubled inside one. `field_count` holds for whole lines only.
    """

    start: Positions
    end: Positions
    field_count: Positions
    is_whole: Flags
    is_blank: Flags

    def __len__(self) -> int:
        return len(self.start)

    def after(self, line: int, text: bytes) -> int:
        """Where the next line starts."""
        return int(self.start[line + 1]) if line + 1 < len(self) else len(text)

    def at(self, position: int) -> int:
        """The line a position belongs to."""
        return int(np.searchsorted(self.start, position, side="right")) - 1


def index_lines(text: bytes, dialect: Dialect, block_size: int = BLOCK) -> Lines:
    """Index every physical line of a text, block after block."""
    blocks = [
        _index_block(text, first, last, dialect)
        for first, last in pairwise(_cuts(text, block_size))
    ]
    return Lines(
        start=_joined([block.start for block in blocks]),
        end=_joined([block.end for block in blocks]),
        field_count=_joined([block.field_count for block in blocks]),
        is_whole=_joined_flags([block.is_whole for block in blocks]),
        is_blank=_joined_flags([block.is_blank for block in blocks]),
    )


def _joined(parts: list[Positions]) -> Positions:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _joined_flags(parts: list[Flags]) -> Flags:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.bool_)


def _cuts(text: bytes, block_size: int) -> list[int]:
    """Positions that cut the text into blocks of whole lines."""
    cuts = [0]
    while cuts[-1] < len(text):
        cuts.append(_next_cut(text, cuts[-1], block_size))
    return cuts


def _next_cut(text: bytes, first: int, block_size: int) -> int:
    wanted = first + block_size
    if wanted >= len(text):
        return len(text)
    for mark in (b"\n", b"\r"):
        found = text.rfind(mark, first, wanted)
        if found >= 0:
            return found + 2 if text[found : found + 2] == b"\r\n" else found + 1
    following = text.find(b"\n", wanted)
    return len(text) if following < 0 else following + 1


def _index_block(text: bytes, first: int, last: int, dialect: Dialect) -> Lines:
    block: Bytes = np.frombuffer(text, dtype=np.uint8, count=last - first, offset=first)
    start, end = _line_bounds(block)
    quotes = _quotes(block, start, dialect)
    return Lines(
        start=start + first,
        end=end + first,
        field_count=_separators(block, start, end, quotes, dialect) + 1,
        is_whole=_whole_lines(block, start, end, quotes, dialect),
        is_blank=_blank_lines(block, start, end, dialect),
    )


@dataclass(frozen=True)
class _Quotes:
    """The quotes of a block: where each is, its line, its rank there; how many each line has."""

    position: Positions
    line: Positions
    rank: Positions
    count: Positions


def _quotes(block: Bytes, start: Positions, dialect: Dialect) -> _Quotes:
    position = np.flatnonzero(block == dialect.quote[0]) if dialect.quote else start[:0]
    before = np.searchsorted(position, start)
    count = np.diff(np.concatenate((before, [len(position)])))
    line = np.repeat(np.arange(len(start)), count)
    return _Quotes(position, line, np.arange(len(position)) - before[line], count)


def _separators(
    block: Bytes, start: Positions, end: Positions, quotes: _Quotes, dialect: Dialect
) -> Positions:
    """Delimiters of each line that are not inside quotes, where its quotes come in pairs."""
    delimiters = np.flatnonzero(block == dialect.delimiter[0])
    counted: Positions = np.searchsorted(delimiters, end) - np.searchsorted(delimiters, start)
    paired = quotes.count[quotes.line] % 2 == 0
    opening = paired & (quotes.rank % 2 == 0)
    closing = paired & (quotes.rank % 2 == 1)
    enclosed = np.searchsorted(delimiters, quotes.position[closing]) - np.searchsorted(
        delimiters, quotes.position[opening]
    )
    np.subtract.at(counted, quotes.line[opening], enclosed)
    return counted


def _line_bounds(block: Bytes) -> tuple[Positions, Positions]:
    """First position of each line, and the position after its last character."""
    feeds = np.flatnonzero(block == _LF)
    ends = feeds - ((feeds > 0) & (block[feeds - 1] == _CR))
    returns = np.flatnonzero(block == _CR)
    if len(returns):
        following = np.minimum(returns + 1, len(block) - 1)
        alone = returns[(block[following] != _LF) | (returns + 1 == len(block))]
        feeds = np.sort(np.concatenate((feeds, alone)))
        ends = np.sort(np.concatenate((ends, alone)))
    starts = np.concatenate(([0], feeds + 1))
    ends = np.concatenate((ends, [len(block)]))
    unfinished = len(block) > starts[-1]
    kept = len(starts) if unfinished else len(starts) - 1
    return starts[:kept].astype(np.int64), ends[:kept].astype(np.int64)


def _whole_lines(
    block: Bytes, start: Positions, end: Positions, quotes: _Quotes, dialect: Dialect
) -> Flags:
    """Lines where each odd quote opens a field, each even one closes it, or two are doubled."""
    is_whole: Flags = quotes.count % 2 == 0
    if not len(quotes.position):
        return is_whole
    previous = block[np.maximum(quotes.position - 1, 0)]
    following = block[np.minimum(quotes.position + 1, len(block) - 1)]
    delimiter, quote = dialect.delimiter[0], dialect.quote[0]
    begins = quotes.position == start[quotes.line]
    ends = quotes.position + 1 == end[quotes.line]
    opens = begins | (previous == delimiter) | (previous == quote)
    closes = ends | (following == delimiter) | (following == quote)
    is_whole[quotes.line[~np.where(quotes.rank % 2 == 0, opens, closes)]] = False
    return is_whole


def _blank_lines(block: Bytes, start: Positions, end: Positions, dialect: Dialect) -> Flags:
    """Lines of nothing but spaces (and tabs, when a tab does not separate)."""
    is_blank: Flags = end == start
    first = block[np.minimum(start, len(block) - 1)]
    if not ((first == _SPACE) | (first == _TAB)).any():
        return is_blank
    solid = (block != _SPACE) & ((block != _TAB) | (dialect.delimiter == b"\t"))
    counted = np.concatenate(([0], np.cumsum(solid, dtype=np.int32)))
    is_blank |= counted[end] == counted[start]
    return is_blank
