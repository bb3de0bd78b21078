"""The analyst's script: albumin pairing, corrected calcium, episodes of hypercalcaemia."""

import pandas as pd

DAY, WEEK = pd.Timedelta(days=1), pd.Timedelta(days=7)
AT = ["patient_id", "sampled_at"]


def usable(lab: pd.DataFrame, analyte: str) -> pd.DataFrame:
    """Values of an analyte that count: of a sample that was corrected, the corrected one only."""
    rows = lab[(lab["analyte"] == analyte) & lab["value"].notna() & lab["excluded"].isna()]
    corrected = rows["status"] == "corrected"
    sample = pd.MultiIndex.from_frame(rows[[*AT, "NUM_ECH"]])
    return rows[corrected | ~sample.isin(sample[corrected])]


def one_an_instant(rows: pd.DataFrame) -> pd.DataFrame:
    """Of several results at one instant, the last issued."""
    ordered = rows.sort_values(["resulted_at", "NUM_RES"], ascending=[False, True])
    return ordered.drop_duplicates(AT).sort_values("sampled_at")


def nearest(samples: pd.DataFrame, others: pd.DataFrame, within: pd.Timedelta) -> pd.DataFrame:
    """Value and limit nearest in time on either side; the earlier when two are as near."""
    told = one_an_instant(others)[[*AT, "value", "own_reference_high", "reference_high"]]
    told = told.rename(columns={"value": "other", "own_reference_high": "other_high"})
    told["other_high"] = told["other_high"].fillna(told.pop("reference_high"))
    told["at"] = told["sampled_at"]
    ordered = samples[AT].reset_index().sort_values("sampled_at")
    sides = [
        pd.merge_asof(
            ordered, told, on="sampled_at", by="patient_id", direction=side, tolerance=within
        )
        for side in ("backward", "forward")
    ]
    before, after = (side.set_index("index") for side in sides)
    waited, to_wait = before["sampled_at"] - before["at"], after["at"] - after["sampled_at"]
    is_before = waited.notna() & (to_wait.isna() | (waited <= to_wait))
    found = before.where(is_before, after)
    return found.loc[samples.index, ["other", "other_high", "at"]]


def corrected_calcium(lab: pd.DataFrame) -> pd.DataFrame:
    """Calcium + 0.025 (40 - albumin); the albumin of the tube, else the nearest within a week."""
    calcium, albumin = usable(lab, "CA_TOTAL").copy(), usable(lab, "ALB")
    tube = calcium.merge(albumin, on=["patient_id", "NUM_ECH"], suffixes=("", "_albumin"))
    tube = tube[(tube["sampled_at_albumin"] - tube["sampled_at"]).abs() <= DAY]
    tube = tube.sort_values(["resulted_at_albumin", "NUM_RES_albumin"], ascending=[False, True])
    of_tube = tube.drop_duplicates("NUM_RES").set_index("NUM_RES")["value_albumin"]
    near = nearest(calcium, albumin, WEEK)
    ionised = nearest(calcium, usable(lab, "CA_ION"), DAY)
    same = calcium["NUM_RES"].map(of_tube)
    calcium["albumin"] = same.fillna(near["other"])
    apart = (near["at"] - calcium["sampled_at"]).abs()
    pairing = pd.Series("not_computable", index=calcium.index)
    pairing = pairing.mask(apart.notna(), "within_7_days").mask(apart <= DAY, "within_24_hours")
    calcium["pairing"] = pairing.mask(apart == pd.Timedelta(0), "same_time").mask(
        same.notna(), "same_sample"
    )
    missing = 40 - calcium["albumin"]
    calcium["corrected"] = (calcium["value"] + 0.025 * missing).round(6)
    calcium["corrected_payne"] = (calcium["value"] + 0.02 * missing).round(6)
    calcium["ionised"], has_ionised = ionised["other"], ionised["other"].notna()
    upper = calcium["own_reference_high"].fillna(calcium["reference_high"])
    calcium["is_high"] = (calcium["corrected"] >= 3.0).mask(has_ionised, ionised["other"] > 1.6)
    calcium["is_normal"] = (calcium["corrected"] <= upper).mask(
        has_ionised, ionised["other"] <= ionised["other_high"].fillna(1.30)
    )
    return calcium


def hypercalcaemia_episodes(calcium: pd.DataFrame, lab: pd.DataFrame) -> pd.DataFrame:
    """Runs of high calcium, ended by a normal one or by more than 14 days without a high one."""
    telling = calcium[calcium["is_high"] | calcium["is_normal"]]
    founding = telling["NUM_RES"].where(telling["is_high"])
    instants = (
        telling.assign(founding=founding)
        .groupby(AT, as_index=False)
        .agg(is_high=("is_high", "any"), founding=("founding", "min"))
        .sort_values(AT)
    )
    instants["recoveries"] = (~instants["is_high"]).groupby(instants["patient_id"]).cumsum()
    normal = instants.loc[~instants["is_high"], AT].rename(columns={"sampled_at": "normal_at"})
    high = instants[instants["is_high"]].copy()
    patient = high.groupby("patient_id")
    gap = high["sampled_at"].dt.normalize().groupby(high["patient_id"]).diff().dt.days
    recovered = patient["recoveries"].diff()
    starts = gap.isna() | (gap > 14) | (recovered != 0)
    high["number"] = starts.groupby(high["patient_id"]).cumsum()
    episodes = high.groupby(["patient_id", "number"], as_index=False).agg(
        start_at=("sampled_at", "min"), end_at=("sampled_at", "max"), founding=("founding", "first")
    )
    return _with_parathyroid(_with_recovery(episodes, normal), usable(lab, "PTH"))


def _with_recovery(episodes: pd.DataFrame, normal: pd.DataFrame) -> pd.DataFrame:
    ended = pd.merge_asof(
        episodes.sort_values("end_at"),
        normal.sort_values("normal_at"),
        left_on="end_at",
        right_on="normal_at",
        by="patient_id",
        direction="forward",
    ).sort_values(["patient_id", "start_at"])
    next_start = ended.groupby("patient_id")["start_at"].shift(-1)
    ended["recovered_at"] = ended["normal_at"].mask(next_start < ended["normal_at"])
    return ended


def _with_parathyroid(episodes: pd.DataFrame, hormone: pd.DataFrame) -> pd.DataFrame:
    """Whether parathyroid hormone was above its range near the episode: probably not of cancer."""
    near = episodes.merge(hormone, on="patient_id")
    near = near[
        (near["sampled_at"] >= near["start_at"] - pd.Timedelta(days=3))
        & (near["sampled_at"] <= near["end_at"] + pd.Timedelta(days=14))
        & ~(near["sampled_at"] >= near["recovered_at"])
    ]
    near = near.assign(apart=(near["sampled_at"] - near["start_at"]).abs()).sort_values(
        ["apart", "sampled_at", "resulted_at", "NUM_RES"], ascending=[True, True, False, True]
    )
    first = near.drop_duplicates(["patient_id", "number"])
    above = first["value"].round(6) > first["own_reference_high"].fillna(first["reference_high"])
    told = first[["patient_id", "number"]].assign(is_pth_high=above)
    found = episodes.merge(told, on=["patient_id", "number"], how="left")
    found["is_pth_high"] = found["is_pth_high"].eq(True)
    return found
