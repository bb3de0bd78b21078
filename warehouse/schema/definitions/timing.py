"""When a sample is drawn, a result known, a curve no longer drawn."""

from warehouse.schema.declare import Definition

TIMING_DEFINITIONS = [
    Definition("ctx_latest_hour", 9, "h", "CTX must be drawn before this hour.", "founding text"),
    Definition(
        "late_result_days",
        30,
        "d",
        "A result issued this long after its sample is slow.",
        "domain.md §8, L09",
    ),
    Definition(
        "post_mortem_days",
        1,
        "d",
        "Samples this long after death are allowed.",
        "domain.md §8, L10",
    ),
    Definition(
        "late_known_days", 7, "d", "A row known this long after its result is late.", "domain.md §8"
    ),
    Definition("days_per_month", 30.4375, "d", "Days in a month of follow-up.", "domain.md §2.3"),
    Definition(
        "curve_minimum_at_risk",
        10,
        None,
        "Curves stop where fewer patients are at risk.",
        "domain.md §2.5",
    ),
]
