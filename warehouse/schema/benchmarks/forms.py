"""The forms that published values of the disease share."""

from warehouse.schema.declare import Benchmark

FREQUENCY = "published.bone_metastasis_frequency"
MUTATION = "published.bone_metastasis_by_mutation"
SURVIVAL = "published.survival_by_group"
DEATH = "published.death_hazard"
DEATH_BY_VALUE = "published.death_hazard_by_value"
KUIJPERS = "Kuijpers 2018, Lung Cancer 121:76"
CHAMBARD = "Chambard 2018, Bone 108:202 (POUMOS)"
ONCOLOR = "East-France guideline, Oncolor 2016"
STAGE_IV = "stage IV non-squamous non-small-cell lung cancers at diagnosis, Netherlands"
SYNCHRONOUS = "lung cancers with synchronous bone metastasis, 64 patients"

ADJUSTED = "Adjusted in a multivariable model: set it beside ours adjusted, never beside the crude."

FOUR_FREQUENCIES = (
    "36 % over the disease course, 20.9 % at diagnosis, 48 % in stage IV and 52 % "
    "at autopsy count different people."
)


def frequency(
    name: str,
    population: str,
    value: float,
    definition: str,
    reference: str,
    evidence: str = "verified",
    *,
    statement: str = "1.2",
    numerator: int | None = None,
    denominator: int | None = None,
    caveat: str = FOUR_FREQUENCIES,
    beside: str | None = FREQUENCY,
) -> Benchmark:
    """A share of patients with bone metastasis."""
    return Benchmark(
        name,
        statement,
        "bone metastasis",
        population,
        value,
        definition,
        reference,
        evidence,
        numerator=numerator,
        denominator=denominator,
        caveat=caveat,
        compares_with=beside,
    )


def median(
    name: str,
    statement: str,
    population: str,
    months: float,
    definition: str,
    reference: str,
    evidence: str = "verified",
    *,
    lower: float | None = None,
    upper: float | None = None,
    denominator: int | None = None,
    caveat: str | None = None,
) -> Benchmark:
    """A median survival."""
    return Benchmark(
        name,
        statement,
        "median overall survival",
        population,
        months,
        definition,
        reference,
        evidence,
        unit="months",
        lower=lower,
        upper=upper,
        limits="ci95" if lower else None,
        denominator=denominator,
        caveat=caveat,
        compares_with=SURVIVAL,
    )
