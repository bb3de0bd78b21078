"""Is what this home holds whole? Every byte at rest, every version, and the warehouse built again.

Nothing is changed. Files are named, never what is in them.
"""

from collections.abc import Callable, Iterator

from flows.verified import Check
from flows.verify_warehouse import check_ledger, check_rebuild, check_versions
from warehouse.custody import BrokenCustody, departures
from warehouse.home import Home
from warehouse.landing import (
    CorruptLanding,
    LandedFile,
    is_sealed_at_rest,
    landed_files,
    measure_landed,
)
from warehouse.landing_key import landing_key_file
from warehouse.review_store import StoreUnreachable, review_store
from warehouse.secret import KeyProblem, read_key


def verify(home: Home, *, quick: bool = False) -> Iterator[Check]:
    """Every check, one after another; quick leaves out building the warehouse again.

    Raises WrongSetting.
    """
    yield _custody(home)
    yield from _landing(home)
    yield _key(home)
    yield _reviews(home)
    yield from check_versions(home)
    yield from check_ledger(home)
    if not quick:
        yield check_rebuild(home)


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
