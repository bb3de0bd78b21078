"""Bone markers as published."""

from warehouse.schema.benchmarks.event_forms import (
    DEATH_HAZARD,
    EVENT_HAZARD,
    TREATED,
    effect,
    share,
    time,
)
from warehouse.schema.declare import Benchmark

_LANDMARK = "published.marker_landmark"
_COLEMAN = "Coleman 2005, J Clin Oncol"
_COLEMAN_PATIENTS = "1824 patients under bisphosphonates, 183 of them with lung cancer"


def _coleman(stratum: str, measure: str, lower: float, upper: float) -> Benchmark:
    """The range over kinds of solid tumour."""
    return Benchmark(
        f"coleman_death_{stratum}",
        "1.17",
        measure,
        "bone metastasis",
        None,
        _COLEMAN_PATIENTS,
        _COLEMAN,
        "verified",
        unit="rate_ratio",
        lower=lower,
        upper=upper,
        limits="range",
        caveat="A range over kinds of tumour, p < 0.001, all treated: ours is crude.",
        compares_with=DEATH_HAZARD,
    )


def _coleman_events(stratum: str, measure: str) -> Benchmark:
    """About twice, in words: the abstract gives no limits."""
    return effect(
        f"coleman_events_{stratum}",
        "1.17",
        measure,
        2.0,
        "rate_ratio",
        _COLEMAN_PATIENTS,
        _COLEMAN,
        beside=EVENT_HAZARD,
        caveat="About two, of all kinds of tumour and all treated; no limits are given. "
        "Ours is crude.",
    )


MARKER_BENCHMARKS = [
    # 1.17: markers.
    effect(
        "brown_high_ntx",
        "1.17",
        "skeletal events, high against low urinary NTX",
        1.79,
        "rate_ratio",
        "placebo arms, lung and other solid tumours, 238 patients",
        "Brown 2005, J Natl Cancer Inst 97:59",
        1.15,
        2.79,
        EVENT_HAZARD,
        TREATED + " Most recent value, placebo: set it beside ours before any agent.",
    ),
    _coleman_events("moderate", "skeletal events, NTX of 50 to 99 against under 50"),
    _coleman_events("high", "skeletal events, NTX of 100 or more against under 50"),
    _coleman("moderate", "death, NTX of 50 to 99 against under 50", 2, 4),
    _coleman("high", "death, NTX of 100 or more against under 50", 4, 6),
    effect(
        "serum_ntx_death",
        "1.17",
        "death, serum NTX of 22 nmol BCE/L or more",
        2.02,
        "hazard_ratio",
        "176 lung cancers",
        "Clin Lung Cancer 2013",
        1.36,
        2.99,
    ),
    time(
        "serum_ntx_high_survival",
        "1.17",
        "median survival, serum NTX of 22 or more",
        197,
        "days",
        "176 lung cancers",
        "Clin Lung Cancer 2013",
    ),
    time(
        "serum_ntx_low_survival",
        "1.17",
        "median survival, serum NTX under 22",
        368,
        "days",
        "176 lung cancers",
        "Clin Lung Cancer 2013",
    ),
    share(
        "ntx_normalised_treated",
        "1.17",
        "high NTX normal at 3 months, zoledronic acid",
        0.81,
        "high NTX at baseline, lung and other solid tumours",
        "Lipton 2008, Cancer 113:193",
        caveat="Elevated is 64 or more, at baseline: set it beside our class E_N.",
        beside=_LANDMARK,
    ),
    share(
        "ntx_normalised_placebo",
        "1.17",
        "high NTX normal at 3 months, placebo",
        0.17,
        "high NTX at baseline, lung and other solid tumours",
        "Lipton 2008, Cancer 113:193",
        caveat="Elevated is 64 or more, at baseline: set it beside our class E_N.",
        beside=_LANDMARK,
    ),
]
