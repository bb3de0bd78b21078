"""One question for many: it is met exactly when each of the group is."""

import duckdb
import pytest

from expectations.expected import (
    Between,
    Expected,
    Matches,
    NeverMissing,
    NoRows,
    OneOf,
    Question,
    warning,
)
from expectations.screen import fails_at, screens_of
from expectations.table_facts import named_this

TABLE = "derived.invented"
ASKED = (
    NeverMissing("code"),
    OneOf("code", ("A", "L'un"), "is a code"),
    Between("value", 0, 10),
    Between("value", None, 10),
    Matches("key", "^[0-9a-f]{2}$", "is a key"),
)
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


def finds(rows: str, *values: str) -> bool:
    """Whether the query of a question finds anything among rows of code, value and key."""
    held = ", ".join(f"({row})" for row in values)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE invented (code VARCHAR, value DOUBLE, key VARCHAR)")
        connection.execute(f"INSERT INTO invented VALUES {held}")
        found = connection.execute(f"{named_this('invented')} SELECT 1 {rows} LIMIT 1").fetchall()
    return bool(found)


def rows_of(question: Expected) -> str:
    assert isinstance(question.question, NoRows)
    return question.question.rows


def test_rows_that_fail_nothing_answer_the_whole_group() -> None:
    (screen,) = screens_of(expected(*ASKED))
    assert len(screen.group) == len(ASKED)
    assert not finds(rows_of(screen.question), *SOUND)


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN)
def test_one_row_that_fails_one_question_is_found(row: str) -> None:
    (screen,) = screens_of(expected(*ASKED))
    assert finds(rows_of(screen.question), *SOUND, row)


def test_rows_that_should_not_exist_are_looked_for_together() -> None:
    many = NoRows("has few rows", "FROM this HAVING count(*) > 3")
    zero = NoRows("is not zero", "FROM this WHERE value = 0")
    (screen,) = screens_of(expected(many, zero))
    assert not finds(rows_of(screen.question), SOUND[0], SOUND[2])
    assert finds(rows_of(screen.question), SOUND[0], SOUND[1])
    assert finds(rows_of(screen.question), *[SOUND[0]] * 4)


def test_a_question_alone_is_asked_as_it_is() -> None:
    assert screens_of(expected(NeverMissing("code"), NoRows("is empty", "FROM this"))) == ()


def test_every_question_about_single_rows_says_when_a_row_fails() -> None:
    assert [fails_at(question) for question in ASKED] == [
        "code IS NULL",
        "code NOT IN ('A', 'L''un')",
        "value < 0 OR value > 10",
        "value > 10",
        "NOT (key ~ '^[0-9a-f]{2}$')",
    ]
