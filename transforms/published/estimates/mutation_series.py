"""The patients of the published series of mutations, and the groups compared in it."""

import polars as pl

from warehouse.schema.definitions import names

OUTCOME = "is_bone_metastasis_synchronous"
REFERENCE = "triple_negative"


def mutation_series(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Profiles with stage IV at diagnosis and a non-squamous non-small-cell histology."""
    return disease_profile.filter(
        "is_stage_iv_at_diagnosis",
        pl.col("histology").is_in(names("mutation_series_histologies")),
    )


def groups() -> dict[str, pl.Expr]:
    """Who belongs to each altered group and alteration; never null."""
    group = pl.col("molecular_group")
    egfr, kras = group == "EGFR", group == "KRAS"
    belongs = {
        "EGFR": egfr,
        "EGFR_exon19del": egfr & (pl.col("egfr_variant") == "exon19del"),
        "EGFR_L858R": egfr & (pl.col("egfr_variant") == "L858R"),
        "EGFR_other": group == "EGFR_other",
        "ALK": group == "ALK",
        "KRAS": kras,
        **{
            f"KRAS_{variant}": kras & (pl.col("kras_variant") == variant)
            for variant in ("G12A", "G12C", "G12D", "G12V", "other")
        },
    }
    return {name: told.fill_null(False) for name, told in belongs.items()}


def with_triple_negative(series: pl.DataFrame, belongs: pl.Expr) -> pl.DataFrame:
    """The patients of a group and those it is compared with."""
    return series.filter(belongs | (pl.col("molecular_group") == REFERENCE))
