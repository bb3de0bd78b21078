"""Events for 100 patient-years, part by part."""

from collections.abc import Iterator

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.origins import (
    PART,
    Followed,
    followed_from_each_origin,
    strata_by_origin,
)
from transforms.published.estimates.rate import rate_per_100_years, years
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["sre_rate_by_part"]


def sre_rate_by_part(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
) -> pl.DataFrame:
    """Counted events over the time observed, by origin and by each part of the cohort.

    In: as `sre_curve`. Out: published.sre_rate_by_part, limits robust to patients who have many
    (domain.md §2.4). Of everybody from bone metastasis it is published.sre_rate.
    """
    strata = strata_by_origin(
        cohort, molecular_group, marker_stratum, lesion, bone_agent_administration
    )
    everywhere = followed_from_each_origin(first_event, cohort, skeletal_event, strata)
    rows = [followed.named(rates) for followed in everywhere for rates in _rates(followed)]
    return conform(pl.concat(rows), TABLE) if rows else empty_frame(TABLE)


def _rates(followed: Followed) -> Iterator[pl.DataFrame]:
    """One row a part."""
    members = followed.recurrent.partition_by(*PART, as_dict=True)
    nobody = followed.recurrent.clear()
    for part in followed.parts.rows():
        stratum, value = part
        yield _rate(members.get(part, nobody), stratum, value)


def _rate(recurrent: pl.DataFrame, stratum: str, value: str) -> pl.DataFrame:
    counted = recurrent.select(
        "patient_id",
        event_count=pl.col("event").cast(pl.Int64),
        days=pl.col("stop") - pl.col("start"),
    )
    return rate_per_100_years(counted, "rate_per_100_patient_years").with_columns(
        event_count=pl.lit(int(counted["event_count"].sum())),
        patient_count=pl.lit(counted["patient_id"].n_unique()),
        patient_years=pl.lit(years(counted["days"])),
        stratum=pl.lit(stratum),
        stratum_value=pl.lit(value),
    )
