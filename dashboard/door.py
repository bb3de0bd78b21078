"""What somebody sees who may open nothing yet: how to sign in, whom to ask, what to configure."""

from collections.abc import Mapping

import streamlit as st

from dashboard.language import say
from dashboard.opening import purpose_said, say_purpose
from dashboard.role import Visitor
from warehouse.access_settings import WrongAccessSetting, access_settings
from warehouse.home import Home

_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SHORTEST_COOKIE_SECRET = 32
_SETTINGS = """\
[sign_in]
role_claim = "groups"      # the claim of the identity token that says the role
contact = "the data office, extension 4242"

[sign_in.roles]            # value of the claim = clinician, quality, engineer, epidemiologist
"osteon-clinicians" = "clinician"
"""
_SECRETS = """\
[auth]
redirect_uri = "https://osteon.hospital.example/oauth2callback"
cookie_secret = "…"        # 32 characters or more, drawn at random
client_id = "…"
client_secret = "…"
server_metadata_url = "https://identity.hospital.example/.well-known/openid-configuration"
"""


def show_door(home: Home, who: Visitor) -> None:
    """Say why nothing is opened to a visitor without a role, and what they can do about it."""
    missing = _missing(home)
    if missing is not None:
        _say_what_to_configure(missing)
        return
    st.header(say("Sign in"))
    st.info(who.explained)
    if st.user.to_dict().get("is_logged_in"):
        _offer_to_leave()
    st.button(
        say("Sign in"), key="sign_in", type="primary", icon=":material/login:", on_click=st.login
    )


def show_sign_out(who: Visitor) -> None:
    """The way out, and the page going away by itself when the session ends."""
    if who.ends_at is None:
        return
    _offer_to_leave()
    _leave_in_time(who)


def purpose_is_known(home: Home, who: Visitor) -> bool:
    """Ask, once a session, what patients are opened for; whether it was said."""
    purposes = access_settings(home).access_log.purposes
    if not purposes or purpose_said(who) is not None:
        return True
    st.header(say("What do you open patients for?"))
    st.write(say("It is written down with every patient you open, until you sign out."))
    with st.container(horizontal=True, key="purpose"):
        for purpose in purposes:
            st.button(
                _purpose_in_words(purpose),
                key=f"purpose_{purpose}",
                on_click=say_purpose,
                args=(who, purpose),
            )
    return False


def _purpose_in_words(purpose: str) -> str:
    known = {
        "care": say("Care of the patient"),
        "quality_review": say("Quality review"),
        "research": say("Research"),
    }
    return known.get(purpose, purpose)


def _offer_to_leave() -> None:
    st.button(say("Sign out"), key="sign_out", icon=":material/logout:", on_click=st.logout)


def _leave_in_time(who: Visitor) -> None:
    """Run the page again when the session is over: nobody's patients stay on a screen."""
    assert who.ends_at is not None, "only a session that somebody signed into has an end"

    @st.fragment(run_every=who.seconds_left + 1)
    def leave() -> None:
        if who.is_over:
            st.rerun()

    leave()


def _missing(home: Home) -> str | None:
    """What keeps people from signing in; None when nothing does."""
    try:
        if access_settings(home).sign_in is None:
            return say("`settings.toml` of this home has no section `[sign_in]`.")
    except WrongAccessSetting as wrong:
        return say("Nobody can be let in: {problem}", problem=wrong)
    auth = _secrets()
    absent = [name for name in _NEEDED if not auth.get(name)]
    if absent:
        return say(
            "`secrets.toml` of this home lacks in its section `[auth]`: {names}.",
            names=", ".join(absent),
        )
    if len(str(auth["cookie_secret"])) < _SHORTEST_COOKIE_SECRET:
        return say(
            "`auth.cookie_secret` in `secrets.toml` is shorter than {count} characters.",
            count=_SHORTEST_COOKIE_SECRET,
        )
    return None


def _secrets() -> Mapping[str, object]:
    if not st.secrets.load_if_toml_exists():
        return {}
    auth = st.secrets.get("auth")
    return auth if isinstance(auth, Mapping) else {}


def _say_what_to_configure(missing: str) -> None:
    st.header(say("Nobody can sign in yet"))
    st.warning(missing)
    st.write(
        say(
            "Only a simulated hospital is shown without signing in. For a real one, whoever runs "
            "Osteon writes into `settings.toml` of its home:"
        )
    )
    st.code(_SETTINGS, language="toml")
    st.write(
        say(
            "and into `secrets.toml` beside it, which nobody else may read (`chmod 600`), what the "
            "OpenID Connect provider of the hospital gave; then starts `osteon dashboard` again:"
        )
    )
    st.code(_SECRETS, language="toml")
