"""What a reader takes away from a figure: the drawing as SVG, its rows as CSV."""

import polars as pl

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

    French: semicolons between, and a decimal comma, as a French spreadsheet reads them.
    """
    flat = rows.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(", ")
        for name, dtype in rows.schema.items()
        if isinstance(dtype, pl.List)
    )
    is_french = language == "fr"
    written = flat.write_csv(separator=";" if is_french else ",", decimal_comma=is_french)
    return _BYTE_ORDER_MARK + written
