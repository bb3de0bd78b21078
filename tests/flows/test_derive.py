"""A night computes again whom it concerns, and ends where computing everybody ends."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.code_versions import computation_version
from flows.concerned import Touched, facts_of_everybody, find_concerned
from flows.demo.cohort import canonical_frame, simulate_cohort
from flows.derive import derive, derived_steps, patients_told_otherwise
from flows.unsettled import unsettled_patients
from tests.support.histories import AS_OF, hospital, patient
from warehouse.build import WarehouseFile, open_for_writing
from warehouse.schema import CANONICAL, definition_version

END = date(2026, 3, 1)
Frames = Mapping[str, pl.DataFrame]


@cache
def people() -> Frames:
    """Forty simulated patients with all that happened to them."""
    cohort = simulate_cohort(patients=40, seed=3, end=END)
    return {name: canonical_frame(cohort, name) for name in CANONICAL}


@dataclass(frozen=True)
class Nights:
    """What becomes of rows between two nights: some come, some go, some say something else.

    Of some people the first night knows half under another identifier, which the second unites.
    """

    first: date
    second: date
    seed: int
    late: float
    withdrawn: float
    corrected: float
    split: float = 0.0

    def before(self, frames: Frames) -> Frames:
        return _settled(
            {
                name: _split(
                    _altered(_without(rows, self.seed, self.late), self.seed, self.corrected),
                    self.seed,
                    self.split,
                )
                for name, rows in frames.items()
            }
        )

    def after(self, frames: Frames) -> Frames:
        return _settled(
            {name: _without(rows, self.seed + 1, self.withdrawn) for name, rows in frames.items()}
        )


def _settled(frames: Frames) -> Frames:
    """Rows of patients who are not known wait aside."""
    known = frames["patient"]
    return {name: rows.join(known, on="patient_id", how="semi") for name, rows in frames.items()}


def _share(rows: pl.DataFrame, seed: int) -> pl.Series:
    """Between 0 and 1, the same for a row on both nights."""
    hashed = rows.select(pl.concat_str("source_system", "source_row_id").hash(seed)).to_series()
    return (hashed % 100_000) / 100_000


def _without(rows: pl.DataFrame, seed: int, share: float) -> pl.DataFrame:
    return rows.filter(_share(rows, seed) >= share)


def _altered(rows: pl.DataFrame, seed: int, share: float) -> pl.DataFrame:
    """Some rows dated three weeks earlier than they will turn out to be: an earlier version."""
    dated = [name for name, kind in rows.schema.items() if kind in (pl.Date, pl.Datetime)]
    clinical = [name for name in dated if name not in ("known_at", "birth_on")]
    is_altered = _share(rows, seed + 2) < share
    earlier = [
        pl.when(pl.lit(is_altered)).then(pl.col(name).dt.offset_by("-21d")).otherwise(name)
        for name in clinical
    ]
    return rows.with_columns(
        *earlier, row_version=pl.when(pl.lit(is_altered)).then(0).otherwise("row_version")
    )


def _split(rows: pl.DataFrame, seed: int, share: float) -> pl.DataFrame:
    """Some people under two identifiers, with their rows at random under one or the other."""
    person = (rows["patient_id"].hash(seed) % 1000) / 1000
    is_other = (person < share) & (_share(rows, seed + 3) < 0.5)
    named = pl.when(pl.lit(is_other)).then(pl.col("patient_id") + "-2").otherwise("patient_id")
    if "birth_on" not in rows.columns:
        return rows.with_columns(patient_id=named)
    second = rows.filter(person < share).with_columns(
        pl.col("patient_id", "source_row_id") + "-2",
    )
    return pl.concat([rows, second])


nights = st.builds(
    lambda day, gap, *drawn: Nights(
        END - timedelta(days=day), END - timedelta(days=day) + timedelta(days=gap), *drawn
    ),
    st.integers(0, 900),
    st.sampled_from([0, 1, 2, 7, 29, 31, 90, 370]),
    st.integers(0, 1_000_000),
    *(st.sampled_from([0.0, 0.002, 0.05]) for _ in range(3)),
    st.sampled_from([0.0, 0.1]),
)


@contextmanager
def warehouse_file() -> Iterator[WarehouseFile]:
    with TemporaryDirectory() as folder, open_for_writing(Path(folder) / "w.duckdb") as file:
        file.create_missing_tables()
        yield file


def deliver(file: WarehouseFile, frames: Frames) -> None:
    for name, rows in frames.items():
        file.replace(CANONICAL[name], rows)


def note_run(file: WarehouseFile, as_of: date) -> None:
    file.run(
        "INSERT INTO ops.run (run_id, as_of_on, run_started_at, definition_version, "
        "computation_version) VALUES (?, ?, ?, ?, ?)",
        ["r", as_of, datetime(2026, 1, 1), definition_version(), computation_version()],
    )


def touched_by(before: Frames, after: Frames) -> Touched:
    return Touched({name: patients_told_otherwise(before[name], after[name]) for name in CANONICAL})


def derived(file: WarehouseFile) -> Frames:
    return {
        step.table.name: file.table(step.table).sort(step.table.order, nulls_last=True)
        for step in derived_steps()
    }


def at_once(frames: Frames, as_of: date) -> Frames:
    with warehouse_file() as file:
        deliver(file, frames)
        everybody = find_concerned(file, Touched({"patient": None}), {}, as_of)
        derive(file, everybody, as_of)
        return derived(file)


def night_by_night(frames: Frames, told: Nights, patients_at_once: int) -> tuple[Frames, bool]:
    """The derived tables after two nights; whether the second computed some patients only."""
    before, after = told.before(frames), told.after(frames)
    with warehouse_file() as file:
        deliver(file, before)
        facts = facts_of_everybody(file)
        derive(file, find_concerned(file, Touched({"patient": None}), {}, told.first), told.first)
        note_run(file, told.first)
        deliver(file, after)
        concerned = find_concerned(file, touched_by(before, after), facts, told.second)
        derive(file, concerned, told.second, patients_at_once)
        return derived(file), not concerned.is_everybody


def same(one: Frames, other: Frames) -> list[str]:
    """Names of the tables that differ."""
    return [name for name, rows in one.items() if not rows.equals(other[name])]


@settings(max_examples=3, deadline=None)
@given(told=nights)
def test_two_nights_end_where_computing_everybody_ends(told: Nights) -> None:
    by_night, _ = night_by_night(people(), told, 15)
    assert same(by_night, at_once(told.after(people()), told.second)) == []


@pytest.mark.long
@settings(max_examples=20, deadline=None)
@given(told=nights)
def test_any_two_nights_end_where_computing_everybody_ends(told: Nights) -> None:
    by_night, _ = night_by_night(people(), told, 15)
    assert same(by_night, at_once(told.after(people()), told.second)) == []


def test_time_alone_concerns_those_it_changes_something_for() -> None:
    still = Nights(date(2025, 6, 1), date(2025, 6, 2), 1, 0.0, 0.0, 0.0)
    by_night, is_partial = night_by_night(people(), still, 15)
    assert is_partial
    assert same(by_night, at_once(people(), still.second)) == []
    assert same(by_night, at_once(people(), still.first)) != []


def test_every_table_that_depends_on_the_night_says_whom_time_concerns() -> None:
    with warehouse_file() as file:
        unsettled = unsettled_patients(file, AS_OF, AS_OF + timedelta(days=1))
    assert set(unsettled) == {step.table.name for step in derived_steps() if step.needs_as_of}


def test_patients_are_told_apart_by_any_column_and_by_lists() -> None:
    rows = pl.DataFrame(
        {
            "patient_id": ["a", "b", "c", "d"],
            "value": [1.0, 2.0, None, 4.0],
            "source_rows": [["x", "y"], ["x"], [], None],
        }
    )
    other = rows.with_columns(
        value=pl.Series([1.0, 2.5, None, 4.0]), source_rows=pl.Series([["x"], ["x"], [], None])
    )
    assert patients_told_otherwise(rows, rows).is_empty()
    assert sorted(patients_told_otherwise(rows, other)["patient_id"]) == ["a", "b"]
    assert patients_told_otherwise(rows, other.head(3))["patient_id"].sort().to_list() == [
        "a",
        "b",
        "d",
    ]


def test_a_night_before_the_last_one_is_computed_for_everybody() -> None:
    frames = hospital(patient("a").lab("CA_TOTAL", 3.4, 0).lab("ALB", 40, 0))
    with warehouse_file() as file:
        deliver(file, frames)
        note_run(file, AS_OF)
        facts = facts_of_everybody(file)
        earlier = find_concerned(file, Touched(), facts, AS_OF - timedelta(days=1))
        later = find_concerned(file, Touched(), facts, AS_OF + timedelta(days=1))
    assert earlier.is_everybody
    assert not later.is_everybody


def test_a_new_file_is_computed_for_everybody_although_it_knows_of_past_runs() -> None:
    with warehouse_file() as file:
        deliver(file, hospital(patient("a")))
        note_run(file, AS_OF)
        told = Touched.by_table({}, in_new_file=True)
        assert find_concerned(file, told, facts_of_everybody(file), AS_OF).is_everybody


def test_what_another_code_computed_is_computed_again() -> None:
    with warehouse_file() as file:
        deliver(file, hospital(patient("a")))
        note_run(file, AS_OF)
        file.run("UPDATE ops.run SET computation_version = 'another'")
        assert find_concerned(file, Touched(), facts_of_everybody(file), AS_OF).is_everybody
        file.run("UPDATE ops.run SET computation_version = ?", [computation_version()])
        file.run("UPDATE ops.run SET definition_version = 'another'")
        assert find_concerned(file, Touched(), facts_of_everybody(file), AS_OF).is_everybody
