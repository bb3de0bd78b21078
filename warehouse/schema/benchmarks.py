"""Published values to set beside ours (domain.md §1), with who was counted and how sure they are.

Values that nobody could check at their source are not here.
"""

from warehouse.schema.benchmarks_of_events import EVENT_BENCHMARKS
from warehouse.schema.declare import Benchmark

_FREQUENCY = "published.bone_metastasis_frequency"
_INCIDENCE = "published.bone_metastasis_incidence"
_FACTOR = "published.bone_metastasis_risk_factor"
_MUTATION = "published.bone_metastasis_by_mutation"
_MUTATION_ADJUSTED = "published.bone_metastasis_by_mutation_adjusted"
_SURVIVAL = "published.survival_by_group"
_DEATH = "published.death_hazard"

_ZHANG = "Zhang 2019, BMC Cancer 19:238 (SEER)"
_KUIJPERS = "Kuijpers 2018, Lung Cancer 121:76"
_LOHINAI = "Lohinai 2017, Sci Rep 7:39721"
_RADE = "PMID 33718013 (2021)"
_CHAMBARD = "Chambard 2018, Bone 108:202 (POUMOS)"
_ONCOLOR = "East-France guideline, Oncolor 2016"

_SEER = "lung cancers of the SEER registry, bone metastasis at diagnosis"
_STAGE_IV = "stage IV non-squamous non-small-cell lung cancers at diagnosis, Netherlands"
_WITH_BONE_AND_KRAS = "lung adenocarcinomas with bone metastasis, KRAS tested"
_SYNCHRONOUS = "lung cancers with synchronous bone metastasis, 64 patients"
_ADJUSTED = (
    "Adjusted in a multivariable model: set it beside ours adjusted, never beside the crude."
)
_NO_DIRECTION = (
    "The sentence does not say which of 18.5 and 17.8 is with bone metastasis: a "
    "pair without direction."
)
_FOUR_FREQUENCIES = (
    "36 % over the disease course, 20.9 % at diagnosis, 48 % in stage IV and 52 % "
    "at autopsy count different people."
)


def _frequency(
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
    caveat: str = _FOUR_FREQUENCIES,
    beside: str | None = _FREQUENCY,
) -> Benchmark:
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


def _seer_histology(name: str, population: str, value: float) -> Benchmark:
    return _frequency(
        f"bone_at_diagnosis_{name}",
        population,
        value,
        f"{_SEER}, of that histology",
        _ZHANG,
        statement="1.5",
        caveat="At diagnosis only: set it beside our synchronous figure.",
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
        _STAGE_IV,
        _KUIJPERS,
        evidence,
        unit="odds_ratio",
        lower=lower,
        upper=upper,
        limits="ci95" if lower else None,
        caveat=caveat,
        compares_with=beside,
    )


def _median(
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
        compares_with=_SURVIVAL,
    )


def _death_hazard(
    name: str,
    population: str,
    value: float,
    lower: float | None = None,
    upper: float | None = None,
    *,
    caveat: str = _ADJUSTED,
    beside: str | None = None,
) -> Benchmark:
    return Benchmark(
        name,
        "1.15",
        "hazard of death",
        population,
        value,
        _SYNCHRONOUS,
        _CHAMBARD,
        "verified",
        unit="hazard_ratio",
        lower=lower,
        upper=upper,
        limits="ci95" if lower else None,
        denominator=64,
        caveat=caveat,
        compares_with=beside,
    )


def _lesions(name: str, statement: str, measure: str, value: float) -> Benchmark:
    return Benchmark(
        name,
        statement,
        measure,
        "bone metastases of lung cancer",
        value,
        "bone metastases, or patients with them, as the guideline reports",
        _ONCOLOR,
        "verified",
        caveat="A guideline's round figures, without numbers of patients.",
    )


