"""Mirels and SINS of each described lesion, and whether it bears weight."""

import polars as pl

from transforms.derived.evidence import source_row, with_definition_version
from transforms.derived.scores.bands import sum_of_parts
from transforms.derived.scores.mirels import is_long_bone, mirels_class, mirels_parts
from transforms.derived.scores.sins import is_spine, sins_class, sins_parts
from transforms.frames import conform
from warehouse.schema import BONE_SITES, DERIVED, SEED_WEIGHT_BEARING
from warehouse.schema.definitions import number

WEIGHT_BEARING = [code for code, site in BONE_SITES.items() if site.is_weight_bearing]


def lesion_score(lesion: pl.DataFrame) -> pl.DataFrame:
    """The scores of each lesion at each examination, summed again from their parts.

    In: canonical.lesion. Out: derived.lesion_score, one row a canonical row (domain.md §5). Mirels
    for long bones and SINS for the spine only: a score reported elsewhere is has_misplaced_score
    and is not read. The class is that of the sum, else of the reported score when a part is
    missing. A reported score that is not the sum of its parts disagrees; null when either is
    missing. Surgical opinion: Mirels of 9 or SINS of 7 and more.
    """
    scored = lesion.with_columns(
        lesion_row=source_row("lesion"),
        is_weight_bearing=pl.col("bone_site").is_in(WEIGHT_BEARING),
        is_weight_bearing_seed=pl.col("bone_site").is_in(sorted(SEED_WEIGHT_BEARING)),
        has_misplaced_score=_has_misplaced_score(),
        mirels_total=pl.when(is_long_bone()).then(sum_of_parts(mirels_parts())),
        sins_total=pl.when(is_spine()).then(sum_of_parts(sins_parts())),
        mirels_score=pl.when(is_long_bone()).then("mirels_score"),
        sins_score=pl.when(is_spine()).then("sins_score"),
    ).with_columns(
        mirels_disagrees=pl.col("mirels_total") != pl.col("mirels_score"),
        sins_disagrees=pl.col("sins_total") != pl.col("sins_score"),
        mirels_class=mirels_class(_best("mirels")),
        sins_class=sins_class(_best("sins")),
        needs_surgical_opinion=_needs_surgical_opinion(),
    )
    table = DERIVED["lesion_score"]
    return conform(with_definition_version(scored).select(table.columns), table)


def _best(score: str) -> pl.Expr:
    return pl.coalesce(f"{score}_total", f"{score}_score")


def _has_misplaced_score() -> pl.Expr:
    mirels_elsewhere = pl.col("mirels_score").is_not_null() & ~is_long_bone()
    return mirels_elsewhere | (pl.col("sins_score").is_not_null() & ~is_spine())


def _needs_surgical_opinion() -> pl.Expr:
    """Null when the score of the bone is not known; a bone without a score of its own is null."""
    return pl.coalesce(
        _best("mirels") >= number("mirels_fixation_score"),
        _best("sins") >= number("sins_potentially_unstable_score"),
    )
