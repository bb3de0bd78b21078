"""No identity leaves landing by the real commands, Prefect, Great Expectations and a browser."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.privacy.test_sentinels import break_the_published_file, outside_closed_folders
from tests.support.sentinel_hospital import deliver_everything, sentinel_hospital, wrong_unit
from tests.support.sentinels import IDENTITY, VALUE, traces, traces_in_files
from tests.support.tiny_hospital import TinyHospital

pytestmark = pytest.mark.long


@dataclass
class Stage:
    """A home, the folders of everything that works on it, and what the commands said."""

    hospital: TinyHospital
    folder: Path
    environment: dict[str, str]
    said: dict[str, bytes] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    def command(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "flows", "--home", str(self.hospital.home.root), *arguments],
            env=self.environment,
            capture_output=True,
            check=False,
        )
        self.said[name] = done.stdout + b"\n" + done.stderr
        self.codes[name] = done.returncode


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A published, a refused and a crashed night, then every command that tells of them."""
    folder = tmp_path_factory.mktemp("everywhere")
    (folder / "tmp").mkdir()
    hospital = sentinel_hospital(folder / "home")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "HOME": str(folder),
            "TMPDIR": str(folder / "tmp"),
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_LOGGING_LEVEL": "DEBUG",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }.items():
            patch.setenv(name, value)
        from flows.schedule import local_server

        with local_server(_free_port()) as page:
            told = Stage(hospital, folder, {**os.environ, "PREFECT_API_URL": f"{page}/api"})
            _nights(told)
            yield told


def _nights(stage: Stage) -> None:
    deliver_everything(stage.hospital)
    stage.command("published", "nightly")
    for name, arguments in {
        "status": ("status", "--json"),
        "doctor": ("doctor",),
        "digest": ("digest",),
        **{
            f"check {number}": ("check", str(path), "--source", path.name.rsplit("_", 2)[0].lower())
            for number, path in enumerate(
                sorted(stage.hospital.home.landing.glob("*/*/*_20260302_*.csv"))[:3]
            )
        },
    }.items():
        stage.command(name, *arguments)
    wrong_unit(stage.hospital, "20260303")
    stage.command("refused", "nightly")
    break_the_published_file(stage.hospital)
    deliver_everything(stage.hospital, "20260304")
    stage.command("crashed", "nightly")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_nights_ended_as_they_should(stage: Stage) -> None:
    """A night that did not get as far would tell nothing."""
    assert stage.codes["published"] == 0, stage.said["published"].decode()
    assert stage.codes["refused"] == 2, stage.said["refused"].decode()
    assert stage.codes["crashed"] == 1
    assert b"ConstraintException" in stage.said["crashed"]
    assert b"is withheld" in stage.said["crashed"]
    assert {stage.codes[name] for name in stage.codes if name.startswith("check")} == {0}


def test_no_command_names_anybody(stage: Stage) -> None:
    assert {name: held for name, text in stage.said.items() if (held := traces(text))} == {}


def test_no_command_but_a_check_tells_a_value(stage: Stage) -> None:
    """A check shows the first rows of a file to whoever holds the file, and keeps nothing."""
    told = {name: traces(text, VALUE) for name, text in stage.said.items() if name[:5] != "check"}
    assert {name: held for name, held in told.items() if held} == {}


def test_prefect_knows_neither_names_nor_values(stage: Stage) -> None:
    kept = stage.folder / "prefect"
    assert (kept / "prefect.db").stat().st_size > 0
    assert b"ConstraintException" in (kept / "prefect.db").read_bytes() + (
        (kept / "prefect.db-wal").read_bytes() if (kept / "prefect.db-wal").exists() else b""
    )
    assert traces_in_files(kept, (*IDENTITY, *VALUE)) == {}


def test_temporary_folders_hold_nobody(stage: Stage) -> None:
    assert traces_in_files(stage.folder / "tmp", (*IDENTITY, *VALUE)) == {}


def test_the_home_holds_nobody_outside_its_closed_folders(stage: Stage) -> None:
    assert outside_closed_folders(stage.hospital) == {}
    assert list(stage.folder.rglob("core*")) == []
