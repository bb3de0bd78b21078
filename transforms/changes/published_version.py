"""A published version, as far as its headline numbers and their causes go."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from warehouse.schema.definitions import number

HEADLINE_TABLES = ("cohort", "skeletal_event", "hypercalcaemia_episode", "first_event")


@dataclass(frozen=True)
class PublishedVersion:
    """The night of a version, and its derived tables of HEADLINE_TABLES by name."""

    as_of: date
    tables: dict[str, pl.DataFrame]

    @property
    def complete_until(self) -> date:
        """The last day whose rows are taken as all in."""
        return self.as_of - timedelta(days=number("data_lag_days"))

    def table(self, name: str) -> pl.DataFrame:
        return self.tables[name]


@dataclass(frozen=True)
class TwoVersions:
    """The version published before, this one, and every canonical row that differs.

    row_changes: patient_id, source_row (table:system:row), row_change (added, corrected or
    withdrawn), source_file_before, source_line_before, source_file_after, source_line_after.
    """

    before: PublishedVersion
    after: PublishedVersion
    row_changes: pl.DataFrame

    @property
    def night_moved(self) -> bool:
        return self.before.as_of != self.after.as_of
