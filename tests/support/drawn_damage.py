"""Damage nobody thought of: bytes of a good or a spoilt file cut, turned, doubled, moved, added."""

import gzip
import random
from collections.abc import Callable

Change = Callable[[bytes, random.Random], bytes]

# What breaks readers when it stands where nobody expects it.
_FRAGMENTS = (
    b"\0", b'"', b'""', b"'", b"\\", b"\n", b"\r", b"\r\n\r\n", b";", b",", b"\t", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xc3", b"\x1a", b"\x1f\x8b\x08", b"PAR1", b"{", b"}]", b"null", b"NaN",
    b"1e308", b"-", b"30/02/2026", b"0001-01-01", b"=cmd|' /C calc'!A0", b"<script>",
    b"'); DROP TABLE ops.file; --", b"../../", "\u202e".encode(), b"9" * 400,
)  # fmt: skip


def damaged(data: bytes, draw: random.Random) -> bytes:
    """One to four changes, one after the other; now and then packed."""
    for _ in range(draw.randint(1, 4)):
        data = draw.choice(_CHANGES)(data, draw)
    return gzip.compress(data, mtime=0) if draw.random() < 0.1 else data


def _span(data: bytes, draw: random.Random) -> tuple[int, int]:
    start = draw.randint(0, len(data))
    return start, min(len(data), start + draw.choice((1, 3, 20, 200)))


def _cut(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randint(0, len(data))]


def _left_out(data: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    return data[:start] + data[end:]


def _doubled(data: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    return data[:end] + data[start:]


def _moved(data: bytes, draw: random.Random) -> bytes:
    start, end = _span(data, draw)
    rest = data[:start] + data[end:]
    place = draw.randint(0, len(rest))
    return rest[:place] + data[start:end] + rest[place:]


def _turned(data: bytes, draw: random.Random) -> bytes:
    if not data:
        return data
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :]


def _added(data: bytes, draw: random.Random) -> bytes:
    place = draw.randint(0, len(data))
    return data[:place] + draw.choice(_FRAGMENTS) + data[place:]


def _noise(data: bytes, draw: random.Random) -> bytes:
    place = draw.randint(0, len(data))
    return data[:place] + draw.randbytes(draw.choice((1, 8, 64))) + data[place:]


_CHANGES: tuple[Change, ...] = (
    _cut, _left_out, _doubled, _moved, _turned, _turned, _added, _added, _noise,
)  # fmt: skip
