"""Calcium, albumin and ionised calcium given as a limit: what is proven, and nothing more."""

import polars as pl
import pytest

from tests.support.histories import derive, hospital, patient
from transforms.derived.calcium.limits import corrected_operator, proven

Row = dict[str, object]


def written(text: str) -> tuple[float, str]:
    """ "> 3.75" as a laboratory sends it: the number and its operator."""
    operator = text[0] if text[0] in "<>" else "="
    return float(text.lstrip("<> ")), operator


def of(**results: str) -> Row:
    """The corrected calcium made of the results of one tube."""
    somebody = patient("a")
    for analyte, text in results.items():
        value, operator = written(text)
        somebody = somebody.lab(analyte, value, 0, value_operator=operator)
    return derive("corrected_calcium", hospital(somebody)).row(0, named=True)


@pytest.mark.parametrize(
    ("calcium", "albumin", "operator", "corrected"),
    [
        ("3.0", "30", "=", 3.25),
        (">3.75", "30", ">", 4.0),
        ("<1.50", "30", "<", 1.75),
        ("3.0", "<15", ">", 3.625),  # less albumin, more corrected calcium
        ("3.0", ">60", "<", 2.5),
        (">3.75", "<15", ">", 4.375),
        ("<1.50", ">60", "<", 1.0),
        (">3.75", ">60", None, None),  # anything
        ("<1.50", "<15", None, None),
    ],
)
def test_the_operator_of_corrected_calcium(
    calcium: str, albumin: str, operator: str | None, corrected: float | None
) -> None:
    row = of(CA_TOTAL=calcium, ALB=albumin)
    assert row["corrected_calcium_operator"] == operator
    assert row["corrected_calcium_mmol_l"] == corrected
    assert row["pairing"] == "same_time"


def test_the_row_shows_that_it_is_a_limit() -> None:
    row = of(CA_TOTAL=">3.75", ALB="<15", CA_ION=">2.0")
    assert (row["calcium_mmol_l"], row["calcium_operator"]) == (3.75, ">")
    assert (row["albumin_g_l"], row["albumin_operator"]) == (15, "<")
    assert (row["ionised_calcium_mmol_l"], row["ionised_calcium_operator"]) == (2.0, ">")
    assert row["formulas_disagree"] is None


@pytest.mark.parametrize(
    ("calcium", "is_trial", "is_crisis", "high_grade", "low_grade"),
    [
        (">3.75", True, True, 4, 0),
        (">3.5", True, False, 4, 0),  # "≥ 3.5" is read as "> 3.5": a crisis is not proven
        (">3.0", True, False, 2, 0),
        (">2.9", None, False, 1, 0),  # grade 1 at least
        (">2.6", None, False, None, 0),  # high or not: not known
        (">2.0", None, False, None, None),
        ("<3.9", None, False, None, None),
        ("<2.9", False, False, None, None),
        ("<2.6", False, False, 0, None),
        ("<2.0", False, False, 0, 1),
        ("<1.70", False, False, 0, 3),
    ],
)
def test_a_limit_of_calcium_proves_no_more_than_it_says(
    calcium: str, is_trial: bool | None, is_crisis: bool, high_grade: int | None, low_grade: object
) -> None:
    row = of(CA_TOTAL=calcium, ALB="40")
    assert row["is_hypercalcaemia_trial"] is is_trial
    assert row["is_crisis"] is is_crisis
    assert row["ctcae_lab_grade"] == high_grade
    assert row["ctcae_hypocalcaemia_lab_grade"] == low_grade


def test_albumin_of_at_most_20_reveals_a_crisis() -> None:
    assert of(CA_TOTAL="3.05", ALB="<20")["is_crisis"] is True
    assert of(CA_TOTAL="3.05", ALB=">20")["is_crisis"] is False


def test_a_stale_limit_of_albumin_makes_no_crisis() -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.4, 0).lab("ALB", 15, 3, value_operator="<")
    row = derive("corrected_calcium", hospital(somebody)).row(0, named=True)
    assert (row["is_hypercalcaemia_trial"], row["is_crisis"]) == (True, False)


@pytest.mark.parametrize(
    ("albumin", "is_low"), [("<15", True), ("<35", None), (">35", False), (">20", None)]
)
def test_low_albumin_of_a_limit(albumin: str, is_low: bool | None) -> None:
    assert of(CA_TOTAL="2.3", ALB=albumin)["is_low_albumin"] is is_low


