"""Events for 100 patient-years under observation."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.observed import observed_cohort
from transforms.published.estimates.rate import PER, rate_per_100_years, years
from transforms.published.estimates.recurrent import recurrent_histories
from transforms.statistics import event_rate
from warehouse.schema import PUBLISHED


def sre_rate(cohort: pl.DataFrame, skeletal_event: pl.DataFrame) -> pl.DataFrame:
    """Counted events of each endpoint over the time their patients were observed.

    In: derived.cohort, derived.skeletal_event. Out: published.sre_rate. The sum of events over the
    sum of years; limits robust to patients who have many (domain.md §2.4), and those of a
    Poisson count, which are too narrow, beside them.
    """
    patients = observed_cohort(cohort).height
    rows = [
        _rate(recurrent_histories(cohort, skeletal_event, endpoint), patients).with_columns(
            endpoint=pl.lit(endpoint)
        )
        for endpoint in ENDPOINTS
    ]
    return conform(pl.concat(rows), PUBLISHED["sre_rate"])


def _rate(recurrent: pl.DataFrame, patients: int) -> pl.DataFrame:
    counted = recurrent.select(
        "patient_id",
        event_count=pl.col("event").cast(pl.Int64),
        days=pl.col("stop") - pl.col("start"),
    )
    events, observed_days = int(counted["event_count"].sum()), float(counted["days"].sum())
    poisson = event_rate(events, observed_days)
    return rate_per_100_years(counted, "rate_per_100_patient_years").with_columns(
        event_count=pl.lit(events),
        patient_count=pl.lit(patients),
        patient_years=pl.lit(years(counted["days"])),
        poisson_rate_lower=poisson["lower"] * PER,
        poisson_rate_upper=poisson["upper"] * PER,
    )
