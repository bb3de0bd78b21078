"""Which molecular groups go to bone, against triple-negative."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.two_by_two import two_by_two
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import names

OUTCOME = "is_bone_metastasis_synchronous"
REFERENCE = "triple_negative"


def bone_metastasis_by_mutation(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Each altered group, and each alteration, against triple-negative (1.6, 1.7, 1.8).

    In: derived.disease_profile. Out: published.bone_metastasis_by_mutation. Patients with stage IV
    at diagnosis and a non-squamous non-small-cell histology, as in the published series; bone
    metastasis within 90 days of diagnosis. Crude odds ratios, withheld under 20 patients or 5
    events an arm: 86 of 160 against 318 of 1008 is 2.52 crude, published as 2.55 adjusted.
    """
    series = disease_profile.filter(
        "is_stage_iv_at_diagnosis",
        pl.col("histology").is_in(names("mutation_series_histologies")),
    )
    rows = [
        _against_triple_negative(series, belongs).with_columns(mutation_group=pl.lit(name))
        for name, belongs in _groups().items()
    ]
    return conform(pl.concat(rows), PUBLISHED["bone_metastasis_by_mutation"])


def _groups() -> dict[str, pl.Expr]:
    group = pl.col("molecular_group")
    egfr, kras = group == "EGFR", group == "KRAS"
    return {
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


def _against_triple_negative(series: pl.DataFrame, belongs: pl.Expr) -> pl.DataFrame:
    belongs = belongs.fill_null(False)
    compared = series.filter(belongs | (pl.col("molecular_group") == REFERENCE))
    return two_by_two(compared, exposed=belongs, outcome=OUTCOME)
