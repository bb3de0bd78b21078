"""When a patient is under observation, from a first date of their disease on."""

from datetime import date, timedelta

import polars as pl

from warehouse.schema.definitions import number, word

STUDY_START = date.fromisoformat(word("study_start_on"))


def observed_from(
    start: str, people: pl.DataFrame, followup: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """The people with entry_on, exit_on and exit_status (domain.md §2.3).

    In: patient_id, the date named `start`, first_contact_on, last_contact_on, death_on;
    canonical.followup; the night. Entry: the latest of start, first contact here and start of the
    study. Exit: death; without death the last contact, else the last visit that is not news, else
    start; never after the data lag, when the last rows are not in yet, and never before entry. A
    death is an exit even when the last contact noted is earlier.
    """
    complete_until = as_of - timedelta(days=number("data_lag_days"))
    last_alive = pl.coalesce("last_contact_on", "last_visit_on", start)
    last_news = pl.coalesce("death_on", last_alive)
    died = (pl.col("death_on") <= complete_until).fill_null(False)
    return (
        people.join(_last_visit(followup), on="patient_id", how="left")
        .with_columns(entry_on=pl.max_horizontal(start, "first_contact_on", pl.lit(STUDY_START)))
        .with_columns(
            exit_on=pl.max_horizontal(
                "entry_on", pl.min_horizontal(last_news, pl.lit(complete_until))
            ),
            exit_status=pl.when(died).then(pl.lit("dead")).otherwise(pl.lit("censored")),
        )
    )


def _last_visit(followup: pl.DataFrame) -> pl.DataFrame:
    """The last time the patient was seen or heard; news may be of their death."""
    heard = followup.filter(pl.col("visit_kind").fill_null("") != "news")
    return heard.group_by("patient_id").agg(last_visit_on=pl.col("visited_on").max())
