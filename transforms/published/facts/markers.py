"""What the bone markers of a patient say, and since when."""

from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from transforms.derived.markers.series import daily_values
from transforms.derived.markers.upper_limit import is_elevated
from transforms.published.facts.fact import Fact, days_after
from warehouse.schema.definitions import names, number

NTX = "NTX_CR"


@dataclass(frozen=True)
class Contrast:
    """Two values of a column of the baseline of a marker: who is exposed, and against whom."""

    analyte: str
    column: str
    exposed: str
    unexposed: str


# Coleman 2005 against low; Lipton 2008 and Hirsh 2008 elevated against normal (domain.md §3.4).
# The mass assay of bone alkaline phosphatase has no stratum.
MARKER_CONTRASTS = {
    "ntx_moderate_not_low": Contrast(NTX, "baseline_stratum", "moderate", "low"),
    "ntx_high_not_low": Contrast(NTX, "baseline_stratum", "high", "low"),
    "ntx_elevated": Contrast(NTX, "baseline_class", "E", "N"),
    "balp_activity_high": Contrast("BALP_ACT", "baseline_stratum", "high", "low"),
}


def at_baseline(cohort: pl.DataFrame, marker_stratum: pl.DataFrame, contrast: Contrast) -> Fact:
    """What the baseline of a marker says, from the day it was drawn on.

    In: derived.cohort, derived.marker_stratum. Of neither value: not known. A baseline drawn after
    index is not known before: nobody who has one could die until then.
    """
    measured = marker_stratum.filter(
        pl.col("analyte_code") == contrast.analyte, pl.col("baseline_on").is_not_null()
    ).join(cohort.select("patient_id", "index_on"), on="patient_id")
    states = {contrast.exposed: True, contrast.unexposed: False}
    return Fact(
        measured.select(
            "patient_id",
            since_day=days_after(pl.col("baseline_on")),
            state=pl.col(contrast.column).replace_strict(
                states, default=None, return_dtype=pl.Boolean
            ),
        )
    )


def latest_ntx_is_high(cohort: pl.DataFrame, marker_result: pl.DataFrame) -> Fact:
    """Whether the most recent valid urinary NTX is 100 or more (Brown 2005; domain.md §3.4).

    In: derived.cohort, derived.marker_result. Values from 60 days before index on, each until the
    next one; not known before the first, nor after one whose limit ("<", ">") cannot tell.
    """
    ntx = marker_result.filter(pl.col("analyte_code") == NTX)
    drawn = daily_values(ntx, names("stratum_statuses"), ("patient_id",)).join(
        cohort.select("patient_id", "index_on"), on="patient_id"
    )
    earliest = pl.col("index_on") - timedelta(days=number("marker_baseline_before_days"))
    limit = pl.lit(number("ntx_high_nmol_mmol"))
    return Fact(
        drawn.filter(pl.col("drawn_on") >= earliest).select(
            "patient_id",
            since_day=days_after(pl.col("drawn_on")),
            state=is_elevated("value", "value_operator", limit),
        )
    )
