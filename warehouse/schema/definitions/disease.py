"""The disease: staging, lesions, scores of the spine and of long bones."""

from warehouse.schema.declare import Definition

DISEASE_DEFINITIONS = [
    Definition(
        "synchronous_days",
        90,
        "d",
        "A metastasis this soon after the diagnosis of cancer is synchronous.",
        "domain.md §8",
    ),
    Definition(
        "staging_window_days",
        30,
        "d",
        "Metastases found this soon after the stage-IV date belong to the same staging.",
        "product choice: one work-up takes weeks",
    ),
    Definition(
        "visceral_organs",
        ("liver", "lung", "adrenal", "brain", "pleura"),
        None,
        "Organs whose metastases are visceral; lung is contralateral, pleura includes peritoneum.",
        "domain.md §4",
    ),
    Definition(
        "large_tumour_mm", 20, "mm", "A primary is large strictly above this.", "domain.md §1, 1.4"
    ),
    Definition(
        "mirels_judgement_score", 8, None, "Mirels that calls for judgement.", "domain.md §5"
    ),
    Definition(
        "mirels_fixation_score", 9, None, "Mirels from which fixation is suggested.", "domain.md §5"
    ),
    Definition(
        "sins_potentially_unstable_score",
        7,
        None,
        "SINS from which a spine may be unstable, and a surgical opinion is due.",
        "domain.md §5",
    ),
    Definition("sins_unstable_score", 13, None, "SINS of an unstable spine.", "domain.md §5"),
    Definition(
        "performance_window_days",
        30,
        "d",
        "Performance status and pain are read at the visit nearest within this many days.",
        "product choice",
    ),
    Definition(
        "tokuhashi_lung_points", 0, None, "Tokuhashi points of a lung primary.", "domain.md §5"
    ),
    Definition("tomita_lung_points", 4, None, "Tomita points of a lung primary.", "domain.md §5"),
    Definition(
        "default_cutoff_set", "prado08", None, "Sarcopenia cut-offs shown first.", "domain.md §4"
    ),
]
