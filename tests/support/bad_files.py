"""Every bad file: each way to spoil one, for each feed, and those others made to break readers.

Within LIMITS, which are small so that what breaks them is quick to make.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.support.bad_delimited import SPOILT_DELIMITED, Spoil
from tests.support.bad_ndjson import SPOILT_NDJSON
from tests.support.bad_parquet import SPOILT_PARQUET
from tests.support.drawn_damage import damaged
from tests.support.good_files import GoodFile, good_files
from transforms.sources import FileKind
from warehouse.settings import InputLimits

LIMITS = InputLimits(largest_file_mb=15, largest_decompressed_mb=20, largest_ratio=200)
SETTINGS = """[input]
largest_file_mb = 15
largest_decompressed_mb = 20
largest_ratio = 200
"""
KINDS: dict[FileKind, dict[str, Spoil]] = {
    FileKind.DELIMITED: SPOILT_DELIMITED,
    FileKind.NDJSON: SPOILT_NDJSON,
    FileKind.PARQUET: SPOILT_PARQUET,
}
GENERATED = 300
# Seconds each, whatever the feed.
SLOW_KINDS = ("field_of_10_mb_quoted",)


@dataclass(frozen=True)
class BadFile:
    """A file to drop: rows is how many it holds, None where it has to be refused whole.

    `is_drawn`: nobody knows what it holds; whatever a night makes of it has to add up.
    """

    feed: str
    kind: str
    name: str
    data: bytes
    rows: int | None
    is_drawn: bool = False


def feeds_of(kind: FileKind) -> list[str]:
    """Feeds of the simulated hospital whose files are of one kind."""
    return [feed for feed, good in good_files().items() if good.source.format.kind is kind]


def spoilt_files(feeds: Iterable[str], *, slow: bool = False) -> list[BadFile]:
    """Every way to spoil the file of each feed."""
    return [
        _spoilt(good_files()[feed], kind, spoil)
        for feed in feeds
        for kind, spoil in KINDS[good_files()[feed].source.format.kind].items()
        if slow or kind not in SLOW_KINDS
    ]


def drawn_files(feed: str, count: int) -> list[BadFile]:
    """So many files of a feed, damaged by chance: some good before, some with an odd value."""
    good = good_files()[feed]
    ways = KINDS[good.source.format.kind].items()
    odd = [spoil(good).data for kind, spoil in ways if kind.startswith("value_")]
    draw, drawn = random.Random(feed), dict[bytes, None]()
    while len(drawn) < count:
        drawn[damaged(draw.choice([good.data, *odd]), draw)] = None
        for known in (good.data, *odd):
            drawn.pop(known, None)
    names = (f"{good.prefix}_drawn{number}{good.suffix}" for number in range(count))
    return [
        BadFile(feed, "drawn", name, data, None, is_drawn=True)
        for name, data in zip(names, drawn, strict=True)
    ]


def generated_files(feed: str) -> list[BadFile]:
    """Every way to spoil the file of a feed, and three hundred more damaged by chance."""
    return [*spoilt_files([feed]), *drawn_files(feed, GENERATED)]


def _spoilt(good: GoodFile, kind: str, spoil: Spoil) -> BadFile:
    damage = spoil(good)
    name = f"{good.prefix}_{kind}{good.suffix}"
    return BadFile(good.source.feed, kind, name, damage.data, damage.rows)


def made_by_others(folder: Path, feeds: Iterable[str]) -> list[BadFile]:
    """Files made to break readers of CSV, under the name of a file of each feed.

    None has the columns of a feed, so each is refused; as JSON, each line is a row that is none.
    """
    found = []
    for feed in feeds:
        good = good_files()[feed]
        for path in sorted(folder.rglob("*.csv")):
            data = path.read_bytes()
            is_json = good.source.format.kind is FileKind.NDJSON
            name = f"{good.prefix}_{path.parent.name}_{path.stem}{good.suffix}"
            rows = _filled_lines(data) if is_json and _is_utf8(data) else None
            found.append(BadFile(feed, path.stem, name, data, rows))
    return found


def _filled_lines(data: bytes) -> int:
    return sum(1 for line in data.splitlines() if line.strip())


def _is_utf8(data: bytes) -> bool:
    """Latin-1 files of one line are refused whole as UTF-8; others are read line by line."""
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    return not lines or any(_decodes(line) for line in lines)


def _decodes(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
