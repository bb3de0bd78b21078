"""How often lung cancer goes to bone, in whom, and what the small numbers withhold."""

import polars as pl
import pytest

from tests.support.populations import Value, profiles
from transforms.published.bone_metastasis_by_mutation import bone_metastasis_by_mutation
from transforms.published.bone_metastasis_frequency import bone_metastasis_frequency
from transforms.published.bone_metastasis_incidence import bone_metastasis_incidence
from transforms.published.bone_metastasis_risk_factor import bone_metastasis_risk_factor

Told = dict[str, Value]
TRIPLE_NEGATIVE: Told = {"molecular_group": "triple_negative"}
EGFR: Told = {"molecular_group": "EGFR", "egfr_variant": "L858R"}
G12A: Told = {"molecular_group": "KRAS", "kras_variant": "G12A"}
# 318 of the 1008 triple-negative patients of the published series
REFERENCE = ((318, {**TRIPLE_NEGATIVE, "bone": 10}), (690, TRIPLE_NEGATIVE))


def in_bone(told: Told) -> Told:
    return {**told, "bone": 10}


def mutation(frame: pl.DataFrame, group: str) -> dict[str, object]:
    rows = bone_metastasis_by_mutation(frame)
    return rows.filter(pl.col("mutation_group") == group).row(0, named=True)


def factor(frame: pl.DataFrame, name: str) -> dict[str, object]:
    rows = bone_metastasis_risk_factor(frame)
    return rows.filter(pl.col("risk_factor") == name).row(0, named=True)


def test_54_against_31_percent_is_a_crude_odds_ratio_of_2_52() -> None:
    row = mutation(profiles((86, in_bone(EGFR)), (74, EGFR), *REFERENCE), "EGFR")
    assert row["exposed_proportion"] == pytest.approx(0.5375)
    assert row["unexposed_proportion"] == pytest.approx(0.3155, abs=5e-5)
    limits = [row[name] for name in ("odds_ratio", "odds_ratio_lower", "odds_ratio_upper")]
    assert limits == pytest.approx([2.52, 1.80, 3.54], abs=0.005)
    assert (row["odds_ratio_method"], row["is_withheld"]) == ("woolf", False)


def test_g12a_is_1_63_crude_where_2_26_is_adjusted() -> None:
    row = mutation(profiles((27, in_bone(G12A)), (36, G12A), *REFERENCE), "KRAS_G12A")
    assert row["exposed_proportion"] == pytest.approx(0.429, abs=5e-4)
    assert row["odds_ratio"] == pytest.approx(1.63, abs=0.005)


def test_each_alteration_has_its_row_and_egfr_other_is_not_egfr() -> None:
    rows = bone_metastasis_by_mutation(profiles(
        (3, EGFR), (4, {**EGFR, "egfr_variant": "exon19del"}),
        (5, {"molecular_group": "EGFR_other", "egfr_variant": "other"}),
        (6, {"molecular_group": "ALK"}), (7, G12A), (8, {**G12A, "kras_variant": "G12C"}),
        (9, {**G12A, "kras_variant": "G12D"}), (10, {**G12A, "kras_variant": "G12V"}),
        (11, {**G12A, "kras_variant": "other"}), (12, {**G12A, "kras_variant": None}),
        (13, TRIPLE_NEGATIVE), (14, {"molecular_group": "incomplete_testing"}), (15, {}),
    ))  # fmt: skip
    assert dict(rows.select("mutation_group", "exposed_count").iter_rows()) == {
        "EGFR": 7,
        "EGFR_L858R": 3,
        "EGFR_exon19del": 4,
        "EGFR_other": 5,
        "ALK": 6,
        "KRAS": 57,
        "KRAS_G12A": 7,
        "KRAS_G12C": 8,
        "KRAS_G12D": 9,
        "KRAS_G12V": 10,
        "KRAS_other": 11,
    }
    assert rows["unexposed_count"].unique().to_list() == [13]


@pytest.mark.parametrize(
    "outside",
    [
        {"histology": "squamous"},
        {"histology": "small_cell"},
        {"histology": None},
        {"is_stage_iv_at_diagnosis": False},
    ],
)
def test_the_series_is_stage_iv_non_squamous_non_small_cell(outside: Told) -> None:
    row = mutation(profiles((30, {**EGFR, **outside}), (30, TRIPLE_NEGATIVE)), "EGFR")
    assert row["exposed_count"] == 0


def test_bone_metastasis_later_than_90_days_is_not_of_the_diagnosis() -> None:
    row = mutation(
        profiles((10, {**EGFR, "bone": 90}), (10, {**EGFR, "bone": 91}), (30, TRIPLE_NEGATIVE)),
        "EGFR",
    )
    assert (row["exposed_event_count"], row["exposed_count"]) == (10, 20)


@pytest.mark.parametrize(
    ("events", "others", "withheld"),
    [(10, 10, False), (10, 9, True), (5, 15, False), (4, 16, True)],
)
def test_under_20_patients_or_5_events_no_odds_ratio_is_given(
    events: int, others: int, withheld: bool
) -> None:
    row = mutation(profiles((events, in_bone(EGFR)), (others, EGFR), *REFERENCE), "EGFR")
    assert row["is_withheld"] is withheld
    assert (row["odds_ratio"] is None) is withheld
    assert row["exposed_event_count"] == events


