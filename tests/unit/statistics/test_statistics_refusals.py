"""What cannot be a history, or a number that makes no sense, is refused in a sentence."""

import re

import polars as pl
import pytest

from tests.support.few_people import PEOPLE, PERIODS, RECURRENT
from transforms.statistics import (
    InvalidHistories,
    count_with_window,
    cox,
    cumulative_incidence,
    event_rate,
    ghosh_lin,
    gray_test,
    kaplan_meier,
    log_rank,
    mean_cumulative_function,
    odds_ratio,
    proportion,
    rate_ratio,
    restricted_mean,
    robust_event_rate,
    survival_quantiles,
)


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (
            lambda: kaplan_meier(PEOPLE, entry="admitted"),
            "Column 'admitted' is missing among 6 columns.",
        ),
        (
            lambda: kaplan_meier(PEOPLE.with_columns(time=pl.lit(None, pl.Int64))),
            "Column 'time' is null in 6 rows.",
        ),
        (
            lambda: cumulative_incidence(PEOPLE, group="absent"),
            "Column 'absent' is missing among 6 columns.",
        ),
        (
            lambda: log_rank(PEOPLE.with_columns(group=pl.lit(None, pl.String)), group="group"),
            "Column 'group' is null in 6 rows.",
        ),
        (
            lambda: kaplan_meier(PEOPLE.with_columns(pl.col("time") - 5)),
            "Column 'time' is negative in 2 rows.",
        ),
        (
            lambda: kaplan_meier(PEOPLE.with_columns(pl.col("entry") + 4), entry="entry"),
            "Column 'entry' is not before 'time' in 3 rows.",
        ),
        (
            lambda: kaplan_meier(PEOPLE.with_columns(pl.col("time") / 0)),
            "Column 'time' is not finite in 6 rows.",
        ),
        (
            lambda: kaplan_meier(PEOPLE.with_columns(pl.col("time").cast(pl.String))),
            "Column 'time' is not a number in 6 rows.",
        ),
        (
            lambda: gray_test(PEOPLE.with_columns(pl.col("status") * 1.0)),
            "Column 'status' is not a whole number in 6 rows.",
        ),
        (
            lambda: gray_test(PEOPLE.with_columns(pl.col("status") - 2)),
            "Column 'status' is negative in 4 rows.",
        ),
        (
            lambda: ghosh_lin(PERIODS.with_columns(event=2), **RECURRENT, death="death"),
            "Column 'event' is neither 0 nor 1 in 4 rows.",
        ),
        (
            lambda: ghosh_lin(PERIODS.with_columns(death=1), **RECURRENT, death="death"),
            "Column 'death' is followed by a further period in 1 rows.",
        ),
        (
            lambda: mean_cumulative_function(PERIODS.with_columns(start=0), **RECURRENT),
            "Column 'start' is before the previous 'stop' in 1 rows.",
        ),
        (
            lambda: mean_cumulative_function(PERIODS.with_columns(start=6), **RECURRENT),
            "Column 'start' is not before 'stop' in 2 rows.",
        ),
        (
            lambda: cox(
                PEOPLE.with_columns(event=False), stop="time", event="event", covariates=["x"]
            ),
            "Column 'event' marks no event in 6 rows.",
        ),
        (
            lambda: count_with_window(PERIODS, id="id", day="group"),
            "Column 'group' is not a number in 4 rows.",
        ),
        (
            lambda: count_with_window(PERIODS.cast({"stop": pl.Duration}), id="id", day="stop"),
            "Column 'stop' is not a number in 4 rows.",
        ),
        (
            lambda: robust_event_rate(PERIODS, id="id", events="event", days="patient"),
            "Column 'patient' is missing among 6 columns.",
        ),
    ],
)
def test_what_cannot_be_a_history_is_refused_in_a_sentence(refused, sentence):
    with pytest.raises(InvalidHistories, match=f"^{re.escape(sentence)}$"):
        refused()


@pytest.mark.parametrize(
    "refused",
    [
        lambda: cox(PEOPLE, stop="time", event="event", covariates=[]),
        lambda: count_with_window(PERIODS, id="id", day="stop", window=-1),
        lambda: event_rate(-1, 10),
        lambda: event_rate(1, 10, level=95),
        lambda: gray_test(PEOPLE, cause=0),
        lambda: odds_ratio(-1, 2, 3, 4),
        lambda: odds_ratio(0.5, 2, 3, 4, method="exact"),
        lambda: odds_ratio(0.5, 2, 3, 4, method="mid-p"),
        lambda: proportion(4, 3),
        lambda: rate_ratio(1, -1, 2, 3),
        lambda: restricted_mean(PEOPLE, tau=0),
        lambda: survival_quantiles(PEOPLE, q=[1]),
    ],
)
def test_numbers_that_make_no_sense_are_refused(refused):
    with pytest.raises(InvalidHistories, match=r"^[A-Z].*\.$"):
        refused()
