"""Survival by molecular group, bone metastasis and spread: medians, tests, late entry."""

from math import erfc, sqrt

import polars as pl
import pytest

from tests.support.populations import Value, profiles
from transforms.published.survival_by_group import survival_by_group

Told = dict[str, Value]
KRAS: Told = {"molecular_group": "KRAS", "kras_result": "positive"}
MONTH = 30.4375


def dying(told: Told, *days: int) -> list[tuple[int, Told]]:
    return [(1, {**told, "died": on}) for on in days]


def arms(frame: pl.DataFrame, comparison: str) -> dict[str, dict[str, object]]:
    rows = survival_by_group(frame).filter(pl.col("survival_comparison") == comparison)
    return {str(row["survival_arm"]): row for row in rows.iter_rows(named=True)}


def test_median_in_months_with_and_without_bone_metastasis() -> None:
    frame = profiles(*dying({**KRAS, "bone": 5}, 100, 200, 300), *dying(KRAS, 200, 400, 600))
    told = arms(frame, "KRAS_by_bone")
    assert told["with_bone"]["median_survival_months"] == pytest.approx(200 / MONTH)
    assert told["without_bone"]["median_survival_months"] == pytest.approx(400 / MONTH)
    assert (told["with_bone"]["patient_count"], told["with_bone"]["death_count"]) == (3, 3)


def test_a_median_that_is_not_reached_is_null() -> None:
    frame = profiles(*dying(KRAS, 100), (3, {**KRAS, "seen_until": 500}))
    assert arms(frame, "KRAS_by_bone")["without_bone"]["median_survival_months"] is None


def test_the_log_rank_test_of_two_arms() -> None:
    # observed 3 of the first arm, expected 1/2 + 2/5 + 1/4 = 1.15: by hand, p = 0.0246
    frame = profiles(*dying({**KRAS, "bone": 5}, 100, 200, 300), *dying(KRAS, 400, 500, 600))
    row = arms(frame, "KRAS_by_bone")["with_bone"]
    assert row["log_rank_p_value"] == pytest.approx(0.0246, abs=5e-5)
    assert row["log_rank_patient_count"] == 6


def test_one_arm_alone_has_no_test() -> None:
    row = arms(profiles(*dying(KRAS, 100, 200)), "KRAS_by_bone")["without_bone"]
    assert row["log_rank_p_value"] is None


def test_time_runs_from_stage_iv_and_late_entry_is_not_survival() -> None:
    frame = profiles(
        *dying({**KRAS, "stage_iv": 50, "entry": 0}, 150, 250),
        (1, {**KRAS, "stage_iv": 50, "entry": 200, "died": 350}),
    )
    row = arms(frame, "KRAS_by_bone")["without_bone"]
    # deaths at 100 (2 at risk), 200 (2 at risk: one entered on day 150), 300
    assert row["median_survival_months"] == pytest.approx(150 / MONTH)
    assert row["log_rank_patient_count"] == 3


def test_the_log_rank_test_compares_those_who_enter_late_too() -> None:
    frame = profiles(
        *dying({**KRAS, "bone": 5}, 100), (1, {**KRAS, "bone": 5, "entry": 150, "died": 300}),
        *dying(KRAS, 200, 400),
    )  # fmt: skip
    row = arms(frame, "KRAS_by_bone")["with_bone"]
    # at risk with bone: 1 of 3, 1 of 3 (the late one), 1 of 2, 0 of 1; two died
    squared = (2 - (1 / 3 + 1 / 3 + 1 / 2)) ** 2 / (2 / 9 + 2 / 9 + 1 / 4)
    assert row["log_rank_p_value"] == pytest.approx(erfc(sqrt(squared / 2)))
    assert row["log_rank_patient_count"] == 4


def test_nobody_is_in_a_molecular_group_before_its_report() -> None:
    frame = profiles(
        *dying({**KRAS, "known": 20}, 10, 120, 160),
        (1, {**KRAS, "known": 140, "died": 180}),
    )
    row = arms(frame, "KRAS_by_bone")["without_bone"]
    # dead on day 10: in no group; the others died 100, 140 and 40 days after their report
    assert (row["patient_count"], row["death_count"]) == (3, 3)
    assert row["median_survival_months"] == pytest.approx(100 / MONTH)


