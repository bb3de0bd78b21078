"""The days on which a spine is assessed, and what was known of the patient by then."""

from datetime import timedelta

import polars as pl

from transforms.derived.events.places import SPINE, is_spinal
from transforms.derived.profile.organs import STAGING_WINDOW
from warehouse.schema import BONE_SITES
from warehouse.schema.definitions import number

PERFORMANCE_WINDOW = timedelta(days=number("performance_window_days"))
LEVELS = [code for code, site in BONE_SITES.items() if site.is_vertebra and code != SPINE]
MANY = 3  # both counts of Tokuhashi stop telling apart from three on
RANK = {"cord_compression": 0, "first_vertebral_lesion": 1}
MOMENT = ["patient_id", "assessed_on"]


def spine_assessments(lesion: pl.DataFrame, cord_compression: pl.DataFrame) -> pl.DataFrame:
    """patient_id, assessed_on, assessment_basis, frankel_initial, frankel_day_30.

    In: canonical.lesion, canonical.cord_compression. A row for each day with a cord compression,
    and for the first examination that shows a vertebral lesion; the compression names a day
    that is both. Two compressions of one day are one: the worst grade.
    """
    compressed = cord_compression.group_by("patient_id", assessed_on="occurred_on").agg(
        _worst("frankel_initial"),
        _worst("frankel_day_30"),
        assessment_basis=pl.lit("cord_compression"),
    )
    shown = (
        lesion.filter(is_spinal("bone_site"))
        .group_by("patient_id")
        .agg(
            assessed_on=pl.col("examined_on").min(),
            assessment_basis=pl.lit("first_vertebral_lesion"),
        )
    )
    moments = pl.concat([compressed, shown], how="diagonal")
    by_basis = pl.col("assessment_basis").replace_strict(RANK, return_dtype=pl.Int64)
    return moments.sort(*MOMENT, by_basis).unique(subset=MOMENT, keep="first", maintain_order=True)


def lesion_counts(moments: pl.DataFrame, lesion: pl.DataFrame) -> pl.DataFrame:
    """The moments with vertebral_metastasis_count and extraspinal_lesion_count.

    Lesions seen by then, or up to 30 days after. Vertebrae are counted once each. Where a lesion
    of the spine has no level (spine, sacrum) the vertebrae are not known, unless three others are.
    Without any lesion described, nothing is known.
    """
    seen = (
        moments.select(MOMENT)
        .join(lesion, on="patient_id")
        .filter(pl.col("examined_on") <= pl.col("assessed_on") + STAGING_WINDOW)
    )
    spinal, has_level = is_spinal("bone_site"), pl.col("bone_site").is_in(LEVELS)
    counts = seen.group_by(MOMENT).agg(
        levels=pl.col("bone_site").filter(has_level).n_unique(),
        has_unknown_level=(spinal & ~has_level).any(),
        extraspinal_lesion_count=_lesion().filter(~spinal).n_unique(),
    )
    known = ~pl.col("has_unknown_level") | (pl.col("levels") >= MANY)
    counted = counts.with_columns(vertebral_metastasis_count=pl.when(known).then("levels"))
    return moments.join(counted, on=MOMENT, how="left")


def performance_at(moments: pl.DataFrame, followup: pl.DataFrame) -> pl.DataFrame:
    """The moments with karnofsky: of the visit nearest within 30 days, the earlier when two are as
    near, the lower when both are of one day."""
    visits = followup.drop_nulls("karnofsky").select("patient_id", "visited_on", "karnofsky")
    away = (pl.col("visited_on") - pl.col("assessed_on")).abs()
    near = moments.select(MOMENT).join(visits, on="patient_id").filter(away <= PERFORMANCE_WINDOW)
    nearest = near.sort(*MOMENT, away, "visited_on", "karnofsky").unique(
        subset=MOMENT, keep="first", maintain_order=True
    )
    return moments.join(nearest.drop("visited_on"), on=MOMENT, how="left")


def _lesion() -> pl.Expr:
    """A lesion keeps its name at each examination; without a name, its place."""
    place = pl.format("{} {}", "bone_site", pl.coalesce("laterality", pl.lit("U")))
    return pl.coalesce("lesion_id", place)


def _worst(grade: str) -> pl.Expr:
    """The worst known: grades go from A, complete, to E, none. Null without any."""
    return pl.col(grade).min()
