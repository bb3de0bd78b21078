"""Clinical choices: windows, gaps, thresholds, endpoint sets, each with its source.

The fingerprint of all of them is stored with every derived row, so a number can be read with
the definitions that made it and a changed definition shows as a changed version.
"""

import hashlib

from warehouse.schema.analytes import ANALYTES
from warehouse.schema.declare import Analyte, Definition
from warehouse.schema.definitions.calcium import CALCIUM_DEFINITIONS
from warehouse.schema.definitions.care import CARE_DEFINITIONS
from warehouse.schema.definitions.disease import DISEASE_DEFINITIONS
from warehouse.schema.definitions.event import EVENT_DEFINITIONS
from warehouse.schema.definitions.marker import MARKER_DEFINITIONS
from warehouse.schema.definitions.muscle import MUSCLE_DEFINITIONS
from warehouse.schema.definitions.patient import PATIENT_DEFINITIONS
from warehouse.schema.definitions.population import POPULATION_DEFINITIONS
from warehouse.schema.definitions.timing import TIMING_DEFINITIONS
from warehouse.schema.definitions.treatment import TREATMENT_DEFINITIONS

# Clinical times are the clock on the hospital's wall: "before 09:00" is about that clock.
HOSPITAL_TIME_ZONE = "Europe/Paris"

_ALL = (
    *CALCIUM_DEFINITIONS,
    *EVENT_DEFINITIONS,
    *TIMING_DEFINITIONS,
    *DISEASE_DEFINITIONS,
    *MUSCLE_DEFINITIONS,
    *POPULATION_DEFINITIONS,
    *PATIENT_DEFINITIONS,
    *MARKER_DEFINITIONS,
    *TREATMENT_DEFINITIONS,
    *CARE_DEFINITIONS,
)

DEFINITIONS: dict[str, Definition] = {item.name: item for item in _ALL}


def number(name: str) -> float:
    """Value of a definition that is a number."""
    value = DEFINITIONS[name].value
    assert isinstance(value, (int, float)), f"{name} is not a number"
    return value


def names(name: str) -> tuple[str, ...]:
    """Value of a definition that is a set of codes."""
    value = DEFINITIONS[name].value
    assert isinstance(value, tuple), f"{name} is not a set of codes"
    return value


def word(name: str) -> str:
    """Value of a definition that is a word or a date."""
    value = DEFINITIONS[name].value
    assert isinstance(value, str), f"{name} is not a word"
    return value


def definition_version() -> str:
    """Fingerprint of every definition: 8 hexadecimal digits that change when one does.

    The limits and changes that results are read with are definitions too, kept by analyte.
    """
    chosen = [f"{item.name}={item.value!r}" for item in DEFINITIONS.values()]
    limits = [f"{code}={_read_with(analyte)!r}" for code, analyte in ANALYTES.items()]
    return hashlib.sha256("\n".join(chosen + limits).encode()).hexdigest()[:8]


def _read_with(analyte: Analyte) -> tuple[float | None, ...]:
    """What a result of the analyte, once in its unit, is held against."""
    return (
        analyte.hard_low,
        analyte.hard_high,
        analyte.critical_below,
        analyte.critical_above,
        analyte.is_critical_at_upper,
        analyte.reference_low,
        analyte.reference_high,
        analyte.reference_change_percent,
        analyte.stale_after_days,
    )
