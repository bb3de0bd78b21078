"""What verifying a home tells: one line a thing looked at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing looked at; `problem` says what is wrong with it and what to do."""

    what: str
    problem: str | None = None
