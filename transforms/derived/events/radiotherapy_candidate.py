"""Courses of radiotherapy as candidate events."""

import polars as pl

from transforms.derived.events.candidate import as_candidates, first_reason
from transforms.derived.events.places import is_spinal
from warehouse.schema.definitions import names, number


def radiotherapy_candidate(radiotherapy_course: pl.DataFrame) -> pl.DataFrame:
    """Every course as a candidate at its first fraction (domain.md §2.1, §2.2 C).

    In: derived.radiotherapy_course. Out: columns of a candidate. Irradiation of bone against
    pain, palliative, decompressive, after surgery or to prevent a fracture counts, as the
    definition radiotherapy_intents_counted says. A volume is bone when the source says so or,
    when it says nothing, when it names one.
    """
    is_known = ~_is_intent_unknown() & _targets_bone().is_not_null()
    return as_candidates(
        radiotherapy_course.with_columns(
            occurred_on="started_on",
            earliest_on="started_on",
            is_of_spine=is_spinal("bone_site") | _intent("decompressive"),
            excluded_reason=_excluded_reason(),
            certainty=pl.when(is_known).then(pl.lit("confirmed")).otherwise(pl.lit("uncertain")),
            event_id=pl.col("course_id"),
        ),
        "RT",
    )


def _excluded_reason() -> pl.Expr:
    ablative, radiopharmaceutical = _intent("ablative"), _intent("radiopharmaceutical")
    counted = pl.col("radiotherapy_intent").is_in(names("radiotherapy_intents_counted"))
    return first_reason(
        rt_not_delivered=pl.col("fractions_delivered") == 0,
        rt_non_bone=~_targets_bone() | _intent("prophylactic_cranial"),
        rt_curative=_intent("curative"),
        rt_ablative=ablative & (not number("count_ablative")),
        rt_radiopharmaceutical=radiopharmaceutical & (not number("count_radiopharmaceutical")),
        intent_unknown=_is_intent_unknown(),
        rt_intent_not_counted=~counted & ~ablative & ~radiopharmaceutical,
        rt_target_unknown=_targets_bone().is_null(),
    )


def _targets_bone() -> pl.Expr:
    names_bone = pl.when(pl.col("bone_site").is_not_null()).then(True)
    return pl.coalesce("target_is_bone", names_bone)


def _intent(word: str) -> pl.Expr:
    return (pl.col("radiotherapy_intent") == word).fill_null(False)


def _is_intent_unknown() -> pl.Expr:
    return pl.col("radiotherapy_intent").fill_null("unknown") == "unknown"
