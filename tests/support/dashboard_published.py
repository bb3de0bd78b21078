"""Population tables of the invented home, made from its invented rows by what publishes them."""

import polars as pl

from tests.support.dashboard_invented import AS_OF, Row
from transforms.frames import conform, empty_frame
from transforms.lineage import order_of_work
from warehouse.schema import TABLES

# Those the page is told from that the invented rows can make.
PUBLISHED_FROM_INVENTED = (
    "sre_curve",
    "sre_number_at_risk",
    "sre_rate_by_part",
    "sre_morbidity",
    "sre_test_since_agent",
    "sre_incidence_test",
    "cohort_attrition",
    "care_indicator_quarter",
    "event_site",
    "event_hazard",
    "benchmark",
    "benchmark_beside",
)


def published_of(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Rows of published tables by full name; what the invented hospital lacks is empty."""
    frames = {name: empty_frame(table) for name, table in TABLES.items()}
    frames |= {name: _frame(name, rows) for name, rows in tables.items()}
    by_name = {name.split(".")[1]: frame for name, frame in frames.items()}
    made = {}
    for step in order_of_work():
        if step.table.name in PUBLISHED_FROM_INVENTED:
            by_name[step.table.name] = step.run(by_name, AS_OF)
            made[step.table.full_name] = by_name[step.table.name].to_dicts()
    return made


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    table = TABLES[name]
    schema = empty_frame(table).schema
    complete = [{column: row.get(column) for column in schema} for row in rows]
    return conform(pl.DataFrame(complete, schema=schema, orient="row", strict=False), table)
