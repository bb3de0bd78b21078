"""The forms that published values of skeletal events share."""

from warehouse.schema.declare import Benchmark

DEATH_HAZARD = "published.death_hazard"
EVENT_HAZARD = "published.event_hazard"
TREATED = "Adjusted, or randomised: ours is crude."
CRUDE = "A crude share of patients, not an incidence with death competing."


def share(
    name: str,
    statement: str,
    measure: str,
    value: float | None,
    definition: str,
    reference: str,
    evidence: str = "verified",
    *,
    caveat: str | None = CRUDE,
    numerator: int | None = None,
    denominator: int | None = None,
    lower: float | None = None,
    upper: float | None = None,
    beside: str | None = None,
) -> Benchmark:
    """A share of patients with an event."""
    return Benchmark(
        name,
        statement,
        measure,
        "bone metastasis",
        value,
        definition,
        reference,
        evidence,
        numerator=numerator,
        denominator=denominator,
        lower=lower,
        upper=upper,
        limits="range" if lower else None,
        caveat=caveat,
        compares_with=beside,
    )


def effect(
    name: str,
    statement: str,
    measure: str,
    value: float,
    unit: str,
    definition: str,
    reference: str,
    lower: float | None = None,
    upper: float | None = None,
    beside: str | None = None,
    caveat: str = TREATED,
) -> Benchmark:
    """An effect of a treatment or of a marker on events or on death."""
    return Benchmark(
        name,
        statement,
        measure,
        "bone metastasis",
        value,
        definition,
        reference,
        "verified",
        unit=unit,
        lower=lower,
        upper=upper,
        limits="ci95" if lower else None,
        caveat=caveat,
        compares_with=beside,
    )


def time(
    name: str,
    statement: str,
    measure: str,
    value: float,
    unit: str,
    definition: str,
    reference: str,
    caveat: str | None = None,
    beside: str | None = None,
) -> Benchmark:
    """A time to an event or to death."""
    return Benchmark(
        name,
        statement,
        measure,
        "bone metastasis",
        value,
        definition,
        reference,
        "verified",
        unit=unit,
        caveat=caveat,
        compares_with=beside,
    )
