"""Whether the warehouse finds what was put wrong into the extracts, and only that."""

from dataclasses import dataclass

import polars as pl

from flows.demo.delivery.truth import Truth
from warehouse.reader import Reader

RECOVERY = pl.Schema(
    {
        "kind": pl.String(),
        "injected": pl.Int64(),
        "found": pl.Int64(),
        "recall": pl.Float64(),
        "false_alarms": pl.Int64(),
        "eligible": pl.Int64(),
        "false_alarm_rate": pl.Float64(),
    }
)
LAB = "canonical.lab_result"


@dataclass(frozen=True)
class _Sign:
    """How a fault shows: rows that carry its sign, rows that could, and what names a row."""

    kind: str
    found: str
    eligible: str
    key: tuple[str, ...] = ("source_row_id",)


def _finding(rule: str, table: str) -> str:
    return (
        f"SELECT source_row_id FROM derived.finding "
        f"WHERE rule_code = '{rule}' AND table_name = '{table}'"
    )


def _rejected(reason: str) -> str:
    return (
        "SELECT file.file_name, rejected.source_line FROM ops.rejected AS rejected "
        f"JOIN ops.file AS file USING (source_file, feed) WHERE reason = '{reason}'"
    )


_DATED = (
    "imaging_exam",
    "radiotherapy",
    "followup",
    "fracture",
    "cord_compression",
    "surgery",
    "bone_agent_administration",
    "systemic_line",
)
_AFTER_DEATH = " UNION ALL ".join(
    [_finding("L10", LAB), *(_finding("X02", f"canonical.{name}") for name in _DATED)]
)
_ROWS_WITH_A_DATE = " + ".join(
    f"(SELECT count(*) FROM canonical.{name})" for name in ("lab_result", *_DATED)
)

SIGNS = (
    _Sign(
        "corrected",
        # A cancelled result leaves its value aside too; only a corrected one is still in force.
        "SELECT DISTINCT aside.source_row_id FROM canonical.lab_result_aside AS aside "
        f"SEMI JOIN {LAB} AS now USING (source_system, source_row_id) "
        "WHERE aside_reason = 'superseded'",
        f"SELECT count(*) FROM {LAB}",
    ),
    _Sign(
        "cancelled",
        "SELECT source_row_id FROM canonical.lab_result_aside WHERE aside_reason = 'withdrawn'",
        f"SELECT count(*) FROM {LAB}",
    ),
    _Sign("late", _finding("LATE", LAB), f"SELECT count(*) FROM {LAB}"),
    _Sign("unit_slip", _finding("L05", LAB), f"SELECT count(*) FROM {LAB}"),
    _Sign(
        "albumin_missing",
        _finding("CA_ALONE", LAB),
        f"SELECT count(*) FROM {LAB} WHERE analyte_code = 'CA_TOTAL'",
    ),
    _Sign(
        "ctx_too_late",
        _finding("L14", LAB),
        f"SELECT count(*) FROM {LAB} WHERE analyte_code = 'CTX'",
    ),
    _Sign("swapped_dates", _finding("L09", LAB), f"SELECT count(*) FROM {LAB}"),
    _Sign("duplicated", _finding("L08", LAB), f"SELECT count(*) FROM {LAB}"),
    _Sign(
        "decimal_point",
        _rejected("L02"),
        "SELECT sum(rows_in) FROM ops.file",
        key=("file_name", "source_line"),
    ),
    _Sign("after_death", _AFTER_DEATH, f"SELECT {_ROWS_WITH_A_DATE}"),
    _Sign(
        "orphan",
        _rejected("X10"),
        "SELECT sum(rows_in) FROM ops.file",
        key=("file_name", "source_line"),
    ),
    _Sign(
        "missing_night",
        "SELECT feed, night_on FROM ops.feed_night WHERE is_missing",
        "SELECT count(*) FROM ops.feed_night",
        key=("feed", "night_on"),
    ),
    _Sign(
        "truncated",
        "SELECT file_name FROM ops.file WHERE file_status = 'refused'",
        "SELECT count(*) FROM ops.file",
        key=("file_name",),
    ),
)


def compare_with_truth(truth: Truth, reader: Reader) -> pl.DataFrame:
    """What a published warehouse says of every kind of fault, against the truth.

    Columns out: kind, injected, found (of those injected), recall, false_alarms (signs of the
    fault elsewhere), eligible (rows, files or nights that could have it), false_alarm_rate (out
    of those without it). Rates are null without a denominator.
    """
    counts = [_recovered(truth, reader, sign) for sign in SIGNS]
    counts.append(_repeated(truth, reader))
    frame = pl.DataFrame(
        counts, schema=["kind", "injected", "found", "false_alarms", "eligible"], orient="row"
    )
    spared = pl.col("eligible") - pl.col("injected")
    return (
        frame.with_columns(
            recall=_ratio(pl.col("found"), pl.col("injected")),
            false_alarm_rate=_ratio(pl.col("false_alarms"), spared),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in RECOVERY.items())
        .sort("kind")
    )


def _ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole)


def _recovered(truth: Truth, reader: Reader, sign: _Sign) -> tuple[str, int, int, int, int]:
    injected = truth.faults.filter(pl.col("kind") == sign.kind).select(sign.key).unique()
    signs = reader.frame(sign.found).unique()
    columns = list(sign.key)
    found = injected.join(signs, on=columns, how="semi").height
    elsewhere = signs.join(injected, on=columns, how="anti").height
    return sign.kind, injected.height, found, elsewhere, _count(reader, sign.eligible)


def _repeated(truth: Truth, reader: Reader) -> tuple[str, int, int, int, int]:
    """Repetitions are counted by file: a row that says nothing new is not kept.

    Patients come in full every night, so that repeating them is their way of delivering.
    """
    expected = (
        truth.faults.filter(pl.col("kind") == "repeated")
        .group_by("feed", "file_name")
        .agg(injected=pl.len().cast(pl.Int64))
    )
    files = reader.frame(
        "SELECT feed, file_name, rows_in, rows_duplicate FROM ops.file "
        "WHERE table_name <> 'canonical.patient'"
    )
    both = files.join(expected, on=["feed", "file_name"], how="full", coalesce=True).with_columns(
        pl.col("injected", "rows_duplicate", "rows_in").fill_null(0)
    )
    found = both.select(pl.min_horizontal("injected", "rows_duplicate").sum()).item()
    excess = both.select((pl.col("rows_duplicate") - pl.col("injected")).clip(0).sum()).item()
    return (
        "repeated",
        int(both["injected"].sum()),
        int(found),
        int(excess),
        int(both["rows_in"].sum()),
    )


def _count(reader: Reader, query: str) -> int:
    return int(reader.frame(query).item() or 0)
