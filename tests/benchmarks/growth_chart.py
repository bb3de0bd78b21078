"""The chart of growth: seconds and peak memory of a first load against its rows."""

from collections.abc import Sequence
from pathlib import Path

import altair as alt
import polars as pl
import vl_convert as vlc

MEASURES = {"seconds": "seconds of the engine", "peak_mib": "peak memory, MiB"}


def draw(loads: Sequence[dict[str, float]]) -> alt.HConcatChart:
    """Both measures on logarithmic axes: in proportion is a line that rises by one step a step."""
    frame = pl.DataFrame(loads)
    return alt.hconcat(*(_panel(frame, name, title) for name, title in MEASURES.items()))


def write_svg(chart: alt.HConcatChart, path: Path) -> None:
    """The chart as a file that a README shows."""
    path.write_text(vlc.vegalite_to_svg(chart.to_json()), "utf-8")


def _panel(frame: pl.DataFrame, measure: str, title: str) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(frame, width=300, height=220)
        .mark_line(point=True)
        .encode(
            x=alt.X("rows_read:Q", title="rows read", scale=alt.Scale(type="log")),
            y=alt.Y(f"{measure}:Q", title=title, scale=alt.Scale(type="log")),
        )
    )
    return chart
