"""Ways to spoil a delimited file, each with the rows it then holds."""

import gzip
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.support.bad_values import VALUES
from tests.support.good_files import GoodFile, fields_of, in_delimited

TEN_MEGABYTES = 10_000_000


@dataclass(frozen=True)
class Damage:
    """A spoilt file: its bytes, and the rows in it; None where it has to be refused whole."""

    data: bytes
    rows: int | None


Spoil = Callable[[GoodFile], Damage]


def always(data: bytes, rows: int | None) -> Spoil:
    """The same bytes, whatever the feed they come as."""

    def spoil(good: GoodFile) -> Damage:
        del good
        return Damage(data, rows)

    return spoil


def _lines(good: GoodFile) -> list[bytes]:
    return good.data.splitlines()


def _rows(good: GoodFile) -> int:
    return len(_lines(good)) - 1


def _of_lines(lines: list[bytes], rows: int | None, end: bytes = b"\n") -> Damage:
    return Damage(end.join(lines) + end, rows)


def _with_last(good: GoodFile, change: Callable[[bytes], bytes]) -> Damage:
    """The last line changed: as many rows as before."""
    *lines, last = _lines(good)
    return _of_lines([*lines, change(last)], _rows(good))


def _with_second(good: GoodFile, change: Callable[[bytes], bytes]) -> Damage:
    header, first, *lines = _lines(good)
    return _of_lines([header, change(first), *lines], _rows(good))


def _with_header(good: GoodFile, change: Callable[[list[str]], list[str]]) -> Damage:
    header, rows = fields_of(good)
    return Damage(in_delimited(good, change(header), rows), None)


def _packed(good: GoodFile) -> bytes:
    return gzip.compress(good.data, mtime=0)


def _utf16(good: GoodFile, encoding: str, rows: int | None) -> Damage:
    text = good.data.decode(good.source.format.encoding)
    return Damage(text.encode(encoding), rows)


def _wide(good: GoodFile) -> Damage:
    header, rows = fields_of(good)
    more = [f"C{number}" for number in range(5_000 - len(header))]
    wide = [[*row, *("x" for _ in more)] for row in rows]
    return Damage(in_delimited(good, [*header, *more], wide), len(rows))


def _wide_header(good: GoodFile) -> Damage:
    header, rows = fields_of(good)
    more = [f"C{number}" for number in range(5_000)]
    return Damage(in_delimited(good, [*header, *more], rows), len(rows))


def _with_field(good: GoodFile, text: str) -> Damage:
    header, rows = fields_of(good)
    rows[0][-1] = text
    return Damage(in_delimited(good, header, rows), len(rows))


def _wrong_delimiter(good: GoodFile) -> Damage:
    mark = good.source.format.delimiter.encode()
    return Damage(good.data.replace(mark, b"|"), None)


def _blank_lines(good: GoodFile) -> Damage:
    spaced = [part for line in _lines(good) for part in (b"", line, b"  ", b"\t")]
    return _of_lines(spaced, _rows(good))


def _only_delimiters(good: GoodFile) -> Damage:
    empty = good.source.format.delimiter.encode() * (len(fields_of(good)[0]) - 1)
    return _of_lines([*_lines(good), empty, empty], _rows(good) + 2)


def _one_field_too_many(good: GoodFile) -> Damage:
    header, *lines = _lines(good)
    mark = good.source.format.delimiter.encode()
    return _of_lines([header, *(line + mark for line in lines)], _rows(good))


def _mixed_encodings(good: GoodFile) -> Damage:
    """A line in each of two encodings, and one in none."""
    *lines, last = _lines(good)
    cut = last[:-1]
    mixed = [cut + sign for sign in ("é".encode(), "é".encode("cp1252"), b"\x81\xff\xfe")]
    return _of_lines([*lines, *mixed], _rows(good) + 2)


def _noise(good: GoodFile) -> Damage:
    return Damage(random.Random(good.name).randbytes(4_096), None)


def value_everywhere(good: GoodFile, text: str) -> Damage:
    """A row a column, each with the text in that column, between good rows."""
    header, rows = fields_of(good)
    spoilt = []
    for place in range(len(header)):
        row = list(rows[place % len(rows)])
        row[header.index(good.source.row.id[0])] = f"BAD{place}"
        row[place] = text
        spoilt.append(row)
    return Damage(in_delimited(good, header, [*rows, *spoilt]), len(rows) + len(header))


