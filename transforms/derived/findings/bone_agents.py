"""Rules a dose of a bone-targeted agent can break (domain.md §6, §8)."""

from datetime import timedelta

import polars as pl

from transforms.derived.disease.bone_agent_dose import DENOSUMAB, ZOLEDRONATE, oncology_doses
from transforms.derived.findings.breach import breach
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

AGENT = "bone_agent_administration"
PAMIDRONATE, IBANDRONATE, CLODRONATE = "M05BA03", "M05BA06", "M05BA02"
# lowest and highest dose in oncology, mg; clodronate is dosed by the day: domain.md §8
DOSES_MG = {
    ZOLEDRONATE: (3.0, 4.0),
    DENOSUMAB: (120.0, 120.0),
    PAMIDRONATE: (30.0, 90.0),
    IBANDRONATE: (2.0, 6.0),
}
DENOSUMAB_OSTEOPOROSIS_MG = 60.0  # Prolia: domain.md §6
VEIN, SKIN, MOUTH = "vein", "skin", "mouth"
ROUTE_AS_WRITTEN = {
    **dict.fromkeys(("IV", "INTRAVENOUS", "INTRAVEINEUX", "INTRAVEINEUSE", "PERFUSION"), VEIN),
    **dict.fromkeys(("SC", "SUBCUTANEOUS", "SOUS-CUTANE", "SOUS-CUTANEE", "S/C"), SKIN),
    **dict.fromkeys(("PO", "ORAL", "ORALE", "PER OS"), MOUTH),
}
ROUTES = {
    ZOLEDRONATE: (VEIN,),
    PAMIDRONATE: (VEIN,),
    IBANDRONATE: (VEIN, MOUTH),
    CLODRONATE: (MOUTH, VEIN),
    DENOSUMAB: (SKIN,),
}
NECROSIS_OF_THE_JAW = r"^(K10\.2|M87\.1)"  # domain.md §7.2


def bone_agent_breaches(
    bone_agent_administration: pl.DataFrame, diagnosis: pl.DataFrame, cohort: pl.DataFrame
) -> list[pl.DataFrame]:
    """Findings among doses given, one frame a rule; a dose held is none.

    In: canonical.bone_agent_administration, canonical.diagnosis, derived.cohort.
    """
    given = bone_agent_administration.filter(pl.col("held_reason").is_null())
    return [
        breach(given.filter(~_is_of_oncology() & ~_is_of_osteoporosis()), "B01", AGENT, "dose_mg"),
        breach(given.filter(_is_of_osteoporosis()), "B02", AGENT, "dose_mg"),
        breach(_too_soon(given), "B03", AGENT, "administered_on"),
        breach(given.filter(_is_by_another_route()), "B04", AGENT, "route"),
        breach(_long_before_metastasis(given, cohort), "B05", AGENT, "administered_on"),
        breach(_after_necrosis(given, diagnosis), "B06", AGENT, "administered_on"),
        breach(_of_two_classes(given), "B07", AGENT, "atc_code"),
    ]


def _is_of_oncology() -> pl.Expr:
    """The dose is one of the labels for bone metastasis; a dose not known is not judged."""
    dose, agent = pl.col("dose_mg"), pl.col("atc_code")
    by_mouth = (agent == IBANDRONATE) & (dose == number("ibandronate_oral_mg"))
    in_range = pl.any_horizontal(
        (agent == code) & dose.is_between(low, high) for code, (low, high) in DOSES_MG.items()
    )
    return in_range | by_mouth | (agent == CLODRONATE)


def _is_of_osteoporosis() -> pl.Expr:
    dose, agent = pl.col("dose_mg"), pl.col("atc_code")
    zoledronate = (agent == ZOLEDRONATE) & (dose == number("zoledronate_osteoporosis_mg"))
    return zoledronate | ((agent == DENOSUMAB) & (dose == DENOSUMAB_OSTEOPOROSIS_MG))


def _too_soon(given: pl.DataFrame) -> pl.DataFrame:
    """Injections of one agent; tablets are taken every day."""
    is_daily = (pl.col("atc_code") == CLODRONATE) | (
        (pl.col("atc_code") == IBANDRONATE) & (_route() == MOUTH).fill_null(False)
    )
    injections = given.filter(~is_daily).sort(
        "patient_id", "atc_code", "administered_on", "source_system", "source_row_id"
    )
    since = pl.col("administered_on").diff().over("patient_id", "atc_code")
    return injections.filter(since < timedelta(days=threshold("bone_agent_interval_days")))


def _route() -> pl.Expr:
    written = pl.col("route").str.strip_chars().str.to_uppercase().str.replace_all("É", "E")
    return written.replace_strict(ROUTE_AS_WRITTEN, default=None, return_dtype=pl.String)


def _is_by_another_route() -> pl.Expr:
    """A route that is written in words we do not know is not judged."""
    return pl.any_horizontal(
        (pl.col("atc_code") == agent) & ~_route().is_in(routes) for agent, routes in ROUTES.items()
    )


def _long_before_metastasis(given: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    early = timedelta(days=threshold("bone_agent_before_metastasis_days"))
    index = cohort.select("patient_id", "index_on")
    return (
        oncology_doses(given)
        .join(index, on="patient_id")
        .filter(pl.col("administered_on") < pl.col("index_on") - early)
    )


def _after_necrosis(given: pl.DataFrame, diagnosis: pl.DataFrame) -> pl.DataFrame:
    necrosis = (
        diagnosis.filter(pl.col("icd10_code").str.contains(NECROSIS_OF_THE_JAW))
        .group_by("patient_id")
        .agg(necrosis_on=pl.col("diagnosed_on").min())
    )
    return given.join(necrosis, on="patient_id").filter(
        pl.col("administered_on") > pl.col("necrosis_on")
    )


def _of_two_classes(given: pl.DataFrame) -> pl.DataFrame:
    """Denosumab and a bisphosphonate 14 days apart or less: the later of the two."""
    ordered = given.sort("patient_id", "administered_on", "source_system", "source_row_id")
    is_denosumab = pl.col("atc_code") == DENOSUMAB
    last = [
        pl.when(denosumab == is_denosumab).then("administered_on").forward_fill().over("patient_id")
        for denosumab in (True, False)
    ]
    other = pl.when(is_denosumab).then(last[1]).otherwise(last[0])
    close = timedelta(days=threshold("bone_agent_interval_days"))
    return ordered.filter(pl.col("administered_on") - other <= close)
