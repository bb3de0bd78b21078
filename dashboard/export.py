"""What a reader takes away from a figure: the drawing as SVG, its rows as CSV."""

import polars as pl

from dashboard.disclosure.reasons import (
    is_disclosed,
    is_small_in,
    reasons_in,
    why_withheld,
    withheld_columns,
)
from dashboard.disclosure.rounding import SMALLEST_SHOWN
from dashboard.language import chart_locale, speaking
from dashboard.palette import TEXT

WIDTH = 1000
# Excel reads UTF-8 only when the file begins with this mark.
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def as_svg(specification: dict[str, object], language: str) -> str:
    """The drawing on white paper, in a language; without a browser and without the network."""
    from vl_convert import vegalite_to_svg

    with speaking(language):
        config = {
            "background": "white",
            "locale": chart_locale(),
            "text": {"color": TEXT["light"]},
            "title": {"color": TEXT["light"]},
        }
    return vegalite_to_svg({**_sized(specification), "config": config})


def _sized(specification: dict[str, object]) -> dict[str, object]:
    # A page gives a chart its width; on paper it needs one of its own.
    if "vconcat" in specification:
        return specification
    return {**specification, "width": WIDTH}


def as_csv(rows: pl.DataFrame, language: str) -> str:
    """The rows under the declared names of their columns, which the dictionary explains.

    French: semicolons between, and a decimal comma, as a French spreadsheet reads them. What is
    withheld says so (`<11`, `withheld`), what is missing is empty, and no text is a formula.
    """
    is_french = language == "fr"
    told = _with_reasons_told(rows, decimal_comma=is_french)
    flat = told.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(", ")
        for name, dtype in told.schema.items()
        if isinstance(dtype, pl.List)
    )
    safe = flat.with_columns(_never_a_formula(pl.col(pl.String)))
    written = safe.write_csv(separator=";" if is_french else ",", decimal_comma=is_french)
    return _BYTE_ORDER_MARK + written


def _with_reasons_told(rows: pl.DataFrame, *, decimal_comma: bool) -> pl.DataFrame:
    """Columns in which something is withheld, as text; without the columns that say what is."""
    if not is_disclosed(rows):
        return rows
    shown = rows.drop(reasons_in(rows.columns))
    told = rows.rows(named=True)
    withheld = withheld_columns(rows)
    return shown.with_columns(
        pl.Series(
            name, [_code(row, name, decimal_comma=decimal_comma) for row in told], dtype=pl.String
        )
        for name in shown.columns
        if name in withheld
    )


def _code(row: dict[str, object], name: str, *, decimal_comma: bool) -> str | None:
    """A value of a row, or why it is not there, the same in every language."""
    value = row[name]
    if value is not None:
        return str(value).replace(".", ",") if decimal_comma else str(value)
    if is_small_in(row, name):
        return f"<{SMALLEST_SHOWN}"
    return "withheld" if why_withheld(row, name) else None


def _never_a_formula(text: pl.Expr) -> pl.Expr:
    """Text that a spreadsheet would run is preceded by an apostrophe (OWASP, CSV injection)."""
    return text.str.replace(r"^([=+\-@\t\r])", "'$1")
