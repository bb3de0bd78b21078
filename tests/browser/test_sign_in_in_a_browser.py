"""Signing in, in Chromium, at a real OpenID Connect provider on the loopback."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from dashboard.access import PAGES
from dashboard.role import RIGHTS, Role
from tests.support.dashboard_home import dashboard_home
from tests.support.dashboard_invented import FULL, patient_id
from tests.support.dashboard_nights import VERSION
from tests.support.dashboard_server import start_dashboard
from tests.support.identity_provider import IdentityProvider, identity_provider
from tests.support.signed_in import GROUPS, HOUR, let_people_sign_in, secrets
from tests.support.watched_page import PATIENCE_MS
from warehouse.access_chain import entries, verify
from warehouse.home import Home

TITLES = {
    "patients": "Patients",
    "patient": "Patient",
    "population": "Population",
    "quality": "Quality",
    "dictionary": "Dictionary",
}


@dataclass(frozen=True)
class Hospital:
    """A real home, its dashboard and the provider its people sign in at."""

    home: Home
    address: str
    provider: IdentityProvider


@pytest.fixture(scope="session")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    home = dashboard_home(tmp_path_factory.mktemp("signed_in") / "home", synthetic=False)
    let_people_sign_in(home)
    with identity_provider() as provider:
        written = [
            f"{name} = {json.dumps(value)}"
            for name, value in secrets(provider.address, "http://localhost:{port}").items()
        ]
        home.secrets_file.write_text("\n".join(["[auth]", *written, ""]), "utf-8")
        home.secrets_file.chmod(0o600)
        with start_dashboard(home, by_command=True) as address:
            yield Hospital(home, address, provider)


@pytest.fixture
def page(chromium: BrowserContext, hospital: Hospital) -> Iterator[Page]:
    """A reader who has not signed in; what is not on this machine does not answer."""
    assert chromium.browser is not None
    own = chromium.browser.new_context(viewport={"width": 1280, "height": 1200})
    own.route(re.compile("."), lambda route: _on_this_machine(route, hospital))
    opened = own.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    own.close()


def _on_this_machine(route: Route, hospital: Hospital) -> None:
    known = (hospital.address, hospital.provider.address, "data:", "blob:")
    route.continue_() if route.request.url.startswith(known) else route.abort()


def sign_in(page: Page, hospital: Hospital, subject: str) -> None:
    """Press the button, and tell the provider who one is."""
    page.goto(hospital.address)
    page.get_by_role("button", name="Sign in").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize", exact=True).click()
    page.wait_for_url(f"{hospital.address}/**")


def say_what_for(page: Page) -> None:
    page.get_by_role("button", name="Care of the patient").click()


def heading(page: Page, title: str) -> None:
    expect(page.locator("[data-testid=stHeading]").first).to_contain_text(
        title, timeout=PATIENCE_MS
    )


def said(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text()


def test_nobody_sees_anything_without_signing_in(page: Page, hospital: Hospital) -> None:
    for path in ("/", f"/patient?id={patient_id(FULL)}", "/population", "/quality", "/dictionary"):
        page.goto(hospital.address + path)
        heading(page, "Sign in")
        assert VERSION not in said(page)
        assert page.locator("[data-testid=stTopNavLink]").count() == 0


# In `make test` the role that opens patients; the others are as long, each.
@pytest.mark.parametrize(
    "role",
    [
        role if role is Role.CLINICIAN else pytest.param(role, marks=pytest.mark.long)
        for role in Role
    ],
)
def test_each_role_reaches_its_pages_and_is_told_why_not_the_others(
    page: Page, hospital: Hospital, role: Role
) -> None:
    hospital.provider.know(f"KEY-{role}", groups=[GROUPS[role]])
    sign_in(page, hospital, f"KEY-{role}")
    if role is Role.CLINICIAN:
        heading(page, "What do you open patients for?")
        say_what_for(page)
    open_to_it = [title for name, title in TITLES.items() if PAGES[name] in RIGHTS[role]]
    expect(page.locator("[data-testid=stTopNavLink]")).to_have_text(open_to_it, timeout=PATIENCE_MS)
    heading(page, open_to_it[0])
    for name, title in TITLES.items():
        if name == "patients":
            continue
        page.goto(f"{hospital.address}/{name}?id={patient_id(FULL)}")
        if PAGES[name] in RIGHTS[role]:
            if role is Role.CLINICIAN and name == "patient":
                say_what_for(page)  # another address is another session of Streamlit
            heading(page, title)
        else:
            page.get_by_text("This is not open to the role you have here").wait_for()
            assert page.locator("[data-testid=stHeading]").count() == 0
    opened = {item.opening.opened for item in entries(hospital.home, user=f"KEY-{role}")}
    assert opened <= {right.value for right in RIGHTS[role]}
    assert ("patients" in opened) is (role is Role.CLINICIAN)
    assert verify(hospital.home).broken == ()


@pytest.mark.long
def test_a_session_that_ends_closes_the_page_by_itself(page: Page, hospital: Hospital) -> None:
    hospital.provider.know("KEY-SHORT", groups=["g-quality"], exp=int(time.time()) + 25)
    sign_in(page, hospital, "KEY-SHORT")
    heading(page, "Quality")
    page.get_by_text("Your session has ended. Sign in again to go on.").wait_for()
    assert VERSION not in said(page)
    page.goto(f"{hospital.address}/quality")
    page.get_by_text("Your session has ended. Sign in again to go on.").wait_for()


@pytest.mark.long
def test_a_role_that_changes_at_the_provider_counts_from_the_next_sign_in(
    page: Page, hospital: Hospital
) -> None:
    hospital.provider.know("KEY-MOVED", groups=["g-statistics"])
    sign_in(page, hospital, "KEY-MOVED")
    heading(page, "Population")
    hospital.provider.know("KEY-MOVED", groups=[])
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    heading(page, "Sign in")
    sign_in(page, hospital, "KEY-MOVED")
    page.get_by_text("no role is yours here").wait_for()
    assert VERSION not in said(page)


@pytest.mark.long
def test_whoever_signed_out_opens_nothing_by_an_address(page: Page, hospital: Hospital) -> None:
    hospital.provider.know("KEY-LEFT", groups=["g-engineers"], exp=int(time.time()) + HOUR)
    sign_in(page, hospital, "KEY-LEFT")
    heading(page, "Quality")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    heading(page, "Sign in")
    page.goto(f"{hospital.address}/quality")
    heading(page, "Sign in")
    assert VERSION not in said(page)
