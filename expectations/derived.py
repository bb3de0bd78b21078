"""What is expected of the derived tables: computed again, coherent, open to their source."""

from expectations.alerts import ALERTS
from expectations.care import CARE
from expectations.disease import DISEASE
from expectations.events import EVENTS
from expectations.expected import Expected, MedianBetween, NoRows, critical, warning
from expectations.faulty_rows import FAULTY_ROWS
from expectations.markers import MARKERS
from expectations.questions import known_in, opens_to_source_rows, share
from expectations.traceability import TRACEABILITY
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

_ALBUMIN_GAP = (
    f"greatest({number('albumin_reference_g_l')} - albumin_g_l, 0)"
    if number("clip_high_albumin")
    else f"({number('albumin_reference_g_l')} - albumin_g_l)"
)
# What rule L08 keeps instead of a result.
_CORRECTED = (
    "SELECT 1 FROM canonical.lab_result other WHERE other.analyte_code = 'CA_TOTAL' "
    "AND other.result_status = 'corrected' AND other.patient_id = result.patient_id AND "
    "other.sampled_at = result.sampled_at AND other.sample_id IS NOT DISTINCT FROM "
    "result.sample_id AND (other.sample_id IS NOT NULL OR coalesce(other.has_sample_time, true))"
)


def _computed_again(column: str, slope: str) -> NoRows:
    """The correction for albumin written a second time, in SQL."""
    return NoRows(
        "equals the formula computed again",
        f"FROM this WHERE abs({column} - (calcium_mmol_l + {number(slope)} * {_ALBUMIN_GAP})) "
        f"> {threshold('formula_tolerance_mmol_l')}",
        (column,),
    )


_CORRECTED_CALCIUM = (
    critical(
        "derived.corrected_calcium",
        _computed_again("corrected_calcium_mmol_l", "calcium_slope_seed"),
        "The central number of the platform, checked by a second opinion.",
    ),
    critical(
        "derived.corrected_calcium",
        _computed_again("corrected_calcium_payne_mmol_l", "calcium_slope_payne"),
        "The usual correction, shown beside ours, checked by a second opinion.",
    ),
    critical(
        "derived.corrected_calcium",
        NoRows(
            "is not corrected without albumin",
            "FROM this WHERE (pairing = 'not_computable' OR albumin_g_l IS NULL) "
            "AND (corrected_calcium_mmol_l IS NOT NULL "
            "OR corrected_calcium_payne_mmol_l IS NOT NULL)",
            ("pairing", "corrected_calcium_mmol_l"),
        ),
        "Total calcium shown as corrected hides hypercalcaemia behind a low albumin.",
    ),
    critical(
        "derived.corrected_calcium",
        NoRows(
            "a stale albumin raises no crisis",
            "FROM this WHERE is_crisis AND pairing IN ('within_7_days', 'not_computable') "
            "AND calcium_basis IS DISTINCT FROM 'ionised'",
            ("is_crisis", "pairing"),
        ),
        "An albumin of another day must not page anybody.",
    ),
    critical(
        "derived.corrected_calcium",
        NoRows(
            "a crisis is strictly above its threshold",
            "FROM this WHERE is_crisis AND NOT CASE calcium_basis "
            f"WHEN 'ionised' THEN ionised_calcium_mmol_l > {number('crisis_ionised_mmol_l')} "
            "WHEN 'corrected_payne' THEN "
            f"corrected_calcium_payne_mmol_l > {number('crisis_mmol_l')} "
            f"ELSE corrected_calcium_mmol_l > {number('crisis_mmol_l')} END",
            ("is_crisis",),
        ),
        "3.5 mmol/L exactly is not a crisis; an alarm that errs is soon ignored.",
    ),
    critical(
        "derived.corrected_calcium",
        opens_to_source_rows("calcium_row", is_list=False),
        "Every shown number opens to its source row; one that does not is left from another night.",
    ),
    critical(
        "derived.corrected_calcium",
        NoRows(
            "has every calcium that can be used",
            "FROM (SELECT 'lab_result:' || source_system || ':' || source_row_id "
            "AS calcium_row FROM canonical.lab_result result WHERE analyte_code = 'CA_TOTAL' "
            "AND value IS NOT NULL AND excluded_reason IS NULL "
            "AND coalesce(result_status, 'final') <> 'cancelled' "
            f"AND (result_status IS NOT DISTINCT FROM 'corrected' OR NOT EXISTS ({_CORRECTED}))) "
            "ANTI JOIN this USING (calcium_row)",
            ("calcium_row",),
        ),
        "A calcium that was delivered and is not here would be missing from a timeline.",
    ),
    critical(
        "derived.corrected_calcium",
        NoRows(
            "what is at most something is no hypercalcaemia",
            "FROM this WHERE (is_hypercalcaemia_trial AND corrected_calcium_operator = '<') "
            "OR (is_crisis AND CASE calcium_basis WHEN 'ionised' THEN ionised_calcium_operator "
            "ELSE corrected_calcium_operator END = '<')",
            ("is_hypercalcaemia_trial", "is_crisis"),
        ),
        "A result below a limit may be anything lower: an alarm on it would be invented.",
    ),
    warning(
        "derived.corrected_calcium",
        MedianBetween(
            "corrected_calcium_mmol_l",
            threshold("median_calcium_low_mmol_l"),
            threshold("median_calcium_high_mmol_l"),
        ),
        "A shifted median means a changed assay or unit, not sicker patients.",
    ),
    warning(
        "derived.corrected_calcium",
        share(
            "calcium without albumin",
            part="pairing = 'not_computable'",
            high=threshold("not_computable_share"),
            columns=("pairing",),
        ),
        "Albumin is no longer ordered with calcium, or its local code has changed.",
    ),
)

