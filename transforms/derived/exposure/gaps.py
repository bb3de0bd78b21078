"""What follows each attempt: the next one in time, a missed dose, or a stop."""

import polars as pl

from warehouse.schema.definitions import number

TREATMENT = ("patient_id", "treatment_number")


def attempt_days(attempts: pl.DataFrame) -> pl.DataFrame:
    """Days of attempts with what follows each, numbered by treatment.

    In: `attempts`. Out: one row a patient and day: patient_id, given_on, is_given, interval_days,
    rows, end_on (last day of observation), is_dead_at_end, next_on, is_last, due_on, is_stopped,
    is_missed, treatment_number; treatments without any dose given are left out.

    The next dose is due after the interval. It is missed when nothing, given or held, comes by
    14 days later; a gap of more than twice the interval (or than interval and 14 days, for short
    intervals) is a stop, and what follows is another treatment (domain.md §6).
    """
    days = _one_a_day(attempts).sort("patient_id", "given_on")
    followed = days.with_columns(
        next_on=pl.col("given_on").shift(-1).over("patient_id"),
        end_on=_end_of_observation(),
        due_on=pl.col("given_on") + pl.duration(days="interval_days"),
    ).with_columns(is_last=pl.col("next_on").is_null())
    judged = followed.with_columns(is_stopped=_is_stopped()).with_columns(
        is_missed=(_waited() > _tolerated()) & ~pl.col("is_stopped"),
        is_dead_at_end=(pl.col("death_on") == pl.col("end_on")).fill_null(False),
    )
    return _numbered(judged)


def from_first_dose(days: pl.DataFrame) -> pl.DataFrame:
    """The attempts from the first dose given in each treatment on, with where it ends.

    In: `attempt_days`. Out: the same by patient, treatment and day, with started_on and ended_on:
    the day the dose that never came was due, or the end of observation.
    """
    started_on = pl.col("given_on").filter(pl.col("is_given")).min().over(TREATMENT)
    begun = days.with_columns(started_on=started_on).filter(
        pl.col("given_on") >= pl.col("started_on")
    )
    ended_on = pl.when("is_stopped").then("due_on").otherwise("end_on")
    return begun.sort(*TREATMENT, "given_on").with_columns(ended_on=ended_on.last().over(TREATMENT))


def grace_days() -> int:
    """Days a dose covers beyond its interval."""
    return int(number("bone_agent_grace_days"))


def _one_a_day(attempts: pl.DataFrame) -> pl.DataFrame:
    """Two agents on one day are one attempt, with the longer interval."""
    return attempts.group_by("patient_id", "given_on").agg(
        is_given=pl.col("is_given").any(),
        interval_days=pl.col("interval_days").max(),
        rows=pl.col("rows").explode(empty_as_null=False).sort(),
        death_on=pl.col("death_on").first(),
        last_known_on=pl.col("last_known_on").first(),
    )


def _end_of_observation() -> pl.Expr:
    """Death when it comes first; a dose after the last contact is a contact."""
    last_attempt = pl.col("given_on").max().over("patient_id")
    return pl.min_horizontal("death_on", pl.max_horizontal("last_known_on", last_attempt))


def _waited() -> pl.Expr:
    return (pl.coalesce("next_on", "end_on") - pl.col("given_on")).dt.total_days()


def _tolerated() -> pl.Expr:
    return pl.col("interval_days") + grace_days()


def _is_stopped() -> pl.Expr:
    longest = number("bone_agent_stop_intervals") * pl.col("interval_days")
    return _waited() > pl.max_horizontal(longest, _tolerated())


def _numbered(days: pl.DataFrame) -> pl.DataFrame:
    """Treatments counted from 1, among those in which a dose was given."""
    stops_before = pl.col("is_stopped").shift(1).over("patient_id").fill_null(False)
    tried = days.with_columns(trial=stops_before.cum_sum().over("patient_id"))
    given = tried.filter(pl.col("is_given").any().over("patient_id", "trial"))
    dense = pl.col("trial").rank("dense").over("patient_id").cast(pl.Int64)
    return given.with_columns(treatment_number=dense).drop("trial")
