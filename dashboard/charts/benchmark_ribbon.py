"""Ours beside a published value, on one axis, with who was counted."""

import json

import altair as alt
import polars as pl

from dashboard.charts.inline import inline
from dashboard.charts.layered import layered
from dashboard.disclosure.reasons import counted, why_withheld
from dashboard.labels import declared_text, word
from dashboard.language import say, say_number, say_percent
from dashboard.palette import OURS, PUBLISHED_VALUE

ROW_HEIGHT = 52
NO_ROOM_BEYOND = 0.8
# Decimals in which a value of a unit is read; two where the unit is not named.
_DECIMALS = {"months": 1, "days": 0, "euros": 0, "patients": 0, "patients_a_year": 0}
RATIOS = ("odds_ratio", "hazard_ratio", "rate_ratio")


def ribbon_chart(values: pl.DataFrame, unit: str) -> alt.LayerChart:
    """How far is our figure from the published one, and do their limits meet?

    In: rows of published.benchmark with ours beside (`queries.population.benchmarks`), of one
    benchmark_unit. Diamond: published; disc: ours. A published range is a line without a point.
    """
    drawn = _both(values, unit)
    names = values["benchmark_id"].to_list()
    ours, theirs = say("Ours"), say("Published")
    base = alt.Chart(inline(drawn)).encode(
        y=alt.Y(
            "benchmark_id:N",
            scale=alt.Scale(domain=names, paddingInner=0.2),
            axis=alt.Axis(
                title=None,
                labelLimit=440,
                labelExpr=f"{json.dumps(_labels(values))}[datum.value]",
                ticks=False,
                domain=False,
            ),
        ),
        yOffset=alt.YOffset("whose:N", scale=alt.Scale(domain=[theirs, ours])),
        color=alt.Color(
            "whose:N",
            scale=alt.Scale(domain=[theirs, ours], range=[PUBLISHED_VALUE, OURS]),
            legend=alt.Legend(orient="top", title=None),
        ),
    )
    limits = base.mark_rule(strokeWidth=2, clip=True).encode(x=alt.X("lower:Q"), x2="upper")
    points = base.mark_point(filled=True, size=100, opacity=1, clip=True).encode(
        x=_axis(drawn, unit),
        shape=alt.Shape(
            "whose:N",
            scale=alt.Scale(domain=[theirs, ours], range=["diamond", "circle"]),
            legend=alt.Legend(orient="top", title=None),
        ),
        tooltip=[
            alt.Tooltip("whose:N", title=say("Whose")),
            alt.Tooltip("label:N", title=say("Measure")),
            alt.Tooltip("reading:N", title=say("Value")),
            alt.Tooltip("counts:N", title=say("Counted")),
        ],
    )
    height = ROW_HEIGHT * max(1, len(names))
    return layered(points, limits, *_readings(base, unit), height=height)


def _readings(base: alt.Chart, unit: str) -> list[alt.Chart]:
    """Values in words after their limits; before them where a share ends close to 100 %."""
    after = base.mark_text(align="left", dx=9, fontSize=11, clip=True).encode(
        x=alt.X("write_at:Q"), text="reading:N"
    )
    if unit != "proportion":
        return [after]
    before = base.mark_text(align="right", dx=-9, fontSize=11, clip=True).encode(
        x=alt.X("write_before:Q"), text="reading:N"
    )
    return [
        after.transform_filter(f"datum.write_at <= {NO_ROOM_BEYOND}"),
        before.transform_filter(f"datum.write_at > {NO_ROOM_BEYOND}"),
    ]


def _labels(values: pl.DataFrame) -> dict[str, list[str]]:
    """Two lines for each value: what in whom; by whom, and how sure it is.

    Several values may be of the same measure and people: the reference tells them apart.
    """
    return {
        row["benchmark_id"]: [
            _measure(row),
            f"{declared_text(row['reference'])} · {word('evidence_level', row['evidence_level'])}",
        ]
        for row in values.iter_rows(named=True)
    }


def _measure(row: dict[str, str]) -> str:
    """What is measured, in whom."""
    return " · ".join(
        declared_text(row[name]) for name in ("benchmark_measure", "benchmark_population")
    )


