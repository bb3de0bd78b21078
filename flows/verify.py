"""Is what this home holds whole? Every byte at rest, every version, and the warehouse built again.

Nothing is changed. Files are named, never what is in them.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import time
from uuid import uuid4

from expectations.verdict import Verdict
from flows.code_versions import code_version, computation_version
from flows.file_names import files_as_shown
from flows.night import run_night
from flows.plan import plan_night
from flows.rebuild import night_of_current
from transforms.sources import MappingError
from warehouse.custody import BrokenCustody, departures
from warehouse.digest import TableDigest, digest
from warehouse.durable import create_private_folder
from warehouse.home import Home
from warehouse.landing import (
    CorruptLanding,
    LandedFile,
    is_sealed_at_rest,
    landed_files,
    measure_landed,
)
from warehouse.landing_key import landing_key_file
from warehouse.reader import NothingPublished, Reader, current_path, kept_versions, open_reader
from warehouse.review_store import StoreUnreachable, review_store
from warehouse.schema import definition_version
from warehouse.secret import KeyProblem, read_key

_AGAIN = ".verify-"
_MENDED_BY_THE_NIGHT = (
    "run `osteon nightly`: it sets the damaged version aside and builds on the last one that is "
    "whole"
)
_ABANDONED_SECONDS = 24 * 3600  # a comparison that was killed left it: none takes that long


@dataclass(frozen=True)
class Check:
    """One thing looked at; `problem` says what is wrong with it and what to do."""

    what: str
    problem: str | None = None


def verify(home: Home, *, quick: bool = False) -> Iterator[Check]:
    """Every check, one after another; quick leaves out building the warehouse again.

    Raises WrongSetting.
    """
    yield _custody(home)
    yield from _landing(home)
    yield _key(home)
    yield _reviews(home)
    yield from _versions(home)
    yield from _ledger(home)
    if not quick:
        yield _rebuilt(home)


def _custody(home: Home) -> Check:
    try:
        count = len(departures(home))
    except BrokenCustody as problem:
        return Check("the record of what left landing", str(problem))
    return Check(f"the record of what left landing is whole: {count} entries")


def _landing(home: Home) -> Iterator[Check]:
    """Every file at rest read through, and held against its hash."""
    try:
        files = landed_files(home)
    except BrokenCustody:
        return  # told already
    sound, closed = 0, list[str]()
    for file in files:
        try:
            problem = _damage(file)
        except KeyProblem as no_key:
            closed.append(str(no_key))
            continue
        if problem is None:
            sound += 1
        else:
            yield Check(f"landing: {file.path.parent.relative_to(home.landing)}", problem)
    if closed:
        yield Check(f"landing: {len(closed)} of {len(files)} files cannot be opened", closed[0])
    yield Check(f"landing: {sound} of {len(files)} files hold what was delivered")
    yield from _plain_beside_a_key(home, files)


def _damage(file: LandedFile) -> str | None:
    """What is wrong with the file itself. Raises KeyProblem when it cannot be looked into: one key
    opens all of them, and is told once."""
    try:
        measure_landed(file)
    except CorruptLanding as problem:
        return str(problem)
    except OSError as problem:
        return f"cannot be read ({problem.strerror}); mend the disk or restore the file"
    return None


def _plain_beside_a_key(home: Home, files: list[LandedFile]) -> Iterator[Check]:
    plain = sum(not is_sealed_at_rest(file.path) for file in files)
    if landing_key_file(home) is None:
        yield Check("landing: no key is configured, files rest as they came")
    elif plain:
        yield Check(
            f"landing: {plain} of {len(files)} files are not encrypted",
            "run `osteon encrypt-landing`",
        )
    else:
        yield Check("landing: every file is encrypted")


def _key(home: Home) -> Check:
    if not home.key_file.exists():
        if not home.current.exists():
            return Check("no key of the pseudonyms yet: the first night creates it")
        return Check("the key of the pseudonyms", f"{home.key_file} is missing; put it back")
    try:
        read_key(home.key_file)
    except KeyProblem as problem:
        return Check("the key of the pseudonyms", str(problem))
    return Check("the key of the pseudonyms can be read")


def _reviews(home: Home) -> Check:
    try:
        store = review_store(home)
        said = len(store.verdicts()) + len(store.answers())
    except StoreUnreachable as problem:
        return Check("the review store", str(problem))
    store.close()
    return Check(f"the review store can be read: {said} verdicts and answers")


def _versions(home: Home) -> Iterator[Check]:
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


def _ledger(home: Home) -> Iterator[Check]:
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


def _rebuilt(home: Home) -> Check:
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


PrintLine = Callable[[str], None]


def tell(checks: Iterator[Check], say: PrintLine) -> int:
    """One line a check, as it is done; 1 when one of them found something, else 0."""
    found = 0
    for check in checks:
        if check.problem is None:
            say(f"  ok       {check.what}")
        else:
            found += 1
            say(f"  PROBLEM  {check.what}: {check.problem}")
    say("everything is whole" if not found else f"{found} to mend")
    return 1 if found else 0
