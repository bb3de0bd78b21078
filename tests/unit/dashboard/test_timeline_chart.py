"""The timeline says what the rows say: one axis, honest marks, nothing drawn that is not known."""

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest

from dashboard.charts.time_axis import time_axis
from dashboard.charts.timeline import TimelineChoices, timeline
from dashboard.labels import capital_word
from dashboard.palette import ABOVE_LIMIT, EVENT_KINDS, EXCLUDED, MISSING, RESULT
from dashboard.queries.history import History
from dashboard.queries.sources import record_of
from tests.support.chart_specification import (
    Specification,
    axis_title,
    channel,
    compile_to_vega,
    kind_of_mark,
    rows,
    specification,
    view,
    views,
)
from warehouse.schema.definitions import names


@pytest.fixture(scope="module")
def drawn(full: History) -> Specification:
    return specification(timeline(full, TimelineChoices(analytes=("ALB", "CTX", "PTH"))))


def events_of(spec: Specification) -> dict[str, Specification]:
    return {row["tip_event_day"]: row for row in rows(spec, view(spec, "events"))}


def test_every_panel_shares_one_temporal_axis(drawn: Specification) -> None:
    horizontal = [channel(found, "x") for found in views(drawn) if "field" in channel(found, "x")]
    assert len(horizontal) > 20
    assert {axis["type"] for axis in horizontal} == {"temporal"}
    assert len({tuple(axis["scale"]["domain"]) for axis in horizontal}) == 1
    assert drawn["resolve"]["scale"]["x"] == "shared"


def test_the_axis_holds_every_date_of_the_patient(full: History, drawn: Specification) -> None:
    start, end = (
        datetime.fromisoformat(text)
        for text in channel(view(drawn, "events"), "x")["scale"]["domain"]
    )
    drawn_times = [
        datetime.fromisoformat(row["at"])
        for name in ("events", "calcium", "exams")
        for row in rows(drawn, view(drawn, name))
    ]
    assert start < min(drawn_times) and max(drawn_times) < end
    assert start < full.cohort["cancer_on"].cast(pl.Datetime)[0]


def test_days_since_bone_metastasis_count_from_the_index_date(full: History) -> None:
    spec = specification(timeline(full, TimelineChoices(clock="days")))
    horizontal = [channel(found, "x") for found in views(spec) if "field" in channel(found, "x")]
    assert {axis["type"] for axis in horizontal} == {"quantitative"}
    assert {float(day): row["at"] for day, row in events_of(spec).items()} == {
        float(day): float(day) for day in full.events["event_day"]
    }
    assert any(
        axis.get("axis", {}).get("title") == "Time since bone metastasis (days)"
        for axis in horizontal
    )


def test_the_last_12_months_are_a_year_and_a_little_room(full: History) -> None:
    spec = specification(timeline(full, TimelineChoices(period="last 12 months")))
    start, end = (
        datetime.fromisoformat(text)
        for text in channel(view(spec, "events"), "x")["scale"]["domain"]
    )
    assert 365 < (end - start).days < 365 + 40


def test_each_kind_of_event_has_its_lane_even_when_empty(empty: History) -> None:
    spec = specification(timeline(empty, TimelineChoices()))
    lanes = channel(view(spec, "events"), "y")["scale"]["domain"]
    assert lanes == [capital_word("event_kind", kind) for kind in names("sre5_kinds")]
    assert rows(spec, view(spec, "events")) == []


def test_counted_is_filled_not_counted_hollow_excluded_grey(drawn: Specification) -> None:
    marks = events_of(drawn)
    counted, early, prevalent, traumatic = (marks[day] for day in ("40", "45", "-3", "260"))
    assert counted["fill"] == counted["outline"] == EVENT_KINDS["RT"]
    assert (early["fill"], early["outline"]) == ("transparent", EVENT_KINDS["RT"])
    assert (prevalent["fill"], prevalent["outline"]) == ("transparent", EVENT_KINDS["FX"])
    assert (traumatic["fill"], traumatic["outline"]) == ("transparent", EXCLUDED)
    assert traumatic["tip_why"] == "excluded: traumatic fracture"
    assert early["tip_why"].startswith("within 21 days")


def test_hypercalcaemia_is_hollow_for_the_endpoint_without_it(full: History) -> None:
    marks = events_of(specification(timeline(full, TimelineChoices(endpoint="SRE4"))))
    assert marks["320"]["fill"] == "transparent"
    assert marks["320"]["tip_why"] == "not part of SRE4"


def test_colours_of_events_are_not_rescaled(drawn: Specification) -> None:
    marks = view(drawn, "events")
    assert channel(marks, "fill")["scale"] is None
    assert channel(marks, "stroke")["scale"] is None


