"""The cause of one change, from what differs; every change has exactly one.

The derived tables are functions of the rows of a patient, of the night and of the calculation:
where no row of the patient differs and the night is the same, only the calculation is left. So
no change is ever without a cause.
"""

from datetime import date

import polars as pl

GAINED = pl.col("difference") > 0


def own_evidence(until: date) -> pl.Expr:
    """The change of the item's own rows; null when none changed.

    What appears is explained by what was added first, what disappears by what was withdrawn
    first. A row about a day that the version before already took as complete is late.
    """
    added = (
        pl.when(pl.col("item_on") <= until).then(pl.lit("late_row")).otherwise(pl.lit("new_row"))
    )
    is_new = GAINED & ~pl.col("was_there") & pl.col("own_added")
    is_gone = ~GAINED & pl.col("own_withdrawn")
    return (
        pl.when(is_new)
        .then(added)
        .when(is_gone)
        .then(pl.lit("withdrawn"))
        .when("own_corrected")
        .then(pl.lit("corrected"))
        .when("own_withdrawn")
        .then(pl.lit("withdrawn"))
        .when("own_added")
        .then(added)
    )


def context(of_patient: str, night_moved: bool) -> pl.Expr:
    """What is left when an item's own rows did not change it: `of_patient` when another row of
    the patient differs, else the night, else the calculation."""
    time_or_calculation = "out_of_lag" if night_moved else "calculation_changed"
    return (
        pl.when("patient_touched").then(pl.lit(of_patient)).otherwise(pl.lit(time_or_calculation))
    )
