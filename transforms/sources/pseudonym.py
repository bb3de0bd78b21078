"""Pseudonyms: keyed, so that nobody without the key can guess back who or what they stand for."""

import hmac
from collections.abc import Callable

import polars as pl

from transforms.sources.unique import read_unique

PSEUDONYM_DIGITS = 24  # 96 bits: no two patients of one hospital share one
PSEUDONYM_SHAPE = f"^[0-9a-f]{{{PSEUDONYM_DIGITS}}}$"


def keyed_pseudonym(key: bytes) -> Callable[[str], str]:
    """From a hospital identifier to its pseudonym, with one secret key (domain.md §10).

    HMAC-SHA256 of the identifier without surrounding spaces, in capitals; its first 24 lowercase
    hexadecimal digits. "ab1 " and "AB1" are one patient.
    """

    keyed = hmac.new(key, digestmod="sha256")

    def pseudonym(identifier: str) -> str:
        made = keyed.copy()  # takes half the time of beginning with the key again
        made.update(identifier.strip().upper().encode())
        return made.hexdigest()[:PSEUDONYM_DIGITS]

    return pseudonym


def patient_pseudonyms(identifiers: pl.Series, pseudonym: Callable[[str], str]) -> pl.Series:
    """The pseudonym of each patient; null where there is no identifier."""
    return _made(identifiers, pseudonym)


def pseudonyms_of(kind: str, texts: pl.Series, pseudonym: Callable[[str], str]) -> pl.Series:
    """The pseudonym of each identifier of a kind other than patients: a sample, a reviewer.

    The kind is part of what is keyed: sample 12 is not patient 12. Case and spaces count, unlike
    in those of patients: what is keyed is the identifier in hexadecimal.
    """
    return _made(texts, lambda text: pseudonym(f"{kind}:{text.encode().hex()}"))


def _made(texts: pl.Series, make: Callable[[str], str]) -> pl.Series:
    def read(distinct: pl.Series) -> pl.DataFrame:
        made = [make(text) for text in distinct]
        return pl.DataFrame({"pseudonym": made}, schema={"pseudonym": pl.String})

    return read_unique(texts, read).to_series()
