"""Published values: what each counts, what is not stored, what the traps say."""

import polars as pl
import pytest

from tests.support.populations import profiles
from transforms.published.benchmark import benchmark
from transforms.published.estimates.two_by_two import two_by_two
from warehouse.schema import TABLES, VOCABULARIES
from warehouse.schema.benchmarks import BENCHMARKS


def test_every_value_says_who_was_counted_and_how_sure_it_is() -> None:
    rows = benchmark()
    assert rows.height == len(BENCHMARKS)
    for column in ("denominator_definition", "reference", "evidence_level", "benchmark_unit"):
        assert rows[column].null_count() == 0
    assert set(rows["evidence_level"]) <= set(VOCABULARIES["evidence_level"].codes)
    assert set(rows["benchmark_unit"]) <= set(VOCABULARIES["benchmark_unit"].codes)


def test_a_value_is_set_beside_a_table_that_exists() -> None:
    named = {item.compares_with for item in BENCHMARKS.values() if item.compares_with}
    assert named <= set(TABLES)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_limits_surround_the_value_and_say_what_they_are(name: str) -> None:
    item = BENCHMARKS[name]
    assert (item.lower is None) == (item.upper is None) == (item.limits is None)
    if item.lower is not None and item.upper is not None:
        assert item.lower < (item.value or item.upper) <= item.upper
    if item.unit == "proportion":
        assert 0 < (item.value or item.upper or 0) <= 1


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_share_agrees_with_its_published_numbers(name: str) -> None:
    item = BENCHMARKS[name]
    if item.unit == "proportion" and item.numerator and item.denominator and item.value:
        assert item.value == pytest.approx(item.numerator / item.denominator, abs=6e-4)


def test_48_percent_is_with_hypercalcaemia_and_46_without() -> None:
    assert (
        BENCHMARKS["rosen_any"].value,
        BENCHMARKS["rosen_any_without_hypercalcaemia"].value,
    ) == (0.48, 0.46)
    assert "SRE5" in str(BENCHMARKS["rosen_any"].caveat)
    assert "SRE4" in str(BENCHMARKS["rosen_any_without_hypercalcaemia"].caveat)


def test_the_kinds_of_the_trial_add_up_to_more_than_the_whole_and_say_so() -> None:
    kinds = [
        BENCHMARKS[f"rosen_{name}"]
        for name in ("fracture", "radiotherapy", "surgery", "cord_compression")
    ]
    assert sum(item.value or 0 for item in kinds) == pytest.approx(0.65)
    assert all("no partition" in str(item.caveat) for item in kinds)


def test_adjusted_and_crude_odds_ratios_are_apart() -> None:
    assert (BENCHMARKS["odds_kras_g12a"].value, BENCHMARKS["odds_kras_g12a_crude"].value) == (
        2.26,
        1.63,
    )
    assert "crude" in str(BENCHMARKS["odds_egfr"].caveat)
    assert BENCHMARKS["odds_egfr_crude"].evidence == "calculated"


def test_the_crude_odds_ratio_kept_is_the_one_our_own_estimate_gives() -> None:
    in_bone = {"bone": 0}
    frame = profiles(
        (86, {"sex": "M", **in_bone}),
        (74, {"sex": "M"}),
        (318, {"sex": "F", **in_bone}),
        (690, {"sex": "F"}),
    )
    ours = two_by_two(frame, exposed=pl.col("sex") == "M", outcome="has_bone_metastasis").row(
        0, named=True
    )
    kept = BENCHMARKS["odds_egfr_crude"]
    for name, value in (("", kept.value), ("_lower", kept.lower), ("_upper", kept.upper)):
        assert ours[f"odds_ratio{name}"] == pytest.approx(value, abs=0.005)


def test_the_pair_of_egfr_medians_has_no_direction() -> None:
    pair = [BENCHMARKS["survival_egfr_longer"], BENCHMARKS["survival_egfr_shorter"]]
    assert [item.value for item in pair] == [18.5, 17.8]
    assert pair[0].population == pair[1].population
    assert all("without direction" in str(item.caveat) for item in pair)


def test_the_registry_of_the_founding_text_is_corrected_by_the_paper() -> None:
    assert BENCHMARKS["registry_patients_founding_text"].value == 25646
    assert BENCHMARKS["registry_patients"].value == 25645
    assert "25 645" in str(BENCHMARKS["registry_patients_founding_text"].caveat)


def test_the_four_frequencies_of_bone_metastasis_have_four_denominators() -> None:
    names = ("bone_over_disease_course", "bone_at_autopsy", "bone_at_diagnosis", "bone_at_stage_iv")
    assert [BENCHMARKS[name].value for name in names] == [0.36, 0.52, 0.209, 0.48]
    assert len({BENCHMARKS[name].denominator_definition for name in names}) == 4


def test_values_that_nobody_could_check_are_not_stored() -> None:
    values = {item.value for item in BENCHMARKS.values()}
    # Brown 2005 progression and death, and an annual incidence of events under placebo
    assert not values & {1.91, 2.67, 2.71}


def test_new_cancers_a_year_carry_the_correction() -> None:
    assert "45 200" in str(BENCHMARKS["lung_cancers_a_year"].caveat)
    assert BENCHMARKS["lung_cancers_a_year"].compares_with is None


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("hazard_bone_kras_wild_type", "published.death_hazard"),
        ("hazard_sarcopenia", "published.death_hazard"),
        ("hazard_hypercalcaemia", "published.death_hazard"),
        ("coleman_death_moderate", "published.death_hazard"),
        ("coleman_death_high", "published.death_hazard"),
        ("scagliotti_survival", "published.death_hazard"),
        ("brown_high_ntx", "published.event_hazard"),
        ("coleman_events_moderate", "published.event_hazard"),
        ("coleman_events_high", "published.event_hazard"),
        ("rosen_multiple_events", "published.event_hazard"),
        ("henry_all_events", "published.event_hazard"),
        ("sun_ever_smoker", "published.event_hazard"),
        ("sun_no_egfr_inhibitor", "published.event_hazard"),
        ("sun_not_adenocarcinoma", "published.event_hazard"),
        ("ntx_normalised_treated", "published.marker_landmark"),
        ("ntx_normalised_placebo", "published.marker_landmark"),
        ("hazard_hba1c", "published.death_hazard_by_value"),
        ("hazard_dkk1", "published.death_hazard_by_value"),
        # serum NTX is not urinary NTX
        ("serum_ntx_death", None),
    ],
)
def test_hazards_and_markers_are_set_beside_our_own_where_there_is_one(
    name: str, beside: str | None
) -> None:
    assert BENCHMARKS[name].compares_with == beside


def test_the_denosumab_trial_is_told_whole() -> None:
    """First events, their median times and both ratios (domain.md §2.1)."""
    told = {name: BENCHMARKS[f"henry_{name}"].value for name in (
        "first_denosumab", "first_zoledronate",
        "time_to_first_denosumab", "time_to_first_zoledronate",
        "first_hazard", "all_events",
    )}  # fmt: skip
    assert list(told.values()) == [0.314, 0.363, 20.5, 16.3, 0.84, 0.90]


def test_an_odds_ratio_beside_a_hazard_ratio_says_so() -> None:
    assert "odds ratio" in str(BENCHMARKS["sun_ever_smoker"].caveat)
