"""Rules an irradiation can break: dose arithmetic, dates, place, intent (domain.md §8)."""

from datetime import timedelta

import polars as pl

from transforms.derived.events.places import region, same_place
from transforms.derived.evidence import source_row
from transforms.derived.findings.breach import breach
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

RT = "radiotherapy"
PALLIATIVE = ("analgesic", "palliative")


def radiotherapy_breaches(
    radiotherapy: pl.DataFrame, radiotherapy_course: pl.DataFrame, lesion: pl.DataFrame
) -> list[pl.DataFrame]:
    """Findings among irradiations, one frame a rule.

    In: canonical.radiotherapy, derived.radiotherapy_course, canonical.lesion. What is wrong with a
    course is said of its first row only: ten fractions are one mistake.
    """
    courses = _with_first_row(radiotherapy_course, radiotherapy)
    return [
        breach(radiotherapy.filter(_dose_does_not_add_up()), "R01", RT, "total_dose_gy"),
        breach(radiotherapy.filter(_is_no_fraction_dose()), "R03", RT, "dose_per_fraction_gy"),
        breach(radiotherapy.filter(_is_single_and_many()), "R04", RT, "fractions_planned"),
        breach(courses.filter(_is_long()), "R05", RT, "ended_on"),
        breach(_where_no_lesion_is_near(courses, lesion), "R06", RT, "bone_site"),
        breach(courses.filter(_is_curative_by_dose()), "R07", RT, "radiotherapy_intent"),
        breach(_overlapping(courses), "R08", RT, "started_on"),
        breach(
            radiotherapy.filter(pl.col("ended_on") < pl.col("started_on")), "R09", RT, "ended_on"
        ),
        breach(_to_bone(courses).join(lesion, on="patient_id", how="anti"), "X04", RT, "bone_site"),
    ]


def _with_first_row(radiotherapy_course: pl.DataFrame, radiotherapy: pl.DataFrame) -> pl.DataFrame:
    """Each course with the identifiers of its earliest row."""
    rows = radiotherapy.select(
        "source_system", "source_row_id", row=source_row(RT), row_on="started_on"
    )
    first = (
        radiotherapy_course.select("course_id", row=pl.col("source_rows"))
        .explode("row", empty_as_null=False)
        .join(rows, on="row")
        .sort("course_id", "row_on", "row")
        .unique("course_id", keep="first", maintain_order=True)
    )
    return radiotherapy_course.join(first, on="course_id")


def _dose_does_not_add_up() -> pl.Expr:
    """A source sends one row a fraction or one row a course, the total planned or given."""
    off = pl.min_horizontal(
        (pl.col("total_dose_gy") - pl.col(fractions) * pl.col("dose_per_fraction_gy")).abs()
        for fractions in ("fractions_planned", "fractions_delivered")
    )
    return off > threshold("dose_tolerance") * pl.col("total_dose_gy")


def _is_no_fraction_dose() -> pl.Expr:
    dose = pl.col("dose_per_fraction_gy")
    return ~dose.is_between(threshold("lowest_fraction_gy"), threshold("highest_fraction_gy"))


def _is_single_and_many() -> pl.Expr:
    single = number("single_fraction_gy")
    is_single = (pl.col("total_dose_gy") == single) & (pl.col("dose_per_fraction_gy") == single)
    return is_single & (pl.max_horizontal("fractions_planned", "fractions_delivered") > 1)


def _is_long() -> pl.Expr:
    days = (pl.col("ended_on") - pl.col("started_on")).dt.total_days()
    usual = pl.col("fractions_delivered") * threshold("course_days_a_fraction")
    return days > usual + threshold("course_days_besides")


def _to_bone(courses: pl.DataFrame) -> pl.DataFrame:
    return courses.filter(pl.col("target_is_bone"))


def _where_no_lesion_is_near(courses: pl.DataFrame, lesion: pl.DataFrame) -> pl.DataFrame:
    """Of patients whose lesions are described; a place or level not known is nowhere else."""
    placed = _to_bone(courses).filter(pl.col("bone_site").is_not_null())
    near = timedelta(days=threshold("irradiated_lesion_days"))
    described = lesion.select(
        "patient_id", "examined_on", lesion_site="bone_site", lesion_side="laterality"
    )
    found = placed.join(described, on="patient_id").filter(
        (pl.col("examined_on") - pl.col("started_on")).abs() <= near,
        same_place("bone_site", "laterality", "lesion_site", "lesion_side"),
    )
    of_described = placed.join(described, on="patient_id", how="semi")
    return of_described.join(found, on="course_id", how="anti")


def _is_curative_by_dose() -> pl.Expr:
    a_fraction = pl.col("total_dose_gy") / pl.col("fractions_delivered")
    return (
        pl.col("radiotherapy_intent").is_in(PALLIATIVE)
        & (pl.col("total_dose_gy") > threshold("curative_dose_gy"))
        & (a_fraction <= threshold("conventional_fraction_gy"))
    )


def _overlapping(courses: pl.DataFrame) -> pl.DataFrame:
    """The later of two courses of one region and side, when it starts before the other ends."""
    place = ("patient_id", "region", "side")
    ordered = (
        courses.with_columns(region=region("bone_site"), side=pl.col("laterality").fill_null("U"))
        .filter(pl.col("region").is_not_null())
        .sort(*place, "started_on", "course_id")
    )
    last = pl.max_horizontal("started_on", "ended_on")
    busy_until = last.cum_max().shift().over(place)
    return ordered.filter(pl.col("started_on") <= busy_until)
