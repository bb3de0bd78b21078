"""What the nights say of themselves."""

from warehouse.schema.declare import Vocabulary

OPERATIONS_VOCABULARIES = [
    Vocabulary(
        "rule_severity",
        {
            "block": "row rejected",
            "error": "kept; what it says cannot be right",
            "warning": "kept, shown",
            "info": "for information",
        },
    ),
    Vocabulary("file_status", {"merged": "read into the warehouse", "refused": "refused whole"}),
    Vocabulary(
        "verdict_severity", {"critical": "refuses publication", "warning": "published, shown"}
    ),
    Vocabulary(
        "change_measure",
        {
            "counted_event": "skeletal events counted",
            "cohort_patient": "patients in the cohort",
            "hypercalcaemia_episode": "hypercalcaemia episodes",
            "incidence": "incidence of a first event",
        },
    ),
    # In the order in which an incidence is estimated again.
    Vocabulary(
        "change_cause",
        {
            "new_row": "new rows",
            "late_row": "late rows, about days taken as complete before",
            "corrected": "a corrected row",
            "withdrawn": "a withdrawn row",
            "review_accepted": "accepted by a clinician",
            "review_rejected": "rejected by a clinician",
            "review_merged": "merged by a clinician",
            "review_taken_back": "a verdict taken back, or no longer applied",
            "patient_entered": "the patient entered the cohort",
            "patient_left": "the patient left the cohort",
            "out_of_lag": "the last days became complete",
            "observation_changed": "the observation of the patient changed",
            "neighbour_event": "another event within the counting window came or went",
            "other_row": "another row of the patient changed",
            "calculation_changed": "the definitions or the calculation changed",
        },
    ),
    Vocabulary(
        "change_state",
        {
            "absent": "not there",
            "not_counted": "there, not counted",
            "counted": "counted",
            "present": "there",
            "followed": "followed without event",
            "had_event": "first event",
            "died": "died without event",
        },
    ),
    Vocabulary(
        "row_change",
        {
            "added": "new",
            "corrected": "another version in force",
            "withdrawn": "no longer in force",
            "unchanged": "unchanged",
        },
    ),
    Vocabulary("run_outcome", {"published": "published", "refused": "last version stays"}),
    Vocabulary(
        "aside_reason",
        {
            "superseded": "a later version exists",
            "withdrawn": "cancelled, or missing from a later full delivery",
            "orphan": "its patient is not known",
            "opposed": "the patient opposes: only the pseudonym is kept, to go on refusing",
        },
    ),
]
