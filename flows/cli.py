"""The `osteon` command. Parsing and printing only: each command's work lives in its own module.

Nothing heavy is imported before the command is known, so that help answers at once.
"""

import argparse
import atexit
import logging
import os
import sys
from pathlib import Path
from typing import NoReturn

from flows.cli_access import add_access_command
from flows.cli_command import Run
from flows.cli_keeping import add_keeping_commands, keeping_mistakes
from flows.cli_nights import add_night_commands
from warehouse.home import Home


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(1, f"osteon: {message}; see `{self.prog} --help`\n")


def main(arguments: list[str] | None = None) -> None:
    """Entry point: exit code 0, 1 for a mistake to mend, 2 for a night that was refused."""
    # Registered first, so that it runs after everything else that runs at the end.
    atexit.register(_hide_what_follows_the_end)
    # What a night writes holds patients' data: closed to other users from the first byte.
    os.umask(0o077)
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    logging.getLogger("osteon").setLevel(logging.INFO)
    home = Home(Path(options.home))
    try:
        code = options.run(home, options)
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # Whoever read our output (head, less) has read enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as problem:
        _withhold_values(problem)
        print(
            f"osteon: {problem.filename or 'input or output'}: {problem.strerror or problem}; "
            "`osteon doctor` tells more",
            file=sys.stderr,
        )
        code = 1
    except _mistakes() as problem:
        print(f"osteon: {problem}", file=sys.stderr)
        code = 1
    except Exception as defect:
        _withhold_values(defect)
        raise
    sys.stdout.flush()
    raise SystemExit(code)


def _withhold_values(problem: BaseException) -> None:
    from flows.defect import withhold_values

    withhold_values(problem)


def _hide_what_follows_the_end() -> None:
    """Close the error stream of a command that has ended.

    DuckDB's binding counts what other libraries still hold when the interpreter goes away, and
    prints pages about it after everything has been said.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _mistakes() -> tuple[type[Exception], ...]:
    """What the world can send us; anything else is a defect of ours and shows as one."""
    from flows.check import NotAFile
    from flows.dashboard_server import CannotServe
    from flows.demo.run import NotADemoHome
    from flows.report import NoRunYet
    from flows.schedule import ServerDidNotStart
    from transforms.sources import MappingError
    from warehouse.durable import DiskRefused
    from warehouse.landing import CorruptLanding
    from warehouse.lock import NightAlreadyRunning
    from warehouse.reader import NothingPublished
    from warehouse.recover import VersionInUse
    from warehouse.secret import KeyProblem
    from warehouse.settings import WrongSetting

    return (
        NotAFile,
        CannotServe,
        NotADemoHome,
        NoRunYet,
        ServerDidNotStart,
        MappingError,
        CorruptLanding,
        DiskRefused,
        NightAlreadyRunning,
        NothingPublished,
        KeyProblem,
        VersionInUse,
        WrongSetting,
        *keeping_mistakes(),
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="osteon",
        description="Nightly hospital extracts into judged, published bone-health data.",
        epilog="Example: osteon --home ./var demo --patients 600 --nights 5",
    )
    parser.add_argument(
        "--home",
        default=os.environ.get("OSTEON_HOME", "./var"),
        metavar="DIR",
        help="folder that holds everything (OSTEON_HOME, default ./var)",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: Run, text: str, example: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text, epilog=f"Example: {example}")
        added.set_defaults(run=run)
        added.add_argument(
            "--home",
            default=argparse.SUPPRESS,
            metavar="DIR",
            help="the same as before the command",
        )
        return added

    add_night_commands(command)
    status = command("status", _status, "Report of the last run.", "osteon status --json")
    status.add_argument("--json", action="store_true")
    digest = command(
        "digest",
        _digest,
        "Content hash of each table, the same in any order.",
        "osteon digest --json",
    )
    digest.add_argument("--json", action="store_true")
    add_access_command(command)
    add_keeping_commands(command)
    command("doctor", _doctor, "Look for problems and say what to do about each.", "osteon doctor")
    return parser


def _status(home: Home, options: argparse.Namespace) -> int:
    import json

    from flows.report import in_words, read_report

    report = read_report(home)
    print(json.dumps(report, indent=1, ensure_ascii=False) if options.json else in_words(report))
    return 0


def _digest(home: Home, options: argparse.Namespace) -> int:
    import json
    from dataclasses import asdict

    from warehouse.digest import digest
    from warehouse.reader import open_published, published_version

    unread = published_version(home).instead_of
    if unread is not None:
        logging.getLogger("osteon.digest").warning(
            "The version %s cannot be read; this is of the last one that can.", unread
        )
    reader = open_published(home)
    try:
        tables = digest(reader)
    finally:
        reader.close()
    if options.json:
        print(json.dumps([asdict(item) for item in tables], indent=1))
    else:
        print("\n".join(f"{item.table} {item.sha256} {item.rows}" for item in tables))
    return 0


def _doctor(home: Home, options: argparse.Namespace) -> int:
    from flows.doctor import examine

    del options
    facts = examine(home)
    for fact in facts:
        print(
            f"  ok       {fact.what}"
            if fact.remedy is None
            else f"  PROBLEM  {fact.what}: {fact.remedy}"
        )
    return 1 if any(fact.remedy for fact in facts) else 0
