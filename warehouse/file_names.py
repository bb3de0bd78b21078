"""The name a delivered file is kept under: one that every table, page and file system can hold."""

import os
import unicodedata
from hashlib import sha256

# Room is left for what is put before and after a name: a hash, an ending.
LONGEST_NAME = 200  # bytes; file systems hold 255
_KEPT_START, _KEPT_END, _TELLING = 120, 60, 8
# Control signs, signs that turn the direction of writing, ends of lines, halves of signs.
_UNSHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def kept_name(name: str) -> str:
    """The name of a delivered file as text that shows what it is, at most 200 bytes long.

    Bytes that are not UTF-8 and signs that nobody sees are written %XX. In a longer name, what
    tells it from others stands for its middle. A name that was kept once stays as it is.
    """
    shown = "".join(_shown(sign) for sign in name)
    written = shown.encode()
    if len(written) <= LONGEST_NAME:
        return shown
    start = written[:_KEPT_START].decode(errors="ignore")
    end = written[-_KEPT_END:].decode(errors="ignore")
    return f"{start}~{sha256(written).hexdigest()[:_TELLING]}~{end}"


def _shown(sign: str) -> str:
    if unicodedata.category(sign) not in _UNSHOWN:
        return sign
    return "".join(f"%{byte:02X}" for byte in _bytes_of(sign))


def _bytes_of(sign: str) -> bytes:
    """The bytes a file system holds for a sign; half a sign stands for one byte there."""
    return os.fsencode(sign)
