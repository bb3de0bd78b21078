"""Whose derived rows a night computes again: everybody's, or those something has changed for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from flows.code_versions import computation_version
from flows.unsettled import unsettled_patients
from transforms.lineage import facts
from warehouse.build import WarehouseFile
from warehouse.schema import CANONICAL, definition_version

Facts = Mapping[str, pl.DataFrame]
_PATIENT = pl.Schema({"patient_id": pl.String()})


@dataclass(frozen=True)
class Touched:
    """Patients of whom a canonical row changed tonight, by table; None when a table is new.

    in_new_file: the file was begun tonight, and holds nothing yet of what is computed.
    """

    of_table: Mapping[str, pl.DataFrame | None] = field(default_factory=dict)
    in_new_file: bool = False

    @classmethod
    def by_table(cls, patients: Mapping[str, pl.Series | None], *, in_new_file: bool) -> "Touched":
        """From the identifiers of patients, by table; None for everybody."""
        return cls(
            {
                name: None if told is None else told.to_frame("patient_id")
                for name, told in patients.items()
            },
            in_new_file,
        )

    @property
    def is_everybody(self) -> bool:
        return self.in_new_file or any(told is None for told in self.of_table.values())

    @property
    def patients(self) -> pl.DataFrame:
        """patient_id of those of whom any row changed."""
        told = [patients for patients in self.of_table.values() if patients is not None]
        return _once(told)

    @property
    def tables(self) -> frozenset[str]:
        """Canonical tables that say something else; an arriving patient brings rows of any."""
        changed = {
            name
            for name, patients in self.of_table.items()
            if patients is None or not patients.is_empty()
        }
        return frozenset(CANONICAL) if "patient" in changed else frozenset(changed)


@dataclass(frozen=True)
class Concerned:
    """Whom each derived table is computed for.

    touched: patient_id; None for everybody. unsettled: by derived table, whom the night alone
    concerns. facts: what rules have to know of everybody.
    """

    touched: pl.DataFrame | None
    unsettled: Mapping[str, pl.DataFrame]
    facts: Facts

    @property
    def is_everybody(self) -> bool:
        return self.touched is None

    def by(self, name: str) -> pl.DataFrame:
        """Whom a derived table is computed for, whatever else of them changed tonight."""
        assert self.touched is not None, "everybody is concerned by every table"
        return _once([self.touched, self.unsettled.get(name, pl.DataFrame(schema=_PATIENT))])

    def in_parts(self, warehouse: WarehouseFile, size: int) -> Iterator[pl.DataFrame]:
        """The patients, in order, so many at a time: patient_id."""
        everyone = (
            warehouse.frame("SELECT DISTINCT patient_id FROM canonical.patient")
            if self.touched is None
            else _once([self.touched, *self.unsettled.values()])
        )
        yield from everyone.sort("patient_id").iter_slices(size)


def facts_of_everybody(warehouse: WarehouseFile) -> Facts:
    """Every fact of transforms/everybody/, from each combination of what it reads, once."""
    return {
        name: fact.of(
            {
                table: warehouse.frame(
                    f"SELECT DISTINCT {', '.join(columns)} FROM {CANONICAL[table].full_name}"
                )
                for table, columns in fact.reads.items()
            }
        )
        for name, fact in facts().items()
    }


def find_concerned(
    warehouse: WarehouseFile, touched: Touched, before: Facts, as_of: date
) -> Concerned:
    """Whom tonight concerns, after rows were merged and patients settled.

    before: the facts of everybody as they were. Everybody is concerned when the file is new or a
    table was read again from landing, when definitions or the code that computes have changed, when
    the night lies before the last one, or when a fact changed that is about no patient in
    particular.
    """
    now = facts_of_everybody(warehouse)
    last = _last_night(warehouse)
    if touched.is_everybody or last is None or last > as_of or _is_told_otherwise(before, now):
        return Concerned(None, {}, now)
    twins = pl.concat([before["lookalike"], now["lookalike"]])
    parted = twins.filter(~pl.col("patient_id").is_duplicated())
    return Concerned(
        _once([touched.patients, parted]), unsettled_patients(warehouse, last, as_of), now
    )


def _last_night(warehouse: WarehouseFile) -> date | None:
    """The night the derived rows at hand were computed as of; None when otherwise than now."""
    last = warehouse.frame(
        "SELECT as_of_on, definition_version, computation_version FROM ops.run "
        "ORDER BY run_started_at DESC LIMIT 1"
    )
    if last.is_empty() or last.row(0)[1:] != (definition_version(), computation_version()):
        return None
    night: date = last["as_of_on"][0]
    return night


def _is_told_otherwise(before: Facts, now: Facts) -> bool:
    """A feed that begins tonight brings only rows of patients who are touched anyway."""
    started = before["feed_start"].join(now["feed_start"], on=["table_name", "feed", "began_at"])
    return started.height < before["feed_start"].height or not before["urine_laboratory"].equals(
        now["urine_laboratory"]
    )


def _once(patients: list[pl.DataFrame]) -> pl.DataFrame:
    frames = [pl.DataFrame(schema=_PATIENT), *(part.select("patient_id") for part in patients)]
    return pl.concat(frames).unique()
