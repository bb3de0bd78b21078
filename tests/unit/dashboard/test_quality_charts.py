"""The quality charts: missing is grey and crossed, shares add up, the worst comes first."""

from datetime import date

import polars as pl
import pytest

from dashboard.charts.night_calendar import NOT_DELIVERED, STATES, night_calendar, with_state
from dashboard.charts.row_fates import row_fates_chart
from dashboard.charts.rule_bars import by_rule, rule_bars, with_severity
from dashboard.palette import MISSING, ROW_FATES
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


def test_a_night_without_delivery_is_missing_even_with_no_count() -> None:
    nights = pl.DataFrame(
        {
            "feed": ["a", "b", "c"],
            "night_on": [date(2026, 1, 1)] * 3,
            "file_count": [0, 1, 1],
            "rows_in": [None, 5, 5],
            "rows_rejected": [None, 0, 2],
            "is_missing": [True, False, False],
        }
    )
    assert with_state(nights)["state"].to_list() == [
        NOT_DELIVERED,
        "delivered",
        "some rows rejected",
    ]


def test_missing_is_grey_and_no_other_state_is(reader: Reader) -> None:
    spec = specification(night_calendar(feed_nights(reader)))
    cells = next(found for found in views(spec) if kind_of_mark(found) == "rect")
    scale = channel(cells, "color")["scale"]
    colours = dict(zip(scale["domain"], scale["range"], strict=True))
    assert colours[NOT_DELIVERED] == MISSING
    assert [state for state, colour in colours.items() if colour == MISSING] == [NOT_DELIVERED]
    assert set(colours) == set(STATES)


def test_each_feed_and_night_has_its_cell_and_only_the_missing_is_crossed(reader: Reader) -> None:
    spec = specification(night_calendar(feed_nights(reader)))
    cells = next(found for found in views(spec) if kind_of_mark(found) == "rect")
    crosses = next(found for found in views(spec) if kind_of_mark(found) == "text")
    drawn = rows(spec, cells)
    assert len(drawn) == feed_nights(reader).height
    missing = [(row["feed"], row["night"]) for row in drawn if row["state"] == NOT_DELIVERED]
    assert missing == [("laboratory", MISSING_NIGHT.isoformat())]
    assert NOT_DELIVERED in str(crosses["transform"])
    assert channel(cells, "x")["type"] == "ordinal"
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
    assert channel(bar, "y")["scale"]["domain"] == [row["rule"] for row in drawn]
    assert drawn[0]["rule"] == "X10" and "orphan" in drawn[0]["tip_meaning"]
    assert axis_title(bar, "x") == "Rows rejected"
    assert channel(bar, "x")["scale"]["domain"][0] == 0


def test_findings_are_counted_by_rule_over_tables(reader: Reader) -> None:
    counted = by_rule(findings(reader))
    direct = reader.frame("SELECT rule_code, count(*) AS n FROM derived.finding GROUP BY 1")
    assert sorted(counted.select("rule", "row_count").rows()) == sorted(direct.rows())
