"""Pain when bone metastasis is found; hypercalcaemia that reveals the cancer."""

from datetime import datetime, time

import polars as pl
import pytest

from tests.support.histories import Patient, day, derive, hospital, patient
from tests.support.populations import drawn, profiles
from transforms.published.hypercalcaemia_timing import hypercalcaemia_timing


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


def timed(*days: int) -> dict[str, tuple[int, int]]:
    """Episodes and patients of each timing, of one patient diagnosed on day 0, among four."""
    episodes = drawn(
        "hypercalcaemia_episode",
        [
            {
                "episode_id": str(on),
                "patient_id": "0-0",
                "episode_start_at": datetime.combine(day(on), time(8)),
            }
            for on in days
        ],
    )
    rows = hypercalcaemia_timing(episodes, profiles((4, {})))
    assert rows["denominator"].unique().to_list() == [4]
    return {
        row["hypercalcaemia_timing"]: (row["episode_count"], row["patient_count"])
        for row in rows.iter_rows(named=True)
    }


@pytest.mark.parametrize(
    ("on", "timing"),
    [
        (-31, "before"),
        (-30, "revealing"),
        (0, "revealing"),
        (14, "revealing"),
        (15, "during"),
        (400, "during"),
    ],
)
def test_revealing_is_from_30_days_before_to_14_days_after_the_cancer(on: int, timing: str) -> None:
    assert timed(on)[timing] == (1, 1)
    assert sum(episodes for episodes, _ in timed(on).values()) == 1


def test_a_patient_is_in_each_class_they_had() -> None:
    assert timed(0, 100, 200) == {"before": (0, 0), "revealing": (1, 1), "during": (2, 1)}


def test_without_hypercalcaemia_each_class_is_0_out_of_all() -> None:
    assert timed() == {"before": (0, 0), "revealing": (0, 0), "during": (0, 0)}
