"""Reading the keys of a mapping; what is wrong is one sentence with file, key and fix."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)
SHOWN_CHOICES = 12  # a longer list in an error helps nobody


class MappingError(ValueError):
    """A mapping that cannot be used; the sentence names the file, the key and the fix."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """The fix for a word that is not in a list: the nearest one, else the list."""
    choices = list(known)
    nearest = get_close_matches(word, choices, n=1, cutoff=0.6)
    if nearest:
        return f"did you mean '{nearest[0]}'?"
    shown = ", ".join(choices[:SHOWN_CHOICES])
    return f"use one of {shown}" + (", ..." if len(choices) > SHOWN_CHOICES else "")


@dataclass(frozen=True)
class Section:
    """A table of a mapping file, with the place to name when something in it is wrong."""

    file_name: str
    place: str
    values: Mapping[str, object]

    def error(self, key: str, problem: str, fix: str) -> MappingError:
        """One sentence: file, key, what is wrong, what to do."""
        return MappingError(f"{self.file_name}: {self.place}{key} {problem}; {fix}")

    def only(self, known: Iterable[str]) -> None:
        """Refuse keys that mean nothing here."""
        choices = list(known)
        for key in self.values:
            if key not in choices:
                raise self.error(key, "is not a key of a mapping", suggestion(key, choices))

    def has(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required when there is no default."""
        value = self.values.get(key, default)
        if value is None:
            raise self.error(key, "is missing", f'write {key} = "..."')
        if not isinstance(value, str):
            raise self.error(key, "is not text", "put it between quotes")
        return value

    def name(self, key: str) -> str:
        """A required text that is not empty."""
        value = self.text(key)
        if not value.strip():
            raise self.error(key, "is empty", "give it a name")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "is neither true nor false", f"write {key} = true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts, at least one."""
        value = self.values.get(key)
        if value is None:
            raise self.error(key, "is missing", f'write {key} = ["..."]')
        listed = value if isinstance(value, list) else [value]
        if not listed or not all(isinstance(item, str) for item in listed):
            raise self.error(key, "is not a list of texts", f'write {key} = ["...", "..."]')
        return tuple(str(item) for item in listed)

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """A word of a closed list."""
        value = self.text(key, default)
        if value not in [str(item) for item in kind]:
            fix = suggestion(value, [str(item) for item in kind])
            raise self.error(key, f"does not know '{value}'", fix)
        return kind(value)

    def section(self, key: str, example: str) -> "Section":
        """A table inside this one, written [key] at the top and key = { ... } deeper."""
        value = self.values.get(key)
        if value is None:
            raise self.error(f"[{key}]" if not self.place else key, "is missing", f"add {example}")
        if not isinstance(value, dict):
            raise self.error(key, "is not a table", f"write {example}")
        return Section(self.file_name, self._place_of(key), value)

    def _place_of(self, key: str) -> str:
        if not self.place:
            return f"[{key}] "
        return f"{self.place}{key}."

    def words(self, key: str) -> dict[str, str]:
        """A table of word = word, empty when absent; numbers and true/false become words."""
        if not self.has(key):
            return {}
        inside = self.section(key, f'{key} = {{ THEIRS = "OURS" }}')
        return {theirs: inside._word(theirs) for theirs in inside.values}

    def _word(self, key: str) -> str:
        value = self.values[key]
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (str, int, float)):
            return str(value)
        raise self.error(key, "is not a word", "put it between quotes")
