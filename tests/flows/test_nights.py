"""Nights of a tiny hospital, through the real door: files in an inbox, a published warehouse."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.file_names import shown_names_of
from flows.night import run_night
from flows.rebuild import rebuild
from tests.support.tiny_hospital import (
    LABORATORY_MAPPING,
    PATIENTS,
    TinyHospital,
    believe_everything,
    calcium_labelled,
    laboratory,
)
from warehouse.home import Home
from warehouse.lock import NightAlreadyRunning, one_night_at_a_time

CALCIUM = "P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F"
ALBUMIN = "P1;2;T1;ALB;20;g/L;01/03/2026 08:00;F"


@pytest.fixture
def hospital(tmp_path: Path) -> TinyHospital:
    return TinyHospital(tmp_path / "home")


def test_calcium_is_corrected_by_the_albumin_of_its_tube(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    report = hospital.night()
    assert report.outcome == "published"
    assert hospital.rows(
        "SELECT corrected_calcium_mmol_l, corrected_calcium_payne_mmol_l, pairing, is_crisis "
        "FROM derived.corrected_calcium"
    ) == [(3.55, 3.45, "same_sample", True)]
    assert hospital.unbalanced_files() == []


def test_a_night_is_dated_by_its_newest_extract(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260305.csv", laboratory(CALCIUM))
    assert hospital.night().as_of == "2026-03-05"


def test_the_same_files_again_change_nothing(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.night()
    before = hospital.digest()
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    report = hospital.night()
    assert report.files_known_already == ("LAB_20260302.csv",)
    assert hospital.digest() == before
    assert list(hospital.home.inbox.iterdir()) == []


def test_the_same_rows_in_a_later_file_are_duplicates(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.night()
    before = hospital.digest()
    hospital.drop("LAB_20260303.csv", laboratory(CALCIUM))
    report = hospital.night(date(2026, 3, 2))
    assert report.files_waiting == ("LAB_20260303.csv",)
    report = hospital.night()
    assert [(item.rows_in, item.rows_duplicate) for item in report.files] == [(1, 1)]
    assert {name: value for name, value in hospital.digest().items() if "canonical" in name} == {
        name: value for name, value in before.items() if "canonical" in name
    }


def test_a_correction_replaces_the_value_and_keeps_the_old_one_aside(
    hospital: TinyHospital,
) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.night()
    hospital.drop("LAB_20260303.csv", laboratory(CALCIUM.replace("3,05", "2,35")))
    hospital.night()
    assert hospital.rows(
        "SELECT value FROM canonical.lab_result WHERE analyte_code = 'CA_TOTAL'"
    ) == [(2.35,)]
    assert hospital.rows(
        "SELECT value, aside_reason, known_until::DATE FROM canonical.lab_result_aside"
    ) == [(3.05, "superseded", date(2026, 3, 3))]
    assert hospital.unbalanced_files() == []


def test_a_cancelled_result_is_withdrawn(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.night()
    hospital.drop("LAB_20260303.csv", laboratory(CALCIUM[:-1] + "A"))
    hospital.night()
    assert hospital.rows("SELECT count(*) FROM derived.corrected_calcium") == [(0,)]
    assert hospital.rows(
        "SELECT aside_reason FROM canonical.lab_result_aside ORDER BY known_at"
    ) == [("superseded",), ("withdrawn",)]
    assert hospital.unbalanced_files() == []


def test_an_orphan_is_rejected_until_its_patient_arrives(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN.replace("P1", "P9")))
    hospital.night()
    assert hospital.rows("SELECT reason, source_line FROM ops.rejected") == [("X10", 3)]
    assert hospital.unbalanced_files() == []
    hospital.drop("PAT_20260303.csv", PATIENTS + "P9;M;01/01/1960;;01/02/2026;N\n")
    hospital.night()
    assert hospital.rows("SELECT count(*) FROM ops.rejected") == [(0,)]
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result") == [(2,)]
    assert hospital.unbalanced_files() == []


def test_an_opposed_patient_leaves_no_row(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.night()
    hospital.drop("PAT_20260303.csv", PATIENTS.replace("2026;N\nP2", "2026;O\nP2"))
    hospital.night()
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result") == [(0,)]
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result_aside") == [(0,)]
    assert hospital.rows("SELECT DISTINCT reason FROM ops.rejected") == [("opposed",)]
    assert hospital.rows(
        "SELECT sex, birth_on FROM canonical.patient_aside WHERE aside_reason = 'opposed'"
    ) == [(None, None)]
    assert hospital.unbalanced_files() == []


def test_a_lifted_opposition_brings_the_rows_back(hospital: TinyHospital) -> None:
    opposed = PATIENTS.replace("2026;N\nP2", "2026;O\nP2")
    hospital.drop("PAT_20260302.csv", opposed)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.night()
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result") == [(0,)]
    hospital.drop("PAT_20260303.csv", PATIENTS)
    hospital.night()
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result") == [(2,)]
    assert hospital.unbalanced_files() == []


def test_a_full_delivery_withdraws_what_it_lacks_and_the_row_can_come_back(
    hospital: TinyHospital,
) -> None:
    first = (
        "IPP,ID,KIND,ON,CODE\n"
        "P1,D1,primary,2025-01-10,C34.1\n"
        "P1,D2,bone_metastasis,2025-02-01,C79.5\n"
    )
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("DIAG_20260302.csv", first)
    hospital.night()
    hospital.drop("DIAG_20260303.csv", "\n".join(first.splitlines()[:2]) + "\n")
    hospital.night()
    assert hospital.rows("SELECT source_row_id FROM canonical.diagnosis") == [("D1",)]
    assert hospital.unbalanced_files() == []
    hospital.drop("DIAG_20260304.csv", first)
    hospital.night()
    assert hospital.rows("SELECT source_row_id FROM canonical.diagnosis ORDER BY 1") == [
        ("D1",),
        ("D2",),
    ]
    assert hospital.unbalanced_files() == []


def test_a_full_delivery_cut_short_is_refused(hospital: TinyHospital) -> None:
    header = "IPP,ID,KIND,ON,CODE\n"
    lines = [f"P1,D{number},primary,2025-01-10,C34.1\n" for number in range(40)]
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("DIAG_20260302.csv", header + "".join(lines))
    hospital.night()
    hospital.drop("DIAG_20260303.csv", header + "".join(lines[:10]))
    report = hospital.night()
    assert report.files[0].refusal == (
        "a full delivery without 30 of the 40 rows known before looks cut short; deliver the "
        "whole file again"
    )
    assert hospital.rows("SELECT count(*) FROM canonical.diagnosis") == [(40,)]


def test_nights_in_any_order_of_arrival_end_in_the_same_warehouse(tmp_path: Path) -> None:
    deliveries = {
        "PAT_20260301.csv": PATIENTS,
        "LAB_20260302.csv": laboratory(CALCIUM, ALBUMIN),
        "LAB_20260303.csv": laboratory(CALCIUM.replace("3,05", "2,35"), ALBUMIN),
        "LAB_20260304.csv": laboratory(CALCIUM, ALBUMIN[:-1] + "A"),
    }
    digests = []
    patients, first, second, third = deliveries
    orders = [
        (patients, first, second, third),
        (third, second, first, patients),
    ]
    for number, order in enumerate(orders):
        hospital = TinyHospital(tmp_path / str(number))
        for name in order:
            hospital.drop(name, deliveries[name])
            hospital.night()
        assert hospital.unbalanced_files() == []
        digests.append(hospital.digest())
    assert all(digest == digests[0] for digest in digests)


def test_a_rebuild_and_a_replay_of_landing_equal_the_nights(
    hospital: TinyHospital, tmp_path: Path
) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.night()
    hospital.drop("LAB_20260303.csv", laboratory(CALCIUM.replace("3,05", "2,35")))
    hospital.night()
    again = tmp_path / "again"
    run_night(hospital.home, into=Home(again), judge=believe_everything)
    replay = TinyHospital(tmp_path / "replay")
    shutil.copytree(hospital.home.landing, replay.home.inbox / "copy")
    replay.night()
    rebuilt = TinyHospital(again)
    assert rebuilt.digest() == hospital.digest()
    assert replay.digest() == hospital.digest()
    assert [
        p.relative_to(replay.home.landing) for p in sorted(replay.home.landing.rglob("*.csv"))
    ] == [
        p.relative_to(hospital.home.landing) for p in sorted(hospital.home.landing.rglob("*.csv"))
    ]


def test_a_wrong_header_ends_in_rejected_and_the_night_publishes(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.drop("LAB_20260303.csv", laboratory(CALCIUM).replace("RESULTAT", "RESULT"))
    report = hospital.night()
    assert report.outcome == "published"
    reason = (hospital.home.rejected / "LAB_20260303.csv.reason.txt").read_text()
    assert "RESULTAT" in reason and "P1" not in reason
    assert (hospital.home.rejected / "LAB_20260303.csv").exists()
    assert hospital.rows("SELECT count(*) FROM derived.corrected_calcium") == [(1,)]


def test_what_past_runs_said_survives_a_build_from_scratch(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    first = hospital.night()
    run_night(hospital.home, from_scratch=True, judge=believe_everything)
    runs = hospital.rows("SELECT run_id FROM ops.run ORDER BY run_started_at")
    assert len(runs) == 2 and runs[0] == (first.run_id,)


def test_a_mended_mapping_reads_landing_again(hospital: TinyHospital) -> None:
    hospital.map("laboratory", LABORATORY_MAPPING.replace("RESULTAT", "VALEUR"))
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    hospital.night()
    assert (hospital.home.rejected / "LAB_20260302.csv").exists()
    hospital.map("laboratory", LABORATORY_MAPPING)
    report = hospital.night()
    assert report.rebuilt_tables == ("lab_result",)
    assert list(hospital.home.rejected.iterdir()) == []
    assert hospital.rows("SELECT count(*) FROM canonical.lab_result") == [(2,)]


def test_a_file_no_mapping_expects_is_rejected_with_advice(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("NOTES.txt", "hello")
    report = hospital.night()
    shown = shown_names_of(hospital.home)("NOTES.txt")
    assert [item.refusal for item in report.files if item.name == shown] == [
        "no mapping in sources/ expects a file of this name; add one, or rename the file"
    ]
    assert (hospital.home.rejected / "NOTES.txt.reason.txt").exists()


def test_a_silent_feed_is_a_missing_night(hospital: TinyHospital) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM))
    hospital.drop("LAB_20260304.csv", laboratory(ALBUMIN))
    hospital.night()
    assert hospital.rows("SELECT night_on FROM ops.feed_night WHERE is_missing") == [
        (date(2026, 3, 3),)
    ]


def test_two_nights_at_once_are_refused(hospital: TinyHospital) -> None:
    with (
        one_night_at_a_time(hospital.home),
        pytest.raises(NightAlreadyRunning, match="a night is already running"),
    ):
        hospital.night()


def test_a_failing_critical_expectation_leaves_the_last_version(hospital: TinyHospital) -> None:
    """An analyser that starts to write mg/dL under mmol/L takes away everybody's calcium."""
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM, ALBUMIN))
    assert hospital.night(judged=True).outcome == "published"
    version = hospital.home.current.resolve()
    hospital.drop("LAB_20260303.csv", calcium_labelled("mmol/L"))
    report = hospital.night(judged=True)
    assert report.outcome == "refused"
    assert report.exit_code == 2
    assert any("unit" in reason for reason in report.refused_because)
    assert hospital.home.current.resolve() == version
    hospital.drop("LAB_20260304.csv", calcium_labelled("mg/dL"))
    assert hospital.night(judged=True).outcome == "published"


