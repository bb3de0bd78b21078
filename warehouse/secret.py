"""Keys: files of 32 random bytes in hexadecimal, mode 600; that of the pseudonyms first of all."""

import os
import secrets
from pathlib import Path

from warehouse.durable import sync_folder
from warehouse.home import Home

_KEY_BYTES = 32


class KeyProblem(RuntimeError):
    """The key is missing, unreadable or open to other users."""


def pseudonym_key(home: Home) -> bytes:
    """The secret of this home, created on first use.

    Raises KeyProblem when a warehouse exists without its key (a new key would give every
    patient a second identity), or when the file is not a key.
    """
    if not home.key_file.exists():
        if home.current.exists():
            raise KeyProblem(
                f"{home.key_file}: the key of the pseudonyms is missing while a warehouse "
                "exists; restore the file from a back-up"
            )
        create_key(home.key_file)
    return read_key(home.key_file)


def read_key(file: Path) -> bytes:
    """The key a file holds. Raises KeyProblem when it holds none."""
    text = file.read_text("ascii", errors="replace").strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise KeyProblem(
            f"{file}: not a key of {_KEY_BYTES} bytes in hexadecimal; "
            "restore the file from a back-up"
        )
    return key


def create_key(file: Path) -> None:
    """A new key in a new file, closed to other users from the first byte."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_hex(_KEY_BYTES) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(file.parent)
