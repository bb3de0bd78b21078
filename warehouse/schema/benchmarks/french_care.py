"""Events, care and costs in French centres."""

from warehouse.schema.benchmarks.event_forms import CRUDE, share, time
from warehouse.schema.declare import Benchmark

_GFPC = "Decroisette 2011, J Thorac Oncol 6:576 (GFPC 0601)"
_ONCOLOR = "East-France guideline, Oncolor 2016"
_GFPC_PATIENTS = "554 patients with bone metastasis of lung cancer, 40 French centres, 2006-07"


def _gfpc(
    name: str,
    statement: str,
    measure: str,
    value: float,
    *,
    caveat: str | None = CRUDE,
    beside: str | None = None,
) -> Benchmark:
    return share(
        f"gfpc_{name}",
        statement,
        measure,
        value,
        _GFPC_PATIENTS,
        _GFPC,
        caveat=caveat,
        denominator=554,
        beside=beside,
    )


def _guideline(name: str, measure: str, lower: float, upper: float) -> Benchmark:
    return share(
        f"oncolor_{name}",
        "1.20",
        measure,
        None,
        "bone metastases of lung cancer",
        _ONCOLOR,
        lower=lower,
        upper=upper,
        caveat="This guideline leaves hypercalcaemia out of skeletal events.",
    )


def _cost(name: str, measure: str, value: float) -> Benchmark:
    return Benchmark(
        f"cost_{name}",
        "1.24",
        measure,
        "bone metastasis",
        value,
        _GFPC_PATIENTS,
        _GFPC,
        "verified",
        unit="euros",
        caveat="Context: costs are not computed.",
    )


FRENCH_CARE_BENCHMARKS = [
    # France: GFPC 0601 and the East-France guideline.
    _gfpc(
        "clinical_at_baseline",
        "1.20",
        "fracture, cord compression or hypercalcaemia at baseline",
        0.247,
        caveat="Prevalent at diagnosis: not incidence.",
        beside="published.sre_at_diagnosis",
    ),
    _gfpc(
        "clinical_in_follow_up",
        "1.20",
        "fracture, cord compression or hypercalcaemia in follow-up",
        0.09,
    ),
    _gfpc(
        "therapeutic_at_baseline",
        "1.20",
        "radiotherapy or surgery at baseline",
        0.267,
        caveat="Prevalent at diagnosis: not incidence.",
        beside="published.sre_at_diagnosis",
    ),
    _gfpc("therapeutic_in_follow_up", "1.20", "radiotherapy or surgery in follow-up", 0.39),
    _gfpc("bisphosphonate", "1.19", "bisphosphonate", 0.523, caveat=None),
    _gfpc("radiotherapy", "1.20", "radiotherapy", 0.421, caveat=None),
    _gfpc("surgery", "1.20", "surgery", 0.092, caveat=None),
    _gfpc(
        "opioids",
        "1.18",
        "opioids",
        0.777,
        caveat="Treatment, not a pain score.",
        beside="published.pain_at_index",
    ),
    _gfpc(
        "alive_at_1_year",
        "1.23",
        "alive at 1 year",
        0.22,
        caveat="No difference by skeletal event at enrolment.",
    ),
    _gfpc("alive_at_2_years", "1.23", "alive at 2 years", 0.07, caveat=None),
    time(
        "gfpc_survival",
        "1.23",
        "median survival",
        5.8,
        "months",
        _GFPC_PATIENTS,
        _GFPC,
        "No difference by skeletal event at enrolment.",
        "published.survival_by_group",
    ),
    _guideline("radiotherapy", "radiotherapy to bone", 0.50, 0.70),
    _guideline("fracture", "pathological fracture", 0.07, 0.35),
    _guideline("surgery", "surgery to bone", 0.05, 0.09),
    _guideline("cord_compression", "cord compression", 0.01, 0.15),
    # 1.24: costs.
    _cost("month_asymptomatic", "cost of a month without symptom", 190),
    _cost("month_symptomatic", "cost of a month with symptoms", 374),
    _cost("month_with_event", "cost of a month with an event", 4672),
    _cost("first_year", "mean cost of the first year", 3999),
]
