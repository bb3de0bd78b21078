"""Rebuild: the whole warehouse again from landing alone, into another folder."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from flows.night import Judge, judge_tables, run_night, say_nothing
from flows.report import RunReport
from warehouse.home import Home
from warehouse.reader import NothingPublished, open_published


def rebuild(
    home: Home,
    into: Path,
    *,
    as_of: date | None = None,
    judge: Judge = judge_tables,
    progress: Callable[[str], None] = say_nothing,
) -> RunReport:
    """Build `into`/warehouse from the landing, mappings and key of `home`.

    Without `as_of` it is the night last published here, so that the two can be compared.
    """
    return run_night(
        home,
        as_of=as_of or night_of_current(home),
        into=Home(into),
        judge=judge,
        progress=progress,
    )


def night_of_current(home: Home) -> date | None:
    """The night of the published version; None when nothing is published."""
    try:
        reader = open_published(home)
    except NothingPublished:
        return None
    try:
        last = reader.frame("SELECT as_of_on FROM ops.run ORDER BY run_started_at DESC LIMIT 1")
    finally:
        reader.close()
    night = last.item()
    assert isinstance(night, date)
    return night
