"""The command that reads the access log: parsing and printing only."""

import argparse

from flows.cli_command import AddCommand, day
from warehouse.home import Home


def add_access_command(command: AddCommand) -> None:
    """access-log."""
    access = command(
        "access-log",
        _access_log,
        "Who opened what in the dashboard, and whether the log is whole.",
        "osteon access-log --since 2026-03-01 --verify",
    )
    access.add_argument("--patient", metavar="KEY", help="beginning of a patient's pseudonym")
    access.add_argument(
        "--user", metavar="KEY", help="key of a person, or what names them at their provider"
    )
    access.add_argument("--since", type=day, metavar="DATE", help="first day (UTC)")
    access.add_argument("--verify", action="store_true", help="follow the chain; 1 if it is broken")


def _access_log(home: Home, options: argparse.Namespace) -> int:
    from flows.access_log import chain_in_words, openings_in_words

    for line in openings_in_words(home, options.patient, options.user, options.since):
        print(line)
    if not options.verify:
        return 0
    lines, holds = chain_in_words(home)
    print("\n".join(lines))
    return 0 if holds else 1
