"""Lanes of imaging: what each examination concludes, and in how many bones lesions were seen."""

import polars as pl

from dashboard.charts.inline import with_tips
from dashboard.charts.panel import RECORDS_APART
from dashboard.charts.points import record_of_row
from dashboard.labels import capital_word, word
from dashboard.language import say
from dashboard.palette import INK, LESION, MISSING

EXAM_TIPS = ("modality", "body_region", "examined_on", "concludes_bone_metastasis")
LESION_TIPS = ("examined_on", "lesion_sites")
_CONCLUSION_FILL = {"yes": INK, "equivocal": MISSING}
_LINES_SHOWN = 12


def exams(frame: pl.DataFrame) -> pl.DataFrame:
    """Examinations as marks, filled by conclusion. In: canonical.imaging_exam."""
    fill = pl.col("concludes_bone_metastasis").replace_strict(
        _CONCLUSION_FILL, default="transparent", return_dtype=pl.String
    )
    return with_tips(frame, EXAM_TIPS).select(
        day="examined_on",
        lane=pl.lit(say("Imaging") + "#0"),
        shape=pl.lit("circle"),
        fill=fill.fill_null("transparent"),
        outline=pl.lit(INK),
        sign=pl.lit(None, pl.String),
        record=record_of_row("imaging_exam"),
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in EXAM_TIPS},
    )


def lesion_sites(lesions: pl.DataFrame) -> pl.DataFrame:
    """One mark a day with lesions; beside it the number of sites, in its tooltip their names.

    In: canonical.lesion. A lesion that resolved is not a site that day.
    """
    present = lesions.filter(pl.col("lesion_status").ne_missing("resolved"))
    days = (
        present.with_columns(
            site=pl.Series(
                [_in_words(row) for row in present.iter_rows(named=True)], dtype=pl.String
            ),
            record=record_of_row("lesion"),
        )
        .group_by("examined_on", maintain_order=True)
        .agg(
            pl.col("site").unique(maintain_order=True),
            pl.struct("bone_site", "laterality").n_unique().alias("site_count"),
            pl.col("record").str.join(RECORDS_APART),
        )
        .with_columns(lesion_sites=pl.col("site").list.head(_LINES_SHOWN).list.join(", ") + _more())
    )
    return with_tips(days, LESION_TIPS).select(
        day="examined_on",
        lane=pl.lit(say("Bones with lesions") + "#0"),
        shape=pl.lit("diamond"),
        fill=pl.lit(LESION),
        outline=pl.lit(LESION),
        sign=pl.col("site_count").cast(pl.String),
        record="record",
        **{f"tip_{name}": pl.col(f"tip_{name}") for name in LESION_TIPS},
    )


def _more() -> pl.Expr:
    return (
        pl.when(pl.col("site").list.len() > _LINES_SHOWN).then(pl.lit(" …")).otherwise(pl.lit(""))
    )


def _in_words(lesion: dict[str, object]) -> str:
    """`T8 (new)`, `Femur, left (stable)`."""
    site, side, status = (
        None if lesion[name] is None else str(lesion[name])
        for name in ("bone_site", "laterality", "lesion_status")
    )
    place = capital_word("bone_site", site)
    if side not in {None, "M"}:
        place = f"{place}, {word('laterality', side)}"
    return f"{place} ({word('lesion_status', status)})" if status else place
