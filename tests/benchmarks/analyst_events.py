"""The analyst's script: courses, candidate events, the cohort, what is counted."""

import hashlib

import numpy as np
import pandas as pd

AS_OF = pd.Timestamp("2026-03-01")
LAG, MONTH = pd.Timedelta(days=30), pd.Timedelta(days=30)
WINDOW_DAYS = 21
SITES = pd.read_csv(__file__.replace("analyst_events.py", "sql/bone_site.csv"), index_col=0)
LIFTED = ("traumatic", "benign", "mechanism_unknown", "no_lesion", "not_confirmed",
          "intent_unknown", "pth_high")  # fmt: skip


def courses_of(fractions: pd.DataFrame) -> pd.DataFrame:
    """Fractions of a plan without a gap of more than 14 days; a single planned fraction alone."""
    rows = fractions.sort_values(["patient_id", "plan", "seance_le", "seance"]).copy()
    rows["seance_le"] = pd.to_datetime(rows["seance_le"])
    plan = rows.groupby(["patient_id", "plan"])
    whole = (rows["seances_prevues"] == 1).fillna(False)
    gap = plan["seance_le"].diff().dt.days
    follows_whole = whole.groupby([rows["patient_id"], rows["plan"]]).shift(fill_value=False)
    rows["course"] = (gap.isna() | (gap > 14) | whole | follows_whole).cumsum()
    return rows.groupby("course", as_index=False).agg(
        patient_id=("patient_id", "first"),
        started_on=("seance_le", "min"),
        site=("os", "first"),
        is_bone=("volume_osseux", "first"),
        intent=("intention", "first"),
        fractions=("seance", "count"),
        dose=("dose_seance_gy", "sum"),
        founding=("seance", "first"),
    )


def skeletal_events(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Candidates of the five kinds with what excludes each, clinicians' verdicts applied."""
    courses, episodes = tables["course"], tables["episode"]
    fracture, compression, surgery = tables["fracture"], tables["compression"], tables["surgery"]
    bone = courses["is_bone"].fillna(courses["site"].notna()).astype(bool)
    confirmed = (
        compression["CONFIRME_PAR"].isin(["MR", "CT", "surgery", "clinical"])
        | (compression["SIGNES_NEURO"] == "O")
        | compression["FRANKEL_J0"].isin(list("ABCD"))
    )
    parts = [
        _kind(
            "FX",
            fracture,
            "fracture:SYNTH-ONCO:" + fracture["NUM_FRACTURE"],
            fracture["SURVENUE_LE"],
            _excluding_fracture(fracture, tables["lesion"]),
        ),
        _kind(
            "SCC",
            compression,
            "cord_compression:SYNTH-ONCO:" + compression["NUM_COMPRESSION"],
            compression["SURVENUE_LE"],
            {"not_confirmed": ~confirmed},
        ),
        _kind(
            "SX",
            surgery,
            "surgery:SYNTH-ONCO:" + surgery["NUM_ACTE"],
            surgery["DATE_ACTE"],
            {
                "intent_unknown": surgery["INTENTION"].isna(),
                "biopsy": surgery["INTENTION"] == "biopsie",
            },
        ),
        _kind(
            "RT",
            courses,
            "radiotherapy:SYNTH-ONCO:" + courses["founding"],
            courses["started_on"],
            {
                "rt_non_bone": ~bone | (courses["intent"] == "encéphalique prophylactique"),
                "rt_curative": courses["intent"] == "curative",
                "rt_ablative": courses["intent"] == "stéréotaxique ablative",
                "intent_unknown": courses["intent"].isna(),
            },
        ),
        _kind(
            "HCM",
            episodes,
            "lab_result:SYNTH-LIS:" + episodes["founding"],
            episodes["start_at"].dt.normalize(),
            {"pth_high": episodes["is_pth_high"]},
        ),
    ]
    return _reviewed(pd.concat(parts, ignore_index=True), tables["review"])


def _kind(
    kind: str,
    rows: pd.DataFrame,
    founding: pd.Series,
    on: pd.Series,
    reasons: dict[str, pd.Series],
) -> pd.DataFrame:
    excluded = pd.Series(None, index=rows.index, dtype=object)
    for reason, holds in reversed(reasons.items()):
        excluded = excluded.mask(holds, reason)
    keys = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in founding]
    columns = {"patient_id": rows["patient_id"], "occurred_on": on, "excluded": excluded}
    return pd.DataFrame(columns).assign(kind=kind, event_id=keys)


