"""The views of a timeline, written as Vega-Lite reads them.

Altair copies a chart each time something is said of it and again wherever it is put, which for a
timeline is most of a second. Its views are plain dictionaries instead, made once; the tests
validate the whole against the same schema as Altair.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from dashboard.charts.inline import rows_of, tip_title
from dashboard.charts.layered import PANEL_WIDTH
from dashboard.language import say

# The version Altair writes, which is the one that draws.
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"

Spec = dict[str, object]
Rows = list[dict[str, object]]
Kind = Literal["nominal", "quantitative", "temporal"]


@dataclass(frozen=True)
class Told:
    """What the tooltip of a mark says: columns made by `with_tips`, and last what the mark is."""

    columns: tuple[str, ...]
    meaning: str | None = None

    @property
    def tooltip(self) -> list[Spec]:
        """The lines, titled with the names and units of the schema."""
        lines = [tip(f"tip_{name}", tip_title(name)) for name in self.columns]
        return lines if self.meaning is None else [*lines, tip("what_is_this", _what())]

    @property
    def transform(self) -> list[Spec]:
        """The same for every mark of a view, so it is not written into each row."""
        if self.meaning is None:
            return []
        return [{"calculate": json.dumps(self.meaning), "as": "what_is_this"}]


def _what() -> str:
    return say("What is this?")


def column(name: str, kind: Kind = "nominal", **said: object) -> Spec:
    """A channel that follows a column of the rows."""
    return {"field": name, "type": kind, **said}


def as_said(name: str) -> Spec:
    """A channel whose column holds what is drawn: a colour, a shape."""
    return column(name, scale=None)


def tip(field: str, title: str) -> Spec:
    """A line of a tooltip."""
    return column(field, title=title)


def mark(kind: str, **looks: object) -> Spec:
    """How each row is drawn: `point`, `bar`, `rule`, and how it looks."""
    return {"type": kind, **looks}


def view(
    rows: pl.DataFrame | Rows,
    drawn_as: Spec,
    encoding: Spec,
    *,
    name: str | None = None,
    told: Told | None = None,
    transform: Sequence[Spec] = (),
) -> Spec:
    """One mark for each row. What has a name can be picked."""
    drawn: Spec = {
        "data": {"values": rows_of(rows) if isinstance(rows, pl.DataFrame) else rows},
        "mark": drawn_as,
        "encoding": {**encoding, "tooltip": told.tooltip} if told else encoding,
    }
    first = told.transform if told else []
    if first or transform:
        drawn["transform"] = [*first, *transform]
    return drawn if name is None else {**drawn, "name": name}


def layered(views: Iterable[Spec]) -> Spec:
    """Views on one pair of axes, the first at the back."""
    return {"layer": list(views)}


def panel(*views: Spec, height: int) -> Spec:
    """The same, as one panel of a stack."""
    return {**layered(views), "height": height, "width": PANEL_WIDTH}


def names_in(spec: Spec) -> list[str]:
    """Names of the views that can be picked, from back to front."""
    layers = spec.get("layer")
    inner = layers if isinstance(layers, list) else []
    own = [spec["name"]] if isinstance(spec.get("name"), str) else []
    return [str(name) for name in own] + [name for part in inner for name in names_in(part)]
