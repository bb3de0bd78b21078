"""Skeletal events in cohorts of routine care."""

from warehouse.schema.benchmarks.event_forms import CRUDE, EVENT_HAZARD, TREATED, effect, share

_RECURRENCE = "published.sre_recurrence"
_SUN = "Sun 2011, Lung Cancer 71:89"
_KATAKAMI = "Katakami 2014 (PMC4132043)"
_SUN_PATIENTS = "273 non-small-cell lung cancers with bone metastasis"
_KATAKAMI_ALL = "274 advanced lung cancers, with or without bone metastasis"

COHORT_BENCHMARKS = [
    # 1.21, Sun, Katakami.
    share(
        "second_event",
        "1.21",
        "a second event",
        0.37,
        "bone metastasis that revealed the cancer, events at diagnosis included",
        "Deberne 2014 (PMC4057924)",
        beside=_RECURRENCE,
    ),
    share(
        "sun_any",
        "1.21",
        "at least one event",
        0.626,
        _SUN_PATIENTS,
        _SUN,
        numerator=171,
        denominator=273,
        caveat="46 patients had several. " + CRUDE,
    ),
    effect(
        "sun_ever_smoker",
        "1.21",
        "an event, ever-smokers",
        2.80,
        "odds_ratio",
        _SUN_PATIENTS,
        _SUN,
        1.32,
        6.00,
        EVENT_HAZARD,
        TREATED + " An odds ratio, ours is a hazard ratio: compare the direction.",
    ),
    effect(
        "sun_no_egfr_inhibitor",
        "1.21",
        "an event, without EGFR inhibitor",
        2.12,
        "hazard_ratio",
        _SUN_PATIENTS,
        _SUN,
        beside=EVENT_HAZARD,
    ),
    effect(
        "sun_not_adenocarcinoma",
        "1.21",
        "an event, not adenocarcinoma",
        1.59,
        "hazard_ratio",
        _SUN_PATIENTS,
        _SUN,
        beside=EVENT_HAZARD,
    ),
    share(
        "katakami_any",
        "1.20",
        "at least one event, of those with bone metastasis",
        0.45,
        "advanced lung cancers with bone metastasis, prospective, Japan",
        _KATAKAMI,
    ),
    share(
        "katakami_fracture",
        "1.20",
        "pathological fracture, of all",
        0.047,
        _KATAKAMI_ALL,
        _KATAKAMI,
        denominator=274,
    ),
    share(
        "katakami_radiotherapy",
        "1.20",
        "radiotherapy to bone, of all",
        0.153,
        _KATAKAMI_ALL,
        _KATAKAMI,
        denominator=274,
    ),
    share(
        "katakami_cord_compression",
        "1.20",
        "cord compression, of all",
        0.011,
        _KATAKAMI_ALL,
        _KATAKAMI,
        denominator=274,
    ),
    share(
        "katakami_hypercalcaemia",
        "1.20",
        "hypercalcaemia, of all",
        0.022,
        _KATAKAMI_ALL,
        _KATAKAMI,
        denominator=274,
    ),
]
