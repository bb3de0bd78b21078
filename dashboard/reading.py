"""Statistics as a reader writes them."""

from collections.abc import Callable, Mapping

from dashboard.language import say, say_number, say_percent

_SMALLEST_TOLD = 0.001
Row = Mapping[str, object]
Limits = tuple[str, str, str]
SHARE: Limits = ("proportion", "lower", "upper")


def p_in_words(p_value: float) -> str:
    """A p-value with three decimals; below them, that it is below: never 0."""
    if p_value < _SMALLEST_TOLD:
        return f"p < {say_number(_SMALLEST_TOLD, 3)}"
    return f"p = {say_number(p_value, 3)}"


def share_in_words(row: Row, columns: Limits = SHARE) -> str:
    """A share and its limits as percentages: `37.5 % (28.1 % to 46.0 %)`; a dash without one."""
    return _with_limits(row, columns, say_percent)


def figure_in_words(row: Row, columns: Limits, decimals: int) -> str:
    """Any other figure and its limits: `1.45 (0.78 to 2.69)`; a dash without one."""
    return _with_limits(row, columns, lambda value: say_number(value, decimals))


def count_in_words(row: Row, part: str, whole: str) -> str:
    """A count out of what it is out of: `12 of 130`; a dash when either is not known."""
    if row[part] is None or row[whole] is None:
        return "–"
    return say("{part} of {whole}", part=_count(row[part]), whole=_count(row[whole]))


def _count(value: object) -> str:
    return say_number(value, 0) if isinstance(value, int) else "–"


def _with_limits(row: Row, columns: Limits, written: Callable[[float], str]) -> str:
    estimate, lower, upper = (row[name] for name in columns)
    if not isinstance(estimate, float):
        return "–"
    if not isinstance(lower, float) or not isinstance(upper, float):
        return written(estimate)
    return say(
        "{estimate} ({lower} to {upper})",
        estimate=written(estimate),
        lower=written(lower),
        upper=written(upper),
    )
