"""Alerts: results beyond a critical limit, for those who must be told."""

import polars as pl

from transforms.derived.alerts.calcium import corrected_alerts, ionised_alerts, total_alerts
from transforms.derived.alerts.critical import OPENING, critical_results
from transforms.derived.evidence import with_definition_version
from transforms.frames import conform
from warehouse.schema import DERIVED
from warehouse.schema.definitions import names

CALCIUM = ("CA_TOTAL", "CA_ION")


def alert(lab_result: pl.DataFrame, corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    """Every result beyond a critical limit of domain.md §8: rule L04, an alert and no fault.

    In: canonical.lab_result, derived.corrected_calcium. Out: derived.alert, one row a result.
    Total calcium is read corrected, and on ionised calcium where there is one, whose own row then
    alerts; the other analytes as they are. A result given as a limit alerts when every value
    it allows does, the limit itself left out: "> 3.5" pages.
    """
    others = [code for code in names("alert_analytes") if code not in CALCIUM]
    found = [critical_results(lab_result, code, basis="measured") for code in others]
    calcium = [
        ionised_alerts(lab_result),
        corrected_alerts(corrected_calcium),
        total_alerts(corrected_calcium),
    ]
    rows = pl.concat([frame.select(OPENING) for frame in (*found, *calcium)])
    wanted = rows.filter(pl.col("analyte_code").is_in(names("alert_analytes")))
    table = DERIVED["alert"]
    return conform(with_definition_version(wanted).select(table.columns), table)
