"""Commands that keep a home whole, and let go of what has to leave: parsing and printing only."""

import argparse
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

from flows.cli_command import REFUSED, AddCommand, day
from warehouse.home import Home

_NOTHING_DONE = "Nothing was done; say --yes to do it. It cannot be undone."


def add_keeping_commands(command: AddCommand) -> None:
    """backup, restore, verify, encrypt-landing and purge."""
    backup = command(
        "backup",
        _backup,
        "Add a back-up of the home to a folder, also while a night runs.",
        "osteon backup /mnt/safe/osteon",
    )
    backup.add_argument("folder", type=Path, metavar="DIR", help="on another disk than the home")
    backup.add_argument("--with-keys", action="store_true", help="also the keys of the home")
    backup.add_argument(
        "--drop-earlier",
        action="store_true",
        help="forget the back-ups made before: they still hold what was purged since",
    )
    restore = command(
        "restore",
        _restore,
        "Bring the last back-up of a folder into an empty home.",
        "osteon restore /mnt/safe/osteon --home /srv/osteon",
    )
    restore.add_argument("folder", type=Path, metavar="DIR")
    verify = command(
        "verify",
        _verify,
        "Read everything that is kept, and hold the warehouse against a rebuild.",
        "osteon verify --quick",
    )
    verify.add_argument("--quick", action="store_true", help="leave out the rebuild")
    command(
        "encrypt-landing",
        _encrypt_landing,
        "Encrypt what rests unencrypted in landing.",
        "osteon encrypt-landing",
    )
    _add_purge(command)


def _add_purge(command: AddCommand) -> None:
    purge = command(
        "purge",
        _purge,
        "Take out what has to leave: old files, or patients who oppose. Without --yes, only say.",
        "osteon purge --before 2016-01-01",
    )
    what = purge.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--before", type=day, metavar="DATE", help="files whose extract is older than a day"
    )
    what.add_argument(
        "--opposed", action="store_true", help="patients who oppose in the published version"
    )
    what.add_argument(
        "--patient",
        action="store_true",
        help="patients whose hospital identifiers are on standard input, one a line",
    )
    purge.add_argument("--yes", action="store_true", help="do it: it cannot be undone")


def keeping_mistakes() -> tuple[type[Exception], ...]:
    """What the world can send these commands."""
    from flows.opposition import NobodyToRemove
    from transforms.sources.patient_removal import CannotRemove
    from warehouse.backup_folder import BackupProblem
    from warehouse.custody import BrokenCustody
    from warehouse.review_store import StoreUnreachable

    return (BackupProblem, BrokenCustody, CannotRemove, NobodyToRemove, StoreUnreachable)


def _backup(home: Home, options: argparse.Namespace) -> int:
    from warehouse.backup import back_up

    report = back_up(
        home,
        options.folder,
        datetime.now(UTC),
        with_keys=options.with_keys,
        drop_earlier=options.drop_earlier,
    )
    print(
        f"{report.file_count} files kept, {report.copied_count} of them new "
        f"({report.copied_bytes:,} bytes), as {report.manifest}"
    )
    if report.dropped_count:
        print(f"{report.dropped_count} contents only earlier back-ups held are gone")
    _print_all("  note     ", report.notes)
    _print_all("  PROBLEM  ", report.problems)
    return 1 if report.problems else 0


def _restore(home: Home, options: argparse.Namespace) -> int:
    from warehouse.restore import restore

    report = restore(home, options.folder)
    print(f"{report.file_count} files of the back-up of {report.made_at} are in {home.root}")
    _print_all("  note     ", report.notes)
    return 0


def _verify(home: Home, options: argparse.Namespace) -> int:
    from flows.verify import tell, verify

    return tell(verify(home, quick=options.quick), lambda line: print(line, flush=True))


def _encrypt_landing(home: Home, options: argparse.Namespace) -> int:
    from warehouse.landing_rewrite import encrypt_landing
    from warehouse.lock import one_night_at_a_time

    del options
    home.create()
    with one_night_at_a_time(home):
        count = encrypt_landing(home)
    print(f"{count} files encrypted; every file in {home.landing} is now")
    logging.getLogger("osteon").info("Keep a copy of the key elsewhere: without it they are lost")
    return 0


def _purge(home: Home, options: argparse.Namespace) -> int:
    return _purge_before(home, options) if options.before else _purge_patients(home, options)


def _purge_before(home: Home, options: argparse.Namespace) -> int:
    from flows.purge import expired_before, foreseen, in_words, purge_before

    if not options.yes:
        print("\n".join(foreseen(expired_before(home, options.before))))
        print(_NOTHING_DONE)
        return 0
    progress = logging.getLogger("osteon.purge").info
    purged = purge_before(home, options.before, datetime.now(UTC), progress=progress)
    print("\n".join(in_words(purged)))
    return REFUSED if purged.is_refused else 0


def _purge_patients(home: Home, options: argparse.Namespace) -> int:
    from flows.opposition import (
        foresee_departure,
        in_words,
        named_patients,
        opposed_patients,
        remove_patients,
    )

    if options.patient:
        # Never on the command line: every user of the machine can read that.
        patients = named_patients(home, sys.stdin.read().splitlines())
    else:
        patients = opposed_patients(home)
    if not options.yes:
        foreseen = foresee_departure(home, patients)
        print(f"{len(patients.pseudonyms)} patients, in {len(foreseen)} files of landing:")
        _print_all("  ", tuple(f"{name}: {rows} rows" for name, rows in foreseen.items()))
        print(_NOTHING_DONE)
        return 0
    progress = logging.getLogger("osteon.purge").info
    departed = remove_patients(home, patients, datetime.now(UTC), progress=progress)
    print("\n".join(in_words(departed)))
    return 0 if departed.is_proven else 1


def _print_all(mark: str, sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        print(f"{mark}{sentence}")
