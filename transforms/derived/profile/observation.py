"""When a patient with lung cancer is under observation, from the diagnosis of cancer on."""

from datetime import date, timedelta

import polars as pl

from warehouse.schema.definitions import number, word

STUDY_START = date.fromisoformat(word("study_start_on"))


def observed_from_cancer(people: pl.DataFrame, followup: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The people with entry_on, exit_on and exit_status, as for the cohort (domain.md §2.3).

    In: patient_id, cancer_on, first_contact_on, last_contact_on, death_on; canonical.followup; the
    night. Entry: the latest of the diagnosis, the first contact here and the start of the study.
    Exit: death; without death the last contact, else the last visit that is not news, else the
    diagnosis; never after the data lag, never before entry.
    """
    complete_until = as_of - timedelta(days=number("data_lag_days"))
    seen = followup.filter(pl.col("visit_kind").fill_null("") != "news")
    last_visit = seen.group_by("patient_id").agg(last_visit_on=pl.col("visited_on").max())
    last_alive = pl.coalesce("last_contact_on", "last_visit_on", "cancer_on")
    died = (pl.col("death_on") <= complete_until).fill_null(False)
    return (
        people.join(last_visit, on="patient_id", how="left")
        .with_columns(
            entry_on=pl.max_horizontal("cancer_on", "first_contact_on", pl.lit(STUDY_START))
        )
        .with_columns(
            exit_on=pl.max_horizontal(
                "entry_on",
                pl.min_horizontal(pl.coalesce("death_on", last_alive), pl.lit(complete_until)),
            ),
            exit_status=pl.when(died).then(pl.lit("dead")).otherwise(pl.lit("censored")),
        )
    )
