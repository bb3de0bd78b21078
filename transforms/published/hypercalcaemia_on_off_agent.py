"""Hypercalcaemia on and off bone-targeted agents."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.observed import events_of, observed_cohort, on_time_axis
from transforms.published.estimates.rate import rate_per_100_years, years
from warehouse.schema import PUBLISHED

STATES = {"on_agent": True, "off_agent": False}


def hypercalcaemia_on_off_agent(
    cohort: pl.DataFrame, bone_agent_exposure: pl.DataFrame, skeletal_event: pl.DataFrame
) -> pl.DataFrame:
    """Episodes for 100 patient-years, on days covered by an agent and on the others (1.28).

    In: derived.cohort, derived.bone_agent_exposure, derived.skeletal_event. Out:
    published.hypercalcaemia_on_off_agent, limits robust to patients who have many. A dose covers
    its interval and 14 days more (domain.md §6). An episode that begins on the first day of
    cover was there before the agent: off. It describes; it does not say what agents do.
    """
    periods = observed_cohort(cohort)
    covered = _covered_days(periods, bone_agent_exposure)
    episodes = _episodes(periods, covered, skeletal_event)
    rows = [
        _rate(
            _time(periods, covered, is_on), episodes.filter(pl.col("is_on") == is_on)
        ).with_columns(agent_state=pl.lit(state))
        for state, is_on in STATES.items()
    ]
    return conform(pl.concat(rows), PUBLISHED["hypercalcaemia_on_off_agent"])


def _covered_days(periods: pl.DataFrame, exposure: pl.DataFrame) -> pl.DataFrame:
    """patient_id, start_day, stop_day: covered on start < t <= stop, within observation, without
    counting a day twice where two agents overlap."""

    def from_index(on: str) -> pl.Expr:
        return (pl.col(on) - pl.col("index_on")).dt.total_days()

    within = (
        exposure.join(periods, on="patient_id")
        .select(
            "patient_id",
            start_day=pl.max_horizontal(from_index("started_on"), "entry_day").cast(pl.Float64),
            stop_day=pl.min_horizontal(from_index("covered_until_on").cast(pl.Float64), "end_day"),
        )
        .sort("patient_id", "start_day", "stop_day")
    )
    already = pl.col("stop_day").cum_max().shift(1).over("patient_id")
    apart = within.with_columns(start_day=pl.max_horizontal("start_day", already))
    return apart.filter(pl.col("stop_day") > pl.col("start_day"))


def _episodes(
    periods: pl.DataFrame, covered: pl.DataFrame, skeletal_event: pl.DataFrame
) -> pl.DataFrame:
    """patient_id, is_on of each episode after entry."""
    episodes = (
        events_of(skeletal_event, "SRE5")
        .filter(pl.col("event_kind") == "HCM")
        .select("patient_id", "event_id", day=on_time_axis("event_day"))
        .join(periods.select("patient_id"), on="patient_id", how="semi")
    )
    on_cover = (pl.col("day") > pl.col("start_day")) & (pl.col("day") <= pl.col("stop_day"))
    return (
        episodes.join(covered, on="patient_id", how="left")
        .group_by("patient_id", "event_id")
        .agg(is_on=on_cover.fill_null(False).any())
    )


def _time(periods: pl.DataFrame, covered: pl.DataFrame, is_on: bool) -> pl.DataFrame:
    """patient_id, days of those observed on (or off) an agent."""
    on = covered.group_by("patient_id").agg(
        on_days=(pl.col("stop_day") - pl.col("start_day")).sum()
    )
    observed = periods.join(on, on="patient_id", how="left").with_columns(
        pl.col("on_days").fill_null(0.0)
    )
    off_days = pl.col("end_day") - pl.col("entry_day") - pl.col("on_days")
    days = observed.select("patient_id", days=pl.col("on_days") if is_on else off_days)
    return days.filter(pl.col("days") > 0)


def _rate(time: pl.DataFrame, episodes: pl.DataFrame) -> pl.DataFrame:
    counts = episodes.group_by("patient_id").agg(event_count=pl.len().cast(pl.Int64))
    rows = (
        time.join(counts, on="patient_id", how="left")
        .with_columns(pl.col("event_count").fill_null(0))
        .sort("patient_id")
    )
    return rate_per_100_years(rows, "rate_per_100_patient_years").with_columns(
        patient_count=pl.lit(rows.height),
        event_count=pl.lit(int(rows["event_count"].sum())),
        patient_years=pl.lit(years(rows["days"])),
    )
