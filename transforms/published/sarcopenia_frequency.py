"""How many patients have little muscle when bone metastasis is found, by cut-off set and sex."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.strata import EVERYBODY, UNKNOWN, parts
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["sarcopenia_frequency"]
AROUND = timedelta(days=number("muscle_window_days"))


def sarcopenia_frequency(cohort: pl.DataFrame, sarcopenia: pl.DataFrame) -> pl.DataFrame:
    """Low muscle at index by each published cut-off set, overall and by sex (1.15).

    In: derived.cohort, derived.sarcopenia. Out: published.sarcopenia_frequency, out of patients
    measured and judged, Wilson's 95 % limits. The measurement is the nearest to index, within 60
    days, that the set can judge, the earlier of two as near. A patient of whom it can judge none
    (DXA without a cut-off, unknown sex or height) is unknown.
    """
    rows = [
        _share(part, cutoff_set, stratum, value)
        for cutoff_set, judged in _by_set(cohort, sarcopenia)
        for stratum, value, part in parts(judged, _strata())
    ]
    return conform(pl.concat([empty_frame(TABLE), *rows]), TABLE)


def _by_set(cohort: pl.DataFrame, sarcopenia: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each cut-off set with the measurement that speaks for each patient."""
    away = (pl.col("measured_on") - pl.col("index_on")).abs()
    people = cohort.select("patient_id", "sex", "index_on")
    near = sarcopenia.join(people, on="patient_id").filter(away <= AROUND)
    ordered = near.sort(
        "patient_id",
        pl.col("is_sarcopenic").is_null(),
        away,
        "measured_on",
        "body_composition_row",
    )
    nearest = ordered.unique(subset=["patient_id", "cutoff_set"], keep="first", maintain_order=True)
    for (name,), part in nearest.group_by("cutoff_set", maintain_order=True):
        yield str(name), part


def _strata() -> dict[str, pl.Expr]:
    return {"all": pl.lit(EVERYBODY), "sex": pl.col("sex").fill_null(UNKNOWN)}


def _share(part: pl.DataFrame, cutoff_set: str, stratum: str, value: str) -> pl.DataFrame:
    verdicts = part["is_sarcopenic"].drop_nulls()
    low = int(verdicts.sum())
    share = proportion(low, verdicts.len()).rename({"estimate": "proportion"})
    return conform(
        share.with_columns(
            cutoff_set=pl.lit(cutoff_set),
            stratum=pl.lit(stratum),
            stratum_value=pl.lit(value),
            patient_count=pl.lit(low),
            denominator=pl.lit(verdicts.len()),
            unknown_count=pl.lit(part.height - verdicts.len()),
        ),
        TABLE,
    )
