"""Calcium: corrected, graded, gathered into episodes."""

from warehouse.schema.columns.kinds import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, TEXT
from warehouse.schema.declare import Column

_CALCIUM = [
    Column("calcium_mmol_l", NUMBER, "Total calcium.", unit="mmol/L", minimum=0.8, maximum=6.0),
    Column("albumin_g_l", NUMBER, "Albumin paired with it.", unit="g/L", minimum=5, maximum=70),
    Column("albumin_sampled_at", DATETIME, "When that albumin was drawn."),
    Column(
        "ionised_calcium_mmol_l",
        NUMBER,
        "Ionised calcium nearest within 24 hours.",
        unit="mmol/L",
        minimum=0.3,
        maximum=3.5,
    ),
    Column(
        "corrected_calcium_mmol_l",
        NUMBER,
        "Calcium + (40 - albumin) / 40.",
        unit="mmol/L",
        source="founding text; domain.md §1.A",
    ),
    Column(
        "corrected_calcium_payne_mmol_l",
        NUMBER,
        "Calcium + 0.02 (40 - albumin).",
        unit="mmol/L",
        source="domain.md §1.A",
    ),
    Column("pairing", TEXT, "How the albumin was paired.", vocabulary="pairing"),
    Column("calcium_basis", TEXT, "What the grade is read on.", vocabulary="calcium_basis"),
    Column(
        "ctcae_lab_grade",
        INTEGER,
        "Laboratory part of the CTCAE v5 hypercalcaemia grade; 0 when not above the limit.",
        minimum=0,
        maximum=4,
    ),
    Column(
        "ctcae_hypocalcaemia_lab_grade",
        INTEGER,
        "Laboratory part of the CTCAE hypocalcaemia grade.",
        minimum=0,
        maximum=4,
    ),
    Column("is_hypercalcaemia_trial", BOOLEAN, "Corrected calcium of 3.0 mmol/L or more."),
    Column(
        "is_crisis",
        BOOLEAN,
        "Corrected calcium strictly above 3.5 mmol/L, albumin not stale; on "
        "ionised basis, above 1.8 mmol/L.",
    ),
    Column(
        "formulas_disagree",
        BOOLEAN,
        "The two corrections fall in different grades or differ on crisis.",
    ),
    Column(
        "is_low_albumin", BOOLEAN, "Albumin under 30 g/L: a corrected calcium misleads most here."
    ),
    Column("calcium_row", TEXT, "Source row of the calcium, as table:system:row."),
    Column("albumin_row", TEXT, "Source row of the albumin, as table:system:row."),
    Column("ionised_calcium_row", TEXT, "Source row of the ionised calcium, as table:system:row."),
    Column("episode_id", TEXT, "Stable key made from the evidence of the episode."),
    Column("episode_start_at", DATETIME, "First qualifying sample."),
    Column("episode_end_at", DATETIME, "Last qualifying sample."),
    Column(
        "peak_calcium_mmol_l", NUMBER, "Highest corrected calcium of the episode.", unit="mmol/L"
    ),
    Column(
        "peak_ionised_calcium_mmol_l",
        NUMBER,
        "Highest ionised calcium of the episode.",
        unit="mmol/L",
    ),
    Column("sample_count", INTEGER, "Qualifying samples.", minimum=1),
]

_HYPOCALCAEMIA = [
    Column(
        "lowest_calcium_mmol_l", NUMBER, "Lowest corrected calcium of the episode.", unit="mmol/L"
    ),
    Column(
        "lowest_ionised_calcium_mmol_l",
        NUMBER,
        "Lowest ionised calcium of the episode.",
        unit="mmol/L",
    ),
    Column(
        "worst_hypocalcaemia_grade",
        INTEGER,
        "Highest laboratory part of the CTCAE hypocalcaemia grade.",
        minimum=1,
        maximum=4,
    ),
    Column(
        "preceding_atc_code",
        TEXT,
        "Bone-targeted agent given last before the episode.",
        vocabulary="atc_bone_agent",
    ),
    Column("preceding_dose_on", DATE, "Day of that dose."),
    Column(
        "days_since_dose",
        INTEGER,
        "Days from that dose to the first low sample.",
        unit="d",
        minimum=0,
    ),
    Column(
        "is_after_denosumab", BOOLEAN, "The episode started in the 42 days after a denosumab dose."
    ),
]

CALCIUM_COLUMNS = (
    *_CALCIUM,
    *_HYPOCALCAEMIA,
)
