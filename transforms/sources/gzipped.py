"""Gzip, unpacked piece by piece so that a small file cannot fill the memory."""

import zlib

from transforms.sources.unreadable import UnreadableFile

GZIP_MAGIC = b"\x1f\x8b"
_PIECE = 1 << 20
_GZIP_WINDOW = 31  # zlib: gzip header and trailer, largest window


def unpacked(data: bytes, max_bytes: int) -> bytes:
    """The bytes of a file, unpacked when it is gzip (known by its first bytes, not its name).

    Raises UnreadableFile when the gzip ends too early, is damaged, or holds more than `max_bytes`.
    """
    if not data.startswith(GZIP_MAGIC):
        return data
    content = bytearray()
    rest = data
    while rest.startswith(GZIP_MAGIC):
        rest = _unpack_member(rest, content, max_bytes)
    if rest.strip(b"\0"):
        raise UnreadableFile("the gzip file is followed by bytes that are not gzip; send it again")
    return bytes(content)


def _unpack_member(packed: bytes, content: bytearray, max_bytes: int) -> bytes:
    """Add one gzip member to the content; the bytes after it."""
    member = zlib.decompressobj(_GZIP_WINDOW)
    pending = packed
    while not member.eof:
        try:
            piece = member.decompress(pending, _PIECE)
        except zlib.error:
            raise UnreadableFile("the gzip file is damaged; send it again") from None
        if not piece and not member.eof and not member.unconsumed_tail:
            raise UnreadableFile("the gzip file ends too early; send it again")
        content += piece
        if len(content) > max_bytes:
            raise UnreadableFile(
                f"the gzip file holds more than {max_bytes} bytes; send it in smaller files"
            )
        pending = member.unconsumed_tail
    return member.unused_data
