"""What one installation chooses for itself: `settings.toml` in its home, which need not exist.

```toml
[warehouse]
versions_kept = 30

[landing]
key_file = "/media/keys/osteon-landing.key"
```
"""

import tomllib
from dataclasses import dataclass

from warehouse.access_settings import SECTIONS as ACCESS_SECTIONS
from warehouse.home import Home

# Two weeks of nights: "as known on" reaches back to the visit before a holiday.
USUAL_VERSIONS_KEPT = 14
_SECTION, _VERSIONS_KEPT = "warehouse", "versions_kept"
_LANDING, _KEY_FILE = "landing", "key_file"


class WrongSetting(ValueError):
    """The settings of the home cannot be followed; the message says what to mend."""


@dataclass(frozen=True)
class Settings:
    """Choices of a home.

    versions_kept: how many published versions stay on disk, each a whole copy of the warehouse.
    landing_key_file: with which landing is encrypted at rest; None leaves it as it comes.
    """

    versions_kept: int = USUAL_VERSIONS_KEPT
    landing_key_file: str | None = None


def read_settings(home: Home) -> Settings:
    """The choices of a home; the usual ones where it makes none. Raises WrongSetting."""
    if not home.settings_file.exists():
        return Settings()
    try:
        told = tomllib.loads(home.settings_file.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise WrongSetting(f"{home.settings_file}: it is not TOML; {wrong}") from wrong
    key_file = _landing_key_file(home, told.pop(_LANDING, {}))
    section = told.get(_SECTION, {})
    if not isinstance(section, dict):
        raise WrongSetting(f"{home.settings_file}: {_SECTION} is a section, [{_SECTION}]")
    unknown = [name for name in told if name not in (_SECTION, *ACCESS_SECTIONS)]
    unknown += [f"{_SECTION}.{name}" for name in section if name != _VERSIONS_KEPT]
    if unknown:
        raise WrongSetting(
            f"{home.settings_file}: {', '.join(sorted(unknown))} is not a setting; "
            f"there are {_SECTION}.{_VERSIONS_KEPT} and {_LANDING}.{_KEY_FILE}"
        )
    return Settings(_whole_number(home, section.get(_VERSIONS_KEPT, USUAL_VERSIONS_KEPT)), key_file)


def _landing_key_file(home: Home, section: object) -> str | None:
    if section == {}:
        return None
    if isinstance(section, dict) and list(section) == [_KEY_FILE]:
        told = section[_KEY_FILE]
        if isinstance(told, str) and told:
            return told
    raise WrongSetting(
        f'{home.settings_file}: [{_LANDING}] holds {_KEY_FILE} = "..." and nothing else, '
        "the path of the key landing is encrypted with"
    )


def _whole_number(home: Home, told: object) -> int:
    if isinstance(told, int) and not isinstance(told, bool) and told >= 1:
        return told
    raise WrongSetting(
        f"{home.settings_file}: {_SECTION}.{_VERSIONS_KEPT} is a whole number, 1 or more"
    )
