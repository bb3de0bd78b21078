"""Numbers as hospitals write them: decimal comma, digits in groups of three."""

import polars as pl

from transforms.sources.unique import read_unique

# Space, no-break space, narrow no-break space, thin space and apostrophe group digits by three.
GROUP_MARK = "[ \u00a0\u202f\u2009']"


def read_numbers(texts: pl.Series, decimal: str) -> pl.Series:
    """Numbers written with a decimal mark; null where the text is empty or not a number.

    Digits may be grouped by three with spaces or apostrophes ("1 234,5"). The other mark is never
    taken for a grouping: "1.234" under a decimal comma could be 1.234 or 1234 and is no number.
    """

    def read(distinct: pl.Series) -> pl.DataFrame:
        return parse_numbers(distinct, decimal).to_frame()

    return read_unique(texts, read).to_series()


def parse_numbers(texts: pl.Series, decimal: str) -> pl.Series:
    """The numbers of read_numbers, each text parsed where it stands."""
    mark = "," if decimal == "," else "[.]"
    grouped = rf"^[+-]?\d{{1,3}}({GROUP_MARK}\d{{3}})+({mark}\d*)?$"
    plain = rf"^[+-]?(\d+{mark}?\d*|{mark}\d+)([eE][+-]?\d+)?$"
    written = texts.str.replace_all("\u2212", "-", literal=True)
    digits = written.str.replace_all(GROUP_MARK, "").str.replace(",", ".", literal=True)
    is_number = written.str.contains(plain) | written.str.contains(grouped)
    values = digits.cast(pl.Float64, strict=False)
    return values.set(~is_number | ~values.is_finite(), None).alias("value")
