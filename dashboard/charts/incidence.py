"""Cumulative incidence with death competing, and the number at risk under it."""

from collections.abc import Sequence

import altair as alt
import polars as pl

from dashboard.charts.inline import inline, tips, with_tips
from dashboard.charts.layered import PANEL_WIDTH, panel, stacked
from dashboard.labels import capital_word
from dashboard.palette import DEATH, FIRST_EVENT, HISTOLOGIES
from warehouse.schema import VOCABULARIES
from warehouse.schema.definitions import number

# Room for the names of the strata, the same in both panels so that the columns line up.
LEFT_MARGIN = 210
CURVE_HEIGHT = 340
ROW_HEIGHT = 24
CURVE_TIPS = ("curve", "day", "incidence", "lower", "upper", "n_risk")
# Read like a clinical paper: 6, 12 and 21 months (domain.md §2.5).
LANDMARK_MONTHS = (6, 12, 21)
_STRATUM_VOCABULARIES = ("histology",)


def drawable(incidence: pl.DataFrame) -> pl.DataFrame:
    """The part of each curve that enough patients support.

    In: rows of published.sre_incidence. A curve ends on the last day with
    `curve_minimum_at_risk` patients at risk (domain.md §2.5); one that never has so many goes.
    """
    enough = pl.col("n_risk") >= number("curve_minimum_at_risk")
    last_supported = pl.col("day").filter(enough).max().over("stratum_value")
    return incidence.filter(pl.col("day") <= last_supported)


def hidden_parts(incidence: pl.DataFrame) -> list[str]:
    """Names of the strata too small to draw at all."""
    drawn = set(drawable(incidence)["stratum_value"].to_list())
    everyone = incidence["stratum_value"].unique(maintain_order=True).to_list()
    return [stratum_title(part) for part in everyone if part not in drawn]


def stratum_title(part: str) -> str:
    """A part of a stratum in words: codes of the vocabularies, else the part itself."""
    for name in _STRATUM_VOCABULARIES:
        if part in VOCABULARIES[name].meanings:
            return capital_word(name, part)
    return part[:1].upper() + part[1:].replace("_", " ")


def incidence_at(incidence: pl.DataFrame, months: Sequence[int]) -> pl.DataFrame:
    """Incidence and its limits at given months of follow-up, one row a part, cause and month.

    Out: stratum_value, incidence_cause, months, incidence, lower, upper. Before the first exit
    the incidence is 0 without limits; past the last day with anyone at risk it is null.
    """
    wanted = _days_of(months)
    last_day = pl.col("day").max().over("stratum_value", "incidence_cause")
    parts = incidence.select("stratum_value", "incidence_cause", last_day=last_day).unique()
    asked = parts.join(wanted, how="cross").sort("day")
    read = asked.join_asof(
        incidence.select(
            "stratum_value", "incidence_cause", "day", "incidence", "lower", "upper"
        ).sort("day"),
        on="day",
        by=["stratum_value", "incidence_cause"],
        strategy="backward",
        check_sortedness=False,
    )
    beyond = pl.col("day") > pl.col("last_day")
    return read.select(
        "stratum_value",
        "incidence_cause",
        "months",
        pl.when(~beyond).then(pl.col("incidence").fill_null(0.0)).alias("incidence"),
        *(pl.when(~beyond).then(pl.col(limit)).alias(limit) for limit in ("lower", "upper")),
    ).sort("stratum_value", "incidence_cause", "months")


def at_risk(incidence: pl.DataFrame, months: Sequence[int]) -> pl.DataFrame:
    """Patients at risk just before given months: stratum_value, months, n_risk.

    Read from the next exit of that part of the stratum (rows are published on exit days only),
    so late entries up to that exit are in; 0 after the last exit.
    """
    exits = incidence.filter(pl.col("incidence_cause") == "sre")
    parts = exits.select("stratum_value").unique()
    asked = parts.join(_days_of(months), how="cross").sort("day")
    read = asked.join_asof(
        exits.select("stratum_value", "day", "n_risk").sort("day"),
        on="day",
        by="stratum_value",
        strategy="forward",
        check_sortedness=False,
    )
    return read.select("stratum_value", "months", pl.col("n_risk").fill_null(0)).sort(
        "stratum_value", "months"
    )


def _days_of(months: Sequence[int]) -> pl.DataFrame:
    return pl.DataFrame({"months": list(months)}, schema={"months": pl.Int64}).with_columns(
        day=pl.col("months") * number("days_per_month")
    )


