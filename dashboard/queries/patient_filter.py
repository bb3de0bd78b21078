"""Which patients of the list a reader asks for, and in which order."""

from dataclasses import dataclass, fields

import polars as pl

# Nobody has tested the patient: derived.molecular_group has no row, so it has no code.
NO_TEST = "no_test"

_LATEST_INDEX = "index"
ORDERS: dict[str, tuple[str, bool]] = {
    _LATEST_INDEX: ("index_on", True),
    "last_event": ("last_event_on", True),
    "last_alert": ("last_alert_on", True),
    "calcium": ("corrected_calcium_mmol_l", True),
    "events": ("event_count", True),
    "missing": ("gap_count", True),
    "findings": ("finding_count", True),
    "age": ("age_at_index_years", True),
    "oldest_index": ("index_on", False),
    "patient": ("patient_id", False),
}


@dataclass(frozen=True)
class PatientFilter:
    """Which patients to list. An empty choice keeps everybody.

    last_event_days and alert_days count back from the night. Of several choices of one kind
    (two histologies, two gaps) one is enough; every kind must be satisfied.
    """

    is_alive: bool | None = None
    histologies: tuple[str, ...] = ()
    molecular_groups: tuple[str, ...] = ()
    index_years: tuple[int, ...] = ()
    has_event: bool | None = None
    last_event_kinds: tuple[str, ...] = ()
    last_event_days: int | None = None
    has_crisis: bool | None = None
    alert_days: int | None = None
    gap_kinds: tuple[str, ...] = ()
    id_starts_with: str = ""

    def in_use(self) -> tuple[str, ...]:
        """The parts that leave somebody out, as `name=codes`; of what was typed the name only."""
        usual = PatientFilter()
        said = {part.name: getattr(self, part.name) for part in fields(self)}
        if self.id_starts_with:
            said["id_starts_with"] = "…"
        return tuple(
            f"{name}={','.join(map(str, value)) if isinstance(value, tuple) else value}"
            for name, value in said.items()
            if value != getattr(usual, name)
        )


def matching(listed: pl.DataFrame, wanted: PatientFilter) -> pl.DataFrame:
    """Rows of `patients` that satisfy every part of the filter, in their order."""
    conditions = [
        pl.col("patient_id").str.starts_with(wanted.id_starts_with.strip().lower()),
        *_same(pl.col("exit_status") != "dead", wanted.is_alive),
        *_same(pl.col("event_count") > 0, wanted.has_event),
        *_same(pl.col("is_crisis"), wanted.has_crisis),
        *_one_of(pl.col("histology"), wanted.histologies),
        *_one_of(pl.col("molecular_group").fill_null(NO_TEST), wanted.molecular_groups),
        *_one_of(pl.col("index_on").dt.year(), wanted.index_years),
        *_one_of(pl.col("last_event_kind"), wanted.last_event_kinds),
        *_within("last_event_on", wanted.last_event_days),
        *_within("last_alert_on", wanted.alert_days),
        *_any_of(pl.col("gap_kinds"), wanted.gap_kinds),
    ]
    return listed.filter(*conditions)


def ordered(found: pl.DataFrame, order: str) -> pl.DataFrame:
    """The rows in one of ORDERS; what is not known comes last, whichever way."""
    column, is_descending = ORDERS.get(order, ORDERS[_LATEST_INDEX])
    counted = found.with_columns(gap_count=pl.col("gap_kinds").list.len())
    return counted.sort(
        column, "patient_id", descending=[is_descending, False], nulls_last=True
    ).drop("gap_count")


def _same(said: pl.Expr, wanted: bool | None) -> list[pl.Expr]:
    return [] if wanted is None else [said == wanted]


def _one_of(said: pl.Expr, wanted: tuple[str, ...] | tuple[int, ...]) -> list[pl.Expr]:
    return [said.is_in(wanted)] if wanted else []


def _any_of(said: pl.Expr, wanted: tuple[str, ...]) -> list[pl.Expr]:
    return [said.list.eval(pl.element().is_in(wanted)).list.any()] if wanted else []


def _within(day: str, days: int | None) -> list[pl.Expr]:
    if days is None:
        return []
    return [pl.col(day) >= pl.col("night_on").dt.offset_by(f"-{days}d")]
