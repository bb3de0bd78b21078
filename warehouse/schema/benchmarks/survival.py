"""Survival of patients with bone metastasis."""

from warehouse.schema.benchmarks.forms import (
    ADJUSTED,
    CHAMBARD,
    DEATH,
    DEATH_BY_VALUE,
    SYNCHRONOUS,
    median,
)
from warehouse.schema.declare import Benchmark


def _death_hazard(
    name: str,
    population: str,
    value: float,
    lower: float | None = None,
    upper: float | None = None,
    *,
    caveat: str = ADJUSTED,
    beside: str | None = None,
) -> Benchmark:
    return Benchmark(
        name,
        "1.15",
        "hazard of death",
        population,
        value,
        SYNCHRONOUS,
        CHAMBARD,
        "verified",
        unit="hazard_ratio",
        lower=lower,
        upper=upper,
        limits="ci95" if lower else None,
        denominator=64,
        caveat=caveat,
        compares_with=beside,
    )


SURVIVAL_BENCHMARKS = [
    median(
        "survival_synchronous",
        "1.15",
        "synchronous bone metastasis",
        7.0,
        SYNCHRONOUS,
        CHAMBARD,
        denominator=64,
    ),
    _death_hazard(
        "hazard_sarcopenia",
        "sarcopenia by DXA",
        2.96,
        1.40,
        6.27,
        caveat=ADJUSTED + " Ours is of muscle on CT, by cut-off sets of CT.",
        beside=DEATH,
    ),
    _death_hazard(
        "hazard_hypercalcaemia",
        "hypercalcaemia",
        2.83,
        1.10,
        7.30,
        caveat=ADJUSTED + " Hypercalcaemia at diagnosis; ours counts it since it came.",
        beside=DEATH,
    ),
    _death_hazard("hazard_hba1c", "HbA1c, for 0.5 % less", 1.69, beside=DEATH_BY_VALUE),
    _death_hazard("hazard_dkk1", "DKK1, for 10 ng/mL more", 1.28, beside=DEATH_BY_VALUE),
]
