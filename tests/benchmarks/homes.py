"""Homes to measure in: extracts waiting in the inbox, or a history already published."""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from fresh_process import run_script
from hospital_extracts import extracts
from surroundings import BENCH

from flows.code_versions import schema_fingerprint
from flows.demo.extracts import mapping_files
from warehouse.home import Home
from warehouse.schema.definitions import definition_version

SHARED_FROM_BYTES = 1 << 20  # smaller files may be written in place: each home has its own


def waiting_home(root: Path, files: Path) -> Home:
    """A new home with the mappings of the demo and a folder of extracts in its inbox."""
    shutil.rmtree(root, ignore_errors=True)
    home = Home(root)
    home.create()
    for mapping in mapping_files():
        shutil.copyfile(mapping, home.sources / mapping.name)
    deliver(home, files)
    return home


def deliver(home: Home, files: Path) -> None:
    """The files into the inbox. A link is enough: landing copies what it takes, byte for byte."""
    for path in sorted(files.iterdir()):
        os.link(path, home.inbox / path.name)


def history(rows: int) -> Home:
    """A home whose first night brought this many laboratory rows.

    It is run once and kept, for as long as the shape of tables and the definitions stay the same.
    """
    shape = f"{schema_fingerprint()}-{definition_version()}"
    home = Home(BENCH / "histories" / f"{rows}-{shape}")
    if not home.current.exists():
        waiting_home(home.root, extracts(rows))
        print(run_script("engine_night.py", home.root).said, file=sys.stderr)
    return home


def copied(home: Home, root: Path) -> Home:
    """The same home elsewhere. Large files, which nothing changes in place, are shared."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(home.root, root, symlinks=True, copy_function=_link_or_copy)
    return Home(root)


def _link_or_copy(source: str, target: str) -> None:
    if Path(source).stat().st_size >= SHARED_FROM_BYTES:
        os.link(source, target)
    else:
        shutil.copy2(source, target)
