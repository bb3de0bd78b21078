"""Looking into a chart's specification: its views, its data, what a renderer makes of it."""

import json
from collections.abc import Iterator
from typing import Any

import altair as alt
from altair.vegalite.v6.schema.core import Root

# A specification is JSON of any shape: the one place where Any is the honest type.
Specification = dict[str, Any]
AnyChart = alt.Chart | alt.LayerChart | alt.VConcatChart
# A chart written as Vega-Lite reads it.
Written = dict[str, object]


def specification(chart: AnyChart | Written) -> Specification:
    """The chart as Vega-Lite, validated against its schema."""
    if not isinstance(chart, dict):
        return dict(chart.to_dict(validate=True))
    assert chart["$schema"] == alt.SCHEMA_URL, "what draws it is the Vega-Lite of Altair"
    Root.validate(chart)
    return dict(chart)


def compile_to_vega(spec: Specification) -> Specification:
    """What the renderer runs; raises when Vega-Lite cannot make sense of the specification."""
    import vl_convert

    return dict(vl_convert.vegalite_to_vega(json.dumps(spec)))


def views(spec: Specification) -> Iterator[Specification]:
    """Every view that has a mark, wherever it is nested, with the data it inherits."""
    if "mark" in spec:
        yield spec
    above = {"data": spec["data"]} if "data" in spec else {}
    for part in ("vconcat", "layer"):
        for inner in spec.get(part, []):
            yield from views({**above, **inner})


def view(spec: Specification, name: str) -> Specification:
    """The view whose name starts so; Altair numbers names when it stacks panels."""
    return next(found for found in views(spec) if str(found.get("name", "")).startswith(name))


def rows(spec: Specification, of: Specification) -> list[dict[str, Any]]:
    """The data of one view."""
    data = of["data"]
    return list(data["values"] if "values" in data else spec["datasets"][data["name"]])


def channel(of: Specification, name: str) -> dict[str, Any]:
    return dict(of["encoding"].get(name, {}))


def kind_of_mark(of: Specification) -> str:
    mark = of["mark"]
    return str(mark if isinstance(mark, str) else mark["type"])


def axis_title(of: Specification, name: str) -> str:
    """Title of an axis as one line."""
    title = channel(of, name).get("axis", {}).get("title")
    return " ".join(title) if isinstance(title, list) else str(title)
