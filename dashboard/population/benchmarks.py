"""Published figures, ours beside them, each with its denominator, certainty and caveat."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.benchmark_ribbon import (
    counts_in_words,
    our_counts_in_words,
    ours_in_words,
    value_with_unit,
)
from dashboard.drawings import forests
from dashboard.figure import header, heading, pickable_table, picked_row, single
from dashboard.labels import declared_text, word
from dashboard.language import say, spoken
from dashboard.queries import population
from dashboard.store import Version

UNITS = ("proportion", "odds_ratio", "hazard_ratio", "rate_ratio", "months")


def draw_benchmarks(version: Version) -> None:
    """A ribbon a unit of those we have a figure for, then every published value as a table."""
    heading(
        say("Ours beside the published figures"),
        "published.benchmark_beside",
        "published.benchmark",
    )
    st.caption(
        say(
            "How far are we from the founding text and its sources? Side by side is no test: "
            "populations, years, treatments and definitions differ. Read who was counted."
        )
    )
    values = store.ask(version, population.benchmarks)
    if values.is_empty():
        st.info(say("No published figure is in this version."))
        return
    beside = values.filter(pl.col("our_table").is_not_null())
    for unit in UNITS:
        of_unit = beside.filter(pl.col("benchmark_unit") == unit)
        if not of_unit.is_empty():
            _draw_unit(version, unit, of_unit)
    _draw_alone(values.filter(pl.col("our_table").is_null()))


def _draw_unit(version: Version, unit: str, values: pl.DataFrame) -> None:
    st.markdown(f"**{_unit_title(unit)}**")
    single(
        forests.ribbon(version, unit, spoken()),
        f"ribbon_{unit}",
        say("Ours beside the published value"),
        rows=values,
    )
    with st.expander(say("Who was counted, by whom, and how they may differ")):
        told = _told(values, unit)
        _draw_told(told, f"told_{unit}", say("Published values and ours"), "reference")


def _unit_title(unit: str) -> str:
    return {
        "proportion": say("Shares"),
        "odds_ratio": say("Odds ratios"),
        "hazard_ratio": say("Hazard ratios"),
        "rate_ratio": say("Ratios of rates"),
        "months": say("Median survival"),
    }[unit]


def _told(values: pl.DataFrame, unit: str) -> pl.DataFrame:
    """The words of each value: both figures with their counts, and everything that parts them."""
    rows = list(values.iter_rows(named=True))
    return pl.DataFrame(
        {
            "statement": [row["statement_number"] for row in rows],
            "measure": [declared_text(row["benchmark_measure"]) for row in rows],
            "population": [declared_text(row["benchmark_population"]) for row in rows],
            "theirs": [value_with_unit(_side(row, "benchmark"), unit) for row in rows],
            "their_counts": [counts_in_words(_side(row, "benchmark")) for row in rows],
            "denominator": [declared_text(row["denominator_definition"]) for row in rows],
            "certainty": [word("evidence_level", row["evidence_level"]) for row in rows],
            "reference": [declared_text(row["reference"]) for row in rows],
            "ours": [ours_in_words(row, unit) for row in rows],
            "our_counts": [our_counts_in_words(row) for row in rows],
            "our_source": [_source(row) for row in rows],
            "caveat": [_caveats(row) for row in rows],
        }
    )


def _side(row: dict[str, float | None], side: str) -> dict[str, float | None]:
    names = ("value", "lower", "upper", "numerator", "denominator")
    return {name: row[f"{side}_{name}"] for name in names}


def _source(row: dict[str, str | None]) -> str:
    return f"{row['our_table']}: {row['our_row']}" if row["our_table"] else "–"


def _caveats(row: dict[str, str | None]) -> str:
    return " ".join(
        declared_text(text) for text in (row["benchmark_caveat"], row["our_caveat"]) if text
    )


def _titles() -> dict[str, tuple[str, int]]:
    """Title and width, the first ones first: what has no width is read below, of a chosen row."""
    return {
        "statement": (say("Statement"), 74),
        "measure": (say("Measure"), 372),
        "population": (say("In whom"), 196),
        "theirs": (say("Published"), 190),
        "ours": (say("Ours"), 190),
        "certainty": (say("Certainty"), 140),
        "reference": (say("Reference"), 300),
        "their_counts": (say("Counted there"), 0),
        "denominator": (say("Denominator"), 0),
        "our_counts": (say("Counted here"), 0),
        "our_source": (say("Our row"), 0),
        "caveat": (say("How they may differ"), 0),
    }


def _draw_told(told: pl.DataFrame, key: str, description: str, *hidden: str) -> None:
    """What fits a screen of 1280 as a table; of the row chosen, everything."""
    titles = {name: titled for name, titled in _titles().items() if name in told.columns}
    shown = [name for name, (_, width) in titles.items() if width and name not in hidden]
    pickable_table(
        told.select(shown),
        key,
        description,
        lambda: None,
        {name: header(name, *titles[name]) for name in shown},
        height=min(420, 38 + 35 * told.height),
    )
    picked = picked_row(key)
    if picked is None or picked >= told.height:
        st.caption(say("Choose a row to read who was counted, and how it may differ."))
        return
    with st.container(border=True):
        row = told.row(picked, named=True)
        for name, (titled, _) in titles.items():
            if row[name] not in ("", "–"):
                st.markdown(f"**{titled}** · {row[name]}")


def _draw_alone(values: pl.DataFrame) -> None:
    heading(say("Published figures without one of ours beside them"), "published.benchmark")
    st.caption(
        say("We count nothing that means the same, or not yet. For context, never a target.")
    )
    frames = [
        _told(values.filter(pl.col("benchmark_unit") == unit), str(unit))
        for unit in values["benchmark_unit"].unique().sort()
    ]
    if not frames:
        st.info(say("None is published."))
        return
    told = pl.concat(frames, how="vertical_relaxed").drop("ours", "our_counts", "our_source")
    _draw_told(told, "told_alone", say("Published values without ours"), "certainty")
