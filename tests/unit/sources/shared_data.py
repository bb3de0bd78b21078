"""Where the data this project did not make lies; it is never copied into the repository."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def shared_folder(name: str) -> Path | None:
    """A folder of shared test data, from OSTEON_SHARED_DATA or beside the repository; or None."""
    declared = os.environ.get("OSTEON_SHARED_DATA")
    beside = [parent / "shared" / "data" for parent in REPOSITORY.parents]
    for data in [Path(declared)] if declared else beside:
        if (data / name).is_dir():
            return data / name
    return None
