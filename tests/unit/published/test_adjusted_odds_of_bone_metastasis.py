"""Adjusted odds of bone metastasis: beside the crude ones, with who is left out and why."""

from datetime import date

import polars as pl
import pytest

from tests.support.histories import hospital
from tests.support.populations import Value, profiles
from transforms.published.bone_metastasis_by_mutation import bone_metastasis_by_mutation
from transforms.published.bone_metastasis_by_mutation_adjusted import (
    bone_metastasis_by_mutation_adjusted,
)
from transforms.published.bone_metastasis_logistic import bone_metastasis_logistic
from warehouse.schema import PUBLISHED
from warehouse.schema.benchmarks import BENCHMARKS

Told = dict[str, Value]
EGFR: Told = {"molecular_group": "EGFR", "egfr_variant": "L858R"}
TRIPLE_NEGATIVE: Told = {"molecular_group": "triple_negative"}
WOMAN: Told = {"sex": "F"}
MAN: Told = {"sex": "M"}


def crowd(with_bone: int, without: int, *told: Told) -> list[tuple[int, Told]]:
    """So many patients with bone metastasis at diagnosis and so many without."""
    all_told = {name: value for part in told for name, value in part.items()}
    return [(with_bone, {**all_told, "bone": 10}), (without, all_told)]


def patients_of(
    frame: pl.DataFrame, smoking: list[str | None] | None = None, births: list[date] | None = None
) -> pl.DataFrame:
    """canonical.patient: everybody born in May 1960 and never a smoker, unless told."""
    rows = pl.DataFrame(
        {
            "patient_id": frame["patient_id"],
            "birth_on": births or [date(1960, 5, 1)] * frame.height,
            "smoking": smoking or ["never"] * frame.height,
            "sex": frame["sex"],
            "source_system": "T",
            "source_row_id": frame["patient_id"],
        }
    )
    return pl.concat([hospital()["patient"].clear(), rows], how="diagonal")


def mutation(
    frame: pl.DataFrame,
    name: str,
    smoking: list[str | None] | None = None,
    births: list[date] | None = None,
) -> dict[str, object]:
    rows = bone_metastasis_by_mutation_adjusted(frame, patients_of(frame, smoking, births))
    return rows.filter(pl.col("mutation_group") == name).row(0, named=True)


def factor(frame: pl.DataFrame, name: str) -> dict[str, object]:
    rows = bone_metastasis_logistic(frame)
    return rows.filter(pl.col("adjusted_factor") == name).row(0, named=True)


# Women have EGFR and bone metastasis more often; in women and in men alike EGFR changes nothing:
#   women  EGFR 30 of 50, triple-negative 12 of 20; men  EGFR 4 of 20, triple-negative 20 of 100
CONFOUNDED = [
    *crowd(30, 20, EGFR, WOMAN), *crowd(12, 8, TRIPLE_NEGATIVE, WOMAN),
    *crowd(4, 16, EGFR, MAN), *crowd(20, 80, TRIPLE_NEGATIVE, MAN),
]  # fmt: skip


def test_what_comes_from_sex_is_in_the_crude_odds_and_not_in_the_adjusted() -> None:
    frame = profiles(*CONFOUNDED)
    crude = bone_metastasis_by_mutation(frame).filter(pl.col("mutation_group") == "EGFR")
    assert crude["odds_ratio"].item() == pytest.approx((34 * 88) / (36 * 32))  # 2.60
    row = mutation(frame, "EGFR")
    assert row["adjusted_odds_ratio"] == pytest.approx(1.0)
    assert (row["exposed_event_count"], row["exposed_count"]) == (34, 70)
    assert (row["unexposed_event_count"], row["unexposed_count"]) == (32, 120)
    assert (row["complete_case_count"], row["left_out_count"]) == (190, 0)


def test_without_any_confounding_adjusted_is_crude() -> None:
    """86 of 160 against 318 of 1008, all women: 2.52, from 1.80 to 3.54, in both tables."""
    frame = profiles(*crowd(86, 74, EGFR, WOMAN), *crowd(318, 690, TRIPLE_NEGATIVE, WOMAN))
    row = mutation(frame, "EGFR")
    found = [row[f"adjusted_odds_ratio{part}"] for part in ("", "_lower", "_upper")]
    assert found == pytest.approx([2.52, 1.80, 3.54], abs=0.005)
    variant = mutation(frame, "EGFR_L858R")
    assert variant["adjusted_odds_ratio"] == pytest.approx(row["adjusted_odds_ratio"])


def test_each_group_and_alteration_has_its_row() -> None:
    frame = profiles(*CONFOUNDED)
    rows = bone_metastasis_by_mutation_adjusted(frame, patients_of(frame))
    crude = bone_metastasis_by_mutation(frame)
    assert rows["mutation_group"].to_list() == crude["mutation_group"].to_list()
    assert set(rows.filter(pl.col("mutation_group").str.starts_with("KRAS"))[
        "not_estimated_reason"
    ]) == {"too_few"}  # fmt: skip


def test_age_is_adjusted_for() -> None:
    """The old have EGFR and bone metastasis more often; within an age EGFR changes nothing."""
    frame = profiles(*CONFOUNDED).with_columns(is_old=pl.col("sex") == "F", sex=pl.lit("F"))
    births = [date(1940, 5, 1) if old else date(1960, 5, 1) for old in frame["is_old"]]
    row = mutation(frame.drop("is_old"), "EGFR", births=births)
    assert row["adjusted_odds_ratio"] == pytest.approx(1.0)


