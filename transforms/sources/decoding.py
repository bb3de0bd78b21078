"""From the bytes of a text file to UTF-8, keeping note of the lines that could not be decoded."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from transforms.sources.chunks import begun, in_whole_lines
from transforms.sources.unreadable import UnreadableFile

# A byte order mark says how a file is written better than any declaration does. UTF-32 first:
# its little-endian mark begins like that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LONGEST_MARK = 4
_STRUCTURE = '\n\r\t ,;|"0A'
_UNDECODABLE = "\0"  # in place of bytes no character is written with; no text holds it
_BY_MARKING = "osteon-undecodable"
_ALL_AT_ONCE = 1 << 62
# What an encoding with a mark is without it; UTF-16 and UTF-32 as most machines write them.
_WITHOUT_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


@dataclass(frozen=True)
class DecodedText:
    """UTF-8 text; `damaged` are its physical lines, from 0, with bytes its encoding lacks."""

    utf8: bytes
    damaged: frozenset[int] = frozenset()


def decoded(data: bytes, encoding: str) -> DecodedText:
    """The text of a file in UTF-8, without its byte order mark, as one piece."""
    (text,) = decoded_pieces([data], encoding, _ALL_AT_ONCE)
    return text


def decoded_pieces(
    chunks: Iterable[bytes], encoding: str, piece_bytes: int
) -> Iterator[DecodedText]:
    """The text of a file in UTF-8, without its byte order mark, in pieces of whole lines.

    There is at least one piece, however empty. Lines that hold bytes the encoding does not have,
    or a NUL, are marked, not dropped. Raises UnreadableFile, at the end, when not one line can be
    decoded.
    """
    beginning, rest = begun(chunks, _LONGEST_MARK)
    mark, announced = _announced_encoding(beginning)
    written_in = announced or _without_mark(encoding)
    content = chain([beginning[len(mark) :]], rest)
    is_damaged = is_readable = False
    for text in _pieces(content, written_in, piece_bytes):
        is_damaged = is_damaged or bool(text.damaged)
        is_readable = is_readable or _has_readable_line(text)
        yield text
    if is_damaged and not is_readable:
        raise UnreadableFile(
            f"not one line can be decoded as {written_in}; declare the encoding the file has"
        )


def _announced_encoding(beginning: bytes) -> tuple[bytes, str | None]:
    """The byte order mark, and the encoding it stands for."""
    marks = (found for found in _BYTE_ORDER_MARKS if beginning.startswith(found[0]))
    return next(marks, (b"", None))


def _without_mark(encoding: str) -> str:
    name = codecs.lookup(encoding).name
    return _WITHOUT_MARK.get(name, encoding)


def _pieces(content: Iterable[bytes], encoding: str, piece_bytes: int) -> Iterator[DecodedText]:
    """At least one piece of text, its damaged lines marked."""
    if keeps_ascii(encoding):
        lines = in_whole_lines(content, piece_bytes)
        texts = (_decoded_lines(piece, encoding) for piece in lines)
    else:
        lines = in_whole_lines(_in_utf8(content, encoding), piece_bytes)
        texts = (DecodedText(piece) for piece in lines)
    is_empty = True
    for text in texts:
        yield DecodedText(text.utf8, text.damaged | _lines_with(text.utf8, _UNDECODABLE.encode()))
        is_empty = False
    if is_empty:
        yield DecodedText(b"")


def keeps_ascii(encoding: str) -> bool:
    """Whether plain text is written with its ASCII bytes, so that lines can be split as bytes."""
    try:
        return _STRUCTURE.encode(encoding) == _STRUCTURE.encode("ascii")
    except UnicodeError:
        return False


def _decoded_lines(piece: bytes, encoding: str) -> DecodedText:
    """Whole lines of an encoding that keeps ASCII; one by one when some cannot be decoded."""
    if piece.isascii():
        return DecodedText(piece)
    try:
        text = piece.decode(encoding)
        # UTF-8 is given on as it came, without writing it a second time.
        return DecodedText(piece if codecs.lookup(encoding).name == "utf-8" else text.encode())
    except UnicodeError:
        return _decoded_by_line(piece, encoding)


def _decoded_by_line(piece: bytes, encoding: str) -> DecodedText:
    lines, damaged = [], set()
    for number, line in enumerate(piece.splitlines(keepends=True)):
        try:
            lines.append(line.decode(encoding).encode())
        except UnicodeError:
            lines.append(line.decode(encoding, errors="replace").encode())
            damaged.add(number)
    return DecodedText(b"".join(lines), frozenset(damaged))


def _in_utf8(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Text of an encoding whose lines cannot be told before it is decoded."""
    codecs.register_error(_BY_MARKING, _marked)
    decoding = codecs.getincrementaldecoder(encoding)(errors=_BY_MARKING)
    for chunk in chunks:
        yield decoding.decode(chunk).encode()
    yield decoding.decode(b"", final=True).encode()


def _marked(error: UnicodeError) -> tuple[str, int]:
    """What stands for bytes that cannot be decoded, and where to go on after them."""
    assert isinstance(error, UnicodeDecodeError), "only decoding is marked"
    return _UNDECODABLE, error.end


def _has_readable_line(text: DecodedText) -> bool:
    if not text.damaged:
        return not text.utf8.isspace() and bool(text.utf8)
    lines = enumerate(text.utf8.splitlines())
    return any(number not in text.damaged and line.strip() for number, line in lines)


def _lines_with(utf8: bytes, wanted: bytes) -> frozenset[int]:
    if wanted not in utf8:
        return frozenset()
    lines = utf8.splitlines()
    return frozenset(number for number, line in enumerate(lines) if wanted in line)
