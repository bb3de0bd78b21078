"""The pseudonym of a patient: keyed, so that nobody without the key can guess it back."""

import hmac
from collections.abc import Callable

PSEUDONYM_DIGITS = 24  # 96 bits: no two patients of one hospital share one
PSEUDONYM_SHAPE = f"^[0-9a-f]{{{PSEUDONYM_DIGITS}}}$"


def keyed_pseudonym(key: bytes) -> Callable[[str], str]:
    """From a hospital identifier to its pseudonym, with one secret key (domain.md §10).

    HMAC-SHA256 of the identifier without surrounding spaces, in capitals; its first 24 lowercase
    hexadecimal digits. "ab1 " and "AB1" are one patient.
    """

    def pseudonym(identifier: str) -> str:
        message = identifier.strip().upper().encode()
        return hmac.new(key, message, "sha256").hexdigest()[:PSEUDONYM_DIGITS]

    return pseudonym
