"""Every expectation written by hand is met by a sound hospital and not by a broken one."""

import pytest

from expectations import EXPECTATIONS, WRITTEN_BY_HAND, Expected
from expectations.verdict import Verdict
from tests.support.broken_hospital import SENTINELS

# Whatever is broken in its rows, a cohort that has rows is not empty: tested on its own.
EMPTY_COHORT = "is not empty when there are patients to follow"
BROKEN = [item for item in WRITTEN_BY_HAND if item.question.phrase != EMPTY_COHORT]


def _name(expected: Expected) -> str:
    return f"{expected.table}: {expected.column_name}: {expected.question.phrase}"


def _verdict(verdicts: list[Verdict], expected: Expected) -> Verdict:
    return next(
        verdict
        for verdict in verdicts
        if (verdict.table_name, verdict.column_name, verdict.expectation)
        == (expected.table, expected.column_name, expected.question.phrase)
    )


def test_a_sound_hospital_meets_every_expectation(sound_verdicts: list[Verdict]) -> None:
    assert [item for item in sound_verdicts if not item.is_met] == []
    assert len(sound_verdicts) == sum(len(asked) for asked in EXPECTATIONS.values())


@pytest.mark.parametrize("expected", BROKEN, ids=_name)
def test_a_broken_hospital_meets_none_that_was_written_by_hand(
    broken_verdicts: list[Verdict], expected: Expected
) -> None:
    verdict = _verdict(broken_verdicts, expected)
    assert not verdict.is_met
    assert verdict.verdict_severity == expected.severity
    assert verdict.clinical_reason == expected.reason
    assert verdict.observed is not None
    assert "could not be evaluated" not in verdict.observed


@pytest.mark.parametrize(
    ("column", "phrase", "failed"),
    [
        ("visited_on", "is never missing", 1),
        ("visit_kind", "is in the list visit_kind", 1),
        ("weight_kg", "lies between 20 and 300", 1),
        ("patient_id", "is a keyed pseudonym", 1),
        ("source_file", "is a place in landing", 1),
        ("source_system, source_row_id", "is not repeated", 2),
        ("visited_on", "is dated before it became known", 1),
    ],
)
def test_each_kind_of_declared_expectation_counts_the_rows_at_fault(
    broken_verdicts: list[Verdict], column: str, phrase: str, failed: int
) -> None:
    found = [
        verdict
        for verdict in broken_verdicts
        if verdict.table_name == "canonical.followup"
        and (verdict.column_name, verdict.expectation) == (column, phrase)
    ]
    assert [(item.is_met, item.failed_count, item.observed) for item in found] == [
        (False, failed, f"{failed} of 121 rows")
    ]


def test_a_failure_names_feeds_nights_and_shares(broken_verdicts: list[Verdict]) -> None:
    seen = {item.expectation: item.observed for item in broken_verdicts if not item.is_met}
    assert seen["no night is missing"] == "oncology on 2024-05-30"
    assert seen["no file was refused"] == "imaging"
    assert seen["every row is accounted for"] == "oncology"
    assert seen["few rows of a feed were rejected"] == "oncology 10.0 % of 10"
    assert seen["a feed brings as many rows as on other nights"] == (
        "oncology: 20 rows, usually 200"
    )
    assert seen["fractures of unknown mechanism: at most 20 %"] == "48.8 % (20 of 41)"
    assert seen["SRE5 at 21 months is like published"] == "90.0 % at 21 months"


def test_what_is_observed_is_said_of_met_expectations_too(sound_verdicts: list[Verdict]) -> None:
    seen = {item.expectation: item.observed for item in sound_verdicts}
    assert seen["has a median between 2.2 and 2.6"] == "median 2.400 of 120"
    assert seen["calcium without albumin: at most 20 %"] == "0.0 % (0 of 120)"


def test_no_patient_value_leaves_in_a_verdict(broken_verdicts: list[Verdict]) -> None:
    text = "\n".join(str(verdict) for verdict in broken_verdicts)
    assert [sentinel for sentinel in SENTINELS if sentinel in text] == []


def test_verdicts_have_the_key_of_their_table(broken_verdicts: list[Verdict]) -> None:
    keys = [(item.table_name, item.column_name, item.expectation) for item in broken_verdicts]
    assert len(set(keys)) == len(keys)
