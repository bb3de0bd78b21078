"""Versions of what a warehouse was made with: the code, and the definitions it holds.

A warehouse is a function of landing, code and night: what another code has read or computed is
read or computed again, as a rebuild would.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import transforms
import warehouse.schema
from warehouse.schema import TABLES

_LENGTH = 8
# What reads extracts; what it reads them with is in the fingerprint of a mapping.
_READERS = ("sources", "versions.py")


def code_version() -> str:
    """Version of Osteon, of the shape of its tables, and of what reads extracts."""
    return f"{version('osteon')}/{schema_fingerprint()}/{_reading_version()}"


def schema_fingerprint() -> str:
    """Changes when a table changes shape, so that a warehouse of another shape is rebuilt."""
    return _hash([repr([(name, table.columns) for name, table in TABLES.items()]).encode()])


@cache
def computation_version() -> str:
    """Changes with any line of what computes derived and published tables."""
    return _hash(path.read_bytes() for path in _code() if not _reads_extracts(path))


@cache
def _reading_version() -> str:
    return _hash(path.read_bytes() for path in _code() if _reads_extracts(path))


def _code() -> list[Path]:
    folders = (*transforms.__path__, *warehouse.schema.__path__)
    return sorted(path for folder in folders for path in Path(folder).rglob("*.py"))


def _reads_extracts(path: Path) -> bool:
    return not set(_READERS).isdisjoint(path.parts)


def _hash(contents: Iterable[bytes]) -> str:
    hashed = hashlib.sha256()
    for content in contents:
        hashed.update(content)
    return hashed.hexdigest()[:_LENGTH]
