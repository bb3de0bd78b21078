"""A part of the sheet: a title and rows of words, as many as there is room for."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from dashboard.language import say_count


@dataclass(frozen=True)
class Section:
    """What one table of the sheet says. `more` is empty when every row is there."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str
    empty: str

    def as_data(self) -> dict[str, object]:
        """The same, as the template reads it."""
        return asdict(self)


def section(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], room: int, empty: str
) -> Section:
    """The rows that fit, and how many do not; `empty` is said when there is none."""
    left_out = max(0, len(rows) - room)
    more = say_count("and {count} more", "and {count} more", left_out) if left_out else ""
    kept = tuple(tuple(row) for row in rows[:room])
    return Section(title, tuple(columns), kept, more, empty)
