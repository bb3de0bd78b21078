"""Bookkeeping of the invented nights: files, rejected rows, feeds, verdicts, runs."""

from datetime import date, timedelta

from tests.support.dashboard_invented import AS_OF, Row, at
from warehouse.schema import definition_version

RUN_ID = "20261120-20261121T023000000"
RUN_BEFORE = "20261119-20261120T023000000"
VERSION = f"osteon-{RUN_ID}"
NIGHTS = [AS_OF - timedelta(days=back) for back in range(11, -1, -1)]
MISSING_NIGHT = NIGHTS[4]
_FEEDS = ("laboratory", "imaging_exam", "oncology_patient")


def operations(feeds: set[str]) -> dict[str, list[Row]]:
    """Rows of the ops tables; every feed delivered its history on the first night."""
    files = [_file(feed, NIGHTS[0]) for feed in sorted(feeds - set(_FEEDS))]
    files += [
        _file(feed, night)
        for night in NIGHTS
        for feed in _FEEDS
        if not (feed == "laboratory" and night == MISSING_NIGHT)
    ]
    files.append(
        {
            **_file("imaging_exam", NIGHTS[-3]),
            "file_status": "refused",
            "sha256": "f" * 64,
            "source_file": "f" * 12,
            "rows_in": 0,
            "rows_accepted": 0,
            "rows_rejected": 0,
            "rows_superseded": 0,
            "rows_duplicate": 0,
            "refusal": "the gzip stream ends before its end",
        }
    )
    return {
        "ops.file": files,
        "ops.rejected": _rejected(),
        "ops.feed_night": _feed_nights(),
        "ops.verdict": _verdicts(),
        "ops.run": _runs(),
        "ops.step": [
            {
                "run_id": RUN_ID,
                "step": "corrected_calcium",
                "seconds": 0.4,
                "row_count": 900,
                "step_bytes": 2_500_000,
            }
        ],
    }


def _file(feed: str, night: date) -> Row:
    first = night == NIGHTS[0]
    source = "a1b2c3d4e5f6" if first else f"{feed[:3]}{night:%m%d}".ljust(12, "0")
    rows_in = 3200 if first else 60
    return {
        "source_file": source,
        "sha256": source.ljust(64, "0"),
        "feed": feed,
        "file_name": f"{feed.upper()}_{night:%Y%m%d}.csv",
        "received_at": at(night, 22),
        "extract_at": at(night, 21),
        "byte_count": rows_in * 120,
        "file_status": "merged",
        "mapping_version": "5f3a9c01",
        "table_name": "canonical.lab_result",
        "rows_in": rows_in,
        "rows_accepted": rows_in - 9,
        "rows_rejected": 4,
        "rows_superseded": 3,
        "rows_duplicate": 2,
    }


def _rejected() -> list[Row]:
    reasons = ["X10", "not_a_number", "L01", "X10"]
    return [
        {
            "source_file": _file("laboratory", night)["source_file"],
            "feed": "laboratory",
            "source_line": 10 + line,
            "reason": reason,
            "column_name": "patient_id" if reason == "X10" else "value",
        }
        for night in NIGHTS
        if night != MISSING_NIGHT
        for line, reason in enumerate(reasons)
    ]


def _feed_nights() -> list[Row]:
    return [
        {
            "feed": feed,
            "night_on": night,
            "file_count": 0 if (missing := feed == "laboratory" and night == MISSING_NIGHT) else 1,
            "rows_in": 0 if missing else 60,
            "is_missing": missing,
            "extract_age_days": 1 if missing else 0,
            "usual_row_count": 60.0,
            "is_volume_unusual": None if missing else feed == "imaging_exam",
            "required_value_count": None if missing else 600,
            "missing_value_count": None if missing else 3 if feed == "laboratory" else 0,
            "rows_rejected": 4 if feed == "laboratory" and not missing else 0,
        }
        for feed in _FEEDS
        for night in NIGHTS
    ]


def _verdicts() -> list[Row]:
    rows = [
        (
            "canonical.lab_result",
            "value",
            "values are within the limits of their analyte",
            "critical",
            True,
            0,
            "A value outside is a unit error.",
        ),
        (
            "derived.corrected_calcium",
            "corrected_calcium_mmol_l",
            "the median is between 2.2 and 2.6",
            "warning",
            False,
            None,
            "A shifted median means a changed assay or unit.",
        ),
        ("derived.cohort", "index_on", "is never null", "critical", True, 0, None),
    ]
    return [
        {
            "run_id": run,
            "table_name": table,
            "column_name": column,
            "expectation": expectation,
            "verdict_severity": severity,
            "is_met": is_met,
            "failed_count": failed,
            "observed": "2.61" if not is_met else None,
            "clinical_reason": reason,
        }
        for run in (RUN_ID, RUN_BEFORE)
        for table, column, expectation, severity, is_met, failed, reason in rows
    ]


def _runs() -> list[Row]:
    return [
        {
            "run_id": run,
            "as_of_on": night,
            "run_started_at": at(night, 2, 30),
            "run_ended_at": at(night, 2, 41),
            "run_outcome": "published",
            "warehouse_version": f"osteon-{run}",
            "code_version": "0.1.0",
            "definition_version": definition_version(),
        }
        for run, night in (
            (RUN_BEFORE, AS_OF - timedelta(days=1)),
            (RUN_ID, AS_OF),
        )
    ]
