"""From an identity token to a visitor: who signed in, for how long, with which role.

Streamlit keeps the claims of the token in a cookie for 30 days and checks nothing of them again,
so everything is looked at anew at each rerun: when the token ends, and what the settings make of
its claims. A role that changes at the provider counts from the next sign-in.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import streamlit as st

from dashboard.language import say
from dashboard.role import Role, Visitor, nobody, role_in_words
from warehouse.access_log import user_key
from warehouse.access_settings import SignIn

Claims = Mapping[str, object]


def who_signed_in(settings: SignIn) -> Visitor:
    """The visitor of this rerun, from the claims Streamlit keeps of them."""
    claims = st.user.to_dict()
    if not claims.get("is_logged_in"):
        return nobody(say("Sign in to open this dashboard."))
    return visitor_of(claims, settings)


def visitor_of(claims: Claims, settings: SignIn) -> Visitor:
    """What the claims of an identity token make of a person; nobody once the token has ended."""
    subject, ends_at = _said(claims, settings.user_claim), _end(claims, settings)
    if not subject or ends_at is None:
        return nobody(
            say(
                "Your identity token does not say who you are and until when. Ask {contact}.",
                contact=settings.contact,
            )
        )
    if ends_at <= datetime.now(UTC):
        return nobody(say("Your session has ended. Sign in again to go on."))
    role = _role(claims, settings)
    if role is None:
        return nobody(
            say(
                "You are signed in, and no role is yours here, so nothing can be opened. "
                "Ask {contact} for one.",
                contact=settings.contact,
            )
        )
    explained = say("You look at this page with the role: {role}.", role=role_in_words(role))
    return Visitor(user_key(subject[0]), role, explained, ends_at)


def _end(claims: Claims, settings: SignIn) -> datetime | None:
    """When the token ends, or the longest session the home allows; None when it tells neither."""
    issued, expires = _moment(claims.get("iat")), _moment(claims.get("exp"))
    if issued is None or expires is None:
        return None
    return min(expires, issued + timedelta(minutes=settings.longest_session_minutes))


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _role(claims: Claims, settings: SignIn) -> Role | None:
    held = _said(claims, settings.role_claim)
    return next((role for value, role in settings.roles.items() if value in held), None)


def _said(claims: Claims, name: str) -> list[str]:
    """The texts of a claim: of that very name, else by a path into it (`realm_access.roles`)."""
    value: object = claims
    for part in [name] if name in claims else name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    told = value if isinstance(value, list) else [value]
    return [item for item in told if isinstance(item, str) and item]
