"""`osteon demo`: simulate a hospital once, then run its nights through the real flow."""

import logging
import shutil
from datetime import date, timedelta
from pathlib import Path

from warehouse.demo_mark import is_demo, mark_as_demo
from warehouse.home import Home

SEED = 20_260_301
log = logging.getLogger("osteon.demo")


class NotADemoHome(ValueError):
    """The home holds a hospital's own sources: the demo will not mix with them."""


def run_demo(home: Home, *, patients: int, nights: int, last_night: date) -> None:
    """Simulate, deliver and run each night that has not run yet; what is there is kept.

    Raises NotADemoHome when the folder holds mappings the demo did not write.
    """
    if _has_sources_of_its_own(home):
        raise NotADemoHome(
            f"{home.root}: holds sources of its own, or the demo of an earlier Osteon; give the "
            "demo another folder with --home, or remove this one if nothing in it is yours"
        )
    home.create()
    deliveries = home.root / "demo" / "deliveries"
    if not home.demo_mark.exists():
        shutil.rmtree(home.root / "demo", ignore_errors=True)
        _simulate(home, deliveries, patients, nights, last_night)
        mark_as_demo(home)
    waiting = sorted(folder for folder in deliveries.iterdir() if folder.is_dir())
    if not waiting:
        log.info("The demo in %s is ready: nothing left to run", home.root)
    for folder in waiting:
        _run_night(home, folder)


def _has_sources_of_its_own(home: Home) -> bool:
    """Mappings the demo did not write, whatever the home is marked as.

    A simulation that was stopped half-way left mappings without a mark: those are not ours either.
    """
    return home.sources.exists() and any(home.sources.glob("*.toml")) and not is_demo(home)


def _simulate(home: Home, deliveries: Path, patients: int, nights: int, last_night: date) -> None:
    from flows.demo.cohort import simulate_cohort
    from flows.demo.extracts import mapping_files, write_hospital

    log.info("Simulating a hospital of %s patients (synthetic)…", f"{patients:,}")
    cohort = simulate_cohort(patients=patients, seed=SEED, end=last_night)
    first_night = last_night - timedelta(days=nights - 1)
    log.info("Writing its extracts for %s nights from %s…", nights, first_night)
    truth = write_hospital(
        lambda night: deliveries / night.isoformat(),
        cohort,
        nights=nights,
        first_night=first_night,
        seed=SEED,
    )
    truth.write(home.root / "demo" / "truth")
    for mapping in mapping_files():
        shutil.copyfile(mapping, home.sources / mapping.name)


def _run_night(home: Home, folder: Path) -> None:
    from flows.nightly import nightly

    night = date.fromisoformat(folder.name)
    log.info("Night of %s", night)
    for path in sorted(folder.iterdir()):
        shutil.copy2(path, home.inbox / path.name)
    report = nightly(str(home.root), night)
    log.info(
        "Published %s: %s files, %s warnings",
        report.version,
        len(report.files),
        len(report.warnings),
    )
    shutil.rmtree(folder)
