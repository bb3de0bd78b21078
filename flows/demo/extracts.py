"""The simulated hospital: three systems, each delivering in its own way, with its faults."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from flows.demo.calibration import CALIBRATION, Calibration
from flows.demo.cohort import Cohort, ImpossibleSimulation
from flows.demo.delivery.faults import Nights
from flows.demo.delivery.imaging_extract import write_imaging
from flows.demo.delivery.inbox import Inbox
from flows.demo.delivery.laboratory_extract import write_laboratory
from flows.demo.delivery.oncology_extract import write_oncology
from flows.demo.delivery.truth import Truth

SOURCES = Path(__file__).parent / "sources"
LABEL = """Everything in this folder is synthetic: simulated people, simulated results.

deliveries/<night>/ holds the files each night would bring; truth/ the faults put into them.
"""


def write_hospital(
    inbox_of_night: Callable[[date], Path] | Path,
    cohort: Cohort,
    *,
    nights: int,
    first_night: date,
    seed: int,
    targets: Calibration = CALIBRATION,
) -> Truth:
    """Write the files of every night and return what was put wrong into them.

    The first night brings the whole history, each later one what became known that day. Given a
    folder instead of a function, files go to `deliveries/<night>/` in it and the truth to
    `truth/`. The same arguments write the same bytes. Raises ImpossibleSimulation without nights.
    """
    if nights < 1:
        raise ImpossibleSimulation(f"cannot write {nights} nights; ask for at least 1")
    if isinstance(inbox_of_night, Path):
        return _into_folder(inbox_of_night, cohort, nights, first_night, seed, targets)
    inbox, calendar = Inbox(inbox_of_night), Nights(first_night, nights)
    faults = [
        write(inbox, cohort, calendar, seed, targets)
        for write in (write_laboratory, write_imaging, write_oncology)
    ]
    return Truth(pl.concat(faults).sort("kind", "feed", "night_on", "file_name", "source_line"))


def _into_folder(
    folder: Path, cohort: Cohort, nights: int, first_night: date, seed: int, targets: Calibration
) -> Truth:
    def delivery(night: date) -> Path:
        return folder / "deliveries" / night.isoformat()

    truth = write_hospital(
        delivery, cohort, nights=nights, first_night=first_night, seed=seed, targets=targets
    )
    truth.write(folder / "truth")
    (folder / "README.txt").write_text(LABEL, "utf-8")
    return truth


def mapping_files() -> tuple[Path, ...]:
    """The mappings of the simulated hospital, one a feed."""
    return tuple(sorted(SOURCES.glob("*.toml")))
