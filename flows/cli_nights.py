"""The commands of nights and of what they made: parsing and printing only."""

import argparse
import logging
from datetime import date
from pathlib import Path

from flows.cli_command import REFUSED, AddCommand, day, positive
from warehouse.home import Home


def add_night_commands(command: AddCommand) -> None:
    """demo, nightly, rebuild, check, schedule, dashboard."""
    demo = command(
        "demo",
        _demo,
        "Simulate a hospital, run its nights, serve the dashboard.",
        "osteon demo --patients 600 --nights 5",
    )
    demo.add_argument("--patients", type=positive, default=600, metavar="N")
    demo.add_argument("--nights", type=positive, default=5, metavar="N")
    demo.add_argument("--no-serve", action="store_true", help="stop once the nights have run")
    demo.add_argument(
        "--last-night",
        type=day,
        metavar="DATE",
        help="date of the last simulated night (default: today)",
    )
    demo.add_argument("--port", type=positive, default=8501)
    nightly = command(
        "nightly",
        _nightly,
        "Run one night: land, build, judge, publish.",
        "osteon nightly --as-of 2026-03-01",
    )
    nightly.add_argument(
        "--as-of", type=day, metavar="DATE", help="night to run (default: the newest extract's)"
    )
    rebuild = command(
        "rebuild",
        _rebuild,
        "Build the warehouse again from landing alone.",
        "osteon rebuild --into /tmp/again && osteon --home /tmp/again digest",
    )
    rebuild.add_argument(
        "--as-of", type=day, metavar="DATE", help="night to build (default: the published one)"
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
    command("schedule", _schedule, "Serve the night at 03:30 Europe/Paris.", "osteon schedule")
    dashboard = command(
        "dashboard", _dashboard, "Serve the dashboard.", "osteon dashboard --port 8501"
    )
    dashboard.add_argument("--port", type=positive, default=8501)


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
    from flows.prefect_settings import prefect_is_configured
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
    run = _night_as_a_flow if prefect_is_configured() else _night_by_itself
    exit_code = run(home, options.as_of)
    print(in_words(read_report(home)))
    return exit_code


def _night_as_a_flow(home: Home, as_of: date | None) -> int:
    from flows.prefect_settings import prepare_prefect

    prepare_prefect(home, quiet=True)
    from flows.nightly import NightRefused, nightly

    try:
        nightly(str(home.root), as_of)
    except NightRefused:
        return REFUSED
    return 0


def _night_by_itself(home: Home, as_of: date | None) -> int:
    from flows.defect import values_withheld
    from flows.night import run_night

    with values_withheld():
        report = run_night(home, as_of=as_of, progress=logging.getLogger("osteon.night").info)
    return report.exit_code


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
