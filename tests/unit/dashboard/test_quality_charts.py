"""The quality charts: missing is grey and crossed, shares add up, the worst comes first."""

from datetime import date

import polars as pl
import pytest

from dashboard.charts.care_indicators import care_indicators_chart
from dashboard.charts.night_calendar import READINGS, night_calendar, with_state
from dashboard.charts.row_fates import row_fates_chart
from dashboard.charts.rule_bars import by_rule, rule_bars, with_severity
from dashboard.charts.verdict_nights import verdict_nights_chart
from dashboard.palette import MISSING, ROW_FATES, SEVERITIES
from dashboard.queries.quality import feed_nights, feeds, findings, rejections
from tests.support.chart_specification import (
    axis_title,
    channel,
    compile_to_vega,
    kind_of_mark,
    rows,
    specification,
    views,
)
from tests.support.dashboard_nights import MISSING_NIGHT
from warehouse.reader import Reader

NIGHTS = pl.DataFrame(
    {
        "feed": ["silent", "whole", "holed", "late"],
        "night_on": [date(2026, 1, 1)] * 4,
        "rows_in": [None, 50, 500, 10],
        "rows_rejected": [None, 0, 2, 0],
        "is_missing": [True, False, False, False],
        "extract_age_days": [2, 0, 1, 5],
        "usual_row_count": [None, 52.0, 200.0, 100.0],
        "is_volume_unusual": [None, False, True, True],
        "required_value_count": [None, 1000, 1000, 0],
        "missing_value_count": [None, 0, 12, 0],
    }
)


@pytest.mark.parametrize(
    ("reading", "states"),
    [
        ("delivery", ["missing", "delivered", "some_rejected", "delivered"]),
        ("completeness", ["missing", "complete", "many_gaps", "unknown"]),
        ("freshness", ["few_nights", "tonight", "one_night", "old"]),
        ("volume", ["missing", "usual", "more", "less"]),
    ],
)
def test_a_night_is_read_in_four_ways_and_without_delivery_is_missing(
    reading: str, states: list[str]
) -> None:
    assert with_state(NIGHTS, reading)["code"].to_list() == states


@pytest.mark.parametrize("reading", READINGS)
def test_missing_is_grey_and_no_other_state_is(reading: str, reader: Reader) -> None:
    spec = specification(night_calendar(feed_nights(reader), reading, None))
    cells = next(found for found in views(spec) if kind_of_mark(found) == "rect")
    scale = channel(cells, "color")["scale"]
    colours = dict(zip(scale["domain"], scale["range"], strict=True))
    grey = [state for state, colour in colours.items() if colour == MISSING]
    assert grey == ["nothing delivered"]
    assert {row["state"] for row in rows(spec, cells)} <= set(colours)


def test_each_feed_and_night_has_its_cell_and_only_the_missing_is_crossed(reader: Reader) -> None:
    spec = specification(night_calendar(feed_nights(reader), "delivery", None))
    cells = next(found for found in views(spec) if kind_of_mark(found) == "rect")
    crosses = next(found for found in views(spec) if kind_of_mark(found) == "text")
    drawn = rows(spec, cells)
    assert len(drawn) == feed_nights(reader).height
    missing = [(row["feed"], row["night"]) for row in drawn if row["is_missing"]]
    assert missing == [("laboratory", MISSING_NIGHT.isoformat())]
    assert "is_missing" in str(crosses["transform"])
    assert channel(cells, "x")["type"] == "ordinal"
    assert compile_to_vega(spec)["marks"]


def test_the_last_thirty_nights_before_the_version_are_marked_as_provisional() -> None:
    days = pl.date_range(date(2026, 1, 1), date(2026, 2, 9), eager=True)
    one = NIGHTS.tail(1).with_columns(file_count=1).drop("night_on")
    nights = one.join(pl.DataFrame({"night_on": days}), how="cross")
    spec = specification(night_calendar(nights, "delivery", date(2026, 2, 9)))
    cells, strip = (found for found in views(spec) if kind_of_mark(found) == "rect")
    marked = [row["night"] for row in rows(spec, strip)]
    assert (len(marked), marked[0], marked[-1]) == (30, "2026-01-11", "2026-02-09")
    words = rows(spec, next(found for found in views(spec) if "why" in str(found["encoding"])))
    assert words[0]["why"] == "Provisional: last 30 days"
    below = channel(strip, "y")["value"], channel(strip, "y2")["value"]
    assert (
        spec["height"]
        < below[0]
        < below[1]
        <= (spec["height"] + channel(cells, "x")["axis"]["offset"])
    )
    assert compile_to_vega(spec)["marks"]


