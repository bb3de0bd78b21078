"""One look for many: it finds something unless each expectation of its group is met."""

import duckdb
import pytest

from expectations.expected import (
    Between,
    Expected,
    HasColumns,
    Matches,
    MedianBetween,
    NeverMissing,
    NoRows,
    OneOf,
    Question,
    Unique,
    warning,
)
from expectations.screen import Look, fails_at, looks_at

TABLE = "derived.invented"
COLUMNS = ("code", "value", "key")
OF_EACH_ROW = (
    NeverMissing("code"),
    OneOf("code", ("A", "L'un"), "is a code"),
    Between("value", 0, 10),
    Between("value", None, 10),
    Matches("key", "^[0-9a-f]{2}$", "is a key"),
)
NOT_ZERO = NoRows("is not minus zero", "FROM this WHERE value = 0 AND code = 'B'")
SOUND = ("'A', 5, 'ab'", "'L''un', 0, NULL", "'A', NULL, 'ab'", "'A', 10, 'ff'")
BROKEN = {
    "a missing code": "NULL, 5, 'ab'",
    "an unknown code": "'B', 5, 'ab'",
    "a value under its limit": "'A', -1, 'ab'",
    "a value over its limit": "'A', 10.5, 'ab'",
    "no number": "'A', 'nan'::DOUBLE, 'ab'",
    "a key that is too long": "'A', 5, 'abc'",
}


def expected(*questions: Question) -> list[Expected]:
    return [warning(TABLE, question, "invented") for question in questions]


def seen(look: Look, *values: str) -> tuple[object, ...] | None:
    """What a look sees among rows of code, value and key."""
    held = ", ".join(f"({row})" for row in values)
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA derived")
        connection.execute(f"CREATE TABLE {TABLE} (code VARCHAR, value DOUBLE, key VARCHAR)")
        connection.execute(f"INSERT INTO {TABLE} VALUES {held}")
        rows = connection.execute(look.query).fetchall()
    return rows[0] if rows else None


def test_rows_that_fail_nothing_answer_the_whole_group() -> None:
    (look,) = looks_at(expected(*OF_EACH_ROW))
    assert len(look.group) == len(OF_EACH_ROW)
    assert seen(look, *SOUND) is None


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN)
def test_one_row_that_fails_one_question_is_found(row: str) -> None:
    (look,) = looks_at(expected(*OF_EACH_ROW))
    assert seen(look, *SOUND, row) == (True, None)


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN)
def test_a_closer_look_suspects_only_what_may_not_be_met(row: str) -> None:
    (look,) = looks_at(expected(*OF_EACH_ROW))
    suspect = [one.group[0].question for one in look.one_by_one() if seen(one, *SOUND, row)]
    assert suspect
    assert suspect == [
        question
        for question in OF_EACH_ROW
        if seen(looks_at(expected(question))[0], row) is not None
    ]
    assert len(suspect) < len(OF_EACH_ROW)


def test_a_condition_on_each_row_joins_the_same_pass() -> None:
    (look,) = looks_at(expected(NeverMissing("key"), NOT_ZERO))
    assert seen(look, "'B', 1, 'ab'", "'A', 0, 'ab'") is None
    assert seen(look, "'B', 0, 'ab'") == (True, None)


def test_what_takes_other_rows_is_looked_at_by_itself() -> None:
    many = NoRows("has few rows", "FROM this HAVING count(*) > 3")
    beside = NoRows("is the largest", "FROM this WHERE value < (SELECT max(value) FROM this)")
    looks = looks_at(expected(many, beside, Unique(("code", "value"))))
    assert [len(look.group) for look in looks] == [1, 1, 1]
    few, largest, unique = (seen(look, SOUND[0], SOUND[0]) for look in looks)
    assert (few, largest, unique) == (None, None, (True, None))
    assert [seen(look, *SOUND) for look in looks] == [(True, None), (True, None), None]


def test_what_is_observed_comes_with_the_look() -> None:
    totals = "(SELECT count(*) AS total FROM this)"
    few = NoRows(
        "has few rows",
        f"FROM {totals} WHERE total > 3",
        observed=f"SELECT printf('%d rows', total) FROM {totals}",
    )
    (look,) = looks_at(expected(few))
    assert seen(look, SOUND[0]) == (False, "1 rows")
    assert seen(look, *SOUND) == (True, "4 rows")


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (COLUMNS, None),
        (COLUMNS[:-1], (True, None)),
        ((*COLUMNS, "more"), (True, None)),
        (COLUMNS[::-1], (True, None)),
    ],
)
def test_columns_are_those_declared_in_their_order(
    columns: tuple[str, ...], found: tuple[bool, None] | None
) -> None:
    (look,) = looks_at(expected(HasColumns(columns)))
    assert seen(look, *SOUND) == found


def test_a_median_is_not_looked_at() -> None:
    assert looks_at(expected(MedianBetween("value", 0, 10))) == ()


def test_every_question_about_single_rows_says_when_a_row_fails() -> None:
    assert [fails_at(question) for question in OF_EACH_ROW] == [
        "code IS NULL",
        "code NOT IN ('A', 'L''un')",
        "value < 0 OR value > 10",
        "value > 10",
        "NOT (key ~ '^[0-9a-f]{2}$')",
    ]


def test_a_look_settles_what_is_not_counted_in_rows() -> None:
    total = NoRows("has few rows", "FROM this HAVING count(*) > 3", about_rows=False)
    settled, counted = looks_at(expected(total, NOT_ZERO))[::-1]
    assert (settled.settles, counted.settles) == (True, False)
