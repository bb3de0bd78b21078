"""Results and units as laboratories write them: operator, number, words; UCUM; conversion."""

import re

import polars as pl

from transforms.sources.numerals import parse_numbers
from transforms.sources.unique import read_unique
from warehouse.schema import ANALYTES

SIGNIFICANT_DIGITS = 9  # beyond any assay; makes a value re-read from the same text identical
CANONICAL_UNIT = "canonical"  # declared by a mapping whose laboratory sends no unit

BELOW = ("<", "<=", "=<", "≤", "⩽")
ABOVE = (">", ">=", "=>", "≥", "⩾")

_AMOUNTS = {
    "mol": "mol",
    "mmol": "mmol",
    "millimol": "mmol",
    "mmole": "mmol",
    "mmoles": "mmol",
    "umol": "umol",
    "mcmol": "umol",
    "micromol": "umol",
    "nmol": "nmol",
    "nanomol": "nmol",
    "pmol": "pmol",
    "picomol": "pmol",
    "g": "g",
    "gm": "g",
    "gr": "g",
    "mg": "mg",
    "ug": "ug",
    "mcg": "ug",
    "microg": "ug",
    "ng": "ng",
    "pg": "pg",
    "u": "U",
    "ui": "U",
    "iu": "U",
    "unit": "U",
    "units": "U",
    "unite": "U",
    "unites": "U",
    "unité": "U",
    "unités": "U",
    "mu": "mU",
    "mui": "mU",
    "miu": "mU",
    "kat": "kat",
    "ukat": "ukat",
    "microkat": "ukat",
    "nkat": "nkat",
    "eq": "eq",
    "meq": "meq",
    "mval": "meq",
}
_VOLUMES = {
    "l": "L",
    "litre": "L",
    "liter": "L",
    "dl": "dL",
    "100ml": "dL",
    "ml": "mL",
}
_WHOLE = {
    "%": "%",
    "g%": "g/dL",
    "mg%": "mg/dL",
    "nmol{bce}/mmol{creat}": "nmol{BCE}/mmol{creat}",
    "nmolbce/mmolcreat": "nmol{BCE}/mmol{creat}",
    "nmolbce/mmolcreatinine": "nmol{BCE}/mmol{creat}",
    "nmolbce/mmolcreatinin": "nmol{BCE}/mmol{creat}",
    "nmbce/mmcreat": "nmol{BCE}/mmol{creat}",
    "nmbce/mmcreatinine": "nmol{BCE}/mmol{creat}",
    "ml/min": "mL/min",
    "ml/mn": "mL/min",
    "ml/min/{1.73_m2}": "mL/min/{1.73_m2}",
    "ml/min/1.73m2": "mL/min/{1.73_m2}",
    "ml/min/1,73m2": "mL/min/{1.73_m2}",
    "ml/mn/1.73m2": "mL/min/{1.73_m2}",
    "ml/mn/1,73m2": "mL/min/{1.73_m2}",
}
_PER_LITRE = re.compile(r"^(?P<amount>[^/]+?)[.*·]?(?P<volume>l|dl|ml)(?:\^?-1|⁻¹)$")


def split_value(texts: pl.Series, decimal: str) -> pl.DataFrame:
    """A laboratory result as written: its operator, its number, or its words.

    "<0,05" is ("<", 0.05), "2,31" is ("=", 2.31), "coagulé" is words. What is neither, such as
    "..." or "1/80", is null everywhere.

    Columns in: texts. Columns out: value_operator, value, value_text (domain.md §3.5, §8 L02).
    """
    return read_unique(texts, lambda distinct: _split_value(distinct, decimal))


def _split_value(texts: pl.Series, decimal: str) -> pl.DataFrame:
    parts = texts.str.extract_groups(r"^(?<sign>[<>=≤≥⩽⩾]{0,2})\s*(?<rest>.*)$").struct.unnest()
    sign = parts["sign"]
    values = parse_numbers(parts["rest"].str.strip_chars(), decimal)
    return pl.select(
        pl.when(values.is_null())
        .then(None)
        .when(sign.is_in(BELOW))
        .then(pl.lit("<"))
        .when(sign.is_in(ABOVE))
        .then(pl.lit(">"))
        .when(sign.is_in(["", "="]))
        .then(pl.lit("="))
        .alias("value_operator"),
        texts.alias("text"),
        values.alias("value"),
        texts.str.contains(r"\p{L}").alias("has_words"),
    ).select(
        "value_operator",
        pl.when(pl.col("value_operator").is_not_null()).then("value").alias("value"),
        pl.when(pl.col("value_operator").is_null() & pl.col("has_words"))
        .then("text")
        .alias("value_text"),
    )


def ucum(unit: str) -> str | None:
    """A unit as a laboratory writes it, in UCUM; None when it is not one of ours.

    Case, spaces and the two signs for micro do not matter: "µG/l", "ug / L" and "mcg/L" are ug/L,
    "UI/L" is U/L, "mg/100 mL" is mg/dL, "mmol.L-1" is mmol/L (UCUM; domain.md §3.1).
    """
    folded = re.sub(r"[\s\[\]]", "", unit.casefold().replace("µ", "u").replace("μ", "u"))
    folded = folded.replace("²", "2").replace("(bce)", "bce")
    if folded in _WHOLE:
        return _WHOLE[folded]
    per_litre = _PER_LITRE.match(folded)
    amount, volume = per_litre.group("amount", "volume") if per_litre else _ratio(folded)
    if amount in _AMOUNTS and volume in _VOLUMES:
        return f"{_AMOUNTS[amount]}/{_VOLUMES[volume]}"
    return None


def _ratio(folded: str) -> tuple[str, str]:
    amount, _, volume = folded.partition("/")
    return amount, volume


def read_units(texts: pl.Series) -> pl.Series:
    """UCUM unit of each text; null where there is none or it is unknown."""

    def read(distinct: pl.Series) -> pl.DataFrame:
        return pl.DataFrame({"unit": [ucum(text) for text in distinct]}, schema={"unit": pl.String})

    return read_unique(texts, read).to_series()


def conversion_factors() -> pl.DataFrame:
    """Every accepted unit of every analyte: analyte_code, unit, unit_code (canonical), factor."""
    rows = [
        (analyte.code, unit, analyte.unit, factor)
        for analyte in ANALYTES.values()
        for unit, factor in [
            (analyte.unit, 1.0),
            *((conversion.unit, conversion.factor) for conversion in analyte.conversions),
        ]
    ]
    return pl.DataFrame(
        rows,
        schema={
            "analyte_code": pl.String,
            "unit": pl.String,
            "unit_code": pl.String,
            "factor": pl.Float64,
        },
        orient="row",
    )


def in_canonical_unit(values: pl.Series, factors: pl.Series) -> pl.Series:
    """Values times their factor, at 9 significant digits; untouched where the factor is 1."""
    converted = (values * factors).round_sig_figs(SIGNIFICANT_DIGITS)
    return pl.select(pl.when(factors == 1.0).then(values).otherwise(converted)).to_series()
