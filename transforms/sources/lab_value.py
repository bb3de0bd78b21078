"""The analyte of a laboratory result and its value in the canonical unit."""

import polars as pl

from transforms.sources.columns import is_beyond_measure
from transforms.sources.reading import Reading, fault_where, unreadable_where
from transforms.sources.source import ColumnSource
from transforms.sources.units import (
    CANONICAL_UNIT,
    conversion_factors,
    in_canonical_unit,
    read_units,
    split_value,
)
from warehouse.schema import ANALYTES, CODE_OF_LOINC, VOCABULARIES

LIMIT_COLUMNS = ("reference_low", "reference_high")
VALUE_COLUMNS = ("value", "value_operator", "value_text", "unit_received", *LIMIT_COLUMNS)


def read_analyte(texts: pl.Series) -> Reading:
    """analyte_code from a code of the registry or a LOINC code (domain.md §3.1, §7.1)."""
    code_of = CODE_OF_LOINC | {code: code for code in ANALYTES}
    codes = texts.replace_strict(code_of, default=None, return_dtype=pl.String)
    return unreadable_where("unknown_analyte", "analyte_code", texts, codes)


def read_value(
    analyte: pl.Series, texts: dict[str, pl.Series], decimal: str, unit: ColumnSource
) -> Reading:
    """Value, operator, words, unit and reference limits of each result.

    The value and the limits are converted from the unit received, at 9 significant digits. A value
    that is neither number nor words breaks L02; one that no measure reaches, out_of_range; a number
    whose unit is absent or cannot be converted, L01 (domain.md §3.1, §8). `has_canonical_unit`
    comes along for exclusions.
    """
    parts = _written_value(texts, decimal)
    units = _units(analyte, texts["unit_received"], unit)
    value = in_canonical_unit(parts["value"], units["factor"]).alias("value")
    is_number = parts["value"].is_not_null()
    is_neither = ~is_number & parts["value_text"].is_null()
    reading = Reading(
        {
            **parts.select("value_operator", "value_text").to_dict(),
            "value": value,
            "unit_code": units["unit_code"].set(value.is_null(), None),
            "unit_received": texts["unit_received"].set(units["is_assumed"], None),
            "has_canonical_unit": units["factor"] == 1.0,
        },
        fault_where("L02", "value", is_neither)
        + fault_where("out_of_range", "value", is_beyond_measure(value))
        + fault_where("L01", "unit_received", is_number & value.is_null()),
    )
    reading += _operator_of_its_own(texts["value_operator"])
    for name in LIMIT_COLUMNS:
        reading += _read_limit(name, texts[name], units["factor"], decimal)
    return reading


def _operator_of_its_own(texts: pl.Series) -> Reading:
    """The fault of an operator column that holds anything else than an operator."""
    unknown = ~texts.is_in(VOCABULARIES["value_operator"].codes)
    return Reading(faults=fault_where("not_in_vocabulary", "value_operator", unknown))


def _written_value(texts: dict[str, pl.Series], decimal: str) -> pl.DataFrame:
    """The parts of the result; an operator of its own column counts, words fill an empty result."""
    parts = split_value(texts["value"], decimal)
    is_number = parts["value"].is_not_null()
    return parts.select(
        pl.coalesce(texts["value_operator"].set(~is_number, None), "value_operator").alias(
            "value_operator"
        ),
        "value",
        pl.coalesce("value_text", texts["value_text"].set(is_number, None)).alias("value_text"),
    )


def _units(analyte: pl.Series, received: pl.Series, unit: ColumnSource) -> pl.DataFrame:
    """Canonical unit and factor of each row: unit_code, factor, is_assumed."""
    is_assumed = unit.constant == CANONICAL_UNIT
    units = _canonical_units(analyte) if is_assumed else read_units(received)
    return (
        pl.DataFrame({"analyte_code": analyte, "unit": units})
        .join(conversion_factors(), on=["analyte_code", "unit"], how="left", maintain_order="left")
        .with_columns(is_assumed=pl.lit(is_assumed))
    )


def _canonical_units(analyte: pl.Series) -> pl.Series:
    unit_of = {code: item.unit for code, item in ANALYTES.items()}
    return analyte.replace_strict(unit_of, default=None, return_dtype=pl.String)


def _read_limit(name: str, texts: pl.Series, factors: pl.Series, decimal: str) -> Reading:
    """A reference limit, written as a number or as "< 5"."""
    written = split_value(texts, decimal)["value"]
    reading = unreadable_where("not_a_number", name, texts, written)
    limit = in_canonical_unit(written, factors).alias(name)
    return Reading(
        {name: limit}, reading.faults + fault_where("out_of_range", name, is_beyond_measure(limit))
    )
