"""Why an event counts or not, in words a clinician would use."""

import polars as pl
import pytest

from dashboard.charts.event_lanes import counted_days, with_counting
from dashboard.palette import EVENT_KINDS

PLAIN = {
    "event_kind": "FX",
    "excluded_reason": None,
    "is_in_sse": True,
    "is_counted_sse": False,
    "is_prevalent": False,
    "is_before_entry": False,
    "occurred_on": "2026-01-05",
}


def told(**facts: object) -> tuple[str, str | None]:
    """`counting` and `why` of one event, for the endpoint SSE."""
    event = pl.DataFrame(
        [{**PLAIN, **facts}],
        schema_overrides={"excluded_reason": pl.String, "is_in_sse": pl.Boolean},
    )
    row = with_counting(event, "SSE").row(0, named=True)
    return row["counting"], row["why"]


@pytest.mark.parametrize(
    ("facts", "counting", "why"),
    [
        ({"is_counted_sse": True}, "counted", None),
        (
            {"excluded_reason": "rt_non_bone"},
            "excluded",
            "excluded: irradiation of something else than bone",
        ),
        ({"excluded_reason": "X02"}, "excluded", "excluded: after death"),
        ({"excluded_reason": "new_reason"}, "excluded", "excluded: new_reason"),
        ({"is_in_sse": None}, "not counted", "not known to be symptomatic"),
        ({"is_in_sse": False}, "not counted", "not part of SSE"),
        ({"is_prevalent": True}, "not counted", "at or before bone metastasis: prevalent"),
        ({"is_before_entry": True}, "not counted", "before observation started"),
        ({}, "not counted", "within 21 days of the last counted event, or on its day"),
    ],
    ids=[
        "counted",
        "filter",
        "rule",
        "reason without words",
        "symptom unknown",
        "asymptomatic",
        "prevalent",
        "before entry",
        "window",
    ],
)
def test_each_event_says_why(facts: dict[str, object], counting: str, why: str | None) -> None:
    assert told(**facts) == (counting, why)


def test_only_counted_events_send_guides_in_the_colour_of_their_kind() -> None:
    events = pl.DataFrame(
        [
            {**PLAIN, "is_counted_sse": True},
            {**PLAIN, "event_kind": "RT", "is_counted_sse": False},
        ],
        schema_overrides={"excluded_reason": pl.String},
    )
    assert counted_days(with_counting(events, "SSE")).rows() == [("2026-01-05", EVENT_KINDS["FX"])]
