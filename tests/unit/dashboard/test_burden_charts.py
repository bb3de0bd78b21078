"""The burden four ways: curves end with their patients, the naive figure is grey."""

import polars as pl
import pytest

from dashboard.charts.burden import (
    incidence_chart,
    mean_count_chart,
    naive_chart,
    named,
    rate_chart,
    readings,
    share_axis_end,
)
from dashboard.charts.curve import month_marks, supported, unsupported
from dashboard.charts.recurrence import recurrence_chart
from dashboard.charts.survival import numbers_at_risk, survival_chart
from dashboard.language import speaking
from dashboard.palette import DEATH, FIRST_EVENT, NAIVE
from dashboard.queries.population import at_risk, curves, rates
from dashboard.reading import p_in_words
from tests.support.chart_specification import (
    Specification,
    axis_title,
    channel,
    compile_to_vega,
    kind_of_mark,
    rows,
    specification,
    views,
)
from warehouse.reader import Reader

INDEX = "bone_metastasis"


def of_kind(spec: Specification, kind: str) -> Specification:
    return next(found for found in views(spec) if kind_of_mark(found) == kind)


def curve(text: str) -> pl.DataFrame:
    """Curves to draw from a table of: name | day | n_risk | estimate."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()[1:]]
    return pl.DataFrame(
        [
            {
                "name": name,
                "day": float(day),
                "estimate": float(share),
                "lower": None,
                "upper": None,
                "n_risk": int(at_risk),
            }
            for name, day, at_risk, share in lines
        ],
        schema_overrides={"lower": pl.Float64, "upper": pl.Float64},
    )


SMALL = curve("""
    name | day | n_risk | estimate
    all  | 20  | 30     | 0.10
    all  | 150 | 18     | 0.20
    all  | 300 | 10     | 0.30
    all  | 400 | 4      | 0.40
    few  | 30  | 6      | 0.50
    few  | 60  | 3      | 0.60""")


def test_a_curve_stops_where_fewer_than_10_are_at_risk() -> None:
    assert supported(SMALL).select("name", "day").rows() == [
        ("all", 20.0),
        ("all", 150.0),
        ("all", 300.0),
    ]
    assert unsupported(SMALL) == ["few"]


@pytest.mark.parametrize(
    ("last_day", "marks"),
    [
        (250.0, [0, 3, 6, 9]),
        (700.0, [0, 3, 6, 9, 12, 15, 18, 21, 24]),
        (900.0, [0, 6, 12, 18, 24, 30]),
    ],
)
def test_the_axis_is_labelled_every_third_month_or_sixth(last_day: float, marks: list[int]) -> None:
    curves = SMALL.head(1).with_columns(day=pl.lit(last_day))
    assert month_marks(curves) == marks


def test_the_axes_are_months_and_percent_from_zero(reader: Reader) -> None:
    spec = specification(
        incidence_chart(
            curves(reader, "SRE5", INDEX, "all"),
            at_risk(reader, "SRE5", INDEX, "all"),
            "all",
            INDEX,
        )
    )
    line = of_kind(spec, "line")
    assert channel(line, "x")["type"] == channel(line, "y")["type"] == "quantitative"
    assert channel(line, "y")["scale"]["domain"][0] == channel(line, "x")["scale"]["domain"][0] == 0
    assert axis_title(line, "x") == "Months since bone metastasis"
    assert axis_title(line, "y") == "Cumulative incidence"
    assert channel(line, "y")["axis"]["format"] == ".0%"
    assert line["mark"]["interpolate"] == "step-after"


def test_the_event_and_death_are_drawn_and_death_is_grey_and_dashed(reader: Reader) -> None:
    spec = specification(
        incidence_chart(
            curves(reader, "SRE5", INDEX, "all"),
            at_risk(reader, "SRE5", INDEX, "all"),
            "all",
            INDEX,
        )
    )
    line = of_kind(spec, "line")
    assert channel(line, "color")["scale"] == {
        "domain": ["Had an event, death competing", "Died before any event"],
        "range": [FIRST_EVENT, DEATH],
    }
    assert channel(line, "strokeDash")["scale"]["range"] == [[1, 0], [6, 4]]
    starts = [row for row in rows(spec, line) if row["day"] == 0]
    assert len(starts) == 2 and all(row["estimate"] == 0 for row in starts)


def test_a_curve_holds_the_published_numbers_and_no_other(reader: Reader) -> None:
    published = curves(reader, "SRE5", INDEX, "all")
    spec = specification(
        mean_count_chart(published, at_risk(reader, "SRE5", INDEX, "all"), "all", INDEX)
    )
    drawn = {row["day"]: row["estimate"] for row in rows(spec, of_kind(spec, "line")) if row["day"]}
    known = dict(
        published.filter(pl.col("curve_measure") == "mean_count")
        .select("curve_day", "curve_estimate")
        .rows()
    )
    assert drawn and drawn.items() <= known.items()


def test_the_naive_figure_is_grey_on_the_axis_of_the_incidence_with_its_warning(
    reader: Reader,
) -> None:
    told, numbers = curves(reader, "SRE5", INDEX, "all"), at_risk(reader, "SRE5", INDEX, "all")
    naive = specification(naive_chart(told, numbers, "all", INDEX))
    right = specification(incidence_chart(told, numbers, "all", INDEX))
    line = of_kind(naive, "line")
    assert set(channel(line, "color")["scale"]["range"]) == {NAIVE}
    assert channel(line, "y")["scale"] == channel(of_kind(right, "line"), "y")["scale"]
    texts = [one["mark"].get("text") for one in views(naive) if kind_of_mark(one) == "text"]
    assert ["WRONG: not an incidence.", "The dead are taken for still at risk."] in texts
    assert share_axis_end(told, "all") <= 1


def test_the_number_at_risk_stands_under_the_months_of_the_curve(reader: Reader) -> None:
    told, numbers = (
        curves(reader, "SRE4", INDEX, "histology"),
        at_risk(reader, "SRE4", INDEX, "histology"),
    )
    spec = specification(incidence_chart(told, numbers, "histology", INDEX))
    panel, under = spec["vconcat"]
    line = of_kind(panel, "line")
    assert channel(line, "x")["scale"] == channel(under, "x")["scale"]
    assert channel(line, "x")["axis"]["values"] == channel(under, "x")["axis"]["values"]
    assert channel(line, "y")["axis"]["minExtent"] == channel(under, "y")["axis"]["minExtent"]
    adenocarcinoma = numbers.filter(
        pl.col("stratum_value") == "adenocarcinoma", pl.col("at_month") == 3
    )
    written = {(row["name"], row["months"]): row["n_risk"] for row in rows(spec, under)}
    assert written["Adenocarcinoma", 3] == adenocarcinoma["n_risk"].item()


def test_the_mean_number_counts_those_followed_not_those_without_an_event(reader: Reader) -> None:
    told, numbers = curves(reader, "SRE4", INDEX, "all"), at_risk(reader, "SRE4", INDEX, "all")
    spec = specification(mean_count_chart(told, numbers, "all", INDEX))
    under = spec["vconcat"][1]
    assert under["title"]["text"] == "Number followed"
    third = numbers.filter(pl.col("at_month") == 3)["followed_count"].item()
    assert third in [row["n_risk"] for row in rows(spec, under) if row["months"] == 3]


def test_a_rate_is_a_point_with_its_limits_and_the_years_behind_it(reader: Reader) -> None:
    spec = specification(rate_chart(rates(reader, "SRE4", INDEX, "histology"), "histology"))
    point = of_kind(spec, "point")
    assert channel(point, "x")["scale"]["domain"][0] == 0
    told = {row["name"]: row for row in rows(spec, point)}
    assert "patient-years" in told["Adenocarcinoma"]["counts"]
    small = [row for row in told.values() if row["patient_count"] < 10]
    assert all(row["shown_rate"] is None and "fewer than 10" in row["reading"] for row in small)


def test_a_reading_is_the_step_in_force_and_missing_without_enough_patients() -> None:
    steps = pl.DataFrame(
        {
            "stratum_value": ["all"] * 2,
            "curve_measure": ["incidence"] * 2,
            "curve_day": [100.0, 183.0],
            "n_risk": [40, 20],
            "curve_estimate": [0.1, 0.2],
            "curve_lower": [0.05, 0.1],
            "curve_upper": [0.2, 0.3],
        }
    )
    numbers = pl.DataFrame(
        {
            "stratum_value": ["all"] * 3,
            "at_month": [6, 12, 21],
            "at_day": [183, 365, 639],
            "n_risk": [20, 9, 0],
            "followed_count": [30, 20, 3],
        }
    )
    read = readings(steps, numbers, "all", "incidence")
    assert read["estimate"].to_list() == [0.2, None, None]
    assert named(steps, "all", "incidence")["name"].unique().to_list() == ["Whole cohort"]


def test_a_second_event_is_counted_from_the_first(reader: Reader) -> None:
    told = curves(reader, "SRE5", "first_event", "all")
    spec = specification(recurrence_chart(told, at_risk(reader, "SRE5", "first_event", "all")))
    assert axis_title(of_kind(spec, "line"), "x") == "Months since first skeletal event"
    assert compile_to_vega(spec)["marks"]


def test_survival_starts_at_everybody_and_its_numbers_end_at_nobody() -> None:
    days = [0.0, 50.0, 91.0]
    told = pl.DataFrame(
        {
            "survival_arm": ["EGFR"] * 3,
            "day_from_stage_iv": days,
            "n_risk": [20, 20, 15],
            "survival": [1.0, 0.8, 0.8],
            "lower": [None, 0.6, 0.6],
            "upper": [None, 0.9, 0.9],
        }
    )
    spec = specification(survival_chart(told))
    line = of_kind(spec, "line")
    assert channel(line, "y")["scale"]["domain"] == [0, 1.0]
    first = next(row for row in rows(spec, line) if row["day"] == 0)
    assert first["estimate"] == 1.0
    assert numbers_at_risk(told)["n_risk"].to_list()[:3] == [20, 15, 0]


def test_the_curves_speak_the_language_of_the_reader(reader: Reader) -> None:
    told, numbers = curves(reader, "SRE5", INDEX, "all"), at_risk(reader, "SRE5", INDEX, "all")
    with speaking("fr"):
        spec = specification(mean_count_chart(told, numbers, "all", INDEX))
    readings_told = [row["tip_months"] for row in rows(spec, of_kind(spec, "line")) if row["day"]]
    assert any("," in text for text in readings_told)


def test_a_p_value_is_never_0() -> None:
    assert [p_in_words(value) for value in (0.0421, 0.00004)] == ["p = 0.042", "p < 0.001"]
