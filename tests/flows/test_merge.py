"""Merging what comes in: the versions in force, the patients touched, whatever the pieces."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.merge import Merged, merge_table
from flows.plan import Delivery, TablePlan
from flows.settle_versions import VERSION, settle_versions
from tests.support.tiny_hospital import LABORATORY_MAPPING, laboratory
from transforms.frames import empty_frame, polars_schema
from transforms.sources import parse_mapping
from transforms.versions import resolve_versions
from warehouse.build import WarehouseFile, open_for_writing
from warehouse.incoming import Incoming
from warehouse.landing import LandedFile, sha256_of
from warehouse.schema import ASIDE, CANONICAL, OPERATIONS
from warehouse.settings import InputLimits

TABLE = CANONICAL["lab_result"]
SCHEMA = {**polars_schema(TABLE), "is_withdrawn": pl.Boolean()}
CALCIUM = "P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F"
CORRECTED = "P1;1;T1;CA;2,95;mmol/L;01/03/2026 08:00;F"
OF_ANOTHER = "P2;2;T1;CA;2,05;mmol/L;01/03/2026 08:00;F"


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[WarehouseFile]:
    with open_for_writing(tmp_path / "building.duckdb") as file:
        for schema in ("canonical", "ops"):
            file.run(f"CREATE SCHEMA {schema}")
        for table in (TABLE, ASIDE["lab_result"], OPERATIONS["file"], OPERATIONS["rejected"]):
            file.replace(table, empty_frame(table))
        yield file


class Laboratory:
    """Deliveries of one laboratory, merged one night after the other."""

    def __init__(self, folder: Path, warehouse: WarehouseFile) -> None:
        self._folder = folder
        self._warehouse = warehouse

    def night(self, day: int, *lines: str, from_scratch: bool = False) -> Merged:
        path = self._folder / f"LAB_202603{day:02d}.csv"
        path.write_text(laboratory(*lines), "utf-8")
        known_at = datetime(2026, 3, day)
        landed = LandedFile(path, path.name, sha256_of(path)[:12], known_at)
        source = parse_mapping(LABORATORY_MAPPING, "laboratory.toml")
        delivery = Delivery(landed, source, known_at, InputLimits())
        plan = TablePlan("lab_result", (delivery,), from_scratch)
        return merge_table(self._warehouse, plan, b"k" * 32)

    def patient(self, row: str) -> str:
        (found,) = self._warehouse.frame(
            "SELECT patient_id FROM canonical.lab_result WHERE source_row_id = $1", [row]
        )["patient_id"]
        return str(found)


@pytest.fixture
def hospital(tmp_path: Path, warehouse: WarehouseFile) -> Laboratory:
    return Laboratory(tmp_path, warehouse)


def test_a_table_read_from_scratch_touches_everybody(hospital: Laboratory) -> None:
    merged = hospital.night(1, CALCIUM, OF_ANOTHER, from_scratch=True)
    assert (merged.rows, merged.touched) == (2, None)


def test_a_new_row_touches_its_patient(hospital: Laboratory) -> None:
    touched = hospital.night(1, CALCIUM).touched
    assert touched is not None
    assert touched.to_list() == [hospital.patient("1")]


def test_the_same_row_delivered_again_touches_nobody(hospital: Laboratory) -> None:
    hospital.night(1, CALCIUM, OF_ANOTHER)
    again = hospital.night(2, CALCIUM, OF_ANOTHER)
    assert again.rows == 2
    assert again.touched is not None
    assert again.touched.is_empty()


def test_a_correction_touches_its_patient_only(hospital: Laboratory) -> None:
    hospital.night(1, CALCIUM, OF_ANOTHER)
    touched = hospital.night(2, CORRECTED, OF_ANOTHER).touched
    assert touched is not None
    assert touched.to_list() == [hospital.patient("1")]


def test_a_row_withdrawn_touches_who_had_it(hospital: Laboratory) -> None:
    hospital.night(1, CALCIUM, OF_ANOTHER)
    before = hospital.patient("1")
    touched = hospital.night(2, CALCIUM.replace(";F", ";A")).touched
    assert touched is not None
    assert touched.to_list() == [before]


def test_a_row_that_moves_to_another_patient_touches_both(hospital: Laboratory) -> None:
    hospital.night(1, CALCIUM)
    before = hospital.patient("1")
    touched = hospital.night(2, CALCIUM.replace("P1", "P3")).touched
    assert touched is not None
    assert set(touched) == {before, hospital.patient("1")}
    assert len(touched) == 2


VERSIONS = st.lists(
    st.tuples(
        st.integers(1, 6),  # the row
        st.sampled_from([2.1, 2.4]),
        st.sampled_from(["p", "q"]),
        st.sampled_from([None, 1, 2]),
        st.booleans(),  # withdrawn
    ),
    max_size=12,
)


def _rows(night: int, versions: list[tuple[int, float, str, int | None, bool]]) -> pl.DataFrame:
    rows = [
        {
            "patient_id": patient,
            "analyte_code": "CA_TOTAL",
            "sampled_at": datetime(2026, 3, 1),
            "value": value,
            "feed": "lab",
            "source_system": "S",
            "source_row_id": str(row),
            "row_version": version,
            "known_at": datetime(2026, 3, night),
            "source_file": f"f{night}",
            "source_line": line,
            "is_withdrawn": is_withdrawn,
        }
        for line, (row, value, patient, version, is_withdrawn) in enumerate(versions, 1)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


@settings(max_examples=25, deadline=None)
@given(st.lists(VERSIONS, min_size=1, max_size=3), st.integers(1, 5))
def test_nights_merged_one_by_one_end_as_all_versions_sorted_out_at_once(
    nights: list[list[tuple[int, float, str, int | None, bool]]], rows_together: int
) -> None:
    delivered = [_rows(night, versions) for night, versions in enumerate(nights, 1)]
    with (
        TemporaryDirectory() as folder,
        open_for_writing(Path(folder) / "building.duckdb") as warehouse,
    ):
        _create_tables(warehouse)
        for night, rows in enumerate(delivered, 1):
            before = warehouse.table(TABLE)
            incoming = Incoming(warehouse, TABLE, rows_together)
            for piece in rows.iter_slices(2):
                incoming.add(0, piece)
            touched = settle_versions(incoming, TABLE, [])
            expected = resolve_versions(pl.concat(delivered[:night]), TABLE)
            after = warehouse.table(TABLE)
            assert after.sort(VERSION).equals(expected.in_force.sort(VERSION))
            assert (
                warehouse.table(ASIDE["lab_result"])
                .sort(VERSION)
                .equals(expected.aside.sort(VERSION))
            )
            changed = pl.concat([_only(after, before), _only(before, after)])
            assert set(touched) == set(changed["patient_id"])


def _create_tables(warehouse: WarehouseFile) -> None:
    warehouse.run("CREATE SCHEMA canonical")
    for table in (TABLE, ASIDE["lab_result"]):
        warehouse.replace(table, empty_frame(table))


def _only(rows: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    return rows.join(others, on=VERSION, how="anti", nulls_equal=True)


def test_rows_are_written_in_the_order_of_the_table(warehouse: WarehouseFile) -> None:
    versions = [(row, 2.1, "qp"[row % 2], None, False) for row in range(6)]
    incoming = Incoming(warehouse, TABLE)
    incoming.add(0, _rows(1, versions))
    settle_versions(incoming, TABLE, [])
    assert warehouse.table(TABLE)["patient_id"].to_list() == ["p"] * 3 + ["q"] * 3


def test_rows_of_a_delivery_that_is_refused_are_taken_back(warehouse: WarehouseFile) -> None:
    incoming = Incoming(warehouse, TABLE, rows_together=2)
    incoming.add(0, _rows(1, [(1, 2.1, "p", None, False)]))
    incoming.add(1, _rows(2, [(2, 2.1, "q", None, False), (3, 2.1, "q", None, False)]))
    incoming.take_back(1)
    assert settle_versions(incoming, TABLE, []).to_list() == ["p"]
    assert incoming.rows == 1
