"""Hospitals that differ from the demo on purpose, where the published figures are of other people.

The figures of domain.md §9 come from many series and cannot all be true of one hospital: nobody
dies at the median of three registries at once. Each scenario makes one of them true. Others make a
rare group common, so that a share is known within a tenth; within each group nothing changes.
"""

from dataclasses import replace

from flows.demo.calibration import CALIBRATION, Calibration, Variant

# domain.md §9: the medians are monthly hazards ln 2 / median. Scagliotti 2012; Lohinai 2017.
MONTHS_ON_ZOLEDRONATE, MONTHS_ON_DENOSUMAB = 7.7, 8.9
MONTHS_KRAS_MUTATED, MONTHS_KRAS_WILD_TYPE = 3.7, 9.7
_NEARLY_ALL, _AT_STAGE_IV = 0.95, 0.97
# Shares of variants where rare ones are common; the mix inside EGFR is kept.
_RARE_COMMON = {"EGFR": 0.42, "none": 0.36, "ALK": 0.14, "G12A": 0.08}


def without_bone_agent(targets: Calibration = CALIBRATION) -> Calibration:
    """Nobody is given a bone-targeted agent: the placebo arms of domain.md §9."""
    return replace(targets, bone_agent=0.0)


def with_bone_in_nearly_all(targets: Calibration = CALIBRATION) -> Calibration:
    """Nineteen patients in twenty have bone metastasis at diagnosis: many events a simulation."""
    return replace(
        targets,
        histologies=tuple(
            replace(
                item,
                bone_at_diagnosis=_NEARLY_ALL,
                stage_iv=None if item.is_non_squamous else _NEARLY_ALL / _AT_STAGE_IV,
            )
            for item in targets.histologies
        ),
        variants=tuple(replace(item, bone_at_stage_iv=_AT_STAGE_IV) for item in targets.variants),
        bone_at_diagnosis=_NEARLY_ALL,
        bone_ever=_NEARLY_ALL + 0.01,
    )


def with_median_from_bone(months: float, targets: Calibration = CALIBRATION) -> Calibration:
    """Everybody with bone metastasis has this median from it, whatever the cancer."""
    return replace(
        targets,
        histologies=tuple(
            item if item.median_with_bone is None else replace(item, median_with_bone=months)
            for item in targets.histologies
        ),
        variants=tuple(replace(item, median_with_bone=months) for item in targets.variants),
    )


def with_kras_deciding_survival(targets: Calibration = CALIBRATION) -> Calibration:
    """With bone metastasis, people with altered KRAS have 3.7 months and the others 9.7."""
    return replace(
        targets,
        variants=tuple(
            replace(
                item,
                median_with_bone=(
                    MONTHS_KRAS_MUTATED if item.group == "KRAS" else MONTHS_KRAS_WILD_TYPE
                ),
            )
            for item in targets.variants
        ),
    )


def with_agent_deciding_survival(targets: Calibration = CALIBRATION) -> Calibration:
    """Everybody with bone metastasis is given an agent, which decides survival: 7.7 months under
    zoledronate, 8.9 under denosumab. Half are given each, as in the trial."""
    return replace(
        targets,
        bone_agent=1.0,
        denosumab_among_agents=0.5,
        bone_agent_delay_days=10.0,
        median_by_agent=(MONTHS_ON_ZOLEDRONATE, MONTHS_ON_DENOSUMAB),
    )


def with_equal_people(targets: Calibration = CALIBRATION) -> Calibration:
    """No hazard ratio between people and no treatment that answers an event: the closed forms of
    domain.md §9, where kinds are independent and death the only competitor, at 6.0 months."""
    equal = with_median_from_bone(6.0, targets)
    return replace(
        equal,
        death_ntx_moderate=1.0,
        death_ntx_high=1.0,
        death_hypercalcaemia=1.0,
        death_sarcopenia=1.0,
        death_visceral=1.0,
        event_prior=1.0,
        event_ntx_high=1.0,
        event_ever_smoker=1.0,
        event_no_egfr_tki=1.0,
        event_not_adenocarcinoma=1.0,
        compression_irradiated=0.0,
        compression_operated=0.0,
        fracture_operated=0.0,
        fracture_irradiated=0.0,
        any_event=0.491,
    )


def with_every_effect_visible(targets: Calibration = CALIBRATION) -> Calibration:
    """Turnover and muscle measured in everybody; EGFR and hypercalcaemia at diagnosis frequent
    enough for their hazard ratios to be known."""
    return replace(
        targets,
        variants=_with_shares(targets.variants, {"EGFR": 0.40, "none": 0.60}),
        ntx_measured=1.0,
        muscle_measured=1.0,
        prevalent_hypercalcaemia=0.18,
    )


def with_rare_groups_common(targets: Calibration = CALIBRATION) -> Calibration:
    """Half large-cell cancer; EGFR, ALK and KRAS G12A far more common than they are."""
    common = {"adenocarcinoma": 0.5, "large_cell": 0.5}
    histologies = tuple(
        replace(item, share=common.get(item.name, 0.0)) for item in targets.histologies
    )
    whole = sum(item.share * item.bone_at_diagnosis for item in histologies)
    return replace(
        targets,
        histologies=histologies,
        variants=_with_shares(targets.variants, _RARE_COMMON),
        bone_at_diagnosis=whole,
    )


def _with_shares(variants: tuple[Variant, ...], shares: dict[str, float]) -> tuple[Variant, ...]:
    """Variants with these shares by class, else by group; the others have none."""
    whole = {
        name: sum(item.share for item in variants if name in (item.group, item.variant_class))
        for name in shares
    }

    def share(item: Variant) -> float:
        name = item.variant_class if item.variant_class in shares else item.group
        return item.share * shares[name] / whole[name] if name in shares else 0.0

    return tuple(replace(item, share=share(item)) for item in variants)


def with_everybody_tested(targets: Calibration = CALIBRATION) -> Calibration:
    """Every gene of every non-squamous cancer is asked for and read."""
    return replace(
        targets, tested_stage_iv=1.0, tested_earlier=1.0, tested_gene=1.0, test_failed=0.0
    )


def with_frequent_fractures(targets: Calibration = CALIBRATION) -> Calibration:
    """Equal people who live long and break bones: how fractures come again is then visible."""
    equal = with_median_from_bone(24.0, with_equal_people(targets))
    return replace(equal, kind_events=(0.01, 0.80, 0.01, 0.01, 0.01), any_event=0.81)
