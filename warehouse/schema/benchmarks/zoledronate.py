"""Skeletal events without a bone agent and under zoledronate."""

from warehouse.schema.benchmarks.event_forms import (
    CRUDE,
    EVENT_HAZARD,
    TREATED,
    effect,
    share,
    time,
)
from warehouse.schema.declare import Benchmark

_BY_KIND = "published.sre_incidence_by_kind"
_ROSEN_2004 = "founding text, reference 23 (Rosen 2004)"
_ROSEN_2003 = "Rosen 2003, J Clin Oncol 21:3150"
_PLACEBO = "placebo arm, non-small-cell lung cancer and other solid tumours, 21 months"
_TRIAL = "773 patients of a trial, non-small-cell lung cancer and other solid tumours, 9 months"
_OVERLAP = "Kinds overlap: 22 + 34 + 5 + 4 = 65 is more than 48; the figures are no partition."


def _rosen_kind(name: str, measure: str, value: float) -> Benchmark:
    return share(
        f"rosen_{name}",
        "1.20",
        measure,
        value,
        _PLACEBO,
        _ROSEN_2004,
        "founding_text",
        caveat=_OVERLAP,
        beside=_BY_KIND,
    )


ZOLEDRONATE_BENCHMARKS = [
    # 1.19: without a bone-targeted agent.
    share(
        "without_bone_agent",
        "1.19",
        "at least one event without bone-targeted agent",
        0.50,
        "bone metastasis without bone-targeted agent, time not stated",
        "founding text, reference 22 (Costa 2008)",
        "founding_text",
        beside="published.sre_without_bone_agent",
    ),
    # 1.20: the trials of zoledronic acid.
    share(
        "rosen_any",
        "1.20",
        "at least one event by 21 months",
        0.48,
        _PLACEBO,
        _ROSEN_2004,
        "founding_text",
        beside=_BY_KIND,
        caveat="Compare with SRE5, hypercalcaemia included; without it the review says 46 %.",
    ),
    share(
        "rosen_any_without_hypercalcaemia",
        "1.20",
        "at least one event by 21 months, without hypercalcaemia",
        0.46,
        _PLACEBO,
        "doi 10.1007/s00520-015-2908-1, on Rosen 2004",
        beside=_BY_KIND,
        caveat="Compare with SRE4: hypercalcaemia excluded.",
    ),
    _rosen_kind("fracture", "pathological fracture by 21 months", 0.22),
    _rosen_kind("radiotherapy", "radiotherapy to bone by 21 months", 0.34),
    _rosen_kind("surgery", "surgery to bone by 21 months", 0.05),
    _rosen_kind("cord_compression", "cord compression by 21 months", 0.04),
    share(
        "rosen_9_months_4_mg",
        "1.20",
        "at least one event by 9 months, zoledronic acid 4 mg",
        0.38,
        _TRIAL,
        _ROSEN_2003,
        beside=_BY_KIND,
        caveat="Compare with SRE4: hypercalcaemia is not in it. " + CRUDE,
    ),
    share(
        "rosen_9_months_8_4_mg",
        "1.20",
        "at least one event by 9 months, zoledronic acid 8/4 mg",
        0.35,
        _TRIAL,
        _ROSEN_2003,
        beside=_BY_KIND,
        caveat="Compare with SRE4: hypercalcaemia is not in it. " + CRUDE,
    ),
    share(
        "rosen_9_months_placebo",
        "1.20",
        "at least one event by 9 months, placebo",
        0.44,
        _TRIAL,
        _ROSEN_2003,
        beside=_BY_KIND,
        caveat="Compare with SRE4: hypercalcaemia is not in it. " + CRUDE,
    ),
    time(
        "rosen_time_to_first_4_mg",
        "1.20",
        "median time to the first event, zoledronic acid",
        230,
        "days",
        _TRIAL,
        _ROSEN_2003,
        "Hypercalcaemia included.",
    ),
    time(
        "rosen_time_to_first_placebo",
        "1.20",
        "median time to the first event, placebo",
        163,
        "days",
        _TRIAL,
        _ROSEN_2003,
        "Hypercalcaemia included.",
    ),
    effect(
        "rosen_multiple_events",
        "1.20",
        "all events, zoledronic acid against placebo",
        0.732,
        "hazard_ratio",
        _TRIAL,
        _ROSEN_2003,
        beside=EVENT_HAZARD,
        caveat=TREATED + " Hypercalcaemia included: compare with SRE5.",
    ),
]
