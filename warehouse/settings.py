"""What one installation chooses for itself: `settings.toml` in its home, which need not exist.

```toml
[warehouse]
versions_kept = 30

[landing]
key_file = "/media/keys/osteon-landing.key"

[input]
largest_file_mb = 4096
largest_decompressed_mb = 4096
largest_ratio = 200
```
"""

import tomllib
from dataclasses import dataclass, fields, replace

from warehouse.access_settings import SECTIONS as ACCESS_SECTIONS
from warehouse.home import Home

# Two weeks of nights: "as known on" reaches back to the visit before a holiday.
USUAL_VERSIONS_KEPT = 14
_SECTION, _VERSIONS_KEPT = "warehouse", "versions_kept"
_LANDING, _KEY_FILE = "landing", "key_file"
_INPUT = "input"
_MEGABYTE = 1_000_000


class WrongSetting(ValueError):
    """The settings of the home cannot be followed; the message says what to mend."""


@dataclass(frozen=True)
class InputLimits:
    """How much of a delivered file is read: beyond, it is refused whole.

    A megabyte is a million bytes. A night reads text in pieces and Parquet with its packed bytes in
    memory; a check or the removal of a patient takes about five times the content. The ratio is
    that of the content to the file it was packed in, and counts from 16 megabytes on: what
    laboratories send packs to a tenth, and nothing they send to less than a hundredth.
    """

    largest_file_mb: int = 4096
    largest_decompressed_mb: int = 4096
    largest_ratio: int = 200

    @property
    def file_bytes(self) -> int:
        return self.largest_file_mb * _MEGABYTE

    @property
    def decompressed_bytes(self) -> int:
        return self.largest_decompressed_mb * _MEGABYTE

    def __str__(self) -> str:
        return f"{self.largest_file_mb}-{self.largest_decompressed_mb}-{self.largest_ratio}"


@dataclass(frozen=True)
class Settings:
    """Choices of a home.

    versions_kept: how many published versions stay on disk, each a whole copy of the warehouse.
    landing_key_file: with which landing is encrypted at rest; None leaves it as it comes.
    input: how large a delivered file may be.
    """

    versions_kept: int = USUAL_VERSIONS_KEPT
    landing_key_file: str | None = None
    input: InputLimits = InputLimits()


def read_settings(home: Home) -> Settings:
    """The choices of a home; the usual ones where it makes none. Raises WrongSetting."""
    if not home.settings_file.exists():
        return Settings()
    try:
        told = tomllib.loads(home.settings_file.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise WrongSetting(f"{home.settings_file}: it is not TOML; {wrong}") from wrong
    key_file = _landing_key_file(home, told.pop(_LANDING, {}))
    limits = _input_limits(home, told.pop(_INPUT, {}))
    section = told.get(_SECTION, {})
    if not isinstance(section, dict):
        raise WrongSetting(f"{home.settings_file}: {_SECTION} is a section, [{_SECTION}]")
    unknown = [name for name in told if name not in (_SECTION, *ACCESS_SECTIONS)]
    unknown += [f"{_SECTION}.{name}" for name in section if name != _VERSIONS_KEPT]
    if unknown:
        raise WrongSetting(
            f"{home.settings_file}: {', '.join(sorted(unknown))} is not a setting; "
            f"there are {_SECTION}.{_VERSIONS_KEPT}, {_LANDING}.{_KEY_FILE} and the section "
            f"[{_INPUT}]"
        )
    kept = section.get(_VERSIONS_KEPT, USUAL_VERSIONS_KEPT)
    versions = _whole_number(home, f"{_SECTION}.{_VERSIONS_KEPT}", kept)
    return Settings(versions, key_file, limits)


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


def _input_limits(home: Home, section: object) -> InputLimits:
    if not isinstance(section, dict):
        raise WrongSetting(f"{home.settings_file}: {_INPUT} is a section, [{_INPUT}]")
    known = [item.name for item in fields(InputLimits)]
    unknown = [f"{_INPUT}.{name}" for name in section if name not in known]
    if unknown:
        raise WrongSetting(
            f"{home.settings_file}: {', '.join(sorted(unknown))} is not a setting; "
            f"[{_INPUT}] holds {', '.join(known)}"
        )
    told = {name: _whole_number(home, f"{_INPUT}.{name}", value) for name, value in section.items()}
    return replace(InputLimits(), **told)


def _whole_number(home: Home, name: str, told: object) -> int:
    if isinstance(told, int) and not isinstance(told, bool) and told >= 1:
        return told
    raise WrongSetting(f"{home.settings_file}: {name} is a whole number, 1 or more")
