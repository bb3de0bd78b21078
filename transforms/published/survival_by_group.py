"""Survival from stage IV by molecular group, bone metastasis and spread."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.from_stage_iv import followed_from_stage_iv
from transforms.statistics import log_rank, survival_quantiles
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["survival_by_group"]
GROUPS = ("EGFR", "ALK", "KRAS", "triple_negative")
BONE_SPREAD = ("bone_only", "bone_node", "bone_visceral")
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
        _compared(_arms(disease_profile, arm, told_on), name)
        for name, (arm, told_on) in _comparisons().items()
    ]
    return conform(pl.concat([empty_frame(TABLE), *tables]), TABLE)


def _arms(profile: pl.DataFrame, arm: pl.Expr, told_on: str) -> pl.DataFrame:
    histories = followed_from_stage_iv(profile, told_on)
    return histories.with_columns(survival_arm=arm).drop_nulls("survival_arm")


def _comparisons() -> dict[str, tuple[pl.Expr, str]]:
    """The arm of each patient in each comparison, null outside it, and when it was told."""
    group, has_bone = pl.col("molecular_group"), pl.col("has_bone_metastasis_at_stage_iv")
    bone = pl.when(has_bone).then(pl.lit("with_bone")).otherwise(pl.lit("without_bone"))
    kras_arms = {"positive": "KRAS_mutated", "negative": "KRAS_wild_type"}
    kras = pl.col("kras_result").replace_strict(kras_arms, default=None, return_dtype=pl.String)
    by_group = {
        **{f"{name}_by_bone": pl.when(group == name).then(bone) for name in GROUPS},
        "by_group": pl.when(group.is_in(GROUPS)).then(group),
        "bone_EGFR_triple_negative": pl.when(
            has_bone & group.is_in(["EGFR", "triple_negative"])
        ).then(group),
    }
    spread = pl.when(pl.col("metastatic_class").is_in(BONE_SPREAD)).then("metastatic_class")
    return {
        **{name: (arm, "molecular_group_known_on") for name, arm in by_group.items()},
        "bone_KRAS_status": (pl.when(has_bone).then(kras), "kras_result_known_on"),
        "bone_spread": (spread, "stage_iv_on"),
    }


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
