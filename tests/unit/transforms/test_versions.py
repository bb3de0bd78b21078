"""Which version of a row counts, whatever the order in which versions arrive."""

from datetime import datetime

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.frames import polars_schema
from transforms.versions import blank_opposed, resolve_versions, versions_on_record
from warehouse.schema import CANONICAL

TABLE = CANONICAL["lab_result"]


def _row(
    row: str, value: float, day: int, version: int | None = None, withdrawn: bool = False
) -> dict[str, object]:
    return {
        "patient_id": "p",
        "analyte_code": "CA_TOTAL",
        "value": value,
        "feed": "lab",
        "source_system": "S",
        "source_row_id": row,
        "row_version": version,
        "known_at": datetime(2026, 3, day),
        "source_file": f"f{day}",
        "source_line": 2,
        "is_withdrawn": withdrawn,
    }


def _frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = {**polars_schema(TABLE), "is_withdrawn": pl.Boolean()}
    return pl.DataFrame(rows, schema=schema)


def test_the_latest_version_is_in_force_and_the_other_aside() -> None:
    versions = resolve_versions(_frame([_row("1", 2.4, 2), _row("1", 3.1, 1)]), TABLE)
    assert versions.in_force["value"].to_list() == [2.4]
    assert versions.aside.select("value", "aside_reason", "known_until").rows() == [
        (3.1, "superseded", datetime(2026, 3, 2))
    ]


def test_the_source_version_beats_the_date_of_the_extract() -> None:
    late_first_version = _row("1", 3.1, 9, version=1)
    versions = resolve_versions(_frame([_row("1", 2.4, 2, version=2), late_first_version]), TABLE)
    assert versions.in_force["value"].to_list() == [2.4]


def test_a_value_corrected_and_corrected_back_keeps_three_versions() -> None:
    rows = [_row("1", 3.1, 1), _row("1", 2.4, 2), _row("1", 3.1, 3)]
    versions = resolve_versions(_frame(rows), TABLE)
    assert versions.in_force["value"].to_list() == [3.1]
    assert versions.aside.height == 2


def test_saying_the_same_again_is_a_duplicate() -> None:
    versions = resolve_versions(_frame([_row("1", 3.1, 1), _row("1", 3.1, 2)]), TABLE)
    assert versions.in_force["known_at"].to_list() == [datetime(2026, 3, 1)]
    assert versions.duplicates.rows() == [("f2", "lab", 1)]


def test_a_withdrawn_row_can_come_back() -> None:
    rows = [_row("1", 3.1, 1), _row("1", 3.1, 2, withdrawn=True)]
    assert resolve_versions(_frame(rows), TABLE).in_force.is_empty()
    back = resolve_versions(_frame([*rows, _row("1", 3.1, 3)]), TABLE)
    assert back.in_force["value"].to_list() == [3.1]


def test_an_opposed_patient_keeps_only_a_pseudonym() -> None:
    patient = CANONICAL["patient"]
    schema = {**polars_schema(patient), "is_withdrawn": pl.Boolean()}
    frame = pl.DataFrame(
        [
            {
                "patient_id": "p",
                "sex": "F",
                "height_cm": 160.0,
                "is_opposed": True,
                "feed": "pat",
                "source_system": "S",
                "source_row_id": "p",
                "known_at": datetime(2026, 3, 1),
                "source_file": "f",
                "source_line": 2,
                "is_withdrawn": False,
            }
        ],
        schema=schema,
    )
    versions = resolve_versions(blank_opposed(frame), patient)
    assert versions.in_force.is_empty()
    row = versions.aside.row(0, named=True)
    assert (row["patient_id"], row["sex"], row["height_cm"]) == ("p", None, None)
    assert row["aside_reason"] == "opposed"


_histories = st.lists(
    st.builds(
        _row,
        st.sampled_from("ab"),
        st.sampled_from([2.0, 3.0]),
        st.integers(1, 6),
        st.one_of(st.none(), st.integers(1, 2)),
        st.booleans(),
    ),
    max_size=10,
    unique_by=lambda row: (row["source_row_id"], row["source_file"], row["row_version"]),
)


@settings(deadline=None)
@given(_histories, st.randoms(use_true_random=False))
def test_merging_night_by_night_equals_merging_at_once(rows, random) -> None:
    at_once = resolve_versions(_frame(rows), TABLE)
    shuffled = list(rows)
    random.shuffle(shuffled)
    again = resolve_versions(_frame(shuffled), TABLE)
    assert at_once.in_force.equals(again.in_force)
    assert at_once.aside.equals(again.aside)
    known = _frame([])
    for day in range(1, 7):
        tonight = _frame([row for row in rows if row["known_at"].day == day])
        versions = resolve_versions(pl.concat([known, tonight]), TABLE)
        known = versions_on_record(versions.in_force, versions.aside, "lab_result")
    assert at_once.in_force.equals(versions.in_force)
    assert at_once.aside.equals(versions.aside)


@settings(deadline=None)
@given(_histories)
def test_every_row_is_in_force_aside_or_a_duplicate(rows) -> None:
    versions = resolve_versions(_frame(rows), TABLE)
    duplicates = versions.duplicates["rows_duplicate"].sum()
    assert versions.in_force.height + versions.aside.height + duplicates == len(rows)
