"""Corrected calcium: values, grades, crisis. Every figure can be redone by hand."""

import polars as pl
import pytest

from tests.support.histories import table
from transforms.derived.corrected_calcium import corrected_calcium
from warehouse.schema import definition_version


def corrected(picture: str) -> pl.DataFrame:
    return corrected_calcium(table("lab_result", picture))


def one(picture: str) -> dict[str, object]:
    return corrected(picture).row(0, named=True)


def calcium_and_albumin(calcium: float, albumin: float, **limits: float) -> dict[str, object]:
    low, high = limits.get("low", ""), limits.get("high", "")
    return one(f"""
        patient | at          | analyte  | value     | reference_low | reference_high
        a       | day 0 08:00 | CA_TOTAL | {calcium} | {low}         | {high}
        a       | day 0 08:00 | ALB      | {albumin} |               |
    """)


@pytest.mark.parametrize(
    ("albumin", "seed", "payne", "is_crisis"),
    [
        (45, 2.925, 2.95, False),
        (40, 3.05, 3.05, False),
        (30, 3.30, 3.25, False),
        (25, 3.425, 3.35, False),
        (20, 3.55, 3.45, True),
    ],
)
def test_calcium_of_3_05_at_each_albumin(
    albumin: float, seed: float, payne: float, is_crisis: bool
) -> None:
    row = calcium_and_albumin(3.05, albumin)
    assert row["corrected_calcium_mmol_l"] == seed
    assert row["corrected_calcium_payne_mmol_l"] == payne
    assert row["is_crisis"] is is_crisis


def test_albumin_above_40_lowers_calcium_as_the_founding_text_writes_it() -> None:
    assert calcium_and_albumin(2.40, 48)["corrected_calcium_mmol_l"] == 2.2


@pytest.mark.parametrize(("calcium", "is_crisis"), [(3.49, False), (3.5, False), (3.51, True)])
def test_a_crisis_is_strictly_above_3_5(calcium: float, is_crisis: bool) -> None:
    assert calcium_and_albumin(calcium, 40)["is_crisis"] is is_crisis


def test_a_value_that_conversion_left_a_hair_off_a_threshold_is_on_it() -> None:
    nearly_28 = 28.00000001  # g/dL times a factor, for example: corrected, 2.99999999975
    row = calcium_and_albumin(2.7, nearly_28)
    assert row["corrected_calcium_mmol_l"] == 3.0
    assert row["is_hypercalcaemia_trial"] is True
    assert calcium_and_albumin(3.5, 39.99999999)["is_crisis"] is False


def test_just_under_3_0_is_not_the_trial_threshold() -> None:
    assert calcium_and_albumin(2.99, 40)["is_hypercalcaemia_trial"] is False


@pytest.mark.parametrize(
    ("calcium", "grade"),
    [(2.60, 0), (2.61, 1), (2.9, 1), (2.91, 2), (3.1, 2), (3.11, 3), (3.4, 3), (3.41, 4)],
)
def test_grades_of_hypercalcaemia(calcium: float, grade: int) -> None:
    assert calcium_and_albumin(calcium, 40)["ctcae_lab_grade"] == grade


@pytest.mark.parametrize(
    ("calcium", "grade"),
    [(2.15, 0), (2.14, 1), (2.0, 1), (1.99, 2), (1.75, 2), (1.74, 3), (1.5, 3), (1.49, 4)],
)
def test_grades_of_hypocalcaemia(calcium: float, grade: int) -> None:
    row = calcium_and_albumin(calcium, 40)
    assert row["ctcae_hypocalcaemia_lab_grade"] == grade
    assert row["ctcae_lab_grade"] == 0


def test_the_limit_the_laboratory_sends_decides_grade_1() -> None:
    assert calcium_and_albumin(2.55, 40, low=2.10, high=2.50)["ctcae_lab_grade"] == 1
    assert calcium_and_albumin(2.62, 40, low=2.20, high=2.65)["ctcae_lab_grade"] == 0
    assert calcium_and_albumin(2.18, 40, low=2.20, high=2.65)["ctcae_hypocalcaemia_lab_grade"] == 1


