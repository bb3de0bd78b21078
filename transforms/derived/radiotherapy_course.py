"""Courses of radiotherapy from the fractions and courses that sources deliver."""

import polars as pl

from transforms.derived.events.places import region
from transforms.derived.evidence import source_row, stable_key, with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import number

SAME_DOSE = 0.02  # share by which a dose may differ from the one prescribed: domain.md §8


def radiotherapy_course(radiotherapy: pl.DataFrame) -> pl.DataFrame:
    """Courses: one row a course, whatever its fractions and fields (domain.md §2.2 A).

    In: canonical.radiotherapy. Out: derived.radiotherapy_course, doses in Gy.

    Fractions of one plan are one course; without a plan, fractions on the same region and side
    under one prescription (intent, number of fractions, dose a fraction to 2 %). A gap of more
    than 14 days between two fractions starts a new course. A row that already is a whole course
    stays one. Fields irradiated on one day are one session, of the dose of the field that had
    most. Nothing is said here of what counts as an event: see `skeletal_event`.
    """
    rows = _in_order(radiotherapy).with_columns(course_number=_starts_a_course().cum_sum())
    courses = rows.group_by("course_number").agg(
        # rows keep their order within a group: the first fraction comes first
        pl.col("patient_id", "started_on").first(),
        pl.col("bone_site", "laterality", "target_is_bone", "radiotherapy_intent", "technique")
        .drop_nulls()
        .first(),
        ended_on=pl.col("last_day").max(),
        founding_row=pl.col("row").first(),
        source_rows=pl.col("row").sort(),
    )
    complete = courses.join(_delivered(rows), on="course_number")
    keyed = complete.with_columns(course_id=stable_key(complete["founding_row"]))
    table = DERIVED["radiotherapy_course"]
    return conform(with_definition_version(keyed).select(table.columns), table)


def _in_order(radiotherapy: pl.DataFrame) -> pl.DataFrame:
    """Each irradiated volume of each patient, fraction after fraction."""
    return radiotherapy.with_columns(
        row=source_row("radiotherapy"),
        volume=_volume(),
        last_day=pl.max_horizontal("started_on", "ended_on"),
        is_whole_course=_is_whole_course(),
    ).sort("patient_id", "volume", "started_on", "row")


def _volume() -> pl.Expr:
    """What is irradiated: the plan when there is one, else the region and its side."""
    place = pl.format(
        "region {} {}",
        pl.coalesce(region("bone_site"), pl.lit("?")),
        pl.coalesce("laterality", pl.lit("U")),
    )
    return pl.coalesce(pl.format("plan {}", "plan_id"), place)


def _is_whole_course() -> pl.Expr:
    """Several fractions in one row, several days, or the single fraction that was planned."""
    several = (pl.col("fractions_delivered") > 1) | (pl.col("ended_on") > pl.col("started_on"))
    return several.fill_null(False) | (pl.col("fractions_planned") == 1).fill_null(False)


def _starts_a_course() -> pl.Expr:
    """A row, in order, that does not belong to the course of the row before it."""
    gap_days = (pl.col("started_on") - _before("last_day")).dt.total_days()
    return pl.any_horizontal(
        is_another.fill_null(True)
        for is_another in (
            pl.col("patient_id") != _before("patient_id"),
            pl.col("volume") != _before("volume"),
            gap_days > number("rt_gap_days"),
            pl.col("is_whole_course") | _before("is_whole_course"),
            pl.col("plan_id").is_null() & _is_under_new_prescription(),
        )
    )


def _is_under_new_prescription() -> pl.Expr:
    """Another intent, number of fractions or dose a fraction than the row before, as far as both
    say."""
    dose, dose_before = pl.col("dose_per_fraction_gy"), _before("dose_per_fraction_gy")
    return pl.any_horizontal(
        change.fill_null(False)
        for change in (
            pl.col("radiotherapy_intent") != _before("radiotherapy_intent"),
            pl.col("fractions_planned") != _before("fractions_planned"),
            (dose - dose_before).abs() > SAME_DOSE * dose_before,
        )
    )


def _before(column: str) -> pl.Expr:
    return pl.col(column).shift(1)


def _delivered(rows: pl.DataFrame) -> pl.DataFrame:
    """course_number, fractions_delivered, total_dose_gy.

    A row alone says what it says; a row among several is at least a fraction. Each day counts once,
    however many fields it had: ten days of two vertebrae are ten fractions. The dose is null when
    a fraction has none: a total repeated on each row may be the prescription's.
    """
    several = rows.with_columns(row_count=pl.len().over("course_number")).with_columns(
        fractions=_fractions(), dose=_dose()
    )
    # sums of floats depend on the order of their terms: always that of the rows
    fields = several.group_by(
        "course_number", "started_on", "bone_site", "laterality", maintain_order=True
    ).agg(_whole_sum("fractions"), _whole_sum("dose"))
    days = fields.group_by("course_number", "started_on", maintain_order=True).agg(
        _most("fractions"), _most("dose")
    )
    return days.group_by("course_number").agg(
        _whole_sum("fractions").alias("fractions_delivered"),
        _whole_sum("dose").alias("total_dose_gy"),
    )


def _fractions() -> pl.Expr:
    delivered = pl.col("fractions_delivered")
    return pl.when(pl.col("row_count") > 1).then(delivered.fill_null(1)).otherwise(delivered)


def _dose() -> pl.Expr:
    a_fraction = pl.col("dose_per_fraction_gy")
    of_several = a_fraction * pl.col("fractions_delivered").fill_null(1)
    alone = pl.coalesce("total_dose_gy", a_fraction * pl.col("fractions_delivered"))
    return pl.when(pl.col("row_count") > 1).then(of_several).otherwise(alone)


def _whole_sum(name: str) -> pl.Expr:
    """The sum; null when a part is."""
    return pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum()).alias(name)


def _most(name: str) -> pl.Expr:
    """The highest; null when one is not known."""
    return pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).max()).alias(name)
