"""Who may write, by what the home is and what the environment says."""

from pathlib import Path

import pytest

from dashboard.role import RIGHTS, Right, Role, visitor
from warehouse.demo_mark import mark_as_demo
from warehouse.home import Home


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv("OSTEON_ROLE", raising=False)
    monkeypatch.delenv("OSTEON_USER", raising=False)
    return Home(tmp_path)


@pytest.fixture
def demo(real: Home) -> Home:
    mark_as_demo(real)
    return real


def test_every_role_has_its_rights_said() -> None:
    assert set(RIGHTS) == set(Role)
    assert {role for role, rights in RIGHTS.items() if Right.REVIEW_EVENTS in rights} == {
        Role.CLINICIAN
    }


def test_whoever_looks_at_a_simulated_hospital_is_a_clinician(demo: Home) -> None:
    who = visitor(demo)
    assert (who.key, who.role) == ("DEMO", Role.CLINICIAN)
    assert who.may(Right.REVIEW_EVENTS) and "simulated" in who.explained


def test_nobody_may_do_anything_in_a_real_home_whatever_the_environment_says(
    real: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTEON_ROLE", "clinician")
    who = visitor(real)
    assert not any(who.may(right) for right in Right)
    assert "how people sign in" in who.explained


@pytest.mark.parametrize(
    ("role", "reviews", "answers"),
    [
        ("clinician", True, True),
        ("quality", False, True),
        ("engineer", False, False),
        ("epidemiologist", False, False),
        ("Clinician", False, False),
    ],
)
def test_the_environment_says_the_role(
    role: str, reviews: bool, answers: bool, demo: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTEON_ROLE", role)
    who = visitor(demo)
    assert (who.may(Right.REVIEW_EVENTS), who.may(Right.ANSWER_WORKLISTS)) == (reviews, answers)


@pytest.mark.parametrize(("user", "key"), [("REV-7", "REV-7"), ("", "clinician")])
def test_a_verdict_is_signed_by_a_key(
    user: str, key: str, demo: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OSTEON_ROLE", "clinician")
    monkeypatch.setenv("OSTEON_USER", user)
    assert visitor(demo).key == key


def test_a_name_signs_nothing(demo: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSTEON_ROLE", "clinician")
    monkeypatch.setenv("OSTEON_USER", "Dr Martin")
    who = visitor(demo)
    assert not who.may(Right.REVIEW_EVENTS) and "never a name" in who.explained
