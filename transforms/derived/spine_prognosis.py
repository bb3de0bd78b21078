"""Tokuhashi, Tomita and Frankel at the moments a spine is assessed."""

import polars as pl

from transforms.derived.evidence import with_definition_version
from transforms.derived.profile.organs import (
    STAGING_WINDOW,
    has_visceral,
    of_this_cancer,
    organ_statements,
    organs_by,
)
from transforms.derived.scores.bands import sum_of_parts
from transforms.derived.scores.spine_assessment import (
    MOMENT,
    lesion_counts,
    performance_at,
    spine_assessments,
)
from transforms.derived.scores.tokuhashi import (
    tokuhashi_class,
    tokuhashi_parts,
    tokuhashi_range,
)
from transforms.derived.scores.tomita import tomita_class, tomita_parts
from transforms.frames import conform
from warehouse.schema import DERIVED

FRANKEL_RANK = {"A": 0, "B": 1, "C": 2, "D": 3, "E": 4}


def spine_prognosis(
    cohort: pl.DataFrame,
    lesion: pl.DataFrame,
    cord_compression: pl.DataFrame,
    diagnosis: pl.DataFrame,
    followup: pl.DataFrame,
) -> pl.DataFrame:
    """The prognosis of each spine of the cohort, at each assessment (domain.md §5).

    In: derived.cohort and canonical tables. Out: derived.spine_prognosis. A total is null when a
    part is missing; tokuhashi_lowest and tokuhashi_highest then bound it, and the class is
    given when both bounds are in it. A lung cancer has at most 10 of Tokuhashi and at least 5 of
    Tomita.
    """
    moments = spine_assessments(lesion, cord_compression).join(
        cohort.select("patient_id"), on="patient_id", how="semi"
    )
    known = _with_viscera(
        performance_at(lesion_counts(moments, lesion), followup), diagnosis, cohort
    )
    tokuhashi, tomita = tokuhashi_parts(), tomita_parts()
    lowest, highest = tokuhashi_range(tokuhashi)
    scored = known.with_columns(
        *(points.alias(f"tokuhashi_{name}_points") for name, points in tokuhashi.items()),
        *(points.alias(f"tomita_{name}_points") for name, points in tomita.items()),
        tokuhashi_total=sum_of_parts(tokuhashi),
        tokuhashi_lowest=lowest,
        tokuhashi_highest=highest,
        tokuhashi_class=_certain_class(lowest, highest),
        tomita_total=sum_of_parts(tomita),
        tomita_class=tomita_class(sum_of_parts(tomita)),
        frankel_change=_rank("frankel_day_30") - _rank("frankel_initial"),
    )
    table = DERIVED["spine_prognosis"]
    return conform(with_definition_version(scored).select(table.columns), table)


def _with_viscera(
    moments: pl.DataFrame, diagnosis: pl.DataFrame, cohort: pl.DataFrame
) -> pl.DataFrame:
    statements = of_this_cancer(organ_statements(diagnosis), cohort)
    organs = organs_by(moments, statements, "assessed_on", STAGING_WINDOW)
    viscera = organs.select(*MOMENT, has_visceral_metastasis=has_visceral())
    return moments.join(viscera, on=MOMENT, how="left")


def _certain_class(lowest: pl.Expr, highest: pl.Expr) -> pl.Expr:
    worst, best = tokuhashi_class(lowest), tokuhashi_class(highest)
    return pl.when(worst == best).then(worst)


def _rank(grade: str) -> pl.Expr:
    return pl.col(grade).replace_strict(FRANKEL_RANK, default=None, return_dtype=pl.Int64)
