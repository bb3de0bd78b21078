"""Tables write numbers as the reader's language does, and still sort them."""

import polars as pl

from dashboard.figure import numbers_as_written
from dashboard.language import speaking


def test_a_table_writes_decimals_as_the_language_does() -> None:
    frame = pl.DataFrame({"corrected_calcium_mmol_l": [2.345, None], "event_count": [1, 12]})
    with speaking("fr"):
        written = numbers_as_written(frame)
    assert [value and value.strip() for value in written["corrected_calcium_mmol_l"]] == [
        "2,34",
        None,
    ]
    assert written["event_count"].to_list() == [1, 12]


def test_long_counts_have_the_marks_of_the_language_and_lines_of_a_file_have_none() -> None:
    frame = pl.DataFrame({"rows_in": [65766, 68], "source_line": [65766, 68]})
    with speaking("fr"):
        written = numbers_as_written(frame)
    assert [text.strip() for text in written["rows_in"]] == ["65\N{NARROW NO-BREAK SPACE}766", "68"]
    assert written["source_line"].to_list() == [65766, 68]


def test_what_is_written_sorts_as_the_numbers_do() -> None:
    numbers = [1234.5, 2.34, 10.0, 999.99]
    for language in ("en", "fr"):
        with speaking(language):
            written = numbers_as_written(pl.DataFrame({"seconds": numbers}))["seconds"].to_list()
        assert [numbers[written.index(text)] for text in sorted(written)] == sorted(numbers)
