"""A night killed at any moment and run again ends as if nothing had happened."""

import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.night import run_night
from tests.support.eventful_hospital import (
    Sight,
    copy_of,
    hospital_after_the_first_night,
    left_behind,
    seen_now,
    watched,
)
from tests.support.forked_night import (
    KILLED,
    fork,
    forks,
    night_killed_at,
    wait_for,
    whole_night,
)
from tests.support.tiny_hospital import TinyHospital, believe_everything

SEED = 20260303
# The steps of the second night, as they are named to Prefect; a test compares.
STEPS = (
    "find the last version",
    "ask the review store",
    "land the inbox",
    "plan the night",
    "start the new version",
    "ask what concerns everybody",
    "merge patient",
    "merge diagnosis",
    "merge lab_result",
    "settle patients",
    "find whom it concerns",
    "compute the derived tables",
    "compute the published tables",
    "account for every row",
    "judge the tables",
    "compare with the last version",
    "publish or refuse",
)


@dataclass(frozen=True)
class Uninterrupted:
    """The hospital before its second night, and what that night makes of it undisturbed."""

    before: TinyHospital
    digest: dict[str, str]
    sights: frozenset[Sight]
    steps: tuple[str, ...]
    seconds: float


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> Uninterrupted:
    folder = tmp_path_factory.mktemp("uninterrupted")
    before = hospital_after_the_first_night(folder / "before")
    after = copy_of(before, folder / "after")
    began = time.perf_counter()
    assert wait_for(fork(whole_night, after.home.root)) == 0
    seconds = time.perf_counter() - began
    assert left_behind(after.home) == [] and after.unbalanced_files() == []
    steps = tuple(str(name) for (name,) in after.rows(_STEPS_OF_THE_LAST_RUN))
    return Uninterrupted(
        before,
        after.digest(),
        frozenset({seen_now(before.home), seen_now(after.home)}),
        steps,
        seconds,
    )


_STEPS_OF_THE_LAST_RUN = (
    "SELECT step FROM ops.step WHERE run_id = (SELECT run_id FROM ops.run "
    "ORDER BY run_started_at DESC LIMIT 1)"
)


def _require_as_uninterrupted(hospital: TinyHospital, expected: Uninterrupted) -> None:
    assert left_behind(hospital.home) == []
    assert hospital.unbalanced_files() == []
    assert hospital.digest() == expected.digest


def _kill_after(root: Path, seconds: float) -> int:
    """Run a night and kill it that long after it began; returns how it ended."""
    has_begun = forks.Event()
    process = fork(whole_night, root, has_begun)
    assert has_begun.wait(60), "the night does not begin"
    time.sleep(seconds)
    process.kill()
    return wait_for(process)


def _kill_at_random(hospital: TinyHospital, expected: Uninterrupted, times: int) -> None:
    """Kill the nights of one hospital one after the other, then let one end."""
    draw = random.Random(f"{SEED} {times}")
    with watched(lambda: seen_now(hospital.home)) as watch:
        for _ in range(times):
            assert _kill_after(hospital.home.root, draw.uniform(0, expected.seconds)) in {KILLED, 0}
        run_night(hospital.home, judge=believe_everything)
    assert watch.errors == []
    assert watch.sights <= expected.sights
    _require_as_uninterrupted(hospital, expected)


def test_every_step_is_known_by_its_name(uninterrupted: Uninterrupted) -> None:
    # A run records itself before it publishes: that step is not among those it has timed.
    assert [name for name in uninterrupted.steps if name in STEPS] == list(STEPS[:-1])
    assert [name for name in uninterrupted.steps if "." not in name] == list(STEPS[:-1])


def test_a_night_killed_at_each_step_in_turn_ends_as_if_it_had_not_been(
    uninterrupted: Uninterrupted, tmp_path: Path
) -> None:
    hospital = copy_of(uninterrupted.before, tmp_path / "home")
    with watched(lambda: seen_now(hospital.home)) as watch:
        for step in STEPS:
            # What has been landed once is merged by every night until one publishes.
            assert wait_for(fork(night_killed_at, hospital.home.root, step, False)) == KILLED, step
        run_night(hospital.home, judge=believe_everything)
    assert watch.errors == []
    assert watch.sights <= uninterrupted.sights
    _require_as_uninterrupted(hospital, uninterrupted)


def test_a_night_killed_at_random_moments_ends_as_if_it_had_not_been(
    uninterrupted: Uninterrupted, tmp_path: Path
) -> None:
    _kill_at_random(copy_of(uninterrupted.before, tmp_path / "home"), uninterrupted, times=4)


@pytest.mark.long
@pytest.mark.parametrize("has_ended", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_night_killed_at_one_step_only_needs_to_be_run_again(
    uninterrupted: Uninterrupted, tmp_path: Path, step: str, has_ended: bool
) -> None:
    hospital = copy_of(uninterrupted.before, tmp_path / "home")
    assert wait_for(fork(night_killed_at, hospital.home.root, step, has_ended)) == KILLED
    assert seen_now(hospital.home) in uninterrupted.sights
    run_night(hospital.home, judge=believe_everything)
    _require_as_uninterrupted(hospital, uninterrupted)


@pytest.mark.long
@pytest.mark.parametrize("moment", range(60))
def test_a_night_killed_at_one_of_sixty_moments_only_needs_to_be_run_again(
    uninterrupted: Uninterrupted, tmp_path: Path, moment: int
) -> None:
    """Spread over the length of the night, each drawn within its sixtieth."""
    hospital = copy_of(uninterrupted.before, tmp_path / "home")
    drawn = random.Random(f"{SEED} {moment}").uniform(moment, moment + 1) / 60
    with watched(lambda: seen_now(hospital.home)) as watch:
        ended = _kill_after(hospital.home.root, drawn * uninterrupted.seconds)
        run_night(hospital.home, judge=believe_everything)
    assert ended in {KILLED, 0}
    assert watch.errors == []
    assert watch.sights <= uninterrupted.sights
    _require_as_uninterrupted(hospital, uninterrupted)


@pytest.mark.long
def test_the_real_command_killed_while_it_builds_only_needs_to_be_run_again(
    uninterrupted: Uninterrupted, tmp_path: Path
) -> None:
    """With Great Expectations, as a night run by hand; by Prefect: see test_dead_worker.py."""
    hospital = copy_of(uninterrupted.before, tmp_path / "home")
    killed = _real_night(hospital)
    try:
        _wait_until_it_builds(hospital, killed)
        killed.kill()
        assert killed.wait(60) == KILLED
    finally:
        killed.kill()
        killed.communicate()
    assert seen_now(hospital.home) in uninterrupted.sights
    again = _real_night(hospital)
    _, errors = again.communicate(timeout=600)
    assert again.returncode == 0, errors
    _require_as_uninterrupted(hospital, uninterrupted)


def _real_night(hospital: TinyHospital) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "flows", "--home", str(hospital.home.root), "nightly"]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _wait_until_it_builds(hospital: TinyHospital, night: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + 300
    while not any(hospital.home.warehouse.glob("building-*")):
        assert night.poll() is None and time.monotonic() < deadline, "the night does not build"
        time.sleep(0.05)
