"""Patients told as a clinician would: tables drawn in text, or histories day by day.

Days are counted from DAY_0, the index of a patient unless the history says otherwise. A date is
written `day 21`, an instant `day 21 08:30`, or as ISO 8601; yes and no are booleans; an empty
cell is missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

import polars as pl

from transforms.derived.evidence import stable_key
from transforms.frames import POLARS_TYPE, conform, empty_frame
from transforms.lineage import Step, order_of_work
from warehouse.schema import ANALYTES, CANONICAL, COLUMNS, DERIVED, ColumnType, Table

DAY_0 = date(2024, 1, 1)
AS_OF = DAY_0 + timedelta(days=1000)
SYSTEM = "T"
ALIASES = {
    "patient": "patient_id",
    "row": "source_row_id",
    "system": "source_system",
    "analyte": "analyte_code",
    "site": "bone_site",
    "side": "laterality",
    "mechanism": "fracture_mechanism",
    "kind": "event_kind",
}
Cell = str | int | float | bool | date | datetime | list[str] | None
Row = dict[str, Cell]


def day(number: int) -> date:
    """The date `number` days after DAY_0."""
    return DAY_0 + timedelta(days=number)


def table(name: str, picture: str) -> pl.DataFrame:
    """A canonical table drawn in text: a line of column names, then a line a row."""
    declared = CANONICAL[name]
    return _frame(declared, [_complete(name, row, n) for n, row in _read(declared, picture)])


def derived_table(name: str, picture: str) -> pl.DataFrame:
    """A derived table drawn in text; columns that are not drawn are missing."""
    declared = DERIVED[name]
    return _frame(declared, [row for _, row in _read(declared, picture)])


def event(founding_row: str) -> str:
    """Key of the event that a row founds: `fracture FX1`."""
    return str(stable_key(pl.Series([founding_row.replace(" ", f":{SYSTEM}:")])).item())


@dataclass(frozen=True)
class Patient:
    """A patient and the canonical rows about them."""

    name: str
    rows: tuple[tuple[str, Row], ...] = ()

    def having(self, table_name: str, **values: Cell) -> "Patient":
        """The patient with one more row of a canonical table."""
        return Patient(self.name, (*self.rows, (table_name, {"patient_id": self.name, **values})))

    def fracture(self, on: int, site: str | None = None, **values: Cell) -> "Patient":
        """A pathological, symptomatic fracture seen on CT, unless told otherwise."""
        told: Row = {
            "fracture_mechanism": "pathological",
            "is_symptomatic": True,
            "confirmed_by": "CT",
            "bone_site": site,
            **values,
        }
        return self.having("fracture", occurred_on=day(on), **told)

    def cord_compression(self, on: int, **values: Cell) -> "Patient":
        """A compression of the cord seen on MRI, unless told otherwise."""
        told: Row = {"confirmed_by": "MR", **values}
        return self.having("cord_compression", occurred_on=day(on), **told)

    def surgery(
        self, on: int, intent: str | None = "preventive", site: str | None = None, **values: Cell
    ) -> "Patient":
        """An operation on bone."""
        return self.having(
            "surgery", performed_on=day(on), surgery_intent=intent, bone_site=site, **values
        )

    def radiotherapy(
        self, on: int, intent: str | None = "analgesic", site: str | None = "femur", **values: Cell
    ) -> "Patient":
        """A whole course to bone in one row, eight grays once, unless told otherwise."""
        told: Row = {
            "target_is_bone": True,
            "fractions_planned": 1,
            "fractions_delivered": 1,
            "total_dose_gy": 8.0,
            **values,
        }
        return self.having(
            "radiotherapy", started_on=day(on), radiotherapy_intent=intent, bone_site=site, **told
        )

    def lesion(self, on: int, site: str, **values: Cell) -> "Patient":
        """A bone lesion described on an image."""
        return self.having("lesion", examined_on=day(on), lesion_id="L", bone_site=site, **values)

    def lab(self, analyte: str, value: float, on: int, hour: int = 8, **values: Cell) -> "Patient":
        """A laboratory result in its canonical unit."""
        drawn_at = datetime.combine(day(on), datetime.min.time()) + timedelta(hours=hour)
        return self.having(
            "lab_result", analyte_code=analyte, value=value, sampled_at=drawn_at, **values
        )

    def diagnosis(self, kind: str, on: int, **values: Cell) -> "Patient":
        """A diagnosis."""
        return self.having("diagnosis", diagnosis_kind=kind, diagnosed_on=day(on), **values)

    def visit(self, on: int, kind: str = "consultation") -> "Patient":
        """A contact."""
        return self.having("followup", visited_on=day(on), visit_kind=kind)

    def reviewed(
        self,
        founding_row: str,
        decision: str,
        on: int = 600,
        into: str | None = None,
        **values: Cell,
    ) -> "Patient":
        """A clinician's verdict on the event of a founding row, `fracture FX1`, given at noon."""
        told: Row = {"review_reason": "other", "reviewed_by": "REV1", **values}
        return self.having(
            "review",
            event_id=event(founding_row),
            review_decision=decision,
            merged_into_event_id=None if into is None else event(into),
            reviewed_at=datetime.combine(day(on), datetime.min.time()) + timedelta(hours=12),
            **told,
        )


