"""A defect of ours, told without the values it stumbled on.

Polars, DuckDB and Python quote the value they fail on ("could not convert 'MARTIN' to INT32").
Prefect keeps that text in its database, a terminal in its scrollback, a mail in an inbox. What an
engineer needs is the class of the error and the line of our code: these stay.
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.file_names import shown_path

# Of DuckDB: they name a file of the warehouse or a size, and say why (disk full, locked, broken).
_ABOUT_FILES = ("IOException", "OutOfMemoryException")
_OURS = ("flows", "transforms", "expectations", "warehouse", "dashboard")


@contextmanager
def values_withheld() -> Iterator[None]:
    """Let every error of the body through, of its own class, without words that hold values.

    Errors of our own classes say names and counts only and pass as they are, as do errors about
    files, of the system and of DuckDB (disk full), but for the names of files as sent.
    """
    try:
        yield
    except BaseException as problem:
        withhold_values(problem)
        raise


def withhold_values(problem: BaseException) -> None:
    """Take the words of others out of an error, of what it came from, and of what it holds."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [problem]
    while waiting:
        error = waiting.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        waiting += [error.__cause__, error.__context__]
        if isinstance(error, BaseExceptionGroup):
            waiting += error.exceptions
        _withhold(error)


def _withhold(error: BaseException) -> None:
    if hasattr(error, "__notes__"):
        error.__notes__ = []
    if isinstance(error, OSError):
        _shorten_names(error)
    elif not _says_no_value(error):
        error.args = (_told(error),)
    # What these say is made of their attributes, not of their arguments.
    if isinstance(error, UnicodeDecodeError):
        error.object, error.start, error.end, error.reason = b"", 0, 0, _told(error)
    elif isinstance(error, UnicodeEncodeError):
        error.object, error.start, error.end, error.reason = "", 0, 0, _told(error)


def _shorten_names(error: OSError) -> None:
    error.filename = _shown(error.filename)
    if error.filename2 is not None:
        error.filename2 = _shown(error.filename2)


def _shown(name: object) -> object:
    return shown_path(name) if isinstance(name, str) else name


def _says_no_value(error: BaseException) -> bool:
    kind = type(error)
    module = kind.__module__.split(".")[0].lstrip("_")
    is_about_files = module == "duckdb" and kind.__name__ in _ABOUT_FILES
    return module in _OURS or is_about_files or isinstance(error, SystemExit | KeyboardInterrupt)


def _told(error: BaseException) -> str:
    return f"{place_of(error)}; what it says is withheld, it may hold a patient's data"


def place_of(error: BaseException) -> str:
    """The last line of our code an error passed: `transforms/sources/dates.py:88 in read`."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        ours = [place for place, part in enumerate(path.parts) if part in _OURS]
        if ours and "site-packages" not in path.parts:
            return f"{Path(*path.parts[ours[-1] :])}:{frame.lineno} in {frame.name}"
    return "outside our code"
