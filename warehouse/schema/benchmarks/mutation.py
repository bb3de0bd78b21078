"""Bone metastasis and survival by mutation."""

from warehouse.schema.benchmarks.forms import (
    ADJUSTED,
    DEATH,
    KUIJPERS,
    MUTATION,
    STAGE_IV,
    frequency,
    median,
)
from warehouse.schema.declare import Benchmark

_MUTATION_ADJUSTED = "published.bone_metastasis_by_mutation_adjusted"
_LOHINAI = "Lohinai 2017, Sci Rep 7:39721"
_RADE = "PMID 33718013 (2021)"
_WITH_BONE_AND_KRAS = "lung adenocarcinomas with bone metastasis, KRAS tested"

_NO_DIRECTION = (
    "The sentence does not say which of 18.5 and 17.8 is with bone metastasis: a "
    "pair without direction."
)


def _odds(
    name: str,
    statement: str,
    population: str,
    value: float,
    lower: float | None,
    upper: float | None,
    evidence: str,
    caveat: str,
    beside: str = _MUTATION_ADJUSTED,
) -> Benchmark:
    return Benchmark(
        name,
        statement,
        "odds of bone metastasis, against triple-negative",
        population,
        value,
        STAGE_IV,
        KUIJPERS,
        evidence,
        unit="odds_ratio",
        lower=lower,
        upper=upper,
        limits="ci95" if lower else None,
        caveat=caveat,
        compares_with=beside,
    )


MUTATION_BENCHMARKS = [
    _odds(
        "odds_egfr",
        "1.7",
        "EGFR",
        2.55,
        1.80,
        3.62,
        "verified",
        ADJUSTED + " It holds for deletion of exon 19 and for L858R.",
    ),
    _odds(
        "odds_egfr_crude",
        "1.7",
        "EGFR",
        2.52,
        1.80,
        3.54,
        "calculated",
        "Crude, from 86 of 160 and 318 of 1008.",
        beside=MUTATION,
    ),
    frequency(
        "bone_kras_g12a",
        "KRAS G12A",
        0.429,
        STAGE_IV,
        KUIJPERS,
        statement="1.8",
        beside=MUTATION,
        caveat="Not found for G12C, G12D or G12V.",
    ),
    _odds(
        "odds_kras_g12a",
        "1.8",
        "KRAS G12A",
        2.26,
        1.33,
        3.81,
        "verified",
        ADJUSTED + " The crude odds ratio of 42.9 against 31.5 % is 1.63.",
    ),
    _odds(
        "odds_kras_g12a_crude",
        "1.8",
        "KRAS G12A",
        1.63,
        None,
        None,
        "calculated",
        "Crude, from 42.9 and 31.5 %; without limits, its numbers are not published.",
        beside=MUTATION,
    ),
    # 1.10 to 1.15: survival.
    median(
        "survival_egfr_longer",
        "1.10",
        "EGFR, with or without bone metastasis",
        18.5,
        STAGE_IV,
        KUIJPERS,
        "founding_text",
        caveat=_NO_DIRECTION,
    ),
    median(
        "survival_egfr_shorter",
        "1.10",
        "EGFR, with or without bone metastasis",
        17.8,
        STAGE_IV,
        KUIJPERS,
        "founding_text",
        caveat=_NO_DIRECTION,
    ),
    median(
        "survival_kras_without_bone",
        "1.11",
        "KRAS without bone metastasis",
        9.8,
        STAGE_IV,
        KUIJPERS,
        "founding_text",
    ),
    median(
        "survival_kras_with_bone",
        "1.11",
        "KRAS with bone metastasis",
        6.8,
        STAGE_IV,
        KUIJPERS,
        "founding_text",
    ),
    median(
        "survival_bone_kras_wild_type",
        "1.12",
        "bone metastasis, KRAS not mutated",
        9.7,
        _WITH_BONE_AND_KRAS,
        _LOHINAI,
        "founding_text",
        caveat="p = 0.003.",
    ),
    median(
        "survival_bone_kras_mutated",
        "1.12",
        "bone metastasis, KRAS mutated",
        3.7,
        _WITH_BONE_AND_KRAS,
        _LOHINAI,
        "founding_text",
        caveat="p = 0.003.",
    ),
    Benchmark(
        "hazard_bone_kras_wild_type",
        "1.12",
        "hazard of death, KRAS not mutated against mutated",
        "bone metastasis",
        0.49,
        _WITH_BONE_AND_KRAS,
        _LOHINAI,
        "verified",
        unit="hazard_ratio",
        lower=0.31,
        upper=0.79,
        limits="ci95",
        caveat="Ours is crude, of every histology tested.",
        compares_with=DEATH,
    ),
    median(
        "survival_bone_kras_wild_type_2021",
        "1.12",
        "bone metastasis, KRAS not mutated",
        10.2,
        _WITH_BONE_AND_KRAS,
        _RADE,
        denominator=134,
        caveat="p = 0.008.",
    ),
    median(
        "survival_bone_kras_mutated_2021",
        "1.12",
        "bone metastasis, KRAS mutated",
        5.1,
        _WITH_BONE_AND_KRAS,
        _RADE,
        denominator=134,
        caveat="p = 0.008.",
    ),
]
