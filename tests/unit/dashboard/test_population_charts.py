"""The population charts: death competes, missing is not zero, kinds overlap."""

import polars as pl
import pytest

from dashboard.charts.calcium_months import calcium_months_chart
from dashboard.charts.event_kinds import event_kinds_chart
from dashboard.charts.incidence import (
    at_risk,
    drawable,
    hidden_parts,
    incidence_at,
    incidence_chart,
    month_marks,
)
from dashboard.palette import DEATH, EVENT_KINDS, MISSING
from dashboard.queries.population import calcium_by_month, events_by_kind
from tests.support.chart_specification import (
    axis_title,
    channel,
    compile_to_vega,
    kind_of_mark,
    rows,
    specification,
    views,
)
from warehouse.reader import Reader
from warehouse.schema.definitions import number


def curve(text: str) -> pl.DataFrame:
    """Rows of published.sre_incidence from a table of: part | cause | day | n_risk | incidence."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()[1:]]
    return pl.DataFrame(
        [
            {
                "stratum_value": part,
                "incidence_cause": cause,
                "day": float(day),
                "n_risk": int(at_risk),
                "incidence": float(share),
                "lower": None,
                "upper": None,
            }
            for part, cause, day, at_risk, share in lines
        ],
        schema_overrides={"lower": pl.Float64, "upper": pl.Float64},
    )


SMALL = curve("""
    part | cause | day | n_risk | incidence
    all  | sre   | 20  | 30     | 0.10
    all  | sre   | 150 | 18     | 0.20
    all  | sre   | 300 | 10     | 0.30
    all  | sre   | 400 | 4      | 0.40
    few  | sre   | 30  | 6      | 0.50
    few  | sre   | 60  | 3      | 0.60""")


def test_a_curve_stops_where_fewer_than_10_are_at_risk() -> None:
    assert drawable(SMALL).select("stratum_value", "day").rows() == [
        ("all", 20.0),
        ("all", 150.0),
        ("all", 300.0),
    ]
    assert hidden_parts(SMALL) == ["Few"]


def test_incidence_at_a_month_is_the_last_step_before_it() -> None:
    read = incidence_at(SMALL.filter(pl.col("stratum_value") == "all"), [0, 6, 12])
    assert read["incidence"].to_list() == [0.0, 0.20, 0.30]


def test_incidence_after_the_last_day_at_risk_is_not_known() -> None:
    read = incidence_at(SMALL, [6, 21]).filter(pl.col("stratum_value") == "few")
    assert read["incidence"].to_list() == [None, None]


def test_number_at_risk_is_read_from_the_next_exit_and_is_0_after_the_last() -> None:
    read = at_risk(SMALL, [0, 6, 12, 18]).filter(pl.col("stratum_value") == "all")
    assert read["n_risk"].to_list() == [30, 10, 4, 0]


def test_number_at_risk_equals_the_count_of_patients(
    reader: Reader, incidence: pl.DataFrame
) -> None:
    for month in (0, 1, 3, 6, 12):
        day = month * number("days_per_month")
        counted = reader.frame(
            "SELECT count(*) AS n FROM derived.first_event "
            "WHERE endpoint = 'SRE5' AND entry_day <= $1 AND exit_day >= $1",
            [day],
        ).item()
        assert at_risk(incidence, [month])["n_risk"].to_list() == [counted]


def test_the_axes_of_the_curves_are_months_and_percent_from_zero(incidence: pl.DataFrame) -> None:
    spec = specification(incidence_chart(incidence, by_part=False))
    line = next(found for found in views(spec) if kind_of_mark(found) == "line")
    assert channel(line, "x")["type"] == channel(line, "y")["type"] == "quantitative"
    assert channel(line, "y")["scale"]["domain"][0] == channel(line, "x")["scale"]["domain"][0] == 0
    assert axis_title(line, "x") == "Time since bone metastasis (months)"
    assert axis_title(line, "y") == "Cumulative incidence (%)"
    assert line["mark"]["interpolate"] == "step-after"


def test_the_event_and_death_are_both_drawn_and_death_is_grey(incidence: pl.DataFrame) -> None:
    spec = specification(incidence_chart(incidence, by_part=False))
    line = next(found for found in views(spec) if kind_of_mark(found) == "line")
    scale = channel(line, "color")["scale"]
    assert scale["domain"] == ["First skeletal event", "Death before any"]
    assert scale["range"][1] == DEATH
    drawn = rows(spec, line)
    assert {row["curve"] for row in drawn} == set(scale["domain"])
    assert all(
        row["incidence"] == 0 and row["lower"] is None for row in drawn if row["months"] == 0
    )


def test_the_curve_holds_the_published_numbers_and_no_other(incidence: pl.DataFrame) -> None:
    spec = specification(incidence_chart(incidence, by_part=False))
    line = next(found for found in views(spec) if kind_of_mark(found) == "line")
    drawn = {(row["curve"], row["day"]): row["incidence"] for row in rows(spec, line) if row["day"]}
    words = {"sre": "First skeletal event", "death": "Death before any"}
    published = {
        (words[row["incidence_cause"]], row["day"]): row["incidence"]
        for row in incidence.filter(pl.col("n_risk") >= 10).iter_rows(named=True)
    }
    assert drawn == published


def test_number_at_risk_stands_under_the_months_of_the_curve(incidence: pl.DataFrame) -> None:
    spec = specification(incidence_chart(incidence, by_part=False))
    curves, numbers = spec["vconcat"]
    line = next(found for found in views(curves) if kind_of_mark(found) == "line")
    for name in ("scale",):
        assert channel(line, "x")[name] == channel(numbers, "x")[name]
    assert channel(line, "x")["axis"]["values"] == channel(numbers, "x")["axis"]["values"]
    assert channel(line, "y")["axis"]["minExtent"] == channel(numbers, "y")["axis"]["minExtent"]
    assert kind_of_mark(numbers) == "text"


def test_by_histology_there_is_one_curve_a_part_and_no_death(reader: Reader) -> None:
    parts = reader.frame(
        "SELECT * FROM published.sre_incidence WHERE endpoint = 'SRE4' AND stratum = 'histology'"
    )
    spec = specification(incidence_chart(parts, by_part=True))
    line = next(found for found in views(spec) if kind_of_mark(found) == "line")
    drawn = {row["curve"] for row in rows(spec, line)}
    assert "Adenocarcinoma" in drawn and "Death before any" not in drawn
    assert drawn <= set(channel(line, "color")["scale"]["domain"])
    assert compile_to_vega(spec)["marks"]


@pytest.mark.parametrize(
    ("last_day", "marks"),
    [(250.0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), (700.0, [0, 3, 6, 9, 12, 15, 18, 21, 24])],
)
def test_the_axis_is_labelled_every_so_many_months(last_day: float, marks: list[int]) -> None:
    assert month_marks(pl.DataFrame({"day": [last_day]})) == marks


def test_kinds_are_bars_from_zero_in_the_colours_of_their_kind(reader: Reader) -> None:
    by_kind = events_by_kind(reader, "SRE5")
    spec = specification(event_kinds_chart(by_kind))
    marks = {kind_of_mark(found) for found in views(spec)}
    assert "bar" in marks and "arc" not in marks
    bar = next(found for found in views(spec) if kind_of_mark(found) == "bar")
    assert channel(bar, "x")["type"] == "quantitative"
    assert channel(bar, "x")["scale"]["domain"][0] == 0
    assert axis_title(bar, "x") == "Patients with at least one (%)"
    drawn = {row["event_kind"]: row for row in rows(spec, bar)}
    assert {kind: row["colour"] for kind, row in drawn.items()} == {
        kind: EVENT_KINDS[kind] for kind in by_kind["event_kind"]
    }
    assert compile_to_vega(spec)["marks"]


def test_calcium_by_month_is_temporal_with_units_and_grey_for_what_is_missing(
    reader: Reader,
) -> None:
    spec = specification(calcium_months_chart(calcium_by_month(reader)))
    found = {kind_of_mark(one): one for one in views(spec)}
    assert channel(found["line"], "x")["type"] == "temporal"
    assert axis_title(found["line"], "y") == "Corrected calcium (mmol/L)"
    assert channel(found["line"], "y")["scale"]["zero"] is False
    greys = [one for one in views(spec) if one["mark"].get("color") == MISSING]
    assert [channel(one, "y2")["field"] for one in greys] == ["result_count"]
    assert compile_to_vega(spec)["marks"]
