"""One indicator by quarter: a share of all, hollow while provisional, broken where nobody was."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.charts.care_quarters import care_quarters_chart
from dashboard.language import speaking
from dashboard.palette import OURS
from dashboard.queries.care import care_quarters, care_trends
from tests.support.chart_specification import (
    axis_title,
    channel,
    compile_to_vega,
    kind_of_mark,
    rows,
    specification,
    views,
)
from tests.support.small_warehouse import Row, small_warehouse
from warehouse.reader import open_reader

AS_OF = date(2026, 3, 5)
NO_FEEDS = pl.DataFrame(schema={"feed": pl.String, "night_on": pl.Date, "is_missing": pl.Boolean})


def quarters(*shares: float | None) -> pl.DataFrame:
    """Quarters from July 2025 on, the last of them provisional."""
    starts = pl.date_range(date(2025, 7, 1), date(2026, 1, 1), "1q", eager=True)[: len(shares)]
    told = [None if share is None else round(10 * share) for share in shares]
    return pl.DataFrame(
        {
            "indicator_code": ["Q5"] * len(shares),
            "quarter_on": starts,
            "numerator": [met or 0 for met in told],
            "case_count": [0 if met is None else 10 for met in told],
            "not_judged_count": [0] * len(shares),
            "proportion": shares,
            "lower": [None if share is None else share - 0.1 for share in shares],
            "upper": [None if share is None else share + 0.1 for share in shares],
            "is_provisional": [place == len(shares) - 1 for place in range(len(shares))],
        },
        schema_overrides=dict.fromkeys(("proportion", "lower", "upper"), pl.Float64),
    )


def drawn(feeds: pl.DataFrame = NO_FEEDS) -> dict[str, object]:
    chart = care_quarters_chart(quarters(0.4, None, 0.6), 0.8, feeds, AS_OF)
    return specification(chart)


def test_the_axis_is_the_whole_share_and_the_line_breaks_at_a_quarter_without_a_case() -> None:
    spec = drawn()
    marks = {kind_of_mark(one): one for one in views(spec)}
    assert channel(marks["line"], "y")["scale"]["domain"] == [0, 1]
    assert axis_title(marks["line"], "y") == "Share of the cases (%)"
    assert channel(marks["line"], "x")["type"] == "temporal"
    assert marks["line"]["mark"]["invalid"] == "break-paths-show-path-domains"
    told = rows(spec, marks["line"])
    assert [row["proportion"] for row in told] == [0.4, None, 0.6]
    assert [row["cases"] for row in told] == ["4/10", "", "6/10"]
    values = channel(marks["line"], "x")["axis"]["values"]
    assert [(value["year"], value["month"]) for value in values] == [
        (2025, 8),
        (2025, 11),
        (2026, 2),
    ]
    assert compile_to_vega(spec)["marks"]


def test_what_is_provisional_is_hollow_and_the_last_days_are_shaded_with_the_feed_named() -> None:
    night = pl.DataFrame({"feed": ["laboratory"], "night_on": [AS_OF], "is_missing": [True]})
    spec = drawn(night)
    (points,) = [one for one in views(spec) if kind_of_mark(one) == "point"]
    assert channel(points, "fill")["scale"] == {
        "domain": [False, True],
        "range": [OURS, "transparent"],
    }
    (shaded,) = [one for one in views(spec) if kind_of_mark(one) == "rect"]
    assert [row["why"] for row in rows(spec, shaded)] == [
        "Provisional: last 30 days",
        "laboratory: not delivered",
    ]


@pytest.mark.parametrize(("language", "letter"), [("en", '"Q"'), ("fr", '"T"')])
def test_quarters_are_named_in_the_language_of_the_reader(language: str, letter: str) -> None:
    with speaking(language):
        spec = drawn()
    line = next(one for one in views(spec) if kind_of_mark(one) == "line")
    assert channel(line, "x")["axis"]["labelExpr"].startswith(letter)


def test_without_a_target_no_line_is_drawn() -> None:
    spec = specification(care_quarters_chart(quarters(0.4), None, NO_FEEDS, None))
    dashed = [one for one in views(spec) if isinstance(one["mark"], dict)
              and one["mark"].get("strokeDash")]  # fmt: skip
    assert dashed == []


def cases(code: str, quarter: date, met: int, count: int, *, is_provisional: bool = False) -> Row:
    return {
        "indicator_code": code,
        "quarter_on": quarter,
        "numerator": met,
        "case_count": count,
        "not_judged_count": 0,
        "proportion": met / count if count else None,
        "is_provisional": is_provisional,
    }


def test_a_trend_is_of_whole_quarters_with_cases_and_indicators_are_in_their_order(
    tmp_path: Path,
) -> None:
    told = [
        cases("Q10a", date(2025, 1, 1), 1, 1),
        cases("Q5", date(2025, 1, 1), 1, 4),
        cases("Q5", date(2025, 4, 1), 0, 0),
        cases("Q5", date(2025, 7, 1), 3, 4),
        cases("Q5", date(2025, 10, 1), 4, 4, is_provisional=True),
    ]
    file = small_warehouse(tmp_path / "v.duckdb", {"published.care_indicator_quarter": told})
    reader = open_reader(file)
    try:
        trends, quarters = care_trends(reader), care_quarters(reader, "Q5")
    finally:
        reader.close()
    assert trends["indicator_code"].to_list() == ["Q5", "Q10a"]
    q5 = trends.row(0, named=True)
    assert q5["trend"] == [0.25, 0.75]
    assert (q5["before_met"], q5["last_met"], q5["last_cases"]) == (1, 3, 4)
    assert trends.row(1, named=True)["before_cases"] is None
    assert quarters["quarter_on"].is_sorted() and quarters.height == 4


def test_a_version_of_earlier_code_has_no_quarter(tmp_path: Path) -> None:
    missing = ["published.care_indicator_quarter"]
    reader = open_reader(small_warehouse(tmp_path / "v.duckdb", {}, without=missing))
    try:
        assert care_trends(reader).is_empty() and care_quarters(reader, "Q5").is_empty()
    finally:
        reader.close()
