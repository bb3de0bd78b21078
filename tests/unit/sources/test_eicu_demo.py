"""Real, de-identified intensive-care data (eICU demo) through mappings alone."""

from pathlib import Path

import polars as pl
import pytest

from tests.unit.sources.hospital_extracts import KNOWN_AT
from tests.unit.sources.shared_data import REPOSITORY, shared_folder
from transforms.sources import Extract, parse_mapping, read_extract
from transforms.sources.pseudonym import keyed_pseudonym

MAPPINGS = REPOSITORY / "tests" / "sources" / "eicu_demo"


@pytest.fixture(scope="module")
def folder() -> Path:
    found = shared_folder("eicu_demo")
    if found is None:
        pytest.skip("SKIPPED: the folder eicu_demo of shared test data is absent")
    return found


def read(folder: Path, mapping: str, file: str) -> Extract:
    source = parse_mapping((MAPPINGS / mapping).read_text("utf-8"), mapping)
    assert source.matches(file)
    return read_extract(source, (folder / file).read_bytes(), source_file="eicu",
                        known_at=KNOWN_AT, pseudonym=keyed_pseudonym(b"key"))


@pytest.fixture(scope="module")
def laboratory(folder: Path) -> Extract:
    return read(folder, "laboratory.toml", "lab.csv")


@pytest.fixture(scope="module")
def patients(folder: Path) -> Extract:
    return read(folder, "patient.toml", "patient.csv")


def pairs(extract: Extract) -> pl.DataFrame:
    def drawn(analyte: str) -> pl.DataFrame:
        return extract.rows.filter(analyte_code=analyte).select("patient_id", "sampled_at").unique()

    return drawn("CA_TOTAL").join(drawn("ALB"), on=["patient_id", "sampled_at"])


def test_every_laboratory_row_is_accounted_for(laboratory: Extract) -> None:
    assert laboratory.rows_in == 29_961
    assert laboratory.rows.height + laboratory.rejected.height == 29_961
    assert laboratory.rejected["reason"].unique().to_list() == ["not_tracked"]
    assert laboratory.row_ids.height == 29_961


def test_each_analyte_is_found(laboratory: Extract) -> None:
    counted = laboratory.rows["analyte_code"].value_counts()
    assert dict(counted.rows()) == {
        "CA_TOTAL": 964, "ALB": 410, "CA_ION": 90, "CREAT": 996, "ALP": 347, "LDH": 23, "HB": 996,
        "PHOS": 274, "CRP": 22, "CREAT_URINE": 6,
    }


def test_calcium_and_albumin_of_one_time_make_393_pairs(laboratory: Extract) -> None:
    assert pairs(laboratory).height == 393


def test_values_are_in_canonical_units(laboratory: Extract) -> None:
    medians = laboratory.rows.group_by("analyte_code").agg(median=pl.col("value").median())
    median = dict(medians.rows())
    assert 2.0 < median["CA_TOTAL"] < 2.3  # mmol/L, intensive care, albumin is low
    assert 25 < median["ALB"] < 32  # g/L
    assert 1.0 < median["CA_ION"] < 1.3  # mmol/L: from mmol/L and from mg/dL
    assert 60 < median["CREAT"] < 140  # umol/L


def test_ionised_calcium_is_possible_whatever_its_unit(laboratory: Extract) -> None:
    ionised = laboratory.rows.filter(analyte_code="CA_ION")
    assert ionised["value"].is_between(0.7, 1.7).all()
    assert set(ionised["unit_received"]) == {"mmol/L", "MMOL/L", "mg/dL"}


def test_stays_are_patients_and_blank_lines_are_not(patients: Extract) -> None:
    assert (patients.rows_in, patients.rows.height) == (174, 174)
    assert patients.rows["birth_on"].null_count() == 0
    assert dict(patients.rows["vital_status"].value_counts().rows()) == {
        "alive": 162, "dead": 9, "unknown": 3
    }


def test_laboratory_rows_belong_to_stays(laboratory: Extract, patients: Extract) -> None:
    known = set(patients.rows["patient_id"])
    assert set(laboratory.rows["patient_id"]) <= known


def test_nothing_of_the_source_identifier_is_left(laboratory: Extract, patients: Extract) -> None:
    stays = patients.rows["source_row_id"]
    assert stays.str.contains(r"^[0-9a-f]{24}$").all()
    assert laboratory.rows["patient_id"].str.contains(r"^[0-9a-f]{24}$").all()


def test_no_value_is_in_the_account_of_what_was_rejected(laboratory: Extract) -> None:
    assert laboratory.rejected.columns == ["source_line", "reason", "column_name"]
    assert laboratory.rejected["column_name"].unique().to_list() == ["analyte_code"]
