"""From the claims of an identity token to a role, and what is shown to whom has none."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest import MonkeyPatch
from streamlit.testing.v1 import AppTest, app_test

from dashboard.role import RIGHTS, Right, Role
from dashboard.sign_in import visitor_of
from flows.dashboard_server import CannotServe, serve_dashboard
from flows.doctor import examine
from tests.support.dashboard_home import dashboard_home
from tests.support.dashboard_nights import VERSION
from tests.support.dashboard_page import words
from tests.support.signed_in import (
    CONTACT,
    GROUPS,
    HOUR,
    SETTINGS,
    claims,
    let_people_sign_in,
    opened_as,
)
from warehouse.access_chain import entries
from warehouse.access_settings import SignIn, access_settings
from warehouse.home import Home


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    yield dashboard_home(tmp_path_factory.mktemp("sign_in") / "home", synthetic=False)
    app_test.TMP_DIR.cleanup()


@pytest.fixture
def home(made: Home, tmp_path: Path) -> Home:
    """A real hospital that says how people sign in."""
    own = Home(tmp_path / "home")
    shutil.copytree(made.root, own.root, symlinks=True)
    let_people_sign_in(own)
    return own


@pytest.fixture
def settings(home: Home) -> SignIn:
    told = access_settings(home).sign_in
    assert told is not None
    return told


@pytest.mark.parametrize("role", Role)
def test_a_claim_becomes_the_role_it_is_mapped_to(role: Role, settings: SignIn) -> None:
    who = visitor_of(claims("g-others", GROUPS[role]), settings)
    assert (who.role, who.key, who.is_signed_in) == (role, "KEY-7", True)
    assert {right for right in Right if who.may(right)} == RIGHTS[role]


def test_of_several_roles_the_first_of_the_table_counts(settings: SignIn) -> None:
    assert visitor_of(claims("g-statistics", "g-quality"), settings).role is Role.QUALITY


def test_a_claim_may_be_one_text_or_lie_within_another(settings: SignIn) -> None:
    assert visitor_of(claims() | {"groups": "g-engineers"}, settings).role is Role.ENGINEER
    nested = SignIn("realm_access.roles", settings.roles, CONTACT)
    said = claims() | {"realm_access": {"roles": ["g-engineers"]}}
    assert visitor_of(said, nested).role is Role.ENGINEER
    assert visitor_of(said | {"realm_access": "g-engineers"}, nested).role is None


@pytest.mark.parametrize("groups", [(), ("g-others",), ("G-CLINICIANS",), ("clinician",)])
def test_a_role_nobody_mapped_opens_nothing_and_says_whom_to_ask(
    groups: tuple[str, ...], settings: SignIn
) -> None:
    who = visitor_of(claims(*groups), settings)
    assert not any(who.may(right) for right in Right)
    assert CONTACT in who.explained


@pytest.mark.parametrize(
    "wrong",
    [{"exp": None}, {"iat": None}, {"exp": "tomorrow"}, {"exp": 1e300}, {"exp": True}, {"sub": ""}],
)
def test_a_token_that_does_not_say_who_and_until_when_opens_nothing(
    wrong: dict[str, object], settings: SignIn
) -> None:
    who = visitor_of(claims("g-clinicians") | wrong, settings)
    assert who.role is None and CONTACT in who.explained


def test_a_token_that_has_ended_opens_nothing(settings: SignIn) -> None:
    who = visitor_of(claims("g-clinicians", lasting=-1), settings)
    assert who.role is None and "session has ended" in who.explained


def test_a_token_of_many_days_ends_with_the_session_the_home_allows(settings: SignIn) -> None:
    said = claims("g-clinicians", lasting=30 * 24 * HOUR)
    assert isinstance(said["iat"], float)
    assert 0 < visitor_of(said, settings).seconds_left <= 480 * 60
    assert visitor_of(said | {"iat": said["iat"] - 481 * 60}, settings).role is None


def test_an_address_of_mail_signs_as_a_key(settings: SignIn) -> None:
    who = visitor_of(claims("g-clinicians", subject="someone@hospital.example"), settings)
    assert who.key.startswith("u-") and "someone" not in who.key


def shows_nothing(app: AppTest) -> bool:
    said = words(app)
    return VERSION not in said and not app.dataframe and not app.get("vega_lite_chart")


def test_whoever_has_not_signed_in_sees_how_to(home: Home, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("OSTEON_ROLE", "clinician")
    app = opened_as(home, {"is_logged_in": False}, monkeypatch)
    assert "Sign in to open this dashboard." in words(app) and shows_nothing(app)
    assert [button.key for button in app.button] == ["sign_in"]


def test_a_clinician_says_once_what_for_and_it_is_written_down(
    home: Home, monkeypatch: MonkeyPatch
) -> None:
    app = opened_as(home, claims("g-clinicians"), monkeypatch, purpose=None)
    assert "What do you open patients for?" in words(app) and not app.dataframe
    app.button(key="purpose_research").click().run()
    assert app.header[0].value == "Patients" and not app.exception
    app.switch_page("screens/population.py").run()
    app.switch_page("screens/patients.py").run()
    assert app.header[0].value == "Patients"
    purposes = {item.opening.opened: item.opening.purpose for item in entries(home)}
    assert purposes["patients"] == "research" and purposes["population"] is None


def test_the_same_page_again_is_written_down_once(home: Home, monkeypatch: MonkeyPatch) -> None:
    app = opened_as(home, claims("g-clinicians"), monkeypatch)
    written = len(list(entries(home)))
    app.run()
    app.run()
    assert len(list(entries(home))) == written > 0


def test_a_token_that_ends_while_a_page_is_open_closes_it(
    home: Home, monkeypatch: MonkeyPatch
) -> None:
    app = opened_as(home, claims("g-clinicians"), monkeypatch)
    assert app.dataframe
    app.user = claims("g-clinicians", lasting=-1)
    app.run()
    assert "Your session has ended" in words(app) and shows_nothing(app)


def test_a_mapping_that_changes_counts_at_the_next_rerun(
    home: Home, monkeypatch: MonkeyPatch
) -> None:
    app = opened_as(home, claims("g-clinicians"), monkeypatch)
    assert app.dataframe
    let_people_sign_in(home, SETTINGS.replace('"g-clinicians" = "clinician"\n', ""))
    app.run()
    assert f"Ask {CONTACT} for one" in words(app) and shows_nothing(app)
    assert "sign_out" in {button.key for button in app.button}


def test_settings_that_cannot_be_followed_let_nobody_in(
    home: Home, monkeypatch: MonkeyPatch
) -> None:
    let_people_sign_in(home, SETTINGS.replace('"clinician"', '"doctor"'))
    app = opened_as(home, claims("g-clinicians"), monkeypatch)
    assert "names a role there is not" in words(app) and shows_nothing(app)


def test_sign_in_without_secrets_says_what_is_missing(home: Home, monkeypatch: MonkeyPatch) -> None:
    app = opened_as(home, {"is_logged_in": False}, monkeypatch, auth={"cookie_secret": "short"})
    assert "redirect_uri, client_id" in words(app) and not app.button


def told_by_the_doctor(home: Home) -> str:
    return "\n".join(f"{fact.what}: {fact.remedy}" for fact in examine(home))


def test_the_doctor_says_who_can_sign_in(home: Home) -> None:
    assert "nobody can sign in: write [auth] into" in told_by_the_doctor(home)
    home.secrets_file.write_text("[auth]\n", "utf-8")
    home.secrets_file.chmod(0o600)
    assert "people sign in; 4 values of the claim have a role: None" in told_by_the_doctor(home)
    let_people_sign_in(home, "[sign_in]\n")
    assert "nobody can sign in: " in told_by_the_doctor(home)
    home.settings_file.unlink()
    assert "serves a demo only: None" in told_by_the_doctor(home)


def test_secrets_that_others_may_read_are_not_used(home: Home) -> None:
    home.secrets_file.write_text("[auth]\n", "utf-8")
    home.secrets_file.chmod(0o640)
    assert "is open to other users: run `chmod 600" in told_by_the_doctor(home)
    with pytest.raises(CannotServe, match="chmod 600"):
        serve_dashboard(home, 1)
