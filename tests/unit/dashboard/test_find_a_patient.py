"""Finding patients: each filter keeps what SQL keeps, orders hold, an address tells both."""

import polars as pl
import pytest

from dashboard.figure import numbers_as_written
from dashboard.language import speaking
from dashboard.queries.patient_filter import NO_TEST, ORDERS, PatientFilter, matching, ordered
from dashboard.queries.patients import patients
from tests.support.dashboard_invented import FULL, patient_id
from tests.support.dashboard_page import page
from warehouse.home import Home
from warehouse.reader import Reader

_EVENTS = """(SELECT arg_max(event_kind, (occurred_on, event_id)) AS kind, max(occurred_on) AS day
FROM derived.skeletal_event e WHERE e.patient_id = c.patient_id
AND excluded_reason IS NULL AND is_in_sre5)"""


@pytest.fixture(scope="module")
def listed(reader: Reader) -> pl.DataFrame:
    return patients(reader)


def count(reader: Reader, condition: str) -> int:
    return int(reader.frame(f"SELECT count(*) FROM derived.cohort AS c WHERE {condition}").item())


@pytest.mark.parametrize(
    ("wanted", "condition"),
    [
        (PatientFilter(), "true"),
        (PatientFilter(is_alive=True), "exit_status <> 'dead'"),
        (PatientFilter(is_alive=False), "exit_status = 'dead'"),
        (
            PatientFilter(histologies=("squamous", "small_cell")),
            "histology IN ('squamous', 'small_cell')",
        ),
        (PatientFilter(index_years=(2024,)), "year(index_on) = 2024"),
        (
            PatientFilter(has_event=True),
            "EXISTS (FROM derived.skeletal_event e WHERE e.patient_id = "
            "c.patient_id AND excluded_reason IS NULL AND is_in_sre5)",
        ),
        (
            PatientFilter(has_event=False),
            "NOT EXISTS (FROM derived.skeletal_event e WHERE e.patient_id "
            "= c.patient_id AND excluded_reason IS NULL AND is_in_sre5)",
        ),
        (
            PatientFilter(has_crisis=True),
            "EXISTS (FROM derived.corrected_calcium k WHERE k.patient_id "
            "= c.patient_id AND is_crisis)",
        ),
        (
            PatientFilter(molecular_groups=("KRAS", NO_TEST)),
            "coalesce((SELECT molecular_group FROM derived.molecular_group g "
            "WHERE g.patient_id = c.patient_id), 'no_test') IN ('KRAS', 'no_test')",
        ),
        (
            PatientFilter(last_event_kinds=("FX", "HCM")),
            f"(SELECT kind FROM {_EVENTS}) IN ('FX', 'HCM')",
        ),
        (
            PatientFilter(last_event_days=180),
            f"(SELECT day FROM {_EVENTS}) >= DATE '2026-11-20' - 180",
        ),
        (
            PatientFilter(alert_days=365),
            "EXISTS (FROM derived.alert a WHERE a.patient_id = c.patient_id "
            "AND sampled_at >= DATE '2026-11-20' - 365)",
        ),
        (
            PatientFilter(gap_kinds=("no_calcium", "no_molecular_group")),
            "EXISTS (FROM derived.patient_gap g WHERE g.patient_id = c.patient_id "
            "AND gap_kind IN ('no_calcium', 'no_molecular_group'))",
        ),
        (
            PatientFilter(is_alive=False, has_event=True, index_years=(2023, 2025)),
            "exit_status = 'dead' AND year(index_on) IN (2023, 2025) AND EXISTS (FROM "
            "derived.skeletal_event e WHERE e.patient_id = c.patient_id "
            "AND excluded_reason IS NULL AND is_in_sre5)",
        ),
    ],
    ids=[
        "all",
        "alive",
        "dead",
        "histology",
        "year",
        "event",
        "no event",
        "crisis",
        "group",
        "last kind",
        "last event",
        "alert",
        "missing",
        "together",
    ],
)
def test_filters_keep_what_sql_keeps(
    reader: Reader, listed: pl.DataFrame, wanted: PatientFilter, condition: str
) -> None:
    kept = matching(listed, wanted).height
    assert kept == count(reader, condition)
    assert kept > 0
    assert (kept < listed.height) == (wanted != PatientFilter())


def test_the_beginning_of_an_identifier_finds_its_patient(listed: pl.DataFrame) -> None:
    found = matching(listed, PatientFilter(id_starts_with=f" {patient_id(FULL)[:10].upper()} "))
    assert found["patient_id"].to_list() == [patient_id(FULL)]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_everybody_and_puts_what_is_not_known_last(
    listed: pl.DataFrame, order: str
) -> None:
    column, is_descending = ORDERS[order]
    found = ordered(listed, order)
    assert found.columns == listed.columns
    assert sorted(found["patient_id"]) == sorted(listed["patient_id"])
    values = found["gap_kinds"].list.len() if column == "gap_count" else found[column]
    known = values.drop_nulls()
    assert values.head(known.len()).to_list() == known.to_list()
    assert known.is_sorted(descending=is_descending)


def test_an_order_nobody_knows_is_the_first(listed: pl.DataFrame) -> None:
    assert ordered(listed, "").equals(ordered(listed, "index"))


def test_an_address_filters_and_orders_the_list(
    home: Home, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {
        "status": "alive",
        "year": ["2024", "2025"],
        "missing": "no_stage",
        "order": "calcium",
        "lang": "fr",
    }
    app = page(home, "patients", monkeypatch, **told)
    wanted = PatientFilter(is_alive=True, index_years=(2024, 2025), gap_kinds=("no_stage",))
    expected = ordered(matching(patients(reader), wanted), "calcium")
    shown = app.dataframe[0].value["corrected_calcium_mmol_l"].tolist()
    with speaking("fr"):
        written = numbers_as_written(expected)["corrected_calcium_mmol_l"].to_list()
    assert shown == written and "2,50" in shown[0]
    assert app.multiselect(key="filter_year").value == ["2024", "2025"]


def test_the_address_tells_the_filters_in_codes(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = page(home, "patients", monkeypatch)
    assert dict(app.query_params) == {}
    app.selectbox(key="filter_status").set_value("dead").run()
    app.multiselect(key="filter_histology").set_value(["small_cell", "squamous"]).run()
    assert dict(app.query_params) == {
        "status": "dead",
        "histology": ["small_cell", "squamous"],
    }
    app.button(key="clear_filters").click().run()
    assert dict(app.query_params) == {}
    assert len(app.dataframe[0].value) == 60


@pytest.mark.parametrize(
    "told", [{"status": "x"}, {"year": "x"}, {"missing": "'; DROP"}, {"alert_days": "7d"}]
)
def test_an_address_that_says_nonsense_filters_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch, told: dict[str, str]
) -> None:
    app = page(home, "patients", monkeypatch, **told)
    assert len(app.dataframe[0].value) == 60
    assert dict(app.query_params) == {}


def test_a_patient_is_opened_without_a_mouse(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page(home, "patients", monkeypatch)
    app.selectbox(key="patient_jump").set_value(patient_id(FULL)).run()
    assert not app.exception
    assert patient_id(FULL)[:12] in app.header[0].value
