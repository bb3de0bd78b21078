"""The command line: a mistake is one sentence and exit code 1, without any patient value."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import main
from tests.support.tiny_hospital import (
    LABORATORY_MAPPING,
    PATIENTS,
    TinyHospital,
    laboratory,
)

CALCIUM = "P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F"


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    output = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, output.out, output.err


@pytest.fixture
def hospital(tmp_path: Path) -> TinyHospital:
    return TinyHospital(tmp_path / "home")


@pytest.mark.parametrize(
    "command",
    [
        *("demo", "nightly", "rebuild", "check", "status", "digest", "schedule", "dashboard"),
        *("doctor", "backup", "restore", "verify", "encrypt-landing", "purge", "access-log"),
    ],
)
def test_every_command_has_help_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = _run(capsys, command, "--help")
    assert code == 0
    assert f"Example: osteon {command}" in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nightly", "--as-of", "30/02/2026"], "is not a date; write it as 2026-03-01"),
        (["frobnicate"], "invalid choice"),
        (["demo", "--patients", "0"], "is not a whole number above 0"),
        (["rebuild"], "--into"),
        (["status"], "no night has run yet"),
        (["digest"], "no night has been published yet"),
        (["check", "nowhere.csv"], "nowhere.csv: not a file"),
    ],
)
def test_a_mistake_is_one_sentence(
    arguments: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = _run(capsys, "--home", str(tmp_path), *arguments)
    assert code == 1
    assert sentence in err
    assert err.startswith("osteon: ") and err.count("\n") == 1


def test_a_home_without_mappings_says_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = _run(capsys, "nightly", "--home", str(tmp_path))
    assert code == 1
    assert "no mapping (*.toml) yet" in err


def test_a_wrong_mapping_names_file_key_and_fix(
    hospital: TinyHospital, capsys: pytest.CaptureFixture[str]
) -> None:
    hospital.map(
        "laboratory",
        LABORATORY_MAPPING.replace("RESULTAT", "RESULTAT").replace("[columns]", "[colums]"),
    )
    code, _, err = _run(capsys, "--home", str(hospital.home.root), "nightly")
    assert code == 1
    assert "laboratory.toml" in err and "colums" in err and "columns" in err


def test_check_tells_what_would_become_of_a_file_and_writes_nothing(
    hospital: TinyHospital, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract = tmp_path / "LAB_20260302.csv"
    extract.write_text(
        laboratory(CALCIUM, CALCIUM.replace("mmol/L", "furlongs"), CALCIUM.replace(";CA;", ";NA;"))
    )
    before = sorted(hospital.home.root.rglob("*"))
    code, out, _ = _run(capsys, "--home", str(hospital.home.root), "check", str(extract))
    assert code == 0
    assert "rows      3" in out and "accepted  1" in out and "rejected  2" in out
    assert "L01 (unit_received), first at line 3" in out
    assert "not_tracked (analyte_code), first at line 4" in out
    assert "CA_TOTAL" in out and "P1" not in out
    assert sorted(hospital.home.root.rglob("*")) == before


def test_check_with_an_unknown_source_lists_the_feeds(
    hospital: TinyHospital, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract = tmp_path / "LAB_20260302.csv"
    extract.write_text(laboratory(CALCIUM))
    code, _, err = _run(
        capsys, "--home", str(hospital.home.root), "check", str(extract), "--source", "lab"
    )
    assert code == 1
    assert "there are: diagnoses, laboratory, osteon_verdict, osteon_worklist_answer, pat" in err


def test_status_and_digest_after_a_night(
    hospital: TinyHospital, capsys: pytest.CaptureFixture[str]
) -> None:
    hospital.drop("PAT_20260302.csv", PATIENTS)
    hospital.drop("LAB_20260302.csv", laboratory(CALCIUM))
    hospital.night()
    home = str(hospital.home.root)
    code, out, _ = _run(capsys, "--home", home, "status")
    assert code == 0 and "Night of 2026-03-02: published" in out
    code, out, _ = _run(capsys, "status", "--json", "--home", home)
    assert json.loads(out)["outcome"] == "published"
    code, out, _ = _run(capsys, "--home", home, "digest")
    lines = [line.split() for line in out.splitlines()]
    assert all(len(line) == 3 and len(line[1]) == 64 for line in lines)
    assert ["canonical.patient", "2"] in [[line[0], line[2]] for line in lines]
    assert not any(line[0].startswith("ops.") for line in lines)


def test_doctor_names_the_remedy(
    hospital: TinyHospital, capsys: pytest.CaptureFixture[str]
) -> None:
    hospital.home.key_file.chmod(0o644)
    code, out, _ = _run(capsys, "--home", str(hospital.home.root), "doctor")
    assert code == 1
    assert f"chmod 600 {hospital.home.key_file}" in out
    hospital.home.key_file.chmod(0o600)
    code, out, _ = _run(capsys, "--home", str(hospital.home.root), "doctor")
    assert code == 0, out


def test_the_key_is_created_once_and_closed_to_others(tmp_path: Path) -> None:
    from warehouse.home import Home
    from warehouse.secret import pseudonym_key

    home = Home(tmp_path)
    first = pseudonym_key(home)
    assert home.key_file.stat().st_mode & 0o777 == 0o600
    assert pseudonym_key(home) == first


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from flows.cli import _parser\n"
        "_parser()\n"
        "heavy = {'polars', 'duckdb', 'prefect', 'streamlit', 'great_expectations', 'numba',\n"
        "         'scipy', 'pandas'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
