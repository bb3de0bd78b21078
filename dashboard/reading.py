"""Statistics as a reader writes them."""

from dashboard.language import say_number

_SMALLEST_TOLD = 0.001


def p_in_words(p_value: float) -> str:
    """A p-value with three decimals; below them, that it is below: never 0."""
    if p_value < _SMALLEST_TOLD:
        return f"p < {say_number(_SMALLEST_TOLD, 3)}"
    return f"p = {say_number(p_value, 3)}"
