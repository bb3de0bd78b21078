"""A home with one published version for the pages: every declared table, invented rows."""

import atexit
import json
import shutil
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import polars as pl

from tests.support.dashboard_changes import changes, indicators
from tests.support.dashboard_cohort import invent_cohort
from tests.support.dashboard_invented import AS_OF, Row
from tests.support.dashboard_missing import alerts_and_gaps
from tests.support.dashboard_nights import RUN_BEFORE, RUN_ID, VERSION, operations
from tests.support.dashboard_published import published_of
from transforms.frames import polars_schema
from transforms.statistics import cumulative_incidence
from warehouse.build import open_for_writing
from warehouse.demo_mark import mark_as_demo
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.schema import TABLES, Table


def dashboard_home(root: Path, *, synthetic: bool = True) -> Home:
    """The published home, somewhere of its own; the same bytes of content each time."""
    shutil.copytree(_built(), root, symlinks=True, dirs_exist_ok=True)
    home = Home(root)
    if synthetic:
        mark_as_demo(home)
    return home


@cache
def _built() -> Path:
    """Made once a process: building it costs a hundred times what a copy does."""
    folder = Path(mkdtemp(prefix="dashboard-home-"))
    atexit.register(shutil.rmtree, folder)
    home = Home(folder / "home")
    home.create()
    building = home.warehouse / "building-tests.duckdb"
    with open_for_writing(building) as warehouse:
        warehouse.create_missing_tables()
        for name, rows in every_row().items():
            warehouse.append(TABLES[name], frame_of(TABLES[name], rows))
    publish(home, building, VERSION)
    write_last_run(home, outcome="published", refused_because=[])
    return home.root


def copy_of_home(home: Home, root: Path) -> Home:
    """The same home elsewhere, for a test that changes it; nobody has visited a patient there.

    A page of the shared home remembers who looked at whom, and a test must not see others' visits.
    """
    kept = shutil.ignore_patterns(f"{home.reviews.name}*")
    shutil.copytree(home.root, root, symlinks=True, ignore=kept)
    return Home(root)


def write_last_run(home: Home, *, outcome: str, refused_because: list[str]) -> None:
    """The report a run leaves in the home, as far as pages read it."""
    report = {
        "run_id": RUN_ID,
        "as_of": AS_OF.isoformat(),
        "outcome": outcome,
        "version": VERSION,
        "refused_because": refused_because,
    }
    home.last_run.write_text(json.dumps(report), "utf-8")


def every_row() -> dict[str, list[Row]]:
    """Rows of every table that has some, by full table name."""
    tables = dict(invent_cohort())
    tables |= alerts_and_gaps(tables)
    tables["canonical.lab_result_aside"] = _older_version(tables)
    feeds = {
        str(row["feed"])
        for name, rows in tables.items()
        if name.startswith("canonical.")
        for row in rows
    }
    tables |= operations(feeds)
    tables |= changes(tables, RUN_ID, RUN_BEFORE)
    tables |= indicators(tables)
    tables["published.sre_incidence"] = _incidence(tables["derived.first_event"])
    tables["published.sre_by_kind"] = _by_kind(tables)
    tables["published.calcium_by_month"] = _by_month(tables["derived.corrected_calcium"])
    return {**tables, **published_of(tables)}


def frame_of(table: Table, rows: list[Row]) -> pl.DataFrame:
    """Rows in the declared shape; a column a row does not give is null."""
    return pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in table.columns},
        schema=polars_schema(table),
        strict=False,
    )


def _older_version(tables: dict[str, list[Row]]) -> list[Row]:
    # The first calcium of the first patient was corrected a day later.
    named = str(tables["derived.corrected_calcium"][0]["calcium_row"]).rsplit(":", 1)[1]
    first = next(row for row in tables["canonical.lab_result"] if row["source_row_id"] == named)
    known = first["known_at"]
    assert isinstance(known, datetime)
    first["row_version"] = 2
    return [
        {
            **first,
            "value": 2.02,
            "row_version": 1,
            "known_at": known - timedelta(days=1),
            "known_until": known,
            "aside_reason": "superseded",
            "source_line": 3,
            "is_withdrawn": False,
        }
    ]


def _incidence(first_events: list[Row]) -> list[Row]:
    every = pl.DataFrame(first_events, infer_schema_length=None)
    rows: list[Row] = []
    for (endpoint,), frame in every.group_by("endpoint", maintain_order=True):
        for stratum in ("all", "histology"):
            labelled = frame.with_columns(
                part=pl.lit("all") if stratum == "all" else pl.col("histology")
            )
            curves = cumulative_incidence(
                labelled, time="exit_day", status="status", entry="entry_day", group="part"
            )
            rows += [
                {
                    "endpoint": endpoint,
                    "stratum": stratum,
                    "stratum_value": row["group"],
                    "incidence_cause": {1: "sre", 2: "death"}[row["cause"]],
                    "day": row["time"],
                    "incidence": row["estimate"],
                    **row,
                }
                for row in curves.iter_rows(named=True)
            ]
    return rows


def _by_kind(tables: dict[str, list[Row]]) -> list[Row]:
    rows: list[Row] = []
    for endpoint in ("SRE4", "SRE5", "SSE"):
        denominator = sum(row["endpoint"] == endpoint for row in tables["derived.first_event"])
        eligible = [
            event
            for event in tables["derived.skeletal_event"]
            if event[f"is_in_{endpoint.lower()}"]
            and not event["excluded_reason"]
            and not event["is_prevalent"]
        ]
        for kind in sorted({str(event["event_kind"]) for event in eligible}):
            of_kind = [event for event in eligible if event["event_kind"] == kind]
            patients = len({event["patient_id"] for event in of_kind})
            share = patients / denominator
            rows.append(
                {
                    "endpoint": endpoint,
                    "event_kind": kind,
                    "patient_count": patients,
                    "event_count": len(of_kind),
                    "denominator": denominator,
                    "proportion": share,
                    "lower": share * 0.7,
                    "upper": min(1.0, share * 1.3),
                }
            )
    return rows


def _by_month(calcium: list[Row]) -> list[Row]:
    value = pl.col("corrected_calcium_mmol_l")
    frame = pl.DataFrame(calcium, infer_schema_length=None).with_columns(
        month_on=pl.col("sampled_at").dt.date().dt.month_start()
    )
    months = (
        frame.group_by("month_on")
        .agg(
            result_count=pl.len(),
            patient_count=pl.col("patient_id").n_unique(),
            not_computable_count=value.is_null().sum(),
            calcium_p05_mmol_l=value.quantile(0.05),
            calcium_p25_mmol_l=value.quantile(0.25),
            calcium_median_mmol_l=value.median(),
            calcium_p75_mmol_l=value.quantile(0.75),
            calcium_p95_mmol_l=value.quantile(0.95),
            hypercalcaemia_patient_count=pl.col("patient_id").filter(value >= 3.0).n_unique(),
            crisis_patient_count=pl.col("patient_id").filter(value > 3.5).n_unique(),
        )
        .sort("month_on")
    )
    return months.to_dicts()
