"""The change ledger through the real door: what two nights of files made of the numbers."""

from pathlib import Path

import pytest

from flows.night import run_night
from flows.rebuild import rebuild
from tests.support.tiny_hospital import (
    PATIENTS,
    TinyHospital,
    believe_everything,
    laboratory,
)
from warehouse.home import Home
from warehouse.reader import current_path, open_reader

DIAGNOSES = """IPP,ID,KIND,ON,CODE
P1,D1,primary,2025-01-02,C34.1
P1,D2,bone_metastasis,2025-06-01,C79.5
"""
CALCIUM = "P1;1;T1;CA;3,25;mmol/L;02/11/2025 08:00;F"
CORRECTED = "P1;1;T1;CA;2,25;mmol/L;02/11/2025 08:00;F"
ALBUMIN = "P1;2;T1;ALB;40;g/L;02/11/2025 08:00;F"
CHANGES = (
    "SELECT change_measure, event_kind, change_cause, difference FROM ops.change "
    "WHERE difference <> 0 AND coalesce(endpoint, 'SRE5') = 'SRE5' AND change_measure <> "
    "'incidence' ORDER BY ALL"
)


@pytest.fixture
def hospital(tmp_path: Path) -> TinyHospital:
    """A first night has shown one hypercalcaemia."""
    tiny = TinyHospital(tmp_path / "home")
    tiny.drop("PAT_20260301.csv", PATIENTS)
    tiny.drop("DIAG_20260301.csv", DIAGNOSES)
    tiny.drop("LAB_20260301.csv", laboratory(CALCIUM, ALBUMIN))
    tiny.night()
    return tiny


def test_the_first_night_has_nothing_to_compare_with(hospital: TinyHospital) -> None:
    assert hospital.rows("SELECT * FROM ops.headline") == []
    assert hospital.rows(CHANGES) == []


def test_a_corrected_calcium_is_the_cause_and_opens_to_both_lines(hospital: TinyHospital) -> None:
    hospital.drop("LAB_20260302.csv", laboratory(CORRECTED, ALBUMIN))
    hospital.night()
    assert hospital.rows(CHANGES) == [
        ("counted_event", "HCM", "corrected", -1.0),
        ("counted_event", None, "corrected", -1.0),
        ("hypercalcaemia_episode", None, "corrected", -1.0),
    ]
    rows = (
        "SELECT DISTINCT source_row, row_change, b.file_name, source_line_before, a.file_name, "
        "source_line_after FROM ops.change_row JOIN ops.file AS b ON b.source_file = "
        "source_file_before JOIN ops.file AS a ON a.source_file = source_file_after"
    )
    assert hospital.rows(rows) == [
        ("lab_result:TINY:1", "corrected", "LAB_20260301.csv", 2, "LAB_20260302.csv", 2)
    ]


def test_the_history_stays_when_the_tables_are_made_again(hospital: TinyHospital) -> None:
    hospital.drop("LAB_20260302.csv", laboratory(CORRECTED, ALBUMIN))
    hospital.night()
    before = hospital.rows(CHANGES)
    run_night(hospital.home, from_scratch=True, judge=believe_everything)
    assert hospital.rows(CHANGES) == before
    assert hospital.rows("SELECT count(DISTINCT run_id) FROM ops.headline") == [(2,)]


def test_a_rebuild_in_one_go_has_no_history_and_the_same_content(
    hospital: TinyHospital, tmp_path: Path
) -> None:
    hospital.drop("LAB_20260302.csv", laboratory(CORRECTED, ALBUMIN))
    hospital.night()
    rebuild(hospital.home, tmp_path / "again")
    reader = open_reader(current_path(Home(tmp_path / "again")))
    try:
        assert reader.frame("SELECT * FROM ops.headline").is_empty()
    finally:
        reader.close()


def test_nothing_is_kept_of_a_patient_who_opposes(hospital: TinyHospital) -> None:
    hospital.drop("LAB_20260302.csv", laboratory(CORRECTED, ALBUMIN))
    hospital.night()
    assert hospital.rows("SELECT count(*) > 0 FROM ops.change_item") == [(True,)]
    hospital.drop("PAT_20260303.csv", PATIENTS.replace("01/02/2026;N", "01/02/2026;O", 1))
    hospital.night()
    kept = hospital.rows("SELECT count(*) FROM ops.change_item")
    kept += hospital.rows("SELECT count(*) FROM ops.change_row")
    assert kept == [(0,), (0,)]
    assert hospital.rows(CHANGES)[-1] == ("hypercalcaemia_episode", None, "corrected", -1.0)
