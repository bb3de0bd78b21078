"""The physical lines of a text, as they are written: to empty some of them and keep the rest."""

import codecs
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from transforms.sources.decoding import keeps_ascii

_END = re.compile(r"\r\n|\n|\r")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
# Has a character for every byte, so that lines that cannot be decoded are given back as they came.
_ANY_BYTE = "latin-1"


@dataclass(frozen=True)
class TextLines:
    """Lines from 1, each with its end (LF, CRLF or CR), after the byte order mark.

    kept_in: the encoding that gives the bytes back. written_in: the one that gives the characters.
    """

    mark: bytes
    lines: tuple[str, ...]
    kept_in: str
    written_in: str

    def __len__(self) -> int:
        return len(self.lines)

    def names(self, line: int, pattern: str) -> bool:
        """Whether a line holds what a pattern describes."""
        written = self.lines[line - 1].encode(self.kept_in)
        return re.search(pattern, written.decode(self.written_in, errors="replace")) is not None

    def without(self, gone: Collection[int]) -> bytes:
        """The bytes of the file with some lines emptied; there are as many lines as before."""
        left: list[str] = []
        for number, line in enumerate(self.lines, 1):
            left.append(_emptied(line, left[-1] if left else "") if number in gone else line)
        return self.mark + "".join(left).encode(self.kept_in)


def _emptied(line: str, before: str) -> str:
    """The end of a line, so written that it joins no CR and LF of two lines into one end."""
    end = line[-2:] if line.endswith("\r\n") else line[-1:].replace("\r", "\n")
    if end not in ("\r\n", "\n"):
        return ""  # the last line of a file that ends without one
    return f" {end}" if before.endswith("\r") else end


def text_lines(content: bytes, encoding: str) -> TextLines | None:
    """The lines of a text written in an encoding; None when it does not give the bytes back."""
    mark, written_in = next(
        ((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", encoding)
    )
    kept_in = _ANY_BYTE if keeps_ascii(written_in) else written_in
    try:
        text = content[len(mark) :].decode(kept_in)
        is_same = mark + text.encode(kept_in) == content
    except UnicodeError:
        is_same = False
    if not is_same:
        return None
    cuts = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    lines = tuple(text[first:last] for first, last in pairwise(cuts) if first < last)
    return TextLines(mark, lines, kept_in, written_in)
