"""A defect of ours is told by its class and its line, never by the value it stumbled on."""

import traceback
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.defect import values_withheld
from transforms.sources import UnreadableFile
from warehouse.durable import sync_file

SECRET = "MARTIN-2500575123456"


def _polars() -> None:
    pl.Series([SECRET]).cast(pl.Int64)


def _duckdb() -> None:
    duckdb.sql(f"SELECT CAST('{SECRET}' AS INTEGER)").fetchall()


def _decode() -> None:
    (SECRET.encode() + b"\xff").decode()


def _encode() -> None:
    SECRET.join(["é", "é"]).encode("ascii")


def _key() -> None:
    {"a": 1}[SECRET]


def _chained() -> None:
    try:
        _polars()
    except pl.exceptions.PolarsError as problem:
        problem.add_note(SECRET)
        raise ValueError(SECRET) from problem


def _group() -> None:
    raise ExceptionGroup("several", [ValueError(SECRET), KeyError(SECRET)])


@pytest.mark.parametrize("fault", [_polars, _duckdb, _decode, _encode, _key, _chained, _group])
def test_an_error_of_a_library_keeps_its_class_and_loses_its_words(
    fault: Callable[[], None],
) -> None:
    with pytest.raises(Exception) as plain:
        fault()
    with pytest.raises(plain.type) as caught, values_withheld():
        fault()
    told = "".join(traceback.format_exception(caught.value))
    assert SECRET not in told and SECRET not in repr(caught.value)
    assert "is withheld" in told or "several" not in str(caught.value)


def test_the_line_of_our_code_is_told() -> None:
    with pytest.raises(FileNotFoundError) as caught, values_withheld():
        sync_file(Path(f"/nowhere/inbox/{SECRET}.csv"))
    assert str(caught.value) == "[Errno 2] No such file or directory: '/nowhere/inbox'"


def test_an_error_of_duckdb_about_a_file_says_which(tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"no database " * 1000)
    with pytest.raises(duckdb.IOException, match=r"broken\.duckdb"), values_withheld():
        duckdb.connect(str(broken))


def test_our_own_errors_pass_as_they_are() -> None:
    with pytest.raises(UnreadableFile, match="line 3 has 4 fields"), values_withheld():
        raise UnreadableFile("line 3 has 4 fields")
