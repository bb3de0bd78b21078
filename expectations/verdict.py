"""What a judge says of one expectation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """An expectation held against a built table; the columns of ops.verdict but the run."""

    table_name: str
    column_name: str | None
    expectation: str
    verdict_severity: str
    is_met: bool
    failed_count: int | None
    observed: str | None
    clinical_reason: str
