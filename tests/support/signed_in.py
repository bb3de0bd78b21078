"""A home people sign in to, and a page as somebody who signed in sees it."""

import os
import time

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.dashboard_page import APP
from warehouse.home import Home

CONTACT = "the data office"
SETTINGS = f"""
[sign_in]
role_claim = "groups"
contact = "{CONTACT}"

[sign_in.roles]
"g-clinicians" = "clinician"
"g-quality" = "quality"
"g-engineers" = "engineer"
"g-statistics" = "epidemiologist"
"""
GROUPS = {
    "clinician": "g-clinicians",
    "quality": "g-quality",
    "engineer": "g-engineers",
    "epidemiologist": "g-statistics",
}
HOUR = 3600


def let_people_sign_in(home: Home, settings: str = SETTINGS) -> None:
    """Write the settings anew, so that the next rerun reads them."""
    home.settings_file.write_text(settings, "utf-8")
    later = home.settings_file.stat().st_mtime_ns + 1_000_000
    os.utime(home.settings_file, ns=(later, later))


def secrets(provider: str, address: str) -> dict[str, str]:
    """What the section [auth] of secrets.toml says."""
    return {
        "redirect_uri": f"{address}/oauth2callback",
        "cookie_secret": "0123456789abcdef0123456789abcdef",
        "client_id": "osteon",
        "client_secret": "known to both",
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }


def claims(*groups: str, subject: str = "KEY-7", lasting: float = HOUR) -> dict[str, object]:
    """What an identity token says that was issued now."""
    now = time.time()
    return {
        "is_logged_in": True,
        "sub": subject,
        "groups": list(groups),
        "iat": now,
        "exp": now + lasting,
    }


def opened_as(
    home: Home,
    who: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    purpose: str | None = "care",
    auth: dict[str, str] | None = None,
) -> AppTest:
    """The dashboard after the first run of somebody; they say what for if they are asked."""
    monkeypatch.setenv("OSTEON_HOME", str(home.root))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = who
    app.secrets["auth"] = auth or secrets("http://localhost:1", "http://localhost:2")
    app.run()
    asked = [button for button in app.button if button.key == f"purpose_{purpose}"]
    return asked[0].click().run() if asked else app