def test_rebuild_defaults_to_the_published_night(hospital: TinyHospital, tmp_path: Path) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM))
    hospital.night(date(2026, 3, 9))
    report = rebuild(hospital.home, tmp_path / "again")
    assert report.as_of == "2026-03-09"


def test_a_full_delivery_with_an_unreadable_line_withdraws_nothing(
    hospital: TinyHospital,
) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop(
        "DIAG_20260302.csv",
        "IPP,ID,KIND,ON,CODE\nP1,D1,primary,2025-01-10,C34.1\nP2,D2,primary,2025-02-01,C34.1\n",
    )
    hospital.night()
    hospital.drop(
        "DIAG_20260303.csv", "IPP,ID,KIND,ON,CODE\nP1,D1,primary,2025-01-10,C34.1\nP2,D2,primary\n"
    )
    hospital.night()
    assert hospital.rows("SELECT count(*) FROM canonical.diagnosis") == [(2,)]
    assert hospital.unbalanced_files() == []


def test_full_deliveries_around_an_unreadable_line_rebuild_as_they_were(
    hospital: TinyHospital, tmp_path: Path
) -> None:
    """D2 first comes in the delivery with the broken line, and is missing from the next."""
    header = "IPP,ID,KIND,ON,CODE\n"
    known, new = "P1,D1,primary,2025-01-10,C34.1\n", "P2,D2,primary,2025-02-01,C34.1\n"
    hospital.drop("PAT_20260302.csv", PATIENTS)
    for name, text in {
        "DIAG_20260302.csv": header + known,
        "DIAG_20260303.csv": header + known + new + "P2,D3,primary\n",
        "DIAG_20260304.csv": header + known,
    }.items():
        hospital.drop(name, text)
        hospital.night()
    assert hospital.rows("SELECT source_row_id FROM canonical.diagnosis") == [("D1",)]
    again = tmp_path / "again"
    run_night(hospital.home, into=Home(again), judge=believe_everything)
    assert TinyHospital(again).digest() == hospital.digest()
