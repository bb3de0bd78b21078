"""Readings of who the patients are, how long they live and where bone metastasis is."""

from collections.abc import Callable

import polars as pl

from tests.recovery.estimate import Estimate, share
from tests.recovery.hospitals import Night
from transforms.statistics import kaplan_meier, survival_quantiles

Reading = Callable[[Night], Estimate]
DAYS_A_MONTH = 30.4375
NORMAL_95 = 1.959964
DIAGNOSED = ("positive", "negative")
GENES = ("EGFR", "ALK", "KRAS")


def _row(night: Night, table: str, **values: str | int) -> dict[str, float]:
    rows = night.table(table).filter(*(pl.col(name) == value for name, value in values.items()))
    assert rows.height == 1, f"{table} has {rows.height} rows of {values}"
    return rows.row(0, named=True)


def histology_share(histology: str) -> Reading:
    def read(night: Night) -> Estimate:
        ever = {"metastasis_timing": "ever"}
        part = _row(
            night,
            "bone_metastasis_frequency",
            stratum="histology",
            stratum_value=histology,
            **ever,
        )
        whole = _row(night, "bone_metastasis_frequency", stratum="all", **ever)
        return share(int(part["denominator"]), int(whole["denominator"]))

    return read


def bone_incidence(by_day: float, stratum: str = "all", value: str = "all") -> Reading:
    """Aalen-Johansen from the diagnosis of cancer, published.bone_metastasis_incidence."""

    def read(night: Night) -> Estimate:
        curve = night.table("bone_metastasis_incidence").filter(
            pl.col("stratum") == stratum,
            pl.col("stratum_value") == value,
            pl.col("incidence_cause") == "bone_metastasis",
            pl.col("day_from_cancer") <= by_day,
        )
        last = curve.sort("day_from_cancer").row(-1, named=True)
        return Estimate(last["incidence"], last["std_err"])

    return read


def _tested_from_diagnosis(night: Night) -> pl.DataFrame:
    """derived.molecular_group of those seen from the diagnosis on, none squamous: of those referred
    later the carriers of EGFR, who live longer, are more often alive to be tested."""
    profile = night.table("disease_profile").filter(pl.col("entry_on") <= pl.col("cancer_on"))
    return night.table("molecular_group").join(profile, on="patient_id", how="semi")


def altered_share(gene: str) -> Reading:
    """Of those in whom the gene was read."""

    def read(night: Night) -> Estimate:
        results = _tested_from_diagnosis(night)[f"{gene.lower()}_result"]
        return share(int((results == "positive").sum()), int(results.is_in(DIAGNOSED).sum()))

    return read


def triple_negative_share(night: Night) -> Estimate:
    """Of those in whom the three genes were read."""
    results = [pl.col(f"{gene.lower()}_result") for gene in GENES]
    tested = _tested_from_diagnosis(night).filter(
        pl.all_horizontal(result.is_in(DIAGNOSED) for result in results)
    )
    members = tested.filter(pl.col("molecular_group") == "triple_negative")
    return share(members.height, tested.height)


def variant_share(gene: str, variant: str) -> Reading:
    """Among people whose gene is altered."""

    def read(night: Night) -> Estimate:
        altered = night.table("molecular_group").filter(
            pl.col(f"{gene.lower()}_result") == "positive"
        )
        found = altered.filter(pl.col(f"{gene.lower()}_variant") == variant)
        return share(found.height, altered.height)

    return read


def bone_by_mutation(group: str, arm: str = "exposed") -> Reading:
    def read(night: Night) -> Estimate:
        row = _row(night, "bone_metastasis_by_mutation", mutation_group=group)
        return share(int(row[f"{arm}_event_count"]), int(row[f"{arm}_count"]))

    return read


def odds_of_bone(group: str) -> Reading:
    def read(night: Night) -> Estimate:
        row = _row(night, "bone_metastasis_by_mutation", mutation_group=group)
        cells = []
        for arm in ("exposed", "unexposed"):
            events = row[f"{arm}_event_count"]
            cells += [events, row[f"{arm}_count"] - events]
        return Estimate(row["odds_ratio"], row["odds_ratio"] * sum(1 / n for n in cells) ** 0.5)

    return read


def median_of_arm(comparison: str, arm: str) -> Reading:
    """Months, from published.survival_by_group."""

    def read(night: Night) -> Estimate:
        row = _row(night, "survival_by_group", survival_comparison=comparison, survival_arm=arm)
        spread = row["median_upper_months"] - row["median_lower_months"]
        return Estimate(row["median_survival_months"], spread / (2 * NORMAL_95))

    return read


def _from(night: Night, origin: str) -> pl.DataFrame:
    """patient_id, entry, time, has_died of derived.cohort in days from a date of it."""
    days = {
        name: (pl.col(name) - pl.col(origin)).dt.total_days() for name in ("entry_on", "exit_on")
    }
    told = (
        night.table("cohort")
        .drop_nulls(origin)
        .select(
            "patient_id",
            entry=days["entry_on"].clip(lower_bound=0).cast(pl.Float64),
            time=days["exit_on"].cast(pl.Float64),
            has_died=pl.col("exit_status") == "dead",
        )
    )
    return told.filter(pl.col("time") > pl.col("entry"))


def _median(histories: pl.DataFrame) -> Estimate:
    row = survival_quantiles(histories, time="time", status="has_died", entry="entry", q=[0.5]).row(
        0, named=True
    )
    months = {name: row[name] / DAYS_A_MONTH for name in ("estimate", "lower", "upper")}
    return Estimate(months["estimate"], (months["upper"] - months["lower"]) / (2 * NORMAL_95))


def median_from_bone(night: Night) -> Estimate:
    """Months from index of everybody with bone metastasis, derived.cohort."""
    return _median(_from(night, "index_on"))


def survival_from_bone(months: int) -> Reading:
    def read(night: Night) -> Estimate:
        curve = kaplan_meier(
            _from(night, "index_on"), time="time", status="has_died", entry="entry"
        )
        last = (
            curve.filter(pl.col("time") <= months * DAYS_A_MONTH).sort("time").row(-1, named=True)
        )
        return Estimate(last["estimate"], last["std_err"])

    return read


def median_on_agent(atc_code: str) -> Reading:
    """Months from the first dose, of those whose first agent it is, derived.bone_agent_exposure."""

    def read(night: Night) -> Estimate:
        first = night.table("bone_agent_exposure").sort("started_on", "atc_code")
        agents = first.unique("patient_id", keep="first", maintain_order=True)
        members = agents.filter(pl.col("atc_code") == atc_code)
        histories = _from(night, "first_bone_agent_on")
        return _median(histories.join(members, on="patient_id", how="semi"))

    return read