_EPISODE_AND_COURSE = (
    critical(
        "derived.hypercalcaemia_episode",
        NoRows(
            "ends after it started",
            "FROM this WHERE episode_end_at < episode_start_at",
            ("episode_start_at", "episode_end_at"),
        ),
        "The order of its samples was lost.",
    ),
    critical(
        "derived.hypercalcaemia_episode",
        opens_to_source_rows("source_rows", is_list=True),
        "An episode must open to the results that make it.",
    ),
    critical(
        "derived.hypercalcaemia_episode",
        opens_to_source_rows("pth_row", is_list=False),
        "The PTH that keeps an episode out of every count must open to its row.",
    ),
    critical(
        "derived.hypercalcaemia_episode",
        NoRows(
            "recovers after its last high sample",
            "FROM this WHERE recovered_at <= episode_end_at",
            ("recovered_at", "episode_end_at"),
        ),
        "A recovery within the episode would have ended it.",
    ),
    critical(
        "derived.hypercalcaemia_episode",
        NoRows(
            "is of the parathyroid only with a PTH",
            "FROM this WHERE hcm_etiology = 'pth_high' AND (pth_row IS NULL OR pth_ng_l IS NULL)",
            ("hcm_etiology", "pth_row"),
        ),
        "Without a measured PTH nothing takes an episode away from malignancy.",
    ),
    critical(
        "derived.radiotherapy_course",
        opens_to_source_rows("source_rows", is_list=True),
        "A course must open to the fractions that make it.",
    ),
    warning(
        "derived.radiotherapy_course",
        NoRows(
            "ends after it started",
            "FROM this WHERE ended_on < started_on",
            ("started_on", "ended_on"),
        ),
        "A fraction has a wrong date.",
    ),
)

_COHORT = (
    critical(
        "derived.cohort",
        NoRows(
            "is not empty when there are patients to follow",
            "FROM (SELECT patient_id FROM canonical.diagnosis GROUP BY patient_id "
            "HAVING bool_or(diagnosis_kind = 'primary') "
            "AND bool_or(diagnosis_kind = 'bone_metastasis')) "
            "WHERE NOT EXISTS (SELECT 1 FROM this)",
            about_rows=False,
        ),
        "An empty cohort is a break in the night, never the truth: every page would show nothing.",
    ),
    critical(
        "derived.cohort",
        known_in("canonical.patient", "patient_id", phrase="belongs to a known patient"),
        "Somebody who is no longer known, or opposed, must not be followed.",
    ),
    critical(
        "derived.cohort",
        NoRows(
            "enters at index or later",
            "FROM this WHERE entry_on < index_on",
            ("entry_on", "index_on"),
        ),
        "Time before the metastasis is documented would count as time without event.",
    ),
    critical(
        "derived.cohort",
        NoRows(
            "leaves after it entered", "FROM this WHERE exit_on < entry_on", ("exit_on", "entry_on")
        ),
        "A negative time under observation shortens every other.",
    ),
    critical(
        "derived.cohort",
        # Who died before entry was never under observation: exit is written as entry.
        NoRows(
            "leaves at death or earlier",
            "FROM this WHERE exit_on > death_on AND exit_on > entry_on",
            ("exit_on", "death_on"),
        ),
        "Nobody is under observation after death.",
    ),
    critical(
        "derived.cohort",
        NoRows(
            "is dead at exit exactly when exit is death",
            "FROM this WHERE (exit_status = 'dead') <> coalesce(exit_on = death_on, false) "
            "AND exit_on > entry_on",
            ("exit_status", "death_on"),
        ),
        "Death is the competing event: taken for a loss of sight, it inflates every incidence.",
    ),
    warning(
        "derived.cohort",
        NoRows(
            "is an adult of a credible age",
            f"FROM this WHERE age_at_index_years NOT BETWEEN {threshold('adult_age_years'):.0f} "
            f"AND {threshold('oldest_age_years'):.0f}",
            ("age_at_index_years",),
        ),
        "The month of birth or the index date is wrong.",
    ),
)


DERIVED_EXPECTATIONS: tuple[Expected, ...] = (
    *_CORRECTED_CALCIUM,
    *_EPISODE_AND_COURSE,
    *ALERTS,
    *_COHORT,
    *EVENTS,
    *DISEASE,
    *MARKERS,
    *CARE,
    *FAULTY_ROWS,
    *TRACEABILITY,
)
