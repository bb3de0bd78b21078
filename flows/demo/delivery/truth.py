"""What was put wrong into the extracts, and where, so that what is found can be compared."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

TRUTH_SCHEMA = pl.Schema(
    {
        "kind": pl.String(),
        "feed": pl.String(),
        "file_name": pl.String(),
        "source_line": pl.Int64(),
        "source_row_id": pl.String(),
        "night_on": pl.Date(),
    }
)
FILE_NAME = "truth.parquet"
LABEL = """Everything here is synthetic: simulated people, simulated results.

Hospital identifiers start with SYN; the systems are called SYNTH-LIS, SYNTH-RIS and SYNTH-ONCO. No
row describes anybody. This folder holds the faults put on purpose into the files of the simulated
hospital: kind, feed, file, line, row identifier and night of each.
"""


@dataclass(frozen=True)
class Truth:
    """Every fault: its kind, feed, file and line, row identifier, night.

    A fault of a whole night or file has no line and no row; a missing night has no file.
    """

    faults: pl.DataFrame

    def write(self, folder: Path) -> None:
        """Keep it apart from the inbox: what is looked for must not be told."""
        folder.mkdir(parents=True, exist_ok=True)
        self.faults.write_parquet(folder / FILE_NAME)
        (folder / "README.txt").write_text(LABEL, "utf-8")


def read_truth(folder: Path) -> Truth:
    """The truth written beside a simulated hospital."""
    return Truth(pl.read_parquet(folder / FILE_NAME))


def faults_of_rows(rows: pl.DataFrame, feed: str) -> pl.DataFrame:
    """Faults of rows. Columns in: fault, file_name, source_line, source_row_id, night_on."""
    return (
        rows.filter(pl.col("fault").is_not_null())
        .select(
            kind="fault",
            feed=pl.lit(feed),
            file_name="file_name",
            source_line="source_line",
            source_row_id="source_row_id",
            night_on="night_on",
        )
        .cast(TRUTH_SCHEMA)
    )


def fault_of_file(kind: str, feed: str, file_name: str | None, night_on: object) -> pl.DataFrame:
    """A fault of a whole file, or of a night without one."""
    return pl.DataFrame(
        [(kind, feed, file_name, None, None, night_on)], schema=TRUTH_SCHEMA, orient="row"
    )
