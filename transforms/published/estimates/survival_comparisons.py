"""Who is compared with whom in survival from stage IV."""

import polars as pl

GROUPS = ("EGFR", "ALK", "KRAS", "triple_negative")
BONE_SPREAD = ("bone_only", "bone_node", "bone_visceral")


def survival_comparisons() -> dict[str, pl.Expr]:
    """The arm of each patient in each comparison, by its code; null outside it.

    In (columns): molecular_group, kras_result, metastatic_class, has_bone_metastasis_at_stage_iv
    of derived.disease_profile.
    """
    group, has_bone = pl.col("molecular_group"), pl.col("has_bone_metastasis_at_stage_iv")
    bone = pl.when(has_bone).then(pl.lit("with_bone")).otherwise(pl.lit("without_bone"))
    kras_arms = {"positive": "KRAS_mutated", "negative": "KRAS_wild_type"}
    kras = pl.col("kras_result").replace_strict(kras_arms, default=None, return_dtype=pl.String)
    return {
        **{f"{name}_by_bone": pl.when(group == name).then(bone) for name in GROUPS},
        "by_group": pl.when(group.is_in(GROUPS)).then(group),
        "bone_EGFR_triple_negative": pl.when(
            has_bone & group.is_in(["EGFR", "triple_negative"])
        ).then(group),
        "bone_KRAS_status": pl.when(has_bone).then(kras),
        "bone_spread": pl.when(pl.col("metastatic_class").is_in(BONE_SPREAD)).then(
            "metastatic_class"
        ),
    }
