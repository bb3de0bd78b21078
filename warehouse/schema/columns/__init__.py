"""Every column once: type, unit, range, vocabulary, meaning. Tables are lists of these names.

A name means the same thing in every table that uses it. Suffixes: _at wall-clock time of the
hospital, _on date, _id identifier, _code coded, is_/has_ boolean; units are in the name.
"""

from warehouse.schema.columns.calcium import CALCIUM_COLUMNS
from warehouse.schema.columns.comparison import COMPARISON_COLUMNS
from warehouse.schema.columns.curve import CURVE_COLUMNS
from warehouse.schema.columns.event import EVENT_COLUMNS
from warehouse.schema.columns.frequency import FREQUENCY_COLUMNS
from warehouse.schema.columns.hazard import HAZARD_COLUMNS
from warehouse.schema.columns.imaging import IMAGING_COLUMNS
from warehouse.schema.columns.indicator import INDICATOR_COLUMNS
from warehouse.schema.columns.laboratory import LABORATORY_COLUMNS
from warehouse.schema.columns.marker import MARKER_COLUMNS
from warehouse.schema.columns.operations import OPERATIONS_COLUMNS
from warehouse.schema.columns.patient import PATIENT_COLUMNS
from warehouse.schema.columns.population import POPULATION_COLUMNS
from warehouse.schema.columns.provenance import PROVENANCE_COLUMNS
from warehouse.schema.columns.treatment import TREATMENT_COLUMNS
from warehouse.schema.declare import Column

_ALL = (
    *PROVENANCE_COLUMNS,
    *PATIENT_COLUMNS,
    *LABORATORY_COLUMNS,
    *CALCIUM_COLUMNS,
    *MARKER_COLUMNS,
    *IMAGING_COLUMNS,
    *TREATMENT_COLUMNS,
    *EVENT_COLUMNS,
    *POPULATION_COLUMNS,
    *HAZARD_COLUMNS,
    *COMPARISON_COLUMNS,
    *FREQUENCY_COLUMNS,
    *CURVE_COLUMNS,
    *INDICATOR_COLUMNS,
    *OPERATIONS_COLUMNS,
)

COLUMNS: dict[str, Column] = {column.name: column for column in _ALL}
assert len(COLUMNS) == len(_ALL), "a column is declared twice"
