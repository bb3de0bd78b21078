"""How likely a first event is while no bone-targeted agent has been given."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.incidence_at import incidence_at
from transforms.published.estimates.observed import CENSORED
from warehouse.schema import PUBLISHED


def sre_without_bone_agent(first_event: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """Incidence of the first event of each endpoint, censored at the first dose (1.19).

    In: derived.first_event, derived.cohort. Out: published.sre_without_bone_agent. An event on the
    day of the first dose came before it: the event is often why it is given. Patients treated by
    the start of observation have no time without an agent.
    """
    first_dose = cohort.select(
        "patient_id",
        dose_day=(pl.col("first_bone_agent_on") - pl.col("index_on")).dt.total_days(),
    )
    untreated = _until_first_dose(first_event.join(first_dose, on="patient_id", how="left"))
    rows = [
        incidence_at(
            untreated.filter(pl.col("endpoint") == endpoint), "incidence_months"
        ).with_columns(event_outcome=pl.lit(endpoint))
        for endpoint in ENDPOINTS
    ]
    return conform(pl.concat(rows), PUBLISHED["sre_without_bone_agent"])


def _until_first_dose(histories: pl.DataFrame) -> pl.DataFrame:
    dose_comes_first = (pl.col("dose_day") < pl.col("exit_day")).fill_null(False)
    ended = histories.with_columns(
        exit_day=pl.when(dose_comes_first).then("dose_day").otherwise("exit_day"),
        status=pl.when(dose_comes_first).then(CENSORED).otherwise("status"),
    )
    return ended.filter(pl.col("exit_day") > pl.col("entry_day")).sort("patient_id")
