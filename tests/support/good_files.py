"""The files of a simulated hospital, a dozen rows each: what a bad file is a damaged copy of."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.demo.cohort import simulate_cohort
from flows.demo.extracts import mapping_files, write_hospital
from transforms.sources import FileKind, Source, parse_mapping
from transforms.sources.gzipped import unpacked

NIGHT = date(2026, 3, 5)
_PATIENTS, _SEED = 60, 5
_ROWS = 12
_MUCH = 1 << 24


@dataclass(frozen=True)
class GoodFile:
    """A file of one feed as its system writes it, unpacked."""

    source: Source
    name: str
    data: bytes

    @property
    def prefix(self) -> str:
        """What the name of every file of the feed begins with, and the date."""
        return self.name.partition(".")[0]

    @property
    def suffix(self) -> str:
        return self.name.removeprefix(self.prefix)


@cache
def good_files() -> dict[str, GoodFile]:
    """One file of every feed of the simulated hospital, by feed."""
    sources = [parse_mapping(path.read_text("utf-8"), path.name) for path in mapping_files()]
    with TemporaryDirectory() as folder:
        cohort = simulate_cohort(patients=_PATIENTS, seed=_SEED, end=NIGHT)
        write_hospital(Path(folder), cohort, nights=1, first_night=NIGHT, seed=_SEED)
        delivered = sorted((Path(folder) / "deliveries" / NIGHT.isoformat()).iterdir())
        return {
            source.feed: GoodFile(source, path.name, _shortened(source, path.read_bytes()))
            for path in delivered
            for source in sources
            if source.matches(path.name)
        }


def _shortened(source: Source, data: bytes) -> bytes:
    """The first rows of a file; all of them for the patients, whom every other row needs."""
    content = unpacked(data, _MUCH)
    if source.format.kind is FileKind.PARQUET or source.table == "patient":
        return content
    lines = content.splitlines(keepends=True)
    has_header = source.format.kind is FileKind.DELIMITED
    return b"".join(lines[: _ROWS + has_header])


def fields_of(good: GoodFile) -> tuple[list[str], list[list[str]]]:
    """The header of a delimited file and its rows, read by the standard library."""
    text = io.StringIO(good.data.decode(good.source.format.encoding), newline="")
    header, *rows = csv.reader(text, delimiter=good.source.format.delimiter)
    return header, rows


def in_delimited(good: GoodFile, header: list[str], rows: list[list[str]]) -> bytes:
    """Rows as the feed writes them; with a byte order mark where its encoding lacks a sign."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=good.source.format.delimiter, lineterminator="\n")
    writer.writerows([header, *rows])
    try:
        return text.getvalue().encode(good.source.format.encoding)
    except UnicodeEncodeError:
        return text.getvalue().encode("utf-8-sig")
