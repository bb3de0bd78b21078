"""What must be true of the figures of domain.md §9 without being a figure."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from tests.recovery.hospitals import Night
from tests.recovery.target import Bullet
from transforms.published.estimates.recurrent import recurrent_histories
from transforms.statistics import kaplan_meier, mean_cumulative_function

ADDS_UP = 1e-9
FALL_OF_ALBUMIN_G_L = 5.0


@dataclass(frozen=True)
class Law:
    """A relation that holds in every simulation of a hospital."""

    name: str
    bullet: Bullet
    hospital: str
    holds: Callable[[Night], bool]


def odds_rise(factor: str) -> Callable[[Night], bool]:
    """The sign, not the value: the whole interval is above 1."""

    def holds(night: Night) -> bool:
        rows = night.table("bone_metastasis_risk_factor").filter(pl.col("risk_factor") == factor)
        return bool((rows["odds_ratio_lower"] > 1).all()) and rows.height == 1

    return holds


def each_site_more(night: Night) -> bool:
    """The odds of bone metastasis with one, two, three other organs, each against none."""
    factors = ["one_other_site", "two_other_sites", "three_other_sites"]
    table = night.table("bone_metastasis_risk_factor")
    odds = [
        table.row(by_predicate=pl.col("risk_factor") == name, named=True)["odds_ratio"]
        for name in factors
    ]
    return 1 < odds[0] < odds[1] < odds[2]


def incidences_and_survival_add_up(night: Night) -> bool:
    """On every day the incidence of SRE5, that of death and the event-free share make 1."""
    causes = (
        night.table("sre_incidence")
        .filter(pl.col("endpoint") == "SRE5", pl.col("stratum") == "all")
        .pivot(on="incidence_cause", index="day", values="incidence")
    )
    first = night.table("first_event").filter(pl.col("endpoint") == "SRE5")
    free = kaplan_meier(
        first.with_columns(ended=pl.col("status") > 0),
        time="exit_day",
        status="ended",
        entry="entry_day",
    )
    both = causes.join(free.select(day="time", free="estimate"), on="day")
    excess = (both["sre"] + both["death"] + both["free"] - 1).abs()
    return both.height == causes.height > 100 and float(excess.max()) < ADDS_UP


def naive_is_above_incidence(night: Night) -> bool:
    """1 - Kaplan-Meier takes the dead for still at risk."""
    burden = night.table("sre_burden").filter(pl.col("endpoint") == "SRE5")
    return bool((burden["wrong_naive_incidence"] > burden["incidence"]).all()) and (
        burden.height > 1
    )


def mean_count_is_below_naive(night: Night) -> bool:
    """Death ends the count: Ghosh-Lin is at most Nelson's mean, which takes it for censoring."""
    burden = night.table("sre_burden").filter(pl.col("endpoint") == "SRE5")
    histories = recurrent_histories(night.table("cohort"), night.table("skeletal_event"), "SRE5")
    naive = mean_cumulative_function(
        histories, id="patient_id", start="start", stop="stop", event="event"
    ).select(at_day=pl.col("time").cast(pl.Int64), naive="estimate")
    both = burden.sort("at_day").join_asof(naive.sort("at_day"), on="at_day")
    return bool((both["mean_count"] <= both["naive"]).all()) and both.height > 1


def albumin_falls_before_death(night: Night) -> bool:
    """In the last ten days against more than 240 before."""
    pairs = night.table("corrected_calcium").drop_nulls("albumin_g_l")
    deaths = night.table("patient").select("patient_id", "death_on").drop_nulls()
    left = (pl.col("death_on") - pl.col("sampled_at").dt.date()).dt.total_days()
    told = pairs.join(deaths, on="patient_id").select("albumin_g_l", left=left)
    last = told.filter(pl.col("left") <= 10)["albumin_g_l"].mean()
    early = told.filter(pl.col("left") > 240)["albumin_g_l"].mean()
    assert isinstance(last, float)
    assert isinstance(early, float)
    return early - last > FALL_OF_ALBUMIN_G_L


LAWS = (
    *(
        Law(f"odds rise, {factor}", "odds", "large", odds_rise(factor))
        for factor in ("male", "over_20_mm", "node_positive")
    ),
    Law("odds rise with each other site", "odds", "large", each_site_more),
    Law(
        "incidences and survival add up",
        "recovery tests",
        "demo",
        incidences_and_survival_add_up,
    ),
    Law("naive is above incidence", "recovery tests", "untreated", naive_is_above_incidence),
    Law("mean count is below naive", "recovery tests", "untreated", mean_count_is_below_naive),
    Law("albumin falls before death", "labs", "demo", albumin_falls_before_death),
)
