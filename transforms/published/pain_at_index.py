"""How many patients are in pain when bone metastasis is found."""

from datetime import timedelta

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.strata import by_histology, parts
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED
from warehouse.schema.definitions import number

TABLE = PUBLISHED["pain_at_index"]
WINDOW = timedelta(days=number("performance_window_days"))


def pain_at_index(cohort: pl.DataFrame, followup: pl.DataFrame) -> pl.DataFrame:
    """Pain of 4 or more out of 10 at index, overall and by histology (1.18).

    In: derived.cohort, canonical.followup. Out: published.pain_at_index, out of patients with a
    score, Wilson's 95 % limits. The score is that of the visit nearest to index within 30 days,
    the earlier of two as near, the worst of one day. Without one, pain is unknown.
    """
    scored = cohort.join(_pain_near_index(cohort, followup), on="patient_id", how="left")
    rows = [_share(part, stratum, value) for stratum, value, part in parts(scored, by_histology())]
    return conform(pl.concat([empty_frame(TABLE), *rows]), TABLE)


def _pain_near_index(cohort: pl.DataFrame, followup: pl.DataFrame) -> pl.DataFrame:
    visits = followup.drop_nulls("pain_nrs").select("patient_id", "visited_on", "pain_nrs")
    away = (pl.col("visited_on") - pl.col("index_on")).abs()
    near = cohort.select("patient_id", "index_on").join(visits, on="patient_id")
    ordered = near.filter(away <= WINDOW).sort(
        "patient_id", away, "visited_on", -pl.col("pain_nrs")
    )
    nearest = ordered.unique(subset="patient_id", keep="first", maintain_order=True)
    return nearest.select("patient_id", "pain_nrs")


def _share(part: pl.DataFrame, stratum: str, value: str) -> pl.DataFrame:
    scores = part["pain_nrs"].drop_nulls()
    in_pain = int((scores >= number("pain_nrs_minimum")).sum())
    share = proportion(in_pain, scores.len()).rename({"estimate": "proportion"})
    return conform(
        share.with_columns(
            stratum=pl.lit(stratum),
            stratum_value=pl.lit(value),
            patient_count=pl.lit(in_pain),
            denominator=pl.lit(scores.len()),
            unknown_count=pl.lit(part.height - scores.len()),
        ),
        TABLE,
    )
