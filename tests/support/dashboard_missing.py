"""Genes, alerts and gaps of the invented patients, derived as a night derives them."""

import polars as pl

from tests.support.dashboard_invented import AS_OF, Row
from transforms.derived.alert import alert
from transforms.derived.molecular_group import molecular_group
from transforms.derived.patient_gap import patient_gap
from transforms.frames import conform, polars_schema
from warehouse.schema import TABLES


def alerts_and_gaps(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Rows of derived.molecular_group, derived.alert and derived.patient_gap."""
    groups = molecular_group(_frame(tables, "canonical.molecular_test"))
    calcium = _frame(tables, "derived.corrected_calcium")
    cohort = _frame(tables, "derived.cohort")
    profile = cohort.select("patient_id", stage_at_diagnosis=pl.lit(None, pl.String)).join(
        groups.select("patient_id", "molecular_group"), on="patient_id", how="left"
    )
    patient = _frame(tables, "canonical.patient")
    return {
        "derived.molecular_group": groups.to_dicts(),
        "derived.alert": alert(_frame(tables, "canonical.lab_result"), calcium).to_dicts(),
        "derived.patient_gap": patient_gap(patient, cohort, profile, calcium, AS_OF).to_dicts(),
    }


def _frame(tables: dict[str, list[Row]], name: str) -> pl.DataFrame:
    declared = TABLES[name]
    rows = [{column: row.get(column) for column in declared.columns} for row in tables[name]]
    return conform(pl.DataFrame(rows, schema=polars_schema(declared), strict=False), declared)
