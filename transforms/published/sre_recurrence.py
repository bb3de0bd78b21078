"""How likely a second event is after the first."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.incidence_at import incidence_at
from transforms.published.estimates.since_first_event import since_first_event
from warehouse.schema import PUBLISHED


def sre_recurrence(cohort: pl.DataFrame, skeletal_event: pl.DataFrame) -> pl.DataFrame:
    """Incidence of a second counted event since the first, death competing (1.21).

    In: derived.cohort, derived.skeletal_event. Out: published.sre_recurrence at 3 to 24 months
    after the first event, of patients who had one under observation. Events within 21 days of the
    first are one with it and do not count.
    """
    rows = [
        incidence_at(
            since_first_event(cohort, skeletal_event, endpoint), "burden_months"
        ).with_columns(endpoint=pl.lit(endpoint))
        for endpoint in ENDPOINTS
    ]
    return conform(pl.concat(rows), PUBLISHED["sre_recurrence"])
