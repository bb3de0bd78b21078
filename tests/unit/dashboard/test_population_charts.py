"""The population charts: missing is not zero, kinds overlap, sides are told apart."""

import re
from datetime import date

import polars as pl

from dashboard.charts.attrition import attrition_chart
from dashboard.charts.benchmark_ribbon import ribbon_chart, value_with_unit
from dashboard.charts.body_map import body_map, off_the_body, on_the_body
from dashboard.charts.body_shapes import shapes
from dashboard.charts.calcium_months import calcium_months_chart
from dashboard.charts.event_kinds import event_kinds_chart
from dashboard.charts.forest import Scale, forest_chart
from dashboard.charts.hazard_rows import crude_odds, hazards, published_odds
from dashboard.charts.unsettled import unsettled
from dashboard.language import speaking
from dashboard.palette import EVENT_KINDS, MISSING, OURS, PROVISIONAL
from dashboard.queries.population import (
    attrition,
    benchmarks,
    calcium_by_month,
    death_hazards,
    event_hazards,
    events_by_kind,
    incomplete_feeds,
)
from tests.support.chart_specification import (
    axis_title,
    channel,
    compile_to_vega,
    kind_of_mark,
    rows,
    specification,
    views,
)
from tests.support.dashboard_invented import AS_OF
from tests.support.dashboard_nights import MISSING_NIGHT
from warehouse.reader import Reader
from warehouse.schema import BONE_SITES, VOCABULARIES


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
    spec = specification(
        calcium_months_chart(calcium_by_month(reader), incomplete_feeds(reader), AS_OF)
    )
    found = {kind_of_mark(one): one for one in views(spec)}
    assert channel(found["line"], "x")["type"] == "temporal"
    assert axis_title(found["line"], "y") == "Corrected calcium (mmol/L)"
    assert channel(found["line"], "y")["scale"]["zero"] is False
    greys = [one for one in views(spec) if one["mark"].get("color") == MISSING]
    assert [channel(one, "y2")["field"] for one in greys] == ["result_count"]
    assert compile_to_vega(spec)["marks"]


def test_the_last_days_are_provisional_and_a_night_without_a_feed_names_it(reader: Reader) -> None:
    periods = unsettled(incomplete_feeds(reader), AS_OF, date(2020, 1, 1)).rows()
    provisional, missing = periods
    assert provisional[2:] == (PROVISIONAL, "Provisional: last 30 days")
    assert (AS_OF - provisional[0]).days == 30
    assert missing[0] == MISSING_NIGHT and missing[2:] == (MISSING, "laboratory: not delivered")


def test_nights_in_a_row_without_a_feed_are_one_period_and_others_are_not() -> None:
    nights = [date(2026, 2, 3), date(2026, 2, 4), date(2026, 2, 9), date(2026, 2, 4)]
    feeds = pl.DataFrame(
        {"feed": ["a", "a", "a", "b"], "night_on": nights, "is_missing": [True] * 4}
    )
    assert [row[:2] for row in unsettled(feeds, None, date(2026, 1, 1)).rows()] == [
        (date(2026, 2, 3), date(2026, 2, 5)),
        (date(2026, 2, 9), date(2026, 2, 10)),
        (date(2026, 2, 4), date(2026, 2, 5)),
    ]
    assert unsettled(feeds, None, date(2026, 2, 5)).height == 1
    assert unsettled(feeds, None, None).is_empty()


def test_a_night_with_little_of_a_feed_is_another_period_than_one_without_it() -> None:
    feeds = pl.DataFrame(
        {
            "feed": ["a", "a"],
            "night_on": [date(2026, 2, 3), date(2026, 2, 4)],
            "is_missing": [False, True],
        }
    )
    assert unsettled(feeds, None, date(2026, 1, 1))["why"].to_list() == [
        "a: far fewer rows than usual",
        "a: not delivered",
    ]