def test_calcium_without_albumin_is_a_grey_mark_on_the_floor_and_not_on_the_line(
    full: History, drawn: Specification
) -> None:
    marks = {row["at"]: row for row in rows(drawn, view(drawn, "calcium"))}
    alone = full.calcium.filter(pl.col("pairing") == "not_computable").row(0, named=True)
    mark = marks[f"{alone['sampled_at']:%Y-%m-%dT%H:%M:%S}"]
    floor = channel(view(drawn, "calcium"), "y")["scale"]["domain"][0]
    assert (mark["outline"], mark["fill"], mark["shape"]) == (MISSING, "transparent", "cross")
    assert mark["corrected_calcium_mmol_l"] == pytest.approx(floor, abs=0.15)
    assert mark["corrected_calcium_mmol_l"] != pytest.approx(alone["calcium_mmol_l"])
    line = next(
        found
        for found in views(drawn)
        if kind_of_mark(found) == "line"
        and channel(found, "y")["field"] == "corrected_calcium_mmol_l"
    )
    assert mark["at"] not in {row["at"] for row in rows(drawn, line)}


def test_stale_albumin_is_hollow_and_3_mmol_or_more_is_coloured(
    full: History, drawn: Specification
) -> None:
    marks = {row["at"]: row for row in rows(drawn, view(drawn, "calcium"))}
    for row in full.calcium.filter(pl.col("pairing") != "not_computable").iter_rows(named=True):
        mark = marks[f"{row['sampled_at']:%Y-%m-%dT%H:%M:%S}"]
        colour = ABOVE_LIMIT if row["corrected_calcium_mmol_l"] >= 3.0 else RESULT
        assert mark["outline"] == colour
        assert mark["fill"] == ("transparent" if row["pairing"] == "within_7_days" else colour)
    assert {mark["outline"] for mark in marks.values()} == {ABOVE_LIMIT, RESULT, MISSING}


@pytest.mark.parametrize(
    ("operator", "is_coloured", "said"),
    [(">", True, "Above the limit"), ("<", False, "Below the limit")],
)
def test_a_limit_says_so_and_at_most_is_never_high(
    full: History, operator: str, is_coloured: bool, said: str
) -> None:
    limits = full.calcium.with_columns(corrected_calcium_operator=pl.lit(operator))
    spec = specification(timeline(replace(full, calcium=limits), TimelineChoices()))
    marks = rows(spec, view(spec, "calcium"))
    assert (ABOVE_LIMIT in {mark["outline"] for mark in marks}) is is_coloured
    assert {mark["tip_corrected_calcium_operator"] for mark in marks} == {said}


def test_the_calcium_panel_draws_both_limits_and_its_band(drawn: Specification) -> None:
    panel = next(
        chart
        for chart in drawn["vconcat"]
        if any(str(inner.get("name", "")).startswith("calcium") for inner in chart["layer"])
    )
    limits = [
        rows(drawn, found)[0]["limit"]
        for found in views(panel)
        if channel(found, "y").get("field") == "limit" and kind_of_mark(found) == "rule"
    ]
    band = next(found for found in views(panel) if kind_of_mark(found) == "rect")
    assert limits == [3.0, 3.5]
    assert rows(drawn, band) == [{"low": 2.15, "high": 2.60}]


def test_titles_carry_units(drawn: Specification) -> None:
    titles = {
        name: axis_title(view(drawn, name), "y")
        for name in ("calcium", "ionised", "analyte_ALB", "analyte_CTX")
    }
    assert titles == {
        "calcium": "Corrected calcium (mmol/L)",
        "ionised": "Ionised calcium (mmol/L)",
        "analyte_ALB": "Albumin (g/L)",
        "analyte_CTX": "C-telopeptide of collagen I, serum (beta-CTX) (ng/L)",
    }
    told = {tip["title"] for tip in view(drawn, "calcium")["encoding"]["tooltip"]}
    assert {"Corrected calcium (mmol/L)", "Albumin (g/L)", "Calcium (mmol/L)"} <= told


def test_vertical_axes_are_quantitative(drawn: Specification) -> None:
    for name in ("calcium", "ionised", "analyte_ALB", "analyte_CTX", "analyte_PTH"):
        assert channel(view(drawn, name), "y")["type"] == "quantitative"


def test_a_sample_not_drawn_as_asked_is_hollow_and_a_limit_is_a_triangle(
    drawn: Specification,
) -> None:
    late = [row for row in rows(drawn, view(drawn, "analyte_CTX")) if row["fill"] == "transparent"]
    limit = [
        row for row in rows(drawn, view(drawn, "analyte_PTH")) if row["shape"] == "triangle-down"
    ]
    assert len(late) == 1 and late[0]["looks"] == "pre_analytic"
    assert len(limit) == 1 and limit[0]["tip_value_operator"] == "Below the limit"


