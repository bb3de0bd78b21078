"""What became of patients, by what their bone markers said at baseline."""

from collections.abc import Iterator

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.incidence_at import incidence_at
from transforms.published.estimates.observed import deaths_from_index, observed_cohort
from transforms.published.estimates.rate import rate_per_100_years, years
from transforms.published.estimates.recurrent import COUNTED_ENDPOINTS, recurrent_histories
from transforms.published.estimates.split_histories import observed_after
from transforms.published.estimates.survival import median_survival
from transforms.published.facts.fact import days_after
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["marker_outcome"]
# NTX has two conventions; of BALP activity the high stratum and the elevated class are the same.
STRATA = (
    ("NTX_CR", "baseline_stratum"),
    ("NTX_CR", "baseline_class"),
    ("BALP_ACT", "baseline_stratum"),
)
Part = tuple[str, str, str, pl.DataFrame]


def marker_outcome(
    cohort: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    first_event: pl.DataFrame,
) -> pl.DataFrame:
    """Death and skeletal events by stratum and class of NTX and of BALP activity (1.17, §3.4).

    In: derived tables. Out: published.marker_outcome for SRE4 and SRE5: median survival from index
    (Kaplan-Meier), counted events for 100 patient-years with robust limits, incidence of the first
    event at 12 months with death competing. Everybody is followed from the day of their baseline
    on, when it was drawn after index: until then nobody who has one could die. Without a valid
    baseline a patient is in no stratum.
    """
    deaths = deaths_from_index(observed_cohort(cohort))
    rows = [empty_frame(TABLE)]
    for endpoint in COUNTED_ENDPOINTS:
        periods = recurrent_histories(cohort, skeletal_event, endpoint)
        first = first_event.filter(pl.col("endpoint") == endpoint)
        rows += [
            _row(part, endpoint, deaths, periods, first) for part in _parts(cohort, marker_stratum)
        ]
    return conform(pl.concat(rows), TABLE)


def _parts(cohort: pl.DataFrame, marker_stratum: pl.DataFrame) -> Iterator[Part]:
    """Marker, stratum, value and patient_id, from_day of those who have it."""
    dated = marker_stratum.join(cohort.select("patient_id", "index_on"), on="patient_id")
    measured = dated.with_columns(from_day=days_after(pl.col("baseline_on"))).sort("patient_id")
    for analyte, stratum in STRATA:
        known = measured.filter(pl.col("analyte_code") == analyte).drop_nulls(stratum)
        for (value,), people in known.group_by(stratum):
            yield analyte, stratum, str(value), people.select("patient_id", "from_day")


def _row(
    part: Part, endpoint: str, deaths: pl.DataFrame, periods: pl.DataFrame, first: pl.DataFrame
) -> pl.DataFrame:
    analyte, stratum, value, people = part
    figures = [
        median_survival(observed_after(deaths, people)),
        _rate(observed_after(periods, people)),
        _incidence(first.join(people, on="patient_id")),
    ]
    return conform(
        pl.concat(figures, how="horizontal").with_columns(
            analyte_code=pl.lit(analyte),
            stratum=pl.lit(stratum),
            stratum_value=pl.lit(value),
            endpoint=pl.lit(endpoint),
        ),
        TABLE,
    )


def _rate(periods: pl.DataFrame) -> pl.DataFrame:
    counted = periods.select(
        "patient_id",
        event_count=pl.col("event").cast(pl.Int64),
        days=pl.col("stop") - pl.col("start"),
    )
    return rate_per_100_years(counted, "rate_per_100_patient_years").with_columns(
        event_count=pl.lit(int(counted["event_count"].sum())),
        patient_years=pl.lit(years(counted["days"])),
    )


def _incidence(first: pl.DataFrame) -> pl.DataFrame:
    """At 12 months, of those who were still without event on the day of their baseline."""
    late = first.with_columns(entry_day=pl.max_horizontal("entry_day", "from_day"))
    free = late.filter(pl.col("exit_day") > pl.col("entry_day")).sort("patient_id")
    return incidence_at(free, "marker_outcome_months").select(
        "at_month", "at_day", "n_risk", "incidence", "lower", "upper"
    )
