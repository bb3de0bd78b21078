"""Derived tables, for the patients a night concerns, so many at a time."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from flows.concerned import Concerned
from flows.work import Amount, StepTime, Stopwatch, amount_of
from transforms.frames import empty_frame, in_order
from transforms.lineage import Step, facts, order_of_work
from warehouse.build import WarehouseFile
from warehouse.schema import CANONICAL, COLUMNS, DERIVED, ColumnType, Table, Tier

# What they are computed from has to fit in memory, with what is computed.
PATIENTS_AT_ONCE = 10_000
_TABLES = {**CANONICAL, **DERIVED}


@dataclass(frozen=True)
class Derivation:
    """What deriving took, a step a table, and the derived tables that say something else now."""

    times: tuple[StepTime, ...]
    changed: frozenset[str]

    @property
    def amount(self) -> Amount:
        """All that was written."""
        return sum((Amount(item.rows, item.bytes) for item in self.times), Amount())


@dataclass
class _Tally:
    """One table, through all parts."""

    watch: Stopwatch = field(default_factory=Stopwatch)
    amount: Amount = field(default_factory=Amount)
    has_changed: bool = False


def derive(
    warehouse: WarehouseFile,
    concerned: Concerned,
    as_of: date,
    patients_at_once: int = PATIENTS_AT_ONCE,
) -> Derivation:
    """Compute every derived table for those concerned; of others, rows stay as they are.

    Nothing else may write canonical or derived tables of the file meanwhile.
    """
    steps = derived_steps()
    tallies = {step.table.name: _Tally() for step in steps}
    if concerned.is_everybody:
        for step in steps:
            warehouse.replace(step.table, empty_frame(step.table))
            tallies[step.table.name].has_changed = True
    for patients in concerned.in_parts(warehouse, patients_at_once):
        part = _Part(warehouse, patients, concerned)
        for step in steps:
            tally = tallies[step.table.name]
            with tally.watch:
                written = part.compute(step, as_of)
            tally.amount += written
            tally.has_changed |= part.has_changed(step.table.name)
    return Derivation(
        tuple(
            StepTime(
                f"{Tier.DERIVED}.{name}",
                round(tally.watch.seconds, 3),
                tally.amount.rows,
                tally.amount.bytes,
            )
            for name, tally in tallies.items()
        ),
        frozenset(name for name, tally in tallies.items() if tally.has_changed),
    )


def derived_steps() -> tuple[Step, ...]:
    """The steps of the derived tables, each after those it is computed from."""
    return tuple(step for step in order_of_work() if step.table.tier == Tier.DERIVED)


class _Part:
    """Some patients, with the rows of theirs that have been read or computed so far."""

    def __init__(
        self, warehouse: WarehouseFile, patients: pl.DataFrame, concerned: Concerned
    ) -> None:
        self._warehouse = warehouse
        self._patients = patients
        self._concerned = concerned
        self._rows: dict[str, pl.DataFrame] = {}
        self._changed: dict[str, pl.DataFrame] = {}

    def compute(self, step: Step, as_of: date) -> Amount:
        """Compute a table for those of them it concerns, and write what it says otherwise."""
        whom = self._whom(step)
        if whom.is_empty():
            return Amount()
        inputs = {name: self._input(name, whom) for name in step.inputs}
        computed = step.run(inputs, as_of)
        if self._concerned.is_everybody:
            return self._write_all(step.table, computed)
        return self._write_changed(step.table, computed, whom)

    def has_changed(self, name: str) -> bool:
        """Whether a table that was computed says something else of any of them."""
        return name in self._changed and not self._changed[name].is_empty()

    def _whom(self, step: Step) -> pl.DataFrame:
        """Those touched, those the night concerns, and those of whom an input changed."""
        if self._concerned.is_everybody:
            return self._patients
        upstream = [self._changed[name] for name in step.inputs if name in self._changed]
        asked = pl.concat([self._concerned.by(step.table.name), *upstream])
        return self._patients.join(asked, on="patient_id", how="semi")

    def _input(self, name: str, whom: pl.DataFrame) -> pl.DataFrame:
        if name in facts():
            return self._concerned.facts[name]
        rows = self._rows_of(_TABLES[name])
        if whom.height == self._patients.height:
            return rows
        return rows.join(whom, on="patient_id", how="semi", maintain_order="left")

    def _rows_of(self, table: Table) -> pl.DataFrame:
        """Their rows in the order of the table, whichever order nights have left them in."""
        if table.name not in self._rows:
            self._rows[table.name] = in_order(self._found(table), table)
        return self._rows[table.name]

    def _found(self, table: Table) -> pl.DataFrame:
        """Of everybody, a part is all who are between its first and its last."""
        if self._concerned.is_everybody:
            return self._warehouse.rows_of_patients_between(table, self._patients)
        return self._warehouse.rows_of_patients(table, self._patients)

    def _write_all(self, table: Table, computed: pl.DataFrame) -> Amount:
        self._rows[table.name] = computed
        self._warehouse.append(table, computed)
        return amount_of(computed)

    def _write_changed(self, table: Table, computed: pl.DataFrame, whom: pl.DataFrame) -> Amount:
        known = self._rows_of(table)
        before = known.join(whom, on="patient_id", how="semi")
        changed = patients_told_otherwise(before, computed)
        self._changed[table.name] = changed
        if changed.is_empty():
            return Amount()
        written = computed.join(changed, on="patient_id", how="semi", maintain_order="left")
        others = known.join(changed, on="patient_id", how="anti")
        self._rows[table.name] = pl.concat([others, written]).sort(table.order, nulls_last=True)
        self._warehouse.forget(table, changed)
        self._warehouse.append(table, written)
        return amount_of(written)


def patients_told_otherwise(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Patients of whom one frame holds a row the other does not: patient_id, once each."""
    old, new = _comparable(before), _comparable(after)
    columns = old.columns
    gone = old.join(new, on=columns, how="anti", nulls_equal=True)
    come = new.join(old, on=columns, how="anti", nulls_equal=True)
    return pl.concat([gone, come]).select("patient_id").unique()


def _comparable(rows: pl.DataFrame) -> pl.DataFrame:
    """Lists as text: frames are not joined by lists."""
    lists = [name for name in rows.columns if COLUMNS[name].type is ColumnType.TEXT_LIST]
    return rows.with_columns(
        pl.when(pl.col(name).is_not_null())
        .then(pl.format("{}:{}", pl.col(name).list.len(), pl.col(name).list.join("\x1f")))
        .alias(name)
        for name in lists
    )
