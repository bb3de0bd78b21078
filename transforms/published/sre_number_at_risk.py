"""How many patients stand behind a curve at each month."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from transforms.frames import conform
from transforms.published.estimates.incidence_at import months_in_days
from transforms.published.estimates.origins import (
    PART,
    Followed,
    followed_from_each_origin,
    followed_from_first_event,
    strata_by_origin,
)
from warehouse.schema import PUBLISHED


def sre_number_at_risk(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
) -> pl.DataFrame:
    """Patients at risk of a first event, and followed at all, at the months told under curves.

    In: as `sre_curve`. Out: published.sre_number_at_risk, of the same patients: those who have
    entered by that day and have not left before it. Since the first event, at risk of a second.
    """
    strata = strata_by_origin(
        cohort, molecular_group, marker_stratum, lesion, bone_agent_administration
    )
    everywhere = (
        *followed_from_each_origin(first_event, cohort, skeletal_event, strata),
        *followed_from_first_event(cohort, skeletal_event),
    )
    rows = [followed.named(_by_month(followed)) for followed in everywhere]
    return conform(pl.concat(rows), PUBLISHED["sre_number_at_risk"])


def _by_month(followed: Followed) -> pl.DataFrame:
    months = months_in_days("at_risk_months")
    stays = followed.recurrent.group_by(*PART, "patient_id").agg(
        pl.col("start").min(), pl.col("stop").max()
    )
    days = list(months.values())
    at_months = pl.DataFrame({"at_month": list(months), "at_day": days})
    at_risk = _there(followed.first, "entry_day", "exit_day", days).rename({"there": "n_risk"})
    followed_on = _there(stays, "start", "stop", days).rename({"there": "followed_count"})
    return (
        followed.parts.join(at_months, how="cross")
        .join(at_risk, on=[*PART, "at_day"], how="left")
        .join(followed_on, on=[*PART, "at_day"], how="left")
        .with_columns(pl.col("n_risk", "followed_count").fill_null(0))
    )


def _there(histories: pl.DataFrame, entry: str, end: str, days: list[int]) -> pl.DataFrame:
    """stratum, stratum_value, at_day, there: who has entered by each day, and not left before."""
    parts = histories.partition_by(*PART, as_dict=True)
    counts = [
        (stratum, value, *count)
        for (stratum, value), part in parts.items()
        for count in _counts(part, entry, end, days)
    ]
    return pl.DataFrame(
        counts,
        schema={
            "stratum": pl.String,
            "stratum_value": pl.String,
            "at_day": pl.Int64,
            "there": pl.Int64,
        },
        orient="row",
    )


def _counts(part: pl.DataFrame, entry: str, end: str, days: list[int]) -> Iterator[tuple[int, int]]:
    entered = np.searchsorted(np.sort(part[entry].to_numpy()), days, side="right")
    left = np.searchsorted(np.sort(part[end].to_numpy()), days, side="left")
    return zip(days, (entered - left).tolist(), strict=True)
