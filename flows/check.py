"""What a mapping would make of a file, before it goes live; nothing is written."""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from flows.file_names import shown_names
from flows.mappings import load_mappings
from flows.reading import read_within, require_size
from flows.snapshot import known_members, missing_rows
from transforms.sources import Extract, MappingError, Source, UnreadableFile
from transforms.sources.pseudonym import keyed_pseudonym
from warehouse.file_names import kept_name
from warehouse.home import Home
from warehouse.landing import read_delivered
from warehouse.reader import current_path, open_reader
from warehouse.schema import CANONICAL, PROVENANCE
from warehouse.secret import pseudonym_key
from warehouse.settings import InputLimits, read_settings

_ROWS_SHOWN = 5


class NotAFile(ValueError):
    """The path given is not a file that a night would take in."""


@dataclass(frozen=True)
class Checked:
    """What one mapping makes of a file: its rows, or why the whole file would be refused."""

    source: Source
    file_name: str
    known_at: datetime
    extract: Extract | None
    refusal: str | None


def check_file(home: Home, path: Path, feed: str | None) -> list[str]:
    """One report a mapping: rows in, accepted, rejected by reason, first canonical rows.

    Patients appear under a pseudonym made with a key that is thrown away. Raises NotAFile,
    MappingError, WrongSetting.
    """
    return [_report(checked) for checked in examine_file(home, path, feed)]


def examine_file(home: Home, path: Path, feed: str | None) -> list[Checked]:
    """What a night would read in a file, by each mapping that expects it.

    A full delivery is held against what is published. Not told: whether patients are known, and
    which rows are known already. Raises NotAFile, MappingError, WrongSetting.
    """
    _require_file(home, path)
    limits = read_settings(home).input
    name = kept_name(path.name)
    shown = shown_names(load_mappings(home), secrets.token_bytes(32))(name)
    return [_examined(home, source, path, shown, limits) for source in _sources(home, name, feed)]


def _require_file(home: Home, path: Path) -> None:
    """Refuse what a night leaves in the inbox; the links of rejected/ are this home's own."""
    if path.is_symlink() and path.parent.resolve() != home.rejected.resolve():
        raise NotAFile(f"{path}: a link, which a night leaves in the inbox; give the file itself")
    if not path.is_file():
        raise NotAFile(f"{path}: not a file; give the path of an extract")
    if not os.access(path, os.R_OK):
        raise NotAFile(f"{path}: cannot be read by this user; run `chmod u+r` on it")


def _sources(home: Home, file_name: str, feed: str | None) -> list[Source]:
    sources = load_mappings(home)
    if feed is not None:
        named = [source for source in sources if source.feed == feed]
        if not named:
            feeds = ", ".join(sorted(source.feed for source in sources))
            raise MappingError(f"no mapping has the feed '{feed}'; there are: {feeds}")
        return named
    matching = [source for source in sources if source.matches(file_name)]
    if not matching:
        raise MappingError(
            "no mapping expects a file of this name; mend the key `files` of one, "
            "or name it with --source"
        )
    return matching


def _examined(home: Home, source: Source, path: Path, shown: str, limits: InputLimits) -> Checked:
    known_at = source.extract_at(kept_name(path.name)) or datetime.now(UTC).replace(tzinfo=None)

    def read(data: bytes, key: bytes) -> Extract:
        return read_within(
            limits,
            source,
            data,
            source_file=f"check/{shown}",
            known_at=known_at,
            pseudonym=keyed_pseudonym(key),
        )

    try:
        require_size(path.stat().st_size, limits)
        data = read_delivered(home, path)
        extract = read(data, secrets.token_bytes(32))
        if source.delivery == "snapshot" and home.current.exists():
            _hold_against_published(home, source, read(data, pseudonym_key(home)))
    except UnreadableFile as problem:
        return Checked(source, shown, known_at, None, str(problem))
    return Checked(source, shown, known_at, extract, None)


def _hold_against_published(home: Home, source: Source, extract: Extract) -> None:
    """Raises UnreadableFile for a full delivery that looks cut short."""
    published = open_reader(current_path(home))
    try:
        before = known_members(published, CANONICAL[source.table], source.feed)
        missing_rows(before, extract.row_ids, extract.rows_in)
    finally:
        published.close()


def _report(checked: Checked) -> str:
    source, extract = checked.source, checked.extract
    if extract is None:
        return (
            f"{checked.file_name} as {source.feed}: the whole file would be refused: "
            f"{checked.refusal}"
        )
    return "\n".join(
        [
            f"{checked.file_name} as {source.feed} → canonical.{source.table} "
            f"(known {checked.known_at:%Y-%m-%d})",
            f"  rows      {extract.rows_in}",
            f"  accepted  {extract.rows.height}",
            f"  rejected  {extract.rejected.height}",
            *_reasons(extract),
            *_first_rows(extract),
        ]
    )


def _reasons(extract: Extract) -> list[str]:
    counted = (
        extract.rejected.group_by("reason", "column_name")
        .agg(rows=pl.len(), first_line=pl.col("source_line").min())
        .sort("rows", "reason", descending=[True, False])
    )
    return [
        f"    {row['rows']:>8}  {row['reason']}"
        + (f" ({row['column_name']})" if row["column_name"] else "")
        + f", first at line {row['first_line']}"
        for row in counted.iter_rows(named=True)
    ]


def _first_rows(extract: Extract) -> list[str]:
    if extract.rows.is_empty():
        return []
    shown = extract.rows.drop(*PROVENANCE, "is_withdrawn").head(_ROWS_SHOWN)
    filled = shown.select(name for name in shown.columns if shown[name].null_count() < shown.height)
    with pl.Config(
        tbl_cols=-1,
        tbl_rows=_ROWS_SHOWN,
        tbl_hide_dataframe_shape=True,
        tbl_width_chars=160,
        fmt_str_lengths=24,
        tbl_hide_column_data_types=True,
    ):
        return ["  first rows accepted:", str(filled)]
