"""Alerts of calcium: ionised, corrected, or total where it could not be corrected."""

import polars as pl

from transforms.derived.alerts.critical import (
    HIGH,
    PAGE,
    beyond_critical,
    critical_results,
    is_beyond_upper,
)
from transforms.derived.calcium.classification import OPERATOR, graded_calcium
from warehouse.schema.definitions import number, word

STALE = "within_7_days"


def ionised_alerts(lab_result: pl.DataFrame) -> pl.DataFrame:
    """Ionised calcium under 0.8 or above 1.6 mmol/L; above 1.8, the crisis, it pages.

    In: canonical.lab_result. Every ionised calcium speaks, with a total calcium near it or not.
    """
    critical = critical_results(lab_result, "CA_ION", basis="ionised")
    return _paged(critical, pl.lit(True), number("crisis_ionised_mmol_l"), includes=False)


def corrected_alerts(corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    """Corrected calcium under 1.75, or 3.0 mmol/L and more; 3.5 and more, it pages.

    In: derived.corrected_calcium. Where ionised calcium is the basis it is what alerts. An
    albumin of another day alerts and does not page (domain.md §1.A).
    """
    basis = f"corrected_{word('corrected_calcium_formula')}"
    graded = corrected_calcium.filter(pl.col("calcium_basis") == basis)
    critical = beyond_critical(
        graded.with_columns(
            alert_value=graded_calcium(),
            value_operator=OPERATOR,
            alert_basis="calcium_basis",
            result_row="calcium_row",
        ),
        "CA_TOTAL",
    ).with_columns(source_rows=pl.concat_list("calcium_row", "albumin_row"))
    of_the_day = pl.col("pairing") != STALE
    return _paged(critical, of_the_day, number("page_calcium_mmol_l"), includes=True)


def total_alerts(corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    """Total calcium beyond the same limits where nothing could be made of it.

    In: derived.corrected_calcium. Without albumin or ionised calcium a high total calcium would be
    seen by nobody; it is shown as what it is, total, and pages nobody.
    """
    alone = corrected_calcium.filter(pl.col("calcium_basis").is_null())
    return beyond_critical(
        alone.with_columns(
            alert_value="calcium_mmol_l",
            value_operator="calcium_operator",
            alert_basis=pl.lit("total"),
            result_row="calcium_row",
        ),
        "CA_TOTAL",
    ).with_columns(source_rows=pl.concat_list("calcium_row"))


def _paged(
    alerts: pl.DataFrame, may_page: pl.Expr, limit: float, *, includes: bool
) -> pl.DataFrame:
    """The alerts, raised to a page where they are high enough and may page."""
    pages = (pl.col("alert_side") == HIGH) & may_page & is_beyond_upper(limit, includes=includes)
    return alerts.with_columns(
        alert_level=pl.when(pages).then(pl.lit(PAGE)).otherwise("alert_level"),
        alert_limit=pl.when(pages).then(limit).otherwise("alert_limit"),
    )
