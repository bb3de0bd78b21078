"""What a mapping would make of a file, before it goes live; nothing is written."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from flows.file_names import shown_names
from flows.mappings import load_mappings
from transforms.sources import Extract, MappingError, Source, UnreadableFile, read_extract
from transforms.sources.pseudonym import keyed_pseudonym
from warehouse.home import Home
from warehouse.landing import read_delivered
from warehouse.schema import PROVENANCE

_ROWS_SHOWN = 5


class NotAFile(ValueError):
    """The path given is not a file that can be read."""


def check_file(home: Home, path: Path, feed: str | None) -> list[str]:
    """One report a mapping: rows in, accepted, rejected by reason, first canonical rows.

    Patients appear under a pseudonym made with a key that is thrown away.
    """
    if not path.is_file():
        raise NotAFile(f"{path}: not a file; give the path of an extract")
    data = read_delivered(home, path)
    sources = _sources(home, path.name, feed)
    shown = shown_names(load_mappings(home), secrets.token_bytes(32))
    return [_report(source, path.name, shown(path.name), data) for source in sources]


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


def _report(source: Source, file_name: str, shown: str, data: bytes) -> str:
    known_at = source.extract_at(file_name) or datetime.now(UTC).replace(tzinfo=None)
    pseudonym = keyed_pseudonym(secrets.token_bytes(32))
    try:
        extract = read_extract(
            source, data, source_file=f"check/{shown}", known_at=known_at, pseudonym=pseudonym
        )
    except UnreadableFile as problem:
        return f"{shown} as {source.feed}: the whole file would be refused: {problem}"
    return "\n".join(
        [
            f"{shown} as {source.feed} → canonical.{source.table} (known {known_at:%Y-%m-%d})",
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
