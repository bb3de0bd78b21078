"""Survival from stage IV by molecular group, bone metastasis and spread."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.survival_comparisons import compared_from_stage_iv
from transforms.statistics import log_rank, survival_quantiles
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["survival_by_group"]
MEDIAN = {"estimate": "median_survival_months", "lower": "median_lower_months",
          "upper": "median_upper_months"}  # fmt: skip


def survival_by_group(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Median survival of each arm of each comparison, with its log-rank test (1.9 to 1.13).

    In: derived.disease_profile. Out: published.survival_by_group: Kaplan-Meier from the stage-IV
    date with late entry, medians in months with log-log limits. Bone metastasis and spread are
    those of the staging at that date, never of later: who lives longer has longer to get them.
    Molecular groups are followed from the report that told them when it came after stage IV: who
    died before it is in no group, and the others could not have died. The log-rank test takes late
    entry into account too; null when only one arm is left.
    """
    tables = [
        _compared(histories, name)
        for name, histories in compared_from_stage_iv(disease_profile).items()
    ]
    return conform(pl.concat([empty_frame(TABLE), *tables]), TABLE)


def _compared(histories: pl.DataFrame, comparison: str) -> pl.DataFrame:
    median = survival_quantiles(
        histories,
        time="exit_day",
        status="has_died",
        entry="entry_day",
        group="survival_arm",
        q=[0.5],
    )
    months = median.select(
        pl.col("group").alias("survival_arm"),
        *((pl.col(days) / number("days_per_month")).alias(name) for days, name in MEDIAN.items()),
    )
    counts = histories.group_by("survival_arm").agg(
        patient_count=pl.len(), death_count=pl.col("has_died").sum()
    )
    return conform(
        months.join(counts, on="survival_arm").with_columns(
            survival_comparison=pl.lit(comparison),
            log_rank_p_value=pl.lit(_log_rank(histories), dtype=pl.Float64),
            log_rank_patient_count=pl.lit(histories.height),
        ),
        TABLE,
    )


def _log_rank(histories: pl.DataFrame) -> float | None:
    if histories["survival_arm"].n_unique() < 2:
        return None
    test = log_rank(
        histories, time="exit_day", status="has_died", entry="entry_day", group="survival_arm"
    )
    p_value: float | None = test["p_value"].item()
    return p_value