def test_no_band_where_no_reference_is_known(drawn: Specification) -> None:
    panel = next(
        chart
        for chart in drawn["vconcat"]
        if any(str(inner.get("name", "")).startswith("analyte_CTX") for inner in chart["layer"])
    )
    band = next(found for found in views(panel) if kind_of_mark(found) == "rect")
    assert rows(drawn, band) == []


def test_a_one_day_course_is_seen_whatever_the_zoom(drawn: Specification) -> None:
    ticks = [found for found in views(drawn) if kind_of_mark(found) == "tick"]
    assert ticks and all(found["mark"]["thickness"] >= 5 for found in ticks)


def line_bars(history: History, died_on: date | None) -> Specification:
    """The last systemic line of a patient, without an end, by its label and its right edge."""
    open_ended = history.lines.tail(1).with_columns(ended_on=pl.lit(None, pl.Date))
    patient = history.patient.with_columns(death_on=pl.lit(died_on, pl.Date))
    spec = specification(
        timeline(replace(history, lines=open_ended, patient=patient), TimelineChoices())
    )
    (bar,) = rows(spec, view(spec, "lines"))
    end = channel(view(spec, "lines"), "x")["scale"]["domain"][1]
    return {"label": bar["label"], "until": bar["until"], "end": end}


def test_a_line_without_an_end_goes_on_while_the_patient_lives(full: History) -> None:
    bar = line_bars(full, died_on=None)
    assert bar["label"].endswith("→") and bar["until"] == bar["end"]


def test_a_line_without_an_end_stops_at_death(full: History) -> None:
    bar = line_bars(full, died_on=date(2026, 9, 30))
    assert not bar["label"].endswith("→") and bar["until"] == "2026-09-30T00:00:00"


def test_a_held_dose_is_grey_and_hollow(full: History, drawn: Specification) -> None:
    held = full.doses.filter(pl.col("held_reason").is_not_null()).height
    hollow = [row for row in rows(drawn, view(drawn, "doses")) if row["fill"] == "transparent"]
    assert len(hollow) == held > 0
    assert {row["outline"] for row in hollow} == {MISSING}


def test_a_guide_goes_through_every_panel_for_each_counted_event(
    full: History, drawn: Specification
) -> None:
    counted = full.events.filter(pl.col("is_counted_sre5")).height
    guides = [
        found
        for found in views(drawn)
        if kind_of_mark(found) == "rule" and channel(found, "color").get("field") == "colour"
    ]
    assert len(guides) == len(drawn["vconcat"]) - 1
    assert {len(rows(drawn, found)) for found in guides} == {counted}


def test_every_mark_that_can_be_picked_names_a_record(drawn: Specification) -> None:
    picked = next(param for param in drawn["params"] if param["name"] == "pick")
    assert picked["select"]["fields"] == ["record"]
    names_of_views = {found.get("name") for found in views(drawn)}
    assert set(picked["views"]) <= names_of_views
    for name in (
        "events",
        "lines",
        "courses",
        "doses",
        "surgeries",
        "exams",
        "calcium",
        "ionised",
        "analyte_ALB",
    ):
        marks = rows(drawn, view(drawn, name))
        assert marks and all(record_of(row["record"]) for row in marks), name


def test_the_wheel_scrolls_the_page_unless_ctrl_is_held(drawn: Specification) -> None:
    zoom = next(param for param in drawn["params"] if param["name"] == "zoom")
    assert zoom["bind"] == "scales" and zoom["select"]["encodings"] == ["x"]
    assert "ctrlKey" in zoom["select"]["zoom"]


@pytest.mark.parametrize(
    "choices",
    [
        TimelineChoices(),
        TimelineChoices(clock="days"),
        TimelineChoices(period="last 12 months"),
        TimelineChoices(endpoint="SSE", period="since bone metastasis"),
        TimelineChoices(analytes=("ALB", "CREAT")),
    ],
    ids=["calendar", "days", "last year", "since index", "analytes"],
)
def test_the_renderer_understands_the_timeline(
    full: History, empty: History, choices: TimelineChoices
) -> None:
    for patient in (full, empty):
        assert compile_to_vega(specification(timeline(patient, choices)))["marks"]


def test_a_patient_without_any_date_still_has_an_axis() -> None:
    axis = time_axis(pl.Series([], dtype=pl.Date), None)
    assert axis.start < axis.end
