"""The truth set as every derived and published table shows it: read what changes, say why."""

from collections.abc import Iterator
from difflib import unified_diff

import pytest

from tests.support.golden import GOLDEN, golden_file, golden_text
from tests.support.truth_hospital import TruthHospital
from warehouse.schema import DERIVED, PUBLISHED, Table

TABLES = (*DERIVED.values(), *PUBLISHED.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.full_name)
def test_a_table_is_what_its_golden_file_says(
    table: Table, truth: TruthHospital, request: pytest.FixtureRequest
) -> None:
    file, text = golden_file(table), golden_text(table, truth)
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert file.exists(), f"{table.full_name} has no golden file: pytest --update-golden"
    changes = "".join(_changed_lines(file.read_text("utf-8"), text))
    assert not changes, f"{table.full_name} differs from its golden file:\n{changes}"


def test_every_golden_file_has_its_table() -> None:
    wanted = {golden_file(table) for table in TABLES}
    assert set(GOLDEN.rglob("*.txt")) - wanted == set()


def _changed_lines(before: str, after: str) -> Iterator[str]:
    golden, now = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return unified_diff(golden, now, "golden file", "tonight", n=0)
