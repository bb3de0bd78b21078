"""What is expected of exposure to bone agents and of the cases behind indicators (domain.md §6)."""

from expectations.expected import Expected, NoRows, OneOf, critical
from expectations.questions import known_in
from warehouse.schema import INDICATORS
from warehouse.schema.definitions import number

_EXPOSED = ("derived.bone_agent_exposure", "derived.bone_agent_treatment")

CARE: tuple[Expected, ...] = (
    critical(
        "derived.hypocalcaemia_episode",
        NoRows(
            "ends after it started, and its dose came before",
            "FROM this WHERE episode_end_at < episode_start_at "
            "OR preceding_dose_on > episode_start_at::DATE "
            "OR (is_after_denosumab AND preceding_atc_code IS DISTINCT FROM 'M05BX04')",
            ("episode_start_at", "episode_end_at", "preceding_dose_on"),
        ),
        "A dose is not behind what it follows.",
    ),
    *(
        critical(
            table,
            known_in("derived.cohort", "patient_id", phrase="belongs to the cohort"),
            "Exposure is counted among patients who are followed.",
        )
        for table in _EXPOSED
    ),
    critical(
        "derived.bone_agent_exposure",
        NoRows(
            "covers from its first dose on",
            "FROM this WHERE covered_until_on < started_on "
            "OR cumulative_dose_count < dose_count OR cumulative_dose_mg < exposure_dose_mg - 1e-9 "
            "OR dose_count <> len(source_rows)",
            ("started_on", "covered_until_on", "dose_count"),
        ),
        "Doses behind an exposure are counted once each.",
    ),
    critical(
        "derived.bone_agent_treatment",
        NoRows(
            "the share of days covered is days over days",
            "FROM this WHERE ended_on < started_on OR covered_days > treatment_days "
            "OR abs(proportion_days_covered - covered_days / treatment_days) > 1e-9",
            ("covered_days", "treatment_days", "proportion_days_covered"),
        ),
        "Adherence above one, or of another treatment.",
    ),
    critical(
        "derived.bone_agent_dose_check",
        NoRows(
            "the verdict is what the doses say",
            "FROM this WHERE dose_verdict <> CASE "
            f"WHEN dose_mg > expected_dose_high_mg + {number('dose_tolerance_mg')} THEN 'too_high' "
            f"WHEN dose_mg < expected_dose_low_mg - {number('dose_tolerance_mg')} THEN 'too_low' "
            "WHEN dose_mg IS NOT NULL AND expected_dose_low_mg IS NOT NULL THEN 'matches' "
            "ELSE dose_verdict END",
            ("dose_verdict",),
        ),
        "Zoledronate at full dose harms a failing kidney.",
    ),
    critical(
        "derived.care_indicator_patient",
        OneOf("indicator_code", tuple(INDICATORS), "is an indicator of the list"),
        "A case of an unknown indicator is in no numerator.",
    ),
    critical(
        "derived.care_indicator_patient",
        NoRows(
            "is judged, or says why not",
            "FROM this WHERE (is_in_numerator IS NULL) <> (not_judged IS NOT NULL)",
            ("is_in_numerator", "not_judged"),
        ),
        "A case that falls out without a word changes the share.",
    ),
    critical(
        "derived.care_indicator_patient",
        NoRows(
            "waited from the case to the act",
            "FROM this WHERE waited_days <> happened_on - case_on OR due_on < case_on",
            ("waited_days", "case_on", "happened_on"),
        ),
        "A wait is counted from the case it belongs to.",
    ),
)
