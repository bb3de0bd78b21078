"""What each published table may tell of a small group: one declaration a table.

A table without one is not shown at all to whoever may not see small counts.
"""

from warehouse.schema.disclosure.comparisons import COMPARISONS
from warehouse.schema.disclosure.events import EVENTS
from warehouse.schema.disclosure.forms import (
    Arms,
    Behind,
    Curve,
    Disclosure,
    Figures,
    Narrower,
    Odds,
    People,
    Portion,
    Rate,
    Share,
    Steps,
    Strata,
    Sum,
)
from warehouse.schema.disclosure.frequencies import FREQUENCIES

__all__ = [
    "DISCLOSURES",
    "Arms",
    "Behind",
    "Curve",
    "Disclosure",
    "Figures",
    "Narrower",
    "Odds",
    "People",
    "Portion",
    "Rate",
    "Share",
    "Steps",
    "Strata",
    "Sum",
]

DISCLOSURES: dict[str, Disclosure] = {
    **FREQUENCIES,
    **COMPARISONS,
    **EVENTS,
    # other people's figures, published as they are
    "benchmark": Disclosure(
        plain=(
            "benchmark_value",
            "benchmark_lower",
            "benchmark_upper",
            "benchmark_numerator",
            "benchmark_denominator",
        )
    ),
    "benchmark_beside": Disclosure(
        counts=("our_numerator", "our_denominator"),
        plain=("our_value", "our_lower", "our_upper"),
        is_of_others=True,
    ),
}
