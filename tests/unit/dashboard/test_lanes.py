"""Bars that overlap lie in rows of their own; tooltips read like a clinician writes."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from dashboard.charts.inline import in_words, inline, tips
from dashboard.charts.lanes import in_rows
from dashboard.labels import analyte_title, title_with_unit, unit_text, word
from warehouse.schema import ANALYTES, COLUMNS

FAR = datetime(2030, 1, 1)


def courses(*spans: tuple[int, int]) -> pl.DataFrame:
    first = datetime(2026, 1, 1)
    return pl.DataFrame(
        {
            "started": [first + timedelta(days=start) for start, _ in spans],
            "ended": [first + timedelta(days=end) for _, end in spans],
        }
    )


def test_bars_that_overlap_take_two_rows_and_the_third_goes_back_up() -> None:
    placed = in_rows(courses((0, 10), (5, 12), (11, 20)), "RT", timedelta(0), FAR)
    assert placed["lane"].to_list() == ["RT#0", "RT#1", "RT#0"]


def test_a_label_needs_room_after_a_short_bar() -> None:
    placed = in_rows(courses((0, 0), (3, 3), (30, 30)), "RT", timedelta(days=20), FAR)
    assert placed["lane"].to_list() == ["RT#0", "RT#1", "RT#0"]


def test_a_label_that_would_run_off_the_axis_stands_before_its_bar() -> None:
    axis_end = datetime(2026, 1, 1) + timedelta(days=110)
    placed = in_rows(courses((0, 0), (85, 85), (100, 104)), "RT", timedelta(days=20), axis_end)
    assert placed["label_side"].to_list() == ["left", "left", "right"]
    # The last label reaches back to day 80, where the one before it has begun.
    assert placed["lane"].to_list() == ["RT#0", "RT#0", "RT#1"]


def test_rows_are_given_by_start_whatever_the_order_of_the_rows() -> None:
    forwards, backwards = courses((0, 10), (5, 12)), courses((5, 12), (0, 10))
    assert in_rows(forwards, "RT", timedelta(0), FAR).equals(
        in_rows(backwards, "RT", timedelta(0), FAR)
    )


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("event_kind", "FX", "Pathological fracture"),
        ("occurred_on", date(2026, 3, 2), "2 Mar 2026"),
        ("sampled_at", datetime(2026, 3, 2, 7, 40), "2 Mar 2026 07:40"),
        ("is_crisis", True, "yes"),
        ("is_crisis", False, "no"),
        ("corrected_calcium_mmol_l", 2.6, "2.6"),
        ("corrected_calcium_mmol_l", None, "–"),
        ("total_dose_gy", 30.0, "30"),
        ("certainty", "probable", "probable: clinical or coded, or PTH not measured"),
        ("review_decision", "reject", "Rejected: no skeletal event"),
        ("reviewed_at", datetime(2026, 3, 2, 11, 5), "2 Mar 2026 11:05"),
        ("same_day_kinds", ["SCC", "RT"], "SCC, RT"),
        ("same_day_kinds", [], "–"),
    ],
)
def test_values_in_a_tooltip(column: str, value: object, text: str) -> None:
    assert in_words(column, value) == text


def test_times_are_wall_clock_text_and_nan_is_null() -> None:
    data = inline(
        pl.DataFrame(
            {
                "at": [datetime(2026, 3, 29, 2, 30)],
                "on": [date(2026, 3, 29)],
                "value": [float("nan")],
            }
        )
    ).to_dict()
    assert data == {
        "values": [{"at": "2026-03-29T02:30:00", "on": "2026-03-29T00:00:00", "value": None}]
    }


def test_every_column_with_a_unit_shows_it_in_its_title() -> None:
    with_units = [column for column in COLUMNS.values() if column.unit]
    assert len(with_units) > 20
    for column in with_units:
        assert column.unit is not None
        assert title_with_unit(column.name).endswith(f"({unit_text(column.unit)})")
        assert "_" not in title_with_unit(column.name)


def test_every_analyte_shows_its_unit_without_ucum_braces() -> None:
    for code in ANALYTES:
        assert analyte_title(code).endswith(")")
        assert "{" not in analyte_title(code)


def test_a_tooltip_takes_its_titles_from_the_schema() -> None:
    (tip,) = tips(["albumin_g_l"])
    assert tip["title"] == "Albumin (g/L)"


def test_a_code_that_the_vocabulary_does_not_hold_is_shown_as_it_is() -> None:
    assert word("event_kind", "NEW") == "NEW"
    assert word("event_kind", None) == "unknown"
