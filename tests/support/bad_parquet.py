"""Ways to spoil a Parquet file, each with the rows it then holds."""

import gzip
import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

import polars as pl

from tests.support.bad_delimited import TEN_MEGABYTES, Damage, Spoil, always
from tests.support.bad_values import VALUES
from tests.support.good_files import GoodFile

# A column of a type nobody expects, whatever the column.
TYPES: dict[str, pl.Series] = {
    "null": pl.Series([None, None]),
    "boolean": pl.Series([True, None]),
    "integer": pl.Series([-(2**62), 2**62]),
    "small_integer": pl.Series([-128, 127], dtype=pl.Int8),
    "number": pl.Series([float("nan"), 1e308]),
    "infinite": pl.Series([float("inf"), float("-inf")]),
    "decimal": pl.Series([Decimal("1.10"), Decimal("-99999999999.99")]),
    "date": pl.Series([date(1, 1, 1), date(9999, 12, 31)]),
    "instant": pl.Series([datetime(1, 1, 1), datetime(9999, 12, 31)]),
    "instant_in_utc": pl.Series([datetime(1970, 1, 1, tzinfo=UTC), None]),
    "instant_in_nanoseconds": pl.Series([datetime(1970, 1, 1), None], dtype=pl.Datetime("ns")),
    "time": pl.Series([time(23, 59), None]),
    "duration": pl.Series([timedelta(days=-1), timedelta(days=400 * 366)]),
    "category": pl.Series(["a", "b"], dtype=pl.Categorical),
    "bytes": pl.Series([b"\x00\xff", b"abc"]),
    "list": pl.Series([["a", None], []], dtype=pl.List(pl.String)),
    "list_of_numbers": pl.Series([[1.5, None], None], dtype=pl.List(pl.Float64)),
    "list_of_lists": pl.Series([[[1]], None], dtype=pl.List(pl.List(pl.Int64))),
    "array": pl.Series([[1, 2], [3, 4]], dtype=pl.Array(pl.Int64, 2)),
    "object": pl.Series([{"a": 1}, {"a": None}]),
}


def _frame(good: GoodFile) -> pl.DataFrame:
    return pl.read_parquet(BytesIO(good.data))


def _written(frame: pl.DataFrame) -> bytes:
    content = BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


def _of(frame: pl.DataFrame, *, is_read: bool = True) -> Damage:
    return Damage(_written(frame), frame.height if is_read else None)


def value_everywhere(good: GoodFile, text: str) -> Damage:
    """Every column as text; a row a column, each with the text in that column."""
    frame = _frame(good).select(pl.all().cast(pl.String))
    spoilt = [
        frame.slice(place % frame.height, 1).with_columns(pl.lit(text).alias(name))
        for place, name in enumerate(frame.columns)
    ]
    return _of(pl.concat([frame, *spoilt]))


def _typed(good: GoodFile, values: pl.Series) -> Damage:
    """Two rows; the values in the last column of the mapping that is no key."""
    frame = _frame(good).head(2)
    used = [name for column in good.source.columns.values() for name in column.columns]
    is_nested = isinstance(values.dtype, pl.Struct | pl.Array) or values.dtype == pl.List(
        pl.List(pl.Int64)
    )
    is_read = not is_nested and values.dtype not in (pl.Binary, pl.Duration)
    return _of(frame.with_columns(values.alias(used[-1])), is_read=is_read)


def _without(good: GoodFile) -> Damage:
    return _of(_frame(good).drop(good.source.row.patient), is_read=False)


def _changed_byte(good: GoodFile, place: float) -> Damage:
    data = bytearray(good.data)
    data[int(place * len(data))] ^= 0xFF
    return Damage(bytes(data), None)


def _bomb(good: GoodFile) -> Damage:
    """Few rows, each as long as a book, packed to next to nothing."""
    frame = _frame(good)
    long = pl.Series([f"{number}" + "x" * 1_000_000 for number in range(40)])
    wide = pl.concat([frame.head(1)] * 40).with_columns(long.alias(good.source.row.patient))
    return Damage(_written(wide), None)


SPOILT_PARQUET: dict[str, Spoil] = {
    "cut_short": lambda good: Damage(good.data[: len(good.data) // 2], None),
    "cut_in_the_middle": lambda good: Damage(good.data[:500] + good.data[-500:], None),
    "marks_only": always(b"PAR1PAR1", None),
    "length_that_is_not": lambda good: Damage(good.data[:-8] + b"\xff\xff\xff\x7fPAR1", None),
    "noise_between_the_marks": lambda good: Damage(
        b"PAR1" + random.Random(good.name).randbytes(4_096) + b"PAR1", None
    ),
    "footer_damaged": lambda good: _changed_byte(good, 0.97),
    "footer_damaged_deeper": lambda good: _changed_byte(good, 0.9),
    "gzip_cut_short": lambda good: Damage(gzip.compress(good.data, mtime=0)[:-20], None),
    "gzip_whole": lambda good: Damage(gzip.compress(good.data, mtime=0), _frame(good).height),
    "bomb_of_rows": lambda good: _of(
        _frame(good).head(1).sample(3_000_000, with_replacement=True, seed=1),
        is_read=False,
    ),
    "bomb_of_texts": _bomb,
    "delimited_instead": always(b"ipp;seance\nP1;2\n", None),
    "workbook": lambda good: Damage(b"PK\x03\x04" + good.data, None),
    "empty": always(b"", None),
    "no_row": lambda good: _of(_frame(good).clear()),
    "no_patient": _without,
    "columns_5000": lambda good: _of(
        _frame(good).with_columns(pl.lit(1).alias(f"C{number}") for number in range(5_000))
    ),
    "twice_the_same": lambda good: _of(pl.concat([_frame(good)] * 2)),
    "rows_of_nothing": lambda good: _of(pl.concat([_frame(good), _frame(good).clear(2)])),
    "field_of_10_mb": lambda good: value_everywhere(good, "x" * (TEN_MEGABYTES // 10)),
    "nul_within": lambda good: value_everywhere(good, "a\0b"),
    **{f"type_{name}": partial(_typed, values=values) for name, values in TYPES.items()},
    **{f"value_{name}": partial(value_everywhere, text=text) for name, text in VALUES.items()},
}