def person(
    name: str,
    *,
    died: int | None = None,
    last_contact: int | None = 700,
    first_contact: int | None = None,
    **values: Cell,
) -> Patient:
    """A patient of the hospital, without any disease yet."""

    def on(number: int | None) -> date | None:
        return None if number is None else day(number)

    told: Row = {"sex": "F", "birth_on": date(1960, 5, 1), **values}
    return Patient(name).having(
        "patient",
        death_on=on(died),
        last_contact_on=on(last_contact),
        first_contact_on=on(first_contact),
        **told,
    )


def patient(
    name: str,
    *,
    died: int | None = None,
    last_contact: int | None = 700,
    first_contact: int | None = None,
) -> Patient:
    """A patient whose adenocarcinoma of the lung is in bone since DAY_0."""
    somebody = person(name, died=died, last_contact=last_contact, first_contact=first_contact)
    return somebody.diagnosis(
        "primary", -40, icdo_topography_code="C34.1", icdo_morphology_code="8140/3"
    ).diagnosis("bone_metastasis", 0, diagnosis_basis="imaging")


def hospital(*patients: Patient) -> dict[str, pl.DataFrame]:
    """Every canonical table, holding the rows of these patients."""
    rows: dict[str, list[Row]] = {name: [] for name in CANONICAL}
    for somebody in patients:
        for name, row in somebody.rows:
            rows[name].append(_complete(name, row, len(rows[name]) + 1))
    return {name: _frame(CANONICAL[name], told) for name, told in rows.items()}


def derive(name: str, canonical: Mapping[str, pl.DataFrame], as_of: date = AS_OF) -> pl.DataFrame:
    """A derived or published table, everything it is made from computed on the way."""
    frames = dict(canonical)
    for step in _steps_to(name):
        frames[step.table.name] = step.run(frames, as_of)
    return frames[name]


def shuffled(frames: Mapping[str, pl.DataFrame], seed: int) -> dict[str, pl.DataFrame]:
    """The same tables with their rows in another order."""
    return {
        name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames.items()
    }


@cache
def _steps_to(name: str) -> tuple[Step, ...]:
    steps = order_of_work()
    inputs = {step.table.name: step.inputs for step in steps}
    needed, waiting = set[str](), [name]
    while waiting:
        wanted = waiting.pop()
        needed.add(wanted)
        waiting.extend(inputs.get(wanted, ()))
    return tuple(step for step in steps if step.table.name in needed)


def _complete(name: str, row: Row, number: int) -> Row:
    """The row with its provenance and what every laboratory says."""
    provenance: Row = {
        "feed": f"{name}_feed",
        "source_system": SYSTEM,
        "source_row_id": f"{name.upper()}-{number}",
        "known_at": datetime(2024, 1, 1),
        "source_file": "0" * 12,
        "source_line": number,
    }
    usual: Row = {}
    if name == "lab_result":
        usual = {
            "value_operator": "=",
            "result_status": "final",
            "has_sample_time": True,
            "unit_code": ANALYTES[str(row["analyte_code"])].unit,
        }
    return {**provenance, **usual, **row}


def _frame(declared: Table, rows: Iterable[Row]) -> pl.DataFrame:
    empty = empty_frame(declared)
    complete = [{name: row.get(name) for name in empty.schema} for row in rows]
    if not complete:
        return empty
    return conform(pl.DataFrame(complete, schema=empty.schema, orient="row"), declared)


def _read(declared: Table, picture: str) -> Iterable[tuple[int, Row]]:
    lines = [line for line in picture.strip().splitlines() if line.strip()]
    header = [_column(declared, cell) for cell in _cells(lines[0])]
    for number, line in enumerate(lines[1:], start=1):
        cells = _cells(line)
        assert len(cells) == len(header), f"line {number} of the picture has another width"
        row = {name: _value(name, text) for name, text in zip(header, cells, strict=True)}
        # an empty cell of a column that has a usual value keeps it
        yield number, {name: value for name, value in row.items() if value is not None}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _column(declared: Table, title: str) -> str:
    if title in ("on", "at"):
        suffix = f"_{title}"
        return next(name for name in declared.columns if name.endswith(suffix))
    name = ALIASES.get(title, title)
    assert name in declared.columns, f"{declared.full_name} has no column {title}"
    return name


def _value(column: str, text: str) -> Cell:
    if text in ("", "-"):
        return None
    kind = COLUMNS[column].type
    if kind is ColumnType.DATE:
        return _instant(text).date()
    if kind is ColumnType.DATETIME:
        return _instant(text)
    if kind is ColumnType.BOOLEAN:
        return {"yes": True, "no": False}[text]
    if kind is ColumnType.TEXT_LIST:
        return text.split()
    if kind is ColumnType.TEXT:
        return text
    return int(text) if kind is ColumnType.INTEGER else float(text)


def _instant(text: str) -> datetime:
    if not text.startswith("day "):
        return datetime.fromisoformat(text)
    number, _, clock = text.removeprefix("day ").partition(" ")
    midnight = datetime.combine(day(int(number)), datetime.min.time())
    hours, _, minutes = (clock or "00:00").partition(":")
    return midnight + timedelta(hours=int(hours), minutes=int(minutes))


assert set(POLARS_TYPE) == set(ColumnType)
