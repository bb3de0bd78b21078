"""What the pages show equals what SQL says, written another way."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.queries.history import History, history
from dashboard.queries.patients import patients
from dashboard.queries.population import calcium_by_month, curves, strata
from dashboard.queries.quality import (
    feed_nights,
    feeds,
    files,
    last_run,
    rejected_rows,
    rejections,
)
from dashboard.queries.sources import (
    DERIVED_RECORDS,
    Record,
    SourceRow,
    content,
    derived_row,
    record_of,
    source_row_of,
    source_rows_behind,
    versions,
)
from dashboard.queries.verdicts import verdicts_compared
from tests.support.dashboard_home import frame_of
from tests.support.dashboard_invented import EMPTY, FULL, patient_id
from tests.support.dashboard_nights import MISSING_NIGHT, RUN_ID
from warehouse.build import open_for_writing
from warehouse.reader import Reader, open_reader
from warehouse.schema import TABLES


@pytest.fixture(scope="module")
def listed(reader: Reader) -> pl.DataFrame:
    return patients(reader)


def count(reader: Reader, condition: str) -> int:
    return int(reader.frame(f"SELECT count(*) FROM derived.cohort AS c WHERE {condition}").item())


def test_every_patient_of_the_cohort_is_listed_once(reader: Reader, listed: pl.DataFrame) -> None:
    assert listed.height == count(reader, "true") == listed["patient_id"].n_unique()
    assert listed["index_on"].is_sorted(descending=True)


def test_the_last_corrected_calcium_is_the_last_that_could_be_computed(
    reader: Reader, listed: pl.DataFrame
) -> None:
    expected = reader.frame("""
        SELECT DISTINCT ON (patient_id) patient_id, corrected_calcium_mmol_l
        FROM derived.corrected_calcium WHERE corrected_calcium_mmol_l IS NOT NULL
        ORDER BY patient_id, sampled_at DESC""")
    shown = listed.filter(pl.col("corrected_calcium_mmol_l").is_not_null())
    assert sorted(shown.select(expected.columns).rows()) == sorted(expected.rows())
    trends = shown["calcium_trend"].list.last()
    assert trends.to_list() == shown["corrected_calcium_mmol_l"].to_list()


def test_excluded_events_are_not_in_the_numbers_of_the_list(listed: pl.DataFrame) -> None:
    # Eight rows: one excluded; one prevalent and one within 21 days, which are not counted.
    row = listed.filter(pl.col("patient_id") == patient_id(FULL)).row(0, named=True)
    assert (row["event_count"], row["counted_event_count"]) == (7, 5)
    assert row["last_event_kind"] == "HCM"


def test_a_patient_without_anything_is_listed_without_events_or_calcium(
    listed: pl.DataFrame,
) -> None:
    row = listed.filter(pl.col("patient_id") == patient_id(EMPTY)).row(0, named=True)
    assert (row["event_count"], row["counted_event_count"], row["finding_count"]) == (0, 0, 0)
    assert row["corrected_calcium_mmol_l"] is None and row["is_crisis"] is False


def test_a_history_holds_only_rows_of_its_patient(full: History) -> None:
    frames = [frame for frame in vars(full).values() if isinstance(frame, pl.DataFrame)]
    assert len(frames) == 19
    for frame in frames:
        assert frame["patient_id"].unique().to_list() in ([patient_id(FULL)], [])
    assert full.results["rule_codes"].drop_nulls().to_list() == [["L14"]]


def test_an_unknown_patient_has_no_history(reader: Reader) -> None:
    assert not history(reader, "nobody").is_known
    assert history(reader, patient_id(EMPTY)).is_known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lab_result:SYNTH-LABO:LAB17", SourceRow("lab_result", "SYNTH-LABO", "LAB17")),
        ("fracture:S:a:b", SourceRow("fracture", "S", "a:b")),
        ("secrets:S:1", None),
        ("lab_result:S", None),
        ("", None),
    ],
)
def test_names_of_source_rows(text: str, expected: SourceRow | None) -> None:
    assert source_row_of(text) == expected


def test_names_of_records() -> None:
    assert record_of("event|abc") == Record("event", "abc")
    assert record_of("nonsense|abc") is None
    assert record_of("abc") is None
    assert record_of(str(Record("row", "surgery:S:1"))) == Record("row", "surgery:S:1")


def test_a_corrected_calcium_opens_to_every_version_of_its_rows(
    reader: Reader, full: History
) -> None:
    record = Record("calcium", full.calcium["calcium_row"][0])
    derived = derived_row(reader, full.patient_id, record)
    sources = source_rows_behind(record, derived)
    assert [str(source) for source in sources] == [
        full.calcium[name][0] for name in ("calcium_row", "albumin_row", "ionised_calcium_row")
    ]
    found = versions(reader, full.patient_id, sources[0])
    assert found["standing"].to_list() == ["in force", "superseded"]
    assert found["file_name"].unique().to_list() == ["LABORATORY_20261109.csv"]
    assert found["source_line"].null_count() == found["known_at"].null_count() == 0


def test_an_event_opens_to_the_rows_it_names(reader: Reader, full: History) -> None:
    for event in full.events.iter_rows(named=True):
        record = Record("event", event["event_id"])
        derived = derived_row(reader, full.patient_id, record)
        sources = source_rows_behind(record, derived)
        assert [str(source) for source in sources] == event["source_rows"]
        for source in sources:
            assert versions(reader, full.patient_id, source).height >= 1


def test_a_record_of_another_patient_stays_closed(reader: Reader, full: History) -> None:
    record = Record("calcium", full.calcium["calcium_row"][0])
    assert derived_row(reader, patient_id(5), record).is_empty()
    source = SourceRow(*full.calcium["calcium_row"][0].split(":", 2))
    assert versions(reader, patient_id(5), source).is_empty()
    assert content(reader, patient_id(5), source).is_empty()


def test_the_content_of_a_row_is_what_the_table_holds(reader: Reader, full: History) -> None:
    source = SourceRow(*full.calcium["calcium_row"][0].split(":", 2))
    said = dict(content(reader, full.patient_id, source).rows())
    assert float(said["value"]) == pytest.approx(full.calcium["calcium_mmol_l"][0])
    assert said["analyte_code"] == "CA_TOTAL"
    assert "patient_id" not in said and "haemolysis_index" not in said


def test_the_last_run_is_the_newest(reader: Reader) -> None:
    run = last_run(reader).row(0, named=True)
    assert (run["run_id"], run["as_of_on"]) == (RUN_ID, date(2026, 11, 20))


def test_verdicts_are_of_the_last_run_failed_first(reader: Reader) -> None:
    judged = verdicts_compared(reader)
    assert judged.height == 3
    assert judged["is_met"].to_list() == [False, True, True]
    assert judged["verdict_state"].to_list() == ["persisting", "met", "met"]
    assert judged["since_on"][0] == date(2026, 11, 19)


def test_the_ledger_balances_and_sums_to_the_files(reader: Reader) -> None:
    by_feed, by_file = feeds(reader), files(reader)
    assert by_feed["unaccounted"].to_list() == [0] * by_feed.height
    for column in ("rows_in", "rows_accepted", "rows_rejected"):
        assert by_feed[column].sum() == by_file[column].sum() > 0
    assert by_feed["file_count"].sum() == by_file.height
    assert by_feed["refused_file_count"].sum() == 1


def test_rejected_rows_are_listed_without_a_value(reader: Reader) -> None:
    total = rejections(reader).filter(pl.col("reason") == "X10")["row_count"].sum()
    shown = rejected_rows(reader, "X10", None)
    assert shown.height == total > 0
    assert shown.columns == ["feed", "file_name", "source_line", "column_name", "reason"]
    assert rejected_rows(reader, "X10", "imaging_exam").is_empty()
    assert shown["file_name"].null_count() == 0


def test_the_missing_night_is_in_the_calendar(reader: Reader) -> None:
    missing = feed_nights(reader).filter("is_missing")
    assert missing.select("feed", "night_on").rows() == [("laboratory", MISSING_NIGHT)]


def test_population_tables_come_as_published(reader: Reader) -> None:
    told = strata(reader, "SRE5", "bone_metastasis")
    assert told[0] == "all" and "histology" in told
    assert strata(reader, "nothing", "bone_metastasis") == []
    rows = curves(reader, "SSE", "bone_metastasis", "all")
    assert rows["endpoint"].unique().to_list() == ["SSE"]
    assert calcium_by_month(reader)["month_on"].is_sorted()


@pytest.mark.parametrize(
    ("kind", "row", "key", "rows_of_columns"),
    [
        (
            "trend",
            {
                "analyte_code": "CTX",
                "assay": "iSYS:2",
                "last_on": date(2025, 9, 1),
                "last_value": 300.0,
                "slope_count": 0,
                "is_stale": False,
                "has_limit_value": False,
                "result_count": 1,
                "last_row": "lab_result:S:1",
                "source_rows": ["lab_result:S:1"],
            },
            "CTX:iSYS:2",
            ["lab_result:S:1"],
        ),
        (
            "stratum",
            {
                "analyte_code": "NTX_CR",
                "baseline_row": "lab_result:S:1",
                "last_on": date(2025, 9, 1),
                "last_value": 70.0,
                "last_row": "lab_result:S:2",
            },
            "NTX_CR",
            ["lab_result:S:1", "lab_result:S:2"],
        ),
        (
            "missed_dose",
            {
                "due_on": date(2025, 9, 1),
                "previous_dose_on": date(2025, 8, 4),
                "atc_code": "M05BX04",
                "treatment_number": 1,
                "source_rows": ["bone_agent_administration:S:4"],
            },
            "2025-09-01",
            ["bone_agent_administration:S:4"],
        ),
    ],
    ids=["trend", "stratum", "missed dose"],
)
def test_a_derived_record_is_found_by_its_key_and_names_its_rows(
    kind: str, row: dict[str, object], key: str, rows_of_columns: list[str], tmp_path: Path
) -> None:
    table = TABLES[DERIVED_RECORDS[kind].full_name]
    with open_for_writing(tmp_path / "one.duckdb") as warehouse:
        warehouse.create_missing_tables()
        warehouse.append(table, frame_of(table, [{"patient_id": "somebody", **row}]))
    opened = open_reader(tmp_path / "one.duckdb")
    found = derived_row(opened, "somebody", Record(kind, key))
    other = derived_row(opened, "another", Record(kind, key))
    opened.close()
    assert found.height == 1 and other.is_empty()
    assert [str(one) for one in source_rows_behind(Record(kind, key), found)] == rows_of_columns


def test_every_kind_of_record_names_columns_of_its_table() -> None:
    for record in DERIVED_RECORDS.values():
        assert {*record.key, *record.rows} <= set(TABLES[record.full_name].columns)


def test_a_table_the_version_does_not_hold_has_its_columns_and_no_row(
    tmp_path: Path,
) -> None:
    with open_for_writing(tmp_path / "older.duckdb") as warehouse:
        warehouse.create_missing_tables()
        warehouse.run("DROP TABLE derived.bone_agent_missed_dose")
    opened = open_reader(tmp_path / "older.duckdb")
    missed = history(opened, "somebody").missed_doses
    opened.close()
    assert missed.is_empty()
    assert missed.columns == list(TABLES["derived.bone_agent_missed_dose"].columns)