@pytest.mark.parametrize(
    ("ionised", "basis", "grade", "is_crisis"),
    [
        (">2.0", "ionised", 4, True),
        (">1.7", "ionised", 3, False),
        (">1.6", "corrected_seed", 4, True),  # does not settle it: the corrected value decides
        ("<1.2", "ionised", 0, False),
        ("<1.5", "corrected_seed", 4, True),
    ],
)
def test_an_ionised_limit_is_the_basis_where_it_settles_hypercalcaemia(
    ionised: str, basis: str, grade: int, is_crisis: bool
) -> None:
    row = of(CA_TOTAL="3.3", ALB="30", CA_ION=ionised)  # corrected 3.55
    assert (row["calcium_basis"], row["ctcae_lab_grade"]) == (basis, grade)
    assert row["is_crisis"] is is_crisis


def test_an_ionised_value_is_better_than_a_nearer_limit_that_settles_nothing() -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.3, 0).lab("CA_ION", 1.2, 0, hour=20)
    somebody = somebody.lab("CA_ION", 1.5, 0, value_operator="<")
    row = derive("corrected_calcium", hospital(somebody)).row(0, named=True)
    assert (row["ionised_calcium_mmol_l"], row["ionised_calcium_operator"]) == (1.2, "=")


def test_a_limit_opens_an_episode_and_marks_its_peak() -> None:
    somebody = patient("a")
    for on, text in ((0, "3.1"), (2, ">3.75"), (4, "<2.5")):
        value, operator = written(text)
        somebody = somebody.lab("CA_TOTAL", value, on, value_operator=operator).lab("ALB", 40, on)
    row = derive("hypercalcaemia_episode", hospital(somebody)).row(0, named=True)
    assert (row["peak_calcium_mmol_l"], row["peak_calcium_operator"]) == (3.75, ">")
    assert (row["sample_count"], row["is_crisis"]) == (2, True)
    assert row["recovered_at"].day == 5  # at most 2.5 is back within the limit


def test_at_most_something_is_never_hypercalcaemia() -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.9, 0, value_operator="<").lab("ALB", 40, 0)
    assert derive("hypercalcaemia_episode", hospital(somebody)).is_empty()


def test_calcium_of_at_most_1_50_is_hypocalcaemia_of_grade_3_at_least() -> None:
    somebody = patient("a").lab("CA_TOTAL", 1.5, 0, value_operator="<").lab("ALB", 40, 0)
    somebody = somebody.lab("CA_TOTAL", 1.9, 3).lab("ALB", 40, 3)
    row = derive("hypocalcaemia_episode", hospital(somebody)).row(0, named=True)
    assert row["worst_hypocalcaemia_grade"] == 3
    assert (row["lowest_calcium_mmol_l"], row["lowest_calcium_operator"]) == (1.5, "<")


def test_the_peak_and_the_lowest_of_values_are_values() -> None:
    high = patient("a").lab("CA_TOTAL", 3.2, 0).lab("ALB", 40, 0)
    row = derive("hypercalcaemia_episode", hospital(high)).row(0, named=True)
    assert (row["peak_calcium_operator"], row["peak_ionised_calcium_operator"]) == ("=", None)


POSSIBLE = [tenth / 10 for tenth in range(81)]


def allowed(value: float, operator: str) -> list[float]:
    """Every value a written result allows, on a grid, the limit itself among them."""
    return {
        "=": [value],
        ">": [some for some in POSSIBLE if some >= value],
        "<": [some for some in POSSIBLE if some <= value],
    }[operator]


@pytest.mark.parametrize("operator", ["=", "<", ">"])
@pytest.mark.parametrize("side", ["high", "low"])
@pytest.mark.parametrize("value", [2.9, 3.0, 3.1])
def test_proven_is_what_every_allowed_value_says(operator: str, side: str, value: float) -> None:
    def beyond(number: float) -> bool:
        return number >= 3.0 if side == "high" else number < 3.0

    said = {beyond(some) for some in allowed(value, operator)}
    holds = pl.lit(beyond(value))
    told = proven(holds, holds, pl.lit(operator), side="high" if side == "high" else "low")
    assert pl.select(told).item() == (said.pop() if len(said) == 1 else None)


@pytest.mark.parametrize("calcium", ["=", "<", ">"])
@pytest.mark.parametrize("albumin", ["=", "<", ">"])
def test_the_corrected_operator_holds_for_every_allowed_pair(calcium: str, albumin: str) -> None:
    written_as = 4.0 - 4.0 / 40  # any line that falls with albumin does
    pairs = [c - a / 40 for c in allowed(4.0, calcium) for a in allowed(4.0, albumin)]
    fits = [
        operator
        for operator, holds in (
            ("=", all(pair == written_as for pair in pairs)),
            (">", all(pair >= written_as for pair in pairs)),
            ("<", all(pair <= written_as for pair in pairs)),
        )
        if holds
    ]
    found = pl.select(corrected_operator(pl.lit(calcium), pl.lit(albumin))).item()
    assert found == (fits[0] if fits else None)
