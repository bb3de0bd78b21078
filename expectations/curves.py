"""What is expected of every published curve: it never falls, and stays within its limits."""

from expectations.expected import Expected, NoRows, critical

EPSILON = "1e-9"


def never_falls(table: str, column: str, curve: str, along: str) -> Expected:
    """Along a curve, told by the columns `curve`, the cumulative column does not decrease."""
    return critical(
        table,
        NoRows(
            "never falls",
            f"FROM (SELECT {column} - lag({column}) OVER (PARTITION BY {curve} "
            f"ORDER BY {along}) AS step FROM this) WHERE step < -{EPSILON}",
            (column,),
        ),
        "What is cumulative and falls un-happens an event.",
    )


def within_limits(table: str, column: str, lower: str, upper: str) -> Expected:
    """The estimate lies between its limits."""
    return critical(
        table,
        NoRows(
            "lies within its limits",
            f"FROM this WHERE {lower} > {column} + {EPSILON} OR {upper} < {column} - {EPSILON}",
            (column, lower, upper),
        ),
        "The band would not hold its own curve.",
    )


def adds_up_to_one(table: str, curve: str) -> Expected:
    """The causes of one curve, which exclude each other, are not more than everybody."""
    return critical(
        table,
        NoRows(
            "event and death add up to one at most",
            f"FROM (SELECT sum(incidence) AS total FROM this GROUP BY {curve}) "
            f"WHERE total > 1 + {EPSILON}",
            ("incidence",),
        ),
        "More patients would have had an event or died than there are: the dead are still at risk.",
    )


def events_are_at_risk(table: str, events: str, at_risk: str) -> Expected:
    """Nobody has the event without having been at risk of it."""
    return critical(
        table,
        NoRows(
            "has no more events than patients at risk",
            f"FROM this WHERE {events} > {at_risk}",
            (events, at_risk),
        ),
        "Events of patients who are not at risk are counted in.",
    )


_AT_MONTHS = {
    "sre_incidence_by_kind": "event_outcome",
    "sre_without_bone_agent": "event_outcome",
    "sre_recurrence": "endpoint",
}
_BURDEN = "published.sre_burden"
_FROM_CANCER = "published.bone_metastasis_incidence"
_PARTS = "stratum, stratum_value"


def _at_months(table: str, curve: str) -> tuple[Expected, ...]:
    return (
        never_falls(f"published.{table}", "incidence", curve, "at_month"),
        within_limits(f"published.{table}", "incidence", "lower", "upper"),
        events_are_at_risk(f"published.{table}", "event_count", "patient_count"),
    )


CURVES: tuple[Expected, ...] = (
    never_falls(_FROM_CANCER, "incidence", f"{_PARTS}, incidence_cause", "day_from_cancer"),
    adds_up_to_one(_FROM_CANCER, f"{_PARTS}, day_from_cancer"),
    within_limits(_FROM_CANCER, "incidence", "lower", "upper"),
    events_are_at_risk(_FROM_CANCER, "n_event", "n_risk"),
    *(expected for table, curve in _AT_MONTHS.items() for expected in _at_months(table, curve)),
    never_falls(_BURDEN, "mean_count", "endpoint", "at_month"),
    never_falls(_BURDEN, "incidence", "endpoint", "at_month"),
    within_limits(_BURDEN, "mean_count", "mean_count_lower", "mean_count_upper"),
    critical(
        _BURDEN,
        NoRows(
            "the naive figure is not below the incidence",
            f"FROM this WHERE wrong_naive_incidence < incidence - {EPSILON}",
            ("wrong_naive_incidence", "incidence"),
        ),
        "Taking the dead for still at risk can only add: one of the two is of other patients.",
    ),
)
