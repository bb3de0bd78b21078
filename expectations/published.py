"""What is expected of the population tables: curves that can be, shares like published ones."""

from expectations.curves import (
    CURVES,
    adds_up_to_one,
    events_are_at_risk,
    never_falls,
    within_limits,
)
from expectations.drawn import DRAWN
from expectations.expected import Expected, NoRows, critical, warning
from expectations.shares_and_rates import SHARES_AND_RATES
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

_CURVE = "endpoint, stratum, stratum_value, incidence_cause"
_COMPARED_ON_DAY = threshold("sre5_incidence_months") * number("days_per_month")
_SRE5_THEN = (
    "(SELECT max(incidence) AS incidence, max(n_risk) AS patients FROM this WHERE "
    "endpoint = 'SRE5' AND stratum = 'all' AND incidence_cause = 'sre' "
    f"AND day <= {_COMPARED_ON_DAY})"
)
_MONTHS = (
    "(SELECT calcium_median_mmol_l AS median, lag(calcium_median_mmol_l) OVER months AS before "
    f"FROM this WHERE result_count >= {threshold('monthly_minimum_results'):.0f} "
    "WINDOW months AS (ORDER BY month_on))"
)

_SRE_INCIDENCE = (
    never_falls("published.sre_incidence", "incidence", _CURVE, "day"),
    adds_up_to_one("published.sre_incidence", "endpoint, stratum, stratum_value, day"),
    within_limits("published.sre_incidence", "incidence", "lower", "upper"),
    events_are_at_risk("published.sre_incidence", "n_event", "n_risk"),
    warning(
        "published.sre_incidence",
        NoRows(
            "SRE5 at 21 months is like published",
            f"FROM {_SRE5_THEN} WHERE incidence NOT BETWEEN {threshold('sre5_incidence_low')} "
            f"AND {threshold('sre5_incidence_high')} "
            f"AND patients >= {threshold('validation_minimum_patients')}",
            ("incidence",),
            observed="SELECT printf('%.1f %% at 21 months', 100 * incidence) "
            f"FROM {_SRE5_THEN} WHERE patients >= {threshold('validation_minimum_patients')}",
            about_rows=False,
        ),
        "Unlike published series (48 %): a kind of event missing, doubled, or other patients.",
    ),
)

_SRE_BY_KIND = (
    critical(
        "published.sre_by_kind",
        NoRows(
            "counts patients within its denominator",
            "FROM this WHERE patient_count > denominator OR patient_count > event_count",
            ("patient_count", "event_count", "denominator"),
        ),
        "A share above one, or patients without an event.",
    ),
    critical(
        "published.sre_by_kind",
        NoRows(
            "has one denominator an endpoint",
            "FROM this GROUP BY endpoint HAVING count(DISTINCT denominator) > 1",
            ("denominator",),
        ),
        "Kinds can only be compared over the same patients.",
    ),
    critical(
        "published.sre_by_kind",
        NoRows(
            "is patients over denominator",
            "FROM this WHERE abs(proportion * denominator - patient_count) > 1e-6",
            ("proportion",),
        ),
        "The bar and the number written in it would disagree.",
    ),
)

_CALCIUM_BY_MONTH = (
    critical(
        "published.calcium_by_month",
        NoRows(
            "centiles are in order",
            "FROM this WHERE calcium_p05_mmol_l > calcium_p25_mmol_l "
            "OR calcium_p25_mmol_l > calcium_median_mmol_l "
            "OR calcium_median_mmol_l > calcium_p75_mmol_l "
            "OR calcium_p75_mmol_l > calcium_p95_mmol_l",
            ("calcium_p05_mmol_l", "calcium_median_mmol_l", "calcium_p95_mmol_l"),
        ),
        "A band drawn upside down.",
    ),
    critical(
        "published.calcium_by_month",
        NoRows("is a first of the month", "FROM this WHERE day(month_on) <> 1", ("month_on",)),
        "Results of one month would be split in two.",
    ),
    critical(
        "published.calcium_by_month",
        NoRows(
            "has no more patients than results",
            "FROM this WHERE patient_count > result_count OR not_computable_count > result_count"
            " OR greatest(hypercalcaemia_patient_count, crisis_patient_count) > patient_count",
            ("patient_count", "result_count"),
        ),
        "Counts of one month contradict each other.",
    ),
    warning(
        "published.calcium_by_month",
        NoRows(
            "the median stays credible",
            f"FROM this WHERE result_count >= {threshold('monthly_minimum_results'):.0f} "
            "AND calcium_median_mmol_l NOT BETWEEN "
            f"{threshold('median_calcium_low_mmol_l')} "
            f"AND {threshold('median_calcium_high_mmol_l')}",
            ("calcium_median_mmol_l",),
        ),
        "A shifted median means a changed assay or unit, not sicker patients.",
    ),
    warning(
        "published.calcium_by_month",
        NoRows(
            "the median does not jump from one month to the next",
            f"FROM {_MONTHS} WHERE abs(median - before) "
            f"> {threshold('monthly_calcium_shift')} * before",
            ("calcium_median_mmol_l",),
        ),
        "Calcium is the steadiest of analytes: a jump is an analyser, a unit or a code (L17).",
    ),
)

PUBLISHED_EXPECTATIONS: tuple[Expected, ...] = (
    *_SRE_INCIDENCE,
    *_SRE_BY_KIND,
    *_CALCIUM_BY_MONTH,
    *CURVES,
    *DRAWN,
    *SHARES_AND_RATES,
)
