"""Putting charts on top of each other, and panels under each other."""

import altair as alt

# Only the proportion matters: a page gives every panel its own width.
PANEL_WIDTH = 900


def layered(
    *layers: alt.Chart | alt.LayerChart, height: int, width: int | None = None
) -> alt.LayerChart:
    """Charts on one pair of axes, the first at the back; `width` for a panel of a stack."""
    chart = alt.LayerChart(layer=list(layers), height=height)
    if width is not None:
        chart.width = width
    return chart


def panel(*layers: alt.Chart | alt.LayerChart, height: int) -> alt.LayerChart:
    """The same, as one panel of a stack."""
    return layered(*layers, height=height, width=PANEL_WIDTH)


def stacked(*panels: alt.Chart | alt.LayerChart, spacing: int) -> alt.VConcatChart:
    """Panels under each other, sharing one horizontal scale."""
    chart = alt.VConcatChart(vconcat=list(panels), spacing=spacing)
    shared: alt.VConcatChart = chart.resolve_scale(x="shared")
    return shared
