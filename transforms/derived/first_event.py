"""What ended the observation of each patient, for each endpoint."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS, is_counted, is_in
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED

CENSORED, EVENT, DEATH = 0, 1, 2
HALF_DAY = 0.5  # an event on day 0 that is not prevalent happened after index: domain.md §2.3


def first_event(cohort: pl.DataFrame, skeletal_event: pl.DataFrame) -> pl.DataFrame:
    """First event, death or end of observation, in days from index: a row a patient and endpoint.

    In: derived.cohort, derived.skeletal_event. Out: derived.first_event (domain.md §2.3):
    at risk on entry_day < t <= exit_day; status 1 the first event after entry, 2 death without
    one, 0 neither. An event on the day of death comes first. Patients never at risk have no row.

    SSE is the first event known to be symptomatic, SSE_upper the first that may be: the least and
    the most there can be when the symptom of a fracture is unknown. Neither ends observation at
    the doubtful fracture: to censor there would leave out those who go on to fracture.
    """
    rows = pl.concat([_of_endpoint(cohort, skeletal_event, endpoint) for endpoint in ENDPOINTS])
    at_risk = rows.filter(pl.col("exit_day") > pl.col("entry_day"))
    table = DERIVED["first_event"]
    return conform(with_definition_version(at_risk).select(table.columns), table)


def _of_endpoint(cohort: pl.DataFrame, skeletal_event: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    observed = (
        _periods(cohort)
        .join(_first_counted(skeletal_event, endpoint), on="patient_id", how="left")
        .join(_with_prior_event(skeletal_event, endpoint), on="patient_id", how="left")
        .with_columns(endpoint=pl.lit(endpoint), has_prior_event=_has_prior_event())
    )
    ended = observed.with_columns(exit_day=_exit_day(), status=_status())
    had_event = pl.col("status") == EVENT
    return ended.with_columns(
        pl.when(had_event).then(name).alias(name) for name in ("event_id", "event_kind")
    )


def _periods(cohort: pl.DataFrame) -> pl.DataFrame:
    def days_from_index(on: str) -> pl.Expr:
        return (pl.col(on) - pl.col("index_on")).dt.total_days()

    return cohort.select(
        "patient_id",
        "histology",
        "exit_status",
        entry_day=days_from_index("entry_on"),
        end_day=days_from_index("exit_on"),
    )


def _first_counted(skeletal_event: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    """The first event is always counted, so it is the first of the counted ones."""
    counted = skeletal_event.filter(pl.col(is_counted(endpoint)))
    first = counted.sort("event_day").unique(subset="patient_id", keep="first", maintain_order=True)
    return first.select("patient_id", "event_id", "event_kind", "event_day")


def _with_prior_event(skeletal_event: pl.DataFrame, endpoint: str) -> pl.DataFrame:
    prior = skeletal_event.filter(pl.col("is_prevalent"), pl.col(is_in(endpoint)).fill_null(True))
    return prior.group_by("patient_id").agg(
        has_certain_prior=pl.col(is_in(endpoint)).fill_null(False).any()
    )


def _has_prior_event() -> pl.Expr:
    """True with an event at or before index, false without; null when only a doubtful one."""
    return (
        pl.when(pl.col("has_certain_prior").is_null())
        .then(False)
        .when(pl.col("has_certain_prior"))
        .then(True)
    )


def _exit_day() -> pl.Expr:
    last_day = pl.coalesce("event_day", "end_day")
    return pl.when(pl.col("event_day") == 0).then(HALF_DAY).otherwise(last_day).cast(pl.Float64)


def _status() -> pl.Expr:
    return (
        pl.when(pl.col("event_day").is_not_null())
        .then(EVENT)
        .when(pl.col("exit_status") == "dead")
        .then(DEATH)
        .otherwise(CENSORED)
    )
