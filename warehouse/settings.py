"""What one installation chooses for itself: `settings.toml` in its home, which need not exist.

```toml
[warehouse]
versions_kept = 30
```
"""

import tomllib
from dataclasses import dataclass

from warehouse.access_settings import SECTIONS as ACCESS_SECTIONS
from warehouse.home import Home

# Two weeks of nights: "as known on" reaches back to the visit before a holiday.
USUAL_VERSIONS_KEPT = 14
_SECTION, _VERSIONS_KEPT = "warehouse", "versions_kept"


class WrongSetting(ValueError):
    """The settings of the home cannot be followed; the message says what to mend."""


@dataclass(frozen=True)
class Settings:
    """Choices of a home.

    versions_kept: how many published versions stay on disk, each a whole copy of the warehouse.
    """

    versions_kept: int = USUAL_VERSIONS_KEPT


def read_settings(home: Home) -> Settings:
    """The choices of a home; the usual ones where it makes none. Raises WrongSetting."""
    if not home.settings_file.exists():
        return Settings()
    try:
        told = tomllib.loads(home.settings_file.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise WrongSetting(f"{home.settings_file}: it is not TOML; {wrong}") from wrong
    section = told.get(_SECTION, {})
    if not isinstance(section, dict):
        raise WrongSetting(f"{home.settings_file}: {_SECTION} is a section, [{_SECTION}]")
    unknown = [name for name in told if name not in (_SECTION, *ACCESS_SECTIONS)]
    unknown += [f"{_SECTION}.{name}" for name in section if name != _VERSIONS_KEPT]
    if unknown:
        raise WrongSetting(
            f"{home.settings_file}: {', '.join(sorted(unknown))} is not a setting; "
            f"there is {_SECTION}.{_VERSIONS_KEPT}"
        )
    return Settings(_whole_number(home, section.get(_VERSIONS_KEPT, USUAL_VERSIONS_KEPT)))


def _whole_number(home: Home, told: object) -> int:
    if isinstance(told, int) and not isinstance(told, bool) and told >= 1:
        return told
    raise WrongSetting(
        f"{home.settings_file}: {_SECTION}.{_VERSIONS_KEPT} is a whole number, 1 or more"
    )
