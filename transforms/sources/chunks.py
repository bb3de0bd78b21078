"""A file that arrives in chunks of any size: what it begins with, and its whole lines."""

from collections.abc import Iterable, Iterator

_CHUNK = 1 << 20


def in_chunks(data: bytes) -> Iterator[bytes]:
    """Bytes at hand, as if they arrived little by little."""
    return (data[first : first + _CHUNK] for first in range(0, len(data), _CHUNK))


def begun(chunks: Iterable[bytes], length: int) -> tuple[bytes, Iterator[bytes]]:
    """What chunks begin with, at least so many bytes where there are, and the chunks after it."""
    rest = iter(chunks)
    beginning = b""
    for chunk in rest:
        beginning += chunk
        if len(beginning) >= length:
            break
    return beginning, rest


def in_whole_lines(chunks: Iterable[bytes], piece_bytes: int) -> Iterator[bytes]:
    """The same bytes in pieces of about one size, each but the last ending where a line does.

    A line ends with LF, CRLF or CR. Only a line longer than a piece makes a longer one.
    """
    waiting = bytearray()
    searched = 0
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= piece_bytes:
            cut = _last_line_end(waiting, searched)
            if not cut:
                # One byte back: a CR at the end may yet turn out to be half of a CRLF.
                searched = len(waiting) - 1
                break
            yield bytes(memoryview(waiting)[:cut])
            del waiting[:cut]
            searched = 0
    if waiting:
        yield bytes(waiting)


def _last_line_end(text: bytearray, searched: int) -> int:
    """The position after the last end of a line; 0 without any.

    A CR in the last place is none yet: the LF that belongs to it may follow.
    """
    feed = text.rfind(b"\n", searched)
    return (feed if feed >= 0 else text.rfind(b"\r", searched, len(text) - 1)) + 1
