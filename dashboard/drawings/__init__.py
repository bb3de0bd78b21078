"""Chart specifications, each drawn once a version, choice and language, and kept.

Keeping a specification makes a rerun cheap and, since it does not change, keeps the zoom of the
reader.
"""

import altair as alt

from dashboard.language import speaking

__all__ = ["Specification", "speaking", "specification"]

Specification = dict[str, object]


def specification(chart: alt.VConcatChart | alt.LayerChart | alt.Chart) -> Specification:
    """What Vega-Lite draws. The tests validate it; validating here again would double the time."""
    return dict(chart.to_dict(validate=False))
