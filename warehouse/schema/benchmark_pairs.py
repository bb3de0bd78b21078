"""Which of our rows stands beside a published value (domain.md §1).

Only where the two count the same thing; a published value without a pair is shown alone.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Pair:
    """One row of a published table, and which of its columns answer a published value.

    `row` says which row, column by column. A name that is None has no column.
    """

    table: str
    row: dict[str, str | int] = field(hash=False)
    value: str
    lower: str | None
    upper: str | None
    numerator: str | None
    denominator: str | None
    caveat: str | None = None


_TIME_HERE = "Ours is read at that month with death competing; the trials told those who had one."
_CRUDE_HAZARD = "Ours is a crude ratio of hazards, in patients nobody allotted to a treatment."


def _share(table: str, caveat: str | None = None, **row: str | int) -> Pair:
    return Pair(table, row, "proportion", "lower", "upper", "patient_count", "denominator", caveat)


def _by(outcome: str, month: int, table: str = "sre_incidence_by_kind") -> Pair:
    row: dict[str, str | int] = {"event_outcome": outcome, "at_month": month}
    return Pair(
        table, row, "incidence", "lower", "upper", "event_count", "patient_count", _TIME_HERE
    )


def _hazard(table: str, caveat: str | None = _CRUDE_HAZARD, **row: str | int) -> Pair:
    return Pair(
        table,
        row,
        "hazard_ratio",
        "hazard_ratio_lower",
        "hazard_ratio_upper",
        None,
        "patient_count",
        caveat,
    )


def _hazard_by_value(analyte: str) -> Pair:
    return Pair(
        "death_hazard_by_value",
        {"analyte_code": analyte},
        "hazard_ratio",
        "hazard_ratio_lower",
        "hazard_ratio_upper",
        "death_count",
        "patient_count",
        "Ours is a crude ratio of hazards, in those in whom it was measured.",
    )


def _median(comparison: str, arm: str) -> Pair:
    return Pair(
        "survival_by_group",
        {"survival_comparison": comparison, "survival_arm": arm},
        "median_survival_months",
        "median_lower_months",
        "median_upper_months",
        "death_count",
        "patient_count",
        "Ours runs from the stage-IV date, with bone metastasis found then.",
    )


def _mutated(group: str, arm: str = "exposed") -> Pair:
    return Pair(
        "bone_metastasis_by_mutation",
        {"mutation_group": group},
        f"{arm}_proportion",
        f"{arm}_lower",
        f"{arm}_upper",
        f"{arm}_event_count",
        f"{arm}_count",
    )


def _odds(group: str, table: str, prefix: str) -> Pair:
    return Pair(
        table,
        {"mutation_group": group},
        f"{prefix}odds_ratio",
        f"{prefix}odds_ratio_lower",
        f"{prefix}odds_ratio_upper",
        "exposed_event_count",
        "exposed_count",
    )


def _synchronous(part: str) -> Pair:
    stratum = "all" if part == "all" else "histology"
    return _share(
        "bone_metastasis_frequency",
        "Ours: within 90 days of the diagnosis of cancer.",
        metastasis_timing="synchronous",
        stratum=stratum,
        stratum_value=part,
    )


def _normalised(treatment: str) -> Pair:
    return Pair(
        "marker_landmark",
        {"analyte_code": "NTX_CR", "landmark_treatment": treatment, "landmark_class": "E_N"},
        "proportion",
        "lower",
        "upper",
        "patient_count",
        "baseline_class_count",
        "Ours: of those sampled at month 3; treatment is not allotted, nor one agent only.",
    )


_HISTOLOGIES = ("adenocarcinoma", "squamous", "small_cell", "large_cell", "not_specified")

_FREQUENCY = {
    "bone_at_diagnosis": _synchronous("all"),
    **{f"bone_at_diagnosis_{part}": _synchronous(part) for part in _HISTOLOGIES},
    "bone_over_disease_course": _share(
        "bone_metastasis_frequency",
        "Ours grows with the follow-up there is.",
        metastasis_timing="ever",
        stratum="all",
        stratum_value="all",
    ),
    "bone_guideline": _share(
        "bone_metastasis_frequency",
        "Ours grows with the follow-up there is.",
        metastasis_timing="ever",
        stratum="all",
        stratum_value="all",
    ),
    "bone_egfr": _mutated("EGFR"),
    "bone_kras_g12a": _mutated("KRAS_G12A"),
    "bone_triple_negative": _mutated("EGFR", "unexposed"),
    "odds_egfr": _odds("EGFR", "bone_metastasis_by_mutation_adjusted", "adjusted_"),
    "odds_egfr_crude": _odds("EGFR", "bone_metastasis_by_mutation", ""),
    "odds_kras_g12a": _odds("KRAS_G12A", "bone_metastasis_by_mutation_adjusted", "adjusted_"),
    "odds_kras_g12a_crude": _odds("KRAS_G12A", "bone_metastasis_by_mutation", ""),
}

_EVENTS = {
    "gfpc_clinical_at_baseline": _share("sre_at_diagnosis", grace_days=0, event_class="clinical"),
    "gfpc_therapeutic_at_baseline": _share(
        "sre_at_diagnosis", grace_days=0, event_class="therapeutic"
    ),
    "rosen_9_months_4_mg": _by("SRE4", 9),
    "rosen_9_months_8_4_mg": _by("SRE4", 9),
    "rosen_9_months_placebo": _by("SRE4", 9, "sre_without_bone_agent"),
    "rosen_any": _by("SRE5", 21),
    "rosen_any_without_hypercalcaemia": _by("SRE4", 21),
    "rosen_cord_compression": _by("SCC", 21),
    "rosen_fracture": _by("FX", 21),
    "rosen_radiotherapy": _by("RT", 21),
    "rosen_surgery": _by("SX", 21),
    "without_bone_agent": _by("SRE5", 21, "sre_without_bone_agent"),
    "rosen_multiple_events": _hazard(
        "event_hazard", endpoint="SRE5", event_comparison="zoledronate_since"
    ),
    "henry_all_events": _hazard(
        "event_hazard", endpoint="SRE4", event_comparison="denosumab_not_zoledronate"
    ),
    "brown_high_ntx": _hazard(
        "event_hazard", endpoint="SRE4", event_comparison="ntx_latest_high_before_agent"
    ),
    "coleman_events_moderate": _hazard(
        "event_hazard", endpoint="SRE4", event_comparison="ntx_moderate_not_low"
    ),
    "coleman_events_high": _hazard(
        "event_hazard", endpoint="SRE4", event_comparison="ntx_high_not_low"
    ),
    "sun_ever_smoker": _hazard("event_hazard", endpoint="SRE5", event_comparison="ever_smoker"),
    "sun_no_egfr_inhibitor": _hazard(
        "event_hazard", endpoint="SRE5", event_comparison="without_egfr_inhibitor"
    ),
    "sun_not_adenocarcinoma": _hazard(
        "event_hazard", endpoint="SRE5", event_comparison="not_adenocarcinoma"
    ),
    "ntx_normalised_treated": _normalised("bone_agent"),
    "ntx_normalised_placebo": _normalised("no_agent"),
}

_DEATHS = {
    "coleman_death_moderate": _hazard("death_hazard", death_comparison="ntx_moderate_not_low"),
    "coleman_death_high": _hazard("death_hazard", death_comparison="ntx_high_not_low"),
    "hazard_bone_kras_wild_type": _hazard("death_hazard", death_comparison="kras_wild_type"),
    "hazard_hypercalcaemia": _hazard("death_hazard", death_comparison="hypercalcaemia_since"),
    "hazard_hba1c": _hazard_by_value("HBA1C"),
    "hazard_dkk1": _hazard_by_value("DKK1"),
    "hazard_sarcopenia": _hazard("death_hazard", death_comparison="sarcopenia_prado08"),
    "scagliotti_survival": _hazard("death_hazard", death_comparison="denosumab_not_zoledronate"),
    "survival_bone_kras_mutated": _median("bone_KRAS_status", "KRAS_mutated"),
    "survival_bone_kras_mutated_2021": _median("bone_KRAS_status", "KRAS_mutated"),
    "survival_bone_kras_wild_type": _median("bone_KRAS_status", "KRAS_wild_type"),
    "survival_bone_kras_wild_type_2021": _median("bone_KRAS_status", "KRAS_wild_type"),
    "survival_kras_with_bone": _median("KRAS_by_bone", "with_bone"),
    "survival_kras_without_bone": _median("KRAS_by_bone", "without_bone"),
}

BENCHMARK_PAIRS: dict[str, Pair] = {**_FREQUENCY, **_EVENTS, **_DEATHS}