@pytest.mark.parametrize(("known", "is_adjusted"), [(152, True), (151, False), (0, False)])
def test_smoking_is_adjusted_for_when_four_fifths_are_known(known: int, is_adjusted: bool) -> None:
    """Of 190 compared, 152 are 80 %."""
    frame = profiles(*CONFOUNDED).sample(fraction=1, shuffle=True, seed=3)
    states = ["never", "former", "current"] * 70
    smoking = [states[at] if at < known else "unknown" for at in range(frame.height)]
    row = mutation(frame, "EGFR", smoking)
    assert row["is_smoking_adjusted"] is is_adjusted
    assert row["left_out_count"] == (190 - known if is_adjusted else 0)


def test_who_is_not_known_is_left_out_and_counted() -> None:
    frame = profiles(*CONFOUNDED, (7, {**EGFR, "sex": "U"}), (3, {**TRIPLE_NEGATIVE, "sex": None}))
    row = mutation(frame, "EGFR")
    assert (row["complete_case_count"], row["left_out_count"]) == (190, 10)


def test_a_small_arm_is_withheld_with_its_reason() -> None:
    frame = profiles(*crowd(4, 30, EGFR, WOMAN), *crowd(40, 60, TRIPLE_NEGATIVE, WOMAN))
    row = mutation(frame, "EGFR")
    assert (row["adjusted_odds_ratio"], row["not_estimated_reason"]) == (None, "too_few")
    assert row["exposed_event_count"] == 4


def test_all_of_a_group_in_bone_is_an_infinite_odds_ratio_with_its_reason() -> None:
    frame = profiles(*crowd(30, 0, EGFR, WOMAN), *crowd(40, 60, TRIPLE_NEGATIVE, WOMAN))
    row = mutation(frame, "EGFR")
    assert (row["adjusted_odds_ratio"], row["not_estimated_reason"]) == (None, "separated")
    assert row["adjusted_p_value"] is None


def described(**told: Value) -> Told:
    usual: Told = {
        "sex": "F", "is_over_20_mm": False, "is_node_positive": False, "other_site_count": 0,
    }  # fmt: skip
    return {**usual, **told}


def test_the_model_of_the_registry_adjusts_each_factor_for_the_others() -> None:
    """Without nodes one in four has bone metastasis, with nodes one in two, in each sex; men have
    nodes more often."""
    with_nodes = described(is_node_positive=True)
    men, men_with_nodes = described(sex="M"), described(sex="M", is_node_positive=True)
    frame = profiles(
        *crowd(30, 90, described()), *crowd(20, 20, with_nodes),
        *crowd(10, 30, men), *crowd(60, 60, men_with_nodes),
    )  # fmt: skip
    assert factor(frame, "male")["adjusted_odds_ratio"] == pytest.approx(1.0)
    assert factor(frame, "node_positive")["adjusted_odds_ratio"] == pytest.approx(3.0)
    assert factor(frame, "male")["exposed_count"] == 160


def test_sites_and_histologies_are_each_against_none_and_adenocarcinoma() -> None:
    small: Told = {"histology": "small_cell"}
    frame = profiles(
        *crowd(20, 40, described()), *crowd(20, 20, described(other_site_count=1)),
        *crowd(30, 10, described(other_site_count=5)), *crowd(20, 40, described(), small),
        *crowd(20, 20, described(other_site_count=1), small),
        *crowd(30, 10, described(other_site_count=5), small),
    )  # fmt: skip
    assert factor(frame, "one_other_site")["adjusted_odds_ratio"] == pytest.approx(2.0)
    three = factor(frame, "three_other_sites")
    assert three["adjusted_odds_ratio"] == pytest.approx(6.0)
    assert (three["exposed_count"], three["unexposed_count"]) == (80, 120)
    assert factor(frame, "histology_small_cell")["adjusted_odds_ratio"] == pytest.approx(1.0)
    assert factor(frame, "histology_large_cell")["not_estimated_reason"] == "too_few"


def test_a_patient_with_an_unknown_factor_is_in_no_arm_of_the_model() -> None:
    frame = profiles(
        *crowd(30, 90, described()), (5, described(other_site_count=None)), (4, described(sex="U"))
    )
    row = factor(frame, "over_20_mm")
    assert (row["complete_case_count"], row["left_out_count"]) == (120, 9)


def test_nobody_gives_rows_without_estimates() -> None:
    rows = bone_metastasis_logistic(profiles())
    assert rows["not_estimated_reason"].unique().to_list() == ["too_few"]
    assert rows["complete_case_count"].to_list() == [0] * rows.height


def test_row_order_changes_no_digit() -> None:
    frame = profiles(*CONFOUNDED)
    people = patients_of(frame)
    turned = bone_metastasis_by_mutation_adjusted(frame.reverse(), people.reverse())
    assert turned.equals(bone_metastasis_by_mutation_adjusted(frame, people))
    assert bone_metastasis_logistic(frame.reverse()).equals(bone_metastasis_logistic(frame))


def test_crude_ours_adjusted_ours_and_adjusted_published_are_three_places() -> None:
    """domain.md, trap 5."""
    crude, adjusted = (
        set(PUBLISHED[name].columns)
        for name in ("bone_metastasis_by_mutation", "bone_metastasis_by_mutation_adjusted")
    )
    assert "odds_ratio" in crude - adjusted
    assert "adjusted_odds_ratio" in adjusted - crude
    published = {BENCHMARKS[name].compares_with for name in ("odds_egfr", "odds_kras_g12a")}
    assert published == {"published.bone_metastasis_by_mutation_adjusted"}
    calculated = {
        BENCHMARKS[f"{name}_crude"].compares_with for name in ("odds_egfr", "odds_kras_g12a")
    }
    assert calculated == {"published.bone_metastasis_by_mutation"}
