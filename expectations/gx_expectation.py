"""Our expectations in the words of Great Expectations, which is imported when one is asked."""

from collections.abc import Sequence
from functools import cache
from types import new_class
from typing import TYPE_CHECKING

from expectations.expected import (
    Between,
    Expected,
    HasColumns,
    Matches,
    MedianBetween,
    NeverMissing,
    NoRows,
    OneOf,
    Unique,
)
from expectations.screen import Look
from expectations.table_facts import named_this

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration


def as_gx(expected: Expected, place: int) -> "Expectation":
    """The expectation as Great Expectations is asked it; `place` comes back with its result."""
    import great_expectations.expectations as gxe

    from expectations.gx_kinds import CountedRowsExpectation

    shared = {"severity": expected.severity.value, "meta": {"place": place}}
    match expected.question:
        case HasColumns(columns):
            return _told_once(gxe.ExpectTableColumnsToMatchOrderedList)(
                column_list=list(columns), **shared
            )
        case NeverMissing(column):
            return _told_once(gxe.ExpectColumnValuesToNotBeNull)(column=column, **shared)
        case OneOf(column, codes):
            return _told_once(gxe.ExpectColumnValuesToBeInSet)(
                column=column, value_set=list(codes), **shared
            )
        case Between(column, low, high):
            return _told_once(gxe.ExpectColumnValuesToBeBetween)(
                column=column, min_value=low, max_value=high, **shared
            )
        case Matches(column, pattern):
            return _told_once(gxe.ExpectColumnValuesToMatchRegex)(
                column=column, regex=pattern, **shared
            )
        case Unique((column,)):
            return _told_once(gxe.ExpectColumnValuesToBeUnique)(column=column, **shared)
        case Unique(columns):
            return _told_once(gxe.ExpectCompoundColumnsToBeUnique)(
                column_list=list(columns), ignore_row_if="never", **shared
            )
        case MedianBetween(column, low, high):
            return _told_once(gxe.ExpectColumnMedianToBeBetween)(
                column=column, min_value=low, max_value=high, **shared
            )
        case NoRows(rows=rows):
            # Literal braces are doubled for GX's own formatting.
            query = rows.replace("{", "{{").replace("}", "}}")
            return _told_once(CountedRowsExpectation)(
                unexpected_rows_query=f"{named_this('{batch}')} SELECT 1 {query}", **shared
            )


def as_looks(looks: Sequence[Look]) -> "Expectation":
    """Many looks as one question to Great Expectations."""
    from expectations.gx_kinds import LooksClearExpectation

    return LooksClearExpectation(looks=[look.query for look in looks])


@cache
def _told_once(kind: type["Expectation"]) -> type["Expectation"]:
    """The same kind of expectation, which works out its configuration once.

    Great Expectations asks each one for it some sixty times, and copies every setting each time.
    Of the same name, so that it also takes the place of the original where GX looks kinds up.
    """
    from great_expectations.compatibility.pydantic import PrivateAttr

    work_out = kind.configuration.fget

    def configuration(self: "Expectation") -> "ExpectationConfiguration":
        if self._worked_out is None:
            self._worked_out = work_out(self)
        return self._worked_out

    inside = {
        "__module__": kind.__module__,
        "_worked_out": PrivateAttr(None),
        "configuration": property(configuration),
    }
    return new_class(kind.__name__, (kind,), exec_body=lambda body: body.update(inside))
