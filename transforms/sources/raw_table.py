"""An extract as text: its rows with their lines, and the rows that could not be read at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from transforms.sources.unreadable import UnreadableFile

NAMES_SHOWN = 10  # of the columns that are missing


@dataclass(frozen=True)
class RawTable:
    """The columns a mapping needs, all text, a row for each line of `lines` (Int64, from 1).

    `broken` holds the rows that could not be taken apart: source_line, reason.
    """

    lines: pl.Series
    texts: pl.DataFrame
    broken: pl.DataFrame

    @property
    def row_count(self) -> int:
        return len(self.lines) + self.broken.height


def joined(tables: Sequence[RawTable]) -> RawTable:
    """The pieces of an extract, at least one, as a whole."""
    if len(tables) == 1:
        return tables[0]
    return RawTable(
        pl.concat([table.lines for table in tables]),
        pl.concat([table.texts for table in tables]),
        pl.concat([table.broken for table in tables]),
    )


def further_down(table: RawTable, lines: int) -> RawTable:
    """The same rows after so many more lines."""
    if not lines:
        return table
    broken = table.broken.with_columns(pl.col("source_line") + lines)
    return RawTable(table.lines + lines, table.texts, broken)


def broken_rows(reasons: Mapping[int, str]) -> pl.DataFrame:
    """Rows refused before they could be read, by line: source_line, reason."""
    return pl.DataFrame(
        {"source_line": list(reasons), "reason": list(reasons.values())},
        schema={"source_line": pl.Int64, "reason": pl.String},
    )


def require_columns(wanted: tuple[str, ...], found: list[str]) -> None:
    """Refuse a file that lacks columns of its mapping or repeats one.

    Nothing of the file itself is named: without its header, the first line is a patient.
    """
    missing = [name for name in wanted if name not in found]
    if missing:
        shown = ", ".join(missing[:NAMES_SHOWN]) + (", ..." if len(missing) > NAMES_SHOWN else "")
        raise UnreadableFile(
            f"missing {len(missing)} of {len(wanted)} expected columns ({shown}) among the "
            f"{len(found)} found; correct the export or the mapping"
        )
    repeated = [name for name in wanted if found.count(name) > 1]
    if repeated:
        raise UnreadableFile(
            f"the header holds these columns more than once: {', '.join(repeated[:NAMES_SHOWN])}; "
            "name each column once"
        )
