"""What the last run left behind: was it published, or refused and why."""

import json
from dataclasses import dataclass
from datetime import date

from warehouse.demo_mark import is_demo
from warehouse.home import Home


@dataclass(frozen=True)
class Refusal:
    """A critical expectation that was not met: where, what, what was seen, why it is expected."""

    where: str
    expectation: str
    observed: str | None
    clinical_reason: str


@dataclass(frozen=True)
class LastRun:
    """The report of the last run, as far as a reader of the pages needs it.

    refused_because: whole sentences, in English. refused_by: the same in parts; none in a report
    of earlier code.
    """

    as_of: date
    outcome: str
    refused_because: tuple[str, ...]
    refused_by: tuple[Refusal, ...] = ()

    @property
    def was_refused(self) -> bool:
        return self.outcome == "refused"


class UnreadableReport(ValueError):
    """The report of the last run is there and cannot be read."""


def last_run(home: Home) -> LastRun | None:
    """The report in `warehouse/last_run.json`; None before the first run.

    Raises UnreadableReport when the file is not the JSON object a run writes.
    """
    if not home.last_run.exists():
        return None
    try:
        report = json.loads(home.last_run.read_text("utf-8"))
        return LastRun(
            as_of=date.fromisoformat(report["as_of"]),
            outcome=str(report["outcome"]),
            refused_because=tuple(str(reason) for reason in report["refused_because"]),
            refused_by=tuple(_refusal(item) for item in report.get("refused_by", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise UnreadableReport(
            f"{home.last_run}: the report of the last run cannot be read; run `osteon status`, "
            "then `osteon nightly` to write it again"
        ) from wrong


def _refusal(item: dict[str, str | None]) -> Refusal:
    place = (item["table_name"], item["column_name"])
    return Refusal(
        where=".".join(part for part in place if part),
        expectation=str(item["expectation"]),
        observed=item["observed"],
        clinical_reason=str(item["clinical_reason"]),
    )


def is_synthetic(home: Home) -> bool:
    """The home holds a simulated hospital, and nothing but that."""
    return is_demo(home)