def test_limits_in_the_wrong_order_are_not_believed() -> None:
    assert calcium_and_albumin(2.55, 40, low=2.60, high=2.10)["ctcae_lab_grade"] == 0


def test_formulas_disagree_across_the_crisis_and_across_a_grade_only() -> None:
    assert calcium_and_albumin(3.05, 20)["formulas_disagree"] is True  # 3.55 and 3.45
    assert calcium_and_albumin(2.70, 31)["formulas_disagree"] is True  # 2.925 and 2.88
    assert calcium_and_albumin(1.90, 30)["formulas_disagree"] is True  # 2.15 and 2.10
    assert calcium_and_albumin(2.30, 38)["formulas_disagree"] is False


def test_low_albumin_is_under_30() -> None:
    assert calcium_and_albumin(2.3, 29.9)["is_low_albumin"] is True
    assert calcium_and_albumin(2.3, 30)["is_low_albumin"] is False


def test_without_albumin_nothing_is_corrected_and_total_calcium_does_not_stand_in() -> None:
    row = one("""
        patient | at          | analyte  | value
        a       | day 0 08:00 | CA_TOTAL | 3.9
    """)
    assert row["pairing"] == "not_computable"
    assert row["calcium_mmol_l"] == 3.9
    for name in (
        "albumin_g_l",
        "corrected_calcium_mmol_l",
        "corrected_calcium_payne_mmol_l",
        "calcium_basis",
        "ctcae_lab_grade",
        "ctcae_hypocalcaemia_lab_grade",
        "is_hypercalcaemia_trial",
        "formulas_disagree",
        "is_low_albumin",
    ):
        assert row[name] is None, name
    assert row["is_crisis"] is False


def test_a_stale_albumin_corrects_and_grades_but_makes_no_crisis() -> None:
    row = one("""
        patient | at          | analyte  | value
        a       | day 0 08:00 | CA_TOTAL | 3.3
        a       | day 3 08:00 | ALB      | 20
    """)
    assert row["pairing"] == "within_7_days"
    assert row["corrected_calcium_mmol_l"] == 3.8
    assert row["ctcae_lab_grade"] == 4
    assert row["is_crisis"] is False


def test_ionised_calcium_within_24_hours_is_what_the_grade_is_read_on() -> None:
    row = one("""
        patient | at          | analyte  | value
        a       | day 0 08:00 | CA_TOTAL | 3.3
        a       | day 0 08:00 | ALB      | 20
        a       | day 1 08:00 | CA_ION   | 1.2
    """)
    assert row["calcium_basis"] == "ionised"
    assert row["ionised_calcium_mmol_l"] == 1.2
    assert row["corrected_calcium_mmol_l"] == 3.8  # shown, secondary
    assert row["ctcae_lab_grade"] == 0
    assert row["is_crisis"] is False


def test_ionised_calcium_25_hours_away_changes_nothing() -> None:
    row = one("""
        patient | at          | analyte  | value
        a       | day 0 08:00 | CA_TOTAL | 3.3
        a       | day 0 08:00 | ALB      | 20
        a       | day 1 09:00 | CA_ION   | 1.2
    """)
    assert row["calcium_basis"] == "corrected_seed"
    assert row["ionised_calcium_mmol_l"] is None
    assert row["is_crisis"] is True


def test_ionised_calcium_adjusted_to_ph_7_4_is_kept_apart() -> None:
    row = one("""
        patient | at          | analyte     | value
        a       | day 0 08:00 | CA_TOTAL    | 2.4
        a       | day 0 08:00 | CA_ION_PH74 | 1.9
    """)
    assert row["calcium_basis"] is None


@pytest.mark.parametrize(
    ("ionised", "grade", "is_crisis"),
    [
        (1.30, 0, False),
        (1.31, 1, False),
        (1.5, 1, False),
        (1.51, 2, False),
        (1.6, 2, False),
        (1.61, 3, False),
        (1.8, 3, False),
        (1.81, 4, True),
    ],
)
def test_grades_and_crisis_on_ionised_calcium(ionised: float, grade: int, is_crisis: bool) -> None:
    row = one(f"""
        patient | at          | analyte  | value
        a       | day 0 08:00 | CA_TOTAL | 2.4
        a       | day 0 08:00 | CA_ION   | {ionised}
    """)
    assert (row["ctcae_lab_grade"], row["is_crisis"]) == (grade, is_crisis)
    assert row["pairing"] == "not_computable"
    assert row["corrected_calcium_mmol_l"] is None


