"""Survival from stage IV by day, in the arms that are compared."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.incidence_at import months_in_days
from transforms.published.estimates.survival_comparisons import compared_from_stage_iv
from transforms.published.estimates.thinned import thinned
from transforms.statistics import kaplan_meier
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["survival_curve"]


def survival_curve(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Kaplan-Meier of each arm of each comparison of published.survival_by_group.

    In: derived.disease_profile. Out: published.survival_curve, late entry taken into account,
    log-log limits; also on the days of `at_risk_months`, while anybody is at risk.
    """
    rows = [
        _curve(members, name, str(arm))
        for name, histories in compared_from_stage_iv(disease_profile).items()
        for (arm,), members in histories.group_by("survival_arm", maintain_order=True)
    ]
    return conform(pl.concat([empty_frame(TABLE), *rows]), TABLE)


def _curve(members: pl.DataFrame, comparison: str, arm: str) -> pl.DataFrame:
    curve = kaplan_meier(members, time="exit_day", status="has_died", entry="entry_day").select(
        day_from_stage_iv="time",
        n_risk=pl.col("n_risk").cast(pl.Int64),
        survival="estimate",
        lower="lower",
        upper="upper",
    )
    steps = pl.concat([thinned(curve, "day_from_stage_iv"), _on_months(curve, members)])
    return conform(
        steps.unique("day_from_stage_iv", keep="first", maintain_order=True).with_columns(
            survival_comparison=pl.lit(comparison), survival_arm=pl.lit(arm)
        ),
        TABLE,
    )


def _on_months(curve: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """The survival in force at each month told under curves, and who is at risk that day."""
    days = [float(day) for day in months_in_days("at_risk_months").values()]
    there = [
        members.filter(pl.col("entry_day") <= day, pl.col("exit_day") >= day).height for day in days
    ]
    marks = pl.DataFrame(
        {"day_from_stage_iv": days, "n_risk": there}, schema_overrides={"n_risk": pl.Int64}
    )
    in_force = marks.join_asof(curve.drop("n_risk"), on="day_from_stage_iv")
    followed = in_force.filter(pl.col("n_risk") > 0)
    return followed.with_columns(pl.col("survival").fill_null(1.0)).select(curve.columns)
