"""Two fractures of one patient: of unknown mechanism, and pathological."""

from tests.support.tiny_hospital import PATIENTS, TinyHospital

FRACTURE_MAPPING = """
feed = "fractures"
table = "fracture"
system = "TINY"
files = "FRAC_*.csv"
delivery = "snapshot"
extract_date = { pattern = 'FRAC_(\\d{8})', format = "%Y%m%d" }

[format]
kind = "delimited"
dates = ["%Y-%m-%d"]

[row]
patient = "IPP"
id = ["ID"]

[columns]
occurred_on = "ON"
bone_site = "BONE"
fracture_mechanism = "WHY"
"""

DIAGNOSES = """IPP,ID,KIND,ON,CODE
P1,D1,primary,2025-01-02,C34.1
P1,D2,bone_metastasis,2025-06-01,C79.5
"""
FRACTURES = """IPP,ID,ON,BONE,WHY
P1,F1,2025-09-01,femur,unknown
P1,F2,2025-11-01,humerus,pathological
"""
EVENTS = (
    "SELECT bone_site, excluded_reason, review_decision, is_counted_sre4, len(source_rows) "
    "FROM derived.skeletal_event ORDER BY occurred_on"
)
UNREVIEWED = [
    ("femur", "mechanism_unknown", None, False, 1),
    ("humerus", None, None, True, 1),
]


def first_night(hospital: TinyHospital) -> None:
    """The hospital delivers its patients, diagnoses and fractures, and the night runs."""
    hospital.map("fractures", FRACTURE_MAPPING)
    hospital.drop("PAT_20260301.csv", PATIENTS)
    hospital.drop("DIAG_20260301.csv", DIAGNOSES)
    hospital.drop("FRAC_20260301.csv", FRACTURES)
    hospital.night()


def keys(hospital: TinyHospital) -> tuple[str, str, str]:
    """The patient and the keys of both events, as the dashboard shows them."""
    (femur, patient), (humerus, _) = hospital.rows(
        "SELECT event_id, patient_id FROM derived.skeletal_event ORDER BY occurred_on"
    )
    return str(patient), str(femur), str(humerus)
