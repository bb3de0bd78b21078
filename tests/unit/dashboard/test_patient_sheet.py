"""The printable sheet: one page, the words that are meant, the same bytes twice."""

import io
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from pypdf import PdfReader

from dashboard.charts.timeline import TimelineChoices, timeline
from dashboard.language import speaking
from dashboard.queries.history import History, history
from dashboard.queries.sheet import SheetFacts, sheet_facts
from dashboard.sheet.build import file_name, sheet
from dashboard.sheet.contents import ALERTS, EVENTS, FLAGS, RESULTS, alerts, events, flags, results
from tests.support.dashboard_invented import AS_OF, EMPTY, FULL, at, patient_id
from warehouse.reader import Reader
from warehouse.schema.definitions import definition_version


@pytest.fixture(scope="module")
def facts(reader: Reader) -> SheetFacts:
    return sheet_facts(reader, patient_id(FULL))


def printed(somebody: History, facts: SheetFacts, language: str = "en") -> bytes:
    with speaking(language):
        drawing = timeline(somebody, TimelineChoices("SRE5"))
    return sheet(
        somebody,
        facts,
        drawing,
        version="osteon-v",
        endpoint="SRE5",
        is_synthetic=True,
        language=language,
    )


def read(pdf: bytes) -> tuple[int, str]:
    """Pages, and all the words, however the lines were broken."""
    document = PdfReader(io.BytesIO(pdf))
    return len(document.pages), " ".join("".join(p.extract_text() for p in document.pages).split())


def with_events(somebody: History, count: int) -> History:
    """The history with so many events, one a day."""
    row = somebody.events.head(1)
    copies = [
        row.with_columns(
            event_id=pl.lit(f"E{number}"), occurred_on=pl.lit(AS_OF - timedelta(days=number))
        )
        for number in range(count)
    ]
    return replace(somebody, events=pl.concat(copies))


def test_the_sheet_is_one_page_that_says_who_when_and_from_which_version(
    full: History, facts: SheetFacts
) -> None:
    pages, words = read(printed(full, facts))
    assert pages == 1
    for said in (
        full.patient_id,
        "Data as of 20 Nov 2026",
        "SYNTHETIC DATA",
        "osteon-v",
        definition_version(),
        "Pseudonymised; not for identification",
        "Malignant hypercalcaemia",
        "not counted: within 21 days",
    ):
        assert said in words, said


def test_the_same_input_gives_the_same_bytes(full: History, facts: SheetFacts) -> None:
    assert printed(full, facts) == printed(full, facts)


def test_the_date_of_the_file_is_the_night(full: History, facts: SheetFacts) -> None:
    document = PdfReader(io.BytesIO(printed(full, facts)))
    assert document.metadata is not None and document.metadata.creation_date is not None
    assert document.metadata.creation_date.date() == AS_OF
    assert file_name(full.patient_id, AS_OF) == f"osteon-{patient_id(FULL)[:12]}-2026-11-20.pdf"


def test_the_sheet_speaks_the_language_of_the_reader(full: History, facts: SheetFacts) -> None:
    pages, words = read(printed(full, facts, "fr"))
    assert pages == 1
    assert "20 nov. 2026" in words and "20 Nov 2026" not in words
    assert "compté" in words and "counted" not in words and "excluded" not in words


def test_a_patient_of_whom_nothing_is_known_has_a_sheet(reader: Reader, empty: History) -> None:
    pages, words = read(printed(empty, sheet_facts(reader, patient_id(EMPTY))))
    assert pages == 1
    assert "No skeletal event is known." in words
    assert "No dose of a bone-targeted agent is known." in words
    assert "No result is known." in words


def test_somebody_who_is_in_no_table_has_a_sheet_too(reader: Reader) -> None:
    pages, words = read(printed(history(reader, "nobody"), sheet_facts(reader, "nobody")))
    assert pages == 1 and "not documented" in words


def test_a_version_without_a_run_names_no_night(full: History, facts: SheetFacts) -> None:
    _, words = read(printed(full, replace(facts, run=facts.run.clear())))
    assert "Data as of an unknown night" in words


def test_what_does_not_fit_is_counted_and_everything_stays_on_one_page(
    full: History, facts: SheetFacts
) -> None:
    alert = {
        "sampled_at": at(AS_OF),
        "analyte_code": "CREAT",
        "alert_side": "high",
        "alert_level": "critical",
        "alert_value": 400.0,
        "value_operator": "=",
    }
    rows = [{name: alert.get(name) for name in facts.alerts.columns}] * 9
    crowded = replace(
        facts,
        alerts=pl.DataFrame(rows, schema=facts.alerts.schema, strict=False),
        treatments=pl.concat([facts.treatments.head(1)] * 7),
        gaps=pl.concat([facts.gaps.head(1)] * 20),
    )
    pages, words = read(printed(with_events(full, 60), crowded))
    assert pages == 1
    assert f"and {60 - EVENTS} more" in words
    assert f"and {9 - ALERTS} more" in words


def test_the_latest_events_are_those_that_are_printed(full: History) -> None:
    told = events(with_events(full, 60), "SRE5")
    assert len(told.rows) == EVENTS
    assert [row[0] for row in told.rows[:2]] == ["20 Nov 2026", "19 Nov 2026"]


@pytest.mark.parametrize(("days_ago", "is_open"), [(0, True), (90, True), (91, False)])
def test_an_alert_is_open_for_ninety_days(facts: SheetFacts, days_ago: int, is_open: bool) -> None:
    day = AS_OF - timedelta(days=days_ago)
    alert = {
        "sampled_at": at(day),
        "analyte_code": "CA_TOTAL",
        "alert_side": "high",
        "alert_level": "page",
        "alert_value": 3.6,
        "value_operator": "=",
    }
    one = pl.DataFrame(
        [{name: alert.get(name) for name in facts.alerts.columns}],
        schema=facts.alerts.schema,
        strict=False,
    )
    told = alerts(replace(facts, alerts=one), AS_OF)
    assert bool(told.rows) is is_open


def test_results_stand_beside_the_reference_of_the_laboratory(
    full: History, facts: SheetFacts
) -> None:
    told = results(full, facts)
    assert len(told.rows) <= RESULTS
    assert told.rows[0][0] == "Corrected calcium (mmol/L)"
    last = full.calcium.drop_nulls("corrected_calcium_mmol_l").sort("sampled_at").tail(1)
    assert told.rows[0][1] == f"{last['corrected_calcium_mmol_l'].item():.2f}"


def test_flags_name_what_is_missing_before_the_rules_rows_break(facts: SheetFacts) -> None:
    told = flags(facts)
    assert len(told.rows) <= FLAGS
    assert facts.gaps.height > 0 and facts.findings.height > 0
    assert told.rows[0][0] == "Adenocarcinoma without EGFR, ALK and KRAS all tested"
    assert any("L14" in row[0] for row in told.rows)


def test_an_event_of_an_unknown_day_is_a_dash(full: History) -> None:
    undated = replace(
        full, events=full.events.head(1).with_columns(occurred_on=pl.lit(None, pl.Date))
    )
    assert events(undated, "SRE4").rows[0][0] == "–"
