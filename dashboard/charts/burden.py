"""The burden of skeletal events four ways: incidence, mean number, rate, and the naive figure."""

import altair as alt
import polars as pl

from dashboard.charts.curve import Look, curve_chart, highest, supported
from dashboard.charts.inline import inline
from dashboard.charts.layered import layered
from dashboard.disclosure.reasons import counted, is_disclosed, why_withheld
from dashboard.labels import capital_word, word
from dashboard.language import say, say_number
from dashboard.palette import DEATH, FIRST_EVENT, NAIVE
from dashboard.parts import EVERYBODY, in_order, part_colour, part_title
from warehouse.schema.definitions import number

RATE_ROW_HEIGHT = 46
# Read like a clinical paper: 6, 12 and 21 months (domain.md §2.5).
LANDMARK_MONTHS = (6, 12, 21)


def named(rows: pl.DataFrame, stratum: str, measure: str) -> pl.DataFrame:
    """One measure of published.sre_curve as `curve_chart` draws it, a curve a part, in order."""
    found = rows.filter(pl.col("curve_measure") == measure)
    values = in_order(stratum, found["stratum_value"].unique().to_list())
    words = {value: part_title(stratum, value) for value in values}
    place = {value: number for number, value in enumerate(values)}
    return found.sort(
        pl.col("stratum_value").replace_strict(place, return_dtype=pl.Int64), "curve_day"
    ).select(
        name=pl.col("stratum_value").replace_strict(words, return_dtype=pl.String),
        day="curve_day",
        estimate="curve_estimate",
        lower="curve_lower",
        upper="curve_upper",
        n_risk="n_risk",
    )


def numbers_of(at_risk: pl.DataFrame, stratum: str, column: str) -> pl.DataFrame:
    """Rows of published.sre_number_at_risk as `curve_chart` writes them: n_risk or followed, and
    the same in words."""
    values = at_risk["stratum_value"].unique().to_list()
    words = {value: part_title(stratum, value) for value in values}
    written = [counted(row, column) for row in at_risk.iter_rows(named=True)]
    return at_risk.select(
        name=pl.col("stratum_value").replace_strict(words, return_dtype=pl.String),
        at_month="at_month",
        n_risk=column,
        written=pl.Series(written, dtype=pl.String),
    )


def incidence_chart(
    rows: pl.DataFrame, at_risk: pl.DataFrame, stratum: str, origin: str
) -> alt.VConcatChart:
    """What share has had a first event by each month, death competing?

    In: rows of published.sre_curve and of published.sre_number_at_risk, one endpoint, origin and
    stratum. Everybody: the event, and death before any. By part: the event only.
    """
    curves = named(rows, stratum, "incidence")
    look = Look(
        _colours(rows, stratum),
        say("Cumulative incidence"),
        x_title(origin),
        share_axis_end(rows, stratum),
    )
    if stratum != EVERYBODY:
        return curve_chart(curves, numbers_of(at_risk, stratum, "n_risk"), look)
    event, death = (capital_word("curve_measure", code) for code in ("incidence", "death"))
    both = pl.concat(
        [
            curves.with_columns(name=pl.lit(event)),
            named(rows, stratum, "death").with_columns(name=pl.lit(death)),
        ]
    )
    both_looks = Look(
        {event: FIRST_EVENT, death: DEATH}, look.y_title, look.x_title, look.top, dashed=(death,)
    )
    return curve_chart(both, numbers_of(at_risk, stratum, "n_risk"), both_looks)


def mean_count_chart(
    rows: pl.DataFrame, at_risk: pl.DataFrame, stratum: str, origin: str
) -> alt.VConcatChart:
    """How many events has a patient had on average by each month, death ending them?"""
    curves = named(rows, stratum, "mean_count")
    look = Look(
        _colours(rows, stratum),
        say("Mean events a patient"),
        x_title(origin),
        highest(curves, at_most=None),
        is_share=False,
        counts_followed=True,
    )
    return curve_chart(curves, numbers_of(at_risk, stratum, "followed_count"), look)


def naive_chart(
    rows: pl.DataFrame, at_risk: pl.DataFrame, stratum: str, origin: str
) -> alt.VConcatChart:
    """By how much does 1 - Kaplan-Meier, which takes the dead for still at risk, overstate?

    Grey, on the axis of the incidence beside it.
    """
    curves = named(rows, stratum, "wrong_naive")
    look = Look(
        dict.fromkeys(curves["name"].unique(maintain_order=True), NAIVE),
        say("1 − Kaplan-Meier"),
        x_title(origin),
        share_axis_end(rows, stratum),
        dashed=tuple(curves["name"].unique(maintain_order=True))[1:],
        warning=say("WRONG: not an incidence.\nThe dead are taken for still at risk."),
    )
    return curve_chart(curves, numbers_of(at_risk, stratum, "n_risk"), look)


def share_axis_end(rows: pl.DataFrame, stratum: str) -> float:
    """One end for the incidence and the naive figure, so that they can be compared by eye."""
    measures = ["incidence", "wrong_naive"] + ["death"] * (stratum == EVERYBODY)
    return max(highest(named(rows, stratum, measure)) for measure in measures)


def x_title(origin: str) -> str:
    return say("Months since {origin}", origin=word("time_origin", origin))


def _colours(rows: pl.DataFrame, stratum: str) -> dict[str, str]:
    values = in_order(stratum, rows["stratum_value"].unique().to_list())
    return {part_title(stratum, value): part_colour(stratum, value) for value in values}


