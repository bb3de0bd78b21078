"""Withheld, missing and shown are three things, on the screen and in a spreadsheet."""

import polars as pl
import pytest

from dashboard.disclosure.reasons import counted, in_words_where_withheld, rows_with_withheld
from dashboard.disclosure.rounding import left_open, rounded
from dashboard.export import as_csv

ROWS = pl.DataFrame(
    {
        "stratum_value": ["a", "b", "c", "d"],
        "patient_count": [15, None, None, None],
        "proportion": [0.25, None, None, None],
        "withheld_in_pain_at_index": [
            [],
            ["patient_count<", "proportion"],
            ["patient_count"],
            [],
        ],
    }
)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (11, 15), (12, 15), (17, 15), (18, 20), (22, 20), (23, 25), (1002, 1000)],
)
def test_counts_are_rounded_to_five_and_none_reads_as_one_that_is_withheld(
    count: int, shown: int
) -> None:
    assert rounded(count) == shown
    assert left_open(shown).low <= count <= left_open(shown).high


def test_what_a_rounded_count_leaves_open_is_every_count_that_rounds_to_it() -> None:
    for shown in (0, *range(15, 200, 5)):
        behind = [count for count in (0, *range(11, 300)) if rounded(count) == shown]
        assert (left_open(shown).low, left_open(shown).high) == (behind[0], behind[-1])
        assert len(behind) >= 5 or shown == 0


def test_a_count_is_told_or_why_it_is_not() -> None:
    told = [counted(row, "patient_count") for row in ROWS.iter_rows(named=True)]
    assert told == ["15", "< 11", "withheld", "–"]


def test_a_table_tells_what_is_withheld_from_what_is_missing() -> None:
    shown = in_words_where_withheld(ROWS)
    assert shown.columns == ["stratum_value", "patient_count", "proportion"]
    assert shown["patient_count"].to_list() == ["15", "< 11", "withheld", None]
    assert shown["proportion"].to_list() == ["0.25", "withheld", None, None]
    assert rows_with_withheld(ROWS) == 2


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["a,15,0.25", "b,<11,withheld", "c,withheld,", "d,,"]),
        ("fr", ["a;15;0,25", "b;<11;withheld", "c;withheld;", "d;;"]),
    ],
)
def test_an_export_tells_what_is_withheld(language: str, lines: list[str]) -> None:
    written = as_csv(ROWS, language).splitlines()
    assert written[1:] == lines
    assert "withheld_in" not in written[0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_an_export_is_run_by_a_spreadsheet(start: str) -> None:
    rows = pl.DataFrame({"name": [f"{start}cmd", f"safe{start}"], "change": [-3.5, 2.0]})
    listed = pl.DataFrame({"names": [[f"{start}cmd", "b"]]})
    written = as_csv(rows, "en")
    assert f"'{start}cmd" in written and f"'safe{start}" not in written
    assert "-3.5" in written and "'-3.5" not in written
    assert f"'{start}cmd, b" in as_csv(listed, "en")
