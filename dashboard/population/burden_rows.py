"""From the burden of events to the rows of the extracts that made it."""

from dashboard import store
from dashboard.language import say
from dashboard.population.behind import draw_rows_behind
from dashboard.population.choice import Choice
from dashboard.queries.behind import counted_event_rows, first_event_rows
from dashboard.queries.population import ORIGIN_OF_BONE_METASTASIS
from dashboard.store import Version


def draw_rows_behind_burden(version: Version, choice: Choice) -> None:
    """The events of the whole cohort from bone metastasis: its parts are divisions of the same."""
    if choice.origin != ORIGIN_OF_BONE_METASTASIS:
        return
    questions = {"first": first_event_rows, "counted": counted_event_rows}
    draw_rows_behind(
        "burden",
        {
            "first": say("First events, whole cohort (figures 1 and 2)"),
            "counted": say("Counted events, whole cohort (figures 3 and 4)"),
        },
        lambda chosen: store.ask(version, questions[chosen], choice.endpoint),
    )
