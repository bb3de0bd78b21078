"""Who is in the sound hospital: 240 patients, 120 of them followed.

Patients 0 to 119 have bone metastasis from June 2023 and die on 1 May 2024; each has one event:
radiotherapy (0 to 59), preventive surgery (60 to 69), fracture (70 to 109), cord compression.
"""

from datetime import date, datetime

PATIENTS, FOLLOWED = 240, 120
RT, SX, FX, SCC = range(60), range(60, 70), range(70, 110), range(110, 120)
KNOWN_AT = datetime(2024, 6, 1, 3, 30)
SOURCE_FILE = "0123456789ab/ONCO_20240601.csv"
INDEX, DEATH = date(2023, 6, 1), date(2024, 5, 1)
EVENT = {
    "RT": date(2023, 8, 1),
    "SX": date(2023, 9, 1),
    "FX": date(2023, 10, 1),
    "SCC": date(2023, 11, 1),
}
TABLE_OF = {"RT": "radiotherapy", "SX": "surgery", "FX": "fracture", "SCC": "cord_compression"}
CURVE = ((30.0, 120, 24, 0.2, 0.1), (300.0, 80, 24, 0.4, 0.2), (600.0, 40, 6, 0.45, 0.3))


def pseudonym(number: int) -> str:
    """Pseudonym of a patient of this hospital."""
    return f"{number:024x}"


def event_key(number: int) -> str:
    """Key of the event of a followed patient."""
    return f"{number:016x}"


def kind_of(patient: int) -> str:
    """The kind of event the followed patient has."""
    return next(
        kind
        for kind, patients in (("RT", RT), ("SX", SX), ("FX", FX), ("SCC", SCC))
        if patient in patients
    )
