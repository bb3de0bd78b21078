"""Patients divided by the bone-targeted agent they were given first."""

import polars as pl

from transforms.derived.disease.bone_agent_dose import DENOSUMAB, ZOLEDRONATE, oncology_doses
from transforms.published.estimates.strata_at_index import NEVER

STRATUM = "first_agent"
_NAMES = {DENOSUMAB: "denosumab", ZOLEDRONATE: "zoledronate"}
_OTHER = "other"


def by_first_agent(cohort: pl.DataFrame, bone_agent_administration: pl.DataFrame) -> pl.DataFrame:
    """patient_id, stratum, stratum_value, from_day, until_day: as `strata_at_index` tells them.

    In: derived.cohort, canonical.bone_agent_administration. Who was never given one has no row.
    The name is known with the first dose, on which they begin to belong to it: whoever is followed
    from that dose on has no time before it to be counted as free of events. They stay in it
    whatever is given later, as they would in a trial. Two agents begun on one day are `other`.
    """
    firsts = cohort.select("patient_id", "index_on", administered_on="first_bone_agent_on")
    doses = oncology_doses(bone_agent_administration)
    given = doses.join(firsts, on=["patient_id", "administered_on"])
    agents = given.group_by("patient_id", "index_on", "administered_on").agg(
        pl.col("atc_code").unique()
    )
    is_one = pl.col("atc_code").list.len() == 1
    name = pl.col("atc_code").list.first().replace_strict(_NAMES, default=_OTHER)
    day = (pl.col("administered_on") - pl.col("index_on")).dt.total_days()
    return agents.select(
        "patient_id",
        stratum=pl.lit(STRATUM),
        stratum_value=pl.when(is_one).then(name).otherwise(pl.lit(_OTHER)),
        from_day=day.clip(lower_bound=0),
        until_day=NEVER,
    )
