"""What was put wrong is found by the night; and the comparison itself can tell when it is not."""

import shutil
from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from flows.demo.calibration import CALIBRATION
from flows.demo.cohort import simulate_cohort
from flows.demo.delivery.faults import FAULTS
from flows.demo.delivery.lab_faults import PLAIN_ANALYTES, WITH_DECIMALS
from flows.demo.delivery.truth import Truth
from flows.demo.extracts import mapping_files, write_hospital
from flows.demo.recovery import RECOVERY, compare_with_truth
from flows.night import run_night
from tests.support.tiny_hospital import believe_everything
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader

FIRST, LAST = date(2026, 2, 25), date(2026, 3, 1)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Truth, Reader]]:
    """Five nights of a hospital of 120, through the inbox, in one warehouse."""
    root = tmp_path_factory.mktemp("recovery")
    home = Home(root / "home")
    home.create()
    for mapping in mapping_files():
        shutil.copy(mapping, home.sources / mapping.name)
    cohort = simulate_cohort(patients=120, seed=21, end=LAST)
    truth = write_hospital(home.inbox, cohort, nights=5, first_night=FIRST, seed=21)
    shutil.rmtree(home.inbox / "truth")
    (home.inbox / "README.txt").unlink()
    run_night(home, judge=believe_everything)
    reader = open_reader(current_path(home))
    yield truth, reader
    reader.close()


def row_of(recovered: pl.DataFrame, kind: str) -> dict[str, float]:
    return recovered.row(by_predicate=pl.col("kind") == kind, named=True)


def test_every_fault_is_found_and_nothing_else(nights: tuple[Truth, Reader]) -> None:
    recovered = compare_with_truth(*nights)
    assert recovered.schema == RECOVERY
    assert sorted(recovered["kind"]) == sorted(FAULTS)
    assert (recovered["injected"] > 0).all()
    assert (recovered["found"] == recovered["injected"]).all()
    assert (recovered["recall"] == 1.0).all()
    assert (recovered["false_alarm_rate"] < 0.001).all()


ANALYTES_OF = {
    "unit_slip": ("CA_TOTAL",),
    "albumin_missing": ("CA_TOTAL",),
    "ctx_too_late": ("CTX",),
    "swapped_dates": PLAIN_ANALYTES,
    "duplicated": PLAIN_ANALYTES,
    "decimal_point": WITH_DECIMALS,
}


@pytest.mark.parametrize("kind", ANALYTES_OF)
def test_as_many_faults_are_put_in_as_the_calibration_says(
    nights: tuple[Truth, Reader], kind: str
) -> None:
    """domain.md §9: shares of the results of an analyte, each result once."""
    truth, reader = nights
    faulty = truth.faults.filter(pl.col("kind") == kind)["source_row_id"].n_unique()
    injected = faulty / 2 if kind == "duplicated" else faulty  # the original and its copy
    counts = reader.frame("SELECT analyte_code, count(*) AS n FROM canonical.lab_result GROUP BY 1")
    eligible = counts.filter(pl.col("analyte_code").is_in(ANALYTES_OF[kind]))["n"].sum()
    expected = getattr(CALIBRATION, kind) * eligible
    assert expected > 1
    assert abs(injected - expected) <= max(1.5, 0.15 * expected)


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_nobody_told_of_is_a_false_alarm(nights: tuple[Truth, Reader], kind: str) -> None:
    truth, reader = nights
    silent = Truth(truth.faults.filter(pl.col("kind") != kind))
    row = row_of(compare_with_truth(silent, reader), kind)
    assert row["injected"] == 0
    assert row["recall"] is None
    assert row["false_alarms"] >= truth.faults.filter(pl.col("kind") == kind).height > 0


def test_a_fault_that_does_not_show_lowers_the_recall(nights: tuple[Truth, Reader]) -> None:
    truth, reader = nights
    unseen = truth.faults.filter(pl.col("kind") == "unit_slip").with_columns(
        source_row_id=pl.col("source_row_id") + "X"
    )
    row = row_of(compare_with_truth(Truth(pl.concat([truth.faults, unseen])), reader), "unit_slip")
    assert row["recall"] == 0.5


def test_one_file_again_and_again_is_counted_once(nights: tuple[Truth, Reader]) -> None:
    truth, reader = nights
    row = row_of(compare_with_truth(truth, reader), "repeated")
    assert row["injected"] == truth.faults.filter(pl.col("kind") == "repeated").height
    assert row["false_alarms"] == 0
