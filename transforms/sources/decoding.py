"""From the bytes of a text file to UTF-8, keeping note of the lines that could not be decoded."""

import codecs
from dataclasses import dataclass

from transforms.sources.unreadable import UnreadableFile

# A byte order mark says how a file is written better than any declaration does. UTF-32 first:
# its little-endian mark begins like that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REPLACEMENT = "\ufffd".encode()
_STRUCTURE = '\n\r\t ,;|"0A'


@dataclass(frozen=True)
class DecodedText:
    """UTF-8 text; `damaged` are its physical lines, from 0, with bytes its encoding lacks."""

    utf8: bytes
    damaged: frozenset[int] = frozenset()


def decoded(data: bytes, encoding: str) -> DecodedText:
    """The text of a file in UTF-8, without its byte order mark.

    Lines that hold bytes the encoding does not have, or a NUL, are marked, not dropped.
    Raises UnreadableFile when not one line can be decoded.
    """
    encoding = _announced_encoding(data) or encoding
    text = _strictly_decoded(data, encoding) or _decoded_by_line(data, encoding)
    damaged = text.damaged | _lines_with(text.utf8, b"\0")
    filled = sum(1 for line in text.utf8.splitlines() if line.strip()) if damaged else 1
    if len(damaged) >= filled:
        raise UnreadableFile(
            f"not one line can be decoded as {encoding}; declare the encoding the file has"
        )
    return DecodedText(text.utf8, damaged)


def _announced_encoding(data: bytes) -> str | None:
    return next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _strictly_decoded(data: bytes, encoding: str) -> DecodedText | None:
    if data.isascii() and keeps_ascii(encoding):
        return DecodedText(data)
    try:
        return DecodedText(data.decode(encoding).encode())
    except UnicodeError:
        return None


def keeps_ascii(encoding: str) -> bool:
    """Whether plain text is written with its ASCII bytes, so that lines can be split as bytes."""
    try:
        return _STRUCTURE.encode(encoding) == _STRUCTURE.encode("ascii")
    except UnicodeError:
        return False


def _decoded_by_line(data: bytes, encoding: str) -> DecodedText:
    if not keeps_ascii(encoding):
        utf8 = data.decode(encoding, errors="replace").encode()
        return DecodedText(utf8, _lines_with(utf8, _REPLACEMENT))
    lines, damaged = [], set()
    for number, line in enumerate(data.splitlines(keepends=True)):
        try:
            lines.append(line.decode(encoding).encode())
        except UnicodeError:
            lines.append(line.decode(encoding, errors="replace").encode())
            damaged.add(number)
    return DecodedText(b"".join(lines), frozenset(damaged))


def _lines_with(utf8: bytes, wanted: bytes) -> frozenset[int]:
    if wanted not in utf8:
        return frozenset()
    lines = utf8.splitlines()
    return frozenset(number for number, line in enumerate(lines) if wanted in line)
