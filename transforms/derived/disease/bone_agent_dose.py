"""Doses of bone-targeted agents given for bone metastasis, not for osteoporosis."""

import polars as pl

from warehouse.schema.definitions import number

DENOSUMAB, ZOLEDRONATE = "M05BX04", "M05BA08"


def oncology_doses(bone_agent_administration: pl.DataFrame) -> pl.DataFrame:
    """Doses given (not held) for bone metastasis: same columns in and out.

    Denosumab of 100 mg or more (120 mg; 60 mg is the osteoporosis product, and an unknown dose
    may be); zoledronate other than 5 mg; every dose of the other agents (domain.md §6).
    """
    agent, dose = pl.col("atc_code"), pl.col("dose_mg")
    is_oncology = (
        pl.when(agent == DENOSUMAB)
        .then(dose >= number("denosumab_oncology_minimum_mg"))
        .when(agent == ZOLEDRONATE)
        .then(dose < number("zoledronate_osteoporosis_mg"))
        .otherwise(True)
        .fill_null(agent != DENOSUMAB)
    )
    return bone_agent_administration.filter(pl.col("held_reason").is_null() & is_oncology)