def month_marks(incidence: pl.DataFrame) -> list[int]:
    """Months where the axis is labelled and the number at risk is written."""
    last = incidence["day"].max()
    months = float(last) / number("days_per_month") if isinstance(last, int | float) else 0.0
    step = next((step for step in (1, 3, 6, 12) if months / step <= 10), 24)
    return list(range(0, int(-(-months // step)) * step + 1, step))


def incidence_chart(incidence: pl.DataFrame, *, by_part: bool) -> alt.VConcatChart:
    """What share of patients has had a first event by each month, death competing?

    In: rows of published.sre_incidence for one endpoint and stratum. Whole cohort: the event and
    death before any event. By part: the event only, one curve a part.
    """
    drawn = drawable(incidence)
    marks = month_marks(drawn)
    curves = _curves(drawn, by_part)
    names = _legend_order(curves["curve"].unique(maintain_order=True).to_list())
    colour = _colours(names, by_part)
    numbers = at_risk(incidence, marks).with_columns(
        part=pl.col("stratum_value").map_elements(stratum_title, return_dtype=pl.String)
    )
    dashes = None if by_part else _dashed_death()
    return stacked(
        _curve_panel(curves, marks, colour, dashes), _at_risk_panel(numbers, marks), spacing=10
    )


def _legend_order(names: list[str]) -> list[str]:
    # The event before death; the parts of a stratum in the order of their vocabulary.
    words = [
        capital_word("incidence_cause", code) for code in VOCABULARIES["incidence_cause"].codes
    ]
    words += [capital_word("histology", code) for code in VOCABULARIES["histology"].codes]
    return sorted(
        names, key=lambda name: (words.index(name) if name in words else len(words), name)
    )


def _curves(drawn: pl.DataFrame, by_part: bool) -> pl.DataFrame:
    kept = drawn.filter(pl.col("incidence_cause") == "sre") if by_part else drawn
    name = pl.col("stratum_value") if by_part else pl.col("incidence_cause")
    named = kept.with_columns(curve=name.map_elements(_curve_title, return_dtype=pl.String))
    started = pl.concat([_origins(named), named.select(_origins(named).columns)])
    return with_tips(started.sort("curve", "day"), CURVE_TIPS).with_columns(
        months=pl.col("day") / number("days_per_month")
    )


def _origins(named: pl.DataFrame) -> pl.DataFrame:
    # Every curve starts at 0 on the index date, which is not an exit day of anyone.
    first = named.sort("day").unique("curve", keep="first", maintain_order=True)
    return first.select(
        "curve",
        day=pl.lit(0.0),
        incidence=pl.lit(0.0),
        lower=pl.lit(None, pl.Float64),
        upper=pl.lit(None, pl.Float64),
        n_risk="n_risk",
    )


def _curve_title(code: str) -> str:
    causes = VOCABULARIES["incidence_cause"].meanings
    return capital_word("incidence_cause", code) if code in causes else stratum_title(code)


def _colours(names: Sequence[str], by_part: bool) -> alt.Color:
    known = {capital_word("histology", code): colour for code, colour in HISTOLOGIES.items()}
    known |= {
        capital_word("incidence_cause", "sre"): FIRST_EVENT,
        capital_word("incidence_cause", "death"): DEATH,
    }
    spare = list(HISTOLOGIES.values())
    colours = [known.get(name, spare[place % len(spare)]) for place, name in enumerate(names)]
    return alt.Color(
        "curve:N",
        scale=alt.Scale(domain=list(names), range=colours),
        legend=alt.Legend(
            orient="top",
            title=None,
            labelLimit=320,
            columns=3 if by_part else 2,
            symbolType="stroke",
            symbolStrokeWidth=3,
            symbolSize=400,
            symbolOpacity=1,
        ),
    )


def _month_x(marks: Sequence[int], *, labels: bool) -> alt.X:
    return alt.X(
        "months:Q",
        scale=alt.Scale(domain=[0, max(marks[-1], 1)], nice=False),
        axis=alt.Axis(
            values=list(marks),
            grid=True,
            labels=labels,
            ticks=labels,
            title="Time since bone metastasis (months)" if labels else None,
        ),
    )


def _dashed_death() -> alt.StrokeDash:
    causes = [capital_word("incidence_cause", code) for code in ("sre", "death")]
    return alt.StrokeDash(
        "curve:N", legend=None, scale=alt.Scale(domain=causes, range=[[1, 0], [6, 4]])
    )


def _curve_panel(
    curves: pl.DataFrame, marks: Sequence[int], colour: alt.Color, dashes: alt.StrokeDash | None
) -> alt.LayerChart:
    y = alt.Y(
        "incidence:Q",
        scale=alt.Scale(domain=[0, _top(curves)], nice=False),
        axis=alt.Axis(
            title="Cumulative incidence (%)",
            format=".0%",
            tickCount=6,
            minExtent=LEFT_MARGIN,
            maxExtent=LEFT_MARGIN,
            titleX=-60,
        ),
    )
    base = alt.Chart(inline(curves)).encode(x=_month_x(marks, labels=True), color=colour)
    limits = base.mark_area(interpolate="step-after", opacity=0.18, clip=True).encode(
        y=alt.Y("lower:Q"), y2="upper"
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2.2, clip=True).encode(y=y)
    if dashes is not None:
        lines = lines.encode(strokeDash=dashes)
    readings = base.mark_point(opacity=0, size=120, clip=True).encode(y=y, tooltip=tips(CURVE_TIPS))
    return panel(lines, limits, readings, height=CURVE_HEIGHT)


def _top(curves: pl.DataFrame) -> float:
    highest = pl.concat([curves["incidence"], curves["upper"]]).max()
    tenths = int(float(highest) * 10) + 1 if isinstance(highest, int | float) else 10
    return min(1.0, tenths / 10)


def _at_risk_panel(numbers: pl.DataFrame, marks: Sequence[int]) -> alt.Chart:
    parts = _legend_order(numbers["part"].unique(maintain_order=True).to_list())
    rows = alt.Y(
        "part:N",
        scale=alt.Scale(domain=parts),
        axis=alt.Axis(
            title=None,
            ticks=False,
            domain=False,
            grid=False,
            labelLimit=LEFT_MARGIN - 8,
            minExtent=LEFT_MARGIN,
            maxExtent=LEFT_MARGIN,
        ),
    )
    title = alt.TitleParams("Number at risk", anchor="start", frame="bounds", fontSize=12)
    written: alt.Chart = (
        alt.Chart(inline(numbers), title=title)
        .mark_text(baseline="middle", fontSize=12)
        .encode(x=_month_x(marks, labels=False), y=rows, text=alt.Text("n_risk:Q"))
        .properties(height=ROW_HEIGHT * max(1, len(parts)), width=PANEL_WIDTH)
    )
    return written
