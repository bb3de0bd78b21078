"""The text of a hand-written history, read strictly.

    Title, one line
    What it shows, in one or several lines.
    rules: crisis-strict, trap-1

    [laboratoire]
    CODE | RESULTAT | UNITE  | PRELEVE_LE
    CA   | 3,05     | mmol/L | 12/03/2025 08:10

    [expected calcium]
    drawn            | seed | crisis
    2025-03-12 08:10 | 3.55 | yes

A section is a table of cells between bars, or the word `none`. A line that starts with `#` is a
remark. What the grammar does not have is an error that names the file and the line.
"""

from dataclasses import dataclass, field
from pathlib import Path

EXPECTED = "expected "
NONE = "none"


class HistoryError(ValueError):
    """A history that does not follow the grammar: file, line, what is wrong."""


@dataclass(frozen=True)
class Section:
    """A table of the text: its columns and its rows, a row as column to cell."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class History:
    """A patient as the extracts tell, and what the platform has to make of it."""

    name: str
    title: str
    meaning: str
    rules: tuple[str, ...]
    extracts: tuple[Section, ...]
    expected: tuple[Section, ...]

    @property
    def number(self) -> str:
        return self.name.split("_")[0]

    @property
    def hospital_identifier(self) -> str:
        """The identifier of the patient in every extract."""
        return f"80{self.number}"


@dataclass
class _Draft:
    name: str
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    is_none: bool = False


def read_history(path: Path) -> History:
    """The history of a file. Raises HistoryError."""
    lines = path.read_text("utf-8").splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith("[")), len(lines))
    title, meaning, rules = _preamble(path, [line.strip() for line in lines[:start]])
    sections = _sections(path, lines, start)
    names = [section.name for section in sections]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise HistoryError(f"{path.name}: [{repeated[0]}] is there twice")
    return History(
        path.stem,
        title,
        meaning,
        rules,
        tuple(section for section in sections if not section.name.startswith(EXPECTED)),
        tuple(section for section in sections if section.name.startswith(EXPECTED)),
    )


def _preamble(path: Path, lines: list[str]) -> tuple[str, str, tuple[str, ...]]:
    told = [line for line in lines if line and not line.startswith("#")]
    rules = [line for line in told if line.startswith("rules:")]
    if len(rules) != 1 or len(told) < 3:
        raise HistoryError(
            f"{path.name}: begins with a title, what it shows, and one line `rules: ...`"
        )
    codes = tuple(code.strip() for code in rules[0].removeprefix("rules:").split(","))
    meaning = " ".join(line for line in told[1:] if line != rules[0])
    return told[0], meaning, codes


def _sections(path: Path, lines: list[str], start: int) -> list[Section]:
    drafts: list[_Draft] = []
    for number, line in enumerate(lines[start:], start=start + 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("["):
            drafts.append(_Draft(_name(path, number, text)))
        else:
            _add_line(path, number, text, drafts[-1])
    return [_finished(path, draft) for draft in drafts]


def _name(path: Path, number: int, text: str) -> str:
    if not text.endswith("]"):
        raise HistoryError(f"{path.name}:{number}: a section is written [name]")
    return text[1:-1].strip()


def _add_line(path: Path, number: int, text: str, draft: _Draft) -> None:
    cells = [cell.strip() for cell in text.split("|")]
    if text == NONE and not draft.header:
        draft.is_none = True
    elif draft.is_none:
        raise HistoryError(f"{path.name}:{number}: nothing may follow `none`")
    elif not draft.header:
        if len(set(cells)) < len(cells) or "" in cells:
            raise HistoryError(f"{path.name}:{number}: columns need names, each its own")
        draft.header = cells
    elif len(cells) == len(draft.header):
        draft.rows.append(cells)
    else:
        raise HistoryError(
            f"{path.name}:{number}: {len(cells)} cells under {len(draft.header)} columns"
        )


def _finished(path: Path, draft: _Draft) -> Section:
    if not draft.is_none and not draft.rows:
        raise HistoryError(f"{path.name}: [{draft.name}] is empty; write `none` if so it is meant")
    rows = tuple(dict(zip(draft.header, cells, strict=True)) for cells in draft.rows)
    return Section(draft.name, tuple(draft.header), rows)
