"""The hospital of the truth set: its histories enter by the inbox and the nights run for real."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from expectations.verdict import Verdict
from flows.mappings import load_mappings
from flows.night import run_night
from flows.report import RunReport
from tests.support.tiny_hospital import believe_everything
from tests.support.truth_extracts import (
    check_sections,
    last_night,
    lines_of,
    named,
    night_on,
    write_night,
)
from tests.support.truth_text import History, read_history
from transforms.sources.pseudonym import keyed_pseudonym
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader
from warehouse.secret import pseudonym_key

TRUTH = Path(__file__).parents[1] / "truth"
KEY = "5a" * 32

_EVENT_KEYS = """
SELECT patient_id || ' ' || event_kind || ' ' || occurred_on, event_id FROM derived.skeletal_event
"""

Judge = Callable[[Path], list[Verdict]]


@dataclass(frozen=True)
class TruthHospital:
    """A home whose warehouse was published from histories, and the report of each night."""

    home: Home
    histories: tuple[History, ...]
    reports: tuple[RunReport, ...]

    @cached_property
    def reader(self) -> Reader:
        return open_reader(current_path(self.home))

    def patient_id(self, history: History) -> str:
        """The pseudonym of the patient of a history."""
        return keyed_pseudonym(pseudonym_key(self.home))(history.hospital_identifier)

    def rejected(self, history: History) -> pl.DataFrame:
        """extract, reason, rows: the lines of a history that were refused, and why."""
        lines = [
            line
            for night in range(1, len(self.reports) + 1)
            for source in load_mappings(self.home)
            for line in lines_of(history, self.histories, source, night)
        ]
        own = pl.DataFrame(
            lines, schema={"file_name": pl.String, "source_line": pl.Int64}, orient="row"
        )
        refused = self.frame(
            "SELECT file_name, source_line, r.feed AS extract, reason FROM ops.rejected r "
            "JOIN ops.file f ON f.source_file = r.source_file AND f.feed = r.feed"
        )
        found = refused.join(own, on=["file_name", "source_line"])
        counted = found.group_by("extract", "reason").agg(rows=pl.len())
        return counted.sort("extract", "reason")

    def frame(self, query: str) -> pl.DataFrame:
        return self.reader.frame(query)


def read_histories(folder: str) -> tuple[History, ...]:
    """The histories of a folder of the truth set, in order of their number."""
    return tuple(read_history(path) for path in sorted((TRUTH / folder).glob("*.txt")))


def truth_home(root: Path) -> Home:
    """An empty home with the mappings of the truth set."""
    home = Home(root)
    home.create()
    home.key_file.write_text(KEY + "\n")
    for mapping in sorted((TRUTH / "sources").glob("*.toml")):
        (home.sources / mapping.name).write_bytes(mapping.read_bytes())
    return home


def _with_event_keys(home: Home, histories: Sequence[History], night: int) -> Sequence[History]:
    """The histories with the key of each event they name, {FX 2025-05-12}, as published so far."""
    if night == 1:
        return histories
    so_far = TruthHospital(home, tuple(histories), ())
    keys = dict(so_far.frame(_EVENT_KEYS).iter_rows())
    so_far.reader.close()
    return [named(history, so_far.patient_id(history), keys) for history in histories]


def truth_hospital(home: Home, histories: Sequence[History], judge: Judge) -> TruthHospital:
    """Deliver the histories night after night; the last night is judged by `judge`.

    Great Expectations takes most of a night: the nights before the last are believed.
    """
    sources = load_mappings(home)
    for history in histories:
        check_sections(history, sources)
    last = last_night(histories)
    reports = []
    for night in range(1, last + 1):
        write_night(home.inbox, _with_event_keys(home, histories, night), sources, night)
        judged_by = judge if night == last else believe_everything
        reports.append(run_night(home, as_of=night_on(night), judge=judged_by))
    return TruthHospital(home, tuple(histories), tuple(reports))
