"""A file sealed with a symmetric key: read back whole and unchanged, or not at all.

    mark · 8 bytes that name the key · 16 bytes of salt · chunks of 64 KiB, each with its own tag

Built as the payload of age is (age-encryption.org/v1, STREAM of Hoang, Reyhanitabar, Rogaway and
Vizár, 2015): every file has its own key (HKDF-SHA256 of the secret and a random salt), every chunk
is ChaCha20-Poly1305 under a nonce of its number and whether it is the last. A chunk changed, moved,
taken out, repeated or cut off is found out where it is read.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MARK = b"osteon sealed file, v1\n"
KEY_BYTES = 32
CHUNK = 64 * 1024
_NAME_BYTES, _SALT_BYTES, _TAG_BYTES, _COUNTER_BYTES = 8, 16, 16, 11


class DamagedSeal(ValueError):
    """What was sealed has been changed, cut short or put in another order."""


class AnotherKey(ValueError):
    """The file was sealed with another key than the one at hand."""


def is_sealed(beginning: bytes) -> bool:
    """Whether a file that begins with these bytes is a sealed one."""
    return beginning.startswith(MARK)


def plain_size(sealed_bytes: int) -> int:
    """Bytes of the content of a sealed file of so many bytes."""
    chunks = sealed_bytes - len(MARK) - _NAME_BYTES - _SALT_BYTES
    return max(chunks - _TAG_BYTES * -(-chunks // (CHUNK + _TAG_BYTES)), 0)


def seal(pieces: Iterable[bytes], sealed: BinaryIO, key: bytes) -> None:
    """Write the content, given in pieces of any size, sealed with a key of 32 bytes."""
    header = MARK + _name(key) + os.urandom(_SALT_BYTES)
    sealed.write(header)
    cipher = _cipher(key, header)
    for number, (chunk, is_last) in enumerate(_with_last(_chunks(pieces))):
        sealed.write(cipher.encrypt(_nonce(number, is_last), chunk, None))


def unsealed(sealed: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The content of a sealed file, chunk after chunk, each proven before it is given.

    Raises AnotherKey, DamagedSeal.
    """
    from cryptography.exceptions import InvalidTag

    header = sealed.read(len(MARK) + _NAME_BYTES + _SALT_BYTES)
    if len(header) < len(MARK) + _NAME_BYTES + _SALT_BYTES or not is_sealed(header):
        raise DamagedSeal("its beginning is not that of a sealed file")
    if header[len(MARK) :][:_NAME_BYTES] != _name(key):
        raise AnotherKey("it was sealed with another key")
    cipher = _cipher(key, header)
    stored = iter(lambda: sealed.read(CHUNK + _TAG_BYTES), b"")
    for number, (chunk, is_last) in enumerate(_with_last(stored)):
        try:
            plain = cipher.decrypt(_nonce(number, is_last), chunk, None)
        except InvalidTag:
            raise DamagedSeal(f"chunk {number + 1} is not what was sealed") from None
        if not plain and number:
            raise DamagedSeal("it ends in an empty chunk")
        yield plain


def _name(key: bytes) -> bytes:
    """Tells a key from another without telling anything of it."""
    return hashlib.sha256(b"osteon key name" + key).digest()[:_NAME_BYTES]


def _cipher(key: bytes, header: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    assert len(key) == KEY_BYTES, "a key of the landing has 32 bytes"
    salt, said = header[-_SALT_BYTES:], header[:-_SALT_BYTES]
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_BYTES, salt=salt, info=said).derive(key))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(_COUNTER_BYTES, "big") + bytes([is_last])


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of one size; one empty chunk when there is nothing."""
    pending = bytearray()
    count = 0
    for piece in pieces:
        pending += piece
        while len(pending) > CHUNK:
            yield bytes(pending[:CHUNK])
            del pending[:CHUNK]
            count += 1
    if pending or not count:
        yield bytes(pending)


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Every chunk, and whether it is the last; an empty last one where there is none."""
    waiting: bytes | None = None
    for chunk in chunks:
        if waiting is not None:
            yield waiting, False
        waiting = chunk
    yield waiting or b"", True
