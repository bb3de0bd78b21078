"""What divides the patients with bone metastasis, and the day each part is known."""

import polars as pl

from transforms.published.estimates.strata import EVERYBODY, UNKNOWN
from warehouse.schema import BONE_SITES

WEIGHT_BEARING = [code for code, site in BONE_SITES.items() if site.is_weight_bearing]
NTX = "NTX_CR"


def strata_at_index(
    cohort: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
) -> pl.DataFrame:
    """patient_id, stratum, stratum_value, known_day: a row a patient and stratum (domain.md §2.5).

    In: derived.cohort, derived.molecular_group, derived.marker_stratum, canonical.lesion. Strata:
    all; histology; bone_agent_at_index (a first dose by then); weight_bearing_lesion (of the bones
    described by index); molecular_group, from the day EGFR, KRAS and ALK all had a result;
    ntx_stratum at baseline, from the day of that sample. known_day counts from index, not below
    0: nobody belongs to a part before it is known, or those who die before would make the
    others look better. Who is not known to belong to any part has no row; histology has a part
    "unknown".
    """
    parts = (
        _histology(cohort),
        _bone_agent(cohort),
        _weight_bearing(cohort, lesion),
        _molecular(cohort, molecular_group),
        _ntx(cohort, marker_stratum),
    )
    return pl.concat([_everybody(cohort), *parts])


def observed_in(histories: pl.DataFrame, strata: pl.DataFrame) -> pl.DataFrame:
    """The histories of each part, from the day on which it is known; without a part there is none.

    In: patient_id, entry_day, exit_day; `strata_at_index`.
    """
    placed = histories.join(strata, on="patient_id").with_columns(
        entry_day=pl.max_horizontal("entry_day", "known_day")
    )
    return placed.filter(pl.col("exit_day") > pl.col("entry_day"))


def _part(
    frame: pl.DataFrame, stratum: str, value: pl.Expr, known_on: str = "index_on"
) -> pl.DataFrame:
    known_day = (pl.col(known_on) - pl.col("index_on")).dt.total_days().clip(lower_bound=0)
    parts = frame.select(
        "patient_id", stratum=pl.lit(stratum), stratum_value=value, known_day=known_day
    )
    return parts.drop_nulls(["stratum_value", "known_day"])


def _everybody(cohort: pl.DataFrame) -> pl.DataFrame:
    return _part(cohort, "all", pl.lit(EVERYBODY))


def _histology(cohort: pl.DataFrame) -> pl.DataFrame:
    return _part(cohort, "histology", pl.col("histology").fill_null(UNKNOWN))


def _bone_agent(cohort: pl.DataFrame) -> pl.DataFrame:
    treated = (pl.col("first_bone_agent_on") <= pl.col("index_on")).fill_null(False)
    return _part(cohort, "bone_agent_at_index", _yes_or_no(treated))


def _weight_bearing(cohort: pl.DataFrame, lesion: pl.DataFrame) -> pl.DataFrame:
    people = cohort.select("patient_id", "index_on")
    by_index = lesion.join(people, on="patient_id").filter(
        pl.col("examined_on") <= pl.col("index_on")
    )
    described = by_index.group_by("patient_id", "index_on").agg(
        has_one=pl.col("bone_site").is_in(WEIGHT_BEARING).any()
    )
    return _part(described, "weight_bearing_lesion", _yes_or_no(pl.col("has_one")))


def _molecular(cohort: pl.DataFrame, molecular_group: pl.DataFrame) -> pl.DataFrame:
    people = cohort.select("patient_id", "index_on")
    tested = people.join(molecular_group, on="patient_id")
    return _part(tested, "molecular_group", pl.col("molecular_group"), "panel_complete_on")


def _ntx(cohort: pl.DataFrame, marker_stratum: pl.DataFrame) -> pl.DataFrame:
    people = cohort.select("patient_id", "index_on")
    measured = people.join(marker_stratum, on="patient_id").filter(pl.col("analyte_code") == NTX)
    return _part(measured, "ntx_stratum", pl.col("baseline_stratum"), "baseline_on")


def _yes_or_no(condition: pl.Expr) -> pl.Expr:
    return pl.when(condition).then(pl.lit("yes")).otherwise(pl.lit("no"))
