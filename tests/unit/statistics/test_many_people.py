"""More people than are counted at once: those of a later block count like those of the first."""

import polars as pl
import pytest

from transforms.statistics import cumulative_incidence, log_rank
from transforms.statistics.count_table import BLOCK

FEW = pl.DataFrame(
    [
        ("a", 0, 3, 1),
        ("a", 0, 5, 0),
        ("a", 2, 7, 2),
        ("a", 4, 9, 1),
        ("b", 0, 2, 2),
        ("b", 1, 6, 1),
        ("b", 3, 9, 0),
    ],
    schema=["group", "entry", "time", "status"],
    orient="row",
)
COPIES = 2 * BLOCK // FEW.height


@pytest.fixture(scope="module")
def many() -> pl.DataFrame:
    return pl.concat([FEW] * COPIES)


@pytest.mark.parametrize("entry", [None, "entry"])
def test_everybody_many_times_leaves_the_incidence_and_narrows_the_error(many, entry):
    one = cumulative_incidence(FEW, group="group", entry=entry)
    all_of_them = cumulative_incidence(many, group="group", entry=entry)
    assert all_of_them["n_risk"].to_list() == [COPIES * at_risk for at_risk in one["n_risk"]]
    assert all_of_them["n_event"].to_list() == [COPIES * events for events in one["n_event"]]
    assert all_of_them["estimate"].to_list() == pytest.approx(one["estimate"].to_list())
    expected = (one["std_err"] / COPIES**0.5).to_list()
    assert all_of_them["std_err"].to_list() == pytest.approx(expected, rel=1e-9, abs=1e-15)


def test_log_rank_counts_everybody(many):
    statistic = log_rank(many, group="group")["statistic"].item()
    halved = log_rank(many.head(many.height // 2), group="group")["statistic"].item()
    # ties share the variance as if in order: proportional to people but for that last part
    assert statistic == pytest.approx(2 * halved, rel=1e-4)
