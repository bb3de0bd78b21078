"""How likely a second event is once there has been one."""

import altair as alt
import polars as pl

from dashboard.charts.burden import named, numbers_of, x_title
from dashboard.charts.curve import Look, curve_chart, highest
from dashboard.language import say
from dashboard.palette import DEATH, FIRST_EVENT
from dashboard.parts import EVERYBODY

ORIGIN = "first_event"


def recurrence_chart(rows: pl.DataFrame, at_risk: pl.DataFrame) -> alt.VConcatChart:
    """What share has a second event by each month after the first, death competing?

    In: rows of published.sre_curve and published.sre_number_at_risk since the first event.
    """
    second, death = say("Second event"), say("Death before a second")
    curves = pl.concat(
        [
            named(rows, EVERYBODY, "incidence").with_columns(name=pl.lit(second)),
            named(rows, EVERYBODY, "death").with_columns(name=pl.lit(death)),
        ]
    )
    look = Look(
        {second: FIRST_EVENT, death: DEATH},
        say("Cumulative incidence"),
        x_title(ORIGIN),
        highest(curves),
        dashed=(death,),
    )
    numbers = numbers_of(at_risk, EVERYBODY, "n_risk").with_columns(name=pl.lit(say("At risk")))
    return curve_chart(curves, numbers, look)
