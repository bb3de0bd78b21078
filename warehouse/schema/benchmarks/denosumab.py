"""Skeletal events under denosumab and zoledronate."""

from warehouse.schema.benchmarks.event_forms import (
    CRUDE,
    DEATH_HAZARD,
    EVENT_HAZARD,
    effect,
    share,
    time,
)
from warehouse.schema.declare import Benchmark

_BURDEN = "published.sre_burden"
_HENRY = "Henry 2011, denosumab US label table"
_SCAGLIOTTI = "Scagliotti 2012, J Thorac Oncol 7:1823"
_DENOSUMAB_TRIAL = "solid tumours (not breast or prostate) and myeloma, on study"
_TIME_TO_FIRST = "Ours has no median: with death competing, half may never have an event."
_DENOSUMAB_LUNG = "lung cancers of the denosumab trial"


def _denosumab(name: str, measure: str, value: float, patients: int) -> Benchmark:
    arm = "denosumab" if patients == 886 else "zoledronic acid"
    return share(
        f"henry_{name}",
        "1.20",
        f"{measure}, {arm}",
        value,
        _DENOSUMAB_TRIAL,
        _HENRY,
        denominator=patients,
        caveat="Treated patients of a trial. " + CRUDE,
    )


DENOSUMAB_BENCHMARKS = [
    # The trial of denosumab.
    _denosumab("first_denosumab", "first event on study", 0.314, 886),
    _denosumab("first_zoledronate", "first event on study", 0.363, 890),
    _denosumab("radiotherapy_denosumab", "radiotherapy to bone", 0.134, 886),
    _denosumab("radiotherapy_zoledronate", "radiotherapy to bone", 0.162, 890),
    _denosumab("fracture_denosumab", "pathological fracture", 0.138, 886),
    _denosumab("fracture_zoledronate", "pathological fracture", 0.156, 890),
    _denosumab("surgery_denosumab", "surgery to bone", 0.015, 886),
    _denosumab("surgery_zoledronate", "surgery to bone", 0.021, 890),
    _denosumab("cord_compression_denosumab", "cord compression", 0.027, 886),
    _denosumab("cord_compression_zoledronate", "cord compression", 0.024, 890),
    effect(
        "henry_first_hazard",
        "1.20",
        "first event, denosumab against zoledronic acid",
        0.84,
        "hazard_ratio",
        _DENOSUMAB_TRIAL,
        _HENRY,
        0.71,
        0.98,
    ),
    time(
        "henry_time_to_first_denosumab",
        "1.20",
        "median time to the first event, denosumab",
        20.5,
        "months",
        _DENOSUMAB_TRIAL,
        _HENRY,
        _TIME_TO_FIRST,
    ),
    time(
        "henry_time_to_first_zoledronate",
        "1.20",
        "median time to the first event, zoledronic acid",
        16.3,
        "months",
        _DENOSUMAB_TRIAL,
        _HENRY,
        _TIME_TO_FIRST,
    ),
    effect(
        "henry_all_events",
        "1.20",
        "all events, denosumab against zoledronic acid",
        0.90,
        "rate_ratio",
        _DENOSUMAB_TRIAL,
        _HENRY,
        0.77,
        1.04,
        EVENT_HAZARD,
    ),
    time(
        "henry_mean_denosumab",
        "1.20",
        "mean events, denosumab",
        0.44,
        "events_a_patient",
        _DENOSUMAB_TRIAL,
        _HENRY,
        "A new event only 21 days or more after the last.",
        _BURDEN,
    ),
    time(
        "henry_mean_zoledronate",
        "1.20",
        "mean events, zoledronic acid",
        0.49,
        "events_a_patient",
        _DENOSUMAB_TRIAL,
        _HENRY,
        "A new event only 21 days or more after the last.",
        _BURDEN,
    ),
    effect(
        "scagliotti_survival",
        "1.20",
        "death, denosumab against zoledronic acid",
        0.80,
        "hazard_ratio",
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
        beside=DEATH_HAZARD,
    ),
    effect(
        "scagliotti_survival_non_small_cell",
        "1.20",
        "death, denosumab against zoledronic acid, non-small-cell",
        0.78,
        "hazard_ratio",
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
    time(
        "scagliotti_median_denosumab",
        "1.20",
        "median survival, denosumab",
        8.9,
        "months",
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
    time(
        "scagliotti_median_zoledronate",
        "1.20",
        "median survival, zoledronic acid",
        7.7,
        "months",
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
    time(
        "scagliotti_median_denosumab_non_small_cell",
        "1.20",
        "median survival, denosumab, non-small-cell",
        9.5,
        "months",
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
    time(
        "scagliotti_median_zoledronate_non_small_cell",
        "1.20",
        "median survival, zoledronic acid, non-small-cell",
        8.0,
        "months",
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
    share(
        "scagliotti_jaw_denosumab",
        "1.20",
        "osteonecrosis of the jaw, denosumab",
        0.007,
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
    share(
        "scagliotti_jaw_zoledronate",
        "1.20",
        "osteonecrosis of the jaw, zoledronic acid",
        0.008,
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
    share(
        "scagliotti_hypocalcaemia_denosumab",
        "1.20",
        "hypocalcaemia, denosumab",
        0.086,
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
    share(
        "scagliotti_hypocalcaemia_zoledronate",
        "1.20",
        "hypocalcaemia, zoledronic acid",
        0.038,
        _DENOSUMAB_LUNG,
        _SCAGLIOTTI,
    ),
]
