"""Pain when bone metastasis is found; hypercalcaemia that reveals the cancer."""

import polars as pl
import pytest

from tests.support.histories import Patient, day, derive, hospital, patient


def in_pain(name: str, *scores: tuple[int, int | None]) -> Patient:
    """Someone with bone metastasis on day 0 and pain scores on these days."""
    somebody = patient(name)
    for on, score in scores:
        somebody = somebody.having("followup", visited_on=day(on), pain_nrs=score)
    return somebody


def pain(*people: Patient) -> dict[str, object]:
    rows = derive("pain_at_index", hospital(*people))
    return rows.filter(pl.col("stratum") == "all").row(0, named=True)


def test_pain_of_4_or_more_out_of_those_with_a_score() -> None:
    row = pain(in_pain("a", (0, 4)), in_pain("b", (0, 3)), in_pain("c", (0, 10)), in_pain("d"))
    assert (row["patient_count"], row["denominator"], row["unknown_count"]) == (2, 3, 1)
    assert row["proportion"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("scores", "painful", "known"),
    [
        ([(-30, 8)], 1, 1),
        ([(-31, 8)], 0, 0),
        ([(30, 8)], 1, 1),
        ([(31, 8)], 0, 0),
        ([(2, 8), (-5, 0)], 1, 1),
        ([(5, 8), (-5, 0)], 0, 1),
        ([(3, 0), (3, 8)], 1, 1),
        ([(1, None), (9, 8)], 1, 1),
    ],
)
def test_the_score_nearest_to_index_within_30_days(
    scores: list[tuple[int, int | None]], painful: int, known: int
) -> None:
    row = pain(in_pain("a", *scores))
    assert (row["patient_count"], row["denominator"]) == (painful, known)


def test_without_any_score_the_share_is_unknown_not_0() -> None:
    row = pain(in_pain("a"))
    assert (row["proportion"], row["unknown_count"]) == (None, 1)


def high(calcium: Patient, on: int, **pth: float) -> Patient:
    """Hypercalcaemia on a day, with the PTH of that day if one is told."""
    told = calcium.lab("CA_TOTAL", 3.2, on).lab("ALB", 40, on)
    return told.lab("PTH", pth["pth"], on) if pth else told


def timed(*people: Patient) -> dict[str, tuple[int, int]]:
    """Episodes and patients of each timing, out of all these."""
    rows = derive("hypercalcaemia_timing", hospital(*people))
    assert rows["denominator"].unique().to_list() == [len(people)]
    return {
        row["hypercalcaemia_timing"]: (row["episode_count"], row["patient_count"])
        for row in rows.iter_rows(named=True)
    }


def test_a_patient_is_in_each_class_they_had() -> None:
    # the cancer of a patient is diagnosed on day -40
    somebody = high(high(high(patient("a"), -40), 60), 160)
    assert timed(somebody, patient("b")) == {
        "before": (0, 0),
        "revealing": (1, 1),
        "during": (2, 1),
    }
    assert timed(high(patient("a"), -71))["before"] == (1, 1)


def test_an_episode_of_the_parathyroid_reveals_no_cancer() -> None:
    assert timed(high(patient("a"), -40, pth=180.0))["revealing"] == (0, 0)
    assert timed(high(patient("a"), -40, pth=8.0))["revealing"] == (1, 1)


def test_without_hypercalcaemia_each_class_is_0_out_of_all() -> None:
    assert timed(patient("a")) == {"before": (0, 0), "revealing": (0, 0), "during": (0, 0)}