def _excluding_fracture(fracture: pd.DataFrame, lesion: pd.DataFrame) -> dict[str, pd.Series]:
    code, mechanism = fracture["CIM10"].fillna(""), fracture["MECANISME"].fillna("inconnu")
    pathological = (mechanism == "pathologique") | (
        (mechanism == "inconnu") & code.str.match(r"M90\.7|M84\.4|M49\.5")
    )
    return {
        "traumatic": (mechanism == "traumatique") | code.str.startswith("S"),
        "benign": (mechanism == "ostéoporotique") | code.str.match(r"M80|M81|M84\.3|M48\.4"),
        "mechanism_unknown": ~pathological,
        "no_lesion": fracture["NUM_FRACTURE"].isin(_spared(fracture, lesion)),
    }


def _spared(fracture: pd.DataFrame, lesion: pd.DataFrame) -> pd.Index:
    """Fractures with lesions described within 60 days, none of them in the bone that broke."""
    there = lesion[["patient_id", "examined_on", "lesion.os", "lesion.cote"]]
    pairs = fracture.merge(there, on="patient_id")
    pairs = pairs[(pairs["examined_on"] - pairs["SURVENUE_LE"]).abs() <= pd.Timedelta(days=60)]
    region = [pairs[name].map(SITES["region"]) for name in ("OS", "lesion.os")]
    spinal = [pairs[name].map(SITES["is_spinal"]).eq(True) for name in ("OS", "lesion.os")]
    level_unknown = (pairs["OS"] == "spine") | (pairs["lesion.os"] == "spine")
    sided = pairs["COTE"].isin(["L", "R"]) & pairs["lesion.cote"].isin(["L", "R"])
    here = (region[0] == region[1]) | (level_unknown & spinal[0] & spinal[1])
    here &= ~(sided & (pairs["COTE"] != pairs["lesion.cote"]))
    here |= region[0].isna() | region[1].isna()
    found = here.groupby(pairs["NUM_FRACTURE"]).any()
    return found.index[~found]


def _reviewed(events: pd.DataFrame, review: pd.DataFrame) -> pd.DataFrame:
    ordered = review.sort_values(["RELU_LE", "NUM_RELECTURE"])
    last = ordered.drop_duplicates(["patient_id", "EVENEMENT"], keep="last")
    verdict = last.rename(columns={"EVENEMENT": "event_id"})[
        ["patient_id", "event_id", "AVIS", "FUSIONNE_AVEC"]
    ]
    judged = events.merge(verdict, on=["patient_id", "event_id"], how="left")
    standing = judged.loc[judged["AVIS"] != "rejeté", "event_id"]
    lifted = (judged["AVIS"] == "confirmé") & judged["excluded"].isin(LIFTED)
    merged = (judged["AVIS"] == "fusionné") & judged["FUSIONNE_AVEC"].isin(standing)
    judged["excluded"] = (
        judged["excluded"]
        .mask(lifted, None)
        .mask(merged, "merged_by_review")
        .mask(judged["AVIS"] == "rejeté", "rejected_by_review")
    )
    return judged


