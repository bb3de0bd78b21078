"""The nightly file of the laboratory: a French export, in the encoding of another century."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from flows.demo.life.draws import chance
from flows.demo.records.assays import ASSAYS, UNTRACKED

ENCODING = "cp1252"
ROWS_A_PART = 500_000  # so that a long history never stands in memory as text
UNTRACKED_SHARE = 0.05  # of the draws with a creatinine
COLUMNS = (
    "NUM_RES",
    "VERSION",
    "IPP",
    "NUM_ECH",
    "CODE",
    "LIBELLE",
    "RESULTAT",
    "UNITE",
    "NORME_BASSE",
    "NORME_HAUTE",
    "PRELEVE_LE",
    "VALIDE_LE",
    "A_JEUN",
    "METHODE",
    "MATERIEL",
    "STATUT",
)
STATUS = {"final": "F", "corrected": "C", "cancelled": "A"}
FRENCH_INSTANT = "%d/%m/%Y %H:%M"


def file_name(night: date, suffix: str = "") -> str:
    """Name of the file of a night, dated as its mapping expects."""
    return f"LABO_{night:%Y%m%d}{suffix}.csv"


def with_untracked(rng: np.random.Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows and some potassium, which the laboratory sends and nobody follows here."""
    creatinine = rows.filter(
        (pl.col("analyte_code") == "CREAT") & (pl.col("version") == 1) & pl.col("fault").is_null()
    ).sort("row")
    potassium = creatinine.filter(
        pl.Series(chance(rng, UNTRACKED_SHARE, creatinine.height), dtype=pl.Boolean)
    )
    value = np.round(rng.normal(4.1, 0.4, potassium.height), UNTRACKED.decimals)
    return pl.concat(
        [
            rows,
            potassium.with_columns(
                analyte_code=pl.lit(UNTRACKED.code),
                value=pl.Series(value),
                source_row_id=pl.col("source_row_id").str.replace("R", "RK"),
            ),
        ]
    )


def in_file_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows as an export lists them: by instant of the result."""
    return rows.sort("resulted_at", "source_row_id", "version", "fault", nulls_last=True)


def as_csv(rows: pl.DataFrame) -> Iterator[bytes]:
    """The file of one night, in parts. Columns in: lab_result, version, fault."""
    for start in range(0, max(rows.height, 1), ROWS_A_PART):
        part = rows.slice(start, ROWS_A_PART).select(_local_columns())
        text = part.write_csv(separator=";", include_header=start == 0, line_terminator="\r\n")
        yield text.encode(ENCODING)


def _local_columns() -> list[pl.Expr]:
    assays = (*ASSAYS, UNTRACKED)
    code = pl.col("analyte_code")

    def by_code(words: dict[str, str]) -> pl.Expr:
        return code.replace_strict(words, return_dtype=pl.String)

    columns = {
        "NUM_RES": pl.col("source_row_id"),
        "VERSION": pl.col("version"),
        "IPP": pl.col("patient_id"),
        "NUM_ECH": pl.col("sample_id"),
        "CODE": by_code({assay.code: assay.local for assay in assays}),
        "LIBELLE": by_code({assay.code: assay.label for assay in assays}),
        "RESULTAT": _result(),
        "UNITE": by_code({assay.code: assay.unit for assay in assays}),
        "NORME_BASSE": by_code({assay.code: _limit(assay.low) for assay in assays}),
        "NORME_HAUTE": by_code({assay.code: _limit(assay.high) for assay in assays}),
        "PRELEVE_LE": pl.col("sampled_at").dt.to_string(FRENCH_INSTANT),
        "VALIDE_LE": pl.col("resulted_at").dt.to_string(FRENCH_INSTANT),
        "A_JEUN": pl.when("is_fasting").then(pl.lit("O")).otherwise(pl.lit("")),
        "METHODE": by_code({assay.code: assay.method for assay in assays}),
        "MATERIEL": by_code({assay.code: assay.specimen for assay in assays}),
        "STATUT": pl.col("result_status").replace_strict(STATUS, return_dtype=pl.String),
    }
    return [columns[name].alias(name) for name in COLUMNS]


def _limit(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}".replace(".", ",")


def _result() -> pl.Expr:
    """The value as the analyser prints it: decimal comma unless the fault is a point, its own unit
    and decimals."""
    assays = (*ASSAYS, UNTRACKED)

    def by_assay(numbers: dict[str, float]) -> pl.Expr:
        return pl.col("analyte_code").replace_strict(numbers, return_dtype=pl.Float64)

    # 2.354 mmol/L with 2 decimals is 235 hundredths, printed 2.35; without decimals no ".0".
    parts = by_assay({assay.code: 10.0**assay.decimals for assay in assays})
    factor = by_assay({assay.code: assay.per_canonical for assay in assays})
    printed = ((pl.col("value") * factor * parts).round() / parts).cast(pl.String)
    whole = pl.when(parts == 1).then(printed.str.strip_suffix(".0")).otherwise(printed)
    sign = pl.when(pl.col("value_operator") == "<").then(pl.lit("<")).otherwise(pl.lit(""))
    with_comma = whole.str.replace(".", ",", literal=True)
    has_point = (pl.col("fault") == "decimal_point").fill_null(False)
    return (sign + pl.when(has_point).then(whole).otherwise(with_comma)).fill_null("")
