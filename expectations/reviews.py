"""What is expected of clinicians' verdicts on events, and of answers to worklists."""

from expectations.expected import Expected, Matches, NoRows, warning
from expectations.questions import known_in

REVIEWS: tuple[Expected, ...] = (
    warning(
        "canonical.review",
        known_in(
            "derived.skeletal_event",
            "patient_id",
            "event_id",
            phrase="is about an event of its patient",
        ),
        "The row that founded the event was withdrawn, or the key is wrong: the verdict is lost.",
    ),
    warning(
        "canonical.review",
        NoRows(
            "a merge is applied",
            "FROM this SEMI JOIN (SELECT source_system, source_row_id FROM derived.finding "
            "WHERE rule_code = 'REVIEW_MERGE' AND table_name = 'canonical.review') "
            "USING (source_system, source_row_id)",
            ("merged_into_event_id",),
        ),
        "Two rows go on counting as two events although a clinician says that they are one.",
    ),
    warning(
        "canonical.review",
        Matches("event_id", "^[0-9a-f]{16}$", "is the key of an event"),
        "Nothing else can name an event: the list sends another identifier, or words.",
    ),
    warning(
        "canonical.review",
        Matches("reviewed_by", "^[A-Za-z0-9_-]+$", "is a key without spaces"),
        "A name in words here would be the name of a clinician.",
    ),
    warning(
        "canonical.worklist_answer",
        known_in(
            "derived.care_indicator_patient",
            "indicator_code",
            "patient_id",
            "case_key",
            phrase="is about a case of its indicator",
        ),
        "The row that opened the case was withdrawn, or the key is wrong: the answer is lost.",
    ),
    warning(
        "canonical.worklist_answer",
        Matches("answered_by", "^[A-Za-z0-9_-]+$", "is a key without spaces"),
        "A name in words here would be the name of a member of the team.",
    ),
)
