"""Corrected calcium on real laboratory values (eICU demo, mg/dL and g/dL)."""

import os
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from transforms.derived.corrected_calcium import corrected_calcium
from transforms.frames import empty_frame
from warehouse.schema import ANALYTES, CANONICAL

ROOT = Path(__file__).resolve().parents[3]
SHARED_DATA = Path(os.environ.get("OSTEON_SHARED_DATA", ROOT.parent / "shared" / "data"))
LABORATORY = SHARED_DATA / "eicu_demo" / "lab.csv"
ANALYTE_OF_NAME = {"calcium": "CA_TOTAL", "albumin": "ALB", "ionized calcium": "CA_ION"}


@pytest.fixture(scope="module")
def corrected() -> pl.DataFrame:
    if not LABORATORY.exists():
        pytest.skip(f"real laboratory values are not here: {LABORATORY}; set OSTEON_SHARED_DATA")
    return corrected_calcium(lab_result(pl.read_csv(LABORATORY, infer_schema=False)))


def lab_result(extract: pl.DataFrame) -> pl.DataFrame:
    """The three analytes of the extract as canonical rows, a stay taken as the patient."""
    analyte = pl.col("labname").replace_strict(
        ANALYTE_OF_NAME, default=None, return_dtype=pl.String
    )
    factor = analyte.replace_strict(
        {code: _received_factor(code) for code in ANALYTE_OF_NAME.values()},
        default=None, return_dtype=pl.Float64,
    )
    minutes = pl.duration(minutes=pl.col("labresultoffset").cast(pl.Int64))
    rows = extract.select(
        patient_id="patientunitstayid",
        analyte_code=analyte,
        value=pl.col("labresult").cast(pl.Float64) * factor,
        sampled_at=pl.lit(datetime(2014, 1, 1)) + minutes,
        source_system=pl.lit("EICU"),
        source_row_id="labid",
    ).drop_nulls("analyte_code")
    return pl.concat([empty_frame(CANONICAL["lab_result"]), rows], how="diagonal_relaxed")


def _received_factor(code: str) -> float:
    received = "g/dL" if code == "ALB" else "mg/dL"
    return next(item.factor for item in ANALYTES[code].conversions if item.unit == received)


def test_every_calcium_with_a_number_has_a_row(corrected: pl.DataFrame) -> None:
    assert corrected.height == 964


def test_same_time_pairs_number_393(corrected: pl.DataFrame) -> None:
    pairs = corrected.filter(pl.col("pairing") == "same_time")
    assert pairs.select("patient_id", "sampled_at").n_unique() == 393


def test_real_values_are_plausible(corrected: pl.DataFrame) -> None:
    median = corrected["corrected_calcium_mmol_l"].median()
    assert isinstance(median, float)
    assert 2.2 < median < 2.6
    assert corrected.filter(pl.col("calcium_basis") == "ionised").height > 0