def test_with_an_expected_count_under_5_the_limits_are_exact_mid_p_ones() -> None:
    row = mutation(
        profiles(
            (8, in_bone(EGFR)), (12, EGFR), (5, in_bone(TRIPLE_NEGATIVE)), (60, TRIPLE_NEGATIVE)
        ),
        "EGFR",
    )
    assert row["odds_ratio_method"] == "mid_p"  # 20 * 13 / 85 expected
    shown = [row[name] for name in ("odds_ratio", "odds_ratio_lower", "odds_ratio_upper")]
    assert shown == pytest.approx([7.730, 2.143, 30.24], rel=1e-3)


def test_risk_factors_of_the_registry() -> None:
    frame = profiles(
        (30, {"sex": "M", "bone": 0}), (30, {"sex": "M"}), (10, {"sex": "F", "bone": 0}),
        (30, {"sex": "F"}), (5, {"sex": "U"}),
    )  # fmt: skip
    row = factor(frame, "male")
    assert row["odds_ratio"] == pytest.approx(3.0)  # (30 * 30) / (30 * 10)
    assert (row["exposed_count"], row["unexposed_count"], row["unknown_count"]) == (60, 40, 5)


@pytest.mark.parametrize(
    ("name", "exposed", "unexposed"),
    [
        ("over_20_mm", {"is_over_20_mm": True}, {"is_over_20_mm": False}),
        ("node_positive", {"is_node_positive": True}, {"is_node_positive": False}),
        ("one_other_site", {"other_site_count": 1}, {"other_site_count": 0}),
        ("two_other_sites", {"other_site_count": 2}, {"other_site_count": 0}),
        ("three_other_sites", {"other_site_count": 4}, {"other_site_count": 0}),
    ],
)
def test_each_factor_against_its_absence(name: str, exposed: Told, unexposed: Told) -> None:
    frame = profiles(
        (20, in_bone(exposed)), (10, exposed), (10, in_bone(unexposed)), (20, unexposed), (3, {})
    )
    row = factor(frame, name)
    assert row["odds_ratio"] == pytest.approx(4.0)
    assert row["unknown_count"] == 3


def test_two_sites_are_in_neither_arm_of_one_site() -> None:
    frame = profiles(
        (3, {"other_site_count": 1}), (4, {"other_site_count": 2}), (5, {"other_site_count": 0})
    )
    row = factor(frame, "one_other_site")
    assert (row["exposed_count"], row["unexposed_count"], row["unknown_count"]) == (3, 5, 0)


def test_frequency_ever_and_at_diagnosis_with_wilson_limits() -> None:
    rows = bone_metastasis_frequency(profiles((21, {"bone": 0}), (15, {"bone": 400}), (64, {})))
    by_timing = {
        row["metastasis_timing"]: row
        for row in rows.iter_rows(named=True)
        if row["stratum"] == "all"
    }
    assert by_timing["ever"]["proportion"] == 0.36
    assert by_timing["synchronous"]["proportion"] == 0.21
    # Wilson for 36 of 100
    assert by_timing["ever"]["lower"] == pytest.approx(0.2727, abs=5e-5)
    assert by_timing["ever"]["upper"] == pytest.approx(0.4576, abs=5e-5)


def test_frequency_by_histology_gives_the_rate_and_the_share() -> None:
    squamous: Told = {"histology": "squamous"}
    frame = profiles(
        (24, {"bone": 0}),
        (76, {}),
        (6, in_bone(squamous)),
        (44, squamous),
        (3, {"histology": None}),
    )
    rows = bone_metastasis_frequency(frame).filter(
        pl.col("metastasis_timing") == "synchronous", pl.col("stratum") == "histology"
    )
    told = rows.select("stratum_value", "proportion", "share_of_bone_metastasis").rows()
    assert told == [("adenocarcinoma", 0.24, 0.8), ("squamous", 0.12, 0.2), ("unknown", 0.0, 0.0)]


def test_nobody_is_no_row() -> None:
    assert bone_metastasis_frequency(profiles()).is_empty()
    assert bone_metastasis_incidence(profiles()).is_empty()


def incidence(frame: pl.DataFrame, cause: str = "bone_metastasis") -> list[tuple[float, float]]:
    rows = bone_metastasis_incidence(frame).filter(
        pl.col("stratum") == "all", pl.col("incidence_cause") == cause
    )
    return rows.select("day_from_cancer", "incidence").rows()


def test_incidence_from_the_diagnosis_of_cancer_with_death_competing() -> None:
    frame = profiles(
        (1, {"bone": 0}), (1, {"died": 100}), (1, {"bone": 200}), (1, {"seen_until": 300})
    )
    assert incidence(frame) == [(0.5, 0.25), (100.0, 0.25), (200.0, 0.5), (300.0, 0.5)]
    assert incidence(frame, "death")[-1] == (300.0, 0.25)


def test_bone_metastasis_found_before_the_cancer_is_on_the_first_half_day() -> None:
    assert incidence(profiles((1, {"bone": -20}), (1, {})))[0] == (0.5, 0.5)


def test_someone_referred_after_bone_metastasis_is_not_in_the_curve() -> None:
    frame = profiles(
        (5, {"bone": 20, "entry": 30}), (1, {"bone": 60, "entry": 30}), (1, {"seen_until": 100})
    )
    assert incidence(frame)[0] == (60.0, 0.5)


def test_bone_metastasis_after_the_end_of_observation_is_not_seen() -> None:
    frame = profiles((1, {"bone": 90, "seen_until": 80}), (1, {"bone": 60}))
    assert incidence(frame) == [(60.0, 0.5), (80.0, 0.5)]
