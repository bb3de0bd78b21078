"""Commands that keep a home whole, and let go of what has to leave: parsing and printing only."""

import argparse
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from warehouse.home import Home

Run = Callable[[Home, argparse.Namespace], int]
AddCommand = Callable[[str, Run, str, str], argparse.ArgumentParser]


def add_keeping_commands(command: AddCommand) -> None:
    """backup, restore, verify and encrypt-landing."""
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


def keeping_mistakes() -> tuple[type[Exception], ...]:
    """What the world can send these commands."""
    from warehouse.backup_folder import BackupProblem
    from warehouse.custody import BrokenCustody

    return (BackupProblem, BrokenCustody)


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


def _print_all(mark: str, sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        print(f"{mark}{sentence}")
