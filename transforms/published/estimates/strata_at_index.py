"""What divides the patients with bone metastasis, and the days on which they belong to a part."""

import polars as pl

from transforms.published.estimates.observed import CENSORED
from transforms.published.estimates.strata import EVERYBODY, UNKNOWN
from warehouse.schema import BONE_SITES

NEVER = pl.lit(None, dtype=pl.Float64)
WEIGHT_BEARING = [code for code, site in BONE_SITES.items() if site.is_weight_bearing]
NTX = "NTX_CR"


def strata_at_index(
    cohort: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
) -> pl.DataFrame:
    """patient_id, stratum, stratum_value, from_day, until_day: who belongs to what, and when.

    In: derived.cohort, derived.molecular_group, derived.marker_stratum, canonical.lesion. Strata
    (domain.md §2.5): all; histology; weight_bearing_lesion, of the bones described by index;
    molecular_group, from the day EGFR, KRAS and ALK all had a result; ntx_stratum at baseline, from
    the day of that sample; bone_agent, before the first dose and since it. Days from index, not
    below 0; until_day is null when nothing ends it. Nobody belongs to a part before it is known:
    those who die before would make the others look better. Who is not known to belong to any
    part has no row; histology has a part "unknown".
    """
    parts = (
        _everybody(cohort),
        _histology(cohort),
        _weight_bearing(cohort, lesion),
        _molecular(cohort, molecular_group),
        _ntx(cohort, marker_stratum),
        _before_agent(cohort),
        _since_agent(cohort),
    )
    return pl.concat(parts)


def observed_in(histories: pl.DataFrame, strata: pl.DataFrame) -> pl.DataFrame:
    """The histories of each part, over the days on which the patient belongs to it.

    In: patient_id, entry_day, exit_day, status; `strata_at_index`. Out: in the order of the strata,
    then of the histories. Who leaves a part is censored; an event on that very day came before.
    """
    leaves = (pl.col("until_day") < pl.col("exit_day")).fill_null(False)
    placed = _in_their_parts(histories, strata).with_columns(
        entry_day=pl.max_horizontal("entry_day", "from_day"),
        exit_day=pl.when(leaves).then("until_day").otherwise("exit_day"),
        status=pl.when(leaves).then(CENSORED).otherwise("status"),
    )
    return placed.filter(pl.col("exit_day") > pl.col("entry_day"))


def recurrent_in(histories: pl.DataFrame, strata: pl.DataFrame) -> pl.DataFrame:
    """The periods of each part, over the days on which the patient belongs to it.

    In: as `recurrent_histories`; `strata_at_index`. Out: stratum, stratum_value and the columns of
    `histories`, in the order of the strata, then of the histories. Who leaves a part ends with
    nothing; what came that very day came before.
    """
    leaves = (pl.col("until_day") < pl.col("stop")).fill_null(False)
    placed = _in_their_parts(histories, strata).with_columns(
        start=pl.max_horizontal("start", "from_day"),
        stop=pl.when(leaves).then("until_day").otherwise("stop"),
        event=pl.col("event") & ~leaves,
        death=pl.col("death") & ~leaves,
    )
    lasting = placed.filter(pl.col("stop") > pl.col("start"))
    return lasting.select("stratum", "stratum_value", *histories.columns)


def _in_their_parts(histories: pl.DataFrame, strata: pl.DataFrame) -> pl.DataFrame:
    # Kept in order by the join: sorting afterwards costs more than all the rest.
    return strata.join(histories, on="patient_id", maintain_order="left_right")


def _part(
    frame: pl.DataFrame,
    stratum: str,
    value: pl.Expr,
    *,
    from_on: str = "index_on",
    until_day: pl.Expr = NEVER,
) -> pl.DataFrame:
    parts = frame.select(
        "patient_id",
        stratum=pl.lit(stratum),
        stratum_value=value,
        from_day=_from_index(from_on),
        until_day=until_day,
    )
    return parts.drop_nulls(["stratum_value", "from_day"])


def _from_index(on: str) -> pl.Expr:
    return (pl.col(on) - pl.col("index_on")).dt.total_days().clip(lower_bound=0)


def _everybody(cohort: pl.DataFrame) -> pl.DataFrame:
    return _part(cohort, "all", pl.lit(EVERYBODY))


def _histology(cohort: pl.DataFrame) -> pl.DataFrame:
    return _part(cohort, "histology", pl.col("histology").fill_null(UNKNOWN))


def _before_agent(cohort: pl.DataFrame) -> pl.DataFrame:
    until = _from_index("first_bone_agent_on").cast(pl.Float64)
    return _part(cohort, "bone_agent", pl.lit("before"), until_day=until)


def _since_agent(cohort: pl.DataFrame) -> pl.DataFrame:
    return _part(cohort, "bone_agent", pl.lit("since"), from_on="first_bone_agent_on")


def _weight_bearing(cohort: pl.DataFrame, lesion: pl.DataFrame) -> pl.DataFrame:
    people = cohort.select("patient_id", "index_on")
    described_on = lesion.select("patient_id", "examined_on", "bone_site")
    by_index = described_on.join(people, on="patient_id").filter(
        pl.col("examined_on") <= pl.col("index_on")
    )
    described = by_index.group_by("patient_id", "index_on").agg(
        has_one=pl.col("bone_site").is_in(WEIGHT_BEARING).any()
    )
    bears = pl.when(pl.col("has_one")).then(pl.lit("yes")).otherwise(pl.lit("no"))
    return _part(described, "weight_bearing_lesion", bears)


def _molecular(cohort: pl.DataFrame, molecular_group: pl.DataFrame) -> pl.DataFrame:
    people = cohort.select("patient_id", "index_on")
    tested = people.join(molecular_group, on="patient_id")
    return _part(
        tested, "molecular_group", pl.col("molecular_group"), from_on="molecular_group_known_on"
    )


def _ntx(cohort: pl.DataFrame, marker_stratum: pl.DataFrame) -> pl.DataFrame:
    people = cohort.select("patient_id", "index_on")
    measured = people.join(marker_stratum, on="patient_id").filter(pl.col("analyte_code") == NTX)
    return _part(measured, "ntx_stratum", pl.col("baseline_stratum"), from_on="baseline_on")
