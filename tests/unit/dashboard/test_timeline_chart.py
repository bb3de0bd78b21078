"""The timeline says what the rows say: one axis, honest marks, nothing drawn that is not known."""

from dataclasses import replace
from datetime import date, datetime
from time import process_time

import polars as pl
import pytest

from dashboard.charts.agent_lanes import MISSED
from dashboard.charts.time_axis import time_axis
from dashboard.charts.timeline import TimelineChoices, timeline
from dashboard.labels import capital_word
from dashboard.palette import ABOVE_LIMIT, EVENT_KINDS, EXCLUDED, INK, MISSING, RESULT
from dashboard.queries.history import History
from dashboard.queries.sources import Record, record_of, records_of
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


def time_axes(spec: Specification) -> list[Specification]:
    """Horizontal encodings of everything but the legend, whose columns are not times."""
    found = [channel(drawn, "x") for drawn in views(spec) if "field" in channel(drawn, "x")]
    return [axis for axis in found if axis["field"] != "column"]


def events_of(spec: Specification) -> dict[str, Specification]:
    return {row["tip_event_day"]: row for row in rows(spec, view(spec, "events"))}


def test_every_panel_shares_one_temporal_axis(drawn: Specification) -> None:
    horizontal = time_axes(drawn)
    assert len(horizontal) > 20
    assert {axis["type"] for axis in horizontal} == {"temporal"}
    assert len({tuple(axis["scale"]["domain"]) for axis in horizontal}) == 1


