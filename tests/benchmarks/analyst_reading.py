"""The analyst's script: reading, units, what is set apart, the latest version."""

import hashlib
import hmac
from pathlib import Path

import pandas as pd

KEY = b"a key of the hospital"
# local code: our code, unit as sent, factor, hard limits, range of a slipped unit, reference
ASSAYS = pd.read_csv(Path(__file__).parent / "sql" / "assay.csv")
STATUS = {"F": "final", "C": "corrected", "A": "cancelled"}


def read_extracts(folder: Path) -> dict[str, pd.DataFrame]:
    """Every feed, typed, its patients under pseudonyms, with what was set apart in `rejected`."""
    patient = _patients(_csv(folder, "PATIENTS"))
    tables = {
        "diagnosis": _csv(folder, "DIAGNOSTICS"),
        "fracture": _csv(folder, "FRACTURES"),
        "compression": _csv(folder, "COMPRESSIONS"),
        "surgery": _csv(folder, "CHIRURGIE"),
        "review": _csv(folder, "RELECTURES"),
        "molecular": _csv(folder, "MOLECULAIRE"),
        "systemic_line": _csv(folder, "LIGNES"),
        "composition": _csv(folder, "COMPOSITION"),
        "radiotherapy": _parquet(folder, "RADIOTHERAPIE"),
        "followup": _parquet(folder, "SUIVI"),
        "agent": _parquet(folder, "TRAITEMENTS_OS"),
        "exam": _json(folder, "EXAMENS"),
        "lesion": _json(folder, "LESIONS"),
    }
    lab, rejected = _results(folder, patient)
    for name, table in tables.items():
        known = table["IPP"].isin(patient.index)
        rejected.append(_apart(name, table[~known].index, "unknown patient"))
        tables[name] = _pseudonymous(table[known], patient)
    people = patient.reset_index(drop=True)
    return {"patient": people, "lab_result": lab, **tables, "rejected": pd.concat(rejected)}


def _csv(folder: Path, feed: str) -> pd.DataFrame:
    table = pd.read_csv(next(folder.glob(f"{feed}_*.csv")), dtype=str)
    for name in table.columns:
        if table[name].str.fullmatch(r"\d{4}-\d{2}-\d{2}").all():
            table[name] = pd.to_datetime(table[name])
    return table


def _parquet(folder: Path, feed: str) -> pd.DataFrame:
    return pd.read_parquet(next(folder.glob(f"{feed}_*.parquet"))).rename(columns={"ipp": "IPP"})


def _json(folder: Path, feed: str) -> pd.DataFrame:
    nested = pd.read_json(next(folder.glob(f"{feed}_*.ndjson.gz")), lines=True)
    flat = pd.concat(
        [pd.json_normalize(nested[name].tolist()).add_prefix(f"{name}.") for name in nested], axis=1
    )
    instant = pd.to_datetime(flat["study.instant"], utc=True).dt.tz_convert("Europe/Paris")
    flat["examined_on"] = instant.dt.tz_localize(None).dt.normalize()
    return flat.rename(columns={"patient.ipp": "IPP"})


def _patients(sent: pd.DataFrame) -> pd.DataFrame:
    kept = sent[sent["OPPOSITION"] != "O"].set_index("IPP", drop=False)
    dates = {"NAISSANCE", "DECES", "PREMIER_CONTACT", "DERNIER_CONTACT"}
    named = {name: pd.to_datetime(kept[name], errors="coerce") for name in dates}
    pseudonym = [hmac.new(KEY, ipp.encode(), hashlib.sha256).hexdigest()[:24] for ipp in kept.index]
    return kept.assign(**named, patient_id=pseudonym).drop(columns="IPP")


def _pseudonymous(table: pd.DataFrame, patient: pd.DataFrame) -> pd.DataFrame:
    return table.assign(patient_id=table["IPP"].map(patient["patient_id"])).drop(columns="IPP")


def _results(folder: Path, patient: pd.DataFrame) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    sent = pd.read_csv(
        next(folder.glob("LABO_*.csv")), sep=";", encoding="cp1252", dtype=str, na_filter=False
    ).merge(ASSAYS, left_on="CODE", right_on="local_code", how="left")
    sent["operator"] = sent["RESULTAT"].str.extract(r"^([<>])", expand=False).fillna("=")
    sent["value"] = _number(sent["RESULTAT"].str.lstrip("<> ")) * sent["factor"]
    for name, limit in {"reference_low": "NORME_BASSE", "reference_high": "NORME_HAUTE"}.items():
        sent[f"own_{name}"] = _number(sent[limit]) * sent["factor"]
    for name, at in {"sampled_at": "PRELEVE_LE", "resulted_at": "VALIDE_LE"}.items():
        sent[name] = pd.to_datetime(sent[at], format="%d/%m/%Y %H:%M", errors="coerce")
    sent["status"], sent["version"] = sent["STATUT"].map(STATUS), sent["VERSION"].astype(int)
    faults = {
        "not tracked": sent["CODE"] == "K",
        "unknown analyte": sent["analyte"].isna(),
        "not a number": sent["value"].isna() & (sent["status"] != "cancelled"),
        "unknown unit": sent["UNITE"] != sent["unit_received"],
        "not a date": sent["sampled_at"].isna(),
    }
    reason = pd.Series(pd.NA, index=sent.index, dtype=object)
    for name, fault in faults.items():
        reason = reason.mask(fault & reason.isna(), name)
    told = reason.dropna()
    latest = sent[reason.isna()].sort_values("version", kind="stable")
    latest = latest.drop_duplicates("NUM_RES", keep="last")
    known = latest["IPP"].isin(patient.index)
    rejected = [
        _apart("laboratory", told.index, told),
        _apart("laboratory", latest[~known].index, "unknown patient"),
    ]
    in_force = latest[known & (latest["status"] != "cancelled")]
    return _excluded(_pseudonymous(in_force, patient)), rejected


def _number(texts: pd.Series) -> pd.Series:
    """A decimal comma; a point is no decimal sign of this laboratory."""
    written = texts.mask(texts.str.contains(".", regex=False), "")
    return pd.to_numeric(written.str.replace(",", ".", regex=False), errors="coerce")


def _apart(feed: str, rows: pd.Index, reason: "str | pd.Series") -> pd.DataFrame:
    return pd.DataFrame({"feed": feed, "line": rows + 2, "reason": reason})


def _excluded(lab: pd.DataFrame) -> pd.DataFrame:
    """Results that stay as written and count nowhere: slipped units, beyond limits, swapped."""
    beyond = (lab["value"] < lab["hard_low"]) | (lab["value"] > lab["hard_high"])
    slip = lab["value"].between(lab["slip_low"], lab["slip_high"])
    slip &= lab["is_canonical_unit"].astype(bool) | beyond
    excluded = pd.Series(pd.NA, index=lab.index, dtype=object)
    excluded = excluded.mask(lab["resulted_at"] < lab["sampled_at"], "L09")
    excluded = excluded.mask(beyond, "L03").mask(slip, "L05")
    kept = ["patient_id", "NUM_RES", "version", "NUM_ECH", "analyte", "value", "operator",
            "own_reference_low", "own_reference_high", "reference_low", "reference_high",
            "hard_low", "hard_high", "sampled_at", "resulted_at", "A_JEUN", "METHODE", "MATERIEL",
            "status"]  # fmt: skip
    return lab[kept].assign(excluded=excluded)