SPOILT_DELIMITED: dict[str, Spoil] = {
    "gzip_cut_short": lambda good: Damage(_packed(good)[:-20], None),
    "gzip_damaged": lambda good: Damage(_packed(good)[:-8] + bytes(8), None),
    "gzip_twice": lambda good: Damage(gzip.compress(_packed(good), mtime=0), None),
    "gzip_then_text": lambda good: Damage(_packed(good) + good.data, None),
    "gzip_bomb": lambda good: Damage(gzip.compress(good.data + bytes(40_000_000), 9), None),
    "gzip_bomb_of_lines": lambda good: Damage(
        gzip.compress(good.data + _lines(good)[-1] * 400_000, 9), None
    ),
    "nul_bytes": lambda good: _with_last(good, lambda line: line[:3] + b"\0\0" + line[3:]),
    "utf16": lambda good: _utf16(good, "utf-16", _rows(good)),
    "utf16_without_mark": lambda good: _utf16(good, "utf-16-le", None),
    "utf16_big_without_mark": lambda good: _utf16(good, "utf-16-be", None),
    "utf16_cut_in_a_sign": lambda good: Damage(
        good.data.decode(good.source.format.encoding).rstrip().encode("utf-16")[:-1], _rows(good)
    ),
    "utf32": lambda good: _utf16(good, "utf-32", _rows(good)),
    "byte_order_mark": lambda good: _utf16(good, "utf-8-sig", _rows(good)),
    "mixed_encodings": _mixed_encodings,
    "field_of_10_mb": lambda good: _with_field(good, "x" * TEN_MEGABYTES),
    "field_of_10_mb_quoted": lambda good: _with_field(good, '"\n' * (TEN_MEGABYTES // 3)),
    "quote_never_closed": lambda good: _with_second(good, lambda line: b'"' + line),
    "quote_never_closed_at_the_end": lambda good: _with_last(good, lambda line: b'"' + line),
    "quote_alone_within": lambda good: _with_second(good, lambda line: line[:4] + b'"' + line[4:]),
    "quotes_everywhere": lambda good: _with_second(good, lambda line: line.replace(b"0", b'"')),
    "header_never_closed": lambda good: Damage(b'"' + good.data, None),
    "header_repeated_column": lambda good: _with_header(
        good, lambda names: [names[0] if name == names[1] else name for name in names]
    ),
    "header_column_twice": lambda good: Damage(
        in_delimited(
            good,
            [*fields_of(good)[0], good.source.row.patient],
            [[*row, "x"] for row in fields_of(good)[1]],
        ),
        None,
    ),
    "header_missing": lambda good: _of_lines(_lines(good)[1:], None),
    "header_blank": lambda good: _with_header(good, lambda names: ["" for _ in names]),
    "header_of_other_names": lambda good: _with_header(
        good, lambda names: [f"{name}_" for name in names]
    ),
    "columns_5000": _wide,
    "header_of_5000_columns": _wide_header,
    "blank_lines": _blank_lines,
    "only_delimiters": _only_delimiters,
    "wrong_delimiter": _wrong_delimiter,
    "line_ends_cr": lambda good: _of_lines(_lines(good), _rows(good), b"\r"),
    "line_ends_mixed": lambda good: _of_lines([b"\r\n".join(_lines(good))], _rows(good), b"\r"),
    "last_line_without_end": lambda good: Damage(good.data.rstrip(), _rows(good)),
    "last_line_cut": lambda good: Damage(good.data.rstrip()[:-9], _rows(good)),
    "one_field_too_many": _one_field_too_many,
    "twice_the_same": lambda good: _of_lines([*_lines(good), *_lines(good)[1:]], 2 * _rows(good)),
    "header_within": lambda good: _of_lines([*_lines(good), _lines(good)[0]], _rows(good) + 1),
    "spaces_only": always(b"  \n \n", None),
    "empty": always(b"", None),
    "one_line_feed": always(b"\n", None),
    "header_only": lambda good: _of_lines(_lines(good)[:1], 0),
    "workbook": lambda good: Damage(b"PK\x03\x04" + good.data, None),
    "parquet_instead": lambda good: Damage(b"PAR1" + good.data + b"PAR1", None),
    "page_of_a_portal": always(b"<!DOCTYPE html><html>expired</html>\n", None),
    "noise": _noise,
    "nothing_but_nul": always(bytes(5_000), None),
    **{f"value_{name}": partial(value_everywhere, text=text) for name, text in VALUES.items()},
}
