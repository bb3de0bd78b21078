"""Gzip, unpacked piece by piece so that a small file cannot fill the memory."""

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

from transforms.sources.chunks import begun, in_chunks
from transforms.sources.unreadable import UnreadableFile

GZIP_MAGIC = b"\x1f\x8b"
MAX_RATIO = 1032  # no gzip packs better: what deflate reaches on one repeated byte
RATIO_COUNTS_FROM = 16_000_000  # bytes of content: below it a file does no harm, however packed
_MEGABYTE = 1_000_000
_PIECE = 1 << 20
_GZIP_WINDOW = 31  # zlib: gzip header and trailer, largest window


def unpacked(data: bytes, max_bytes: int, max_ratio: int = MAX_RATIO) -> bytes:
    """The bytes of a file, unpacked when it is gzip. Raises as unpacked_pieces does."""
    if not data.startswith(GZIP_MAGIC):
        return data
    return b"".join(unpacked_pieces(in_chunks(data), len(data), max_bytes, max_ratio))


def unpacked_pieces(
    chunks: Iterable[bytes], byte_count: int, max_bytes: int, max_ratio: int = MAX_RATIO
) -> Iterator[bytes]:
    """The bytes of a file, unpacked when it is gzip (known by its first bytes, not its name).

    byte_count: the size of the file as it came. Raises UnreadableFile when the gzip ends too
    early, is damaged, or holds more than `max_bytes`, or more than `max_ratio` times that size.
    """
    beginning, rest = begun(chunks, len(GZIP_MAGIC))
    packed = _Packed(chain([beginning], rest))
    if not packed.goes_on_with(GZIP_MAGIC):
        yield from packed.left()
        return
    limit = min(max_bytes, max(RATIO_COUNTS_FROM, max_ratio * byte_count))
    size = 0
    while packed.goes_on_with(GZIP_MAGIC):
        for piece in _unpacked_member(packed):
            size += len(piece)
            if size > limit:
                raise _holds_too_much(limit, max_bytes)
            yield piece
    if any(chunk.strip(b"\0") for chunk in packed.left()):
        raise UnreadableFile("the gzip file is followed by bytes that are not gzip; send it again")


class _Packed:
    """Packed bytes, taken little by little; what was taken too much of is given back."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = filter(None, chunks)
        self._waiting = b""

    def take(self) -> bytes:
        """The next bytes, few enough to be copied often; none at the end."""
        if not self._waiting:
            self._waiting = next(self._chunks, b"")
        taken, self._waiting = self._waiting[:_PIECE], self._waiting[_PIECE:]
        return taken

    def give_back(self, unused: bytes) -> None:
        self._waiting = unused + self._waiting

    def goes_on_with(self, mark: bytes) -> bool:
        while len(self._waiting) < len(mark) and (more := next(self._chunks, b"")):
            self._waiting += more
        return self._waiting.startswith(mark)

    def left(self) -> Iterator[bytes]:
        """Everything that was not taken."""
        yield self._waiting
        self._waiting = b""
        yield from self._chunks


def _unpacked_member(packed: _Packed) -> Iterator[bytes]:
    """The content of the gzip member that comes next, piece by piece."""
    member = zlib.decompressobj(_GZIP_WINDOW)
    while not member.eof:
        pending = member.unconsumed_tail or packed.take()
        try:
            piece = member.decompress(pending, _PIECE)
        except zlib.error:
            raise UnreadableFile("the gzip file is damaged; send it again") from None
        if not pending and not piece and not member.eof:
            raise UnreadableFile("the gzip file ends too early; send it again")
        yield piece
    packed.give_back(member.unused_data)


def _holds_too_much(limit: int, max_bytes: int) -> UnreadableFile:
    if limit == max_bytes:
        return UnreadableFile(
            f"the gzip file holds more than {megabytes(max_bytes)} MB; send it in smaller files, "
            "or raise largest_decompressed_mb in settings.toml"
        )
    return UnreadableFile(
        f"the gzip file holds far more than its size allows for (over {megabytes(limit)} MB); send "
        "it unpacked, or raise largest_ratio in settings.toml"
    )


def megabytes(byte_count: int) -> str:
    """A size in megabytes, as people write it."""
    return f"{byte_count / _MEGABYTE:g}"
