"""Verdicts on events, as the version shown knows them."""

import polars as pl

from dashboard.queries.declared import relation
from warehouse.reader import Reader


def reviews(reader: Reader, patient_id: str) -> pl.DataFrame:
    """Verdicts on the patient's events that were delivered and stand, oldest first.

    Out: source_system, source_row_id, event_id, review_decision, merged_into_event_id,
    review_reason, reviewed_by, reviewed_at.
    """
    return reader.frame(
        "SELECT source_system, source_row_id, event_id, review_decision, merged_into_event_id, "
        f"review_reason, reviewed_by, reviewed_at FROM {relation(reader, 'canonical.review')} "
        "WHERE patient_id = $1 ORDER BY reviewed_at, source_system, source_row_id",
        [patient_id],
    )
