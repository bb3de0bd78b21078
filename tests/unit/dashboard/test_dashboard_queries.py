"""What the pages show equals what SQL says, written another way."""

from datetime import date

import polars as pl
import pytest

from dashboard.queries.history import History, history
from dashboard.queries.patients import PatientFilter, matching, patients
from dashboard.queries.population import calcium_by_month, curves, strata
from dashboard.queries.quality import (
    feed_nights,
    feeds,
    files,
    last_run,
    rejected_rows,
    rejections,
    verdicts,
)
from dashboard.queries.sources import (
    Record,
    SourceRow,
    content,
    derived_row,
    record_of,
    source_row_of,
    source_rows_behind,
    versions,
)
from tests.support.dashboard_invented import EMPTY, FULL, patient_id
from tests.support.dashboard_nights import MISSING_NIGHT, RUN_ID
from warehouse.reader import Reader


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
            PatientFilter(is_alive=False, has_event=True, index_years=(2023, 2025)),
            "exit_status = 'dead' AND year(index_on) IN (2023, 2025) AND EXISTS (FROM "
            "derived.skeletal_event e WHERE e.patient_id = c.patient_id "
            "AND excluded_reason IS NULL AND is_in_sre5)",
        ),
    ],
    ids=["all", "alive", "dead", "histology", "year", "event", "no event", "crisis", "together"],
)
def test_filters_keep_what_sql_keeps(
    reader: Reader, listed: pl.DataFrame, wanted: PatientFilter, condition: str
) -> None:
    assert matching(listed, wanted).height == count(reader, condition)


def test_the_beginning_of_an_identifier_finds_its_patient(listed: pl.DataFrame) -> None:
    found = matching(listed, PatientFilter(id_starts_with=f" {patient_id(FULL)[:10].upper()} "))
    assert found["patient_id"].to_list() == [patient_id(FULL)]


def test_a_history_holds_only_rows_of_its_patient(full: History) -> None:
    frames = [frame for frame in vars(full).values() if isinstance(frame, pl.DataFrame)]
    assert len(frames) == 11
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
    judged = verdicts(reader)
    assert judged.height == 3
    assert judged["is_met"].to_list() == [False, True, True]


def test_the_ledger_balances_and_sums_to_the_files(reader: Reader) -> None:
    by_feed, by_file = feeds(reader), files(reader)
    assert by_feed["unaccounted"].to_list() == [0] * by_feed.height
    for column in ("rows_in", "rows_accepted", "rows_rejected"):
        assert by_feed[column].sum() == by_file[column].sum() > 0
    assert by_feed["file_count"].sum() == by_file.height
    assert by_feed["refused_file_count"].sum() == 1


def test_rejected_rows_are_listed_without_a_value(reader: Reader) -> None:
    total = rejections(reader).filter(pl.col("reason") == "X10")["row_count"].sum()
    shown = rejected_rows(reader, "X10")
    assert shown.height == total > 0
    assert shown.columns == ["feed", "file_name", "source_line", "column_name"]
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
