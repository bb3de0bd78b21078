"""Work run in a process of its own, so that imports, memory and what is cached are its own.

A script that is measured so prints one line of JSON at its end: what it found, and the seconds of
the work itself. The seconds of the whole process, interpreter start included, and its peak
memory are taken from outside.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

HERE = Path(__file__).parent
KIB_A_MIB = 1024


class Failed(RuntimeError):
    """The process that was measured did not end well."""


@dataclass(frozen=True)
class Ran:
    """One run: seconds and peak memory of the process (the largest of it and those it started)."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    said: str

    @property
    def found(self) -> dict[str, object]:
        """The last line it printed, read as JSON."""
        found = json.loads(self.said.strip().splitlines()[-1])
        assert isinstance(found, dict)
        return found

    def number(self, name: str) -> float:
        """One of the numbers of that line."""
        return float(str(self.found[name]))


def run_script(name: str, *arguments: str | Path) -> Ran:
    """A script of this folder, by the interpreter that runs this."""
    return run([sys.executable, str(HERE / name), *map(str, arguments)])


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Ran:
    """A command from start to end. Raises Failed with what it said."""
    with TemporaryFile() as said:
        began = perf_counter()
        process = subprocess.Popen(
            command, stdout=said, stderr=subprocess.STDOUT, env=os.environ | dict(environment or {})
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode:
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{text[-4000:]}")
    used = usage.ru_utime + usage.ru_stime
    return Ran(seconds, used, usage.ru_maxrss / KIB_A_MIB, text)


def tell(**found: object) -> None:
    """What a measured script says at its end."""
    print(json.dumps(found), flush=True)
