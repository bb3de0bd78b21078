"""Readings of bone lesions and of calcium, albumin and turnover."""

from collections.abc import Callable

import polars as pl

from flows.demo.calibration import CALIBRATION
from tests.recovery.estimate import Estimate, share
from tests.recovery.hospitals import Night

Reading = Callable[[Night], Estimate]
BOUND = CALIBRATION.calcium_a_gram_albumin
ORDINARY_BELOW = 2.8
LONG_BEFORE_DEATH_DAYS = 240
STAGING_DAYS = 15
UNTREATED_MONTH_3 = (60, 120)
REGION_OF = {
    "spine": r"^[CTL]\d+$",
    "long_bone": "^(femur|tibia|humerus|radius_ulna|fibula)",
    "rib": "^rib$",
    "pelvis": "^(ilium|acetabulum|ischium|pubis)$",
}


def _lesions_at_diagnosis(night: Night) -> pl.DataFrame:
    """Lesions described when bone metastasis was found, derived.lesion_score."""
    index = night.table("cohort").select("patient_id", "index_on")
    since = (pl.col("examined_on") - pl.col("index_on")).dt.total_days()
    lesions = night.table("lesion_score").join(index, on="patient_id")
    return lesions.filter(since <= STAGING_DAYS).unique(["patient_id", "lesion_id"])


def lesion_count(fewest: int, most: int | None = None) -> Reading:
    """Share of patients with so many lesions."""

    def read(night: Night) -> Estimate:
        counts = _lesions_at_diagnosis(night).group_by("patient_id").len()
        members = counts.filter(pl.col("len").is_between(fewest, most or counts["len"].max()))
        return share(members.height, counts.height)

    return read


def patients_with_lesion(pattern: str) -> Reading:
    def read(night: Night) -> Estimate:
        lesions = _lesions_at_diagnosis(night)
        found = lesions.filter(pl.col("bone_site").str.contains(pattern))
        return share(found["patient_id"].n_unique(), lesions["patient_id"].n_unique())

    return read


def lesions_in(region: str) -> Reading:
    def read(night: Night) -> Estimate:
        lesions = _lesions_at_diagnosis(night)
        return share(
            lesions.filter(pl.col("bone_site").str.contains(REGION_OF[region])).height,
            lesions.height,
        )

    return read


def _first_pairs(night: Night) -> pl.DataFrame:
    """Each patient's first calcium with albumin, ordinary, long before any death."""
    pairs = night.table("corrected_calcium").filter(
        pl.col("albumin_g_l").is_not_null(), pl.col("calcium_mmol_l") < ORDINARY_BELOW
    )
    deaths = night.table("patient").select("patient_id", "death_on")
    days_left = (pl.col("death_on") - pl.col("sampled_at").dt.date()).dt.total_days()
    return (
        pairs.join(deaths, on="patient_id")
        .filter(days_left.fill_null(LONG_BEFORE_DEATH_DAYS) >= LONG_BEFORE_DEATH_DAYS)
        .sort("patient_id", "sampled_at", "calcium_row")
        .unique("patient_id", keep="first", maintain_order=True)
        .with_columns(true=pl.col("calcium_mmol_l") + BOUND * (40 - pl.col("albumin_g_l")))
    )


def mean_of(column: str) -> Reading:
    def read(night: Night) -> Estimate:
        values = _first_pairs(night)[column]
        return Estimate(float(values.mean()), float(values.std()) / len(values) ** 0.5)

    return read


def deviation_of(column: str, noise: float = 0.0) -> Reading:
    """Between patients, the noise of the measure taken away."""

    def read(night: Night) -> Estimate:
        values = _first_pairs(night)[column]
        deviation = (float(values.std()) ** 2 - noise**2) ** 0.5
        return Estimate(deviation, deviation / (2 * len(values)) ** 0.5)

    return read


def calcium_a_gram_of_albumin(night: Night) -> Estimate:
    """Slope of total calcium on albumin inside each patient, in ordinary samples."""
    pairs = night.table("corrected_calcium").filter(
        pl.col("pairing") == "same_sample", pl.col("calcium_mmol_l") < ORDINARY_BELOW
    )
    inside = pairs.select(
        calcium=pl.col("calcium_mmol_l") - pl.col("calcium_mmol_l").mean().over("patient_id"),
        albumin=pl.col("albumin_g_l") - pl.col("albumin_g_l").mean().over("patient_id"),
    )
    squares = inside.select((pl.col("albumin") ** 2).sum()).item()
    slope = inside.select((pl.col("albumin") * pl.col("calcium")).sum()).item() / squares
    left = inside.select((pl.col("calcium") - slope * pl.col("albumin")).std()).item()
    return Estimate(slope, left / squares**0.5)


def calcium_of_hypercalcaemia(night: Night) -> Estimate:
    """True calcium on the first day of each episode, from total calcium and albumin."""
    starts = night.table("hypercalcaemia_episode").select(
        "patient_id", sampled_at="episode_start_at"
    )
    first = night.table("corrected_calcium").join(starts, on=["patient_id", "sampled_at"])
    known = first.drop_nulls("albumin_g_l")
    true = known["calcium_mmol_l"] + BOUND * (40 - known["albumin_g_l"])
    return Estimate(float(true.mean()), float(true.std()) / len(true) ** 0.5)


def _ntx(night: Night) -> pl.DataFrame:
    return night.table("marker_stratum").filter(pl.col("analyte_code") == "NTX_CR")


def ntx_median(night: Night) -> Estimate:
    values = _ntx(night)["baseline_value"].drop_nulls()
    spread = float(values.log().std()) * float(values.median())
    return Estimate(float(values.median()), 1.2533 * spread / len(values) ** 0.5)


def ntx_elevated(night: Night) -> Estimate:
    classes = _ntx(night)["baseline_class"].drop_nulls()
    return share(int((classes == "E").sum()), len(classes))


def normalised_on_agent(night: Night) -> Estimate:
    """Of elevated at baseline, normal at month 3 of the agent: derived.marker_stratum."""
    classes = _ntx(night)["landmark_class"]
    return share(int((classes == "E_N").sum()), int(classes.is_in(["E_N", "E_E"]).sum()))


def normalised_untreated(night: Night) -> Estimate:
    """The same without agent, at month 3 from index: derived.marker_result."""
    elevated = _ntx(night).filter(pl.col("baseline_class") == "E").select("patient_id")
    index = night.table("cohort").select("patient_id", "index_on")
    day = (pl.col("sampled_at").dt.date() - pl.col("index_on")).dt.total_days()
    window = (
        night.table("marker_result")
        .filter(pl.col("analyte_code") == "NTX_CR", pl.col("preanalytical_status") == "ok")
        .join(elevated, on="patient_id", how="semi")
        .join(index, on="patient_id")
        .filter(day.is_between(*UNTREATED_MONTH_3))
        .sort("patient_id", (day - 91).abs(), "result_row")
        .unique("patient_id", keep="first", maintain_order=True)
    )
    return share(int((~window["is_elevated"]).sum()), window.height)
