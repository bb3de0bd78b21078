"""Where in the skeleton events happen and metastases lie."""

import polars as pl

from transforms.derived.events.places import region
from transforms.frames import conform, empty_frame
from transforms.published.estimates.observed import events_of, observed_cohort
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["event_site"]
# Hypercalcaemia has no bone, so that SRE5 has the places of SRE4.
ENDPOINTS_WITH_A_BONE = ("SRE4", "SSE", "SSE_upper")
UNKNOWN_SIDE = "U"
NOT_STATED = "not_stated"
PLACE = ("patient_id", "bone_site", "laterality")


def event_site(
    skeletal_event: pl.DataFrame, cohort: pl.DataFrame, lesion: pl.DataFrame
) -> pl.DataFrame:
    """Events after entry and bones with metastasis, by part of the skeleton and side.

    In: derived.skeletal_event, derived.cohort, canonical.lesion. Out: published.event_site, out of
    the patients under observation. Every event but hypercalcaemia is counted, whatever the 21
    days make of it, once: treatment that answers another event is not a second one. A lesion is a
    bone (and side) of a patient, however often it is imaged.
    """
    observed = observed_cohort(cohort)
    counted = [
        _by_place(_events(skeletal_event, endpoint, observed), endpoint)
        for endpoint in ENDPOINTS_WITH_A_BONE
    ]
    lesions = _of(lesion.select(PLACE).unique(), observed)
    rows = pl.concat([*counted, _by_place(lesions, "lesion")])
    told = rows.with_columns(denominator=pl.lit(observed.height))
    return conform(pl.concat([empty_frame(TABLE), conform(told, TABLE)]), TABLE)


def _events(skeletal_event: pl.DataFrame, endpoint: str, observed: pl.DataFrame) -> pl.DataFrame:
    events = events_of(skeletal_event, endpoint).filter(
        pl.col("linked_event_id").is_null(), pl.col("event_kind") != "HCM"
    )
    return _of(events.select(PLACE), observed)


def _of(rows: pl.DataFrame, observed: pl.DataFrame) -> pl.DataFrame:
    return rows.join(observed, on="patient_id", how="semi")


def _by_place(rows: pl.DataFrame, content: str) -> pl.DataFrame:
    placed = rows.with_columns(
        bone_region=region("bone_site").fill_null(NOT_STATED),
        laterality=pl.col("laterality").fill_null(UNKNOWN_SIDE),
    )
    counted = placed.group_by("bone_region", "laterality").agg(
        item_count=pl.len(), patient_count=pl.col("patient_id").n_unique()
    )
    return counted.with_columns(site_content=pl.lit(content))
