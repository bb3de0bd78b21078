"""Readings of hazard ratios: Cox regression on derived tables, every known cause in the model."""

from collections.abc import Callable

import polars as pl

from tests.recovery.estimate import Estimate
from tests.recovery.hospitals import Night
from transforms.published.estimates.recurrent import recurrent_histories
from transforms.statistics import cox

Reading = Callable[[Night], Estimate]
ZOLEDRONATE, DENOSUMAB = "M05BA08", "M05BX04"
CLINICAL = ("FX", "SCC", "HCM")
DEATH_TERMS = ("ntx_moderate", "ntx_high", "sarcopenic", "hypercalcaemic", "visceral")
EVENT_TERMS = ("prior", "ntx_high", "smoker", "no_inhibitor", "not_adenocarcinoma")


def _ratio(table: pl.DataFrame, term: str) -> Estimate:
    row = table.row(by_predicate=pl.col("term") == term, named=True)
    error = row["std_err"] if row["robust_std_err"] is None else row["robust_std_err"]
    return Estimate(row["hazard_ratio"], row["hazard_ratio"] * error)


def _ids(frame: pl.DataFrame) -> pl.Expr:
    return pl.col("patient_id").is_in(frame["patient_id"].unique().implode())


def _known(night: Night) -> pl.DataFrame:
    """What is known of each patient of the cohort at bone metastasis."""
    ntx = night.table("marker_stratum").filter(pl.col("analyte_code") == "NTX_CR")
    muscle = night.table("sarcopenia").filter("is_default_cutoff").drop_nulls("is_sarcopenic")
    prevalent = night.table("skeletal_event").filter("is_prevalent", "is_in_sre5")
    profile = night.table("disease_profile")
    smoking = night.table("patient").filter(pl.col("smoking") != "unknown")
    inhibited = night.table("systemic_line").filter(pl.col("systemic_class") == "egfr_tki")
    index = (pl.col("entry_on") - pl.col("index_on")).dt.total_days()
    return (
        night.table("cohort")
        .select(
            "patient_id",
            "histology",
            entry=index.cast(pl.Float64),
            time=(pl.col("exit_on") - pl.col("index_on")).dt.total_days().cast(pl.Float64),
            died=pl.col("exit_status") == "dead",
        )
        .join(ntx.select("patient_id", "baseline_stratum"), on="patient_id", how="left")
        .join(muscle.select("patient_id", "is_sarcopenic"), on="patient_id", how="left")
        .join(smoking.select("patient_id", "smoking"), on="patient_id", how="left")
        .join(
            profile.select("patient_id", "is_stage_iv_at_diagnosis", "metastatic_class"),
            on="patient_id",
        )
        .with_columns(
            prior=_ids(prevalent),
            hypercalcaemic=_ids(prevalent.filter(pl.col("event_kind") == "HCM")),
            ntx_moderate=pl.col("baseline_stratum") == "moderate",
            ntx_high=pl.col("baseline_stratum") == "high",
            sarcopenic="is_sarcopenic",
            visceral=pl.col("metastatic_class") == "bone_visceral",
            smoker=pl.col("smoking") != "never",
            no_inhibitor=~_ids(inhibited),
            not_adenocarcinoma=pl.col("histology") != "adenocarcinoma",
        )
        .filter(pl.col("time") > pl.col("entry"))
    )


def death(term: str) -> Reading:
    """Hazard ratio of death from index, among those found with bone metastasis at stage IV."""

    def read(night: Night) -> Estimate:
        return _ratio(night.fit("death", lambda: _deaths(night)), term)

    return read


def _deaths(night: Night) -> pl.DataFrame:
    people = _known(night).filter("is_stage_iv_at_diagnosis").drop_nulls(DEATH_TERMS)
    return cox(people, start="entry", stop="time", event="died", covariates=DEATH_TERMS)


def first_event(term: str) -> Reading:
    """Hazard ratio of the first SRE5 after entry."""

    def read(night: Night) -> Estimate:
        return _ratio(night.fit("first event", lambda: _first_events(night)), term)

    return read


def _first_events(night: Night) -> pl.DataFrame:
    first = night.table("first_event").filter(pl.col("endpoint") == "SRE5")
    people = (
        _known(night)
        .drop_nulls(EVENT_TERMS)
        .join(first, on="patient_id")
        .with_columns(event=pl.col("status") == 1)
    )
    return cox(people, start="entry_day", stop="exit_day", event="event", covariates=EVENT_TERMS)


def _agents(night: Night) -> pl.DataFrame:
    """patient_id, dose_day, is_denosumab of the first agent of each patient."""
    exposure = night.table("bone_agent_exposure").sort("patient_id", "started_on", "atc_code")
    first = exposure.unique("patient_id", keep="first", maintain_order=True)
    index = night.table("cohort").select("patient_id", "index_on", "first_bone_agent_on")
    return first.join(index, on="patient_id").select(
        "patient_id",
        dose_day=(pl.col("first_bone_agent_on") - pl.col("index_on"))
        .dt.total_days()
        .cast(pl.Float64),
        is_denosumab=pl.col("atc_code") == DENOSUMAB,
    )


def events_on_agent(term: str) -> Reading:
    """Andersen-Gill ratio of every counted SRE4 since the first dose, against no agent."""

    def read(night: Night) -> Estimate:
        return _ratio(night.fit("agents", lambda: _events_by_agent(night)), term)

    return read


def _events_by_agent(night: Night) -> pl.DataFrame:
    periods = recurrent_histories(night.table("cohort"), night.table("skeletal_event"), "SRE4")
    told = periods.join(_agents(night), on="patient_id", how="left").with_columns(
        pl.col("dose_day").fill_null(float("inf")), pl.col("is_denosumab").fill_null(False)
    )
    split = _split_at_dose(told).with_columns(
        zoledronate=pl.col("treated") & ~pl.col("is_denosumab"),
        denosumab=pl.col("treated") & pl.col("is_denosumab"),
    )
    return cox(
        split,
        start="start",
        stop="stop",
        event="event",
        covariates=["zoledronate", "denosumab"],
        cluster="patient_id",
    )


def _split_at_dose(periods: pl.DataFrame) -> pl.DataFrame:
    """Each period before the first dose and after it; an event on its day came before it."""
    before = periods.filter(pl.col("start") < pl.col("dose_day")).with_columns(
        treated=pl.lit(False),
        event=pl.col("event") & (pl.col("stop") <= pl.col("dose_day")),
        stop=pl.min_horizontal("stop", "dose_day"),
    )
    after = periods.filter(pl.col("stop") > pl.col("dose_day")).with_columns(
        treated=pl.lit(True), start=pl.max_horizontal("start", "dose_day")
    )
    return pl.concat([before, after]).sort("patient_id", "start")


def first_event_on_denosumab(night: Night) -> Estimate:
    """Ratio of the first SRE4 after the first dose, denosumab against zoledronate."""
    first = night.table("first_event").filter(pl.col("endpoint") == "SRE4")
    people = (
        first.join(_agents(night), on="patient_id")
        .filter(pl.col("exit_day") > pl.col("dose_day"))
        .with_columns(start=pl.max_horizontal("entry_day", "dose_day"), event=pl.col("status") == 1)
    )
    fit = cox(people, start="start", stop="exit_day", event="event", covariates=["is_denosumab"])
    return _ratio(fit, "is_denosumab")