def cohort_of(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Patients with lung cancer and documented bone metastasis, and when they are observed."""
    diagnosis, exam, followup = tables["diagnosis"], tables["exam"], tables["followup"]
    topography, icd10 = diagnosis["TOPO"].fillna(""), diagnosis["CIM10"].fillna("")
    says_lung = topography.str.startswith("C34") | icd10.str.startswith("C34")
    lung = diagnosis[
        (diagnosis["NATURE"] == "primitif") & (says_lung | (topography.eq("") & icd10.eq("")))
    ]
    index = _index_dates(diagnosis, exam, followup, tables["event"])
    visits = pd.to_datetime(followup["date_contact"]).groupby(followup["patient_id"]).max()
    people = tables["patient"].set_index("patient_id")
    cohort = people[people.index.isin(lung["patient_id"]) & people.index.isin(index.index)].copy()
    cohort["index_on"] = index
    cohort["entry_on"] = cohort[["index_on", "PREMIER_CONTACT"]].max(axis=1)
    alive = cohort["DERNIER_CONTACT"].fillna(visits.reindex(cohort.index))
    last = cohort["DECES"].fillna(alive).fillna(cohort["index_on"]).clip(upper=AS_OF - LAG)
    cohort["exit_on"] = last.where(last > cohort["entry_on"], cohort["entry_on"])
    cohort["has_died"] = cohort["DECES"] <= AS_OF - LAG
    return cohort.reset_index()


def _index_dates(
    diagnosis: pd.DataFrame, exam: pd.DataFrame, followup: pd.DataFrame, events: pd.DataFrame
) -> pd.Series:
    says_bone = (diagnosis["NATURE"] == "méta osseuse") | diagnosis["CIM10"].str.startswith(
        "C79.5", na=False
    )
    written = diagnosis[says_bone]
    is_coded = written["BASE"].fillna("clinique") == "PMSI"
    imaged = exam[exam["report.metastase_osseuse"] == "oui"]
    met = followup[followup["nature"] == "RCP os"]
    evidence = pd.concat(
        [
            _evidence(written["patient_id"], written["DATE_DIAG"], is_coded),
            _evidence(imaged["patient_id"], imaged["examined_on"], False),
            _evidence(met["patient_id"], pd.to_datetime(met["date_contact"]), False),
        ]
    )
    best = evidence.sort_values(["coded", "day"]).drop_duplicates("patient_id")
    documented = best.set_index("patient_id")["day"]
    revealing = events[events["kind"].isin(["FX", "SCC"]) & events["excluded"].isna()]
    known = revealing["patient_id"].map(documented)
    before = (revealing["occurred_on"] < known) & (revealing["occurred_on"] >= known - MONTH)
    first = revealing[before].groupby("patient_id")["occurred_on"].min()
    return documented.where(~documented.index.isin(first.index), first.reindex(documented.index))


def _evidence(patient: pd.Series, day: pd.Series, is_coded: pd.Series | bool) -> pd.DataFrame:
    return pd.DataFrame({"patient_id": patient, "day": day, "coded": is_coded})


def counted_events(events: pd.DataFrame, cohort: pd.DataFrame) -> pd.DataFrame:
    """The events placed in the observation of their patient, and which count: 21 days apart."""
    dates = cohort[["patient_id", "index_on", "entry_on", "exit_on", "DECES"]]
    placed = events.merge(dates, on="patient_id", how="left")
    on = placed["occurred_on"]
    outside = {
        "X01": placed["index_on"].isna(),
        "X02": on > placed["DECES"],
        "after_exit": on > placed["exit_on"],
        "before_index": on < placed["index_on"] - MONTH,
    }
    for reason, holds in outside.items():
        placed["excluded"] = placed["excluded"].mask(placed["excluded"].isna() & holds, reason)
    placed["event_day"] = (on - placed["index_on"]).dt.days
    at_risk = placed["excluded"].isna() & (on > placed["index_on"]) & (on > placed["entry_on"])
    days = placed[at_risk].sort_values(["patient_id", "event_day"])
    days = days.drop_duplicates(["patient_id", "event_day"])
    kept = days.groupby("patient_id")["event_day"].transform(
        lambda of_patient: _apart(of_patient.to_numpy())
    )
    placed["is_counted"] = placed.index.isin(days.index[kept.astype(bool)])
    return placed


def _apart(days: np.ndarray) -> np.ndarray:
    kept, last = np.zeros(len(days), dtype=bool), -np.inf
    for place, day in enumerate(days):
        if day - last >= WINDOW_DAYS:
            kept[place], last = True, day
    return kept
