"""How many lung cancers, and how many of them reach bone."""

from warehouse.schema.benchmarks.forms import (
    FOUR_FREQUENCIES,
    FREQUENCY,
    KUIJPERS,
    MUTATION,
    ONCOLOR,
    STAGE_IV,
    frequency,
    median,
)
from warehouse.schema.declare import Benchmark

_INCIDENCE = "published.bone_metastasis_incidence"
_FACTOR = "published.bone_metastasis_risk_factor"
_ZHANG = "Zhang 2019, BMC Cancer 19:238 (SEER)"
_SEER = "lung cancers of the SEER registry, bone metastasis at diagnosis"


def _seer_histology(name: str, population: str, value: float) -> Benchmark:
    return frequency(
        f"bone_at_diagnosis_{name}",
        population,
        value,
        f"{_SEER}, of that histology",
        _ZHANG,
        statement="1.5",
        caveat="At diagnosis only: set it beside our synchronous figure.",
    )


FREQUENCY_BENCHMARKS = [
    Benchmark(
        "lung_cancers_a_year",
        "1.1",
        "new lung cancers",
        "France",
        37000,
        "projection for metropolitan France, 2015",
        "founding text, reference 4",
        "founding_text",
        unit="patients_a_year",
        caveat="The cited projection for 2015 is about 30 400 men and 14 800 women, 45 200.",
    ),
    Benchmark(
        "lung_cancers_a_year_projection",
        "1.1",
        "new lung cancers",
        "France",
        45200,
        "projection for metropolitan France, 2015",
        "InVS-INCa projection 2015",
        "verified",
        unit="patients_a_year",
        caveat="Context: it cannot be computed from one hospital.",
    ),
    # 1.2, 1.3: how often, and out of whom.
    frequency(
        "bone_over_disease_course",
        "lung cancer",
        0.36,
        "lung cancers, bone metastasis over the disease course",
        "founding text, reference 5 (Coleman 2006)",
        "founding_text",
    ),
    frequency(
        "bone_incidence_over_disease_course",
        "lung cancer",
        0.36,
        "lung cancers, bone metastasis over the disease course",
        "founding text, reference 5 (Coleman 2006)",
        "founding_text",
        caveat="A crude share, not an incidence with death competing.",
        beside=_INCIDENCE,
    ),
    frequency(
        "bone_at_autopsy",
        "lung cancer",
        0.52,
        "autopsies of lung cancers",
        "founding text, reference 6 (Nottebaert 1989)",
        "founding_text",
        statement="1.3",
        beside=None,
    ),
    frequency(
        "bone_at_diagnosis",
        "lung cancer",
        0.209,
        _SEER,
        _ZHANG,
        numerator=25645,
        caveat="25 645 of 125 652 is 20.4 %: the published denominator must exclude "
        "unknowns. " + FOUR_FREQUENCIES,
    ),
    frequency(
        "bone_at_stage_iv",
        "stage IV non-small-cell lung cancer",
        0.48,
        "stage IV non-small-cell lung cancers at diagnosis, prospective, Japan",
        "Katakami 2014 (PMC4132043)",
    ),
    Benchmark(
        "bone_guideline",
        "1.2",
        "bone metastasis",
        "lung cancer",
        None,
        "lung cancers, time not stated",
        ONCOLOR,
        "verified",
        lower=0.20,
        upper=0.40,
        limits="range",
        caveat=FOUR_FREQUENCIES,
        compares_with=FREQUENCY,
    ),
    # 1.4, 1.5: registry.
    Benchmark(
        "registry_patients_founding_text",
        "1.4",
        "patients with bone metastasis",
        "lung cancer",
        25646,
        "SEER registry",
        "founding text, reference 7",
        "founding_text",
        unit="patients",
        caveat="The paper says 25 645.",
        compares_with=_FACTOR,
    ),
    Benchmark(
        "registry_patients",
        "1.4",
        "patients with bone metastasis",
        "lung cancer",
        25645,
        "SEER registry",
        _ZHANG,
        "verified",
        unit="patients",
        caveat="More frequent in men, over 2 cm, with nodes and with more sites; size was not "
        "significant in carcinoma not otherwise specified. Their model is adjusted, like "
        "published.bone_metastasis_logistic.",
        compares_with=_FACTOR,
    ),
    _seer_histology("adenocarcinoma", "adenocarcinoma", 0.244),
    _seer_histology("squamous", "squamous-cell carcinoma", 0.125),
    _seer_histology("small_cell", "small-cell carcinoma", 0.247),
    _seer_histology("large_cell", "large-cell carcinoma", 0.195),
    _seer_histology("not_specified", "non-small-cell carcinoma, not specified", 0.194),
    median(
        "survival_registry",
        "1.4",
        "lung cancer with bone metastasis at diagnosis",
        4.00,
        "patients of the SEER registry with bone metastasis at diagnosis",
        _ZHANG,
        lower=3.89,
        upper=4.11,
    ),
    # 1.7, 1.8: mutations.
    frequency(
        "bone_all_stage_iv",
        "all molecular groups",
        0.34,
        STAGE_IV,
        KUIJPERS,
        statement="1.7",
        denominator=1994,
        caveat="Stage IV only.",
        beside=None,
    ),
    frequency(
        "bone_egfr",
        "EGFR, deletion of exon 19 or L858R",
        0.538,
        STAGE_IV,
        KUIJPERS,
        statement="1.7",
        numerator=86,
        denominator=160,
        beside=MUTATION,
        caveat="The founding text rounds it to 54 %. The numerator is 53.8 % of 160.",
    ),
    frequency(
        "bone_triple_negative",
        "EGFR, KRAS and ALK not altered",
        0.315,
        STAGE_IV,
        KUIJPERS,
        statement="1.7",
        numerator=318,
        denominator=1008,
        beside=MUTATION,
        caveat="The founding text rounds it to 31 %. The numerator is 31.5 % of 1008.",
    ),
]
