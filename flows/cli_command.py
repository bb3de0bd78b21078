"""What the commands share: how one is added, how what follows an option is read, how it ends."""

import argparse
from collections.abc import Callable
from datetime import date

from warehouse.home import Home

REFUSED = 2  # exit code of a night that was judged and refused

Run = Callable[[Home, argparse.Namespace], int]
AddCommand = Callable[[str, Run, str, str], argparse.ArgumentParser]


def positive(text: str) -> int:
    """A whole number above 0."""
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above 0")
    return int(text)


def day(text: str) -> date:
    """A date as 2026-03-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a date; write it as 2026-03-01"
        ) from None
