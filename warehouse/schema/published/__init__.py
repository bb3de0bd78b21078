"""Published tables: the population, ready for a page."""

from warehouse.schema.declare import Table
from warehouse.schema.published.care import CARE_TABLES
from warehouse.schema.published.comparison import COMPARISON_TABLES
from warehouse.schema.published.curve import CURVE_TABLES
from warehouse.schema.published.disease import DISEASE_TABLES
from warehouse.schema.published.event import EVENT_TABLES
from warehouse.schema.published.frequency import FREQUENCY_TABLES
from warehouse.schema.published.hazard import HAZARD_TABLES
from warehouse.schema.published.overview import OVERVIEW_TABLES

_ALL = (
    *OVERVIEW_TABLES,
    *DISEASE_TABLES,
    *EVENT_TABLES,
    *CARE_TABLES,
    *HAZARD_TABLES,
    *COMPARISON_TABLES,
    *FREQUENCY_TABLES,
    *CURVE_TABLES,
)

PUBLISHED: dict[str, Table] = {table.name: table for table in _ALL}