def sites(*told: tuple[str, str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [(*row, row[2]) for row in told],
        schema=["bone_region", "laterality", "item_count", "patient_count"],
        orient="row",
    )


def test_every_part_of_the_skeleton_has_a_shape_or_is_told_beside_it() -> None:
    drawn = {region for region, _, _ in shapes()}
    regions = {site.region for site in BONE_SITES.values()} | {"not_stated"}
    assert regions == set(VOCABULARIES["bone_region"].codes)
    assert regions - drawn == {"other_bone", "not_stated"}


def test_nothing_counted_is_lost_between_the_body_and_the_table_beside_it() -> None:
    told = sites(
        ("femur", "L", 3), ("femur", "R", 4), ("femur", "U", 5), ("thoracic_spine", "M", 6),
        ("thoracic_spine", "U", 7), ("not_stated", "U", 8), ("rib", "M", 9),
    )  # fmt: skip
    drawn = on_the_body(told).drop_nulls("item_count")
    assert set(drawn.rows()) == {("femur", "L", 3), ("femur", "R", 4), ("thoracic_spine", "M", 13)}
    assert off_the_body(told)["item_count"].to_list() == [9, 8, 5]


def test_the_patients_right_is_on_the_left_of_the_drawing() -> None:
    places = {(region, side): corners[0][0] for region, side, corners in shapes()}
    assert places["femur", "R"] < 100 < places["femur", "L"]


def test_the_body_colours_what_is_counted_and_nothing_else() -> None:
    spec = specification(body_map(sites(("femur", "L", 3), ("skull", "U", 1))))
    filled = [one for one in views(spec) if "color" in one.get("encoding", {})]
    assert len(filled) == 1
    values = filled[0]["data"]["values"] if "values" in filled[0]["data"] else rows(spec, filled[0])
    assert {one["properties"]["place"] for one in values} == {"Femur, left", "Skull and mandible"}
    assert channel(filled[0], "color")["scale"]["domain"][0] == 0
    assert compile_to_vega(spec)["marks"]


def test_a_ratio_is_on_a_logarithmic_axis_around_one() -> None:
    told = pl.DataFrame(
        {
            "label": ["a", "b"],
            "value": [2.0, None],
            "lower": [1.2, None],
            "upper": [3.4, None],
            "counts": ["5 of 9", "1 of 2"],
            "instead": ["", "too few: not shown"],
        }
    )
    spec = specification(forest_chart(told, Scale("Odds ratio", is_ratio=True), OURS))
    point = next(one for one in views(spec) if kind_of_mark(one) == "point")
    assert channel(point, "x")["scale"]["type"] == "log"
    assert channel(point, "y")["scale"]["domain"] == ["a", "b"]
    readings = [row["reading"] for row in rows(spec, point)]
    assert readings == ["2.00 (1.20 to 3.40)", "too few: not shown"]
    assert any("strokeDash" in one["mark"] for one in views(spec))


def test_a_share_is_on_an_axis_from_zero() -> None:
    told = pl.DataFrame(
        {"label": ["a"], "value": [0.2], "lower": [0.1], "upper": [0.3], "counts": [""],
         "instead": [""]}
    )  # fmt: skip
    spec = specification(forest_chart(told, Scale("Share", is_share=True), OURS))
    point = next(one for one in views(spec) if kind_of_mark(one) == "point")
    assert channel(point, "x")["scale"]["domain"][0] == 0
    assert channel(point, "x")["axis"]["format"] == ".0%"


def test_a_comparison_withheld_says_so_instead_of_a_figure(reader: Reader) -> None:
    published = event_hazards(reader, "SRE4")
    drawn = hazards(published, "event_comparison")
    withheld = [row["is_withheld"] for row in published.iter_rows(named=True)]
    assert any(withheld)
    for is_withheld, row in zip(withheld, drawn.iter_rows(named=True), strict=True):
        assert not is_withheld or (row["value"], row["instead"]) == (None, "too few: not shown")


def test_events_of_an_arm_are_no_share_of_its_patients_and_deaths_are(reader: Reader) -> None:
    """One patient may have three events: `11 of 4` would say nothing."""
    events = hazards(event_hazards(reader, "SRE4"), "event_comparison")["counts"]
    deaths = hazards(death_hazards(reader), "death_comparison")["counts"]
    assert all(re.fullmatch(r"\d+ in \d+ patients, against \d+ in \d+", told) for told in events)
    assert all(re.fullmatch(r"\d+ of \d+, against \d+ of \d+", told) for told in deaths)


def test_a_published_value_that_stands_alone_says_its_unit() -> None:
    side = {"value": 3999.0, "lower": None, "upper": None}
    assert value_with_unit(side, "euros") == "3,999 €"
    assert value_with_unit({**side, "value": 197.0}, "days") == "197 days"
    assert value_with_unit({**side, "value": 0.44}, "events_a_patient") == "0.44 a patient"
    assert value_with_unit({**side, "value": 0.34}, "proportion") == "34.0\N{NO-BREAK SPACE}%"


def group_row(group: str) -> dict[str, object]:
    counts = ("exposed_event_count", "exposed_count", "unexposed_event_count", "unexposed_count")
    ratio = {"odds_ratio": 1.6, "odds_ratio_lower": 1.0, "odds_ratio_upper": 2.5}
    return {"mutation_group": group, "is_withheld": False, **dict.fromkeys(counts, 30), **ratio}


def test_a_ratio_of_which_nothing_is_told_is_called_withheld_not_impossible() -> None:
    small = {**group_row("ALK"), "is_withheld": None, "odds_ratio": None}
    assert crude_odds(pl.DataFrame([small]))["instead"].to_list() == ["withheld"]
    known = {**small, "is_withheld": False}
    assert crude_odds(pl.DataFrame([known]))["instead"].to_list() == ["not estimable"]


def test_a_crude_odds_ratio_is_never_beside_a_published_adjusted_one(reader: Reader) -> None:
    groups = pl.DataFrame([group_row("EGFR"), group_row("KRAS_G12A"), group_row("KRAS_G12C")])
    adjusted = "published.bone_metastasis_by_mutation_adjusted"
    told = published_odds(groups, benchmarks(reader), adjusted)
    assert told["value"].to_list() == [2.55, 2.26, None]
    crude = published_odds(groups, benchmarks(reader), "published.bone_metastasis_by_mutation")
    assert crude["value"].to_list() == [2.52, 1.63, None]
    assert crude_odds(groups)["counts"][0] == "30 of 30, against 30 of 30"


def test_the_steps_of_the_cohort_are_bars_from_zero_with_those_left_out(reader: Reader) -> None:
    steps = attrition(reader)
    spec = specification(attrition_chart(steps))
    bar = next(one for one in views(spec) if kind_of_mark(one) == "bar")
    assert channel(bar, "x")["scale"]["domain"] == [0, 60]
    told = rows(spec, bar)
    assert [row["patient_count"] for row in told] == steps["patient_count"].to_list()
    assert all(
        row["before"] == row["patient_count"] + row["patients_left_out_count"] for row in told
    )


def test_ours_and_theirs_stand_on_one_axis_each_in_its_colour_and_shape(reader: Reader) -> None:
    values = benchmarks(reader).filter(
        pl.col("benchmark_unit") == "proportion", pl.col("our_table").is_not_null()
    )
    spec = specification(ribbon_chart(values, "proportion"))
    point = next(one for one in views(spec) if kind_of_mark(one) == "point")
    assert channel(point, "color")["scale"]["domain"] == ["Published", "Ours"]
    assert channel(point, "shape")["scale"]["range"] == ["diamond", "circle"]
    assert channel(point, "y")["scale"]["domain"] == values["benchmark_id"].to_list()
    assert {row["whose"] for row in rows(spec, point)} == {"Published", "Ours"}
    assert len(rows(spec, point)) == 2 * values.height
    assert compile_to_vega(spec)["marks"]


def test_what_is_written_of_a_share_close_to_one_stands_before_its_limits(reader: Reader) -> None:
    values = benchmarks(reader).filter(
        pl.col("benchmark_unit") == "proportion", pl.col("our_table").is_not_null()
    )
    spec = specification(ribbon_chart(values, "proportion"))
    texts = [one for one in views(spec) if kind_of_mark(one) == "text"]
    filters = {one["mark"]["align"]: str(one["transform"]) for one in texts}
    assert "<= 0.8" in filters["left"] and "> 0.8" in filters["right"]
    told = rows(spec, texts[0])
    assert all((row["write_before"] or 0) <= (row["write_at"] or 0) for row in told)


def test_a_published_measure_is_told_in_the_readers_language(reader: Reader) -> None:
    values = benchmarks(reader).filter(pl.col("our_table").is_not_null())
    shares = values.filter(pl.col("benchmark_unit") == "proportion")
    with speaking("fr"):
        spec = specification(ribbon_chart(shares, "proportion"))
    point = next(one for one in views(spec) if kind_of_mark(one) == "point")
    labels = {row["label"] for row in rows(spec, point)}
    assert any(label.startswith("métastase osseuse · ") for label in labels)
    assert not any("bone metastasis" in label for label in labels)


def test_no_published_figure_is_of_unknown_certainty(reader: Reader) -> None:
    levels = set(benchmarks(reader)["evidence_level"].to_list())
    assert levels <= set(VOCABULARIES["evidence_level"].codes)
