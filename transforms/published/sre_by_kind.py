"""How many patients had each kind of skeletal event."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS, is_in, kinds_of
from transforms.frames import conform
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["sre_by_kind"]


def sre_by_kind(first_event: pl.DataFrame, skeletal_event: pl.DataFrame) -> pl.DataFrame:
    """Patients with at least one event of each kind after entry, among those under observation.

    In: derived.first_event, derived.skeletal_event. Out: published.sre_by_kind, with Wilson's 95 %
    limits. Every event of the kind is counted, whatever the 21-day window makes of it: a
    patient is in each kind they had, so the shares overlap and do not add up (domain.md, trap
    3). Fractures of unknown symptom are in SSE_upper and not in SSE.
    """
    rows = [
        _share(first_event, skeletal_event, endpoint, kind)
        for endpoint in ENDPOINTS
        for kind in kinds_of(endpoint)
    ]
    return conform(pl.concat(rows), TABLE)


def _share(
    first_event: pl.DataFrame, skeletal_event: pl.DataFrame, endpoint: str, kind: str
) -> pl.DataFrame:
    observed = first_event.filter(pl.col("endpoint") == endpoint)
    events = skeletal_event.filter(
        pl.col(is_in(endpoint)),
        pl.col("event_kind") == kind,
        ~pl.col("is_prevalent"),
        ~pl.col("is_before_entry"),
    ).join(observed, on="patient_id", how="semi")
    patients = events["patient_id"].n_unique()
    share = proportion(patients, observed.height).rename({"estimate": "proportion"})
    return share.with_columns(
        endpoint=pl.lit(endpoint),
        event_kind=pl.lit(kind),
        patient_count=pl.lit(patients),
        event_count=pl.lit(events.height),
        denominator=pl.lit(observed.height),
    )