def _both(values: pl.DataFrame, unit: str) -> pl.DataFrame:
    measure = pl.Series("label", [_measure(row) for row in values.to_dicts()], dtype=pl.String)
    theirs = values.select(
        "benchmark_id",
        label=measure,
        whose=pl.lit(say("Published")),
        value="benchmark_value",
        lower="benchmark_lower",
        upper="benchmark_upper",
        numerator="benchmark_numerator",
        denominator="benchmark_denominator",
    )
    ours = values.select(
        "benchmark_id",
        label=measure,
        whose=pl.lit(say("Ours")),
        value="our_value",
        lower="our_lower",
        upper="our_upper",
        numerator="our_numerator",
        denominator="our_denominator",
    )
    both = pl.concat([theirs, ours])
    rows, own = list(theirs.iter_rows(named=True)), list(values.iter_rows(named=True))
    readings = [value_in_words(row, unit) for row in rows] + [
        ours_in_words(row, unit) for row in own
    ]
    counts = [counts_in_words(row) for row in rows] + [our_counts_in_words(row) for row in own]
    return both.with_columns(
        reading=pl.Series(readings, dtype=pl.String),
        counts=pl.Series(counts, dtype=pl.String),
        write_at=pl.max_horizontal("value", "upper"),
        write_before=pl.min_horizontal("value", "lower"),
    )


def ours_in_words(row: dict[str, float | None], unit: str) -> str:
    """Our value of a row, or that it is withheld."""
    return why_withheld(row, "our_value") or value_in_words(_ours(row), unit)


def our_counts_in_words(row: dict[str, float | None]) -> str:
    """Our numerator and denominator, each a number or that it is withheld."""
    if why_withheld(row, "our_numerator") is None and why_withheld(row, "our_denominator") is None:
        return counts_in_words(_ours(row))
    return say(
        "{numerator} of {denominator}",
        numerator=counted(row, "our_numerator"),
        denominator=counted(row, "our_denominator"),
    )


def _ours(row: dict[str, float | None]) -> dict[str, float | None]:
    names = ("value", "lower", "upper", "numerator", "denominator")
    return {name: row[f"our_{name}"] for name in names}


def value_in_words(row: dict[str, float | None], unit: str) -> str:
    """A value and its limits in the unit of the benchmark; a range without a value as a range."""
    value, lower, upper = row["value"], row["lower"], row["upper"]
    if value is None and (lower is None or upper is None):
        return say("not shown")
    if value is None and lower is not None and upper is not None:
        return say("{lower} to {upper}", lower=_written(lower, unit), upper=_written(upper, unit))
    assert value is not None
    if lower is None or upper is None:
        return _written(value, unit)
    return say(
        "{estimate} ({lower} to {upper})",
        estimate=_written(value, unit),
        lower=_written(lower, unit),
        upper=_written(upper, unit),
    )


def counts_in_words(row: dict[str, float | None]) -> str:
    """Numerator and denominator; a dash when they are not told."""
    numerator, denominator = row["numerator"], row["denominator"]
    if denominator is None:
        return "–"
    if numerator is None:
        return say("of {denominator}", denominator=say_number(denominator, 0))
    return say(
        "{numerator} of {denominator}",
        numerator=say_number(numerator, 0),
        denominator=say_number(denominator, 0),
    )


def _written(value: float, unit: str) -> str:
    return say_percent(value) if unit == "proportion" else say_number(value, _DECIMALS.get(unit, 2))


def value_with_unit(row: dict[str, float | None], unit: str) -> str:
    """The same where no axis says the unit: `197 days`, `hazard ratio 1.28`."""
    value = value_in_words(row, unit)
    return {
        "odds_ratio": say("odds ratio {value}", value=value),
        "hazard_ratio": say("hazard ratio {value}", value=value),
        "rate_ratio": say("ratio of rates {value}", value=value),
        "months": say("{value} months", value=value),
        "days": say("{value} days", value=value),
        "euros": say("{value} €", value=value),
        "patients": say("{value} patients", value=value),
        "patients_a_year": say("{value} patients a year", value=value),
        "events_a_patient": say("{value} a patient", value=value),
    }.get(unit, value)


def _axis(drawn: pl.DataFrame, unit: str) -> alt.X:
    if unit in RATIOS:
        return alt.X(
            "value:Q",
            scale=alt.Scale(type="log", domain=[0.2, 20], nice=False),
            axis=alt.Axis(title=_title(unit), values=[0.25, 0.5, 1, 2, 4, 8], format="~r"),
        )
    found = drawn["write_at"].max()
    end = float(found) * 1.35 if isinstance(found, int | float) and found > 0 else 1.0
    axis_format = ".0%" if unit == "proportion" else "~r"
    return alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, min(1.0, end) if unit == "proportion" else end], nice=False),
        axis=alt.Axis(title=_title(unit), format=axis_format, tickCount=6),
    )


def _title(unit: str) -> str:
    return {
        "proportion": say("Part of the denominator"),
        "odds_ratio": say("Odds ratio"),
        "hazard_ratio": say("Hazard ratio"),
        "rate_ratio": say("Ratio of rates (ours: of hazards)"),
        "months": say("Median survival (months)"),
    }[unit]
