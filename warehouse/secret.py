"""The key of the pseudonyms: one file of the home, mode 600, never anywhere else."""

import os
import secrets

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
        _create(home)
    text = home.key_file.read_text("ascii", errors="replace").strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise KeyProblem(
            f"{home.key_file}: not a key of {_KEY_BYTES} bytes in hexadecimal; "
            "restore the file from a back-up"
        )
    return key


def _create(home: Home) -> None:
    descriptor = os.open(home.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_hex(_KEY_BYTES) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(home.root)
