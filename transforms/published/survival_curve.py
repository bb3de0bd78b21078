"""Survival from stage IV by day, in the arms that are compared."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.from_stage_iv import followed_from_stage_iv
from transforms.published.estimates.survival_comparisons import survival_comparisons
from transforms.published.estimates.thinned import thinned
from transforms.statistics import kaplan_meier
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["survival_curve"]


def survival_curve(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Kaplan-Meier of each arm of each comparison of published.survival_by_group.

    In: derived.disease_profile. Out: published.survival_curve, late entry taken into account,
    log-log limits.
    """
    histories = followed_from_stage_iv(disease_profile)
    rows = [
        _curve(members, name, str(arm))
        for name, arms in survival_comparisons().items()
        for (arm,), members in histories.with_columns(survival_arm=arms)
        .drop_nulls("survival_arm")
        .sort("survival_arm", "patient_id")
        .group_by("survival_arm", maintain_order=True)
    ]
    return conform(pl.concat([empty_frame(TABLE), *rows]), TABLE)


def _curve(members: pl.DataFrame, comparison: str, arm: str) -> pl.DataFrame:
    curve = kaplan_meier(members, time="exit_day", status="has_died", entry="entry_day")
    return conform(
        thinned(curve, "time").select(
            survival_comparison=pl.lit(comparison),
            survival_arm=pl.lit(arm),
            day_from_stage_iv="time",
            n_risk="n_risk",
            survival="estimate",
            lower="lower",
            upper="upper",
        ),
        TABLE,
    )
