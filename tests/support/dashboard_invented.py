"""Rows being invented, table by table, and the names of the patients they are about."""

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time

from warehouse.schema.definitions import definition_version

AS_OF = date(2026, 11, 20)
FULL, EMPTY = 0, 1
Row = dict[str, object]
SITES = ["T8", "T11", "L2", "L4", "femur", "humerus", "pelvis", "rib"]


def patient_id(number: int) -> str:
    return hashlib.sha256(f"invented patient {number}".encode()).hexdigest()[:32]


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


@dataclass
class Invented:
    """Rows being written, table by table, and the numbers of the rows."""

    chance: random.Random
    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    written: int = 0

    def source(self, table: str, who: str, day: date, feed: str, **columns: object) -> str:
        """One canonical row; what comes back names it as derived tables do."""
        self.written += 1
        row = f"{table[:3].upper()}{self.written}"
        self.tables[f"canonical.{table}"].append(
            {
                "patient_id": who,
                "feed": feed,
                "source_system": f"SYNTH-{feed[:4].upper()}",
                "source_row_id": row,
                "known_at": at(day, 23),
                "source_file": "a1b2c3d4e5f6",
                "source_line": self.written,
                **columns,
            }
        )
        return f"{table}:SYNTH-{feed[:4].upper()}:{row}"

    def derived(self, table: str, **columns: object) -> None:
        self.tables[f"derived.{table}"].append(
            {"definition_version": definition_version(), **columns}
        )


def day_of(event: Row) -> int:
    day = event["event_day"]
    assert isinstance(day, int)
    return day
