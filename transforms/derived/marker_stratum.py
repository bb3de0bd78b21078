"""Risk stratum of a patient by bone marker, at baseline, at month 3 and now."""

import polars as pl

from transforms.derived.evidence import with_definition_version
from transforms.derived.markers.month_3 import (
    landmark_class,
    landmark_on,
    month_3_classes,
    month_3_values,
)
from transforms.derived.markers.series import (
    daily_values,
    is_baseline_day,
    latest_first,
    one_a_series,
)
from transforms.derived.markers.strata import STRATA, stratum
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import names

SERIES = ("patient_id", "analyte_code")


def marker_stratum(marker_result: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """Strata of urinary NTX and of BALP activity: a row a patient and marker.

    In: derived.marker_result, derived.cohort. Out: derived.marker_stratum (domain.md §3.4): NTX low
    under 50, moderate 50-99, high from 100, elevated from 64; BALP activity high and elevated from
    146 U/L. BALP mass has no stratum. Only results of status ok speak.

    Month 3 is the value nearest to 3 months after the first dose, from day 60 to day 120. Survival
    by landmark class is counted from day 120, among those alive then: counted earlier, those
    whose value came late would be given days during which they could not die.
    """
    values = _values(marker_result, cohort)
    last = one_a_series(values, SERIES, "last", order=latest_first())
    baseline = one_a_series(
        values.filter(is_baseline_day()), SERIES, "baseline", order=latest_first()
    )
    month_3 = month_3_values(values, SERIES, "first_bone_agent_on")
    dated = cohort.select("patient_id", landmark_on=landmark_on("first_bone_agent_on"))
    joined = (
        last.join(baseline, on=SERIES, how="left")
        .join(month_3, on=SERIES, how="left")
        .join(dated, on="patient_id")
    )
    table = DERIVED["marker_stratum"]
    return conform(with_definition_version(_classed(joined)).select(table.columns), table)


def _values(marker_result: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    people = cohort.select("patient_id", "index_on", "first_bone_agent_on")
    stratified = marker_result.filter(pl.col("analyte_code").is_in(list(STRATA)))
    return daily_values(stratified, names("stratum_statuses"), SERIES).join(people, on="patient_id")


def _classed(joined: pl.DataFrame) -> pl.DataFrame:
    classes = joined.with_columns(
        *month_3_classes(),
        baseline_stratum=stratum("baseline"),
        last_stratum=stratum("last"),
    )
    has_landmark = pl.col("month_3_on").is_not_null()
    return classes.with_columns(
        landmark_class=landmark_class(), landmark_on=pl.when(has_landmark).then("landmark_on")
    )
