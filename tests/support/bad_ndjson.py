"""Ways to spoil a file of JSON objects, each with the rows it then holds."""

import gzip
import json
import random
from collections.abc import Callable, Iterator
from functools import partial

from tests.support.bad_delimited import TEN_MEGABYTES, Damage, Spoil, always
from tests.support.bad_values import VALUES
from tests.support.good_files import GoodFile

DEPTH = 100_000
ALMOST_TOO_DEEP = (300, 900, 990, 1_500, 5_000)
# What a column of text, date or number may find instead of one.
WRONG_TYPES: dict[str, str] = {
    "object": '{"a": {"b": 1}}',
    "list_of_lists": "[[1, 2], [3]]",
    "list_of_objects": '[{"a": 1}, null]',
    "empty_list": "[]",
    "true": "true",
    "integer_without_end": "9" * 5_000,
    "number_in_exponent": "1E400",
    "nan": "NaN",
    "minus_infinity": "-Infinity",
    "number_as_text": '"10.5"',
    "text_as_number_with_comma": '"10,5"',
    "half_a_sign": '"\\ud800"',
    "nul_escaped": '"a\\u0000b"',
    "script_escaped": '"\\u003cscript\\u003e"',
    "empty": '""',
}


def _lines(good: GoodFile) -> list[bytes]:
    return good.data.splitlines()


def _of_lines(lines: list[bytes], rows: int | None) -> Damage:
    return Damage(b"\n".join(lines) + b"\n", rows)


def _with_last(good: GoodFile, change: Callable[[bytes], bytes]) -> Damage:
    *lines, last = _lines(good)
    return _of_lines([*lines, change(last)], len(lines) + 1)


def _with_line(good: GoodFile, line: bytes) -> Damage:
    return _of_lines([*_lines(good), line], len(_lines(good)) + 1)


def _paths(content: dict[str, object], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every place in an object, objects themselves included."""
    for key, value in content.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from _paths(value, (*above, key))


def _replaced(line: bytes, path: tuple[str, ...], written: str) -> bytes:
    """The object with something else in one place, written as it stands."""
    content = json.loads(line)
    *above, last = path
    inside = content
    for key in above:
        inside = inside[key]
    inside[last] = "PUT HERE"
    return json.dumps(content, ensure_ascii=False).replace('"PUT HERE"', written).encode()


def written_everywhere(good: GoodFile, written: str) -> Damage:
    """A row a place of the object, each with the JSON text there, after the good rows."""
    lines = _lines(good)
    spoilt = [_replaced(lines[0], path, written) for path in _paths(json.loads(lines[0]))]
    return _of_lines([*lines, *spoilt], len(lines) + len(spoilt))


def _with_a_field_of_10_mb(good: GoodFile) -> Damage:
    line = _lines(good)[0]
    *_, last_place = _paths(json.loads(line))
    return _with_line(good, _replaced(line, last_place, f'"{"x" * TEN_MEGABYTES}"'))


def _nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


SPOILT_NDJSON: dict[str, Spoil] = {
    "gzip_cut_short": lambda good: Damage(gzip.compress(good.data, mtime=0)[:-20], None),
    "gzip_bomb": lambda good: Damage(gzip.compress(good.data + bytes(40_000_000), 9), None),
    "nul_bytes": lambda good: _with_last(good, lambda line: line + b"\0"),
    "utf16": lambda good: Damage(good.data.decode().encode("utf-16"), len(_lines(good))),
    "utf16_without_mark": lambda good: Damage(good.data.decode().encode("utf-16-le"), None),
    "byte_order_mark": lambda good: Damage(b"\xef\xbb\xbf" + good.data, len(_lines(good))),
    "mixed_encodings": lambda good: _with_last(good, lambda line: line[:-2] + b'\xe9"}}'),
    "not_json": lambda good: _with_line(good, b"{'study': 1}"),
    "object_cut": lambda good: _with_last(good, lambda line: line[:-5]),
    "object_cut_at_the_end": lambda good: Damage(good.data.rstrip()[:-9], len(_lines(good))),
    "two_objects_on_a_line": lambda good: _with_last(good, lambda line: line + line),
    "trailing_comma": lambda good: _with_last(good, lambda line: line + b","),
    "list": lambda good: _with_line(good, b"[1, 2, 3]"),
    "text": lambda good: _with_line(good, b'"study"'),
    "null": lambda good: _with_line(good, b"null"),
    "empty_object": lambda good: _with_line(good, b"{}"),
    "key_twice": lambda good: _with_line(good, _lines(good)[0][:-1] + b',"patient":{"ipp":"Z"}}'),
    "deep_nesting": lambda good: _with_line(good, _nested(DEPTH).encode()),
    "deep_lists": lambda good: _with_line(good, b"[" * DEPTH + b"]" * DEPTH),
    "one_document": lambda good: Damage(
        json.dumps([json.loads(line) for line in _lines(good)], indent=1).encode(),
        len(json.dumps([json.loads(line) for line in _lines(good)], indent=1).splitlines()),
    ),
    "delimited_instead": always(b"IPP;NUM\nP1;2\n", 2),
    "blank_lines": lambda good: Damage(
        b"\n\n" + good.data.replace(b"\n", b"\n \n\t\n"), len(_lines(good))
    ),
    "line_ends_crlf": lambda good: Damage(good.data.replace(b"\n", b"\r\n"), len(_lines(good))),
    "field_of_10_mb": _with_a_field_of_10_mb,
    "keys_5000": lambda good: _with_line(
        good, json.dumps({f"C{number}": number for number in range(5_000)}).encode()
    ),
    "twice_the_same": lambda good: Damage(good.data * 2, 2 * len(_lines(good))),
    "empty": always(b"", 0),
    "one_line_feed": always(b"\n", 0),
    "workbook": lambda good: Damage(b"PK\x03\x04" + good.data, None),
    "parquet_instead": lambda good: Damage(b"PAR1" + good.data + b"PAR1", None),
    "page_of_a_portal": always(b"<!DOCTYPE html><html>expired</html>\n", 1),
    "noise": lambda good: Damage(
        random.Random(good.name).randbytes(4_096).replace(b"\n", b""), None
    ),
    **{
        f"type_{name}": partial(written_everywhere, written=written)
        for name, written in WRONG_TYPES.items()
    },
    **{
        f"depth_{depth}": partial(written_everywhere, written=_nested(depth))
        for depth in ALMOST_TOO_DEEP
    },
    **{
        f"value_{name}": partial(written_everywhere, written=json.dumps(text))
        for name, text in VALUES.items()
    },
}
