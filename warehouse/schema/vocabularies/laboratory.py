"""Laboratory results."""

from warehouse.schema.declare import Vocabulary

LABORATORY_VOCABULARIES = [
    Vocabulary(
        "value_operator", {"=": "as written", "<": "below the limit", ">": "above the limit"}
    ),
    Vocabulary(
        "result_status",
        {"final": "final", "corrected": "corrected", "cancelled": "cancelled: not a value"},
    ),
]