def test_a_night_that_did_not_ask_is_grey_and_a_failure_shows_its_rows() -> None:
    verdicts = pl.DataFrame(
        {
            "as_of_on": [date(2026, 1, 1), date(2026, 1, 3)],
            "table_name": ["derived.cohort"] * 2,
            "column_name": [None, None],
            "expectation": ["nobody is there twice"] * 2,
            "verdict_severity": ["critical", "warning"],
            "is_met": [True, False],
            "failed_count": [0, 4],
            "observed": [None, "4"],
        }
    )
    nights = pl.Series([date(2026, 1, 3), date(2026, 1, 2), date(2026, 1, 1)])
    spec = specification(verdict_nights_chart(verdicts, nights, date(2026, 1, 3)))
    cells = next(found for found in views(spec) if kind_of_mark(found) == "rect")
    assert [row["code"] for row in rows(spec, cells)] == ["met", "not_judged", "warning"]
    scale = channel(cells, "color")["scale"]
    colours = dict(zip(scale["domain"], scale["range"], strict=True))
    assert [state for state, hue in colours.items() if hue == MISSING] == ["not asked that night"]
    assert compile_to_vega(spec)["marks"]


def test_an_indicator_is_judged_against_its_target_and_its_limits() -> None:
    told = {
        "indicator_meaning": "m",
        "numerator_meaning": "n",
        "denominator_meaning": "d",
        "numerator": 5,
        "case_count": 10,
        "not_judged_count": 0,
        "median_wait_days": None,
    }
    shares = [
        ("Q1", 0.9, 0.8, 0.95, 0.8, False),
        ("Q2", 0.7, 0.5, 0.85, 0.8, False),
        ("Q3", 0.2, 0.1, 0.3, 0.8, False),
        ("Q11a", 0.05, 0.01, 0.2, 0.1, True),
        ("Q12", 0.5, 0.1, 0.9, None, False),
    ]
    names = ("indicator_code", "proportion", "lower", "upper", "target", "is_lower_better")
    frame = pl.DataFrame([dict(zip(names, share, strict=True)) | told for share in shares])
    spec = specification(care_indicators_chart(frame))
    point = next(found for found in views(spec) if kind_of_mark(found) == "point")
    assert [row["standing"] for row in rows(spec, point)] == [
        "target reached",
        "target within the limits",
        "target missed",
        "target reached",
        "no target",
    ]
    assert channel(point, "x")["scale"]["domain"] == [0, 1]
    assert "%" in axis_title(point, "x")
    assert compile_to_vega(spec)["marks"]


def test_shares_of_the_rows_of_a_feed_add_up_to_one(reader: Reader) -> None:
    chart = row_fates_chart(feeds(reader))
    spec = specification(chart)
    bars = next(iter(views(spec)))
    shares = pl.DataFrame(rows(spec, bars)).group_by("feed").agg(pl.col("share").sum())
    assert shares["share"].to_list() == [pytest.approx(1.0)] * shares.height
    assert channel(bars, "x")["scale"]["domain"] == [0, 1]
    assert channel(bars, "color")["scale"]["range"] == list(ROW_FATES.values())
    assert compile_to_vega(spec)["marks"]


def test_rules_come_most_broken_first_with_their_meaning(reader: Reader) -> None:
    spec = specification(rule_bars(with_severity(rejections(reader)), "Rows rejected"))
    bar = next(found for found in views(spec) if kind_of_mark(found) == "bar")
    drawn = rows(spec, bar)
    assert [row["row_count"] for row in drawn] == sorted(
        (row["row_count"] for row in drawn), reverse=True
    )
    assert channel(bar, "y")["scale"]["domain"] == [row["label"] for row in drawn]
    assert drawn[0]["label"].startswith("X10 · ")
    assert channel(bar, "color")["legend"] is None
    assert drawn[0]["rule"] == "X10" and "orphan" in drawn[0]["tip_meaning"]
    assert axis_title(bar, "x") == "Rows rejected"
    assert channel(bar, "x")["scale"]["domain"][0] == 0


def test_a_colour_of_findings_says_what_the_rule_does() -> None:
    counted = pl.DataFrame(
        {"rule": ["L09", "X07"], "severity": ["error", "warning"], "row_count": [3, 1]}
    )
    bar = next(iter(views(specification(rule_bars(counted, "Rows")))))
    colour = channel(bar, "color")
    assert dict(zip(colour["scale"]["domain"], colour["scale"]["range"], strict=True)) == {
        "kept; what it says cannot be right": SEVERITIES["error"],
        "kept, shown": SEVERITIES["warning"],
    }
    assert colour["legend"]["orient"] == "top"


def test_findings_are_counted_by_rule_over_tables(reader: Reader) -> None:
    counted = by_rule(findings(reader))
    direct = reader.frame("SELECT rule_code, count(*) AS n FROM derived.finding GROUP BY 1")
    assert sorted(counted.select("rule", "row_count").rows()) == sorted(direct.rows())