def test_a_molecular_report_without_date_is_taken_as_known_from_the_start() -> None:
    frame = profiles(*dying({**KRAS, "known": None}, 100, 200, 300))
    row = arms(frame, "KRAS_by_bone")["without_bone"]
    assert row["median_survival_months"] == pytest.approx(200 / MONTH)


def test_where_the_cancer_spread_does_not_wait_for_a_molecular_report() -> None:
    bone: Told = {"bone": 0, "metastatic_class": "bone_only", "known": 150}
    row = arms(profiles(*dying(bone, 100, 200, 300)), "bone_spread")["bone_only"]
    assert row["patient_count"] == 3


def test_bone_metastasis_after_the_staging_does_not_move_a_patient_between_arms() -> None:
    frame = profiles(*dying({**KRAS, "bone": 31}, 500))
    assert list(arms(frame, "KRAS_by_bone")) == ["without_bone"]


def test_death_on_the_day_of_staging_counts() -> None:
    row = arms(profiles(*dying(KRAS, 0, 100)), "KRAS_by_bone")["without_bone"]
    assert (row["patient_count"], row["death_count"]) == (2, 2)


def test_someone_never_observed_from_stage_iv_is_not_counted() -> None:
    frame = profiles((1, {**KRAS, "entry": 100, "seen_until": 100}), *dying(KRAS, 200))
    assert arms(frame, "KRAS_by_bone")["without_bone"]["patient_count"] == 1


def test_within_bone_metastasis_kras_tested_and_not_mutated_is_wild_type() -> None:
    bone: Told = {"bone": 0}
    frame = profiles(
        *dying({**KRAS, **bone}, 100),
        *dying({"molecular_group": "EGFR", "kras_result": "negative", **bone}, 300),
        *dying({"molecular_group": "EGFR", "kras_result": "not_done", **bone}, 400),
        *dying({"molecular_group": "triple_negative", "kras_result": "negative"}, 500),
    )
    told = arms(frame, "bone_KRAS_status")
    assert {name: row["patient_count"] for name, row in told.items()} == {
        "KRAS_mutated": 1,
        "KRAS_wild_type": 1,
    }


def test_egfr_against_triple_negative_within_bone_metastasis() -> None:
    frame = profiles(
        *dying({"molecular_group": "EGFR", "bone": 0}, 500, 600),
        *dying({"molecular_group": "EGFR"}, 50),
        *dying({"molecular_group": "triple_negative", "bone": 0}, 200),
    )
    told = arms(frame, "bone_EGFR_triple_negative")
    assert {name: row["patient_count"] for name, row in told.items()} == {
        "EGFR": 2,
        "triple_negative": 1,
    }


def test_spread_among_patients_with_bone_metastasis() -> None:
    classes = ("bone_only", "bone_node", "bone_visceral", "visceral_only", "node_only")
    spread: list[Told] = [{"metastatic_class": name} for name in classes]
    frame = profiles(*(crowd for told in spread for crowd in dying(told, 100)), *dying({}, 100))
    assert list(arms(frame, "bone_spread")) == ["bone_node", "bone_only", "bone_visceral"]


def test_bone_alone_viscera_alone_and_both_are_compared() -> None:
    frame = profiles(
        *dying({"metastatic_class": "bone_only"}, 300, 400, 500),
        *dying({"metastatic_class": "bone_visceral"}, 60, 90, 120),
        *dying({"metastatic_class": "visceral_only"}, 100, 200, 300),
        *dying({"metastatic_class": "bone_node"}, 250),
    )
    told = arms(frame, "bone_or_viscera")
    medians = {name: row["median_survival_months"] * MONTH for name, row in told.items()}
    assert medians == pytest.approx({"bone_only": 400, "bone_visceral": 90, "visceral_only": 200})


def test_groups_compared_are_the_four_of_the_series() -> None:
    groups = ("EGFR", "ALK", "KRAS", "triple_negative", "EGFR_other", "incomplete_testing")
    told: list[Told] = [{"molecular_group": name} for name in groups]
    frame = profiles(*(crowd for group in told for crowd in dying(group, 100)))
    assert list(arms(frame, "by_group")) == ["ALK", "EGFR", "KRAS", "triple_negative"]


def test_without_stage_iv_nobody_is_followed() -> None:
    assert survival_by_group(profiles((3, {**KRAS, "stage_iv": None}))).is_empty()
