"""Results and units as laboratories write them."""

import polars as pl
import pytest

from transforms.sources.units import conversion_factors, in_canonical_unit, split_value, ucum
from warehouse.schema import ANALYTES


@pytest.mark.parametrize(
    ("written", "operator", "number", "words"),
    [
        ("2,31", "=", 2.31, None),
        ("<0,05", "<", 0.05, None),
        ("< 0,05", "<", 0.05, None),
        ("≤ 0,05", "<", 0.05, None),
        (">6,0", ">", 6.0, None),
        (">= 6,0", ">", 6.0, None),
        ("≥6", ">", 6.0, None),
        ("=2,31", "=", 2.31, None),
        ("1 234,5", "=", 1234.5, None),
        ("1\u202f234,5", "=", 1234.5, None),
        ("1'234", "=", 1234.0, None),
        (",5", "=", 0.5, None),
        ("-1,5", "=", -1.5, None),
        ("\u22121,5", "=", -1.5, None),
        ("1,2E+03", "=", 1200.0, None),
        ("coagulé", None, None, "coagulé"),
        ("voir commentaire 2", None, None, "voir commentaire 2"),
        ("< traces", None, None, "< traces"),
        ("2.31", None, None, None),  # a point where a comma is declared: not guessed
        ("1.234", None, None, None),
        ("12 34", None, None, None),
        ("1,2,3", None, None, None),
        ("1/80", None, None, None),
        ("...", None, None, None),
        ("<", None, None, None),
    ],
)
def test_a_result_is_an_operator_and_a_number_or_words(
    written: str, operator: str | None, number: float | None, words: str | None
) -> None:
    assert split_value(pl.Series([written]), ",").row(0) == (operator, number, words)


def test_with_a_decimal_point_the_comma_is_not_guessed_either() -> None:
    parts = split_value(pl.Series(["2.31", "2,31", "1,234", "<0.05"]), ".")
    assert parts["value"].to_list() == [2.31, None, None, 0.05]


def test_an_empty_result_is_nothing() -> None:
    assert split_value(pl.Series([None], dtype=pl.String), ",").row(0) == (None, None, None)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("mmol/L", "mmol/L"), ("MMOL/L", "mmol/L"), ("mmol / l", "mmol/L"),
        ("mmol.L-1", "mmol/L"), ("mmol·L⁻¹", "mmol/L"),
        ("µg/L", "ug/L"), ("μg/l", "ug/L"), ("ug/l", "ug/L"), ("mcg/L", "ug/L"),
        ("µmol/L", "umol/L"), ("micromol/L", "umol/L"),
        ("mg/100mL", "mg/dL"), ("mg/100 ml", "mg/dL"), ("mg%", "mg/dL"), ("MG/DL", "mg/dL"),
        ("UI/L", "U/L"), ("IU/L", "U/L"), ("[IU]/L", "U/L"), ("Units/L", "U/L"),
        ("unité/L", "U/L"), ("U/l", "U/L"),
        ("g/l", "g/L"), ("GM/DL", "g/dL"), ("g/100mL", "g/dL"),
        ("mEq/L", "meq/L"), ("µkat/L", "ukat/L"),
        ("nmol BCE/mmol creat", "nmol{BCE}/mmol{creat}"),
        ("mL/min/1,73 m²", "mL/min/{1.73_m2}"), ("ml/mn", "mL/min"), ("%", "%"),
        ("mUI/L", "mU/L"),
    ],
)
def test_a_unit_is_recognised_however_it_is_written(written: str, unit: str) -> None:
    assert ucum(written) == unit


@pytest.mark.parametrize("written", ["", "sec", "mmHg", "/L", "mg/", "mg/kg", "L", "10^9/L"])
def test_what_is_not_a_unit_of_ours_is_not_guessed(written: str) -> None:
    assert ucum(written) is None


def test_every_unit_of_the_registry_is_recognised_as_itself() -> None:
    for unit in conversion_factors()["unit"].unique():
        assert ucum(unit) == unit


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "canonical"),
    [
        ("CA_TOTAL", 10.0, "mg/dL", 2.49513449),  # / 4.0078
        ("CA_TOTAL", 5.0, "meq/L", 2.5),
        ("ALB", 4.2, "g/dL", 42.0),
        ("CREAT", 1.0, "mg/dL", 88.42),
        ("CREAT", 10.0, "mg/L", 88.42),
        ("CTX", 0.35, "ng/mL", 350.0),
        ("VITD25", 20.0, "ng/mL", 49.92),
        ("LDH", 4.0, "ukat/L", 240.0),
        ("HB", 12.1, "g/dL", 121.0),
        ("CRP", 1.3, "mg/dL", 13.0),
    ],
)
def test_values_are_converted_to_the_canonical_unit(
    analyte: str, value: float, unit: str, canonical: float
) -> None:
    factors = conversion_factors().filter(analyte_code=analyte, unit=unit)
    assert factors["unit_code"].to_list() == [ANALYTES[analyte].unit]
    converted = in_canonical_unit(pl.Series([value]), factors["factor"])
    assert converted.to_list() == [canonical]


def test_a_value_already_canonical_is_not_rounded() -> None:
    written = pl.Series([2.3456789012345])
    assert in_canonical_unit(written, pl.Series([1.0])).to_list() == [2.3456789012345]


def test_collagen_markers_in_moles_are_not_converted() -> None:
    assert conversion_factors().filter(analyte_code="CTX", unit="pmol/L").is_empty()
