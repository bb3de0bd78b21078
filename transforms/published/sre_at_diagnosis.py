"""Skeletal events that are there when bone metastasis is found."""

from collections.abc import Iterator

import polars as pl

from transforms.frames import conform
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import names

TABLE = PUBLISHED["sre_at_diagnosis"]


def sre_at_diagnosis(cohort: pl.DataFrame, skeletal_event: pl.DataFrame) -> pl.DataFrame:
    """Patients with an event at index or before, by class and by kind (domain.md §2.3, 1.20).

    In: derived.cohort, derived.skeletal_event. Out: published.sre_at_diagnosis, out of everybody
    with bone metastasis, Wilson's 95 % limits: any event, clinical (fracture, compression,
    hypercalcaemia), therapeutic (radiotherapy, surgery), each kind. Once with the events until
    index, and for sensitivity with those of the 14 and 30 days after it. They are never
    incidence.
    """
    events = skeletal_event.filter("is_in_sre5").join(cohort, on="patient_id", how="semi")
    rows = [
        _share(events, cohort.height, grace, name, kinds)
        for grace in names("prevalent_grace_sensitivity_days")
        for name, kinds in _classes()
    ]
    return conform(pl.concat(rows), TABLE)


def _classes() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "any", names("sre5_kinds")
    yield "clinical", names("clinical_event_kinds")
    yield "therapeutic", names("therapeutic_event_kinds")
    yield from ((kind, (kind,)) for kind in names("sre5_kinds"))


def _share(
    events: pl.DataFrame, patients: int, grace: str, name: str, kinds: tuple[str, ...]
) -> pl.DataFrame:
    found = events.filter(pl.col("event_kind").is_in(kinds), pl.col("event_day") <= int(grace))
    with_one = found["patient_id"].n_unique()
    share = proportion(with_one, patients).rename({"estimate": "proportion"})
    return share.with_columns(
        grace_days=pl.lit(int(grace)),
        event_class=pl.lit(name),
        patient_count=pl.lit(with_one),
        event_count=pl.lit(found.height),
        denominator=pl.lit(patients),
    )
