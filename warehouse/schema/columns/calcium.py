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
    Column(
        "is_hypercalcaemia_trial",
        BOOLEAN,
        "Corrected calcium of 3.0 mmol/L or more; null when a limit does not say.",
    ),
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

# Whether a number is a value or a limit, for each number that can be one.
_LIMITS = [
    Column(
        "calcium_operator",
        TEXT,
        "Whether the total calcium is a limit.",
        vocabulary="value_operator",
    ),
    Column(
        "albumin_operator", TEXT, "Whether the albumin is a limit.", vocabulary="value_operator"
    ),
    Column(
        "ionised_calcium_operator",
        TEXT,
        "Whether the ionised calcium is a limit.",
        vocabulary="value_operator",
    ),
    Column(
        "corrected_calcium_operator",
        TEXT,
        "Whether the corrected calcium, by either formula, is a limit; null when it has none, or "
        "when calcium and albumin are limits that pull apart.",
        vocabulary="value_operator",
    ),
    Column(
        "peak_calcium_operator",
        TEXT,
        "Above the limit when a sample of the episode is one: the peak is at least that.",
        vocabulary="value_operator",
    ),
    Column(
        "peak_ionised_calcium_operator",
        TEXT,
        "Above the limit when a sample of the episode is one: the peak is at least that.",
        vocabulary="value_operator",
    ),
    Column(
        "lowest_calcium_operator",
        TEXT,
        "Below the limit when a sample of the episode is one: the lowest is at most that.",
        vocabulary="value_operator",
    ),
    Column(
        "lowest_ionised_calcium_operator",
        TEXT,
        "Below the limit when a sample of the episode is one: the lowest is at most that.",
        vocabulary="value_operator",
    ),
]

_ETIOLOGY = [
    Column(
        "recovered_at",
        DATETIME,
        "First sample after the last qualifying one that is back within the upper limit; null "
        "when none was seen before the next episode.",
    ),
    Column("recovery_row", TEXT, "Source row of that calcium, as table:system:row."),
    Column(
        "hcm_etiology",
        TEXT,
        "Whether PTH and PTHrP make malignancy the probable cause.",
        vocabulary="hcm_etiology",
        source="domain.md §1.A",
    ),
    Column(
        "pth_ng_l", NUMBER, "PTH that speaks for the episode.", unit="ng/L", minimum=1, maximum=5000
    ),
    Column("pth_operator", TEXT, "Whether that PTH is a limit.", vocabulary="value_operator"),
    Column("pth_sampled_at", DATETIME, "When that PTH was drawn."),
    Column("pth_row", TEXT, "Source row of that PTH, as table:system:row."),
    Column("pthrp_row", TEXT, "Source row of the PTHrP that was compared, as table:system:row."),
]

_ALERT = [
    Column("alert_level", TEXT, "How urgent the alert is.", vocabulary="alert_level"),
    Column("alert_side", TEXT, "Too high or too low.", vocabulary="alert_side"),
    Column("alert_basis", TEXT, "What the alert is read on.", vocabulary="alert_basis"),
    Column("alert_value", NUMBER, "The number it is read on, in the unit of the row."),
    Column("alert_limit", NUMBER, "The limit of that level, in the unit of the row."),
]

CALCIUM_COLUMNS = (
    *_CALCIUM,
    *_HYPOCALCAEMIA,
    *_LIMITS,
    *_ETIOLOGY,
    *_ALERT,
)
