"""Who is compared with whom in survival from stage IV."""

import polars as pl

from transforms.published.estimates.from_stage_iv import followed_from_stage_iv

GROUPS = ("EGFR", "ALK", "KRAS", "triple_negative")
BONE_SPREAD = ("bone_only", "bone_node", "bone_visceral")
BONE_OR_VISCERA = ("bone_only", "bone_visceral", "visceral_only")


def compared_from_stage_iv(disease_profile: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The histories of each comparison, by its code, with the survival_arm of each patient.

    In: derived.disease_profile. Out: frames of `followed_from_stage_iv`. Molecular groups are
    followed from the report that told them when it came after stage IV: who died before it is in no
    group, and the others could not have died.
    """
    return {
        name: followed_from_stage_iv(disease_profile, told_on)
        .with_columns(survival_arm=arm)
        .drop_nulls("survival_arm")
        .sort("survival_arm", "patient_id")
        for name, (arm, told_on) in _comparisons().items()
    }


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
    by_spread = {"bone_spread": BONE_SPREAD, "bone_or_viscera": BONE_OR_VISCERA}
    return {
        **{name: (arm, "molecular_group_known_on") for name, arm in by_group.items()},
        "bone_KRAS_status": (pl.when(has_bone).then(kras), "kras_result_known_on"),
        **{name: (_of_spread(classes), "stage_iv_on") for name, classes in by_spread.items()},
    }


def _of_spread(classes: tuple[str, ...]) -> pl.Expr:
    return pl.when(pl.col("metastatic_class").is_in(classes)).then("metastatic_class")
