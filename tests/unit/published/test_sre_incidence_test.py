"""Gray's test between the parts of a stratum: by hand where it can be, else what it is made of."""

import polars as pl
import pytest

from tests.support.histories import DAY_0, day, hospital
from tests.support.populations import drawn
from transforms.published.sre_incidence_test import sre_incidence_test
from transforms.statistics import gray_test

Life = tuple[str, int, int]  # histology, day of the end, status 0 censored 1 event 2 death


def result_of(
    *lives: Life, stratum: str = "histology", entries: dict[int, int] | None = None
) -> dict[str, object]:
    """The test of SRE4 for these people."""
    names = [f"p{n:03d}" for n in range(len(lives))]
    cohort = [
        {"patient_id": name, "histology": life[0] or None, "index_on": DAY_0}
        for name, life in zip(names, lives, strict=True)
    ]
    first = [
        {
            "patient_id": name,
            "endpoint": "SRE4",
            "entry_day": (entries or {}).get(n, 0),
            "exit_day": life[1],
            "status": life[2],
        }
        for n, (name, life) in enumerate(zip(names, lives, strict=True))
    ]
    groups = [
        {"patient_id": name, "molecular_group": "KRAS", "molecular_group_known_on": day(0)}
        for name in names[::2]
    ]
    rows = sre_incidence_test(
        drawn("first_event", first),
        drawn("cohort", cohort),
        drawn("molecular_group", groups),
        drawn("marker_stratum", []),
        hospital()["lesion"],
    )
    return rows.filter(pl.col("endpoint") == "SRE4", pl.col("stratum") == stratum).row(
        0, named=True
    )


def crowd(histology: str, size: int, events: int, start: int) -> list[Life]:
    """So many people, one leaving a day from a first day on, the first ones with an event."""
    return [(histology, start + n, 1 if n < events else n % 2 * 2) for n in range(size)]


def test_it_is_gray_s_test_of_the_same_histories() -> None:
    lives = [*crowd("squamous", 25, 15, 10), *crowd("adenocarcinoma", 30, 10, 40)]
    row = result_of(*lives)
    frame = pl.DataFrame(lives, schema=["group", "time", "status"], orient="row")
    statistic, df, p_value = gray_test(frame, group="group").row(0)
    assert row["gray_statistic"] == pytest.approx(statistic, rel=1e-8)
    assert (row["gray_df"], row["compared_values"]) == (df, ["adenocarcinoma", "squamous"])
    assert row["gray_p_value"] == pytest.approx(p_value, rel=1e-8)
    assert row["gray_p_value"] < 0.05
    assert (row["patient_count"], row["event_count"], row["untested_count"]) == (55, 25, 0)


def test_the_same_lives_in_both_parts_do_not_differ() -> None:
    lives = [*crowd("squamous", 25, 15, 10), *crowd("adenocarcinoma", 25, 15, 10)]
    row = result_of(*lives)
    assert row["gray_statistic"] == pytest.approx(0, abs=1e-9)
    assert row["gray_p_value"] == pytest.approx(1)


def test_small_parts_and_the_unknown_are_left_out_and_counted() -> None:
    """19 patients are too few, and so are 4 events."""
    lives = [
        *crowd("squamous", 25, 15, 10), *crowd("adenocarcinoma", 30, 10, 40),
        *crowd("small_cell", 19, 10, 10), *crowd("large_cell", 40, 4, 10), *crowd("", 50, 20, 10),
    ]  # fmt: skip
    row = result_of(*lives)
    assert row["compared_values"] == ["adenocarcinoma", "squamous"]
    assert (row["patient_count"], row["untested_count"]) == (55, 109)


def test_one_part_alone_has_no_test() -> None:
    row = result_of(*crowd("squamous", 25, 15, 10), stratum="molecular_group")
    assert (row["gray_statistic"], row["gray_df"], row["gray_p_value"]) == (None, None, None)
    nobody = result_of(*crowd("squamous", 25, 15, 10), stratum="ntx_stratum")
    assert (nobody["patient_count"], nobody["compared_values"]) == (0, [])


def test_someone_who_enters_late_is_compared_from_then_on() -> None:
    lives = [*crowd("squamous", 25, 15, 10), *crowd("adenocarcinoma", 30, 10, 40)]
    late = dict.fromkeys(range(25, 55), 15)
    frame = pl.DataFrame(lives, schema=["group", "time", "status"], orient="row").with_columns(
        entry=pl.when(pl.int_range(pl.len()) >= 25).then(15).otherwise(0)
    )
    expected = gray_test(frame, entry="entry", group="group")["statistic"].item()
    assert result_of(*lives, entries=late)["gray_statistic"] == pytest.approx(expected, rel=1e-8)
    assert expected != pytest.approx(gray_test(frame, group="group")["statistic"].item())
