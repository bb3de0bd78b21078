"""The `osteon` command. Parsing and printing only: each command's work lives in its own module.

Nothing heavy is imported before the command is known, so that help answers at once.
"""

import argparse
import atexit
import logging
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

from flows.cli_access import add_access_command
from flows.cli_keeping import add_keeping_commands, keeping_mistakes
from warehouse.home import Home

_REFUSED = 2


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

    def command(
        name: str, run: Callable[[Home, argparse.Namespace], int], text: str, example: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text, epilog=f"Example: {example}")
        added.set_defaults(run=run)
        added.add_argument(
            "--home",
            default=argparse.SUPPRESS,
            metavar="DIR",
            help="the same as before the command",
        )
        return added

    demo = command(
        "demo",
        _demo,
        "Simulate a hospital, run its nights, serve the dashboard.",
        "osteon demo --patients 600 --nights 5",
    )
    demo.add_argument("--patients", type=_positive, default=600, metavar="N")
    demo.add_argument("--nights", type=_positive, default=5, metavar="N")
    demo.add_argument("--no-serve", action="store_true", help="stop once the nights have run")
    demo.add_argument(
        "--last-night",
        type=_date,
        metavar="DATE",
        help="date of the last simulated night (default: today)",
    )
    demo.add_argument("--port", type=_positive, default=8501)
    nightly = command(
        "nightly",
        _nightly,
        "Run one night: land, build, judge, publish.",
        "osteon nightly --as-of 2026-03-01",
    )
    nightly.add_argument(
        "--as-of", type=_date, metavar="DATE", help="night to run (default: the newest extract's)"
    )
    rebuild = command(
        "rebuild",
        _rebuild,
        "Build the warehouse again from landing alone.",
        "osteon rebuild --into /tmp/again && osteon --home /tmp/again digest",
    )
    rebuild.add_argument(
        "--as-of", type=_date, metavar="DATE", help="night to build (default: the published one)"
    )
    rebuild.add_argument(
        "--into",
        required=True,
        type=Path,
        metavar="DIR",
        help="folder to build in; it becomes a home that can be read",
    )
    check = command(
        "check",
        _check,
        "Show what a mapping would make of a file; write nothing.",
        "osteon check LABO_20260301.csv --source laboratory",
    )
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--source", metavar="NAME", help="feed of the mapping to use")
    status = command("status", _status, "Report of the last run.", "osteon status --json")
    status.add_argument("--json", action="store_true")
    digest = command(
        "digest",
        _digest,
        "Content hash of each table, the same in any order.",
        "osteon digest --json",
    )
    digest.add_argument("--json", action="store_true")
    command("schedule", _schedule, "Serve the night at 03:30 Europe/Paris.", "osteon schedule")
    dashboard = command(
        "dashboard", _dashboard, "Serve the dashboard.", "osteon dashboard --port 8501"
    )
    dashboard.add_argument("--port", type=_positive, default=8501)
    add_access_command(command, _date)
    add_keeping_commands(command)
    command("doctor", _doctor, "Look for problems and say what to do about each.", "osteon doctor")
    return parser


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above 0")
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date; write it as 2026-03-01"
        ) from None


def _demo(home: Home, options: argparse.Namespace) -> int:
    from flows.demo.run import run_demo
    from flows.prefect_settings import prepare_prefect

    prepare_prefect(home, quiet=True)
    run_demo(
        home,
        patients=options.patients,
        nights=options.nights,
        last_night=options.last_night or date.today(),
    )
    return 0 if options.no_serve else _dashboard(home, options)


def _nightly(home: Home, options: argparse.Namespace) -> int:
    from flows.mappings import load_mappings
    from flows.prefect_settings import prepare_prefect
    from flows.report import in_words, read_report
    from warehouse.lock import one_night_at_a_time
    from warehouse.publish import require_room
    from warehouse.secret import pseudonym_key

    home.create()
    # What would stop the night is told before Prefect takes its time to start.
    with one_night_at_a_time(home):
        load_mappings(home)
        pseudonym_key(home)
        require_room(home)
    prepare_prefect(home, quiet=True)
    from flows.nightly import NightRefused, nightly

    try:
        nightly(str(home.root), options.as_of)
    except NightRefused:
        print(in_words(read_report(home)))
        return _REFUSED
    print(in_words(read_report(home)))
    return 0


def _rebuild(home: Home, options: argparse.Namespace) -> int:
    from flows.rebuild import rebuild
    from flows.report import in_words, read_report

    report = rebuild(
        home, options.into, as_of=options.as_of, progress=logging.getLogger("osteon.rebuild").info
    )
    print(in_words(read_report(Home(options.into))))
    return report.exit_code


def _check(home: Home, options: argparse.Namespace) -> int:
    from flows.check import check_file

    print("\n\n".join(check_file(home, options.file, options.source)))
    return 0


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


def _schedule(home: Home, options: argparse.Namespace) -> int:
    from flows.mappings import load_mappings
    from flows.prefect_settings import prepare_prefect

    del options
    home.create()
    load_mappings(home)
    prepare_prefect(home, quiet=False)
    from flows.schedule import serve_nights

    serve_nights(home)
    return 0


def _dashboard(home: Home, options: argparse.Namespace) -> int:
    from flows.dashboard_server import serve_dashboard

    serve_dashboard(home, options.port)
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
