"""Published values, and how far they can be trusted."""

from warehouse.schema.declare import Vocabulary

BENCHMARK_VOCABULARIES = [
    Vocabulary("benchmark_limits", {"ci95": "95 % confidence limits", "range": "range of values"}),
    Vocabulary(
        "benchmark_unit",
        {
            "proportion": "part of the denominator",
            "odds_ratio": "odds ratio",
            "hazard_ratio": "hazard ratio",
            "rate_ratio": "ratio of rates",
            "months": "months",
            "days": "days",
            "patients": "patients",
            "patients_a_year": "patients a year",
            "euros": "euros",
            "events_a_patient": "events a patient",
        },
    ),
    Vocabulary(
        "evidence_level",
        {
            "founding_text": "stated by the founding text",
            "verified": "read at its source",
            "calculated": "calculated from published figures",
        },
    ),
]
