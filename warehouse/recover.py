"""What a night starts from: the last version that can be read to its end, after any accident."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.home import Home
from warehouse.publish import finish_publication, point_at
from warehouse.reader import Reader, kept_versions, named_version, open_reader

_DAMAGED = "damaged-"


class VersionInUse(RuntimeError):
    """Another program has the published version open for writing."""


@dataclass(frozen=True)
class Foothold:
    """Where a night can stand.

    version: the version to build on; None when there is none. last_began_at: when the last run
    recorded in it began. damage: what was found damaged and what was done, a sentence each.
    """

    version: Path | None = None
    last_began_at: datetime | None = None
    damage: tuple[str, ...] = ()


class _Damaged(Exception):
    """Why a version cannot be built on."""


def find_foothold(home: Home) -> Foothold:
    """Finish a publication that was cut short, then find the newest version that is whole.

    Versions that are not are set aside under another name, so that nobody is shown them, and the
    pointer moves back to the one that is. Raises VersionInUse, and OSError when a version may
    not be read at all, which is no damage.
    """
    finish_publication(home)
    named = named_version(home)
    problems: dict[Path, str] = {}
    for path in _newest_first(home, named):
        try:
            began_at = _last_began_at(path)
        except _Damaged as damaged:
            problems[path] = str(damaged)
            continue
        if path != named:
            point_at(home, path)
        lost = (
            () if named is not None else (f"{home.current} was gone: it names {path.stem} again",)
        )
        return Foothold(path, began_at, lost + _set_aside(home, problems, path))
    damage = _set_aside(home, problems, None)
    home.current.unlink(missing_ok=True)
    return Foothold(damage=damage)


def set_aside(home: Home) -> list[Path]:
    """Damaged versions kept for the engineer to look into."""
    return sorted(home.warehouse.glob(f"{_DAMAGED}*.duckdb"))


def _newest_first(home: Home, named: Path | None) -> list[Path]:
    """What the pointer names, then every other version kept, from the last published."""
    others = [path.resolve() for path in reversed(kept_versions(home))]
    first = [] if named is None else [named]
    return first + [path for path in others if path != named]


def _last_began_at(path: Path) -> datetime:
    """When the last run in a version began, once every row of it has been read.

    DuckDB compares each block it reads with its checksum: a version that reads is as written.
    Raises _Damaged, VersionInUse and OSError.
    """
    import duckdb

    _require_readable(path)
    try:
        reader = open_reader(path)
        try:
            return _read_everything(reader)
        finally:
            reader.close()
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as problem:
        if "Could not set lock" in str(problem):
            raise VersionInUse(
                f"{path}: another program has it open for writing; close that program, then run "
                "the night again"
            ) from None
        raise _Damaged("it cannot be read to its end") from problem


def _require_readable(path: Path) -> None:
    try:
        path.open("rb").close()
    except FileNotFoundError:
        raise _Damaged("the file is gone") from None


def _read_everything(reader: Reader) -> datetime:
    tables = reader.frame(
        "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() ORDER BY name"
    )["name"].to_list()
    if "ops.run" not in tables or "ops.file" not in tables:
        raise _Damaged("it holds no record of its runs")
    reader.frame(" UNION ALL ".join(f"SELECT bit_xor(hash(t)) FROM {name} AS t" for name in tables))
    last = reader.frame("SELECT max(run_started_at) AS began_at FROM ops.run").item()
    if not isinstance(last, datetime):
        raise _Damaged("it holds no record of its runs")
    return last


def _set_aside(home: Home, problems: dict[Path, str], kept: Path | None) -> tuple[str, ...]:
    """Rename what is damaged; returns what is to be said of it."""
    instead = (
        f"the night builds on {kept.stem} instead"
        if kept is not None
        else "no version is left to build on, so everything is read again from landing"
    )
    said = []
    for path, why in problems.items():
        aside = home.warehouse / f"{_DAMAGED}{path.name}"
        if path.exists():
            path.replace(aside)
            why += f", and is kept aside as {aside.name}"
        said.append(f"the version {path.stem} is damaged: {why}; {instead}")
    return tuple(said)
