"""What changed for a patient between two versions: told fact by fact."""

from datetime import date

import polars as pl
import pytest

from dashboard.patient_changes import in_words
from dashboard.queries.known_facts import CHANGES, changes, known_facts
from tests.support.dashboard_invented import FULL, patient_id
from warehouse.reader import Reader

_SCHEMA = {
    "subject": pl.String,
    "fact_key": pl.String,
    "fact_on": pl.Date,
    "code": pl.String,
    "value": pl.Float64,
    "said": pl.String,
    "standing": pl.String,
    "source_rows": pl.List(pl.String),
}
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def fact(key: str = "K", **told: object) -> dict[str, object]:
    row: dict[str, object] = {"subject": "event", "fact_key": key, "fact_on": MARCH, "code": "FX"}
    return {**dict.fromkeys(_SCHEMA), **row, "source_rows": ["fracture:S:1"], **told}


def known(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=_SCHEMA)


def told(before: pl.DataFrame, now: pl.DataFrame) -> list[tuple[object, ...]]:
    return in_words(changes(before, now)).select("what", "change", "before", "now").rows()


def test_nothing_changed_between_a_version_and_itself(reader: Reader) -> None:
    facts = known_facts(reader, patient_id(FULL), "SRE5")
    assert facts.height > 100
    assert facts.select(pl.struct("subject", "fact_key").is_duplicated().any()).item() is False
    assert changes(facts, facts).is_empty()


def test_every_fact_is_new_to_a_version_that_knew_nothing(reader: Reader) -> None:
    facts = known_facts(reader, patient_id(FULL), "SRE5")
    found = changes(facts.clear(), facts)
    assert found.height == facts.height and set(found["change"]) == {"new"}
    assert found["source_rows"].list.len().min() == 1
    back = changes(facts, facts.clear())
    assert set(back["change"]) == {"gone"}
    assert back["fact_on"].null_count() == facts["fact_on"].null_count()


def test_an_event_that_is_new_says_its_site_and_whether_it_counts() -> None:
    now = known(fact(said="femur", standing="counted"))
    assert told(known(), now) == [("Pathological fracture", "new", "–", "femur · counted")]


@pytest.mark.parametrize(
    ("was", "is_now", "change", "before", "now"),
    [
        ({}, {"fact_on": APRIL}, "redated", "1 Mar 2026", "1 Apr 2026"),
        (
            {"standing": "counted"},
            {"standing": "excluded"},
            "now excluded",
            "counted",
            "excluded",
        ),
        (
            {"standing": "counted"},
            {"standing": "not counted"},
            "no longer counted",
            "counted",
            "not counted",
        ),
        ({"said": "femur"}, {"said": "rib"}, "corrected", "femur", "rib"),
        ({"said": None}, {"said": "rib"}, "corrected", "–", "rib"),
    ],
)
def test_what_became_of_an_event(
    was: dict[str, object], is_now: dict[str, object], change: str, before: str, now: str
) -> None:
    found = told(known(fact(**was)), known(fact(**is_now)))
    assert found == [("Pathological fracture", change, before, now)]


def test_a_corrected_calcium_shows_both_values_and_its_rows() -> None:
    row = {"subject": "calcium", "code": "CA_TOTAL", "said": "same_sample", "standing": "no crisis"}
    found = changes(
        known(fact(**row, value=2.61, source_rows=["lab_result:S:1"])),
        known(fact(**row, value=None, source_rows=["lab_result:S:1", "lab_result:S:2"])),
    )
    words = in_words(found).row(0, named=True)
    assert words["change"] == "corrected"
    assert words["before"].startswith("2.61") and "2.61" not in words["now"]
    assert words["source_rows"] == "2", "they are opened by choosing the row"


def test_an_event_redated_and_no_longer_counted_is_told_twice() -> None:
    found = changes(
        known(fact(standing="counted")), known(fact(standing="not counted", fact_on=APRIL))
    )
    assert sorted(found["change"]) == ["redated", "standing"]
    assert set(found["change"]) <= set(CHANGES)


def test_the_order_of_rows_changes_nothing(reader: Reader) -> None:
    facts = known_facts(reader, patient_id(FULL), "SRE4")
    before = facts.sample(fraction=0.6, seed=3)
    found = changes(before, facts)
    mixed = changes(
        before.sample(fraction=1, shuffle=True, seed=1), facts.sample(fraction=1, shuffle=True)
    )
    assert found.equals(mixed)