def test_panels_follow_the_overview_and_the_overview_stays_whole(drawn: Specification) -> None:
    strip, *panels, _ = drawn["vconcat"]
    assert not any("domainRaw" in axis["scale"] for axis in time_axes(strip))
    followed = [axis["scale"]["domainRaw"]["expr"] for axis in time_axes({"vconcat": panels})]
    assert len(followed) > 20 and set(followed) == {"overview.at || zoom.at"}
    brush = next(param for param in drawn["params"] if param["name"] == "overview")
    assert brush["select"]["type"] == "interval" and len(brush["views"]) == 1
    assert drawn["resolve"]["scale"]["x"] == "independent"


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
    horizontal = time_axes(spec)
    assert {axis["type"] for axis in horizontal} == {"quantitative"}
    assert {float(day): row["at"] for day, row in events_of(spec).items()} == {
        float(day): float(day) for day in full.events["event_day"]
    }
    assert any(
        (axis.get("axis") or {}).get("title") == "Time since bone metastasis (days)"
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
    assert len(late) == 1 and late[0]["looks"] == "invalid"
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
    panel = panel_of(drawn, "courses")
    ticks = [found for found in views(panel) if kind_of_mark(found) == "tick"]
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


def panel_of(spec: Specification, name: str) -> Specification:
    """The panel that holds a layer of this name."""
    return next(
        chart
        for chart in spec["vconcat"]
        if any(str(found.get("name", "")).startswith(name) for found in views(chart))
    )


def test_a_held_dose_is_grey_and_hollow(full: History, drawn: Specification) -> None:
    held = full.doses.filter(pl.col("held_reason").is_not_null()).height
    hollow = [row for row in rows(drawn, view(drawn, "doses")) if row["fill"] == "transparent"]
    assert len(hollow) == held > 0
    assert {row["outline"] for row in hollow} == {INK}


def test_a_missed_dose_is_a_cross_on_the_day_it_was_due(full: History) -> None:
    missed = full.missed_doses.clear(1).with_columns(
        patient_id=pl.lit(full.patient_id),
        atc_code=pl.lit("M05BX04"),
        due_on=pl.lit(date(2025, 9, 1)),
        previous_dose_on=pl.lit(date(2025, 8, 4)),
    )
    spec = specification(timeline(replace(full, missed_doses=missed), TimelineChoices()))
    (mark,) = rows(spec, view(spec, "missed"))
    assert (mark["at"], mark["shape"]) == ("2025-09-01T00:00:00", MISSED)
    assert mark["record"] == "missed_dose|2025-09-01"
    assert mark["lane"] in {row["lane"] for row in rows(spec, view(spec, "doses"))}


def test_evidence_is_said_by_the_outline_and_doubt_by_a_sign(full: History) -> None:
    doubted = full.events.with_columns(
        certainty=pl.when(pl.col("event_kind") == "SCC")
        .then(pl.lit("uncertain"))
        .otherwise(pl.lit("confirmed"))
    )
    spec = specification(timeline(replace(full, events=doubted), TimelineChoices()))
    outlines = channel(view(spec, "events"), "strokeDash")["scale"]
    assert outlines["domain"] == ["confirmed", "probable", "uncertain"]
    assert len({tuple(dash) for dash in outlines["range"]}) == 3
    (mark,) = [row for row in rows(spec, view(spec, "events")) if row["event_kind"] == "SCC"]
    assert (mark["certainty"], mark["sign"]) == ("uncertain", "?")


def test_a_verdict_is_shown_where_the_version_holds_one(full: History) -> None:
    judged = full.events.with_columns(
        review_decision=pl.when(pl.col("event_kind") == "SX").then(pl.lit("accept"))
    )
    spec = specification(timeline(replace(full, events=judged), TimelineChoices()))
    signs = {row["event_kind"]: row["sign"] for row in rows(spec, view(spec, "events"))}
    assert (signs["SX"], signs["SCC"]) == ("✓", "")
    told = {tip["field"] for tip in view(spec, "events")["encoding"]["tooltip"]}
    assert "tip_review_decision" in told


def test_events_of_one_kind_and_day_are_one_mark_that_says_how_many(full: History) -> None:
    fracture = full.events.filter(pl.col("event_day") == 120)
    twin = fracture.with_columns(event_id=pl.lit("twin"), bone_site=pl.lit("rib"))
    spec = specification(
        timeline(replace(full, events=pl.concat([full.events, twin])), TimelineChoices())
    )
    mark = events_of(spec)["120"]
    assert mark["sign"] == "×2" and mark["how_many"] == 2
    assert mark["tip_bone_site"].count("+") == 1 and "Rib" in mark["tip_bone_site"]
    assert [record.key for record in records_of(mark["record"])] == [
        fracture["event_id"].item(),
        "twin",
    ]


def test_an_episode_is_a_bar_inside_the_panel_from_its_first_to_its_last_sample(
    full: History,
) -> None:
    low = full.hypocalcaemia.clear(1).with_columns(
        episode_id=pl.lit("e1"),
        episode_start_at=pl.lit(datetime(2025, 9, 1, 8)),
        episode_end_at=pl.lit(datetime(2025, 9, 9, 8)),
    )
    spec = specification(timeline(replace(full, hypocalcaemia=low), TimelineChoices()))
    bar = view(spec, "hypocalcaemia_episodes")
    (row,) = rows(spec, bar)
    assert (row["at"], row["until"]) == ("2025-09-01T08:00:00", "2025-09-09T08:00:00")
    assert row["record"] == "hypocalcaemia|e1"
    assert 0 < channel(bar, "y")["value"] < panel_of(spec, "calcium")["height"]


def test_a_critical_result_points_where_it_lies_and_opens_its_alert(full: History) -> None:
    alert = full.alerts.clear(1).with_columns(
        sampled_at=pl.lit(datetime(2026, 3, 2, 8)),
        analyte_code=pl.lit("CA_TOTAL"),
        alert_side=pl.lit("high"),
        alert_level=pl.lit("page"),
        alert_value=pl.lit(3.62),
        result_row=pl.lit("lab_result:S:1"),
    )
    spec = specification(timeline(replace(full, alerts=alert), TimelineChoices()))
    (mark,) = rows(spec, view(spec, "alerts"))
    assert (mark["lane"], mark["shape"]) == ("Critical results#0", "triangle-up")
    assert record_of(mark["record"]) == Record("alert", "lab_result:S:1")
    assert compile_to_vega(spec)["marks"]


def test_a_change_of_assay_breaks_the_line(full: History) -> None:
    is_late = pl.col("sampled_at") > datetime(2026, 1, 1)
    is_marker = pl.col("analyte_code") == "CTX"
    results = full.results.with_columns(
        assay=pl.when(is_marker & is_late)
        .then(pl.lit("new"))
        .when(is_marker)
        .then(pl.lit("old"))
        .otherwise("assay")
    )
    spec = specification(
        timeline(replace(full, results=results), TimelineChoices(analytes=("CTX",)))
    )
    panel = panel_of(spec, "analyte_CTX")
    drawn_lines = [found for found in views(panel) if kind_of_mark(found) == "line"]
    assert {row["assay"] for row in rows(spec, drawn_lines[0])} == {"old", "new"}
    assert channel(drawn_lines[0], "detail")["field"] == "assay"
    (change,) = [
        row
        for found in views(panel)
        if kind_of_mark(found) == "rule" and "tooltip" in found["encoding"]
        for row in rows(spec, found)
    ]
    assert change["assays"] == "old → new"


def test_every_mark_says_what_it_is_and_the_legend_is_drawn(drawn: Specification) -> None:
    for name in ("events", "doses", "exams", "calcium", "analyte_CTX"):
        assert view(drawn, name)["encoding"]["tooltip"][-1]["title"] == "What is this?", name
    legend = drawn["vconcat"][-1]
    said = {entry["words"] for found in views(legend) for entry in rows(drawn, found)}
    assert {"Pathological fracture", "Dose held", "Reference interval"} <= said


def test_a_guide_goes_through_every_panel_for_each_counted_event(
    full: History, drawn: Specification
) -> None:
    counted = full.events.filter(pl.col("is_counted_sre5")).height
    guides = [
        found
        for found in views(drawn)
        if kind_of_mark(found) == "rule" and channel(found, "color").get("field") == "colour"
    ]
    # The overview, the ruler and the legend have none.
    assert len(guides) == len(drawn["vconcat"]) - 3
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
        TimelineChoices(gaps="shortened"),
        TimelineChoices(gaps="shortened", clock="days"),
    ],
    ids=["calendar", "days", "last year", "since index", "analytes", "gaps", "gaps in days"],
)
def test_the_renderer_understands_the_timeline(
    full: History, empty: History, choices: TimelineChoices
) -> None:
    for patient in (full, empty):
        assert compile_to_vega(specification(timeline(patient, choices)))["marks"]


def test_a_patient_without_any_date_still_has_an_axis() -> None:
    axis = time_axis(pl.Series([], dtype=pl.Date), None)
    assert axis.start < axis.end


def test_a_timeline_takes_less_than_a_quarter_of_a_second(full: History) -> None:
    def seconds() -> float:
        start = process_time()
        timeline(full, TimelineChoices(analytes=("ALB", "CTX", "PTH")))
        return process_time() - start

    # Processor time, the best of a few: what else the machine does is not what is timed.
    assert min(seconds() for _ in range(4)) < 0.25
