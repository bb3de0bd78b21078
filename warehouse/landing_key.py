"""The key of the landing: with one, whatever lands is sealed before it rests on the disk.

    OSTEON_LANDING_KEY_FILE=/media/keys/osteon-landing.key

or, in settings.toml, `[landing] key_file = "…"`. A file of 64 hexadecimal digits, mode 600, best on
another disk than the home: whoever takes away the one then has not the other.
"""

import os
from pathlib import Path

from warehouse.home import Home
from warehouse.secret import KeyProblem, create_key, read_key
from warehouse.settings import read_settings

KEY_VARIABLE = "OSTEON_LANDING_KEY_FILE"


def landing_key_file(home: Home) -> Path | None:
    """Where the key of the landing is, as the environment or the settings say; None without one.

    A relative path of the settings is taken from the home. Raises WrongSetting.
    """
    said = os.environ.get(KEY_VARIABLE) or read_settings(home).landing_key_file
    return home.root / Path(said).expanduser() if said else None


def landing_key(file: Path | None) -> bytes:
    """The key that opens what is sealed. Raises KeyProblem, saying what its loss means."""
    if file is None:
        raise KeyProblem(
            "files at rest in landing are encrypted and no key is configured; "
            f"name its file in {KEY_VARIABLE} or in settings.toml, [landing] key_file"
        )
    if not file.exists():
        raise KeyProblem(
            f"{file}: the key of the landing is missing; put it back from where a copy is kept: "
            "without it nobody can read the encrypted files, and the hospital has to send them "
            "again"
        )
    return read_key(file)


def create_landing_key(file: Path) -> None:
    """A new key where the configuration says. Raises KeyProblem when its folder is not there."""
    if not file.parent.is_dir():
        raise KeyProblem(
            f"{file}: the folder of the landing key does not exist; "
            "mount or create it, or correct the path"
        )
    create_key(file)
