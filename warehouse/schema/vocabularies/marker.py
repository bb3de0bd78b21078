"""Bone markers: conditions of sampling, trends, classes."""

from warehouse.schema.declare import Vocabulary

MARKER_VOCABULARIES = [
    Vocabulary(
        "weight_basis",
        {"visit": "weighed at a visit near the sample", "file": "weight on the patient's file"},
    ),
    Vocabulary(
        "preanalytical_status",
        {
            "ok": "nothing against it",
            "caution": "something may have moved it: used by trends, not by strata",
            "invalid": "not a value of the marker: used by neither",
        },
    ),
    Vocabulary(
        "preanalytical_reason",
        {
            "excluded": "kept out of every count by a data-quality rule, or replaced by a corrected result",
            "cancelled": "cancelled by the laboratory",
            "no_value": "words, not a number",
            "drawn_late": "CTX drawn at or after 09:00",
            "not_fasting": "CTX not fasting",
            "time_unknown": "CTX at an unknown time of day",
            "fasting_unknown": "CTX, fasting not known",
            "low_gfr": "filtration under 30 mL/min/1.73 m2: the marker is retained",
            "recent_fracture": "fracture in the six months before: formation markers are up",
            "glucocorticoid": "under a glucocorticoid",
        },
    ),
    Vocabulary(
        "trend_class",
        {
            "rise": "rise beyond the reference change value",
            "fall": "fall beyond the reference change value",
            "stable": "change within the reference change value",
        },
    ),
    Vocabulary(
        "normalisation",
        {
            "normal_baseline": "baseline within the limit",
            "elevated": "elevated at baseline and now",
            "to_be_confirmed": "elevated at baseline, normal now, not confirmed yet",
            "normalised": "elevated at baseline, normal now and confirmed",
        },
    ),
    Vocabulary(
        "marker_stratum",
        {
            "low": "NTX under 50; BALP activity under 146",
            "moderate": "NTX from 50 to under 100",
            "high": "NTX of 100 or more; BALP activity of 146 or more",
        },
    ),
    Vocabulary("marker_class", {"N": "normal", "E": "elevated"}),
    Vocabulary(
        "landmark_class",
        {
            "N_N": "normal, still normal at month 3",
            "N_E": "normal, elevated at month 3",
            "E_N": "elevated, normalised at month 3",
            "E_E": "elevated, still elevated at month 3",
        },
    ),
    Vocabulary(
        "landmark_treatment",
        {
            "bone_agent": "month 3 and landmark after the first dose of a bone-targeted agent",
            "no_agent": "no dose by the landmark: month 3 and landmark after index",
        },
    ),
]
