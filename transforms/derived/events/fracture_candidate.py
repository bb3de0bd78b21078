"""Fractures as candidate events: through a metastatic bone, or not."""

from datetime import timedelta

import polars as pl

from transforms.derived.events.candidate import (
    as_candidates,
    earliest_day,
    first_reason,
    founded_by_row,
)
from transforms.derived.events.places import same_place
from warehouse.schema.definitions import number

# CIM-10 FR, domain.md §2.2 C and §7.2
TRAUMATIC_CODES = ("S",)
BENIGN_CODES = ("M80", "M81", "M84.3", "M48.4")
PATHOLOGICAL_CODES = ("M90.7", "M84.4", "M49.5")
SEEN = ("MR", "CT", "DX", "surgery")
LESION_WINDOW = timedelta(days=number("no_lesion_days"))


def fracture_candidate(fracture: pl.DataFrame, lesion: pl.DataFrame) -> pl.DataFrame:
    """Every fracture as a candidate, with the reason that excludes it (domain.md §2.2 C).

    In: canonical.fracture, canonical.lesion. Out: columns of a candidate.

    A fracture whose bone has no lesion is set apart when imaging within 60 days described
    lesions, none of them there; without any described imaging nothing contradicts the source.
    A mechanism that is unknown, and that the code does not tell, waits for review.
    """
    rows = founded_by_row(fracture, "fracture").with_columns(
        earliest_on=earliest_day("occurred_on")
    )
    described = rows.join(_bone_is_spared(rows, lesion), on="event_id", how="left")
    excluded = described.with_columns(
        excluded_reason=first_reason(
            traumatic=_is_traumatic(),
            benign=_is_benign(),
            mechanism_unknown=~_is_pathological(),
            no_lesion=pl.col("is_spared").fill_null(False),
        )
    )
    return as_candidates(excluded.with_columns(certainty=_certainty()), "FX")


def _has_code(prefixes: tuple[str, ...]) -> pl.Expr:
    code = pl.col("icd10_code")
    return pl.any_horizontal(code.str.starts_with(prefix).fill_null(False) for prefix in prefixes)


def _mechanism(word: str) -> pl.Expr:
    return pl.col("fracture_mechanism").fill_null("unknown") == word


def _is_traumatic() -> pl.Expr:
    return _mechanism("traumatic") | _has_code(TRAUMATIC_CODES)


def _is_benign() -> pl.Expr:
    return _mechanism("osteoporotic") | _has_code(BENIGN_CODES)


def _is_pathological() -> pl.Expr:
    return _mechanism("pathological") | (_mechanism("unknown") & _has_code(PATHOLOGICAL_CODES))


def _bone_is_spared(fractures: pl.DataFrame, lesion: pl.DataFrame) -> pl.DataFrame:
    """Fractures with lesions described near in time: event_id, is_spared."""
    described = fractures.join(
        lesion.select("patient_id", "examined_on", site="bone_site", side="laterality"),
        on="patient_id",
    ).filter((pl.col("examined_on") - pl.col("occurred_on")).abs() <= LESION_WINDOW)
    here = same_place("bone_site", "laterality", "site", "side")
    # a fracture of unknown site cannot be contradicted
    return described.group_by("event_id").agg(is_spared=~here.fill_null(True).any())


def _certainty() -> pl.Expr:
    to_review = pl.col("excluded_reason").is_in(["mechanism_unknown", "no_lesion"])
    return (
        pl.when(to_review)
        .then(pl.lit("uncertain"))
        .when(pl.col("confirmed_by").is_in(SEEN))
        .then(pl.lit("confirmed"))
        .otherwise(pl.lit("probable"))
    )
