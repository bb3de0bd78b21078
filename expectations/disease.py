"""What is expected of the disease tables: groups, spread, scores, muscle (domain.md §4, §5)."""

from expectations.expected import Expected, NoRows, critical, warning
from expectations.questions import known_in
from warehouse.schema.definitions import number

_NEGATIVE = " AND ".join(f"{gene}_result = 'negative'" for gene in ("egfr", "kras", "alk"))
_TOKUHASHI = " + ".join(
    f"tokuhashi_{part}_points"
    for part in ("performance", "extraspinal", "vertebral", "organ", "primary", "palsy")
)

_PROFILE = (
    critical(
        "derived.molecular_group",
        NoRows(
            "the group is what the tests say",
            "FROM this WHERE (molecular_group IN ('EGFR', 'EGFR_other') "
            "AND egfr_result <> 'positive') OR (molecular_group = 'ALK' "
            "AND alk_result <> 'positive') OR (molecular_group = 'KRAS' "
            "AND kras_result <> 'positive') OR (molecular_group = 'triple_negative' "
            f"AND NOT ({_NEGATIVE}))",
            ("molecular_group",),
        ),
        "A patient in the wrong group is compared with the wrong patients.",
    ),
    critical(
        "derived.molecular_group",
        NoRows(
            "has a co-mutation exactly with two altered genes",
            "FROM this WHERE has_co_mutation <> (len(altered_genes) > 1)",
            ("has_co_mutation", "altered_genes"),
        ),
        "Two drivers at once are rare: each is read again.",
    ),
    critical(
        "derived.disease_profile",
        NoRows(
            "has a metastasis of bone exactly when it has its date",
            "FROM this WHERE has_bone_metastasis <> (bone_metastasis_on IS NOT NULL) "
            "OR (is_bone_metastasis_synchronous AND NOT has_bone_metastasis)",
            ("has_bone_metastasis", "bone_metastasis_on"),
        ),
        "Frequency and incidence of bone metastasis would count different patients.",
    ),
    critical(
        "derived.disease_profile",
        NoRows(
            "enters before it leaves, and leaves at death or earlier",
            "FROM this WHERE exit_on < entry_on OR (exit_on > death_on AND exit_on > entry_on)",
            ("entry_on", "exit_on"),
        ),
        "A negative time under observation shortens every other.",
    ),
    critical(
        "derived.cohort",
        known_in("derived.disease_profile", "patient_id", phrase="has a disease profile"),
        "The cohort is part of the lung cancers of this hospital.",
    ),
)

_SCORES = (
    critical(
        "derived.lesion_score",
        NoRows(
            "has every lesion that was described",
            "FROM (SELECT 'lesion:' || source_system || ':' || source_row_id AS lesion_row "
            "FROM canonical.lesion) ANTI JOIN this USING (lesion_row)",
            ("lesion_row",),
        ),
        "A lesion that was described and is not here is shown to nobody.",
    ),
    critical(
        "derived.lesion_score",
        NoRows(
            "asks a surgeon exactly when a score says so",
            f"FROM this WHERE needs_surgical_opinion <> (coalesce(mirels_total, mirels_score) "
            f">= {number('mirels_fixation_score'):.0f} OR coalesce(sins_total, sins_score) "
            f">= {number('sins_potentially_unstable_score'):.0f})",
            ("needs_surgical_opinion",),
        ),
        "A bone about to break, or a spine about to give way, must not be missed.",
    ),
    critical(
        "derived.spine_prognosis",
        NoRows(
            "Tokuhashi and Tomita are the sums of their parts",
            f"FROM this WHERE tokuhashi_total IS DISTINCT FROM {_TOKUHASHI} "
            "OR tomita_total IS DISTINCT FROM tomita_primary_points + tomita_visceral_points "
            "+ tomita_bone_points",
            ("tokuhashi_total", "tomita_total"),
        ),
        "One point changes what is offered to the patient.",
    ),
    critical(
        "derived.spine_prognosis",
        NoRows(
            "Tokuhashi lies within its range",
            "FROM this WHERE tokuhashi_lowest > tokuhashi_highest "
            "OR tokuhashi_total NOT BETWEEN tokuhashi_lowest AND tokuhashi_highest",
            ("tokuhashi_lowest", "tokuhashi_highest"),
        ),
        "The range is what is said when a part is missing.",
    ),
    critical(
        "derived.sarcopenia",
        NoRows(
            "is sarcopenic exactly under the cut-off",
            "FROM this WHERE is_sarcopenic "
            "<> (skeletal_muscle_index_cm2_m2 < sarcopenia_cutoff_cm2_m2)",
            ("is_sarcopenic",),
        ),
        "The cut-off set is named: the reader counts on it.",
    ),
    warning(
        "derived.sarcopenia",
        NoRows(
            "muscle is of a person",
            "FROM this WHERE skeletal_muscle_index_cm2_m2 NOT BETWEEN 15 AND 110 "
            "OR appendicular_lean_mass_index_kg_m2 NOT BETWEEN 2 AND 16",
            ("skeletal_muscle_index_cm2_m2", "appendicular_lean_mass_index_kg_m2"),
        ),
        "Height in metres, or an area in mm2, makes an index nobody can have.",
    ),
)

DISEASE: tuple[Expected, ...] = (*_PROFILE, *_SCORES)
