"""How complete the follow-up of the cohort is."""

from datetime import date, timedelta

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.strata import by_histology, parts
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["followup_completeness"]
LOST = timedelta(days=number("lost_to_follow_up_days"))


def followup_completeness(cohort: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Patients not known to have died and not heard of for six months (domain.md §2.3).

    In: derived.cohort, and the night. Out: published.followup_completeness, overall and by
    histology, out of everybody with bone metastasis, Wilson's 95 % limits. They are censored at
    their last contact, and counted here: an incidence is only as good as this share is small.
    """
    lost = cohort.with_columns(
        is_dead=pl.col("exit_status") == "dead",
        is_lost=(pl.col("exit_status") != "dead") & (pl.col("exit_on") < as_of - LOST),
    )
    rows = [_share(part, stratum, value) for stratum, value, part in parts(lost, by_histology())]
    return conform(pl.concat([empty_frame(TABLE), *rows]), TABLE)


def _share(part: pl.DataFrame, stratum: str, value: str) -> pl.DataFrame:
    lost = int(part["is_lost"].sum())
    share = proportion(lost, part.height).rename({"estimate": "proportion"})
    return conform(
        share.with_columns(
            stratum=pl.lit(stratum),
            stratum_value=pl.lit(value),
            patient_count=pl.lit(lost),
            denominator=pl.lit(part.height),
            death_count=pl.lit(int(part["is_dead"].sum())),
        ),
        TABLE,
    )
