"""What the team answered of the cases of an indicator: in the store, and in the version shown.

An answer given since the last night is pending: it is in the store, and not yet in the version.
"""

from dataclasses import dataclass

import polars as pl

from dashboard import store
from dashboard.labels import word
from dashboard.language import say
from dashboard.queries import care
from dashboard.store import Version
from warehouse.review_store import (
    SYSTEM,
    TAKEN_BACK,
    Given,
    StoreUnreachable,
    WorklistAnswer,
    in_force,
)

Case = tuple[str, str]


@dataclass(frozen=True)
class Answers:
    """Answers about one indicator, by patient and case.

    given: every entry of the store, oldest first. delivered: rows of canonical.worklist_answer in
    the version shown. problem: why the store could not be read, if so.
    """

    given: tuple[Given[WorklistAnswer], ...]
    delivered: pl.DataFrame
    problem: str | None = None

    def stands(self, patient_id: str, case_key: str) -> bool:
        """Whether the store holds an answer in force about the case."""
        return any(_case(item) == (patient_id, case_key) for item in in_force(self.given))

    def in_words(self, patient_id: str, case_key: str) -> str | None:
        """The answer about a case: pending, or as the version applied it; None without one."""
        own = [item for item in self.given if _case(item) == (patient_id, case_key)]
        applied = self.delivered.filter(
            pl.col("patient_id") == patient_id, pl.col("case_key") == case_key
        )
        if own and self._is_pending(own, applied):
            return say("pending: {answer}", answer=_answer(own[-1].entry.answer))
        return None if applied.is_empty() else _answer(applied["worklist_answer"][-1])

    def _is_pending(self, own: list[Given[WorklistAnswer]], applied: pl.DataFrame) -> bool:
        known = set(applied.filter(pl.col("source_system") == SYSTEM)["source_row_id"])
        if own[-1].entry.is_taken_back:
            return any(item.key in known for item in own)
        return own[-1].key not in known


def read_answers(version: Version, indicator_code: str) -> Answers:
    """Read the store anew: what was said a moment ago has to show."""
    delivered = store.ask(version, care.answers_delivered, indicator_code)
    try:
        given = [
            item for item in store.answers_given() if item.entry.indicator_code == indicator_code
        ]
    except StoreUnreachable as problem:
        return Answers((), delivered, str(problem))
    return Answers(tuple(given), delivered)


def _case(item: Given[WorklistAnswer]) -> Case:
    return item.entry.patient_id, item.entry.case_key


def _answer(code: str) -> str:
    return say("answer taken back") if code == TAKEN_BACK else word("worklist_answer", code)
