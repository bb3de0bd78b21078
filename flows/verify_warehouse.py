"""Whether published versions are whole, add up, and come out of landing as they are."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import time
from uuid import uuid4

from expectations.verdict import Verdict
from flows.code_versions import code_version, computation_version
from flows.file_names import files_as_shown
from flows.night import run_night
from flows.plan import plan_night
from flows.rebuild import night_of_current
from flows.verified import Check
from transforms.sources import MappingError
from warehouse.custody import BrokenCustody
from warehouse.digest import TableDigest, digest
from warehouse.durable import create_private_folder
from warehouse.home import Home
from warehouse.landing import CorruptLanding
from warehouse.reader import NothingPublished, Reader, current_path, kept_versions, open_reader
from warehouse.schema import definition_version
from warehouse.secret import KeyProblem

_AGAIN = ".verify-"
_MENDED_BY_THE_NIGHT = (
    "run `osteon nightly`: it sets the damaged version aside and builds on the last one that is "
    "whole"
)
_ABANDONED_SECONDS = 24 * 3600  # a comparison that was killed left it: none takes that long


def check_versions(home: Home) -> Iterator[Check]:
    """Every kept version opened, and every value of every table read."""
    import duckdb

    for path in kept_versions(home):
        try:
            tables = _read_through(path)
        except (duckdb.Error, OSError) as problem:
            yield Check(
                f"version {path.stem}",
                f"cannot be read ({type(problem).__name__}); "
                + (_MENDED_BY_THE_NIGHT if _is_current(home, path) else f"delete {path.name}"),
            )
            continue
        yield Check(f"version {path.stem}: {tables} tables read")


def _is_current(home: Home, path: Path) -> bool:
    return home.current.resolve() == path.resolve()


def _read_through(path: Path) -> int:
    reader = open_reader(path)
    try:
        tables = reader.frame(
            "SELECT schema_name, table_name FROM duckdb_tables() ORDER BY schema_name, table_name"
        )
        for schema, name in tables.iter_rows():
            reader.frame(f'SELECT bit_xor(hash(t)) FROM "{schema}"."{name}" AS t')
        return tables.height
    finally:
        reader.close()


def check_ledger(home: Home) -> Iterator[Check]:
    """The sums of every file, and that every file that was read is still there."""
    import duckdb

    try:
        reader = open_reader(current_path(home))
    except NothingPublished as problem:
        yield Check("published version", str(problem))
        return
    except (duckdb.Error, OSError):
        return  # told with the versions
    try:
        yield _sums(reader)
        yield _sources_there(home, reader)
    except (BrokenCustody, KeyProblem):
        return  # told already
    finally:
        reader.close()


def _sums(reader: Reader) -> Check:
    wrong = reader.frame(
        "SELECT source_file, feed FROM ops.file WHERE rows_in <> rows_accepted + rows_rejected "
        "+ rows_superseded + rows_duplicate ORDER BY source_file"
    )
    total = reader.frame("SELECT count(*) AS n, sum(rows_in)::BIGINT AS r FROM ops.file").row(0)
    if wrong.is_empty():
        return Check(f"ledger: {total[1] or 0} rows of {total[0]} files accounted for")
    return Check(
        f"ledger: {wrong.height} files do not add up ({', '.join(wrong['source_file'][:5])})",
        "run `osteon rebuild` and compare; the night has a defect",
    )


def _sources_there(home: Home, reader: Reader) -> Check:
    try:
        at_rest = {file.source_file for file in files_as_shown(home)}
    except MappingError as problem:
        return Check("sources", str(problem))
    read = reader.frame("SELECT DISTINCT source_file FROM ops.file")["source_file"]
    gone = sorted(set(read) - at_rest)
    if not gone:
        return Check(f"sources: each of {len(read)} files of the ledger is in landing")
    return Check(
        f"sources: {len(gone)} files of the ledger are not in landing ({', '.join(gone[:5])})",
        "restore them from a back-up; after a purge, run `osteon nightly`",
    )


def check_rebuild(home: Home) -> Check:
    """The published version against the same night built again from landing."""
    what = "rebuild"
    try:
        published = current_path(home)
        obstacle = _not_comparable(home, published)
        if obstacle is not None:
            return Check(what, obstacle)
        before = _digest_of(published)
        again = _build_again(home)
    except (NothingPublished, MappingError, KeyProblem, CorruptLanding, BrokenCustody) as problem:
        return Check(what, str(problem))
    differing = [a.table for a, b in zip(before, again, strict=True) if a != b]
    if not differing:
        return Check(f"rebuild: {len(before)} tables equal those of {published.stem}")
    if current_path(home) != published:
        return Check(what, "a night published while it was compared; run it again")
    return Check(what, f"from landing these tables come out otherwise: {', '.join(differing)}")


def _not_comparable(home: Home, published: Path) -> str | None:
    """Why a rebuild would rightly differ: what makes the warehouse has changed since."""
    reader = open_reader(published)
    try:
        made_by = reader.frame(
            "SELECT code_version, definition_version, computation_version FROM ops.run "
            "ORDER BY run_started_at DESC LIMIT 1"
        ).rows()
    finally:
        reader.close()
    if made_by != [(code_version(), definition_version(), computation_version())]:
        return "Osteon or its definitions changed since the last night; run `osteon nightly` first"
    night = night_of_current(home)
    assert night is not None, "a published version has a night"
    plan = plan_night(home, published=published, as_of=night, from_scratch=False, today=night)
    if plan.from_scratch or any(table.deliveries for table in plan.tables):
        return "landing or a mapping changed since the last night; run `osteon nightly` first"
    return None


def _build_again(home: Home) -> list[TableDigest]:
    """The tables of the published night, built in a folder of their own that goes afterwards."""
    for left in home.warehouse.glob(f"{_AGAIN}*"):
        if time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    folder = Home(home.warehouse / f"{_AGAIN}{uuid4().hex}")
    create_private_folder(folder.root)
    try:
        run_night(home, as_of=night_of_current(home), into=folder, judge=_is_compared_instead)
        return _digest_of(current_path(folder))
    finally:
        shutil.rmtree(folder.root, ignore_errors=True)


def _is_compared_instead(building: Path) -> list[Verdict]:
    """No judge: the version it is held against was judged."""
    del building
    return []


def _digest_of(path: Path) -> list[TableDigest]:
    reader = open_reader(path)
    try:
        return digest(reader)
    finally:
        reader.close()
