"""A tiny hospital whose second night brings every kind of delivery, and what may remain of it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.night import run_night
from tests.support.tiny_hospital import PATIENTS, TinyHospital, believe_everything, laboratory
from warehouse.home import Home
from warehouse.lock import one_night_at_a_time
from warehouse.reader import Reader, open_published

DIAGNOSES = """IPP,ID,KIND,ON,CODE
P1,D1,primary,2025-01-10,C34.1
P1,D2,bone_metastasis,2025-02-01,C79.5
"""
FIRST_NIGHT = {
    "PAT_20260302.csv": PATIENTS,
    "LAB_20260302.csv": laboratory(
        "P1;1;T1;CA;3,05;mmol/L;01/03/2026 08:00;F",
        "P1;2;T1;ALB;20;g/L;01/03/2026 08:00;F",
        "P2;3;T2;CA;2,40;mmol/L;01/03/2026 09:00;F",
    ),
    "DIAG_20260302.csv": DIAGNOSES,
}
# A correction, a withdrawal, an orphan, a new patient, a list without one of its rows, a file
# delivered before, one that nobody expects and one that cannot be read.
SECOND_NIGHT = {
    "PAT_20260303.csv": PATIENTS + "P3;M;01/01/1960;;01/02/2026;N\n",
    "LAB_20260302.csv": FIRST_NIGHT["LAB_20260302.csv"],
    "LAB_20260303.csv": laboratory(
        "P1;1;T1;CA;2,95;mmol/L;01/03/2026 08:00;F",
        "P2;3;T2;CA;2,40;mmol/L;01/03/2026 09:00;A",
        "P3;4;T3;CA;3,40;mmol/L;02/03/2026 08:00;F",
        "P9;5;T4;CA;2,30;mmol/L;02/03/2026 08:00;F",
    ),
    "DIAG_20260303.csv": "\n".join(DIAGNOSES.splitlines()[:2]) + "\n",
    "NOTES.txt": "hello",
    "LAB_20260304.csv": "no;such;header\n",
}
_COUNTED = ("canonical.lab_result", "canonical.lab_result_aside", "canonical.patient", "ops.file")
Sight = tuple[int, ...]


def hospital_after_the_first_night(root: Path) -> TinyHospital:
    """One night published, the files of the second in the inbox."""
    hospital = TinyHospital(root)
    for deliveries in (FIRST_NIGHT, SECOND_NIGHT):
        for name, text in deliveries.items():
            hospital.drop(name, text)
        if deliveries is FIRST_NIGHT:
            run_night(hospital.home, judge=believe_everything)
    return hospital


def copy_of(hospital: TinyHospital, root: Path) -> TinyHospital:
    """The same hospital elsewhere, to have an accident."""
    shutil.copytree(hospital.home.root, root, symlinks=True)
    return TinyHospital(root)


def left_behind(home: Home) -> list[str]:
    """Whatever a night that has ended must not leave: unfinished work, files not taken in, a lock.

    Raises NightAlreadyRunning when the lock is held.
    """
    with one_night_at_a_time(home):
        pass
    unfinished = ("building-", ".current.new", ".osteon-reviews.part", "damaged-")
    return [
        str(path.relative_to(home.root))
        for path in home.root.rglob("*")
        if path.name.startswith(unfinished)
        or path.name.endswith((".part", ".wal", ".tmp"))
        or home.inbox in path.parents
        or (path.is_dir() and home.landing in path.parents and not any(path.iterdir()))
    ]


def sight_of(reader: Reader) -> Sight:
    """Enough of a version to tell one night from another, read table by table."""
    return tuple(int(reader.frame(f"SELECT count(*) FROM {name}").item()) for name in _COUNTED)


def seen_now(home: Home) -> Sight:
    reader = open_published(home)
    try:
        return sight_of(reader)
    finally:
        reader.close()


@dataclass
class Watch:
    """What a reader without pause has seen, and the errors it met."""

    sights: set[Sight]
    errors: list[BaseException]


@contextmanager
def watched(look: Callable[[], Sight]) -> Iterator[Watch]:
    """Look all along, in a thread."""
    watch, is_over = Watch(set(), []), threading.Event()

    def keep_looking() -> None:
        try:
            while not is_over.wait(0.01):
                watch.sights.add(look())
        except BaseException as error:
            watch.errors.append(error)

    thread = threading.Thread(target=keep_looking)
    thread.start()
    try:
        yield watch
    finally:
        is_over.set()
        thread.join()
