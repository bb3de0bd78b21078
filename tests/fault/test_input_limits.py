"""Files larger than the home reads, as delivered or unpacked: refused, and read once raised."""

import gzip
import tracemalloc
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from flows.check import examine_file
from flows.night import run_night
from flows.reading import read_within
from tests.support.good_files import good_files
from tests.support.tiny_hospital import PATIENTS, TinyHospital, believe_everything, laboratory
from transforms.sources import UnreadableFile
from transforms.sources.gzipped import RATIO_COUNTS_FROM, unpacked
from warehouse.digest import digest
from warehouse.home import Home
from warehouse.reader import current_path, open_reader
from warehouse.settings import InputLimits, WrongSetting, read_settings

NAME = "LAB_20260302.csv"
RESULTS = 3_000


@pytest.fixture
def hospital(tmp_path: Path) -> TinyHospital:
    hospital = TinyHospital(tmp_path / "home")
    hospital.drop("PAT_20260302.csv", PATIENTS)
    return hospital


def limit(hospital: TinyHospital, **limits: int) -> None:
    lines = [f"{name} = {value}\n" for name, value in limits.items()]
    hospital.home.settings_file.write_text("[input]\n" + "".join(lines), "utf-8")


def more_than_a_megabyte() -> bytes:
    """Few results with long names of samples: rows cost time, letters do not."""
    lines = (f"P1;{n};{n:0>400};CA;2,31;mmol/L;01/03/2026 08:00;F" for n in range(RESULTS))
    return laboratory(*lines).encode()


def refusal_of(hospital: TinyHospital) -> str | None:
    [fate] = [item for item in hospital.night().files if item.feed == "laboratory"]
    return fate.refusal


@pytest.mark.parametrize(
    ("data", "limits", "sentence"),
    [
        pytest.param(
            more_than_a_megabyte(),
            {"largest_file_mb": 1},
            "the file is larger than 1 MB; send it in smaller files, or raise largest_file_mb in "
            "settings.toml",
            id="as delivered",
        ),
        pytest.param(
            gzip.compress(more_than_a_megabyte(), mtime=0),
            {"largest_decompressed_mb": 1},
            "the gzip file holds more than 1 MB; send it in smaller files, or raise "
            "largest_decompressed_mb in settings.toml",
            id="unpacked",
        ),
    ],
)
def test_a_file_too_large_is_refused_by_night_and_check_until_the_limit_is_raised(
    hospital: TinyHospital, tmp_path: Path, data: bytes, limits: dict[str, int], sentence: str
) -> None:
    limit(hospital, **limits)
    (hospital.home.inbox / NAME).write_bytes(data)
    (tmp_path / NAME).write_bytes(data)
    [checked] = examine_file(hospital.home, tmp_path / NAME, None)
    assert refusal_of(hospital) == checked.refusal == sentence
    assert (hospital.home.rejected / NAME).read_bytes() == data
    limit(hospital, **dict.fromkeys(limits, 3))
    assert refusal_of(hospital) is None
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result") == [(RESULTS,)]
    assert not list(hospital.home.rejected.iterdir())


def test_a_limit_lowered_reads_again_as_a_rebuild_does(
    hospital: TinyHospital, tmp_path: Path
) -> None:
    (hospital.home.inbox / NAME).write_bytes(more_than_a_megabyte())
    hospital.night()
    limit(hospital, largest_file_mb=1)
    hospital.night()
    again = Home(tmp_path / "again")
    run_night(hospital.home, into=again, judge=believe_everything)
    reader = open_reader(current_path(again))
    rebuilt = {item.table: item.sha256 for item in digest(reader)}
    reader.close()
    assert hospital.digest() == rebuilt
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result") == [(0,)]


def test_a_bomb_is_given_up_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(bytes(150_000_000), 9)
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="raise largest_ratio"):
        unpacked(bomb, 2_000_000_000, 200)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * max(RATIO_COUNTS_FROM, 200 * len(bomb))


def test_thousands_of_small_members_are_one_file() -> None:
    members = gzip.compress(b"", mtime=0) * 20_000 + gzip.compress(b"end", mtime=0)
    assert unpacked(members, 1_000) == b"end"


def test_small_files_may_be_packed_as_well_as_they_can() -> None:
    content = b"0" * (RATIO_COUNTS_FROM - 1)
    assert unpacked(gzip.compress(content, 9), len(content) + 1, 2) == content


def test_a_failure_nobody_foresaw_refuses_the_file_without_its_values() -> None:
    """A clock no mapping can declare, as a defect of ours would leave it."""
    good = good_files()["laboratory"]
    broken = replace(good.source, format=replace(good.source.format, time_zone="Nowhere/None"))
    with pytest.raises(UnreadableFile) as refused:
        read_within(
            InputLimits(),
            broken,
            good.data,
            source_file=good.name,
            known_at=datetime(2026, 3, 5),
            pseudonym=str.lower,
        )
    assert str(refused.value) == (
        "reading it as laboratory failed in a way nobody foresaw (ComputeError); nothing of it was "
        "taken in: report this to whoever maintains Osteon"
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("input = 3", "input is a section, [input]"),
        ("[input]\nlargest = 3", "input.largest is not a setting; [input] holds largest_file_mb"),
        ("[input]\nlargest_ratio = 0", "input.largest_ratio is a whole number, 1 or more"),
        ('[input]\nlargest_file_mb = "1"', "input.largest_file_mb is a whole number, 1 or more"),
        ("[input]\nlargest_file_mb = true", "input.largest_file_mb is a whole number, 1 or more"),
    ],
)
def test_a_limit_that_cannot_be_followed_says_which(
    tmp_path: Path, settings: str, sentence: str
) -> None:
    home = Home(tmp_path / "home")
    home.create()
    home.settings_file.write_text(settings, "utf-8")
    with pytest.raises(WrongSetting) as wrong:
        read_settings(home)
    assert sentence in str(wrong.value)


def test_the_readme_tells_the_usual_limits() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    usual = InputLimits()
    assert f"largest_file_mb = {usual.largest_file_mb} " in readme
    assert f"largest_decompressed_mb = {usual.largest_decompressed_mb} " in readme
    assert f"largest_ratio = {usual.largest_ratio} " in readme
