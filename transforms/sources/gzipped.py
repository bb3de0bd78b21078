"""Gzip, unpacked piece by piece so that a small file cannot fill the memory."""

import zlib

from transforms.sources.unreadable import UnreadableFile

GZIP_MAGIC = b"\x1f\x8b"
MAX_RATIO = 1032  # no gzip packs better: what deflate reaches on one repeated byte
RATIO_COUNTS_FROM = 16_000_000  # bytes of content: below it a file does no harm, however packed
_MEGABYTE = 1_000_000
_PIECE = 1 << 20
_GZIP_WINDOW = 31  # zlib: gzip header and trailer, largest window


def unpacked(data: bytes, max_bytes: int, max_ratio: int = MAX_RATIO) -> bytes:
    """The bytes of a file, unpacked when it is gzip (known by its first bytes, not its name).

    Raises UnreadableFile when the gzip ends too early, is damaged, or holds more than `max_bytes`,
    or more than `max_ratio` times its own size.
    """
    if not data.startswith(GZIP_MAGIC):
        return data
    content = bytearray()
    limit = min(max_bytes, max(RATIO_COUNTS_FROM, max_ratio * len(data)))
    position = 0
    while data.startswith(GZIP_MAGIC, position):
        position = _unpack_member(data, position, content, limit, max_bytes)
    if data[position:].strip(b"\0"):
        raise UnreadableFile("the gzip file is followed by bytes that are not gzip; send it again")
    return bytes(content)


def _unpack_member(
    data: bytes, position: int, content: bytearray, limit: int, max_bytes: int
) -> int:
    """Add the gzip member at a position to the content; the position after it.

    The packed bytes are taken in pieces as well: zlib copies what it does not use, and thousands of
    small members would otherwise each copy the rest of the file.
    """
    member = zlib.decompressobj(_GZIP_WINDOW)
    while not member.eof:
        pending = member.unconsumed_tail
        if not pending:
            pending = data[position : position + _PIECE]
            position += len(pending)
        try:
            piece = member.decompress(pending, _PIECE)
        except zlib.error:
            raise UnreadableFile("the gzip file is damaged; send it again") from None
        if not pending and not piece and not member.eof:
            raise UnreadableFile("the gzip file ends too early; send it again")
        content += piece
        if len(content) > limit:
            raise _holds_too_much(limit, max_bytes)
    return position - len(member.unused_data)


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
