"""Age on a day, from the month of birth."""

import polars as pl


def whole_years(on: str, birth: str) -> pl.Expr:
    """Whole years on a day; the day of birth is never kept, so the month of birth is enough."""
    day, born = pl.col(on).dt, pl.col(birth).dt
    had_birthday = day.month() >= born.month()
    return (day.year() - born.year() - (~had_birthday).cast(pl.Int32)).cast(pl.Int64)
