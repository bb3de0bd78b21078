"""Who a home lets in, and what it writes down of it: two sections of `settings.toml`.

```toml
[sign_in]
role_claim = "groups"                  # claim of the identity token that says the role
contact = "the data office, ext. 4242" # whom a person without a role asks
longest_session_minutes = 480

[sign_in.roles]                        # value of the claim = role; the first that fits counts
"osteon-clinicians" = "clinician"
"osteon-statistics" = "epidemiologist"

[access_log]
purposes = ["care", "quality_review", "research"]
bulk_patients = 20                     # more patients than these, opened by one person
bulk_minutes = 10                      # within these, are flagged
```
"""

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from warehouse.home import Home

SIGN_IN, ACCESS_LOG = "sign_in", "access_log"
SECTIONS = (SIGN_IN, ACCESS_LOG)
USUAL_PURPOSES = ("care", "quality_review", "research")


class Role(StrEnum):
    CLINICIAN = "clinician"
    QUALITY = "quality"
    ENGINEER = "engineer"
    EPIDEMIOLOGIST = "epidemiologist"


class WrongAccessSetting(ValueError):
    """Nobody can be let in as the settings say; the message names the key and what to write."""


@dataclass(frozen=True)
class SignIn:
    """How the identity token of a person becomes a role.

    role_claim: name of a claim, or a path into it (`realm_access.roles`); a text or a list of
    texts. roles: value of the claim and its role, the first that fits counts. user_claim: what
    names the person for good. contact: whom to ask for a role.
    """

    role_claim: str
    roles: dict[str, Role]
    contact: str
    user_claim: str = "sub"
    longest_session_minutes: int = 480


@dataclass(frozen=True)
class AccessLogging:
    """What is asked of those who open patients, and how many in how long are many."""

    purposes: tuple[str, ...] = USUAL_PURPOSES
    bulk_patients: int = 20
    bulk_minutes: int = 10


@dataclass(frozen=True)
class AccessSettings:
    """sign_in: None when the home does not say how people sign in."""

    sign_in: SignIn | None = None
    access_log: AccessLogging = field(default_factory=AccessLogging)


def access_settings(home: Home) -> AccessSettings:
    """What the home says now; read again only when the file changed. Raises WrongAccessSetting."""
    path = home.settings_file
    try:
        written = path.stat().st_mtime_ns
    except FileNotFoundError:
        return AccessSettings()
    return _read(home, written)


@lru_cache(maxsize=8)
def _read(home: Home, written: int) -> AccessSettings:
    del written  # in the key only
    try:
        told = tomllib.loads(home.settings_file.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise WrongAccessSetting(f"{home.settings_file}: it is not TOML; {wrong}") from None
    return AccessSettings(
        _sign_in(_Section(home, SIGN_IN, told[SIGN_IN])) if SIGN_IN in told else None,
        _access_log(_Section(home, ACCESS_LOG, told.get(ACCESS_LOG, {}))),
    )


class _Section:
    """One section of the file, whose values are asked for by name and kind."""

    def __init__(self, home: Home, name: str, told: object) -> None:
        self._place = f"{home.settings_file}: {name}"
        if not isinstance(told, dict):
            raise WrongAccessSetting(f"{self._place} is a section, [{name}]")
        self._told: dict[str, object] = told

    def only(self, *names: str) -> None:
        unknown = sorted(set(self._told) - set(names))
        if unknown:
            raise WrongAccessSetting(
                f"{self._place}.{unknown[0]} is not a setting; there is {', '.join(names)}"
            )

    def text(self, name: str, usual: str | None = None) -> str:
        value = self._told.get(name, usual)
        if not isinstance(value, str) or not value.strip():
            raise WrongAccessSetting(f"{self._place}.{name} is missing; write a text")
        return value

    def number(self, name: str, usual: int) -> int:
        value = self._told.get(name, usual)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise WrongAccessSetting(f"{self._place}.{name} is a whole number, 1 or more")
        return value

    def texts(self, name: str, usual: tuple[str, ...]) -> tuple[str, ...]:
        value = self._told.get(name, list(usual))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise WrongAccessSetting(f"{self._place}.{name} is a list of texts")
        return tuple(value)

    def roles(self, name: str) -> dict[str, Role]:
        value = self._told.get(name)
        if not isinstance(value, dict) or not value:
            raise WrongAccessSetting(
                f"{self._place}.{name} is missing; write a table, value of the claim = role"
            )
        unknown = [role for role in value.values() if role not in set(Role)]
        if unknown:
            raise WrongAccessSetting(
                f"{self._place}.{name} names a role there is not; it is one of {', '.join(Role)}"
            )
        return {str(said): Role(role) for said, role in value.items()}


def _sign_in(told: _Section) -> SignIn:
    told.only("role_claim", "roles", "contact", "user_claim", "longest_session_minutes")
    return SignIn(
        role_claim=told.text("role_claim"),
        roles=told.roles("roles"),
        contact=told.text("contact"),
        user_claim=told.text("user_claim", "sub"),
        longest_session_minutes=told.number("longest_session_minutes", 480),
    )


def _access_log(told: _Section) -> AccessLogging:
    told.only("purposes", "bulk_patients", "bulk_minutes")
    return AccessLogging(
        purposes=told.texts("purposes", USUAL_PURPOSES),
        bulk_patients=told.number("bulk_patients", AccessLogging.bulk_patients),
        bulk_minutes=told.number("bulk_minutes", AccessLogging.bulk_minutes),
    )
