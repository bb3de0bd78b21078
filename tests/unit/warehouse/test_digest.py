"""The digest tells content, not order."""

from pathlib import Path

import polars as pl

from transforms.frames import polars_schema
from warehouse.build import open_for_writing
from warehouse.digest import digest
from warehouse.reader import open_reader
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["sre_by_kind"]


def _digest_of(path: Path, rows: list[dict[str, object]]) -> str:
    with open_for_writing(path) as warehouse:
        warehouse.create_missing_tables()
        warehouse.append(TABLE, pl.DataFrame(rows, schema=polars_schema(TABLE)))
    reader = open_reader(path)
    try:
        return next(item.sha256 for item in digest(reader) if item.table == TABLE.full_name)
    finally:
        reader.close()


def _row(kind: str, **changes: object) -> dict[str, object]:
    return {
        "endpoint": "SRE5",
        "event_kind": kind,
        "patient_count": 1,
        "event_count": 1,
        "denominator": 4,
        "proportion": 0.25,
        "lower": None,
        "upper": None,
        **changes,
    }


def test_order_does_not_matter(tmp_path: Path) -> None:
    rows = [_row("RT"), _row("FX"), _row("SX")]
    assert _digest_of(tmp_path / "a", rows) == _digest_of(tmp_path / "b", rows[::-1])


def test_one_value_changes_it(tmp_path: Path) -> None:
    assert _digest_of(tmp_path / "a", [_row("RT")]) != _digest_of(
        tmp_path / "b", [_row("RT", proportion=0.2500000001)]
    )


def test_a_row_twice_is_not_a_row_once_nor_none(tmp_path: Path) -> None:
    digests = {_digest_of(tmp_path / str(n), [_row("RT")] * n) for n in range(3)}
    assert len(digests) == 3


def test_null_is_not_zero(tmp_path: Path) -> None:
    assert _digest_of(tmp_path / "a", [_row("RT")]) != _digest_of(
        tmp_path / "b", [_row("RT", lower=0.0)]
    )
