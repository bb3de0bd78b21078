"""The source rows a derived row was made from, and the stable key made of them."""

import hashlib

import polars as pl

from warehouse.schema import definition_version

KEY_DIGITS = 16


def source_row(table: str) -> pl.Expr:
    """A canonical row as `table:system:row`, for example fracture:SYNTH-ONCO:FX12."""
    return pl.format(f"{table}:{{}}:{{}}", "source_system", "source_row_id")


def stable_key(row: pl.Series) -> pl.Series:
    """Key of what a source row founds: the first 16 hexadecimal digits of its sha256.

    It depends on nothing else, so a course that receives a fraction, or an episode that receives
    a sample, keeps its key and what a clinician said of it.
    """
    keys = [hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS] for text in row]
    return pl.Series(row.name, keys, dtype=pl.String)


def with_definition_version(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows stamped with the fingerprint of the definitions that made them."""
    return frame.with_columns(definition_version=pl.lit(definition_version()))
