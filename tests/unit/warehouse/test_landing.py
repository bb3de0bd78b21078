"""Landing keeps every delivered byte, once, under the name it came with."""

from datetime import datetime
from pathlib import Path

import pytest

from warehouse.arrival import land_inbox
from warehouse.home import Home
from warehouse.landing import CorruptLanding, landed_files, read_landed

NOW = datetime(2026, 3, 2, 3, 30)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def test_a_file_moves_under_its_arrival_and_hash(home: Home) -> None:
    (home.inbox / "LAB.csv").write_bytes(b"abc")
    assert land_inbox(home, NOW).landed == ("LAB.csv",)
    (landed,) = landed_files(home)
    assert landed.path == home.landing / "20260302T033000Z" / "ba7816bf8f01" / "LAB.csv"
    assert read_landed(landed)[0] == b"abc"
    assert list(home.inbox.iterdir()) == []


def test_the_same_bytes_under_the_same_name_land_once(home: Home) -> None:
    for _ in range(2):
        (home.inbox / "LAB.csv").write_bytes(b"abc")
        arrivals = land_inbox(home, NOW)
    assert arrivals.known_already == ("LAB.csv",)
    assert len(landed_files(home)) == 1


def test_the_same_name_with_other_bytes_lands_beside(home: Home) -> None:
    for content in (b"abc", b"abd"):
        (home.inbox / "LAB.csv").write_bytes(content)
        land_inbox(home, NOW)
    assert len(landed_files(home)) == 2


def test_a_copy_of_landing_keeps_its_arrival(home: Home) -> None:
    folder = home.inbox / "20250101T000000Z" / "ba7816bf8f01"
    folder.mkdir(parents=True)
    (folder / "LAB.csv").write_bytes(b"abc")
    land_inbox(home, NOW)
    (landed,) = landed_files(home)
    assert landed.received_at == datetime(2025, 1, 1)
    assert list(home.inbox.iterdir()) == []


def test_a_file_still_being_written_waits(home: Home) -> None:
    (home.inbox / "LAB.csv.part").write_bytes(b"ab")
    (home.inbox / ".LAB.csv").write_bytes(b"ab")
    assert land_inbox(home, NOW).landed == ()
    assert len(list(home.inbox.iterdir())) == 2


def test_a_link_is_left_and_named(home: Home, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not ours")
    (home.inbox / "LAB.csv").symlink_to(secret)
    arrivals = land_inbox(home, NOW)
    assert arrivals.left_in_inbox == ("LAB.csv",)
    assert landed_files(home) == []


def test_changed_bytes_at_rest_are_refused_by_name(home: Home) -> None:
    (home.inbox / "LAB.csv").write_bytes(b"abc")
    land_inbox(home, NOW)
    (landed,) = landed_files(home)
    landed.path.write_bytes(b"abX")
    with pytest.raises(CorruptLanding, match="no longer matches its folder ba7816bf8f01"):
        read_landed(landed)


def test_landing_is_closed_to_other_users(home: Home) -> None:
    assert home.landing.stat().st_mode & 0o077 == 0
