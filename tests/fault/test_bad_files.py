"""Bad files dropped into the inbox as each feed: never a traceback, never a lost row."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from flows.check import examine_file
from flows.demo.extracts import mapping_files
from flows.file_names import shown_names_of
from flows.night import run_night
from flows.reading import read_within, require_size
from tests.support.bad_files import (
    GENERATED,
    KINDS,
    LIMITS,
    SETTINGS,
    BadFile,
    drawn_files,
    feeds_of,
    generated_files,
    made_by_others,
    spoilt_files,
)
from tests.support.bad_values import VALUES
from tests.support.good_files import good_files
from tests.support.tiny_hospital import believe_everything
from tests.unit.sources.shared_data import shared_folder
from transforms.sources import FileKind, UnreadableFile, parse_mapping
from warehouse.home import Home
from warehouse.reader import current_path, open_reader
from warehouse.schema import RULES

# One feed a kind of file; the others under the marker.
SAMPLE = ["laboratory", "imaging_exam", "followup"]
OTHERS = sorted(good_files().keys() - {*SAMPLE, "patient"})
# What only the other files and the patients known decide.
BY_STATE = ("X10", "opposed")

Fate = dict[str, object]


def require_accounted(bad: BadFile) -> None:
    """The file read in this process: as many rows as it holds, each accepted or rejected once."""
    source = good_files()[bad.feed].source
    try:
        require_size(len(bad.data), LIMITS)
        extract = read_within(
            LIMITS,
            source,
            bad.data,
            source_file=bad.name,
            known_at=datetime(2026, 3, 5),
            pseudonym=lambda identifier: f"p{len(identifier)}",
        )
    except UnreadableFile as refusal:
        assert bad.rows is None, f"{bad.name}: {refusal}"
        require_sentence(bad, str(refusal))
        return
    assert bad.is_drawn or bad.rows == extract.rows_in, bad.name
    assert extract.rows_in == extract.rows.height + extract.rejected.height, bad.name
    assert set(extract.rejected["reason"]) <= set(RULES), bad.name


def require_sentence(bad: BadFile, reason: str) -> None:
    """A reason for a person: what is wrong and what to do, without any value of the file."""
    assert ";" in reason and "\n" not in reason, bad.name
    assert "nobody foresaw" not in reason, bad.name
    told = [*VALUES.values(), "SYN00", "R000"]
    assert not [text for text in told if text.strip() and text in reason], bad.name


@pytest.mark.parametrize("feed", SAMPLE)
def test_each_spoilt_file_is_read_row_by_row_or_refused_with_a_reason(feed: str) -> None:
    for bad in spoilt_files([feed]):
        require_accounted(bad)


@pytest.mark.long
@pytest.mark.parametrize("feed", [*OTHERS, "patient"])
def test_each_spoilt_file_of_the_other_feeds_likewise(feed: str) -> None:
    for bad in spoilt_files([feed], slow=True):
        require_accounted(bad)


def test_there_are_more_than_three_hundred_of_every_feed() -> None:
    assert GENERATED == 300
    assert sum(len(KINDS[kind]) * len(feeds_of(kind)) for kind in FileKind) > 1_000
    assert min(len(spoils) for spoils in KINDS.values()) > 50


def test_damage_drawn_by_chance_is_read_row_by_row_or_refused_with_a_reason() -> None:
    """A few of each kind of file; hundreds of every feed under the marker."""
    for feed in SAMPLE:
        for bad in drawn_files(feed, 25):
            require_accounted(bad)


def hospital(root: Path, feeds: Iterable[str]) -> Home:
    """A home of the simulated hospital with small limits: these feeds and the patients, with a good
    file of each."""
    home = Home(root)
    home.create()
    home.settings_file.write_text(SETTINGS, "utf-8")
    chosen = {"patient", *feeds}
    for mapping in mapping_files():
        if parse_mapping(mapping.read_text("utf-8"), mapping.name).feed in chosen:
            shutil.copyfile(mapping, home.sources / mapping.name)
    for feed in sorted(chosen):
        (home.inbox / good_files()[feed].name).write_bytes(good_files()[feed].data)
    return home


def night_with(home: Home, bad_files: list[BadFile]) -> dict[str, Fate]:
    """Drop the files, run a night that has to publish; what became of each, by its shown name."""
    for bad in bad_files:
        (home.inbox / bad.name).write_bytes(bad.data)
    assert run_night(home, judge=believe_everything).outcome == "published"
    assert not list(home.inbox.iterdir())
    reader = open_reader(current_path(home))
    try:
        ledger = reader.frame("SELECT * FROM ops.file")
    finally:
        reader.close()
    assert ledger["file_name"].is_unique().all()
    return {row["file_name"]: row for row in ledger.iter_rows(named=True)}


def balance(fate: Fate) -> object:
    ends = ("rows_accepted", "rows_rejected", "rows_superseded", "rows_duplicate")
    return sum(count for name in ends if isinstance(count := fate[name], int))


def require_fate(home: Home, bad: BadFile, fate: Fate) -> None:
    """Accounted row by row, or in rejected/ beside the reason."""
    assert balance(fate) == fate["rows_in"], bad.name
    if bad.is_drawn and fate["file_status"] == "merged":
        return
    if bad.rows is not None:
        assert (fate["file_status"], fate["rows_in"]) == ("merged", bad.rows), bad.name
        return
    require_refused(home, bad, fate)


def require_refused(home: Home, bad: BadFile, fate: Fate) -> None:
    assert (fate["file_status"], fate["rows_in"]) == ("refused", 0), bad.name
    assert (home.rejected / bad.name).read_bytes() == bad.data
    reason = (home.rejected / f"{bad.name}.reason.txt").read_text("utf-8").removesuffix("\n")
    assert reason == fate["refusal"], bad.name
    require_sentence(bad, reason)


def rejected_by_the_night(home: Home) -> dict[str, set[tuple[object, ...]]]:
    """Line, reason and column of every row rejected for what it says, by shown name."""
    reader = open_reader(current_path(home))
    try:
        rows = reader.frame(
            "SELECT file_name, source_line, reason, column_name FROM ops.rejected "
            "JOIN ops.file USING (source_file, feed) "
            f"WHERE reason NOT IN {BY_STATE}"
        ).rows()
    finally:
        reader.close()
    found: dict[str, set[tuple[object, ...]]] = {}
    for name, *row in rows:
        found.setdefault(str(name), set()).add(tuple(row))
    return found


def require_same_answer(
    home: Home, folder: Path, bad: BadFile, fate: Fate, rejected: set[tuple[object, ...]]
) -> None:
    """`osteon check` of the file says what the night did."""
    path = folder / bad.name
    path.write_bytes(bad.data)
    [checked] = examine_file(home, path, None)
    path.unlink()
    assert checked.refusal == fate["refusal"], bad.name
    if checked.extract is not None:
        assert checked.extract.rows_in == fate["rows_in"], bad.name
        assert set(checked.extract.rejected.rows()) == rejected, bad.name


def require_night_and_check(tmp_path: Path, bad_files: list[BadFile]) -> None:
    feeds = {"patient", *(bad.feed for bad in bad_files)}
    home = hospital(tmp_path / "home", feeds)
    fates = night_with(home, bad_files)
    shown = shown_names_of(home)
    for feed in feeds:
        assert fates[shown(good_files()[feed].name)]["file_status"] == "merged", feed
    rejected = rejected_by_the_night(home)
    for bad in bad_files:
        name = shown(bad.name)
        require_fate(home, bad, fates[name])
        require_same_answer(home, tmp_path, bad, fates[name], rejected.get(name, set()))


def test_a_night_accounts_for_every_bad_file_and_check_says_the_same(tmp_path: Path) -> None:
    """A quarter of the ways to spoil a file; all of them under the marker."""
    require_night_and_check(tmp_path, spoilt_files(SAMPLE)[::4])


@pytest.mark.long
def test_a_night_accounts_for_every_way_to_spoil_a_file(tmp_path: Path) -> None:
    require_night_and_check(tmp_path, spoilt_files(SAMPLE, slow=True))


@pytest.mark.long
@pytest.mark.parametrize("feed", [*SAMPLE, *OTHERS])
def test_a_night_of_three_hundred_bad_files_of_one_feed_likewise(tmp_path: Path, feed: str) -> None:
    assert good_files()[feed].source.delivery == "delta"
    require_night_and_check(tmp_path, generated_files(feed))


@pytest.mark.long
def test_a_night_of_three_hundred_bad_full_deliveries_accounts_for_each(tmp_path: Path) -> None:
    """What a list of everybody lacks counts too: its fate depends on those before it."""
    home = hospital(tmp_path / "home", [])
    bad_files = generated_files("patient")
    fates = night_with(home, bad_files)
    shown = shown_names_of(home)
    for bad in bad_files:
        fate = fates[shown(bad.name)]
        assert balance(fate) == fate["rows_in"], bad.name
        if fate["file_status"] == "refused":
            require_refused(home, bad, fate)
        else:
            assert fate["file_status"] == "merged" and (bad.is_drawn or bad.rows), bad.name


@pytest.mark.parametrize(
    "choose",
    [
        pytest.param(lambda: ["imaging_exam"], id="a feed of objects"),
        pytest.param(
            lambda: [*SAMPLE, *OTHERS, "patient"], id="every feed", marks=pytest.mark.long
        ),
    ],
)
def test_files_made_by_others_to_break_readers_are_accounted_for(
    tmp_path: Path, choose: Callable[[], list[str]]
) -> None:
    folder = shared_folder("bad_csv")
    if folder is None:
        pytest.skip("SKIPPED: the folder bad_csv of shared test data is absent")
    require_night_and_check(tmp_path, made_by_others(folder, choose()))


def test_a_full_delivery_cut_short_is_refused_by_night_and_check_alike(tmp_path: Path) -> None:
    home = hospital(tmp_path / "home", [])
    night_with(home, [])
    spoilt = {bad.kind: bad for bad in spoilt_files(["patient"])}
    for day, (kind, is_refused) in enumerate(
        [("header_only", True), ("last_line_cut", False), ("header_missing", True)], start=6
    ):
        bad = replace(spoilt[kind], name=f"PATIENTS_2026030{day}.csv")
        path = tmp_path / bad.name
        path.write_bytes(bad.data)
        [checked] = examine_file(home, path, None)
        fate = night_with(home, [bad])[shown_names_of(home)(bad.name)]
        assert balance(fate) == fate["rows_in"]
        assert (fate["refusal"], fate["file_status"] == "refused") == (checked.refusal, is_refused)
    assert known_patients(home) >= len(good_files()["patient"].data.splitlines()) - 2


def known_patients(home: Home) -> int:
    reader = open_reader(current_path(home))
    try:
        return int(reader.frame("SELECT count(*) FROM canonical.patient").item())
    finally:
        reader.close()