@pytest.mark.parametrize(
    ("ionised", "grade"), [(1.15, 0), (1.14, 1), (0.99, 2), (0.89, 3), (0.79, 4)]
)
def test_hypocalcaemia_on_ionised_calcium(ionised: float, grade: int) -> None:
    row = one(f"""
        patient | at          | analyte  | value
        a       | day 0 08:00 | CA_TOTAL | 2.4
        a       | day 0 08:00 | CA_ION   | {ionised}
    """)
    assert row["ctcae_hypocalcaemia_lab_grade"] == grade


def test_ionised_calcium_is_graded_on_its_own_limits() -> None:
    row = one("""
        patient | at          | analyte  | value | reference_low | reference_high
        a       | day 0 08:00 | CA_TOTAL | 2.4   | 2.15          | 2.60
        a       | day 0 08:00 | CA_ION   | 1.31  | 1.18          | 1.35
    """)
    assert row["ctcae_lab_grade"] == 0


def test_what_is_not_a_value_has_no_row_and_corrects_nothing() -> None:
    rows = corrected("""
        patient | at          | analyte  | value | value_operator | result_status | excluded_reason
        b       | day 0 08:00 | CA_TOTAL | 9.5   |                |               | L05
        c       | day 0 08:00 | CA_TOTAL |       |                |               |
        d       | day 0 08:00 | CA_TOTAL | 2.5   |                | cancelled     |
        e       | day 0 08:00 | CA_TOTAL | 2.5   |                | corrected     |
        e       | day 1 07:00 | ALB      | 3     |                |               | L03
    """)
    assert rows["patient_id"].to_list() == ["e"]
    assert rows["pairing"].to_list() == ["not_computable"]


def test_a_corrected_result_replaces_the_others_of_its_sample_whatever_their_number() -> None:
    rows = corrected("""
        patient | row | sample_id | at          | analyte  | value | result_status
        a       | C1  | T1        | day 0 08:00 | CA_TOTAL | 3.9   | final
        a       | C2  | T1        | day 0 08:00 | CA_TOTAL | 2.4   | corrected
        a       | C3  | T2        | day 0 08:00 | CA_TOTAL | 2.5   | final
        b       | C4  |           | day 0 08:00 | CA_TOTAL | 3.9   | final
        b       | C5  |           | day 0 08:00 | CA_TOTAL |       | corrected
        b       | C6  |           | day 0 09:00 | CA_TOTAL | 2.6   |
    """)
    kept = rows.sort("calcium_row")["calcium_row"].to_list()
    assert kept == ["lab_result:T:C2", "lab_result:T:C3", "lab_result:T:C6"]


def test_a_result_sent_twice_under_two_identifiers_stays_two_rows() -> None:
    rows = corrected("""
        patient | row | at          | analyte  | value
        a       | C1  | day 0 08:00 | CA_TOTAL | 2.5
        a       | C2  | day 0 08:00 | CA_TOTAL | 2.5
        a       | A1  | day 0 08:00 | ALB      | 40
    """)
    assert rows["calcium_row"].to_list() == ["lab_result:T:C1", "lab_result:T:C2"]
    assert rows["albumin_row"].to_list() == ["lab_result:T:A1"] * 2


def test_each_row_says_what_it_was_made_from_and_with_which_definitions() -> None:
    row = one("""
        patient | row | at          | analyte  | value
        a       | C1  | day 0 08:00 | CA_TOTAL | 2.5
        a       | A1  | day 0 09:00 | ALB      | 40
        a       | I1  | day 0 10:00 | CA_ION   | 1.2
    """)
    assert row["calcium_row"] == "lab_result:T:C1"
    assert row["albumin_row"] == "lab_result:T:A1"
    assert row["ionised_calcium_row"] == "lab_result:T:I1"
    assert row["definition_version"] == definition_version()