_DISEASE = [
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
    _frequency(
        "bone_over_disease_course",
        "lung cancer",
        0.36,
        "lung cancers, bone metastasis over the disease course",
        "founding text, reference 5 (Coleman 2006)",
        "founding_text",
    ),
    _frequency(
        "bone_incidence_over_disease_course",
        "lung cancer",
        0.36,
        "lung cancers, bone metastasis over the disease course",
        "founding text, reference 5 (Coleman 2006)",
        "founding_text",
        caveat="A crude share, not an incidence with death competing.",
        beside=_INCIDENCE,
    ),
    _frequency(
        "bone_at_autopsy",
        "lung cancer",
        0.52,
        "autopsies of lung cancers",
        "founding text, reference 6 (Nottebaert 1989)",
        "founding_text",
        statement="1.3",
        beside=None,
    ),
    _frequency(
        "bone_at_diagnosis",
        "lung cancer",
        0.209,
        _SEER,
        _ZHANG,
        numerator=25645,
        caveat="25 645 of 125 652 is 20.4 %: the published denominator must exclude "
        "unknowns. " + _FOUR_FREQUENCIES,
    ),
    _frequency(
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
        _ONCOLOR,
        "verified",
        lower=0.20,
        upper=0.40,
        limits="range",
        caveat=_FOUR_FREQUENCIES,
        compares_with=_FREQUENCY,
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
    _median(
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
    _frequency(
        "bone_all_stage_iv",
        "all molecular groups",
        0.34,
        _STAGE_IV,
        _KUIJPERS,
        statement="1.7",
        denominator=1994,
        caveat="Stage IV only.",
        beside=None,
    ),
    _frequency(
        "bone_egfr",
        "EGFR, deletion of exon 19 or L858R",
        0.538,
        _STAGE_IV,
        _KUIJPERS,
        statement="1.7",
        numerator=86,
        denominator=160,
        beside=_MUTATION,
        caveat="The founding text rounds it to 54 %. The numerator is 53.8 % of 160.",
    ),
    _frequency(
        "bone_triple_negative",
        "EGFR, KRAS and ALK not altered",
        0.315,
        _STAGE_IV,
        _KUIJPERS,
        statement="1.7",
        numerator=318,
        denominator=1008,
        beside=_MUTATION,
        caveat="The founding text rounds it to 31 %. The numerator is 31.5 % of 1008.",
    ),
    _odds(
        "odds_egfr",
        "1.7",
        "EGFR",
        2.55,
        1.80,
        3.62,
        "verified",
        _ADJUSTED + " It holds for deletion of exon 19 and for L858R.",
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
        beside=_MUTATION,
    ),
    _frequency(
        "bone_kras_g12a",
        "KRAS G12A",
        0.429,
        _STAGE_IV,
        _KUIJPERS,
        statement="1.8",
        beside=_MUTATION,
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
        _ADJUSTED + " The crude odds ratio of 42.9 against 31.5 % is 1.63.",
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
        beside=_MUTATION,
    ),
    # 1.10 to 1.15: survival.
    _median(
        "survival_egfr_longer",
        "1.10",
        "EGFR, with or without bone metastasis",
        18.5,
        _STAGE_IV,
        _KUIJPERS,
        "founding_text",
        caveat=_NO_DIRECTION,
    ),
    _median(
        "survival_egfr_shorter",
        "1.10",
        "EGFR, with or without bone metastasis",
        17.8,
        _STAGE_IV,
        _KUIJPERS,
        "founding_text",
        caveat=_NO_DIRECTION,
    ),
    _median(
        "survival_kras_without_bone",
        "1.11",
        "KRAS without bone metastasis",
        9.8,
        _STAGE_IV,
        _KUIJPERS,
        "founding_text",
    ),
    _median(
        "survival_kras_with_bone",
        "1.11",
        "KRAS with bone metastasis",
        6.8,
        _STAGE_IV,
        _KUIJPERS,
        "founding_text",
    ),
    _median(
        "survival_bone_kras_wild_type",
        "1.12",
        "bone metastasis, KRAS not mutated",
        9.7,
        _WITH_BONE_AND_KRAS,
        _LOHINAI,
        "founding_text",
        caveat="p = 0.003.",
    ),
    _median(
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
        compares_with=_DEATH,
    ),
    _median(
        "survival_bone_kras_wild_type_2021",
        "1.12",
        "bone metastasis, KRAS not mutated",
        10.2,
        _WITH_BONE_AND_KRAS,
        _RADE,
        denominator=134,
        caveat="p = 0.008.",
    ),
    _median(
        "survival_bone_kras_mutated_2021",
        "1.12",
        "bone metastasis, KRAS mutated",
        5.1,
        _WITH_BONE_AND_KRAS,
        _RADE,
        denominator=134,
        caveat="p = 0.008.",
    ),
    _median(
        "survival_synchronous",
        "1.15",
        "synchronous bone metastasis",
        7.0,
        _SYNCHRONOUS,
        _CHAMBARD,
        denominator=64,
    ),
    _death_hazard(
        "hazard_sarcopenia",
        "sarcopenia by DXA",
        2.96,
        1.40,
        6.27,
        caveat=_ADJUSTED + " Ours is of muscle on CT, by cut-off sets of CT.",
        beside=_DEATH,
    ),
    _death_hazard(
        "hazard_hypercalcaemia",
        "hypercalcaemia",
        2.83,
        1.10,
        7.30,
        caveat=_ADJUSTED + " Hypercalcaemia at diagnosis; ours counts it since it came.",
        beside=_DEATH,
    ),
    _death_hazard("hazard_hba1c", "HbA1c, for 0.5 % less", 1.69),
    _death_hazard("hazard_dkk1", "DKK1, for 10 ng/mL more", 1.28),
    Benchmark(
        "more_than_five_lesions",
        "1.15",
        "more than five bone lesions",
        "synchronous bone metastasis",
        0.56,
        _SYNCHRONOUS,
        _CHAMBARD,
        "verified",
        denominator=64,
    ),
    Benchmark(
        "femur_or_tibia_lesion",
        "1.15",
        "a lesion of femur or tibia",
        "synchronous bone metastasis",
        0.41,
        _SYNCHRONOUS,
        _CHAMBARD,
        "verified",
        denominator=64,
    ),
    # French guideline: where the metastases are.
    _lesions("multiple_lesions", "1.22", "multiple bone metastases", 0.80),
    _lesions("solitary_lesion", "1.22", "a solitary bone metastasis", 0.20),
    _lesions("site_spine", "1.22", "in the spine", 0.40),
    _lesions("site_thoracic_spine", "1.22", "in the thoracic spine", 0.20),
    _lesions("site_lumbar_spine", "1.22", "in the lumbar spine", 0.15),
    _lesions("site_cervical_spine", "1.22", "in the cervical spine", 0.05),
    _lesions("site_long_bones", "1.22", "in long bones", 0.32),
    _lesions("site_ribs", "1.22", "in ribs", 0.18),
    _lesions("site_pelvis", "1.22", "in the pelvis", 0.10),
]

BENCHMARKS: dict[str, Benchmark] = {item.name: item for item in (*_DISEASE, *EVENT_BENCHMARKS)}
assert len(BENCHMARKS) == len(_DISEASE) + len(EVENT_BENCHMARKS), "a benchmark is named twice"