def rate_chart(rates: pl.DataFrame, stratum: str) -> alt.LayerChart:
    """How many events for 100 patient-years, with limits robust to patients who have many?

    In: rows of published.sre_rate_by_part. The patients and years behind each rate are written
    beside it; a part with fewer patients than `curve_minimum_at_risk` has its numbers and no mark.
    """
    values = in_order(stratum, rates["stratum_value"].to_list())
    drawn = _with_words(rates, stratum)
    names = [part_title(stratum, value) for value in values]
    base = alt.Chart(inline(drawn)).encode(
        y=alt.Y(
            "name:N",
            scale=alt.Scale(domain=names),
            axis=alt.Axis(title=None, labelLimit=190, ticks=False, domain=False),
        )
    )
    x = alt.X(
        "shown_rate:Q",
        scale=alt.Scale(domain=[0, _rate_end(drawn)], nice=False),
        axis=alt.Axis(title=say("Events for 100 patient-years"), tickCount=6),
    )
    tooltip = [
        alt.Tooltip("name:N", title=say("Patients")),
        alt.Tooltip("counts:N", title=say("Counted")),
        alt.Tooltip("reading:N", title=say("For 100 patient-years")),
    ]
    limits = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("shown_lower:Q"), x2="shown_upper", color=alt.Color("colour:N", scale=None)
    )
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=x, color=alt.Color("colour:N", scale=None), tooltip=tooltip
    )
    readings = base.mark_text(align="left", dx=2, dy=-13, fontWeight="bold").encode(
        x=alt.value(0), text="reading:N"
    )
    counts = base.mark_text(align="left", dx=2, dy=15, fontSize=11).encode(
        x=alt.value(0), text="counts:N"
    )
    return layered(points, limits, readings, counts, height=RATE_ROW_HEIGHT * max(1, len(names)))


def _with_words(rates: pl.DataFrame, stratum: str) -> pl.DataFrame:
    enough = pl.col("patient_count") >= number("curve_minimum_at_risk")
    rows = list(rates.iter_rows(named=True))
    return rates.with_columns(
        name=pl.Series(
            [part_title(stratum, row["stratum_value"]) for row in rows], dtype=pl.String
        ),
        colour=pl.Series(
            [part_colour(stratum, row["stratum_value"]) for row in rows], dtype=pl.String
        ),
        counts=pl.Series([_counts(row) for row in rows], dtype=pl.String),
        reading=pl.Series([_rate_in_words(row) for row in rows], dtype=pl.String),
        shown_rate=pl.when(enough).then("rate_per_100_patient_years"),
        shown_lower=pl.when(enough).then("rate_lower"),
        shown_upper=pl.when(enough).then("rate_upper"),
    )


def _counts(row: dict[str, object]) -> str:
    return say(
        "{events} events · {patients} patients · {years} patient-years",
        events=_count(row, "event_count"),
        patients=_count(row, "patient_count"),
        years=why_withheld(row, "patient_years") or _number(row["patient_years"]),
    )


def _count(row: dict[str, object], column: str) -> object:
    return row[column] if isinstance(row[column], int) else counted(row, column)


def _rate_in_words(row: dict[str, object]) -> str:
    count = row["patient_count"]
    why = why_withheld(row, "rate_per_100_patient_years") or why_withheld(row, "patient_count")
    if why is not None or not isinstance(count, int):
        return why or "–"
    if count < number("curve_minimum_at_risk"):
        return say("fewer than {minimum} patients", minimum=int(number("curve_minimum_at_risk")))
    if row["rate_lower"] is None:
        return _number(row["rate_per_100_patient_years"])
    return say(
        "{estimate} ({lower} to {upper})",
        estimate=_number(row["rate_per_100_patient_years"]),
        lower=_number(row["rate_lower"]),
        upper=_number(row["rate_upper"]),
    )


def _number(value: object) -> str:
    return say_number(value, 1) if isinstance(value, int | float) else "–"


def _rate_end(drawn: pl.DataFrame) -> float:
    found = pl.concat([drawn["shown_rate"], drawn["shown_upper"]]).max()
    return float(found) * 1.05 if isinstance(found, int | float) and found > 0 else 100.0


def readings(rows: pl.DataFrame, at_risk: pl.DataFrame, stratum: str, measure: str) -> pl.DataFrame:
    """Estimate and limits of each part at 6, 12 and 21 months: name, at_month, estimate, lower,
    upper, n_risk; null where fewer are at risk than a curve needs."""
    column = "followed_count" if measure == "mean_count" else "n_risk"
    asked = numbers_of(at_risk, stratum, column).with_columns(
        pl.col("at_month").cast(pl.Int64), day=at_risk["at_day"].cast(pl.Float64)
    )
    wanted = asked.filter(pl.col("at_month").is_in(LANDMARK_MONTHS)).sort("day")
    steps = named(rows, stratum, measure).drop("n_risk").sort("day")
    read = wanted.join_asof(steps, on="day", by="name", check_sortedness=False)
    enough = pl.col("n_risk") >= number("curve_minimum_at_risk")
    # before the first step of an exact curve nothing has happened; of a disclosed one, too little
    at_first = None if is_disclosed(rows) else 0.0
    estimate = pl.coalesce("estimate", pl.lit(at_first, pl.Float64))
    return read.select(
        "name",
        "at_month",
        "n_risk",
        estimate=pl.when(enough).then(estimate),
        lower=pl.when(enough).then("lower"),
        upper=pl.when(enough).then("upper"),
    ).sort("name", "at_month")


def hidden(rows: pl.DataFrame, at_risk: pl.DataFrame, stratum: str) -> list[str]:
    """Parts that too few patients support to be drawn."""
    drawn = set(supported(named(rows, stratum, "incidence"))["name"].to_list())
    values = in_order(stratum, at_risk["stratum_value"].unique().to_list())
    names = [part_title(stratum, value) for value in values]
    return [name for name in names if name not in drawn]
