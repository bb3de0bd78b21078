"""Tables of markers, bone-targeted agents and indicators keep what their declaration promises."""

import polars as pl
import pytest

from tests.support.bone_agent_histories import ZOLEDRONATE, held, treated
from tests.support.histories import derive, hospital, patient
from warehouse.schema import COLUMNS, DERIVED, PUBLISHED, VOCABULARIES, Table

TABLES = [
    *(
        DERIVED[name]
        for name in (
            "renal_function",
            "marker_result",
            "marker_trend",
            "marker_stratum",
            "bone_agent_exposure",
            "bone_agent_treatment",
            "bone_agent_missed_dose",
            "bone_agent_dose_check",
            "hypocalcaemia_episode",
            "care_indicator_patient",
        )
    ),
    PUBLISHED["care_indicator"],
]


@pytest.fixture(scope="module")
def canonical() -> dict[str, pl.DataFrame]:
    """A patient who has something of everything, and one who has nothing but the disease."""
    full = held(treated(patient("a", last_contact=999, died=None), 0, 28, 80), 60)
    full = treated(full, 110, 160, agent=ZOLEDRONATE).lab("CREAT", 95, 108)
    for on in (-3, 40, 90, 130, 170, 200):
        full = full.lab("NTX_CR", 100 - on / 4, on).lab("CTX", 400, on, hour=10)
    for on, value in ((3, 1.9), (20, 3.2), (110, 3.3), (113, 2.3)):
        full = full.lab("CA_TOTAL", value, on).lab("ALB", 40, on)
    return hospital(full.cord_compression(300).surgery(301, "decompression"), patient("b"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_keeps_its_word(table: Table, canonical: dict[str, pl.DataFrame]) -> None:
    found = derive(table.name, canonical)
    assert found.height > 0
    assert found.select(pl.struct(table.key).is_unique().all()).item()
    assert found.select(pl.col(table.required).null_count().sum()).sum_horizontal().item() == 0
    for name in table.columns:
        column, values = COLUMNS[name], found[name].drop_nulls()
        if column.vocabulary is not None:
            assert set(values) <= set(VOCABULARIES[column.vocabulary].codes)
        if column.minimum is not None and column.maximum is not None:
            assert values.is_between(column.minimum, column.maximum).all()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nobody_makes_an_empty_table(table: Table) -> None:
    found = derive(table.name, hospital())
    counted = found if table.name != "care_indicator" else found.filter(pl.col("case_count") > 0)
    assert counted.is_empty()
    assert found.columns == list(table.columns)
