"""What the marks of a timeline mean, drawn with the marks themselves."""

from dataclasses import dataclass

from dashboard.charts.agent_lanes import GIVEN, MISSED
from dashboard.charts.event_lanes import CERTAINTY_OUTLINES, outline_scale
from dashboard.charts.panel import lane_y
from dashboard.charts.vega_lite import Rows, Spec, as_said, column, mark, panel, view
from dashboard.labels import capital_word
from dashboard.language import say
from dashboard.palette import (
    ABOVE_LIMIT,
    BONE_AGENT,
    CRISIS_LIMIT,
    DOUBTFUL,
    EVENT_KINDS,
    EVENT_SHAPES,
    EXCLUDED,
    HYPOCALCAEMIA,
    INK,
    LESION,
    MISSED_DOSE,
    MISSING,
    REFERENCE_BAND,
    RESULT,
)

COLUMNS, ROW_HEIGHT = 3, 17
HOLLOW = "transparent"


@dataclass(frozen=True)
class Entry:
    """A mark and what it means."""

    words: str
    shape: str
    outline: str
    fill: str
    dash: str = "confirmed"


def timeline_legend() -> Spec:
    """Which mark says what? Groups under each other, three entries a row."""
    placed: Rows = [
        {
            "column": number % COLUMNS,
            "row": f"{name}#{number // COLUMNS}",
            **vars(entry),
        }
        for name, entries in _groups().items()
        for number, entry in enumerate(entries)
    ]
    rows = list(dict.fromkeys(str(entry["row"]) for entry in placed))
    width = {"domain": [-0.05, COLUMNS], "nice": False}
    place: Spec = {
        "x": column("column", "quantitative", scale=width, axis=None),
        "y": lane_y(rows, field="row", grid=False),
    }
    legend = panel(_marks(placed, place), _words(placed, place), height=ROW_HEIGHT * len(rows))
    return {**legend, "view": {"stroke": None}}


def _marks(placed: Rows, place: Spec) -> Spec:
    encoding: Spec = {
        **place,
        "shape": as_said("shape"),
        "fill": as_said("fill"),
        "stroke": as_said("outline"),
        "strokeDash": column("dash", scale=outline_scale(), legend=None),
    }
    return view(placed, mark("point", size=70, opacity=1, strokeWidth=1.8), encoding)


def _words(placed: Rows, place: Spec) -> Spec:
    width = {"expr": f"width / {COLUMNS + 0.05} - 16"}
    encoding: Spec = {**place, "text": column("words")}
    return view(placed, mark("text", align="left", dx=10, fontSize=11, limit=width), encoding)


def _groups() -> dict[str, list[Entry]]:
    return {
        say("Events"): _kinds(),
        say("Counting"): _counting(),
        say("Evidence"): _certainties(),
        say("Bone agents, imaging"): _treatments(),
        say("Laboratory"): _results(),
        say("Calcium"): _calcium(),
    }


def _kinds() -> list[Entry]:
    return [
        Entry(capital_word("event_kind", kind), EVENT_SHAPES[kind], colour, colour)
        for kind, colour in EVENT_KINDS.items()
    ]


def _counting() -> list[Entry]:
    colour = EVENT_KINDS["FX"]
    return [
        Entry(say("Counted by the endpoint"), "triangle-up", colour, colour),
        Entry(say("Not counted: why is in its tooltip"), "triangle-up", colour, HOLLOW),
        Entry(say("Excluded"), "triangle-up", EXCLUDED, HOLLOW),
        Entry(say("×2: several that day"), "circle", HOLLOW, HOLLOW),
        Entry(say("✓ accepted, ✗ rejected, ⇉ merged in review"), "circle", HOLLOW, HOLLOW),
    ]


def _certainties() -> list[Entry]:
    colour = EVENT_KINDS["SX"]
    said = {
        "confirmed": say("Confirmed: report, laboratory, operation"),
        "probable": say("Probable: clinical or coded"),
        "uncertain": say("Uncertain (?): to be reviewed"),
    }
    return [Entry(said[code], "square", colour, HOLLOW, code) for code in CERTAINTY_OUTLINES]


def _treatments() -> list[Entry]:
    return [
        Entry(say("Dose given; pale bar: days covered"), GIVEN, BONE_AGENT, BONE_AGENT),
        Entry(say("Dose held"), "circle", INK, HOLLOW),
        Entry(say("Dose missed, on the day it was due"), MISSED, MISSED_DOSE, HOLLOW),
        Entry(say("Bones with lesions, their number"), "diamond", LESION, LESION),
        Entry(
            say("Critical result, high (▲) or low (▼)"), "triangle-up", CRISIS_LIMIT, CRISIS_LIMIT
        ),
        Entry(say("Imaging: bone metastasis"), "circle", INK, INK),
        Entry(say("Imaging: equivocal"), "circle", INK, MISSING),
        Entry(say("Imaging: none, or not said"), "circle", INK, HOLLOW),
    ]


def _results() -> list[Entry]:
    return [
        Entry(say("Valid result"), "circle", RESULT, RESULT),
        Entry(say("In doubt: something may have moved it"), "circle", RESULT, DOUBTFUL),
        Entry(say("Invalid: not drawn as the marker asks"), "circle", RESULT, HOLLOW),
        Entry(say("Only a limit is known (<)"), "triangle-down", RESULT, HOLLOW),
        Entry(say("No value, or excluded"), "cross", EXCLUDED, HOLLOW),
        Entry(say("Reference interval"), "square", REFERENCE_BAND, REFERENCE_BAND),
        Entry(say("Dotted upright line: assay changed"), "stroke", INK, INK, "uncertain"),
    ]


def _calcium() -> list[Entry]:
    return [
        Entry(say("3.0 mmol/L or more"), "circle", ABOVE_LIMIT, ABOVE_LIMIT),
        Entry(say("Albumin 1 to 7 days away"), "circle", RESULT, HOLLOW),
        Entry(say("Not corrected: no albumin"), "cross", MISSING, HOLLOW),
        Entry(say("Bars: episodes, high (top) and low"), "square", ABOVE_LIMIT, HYPOCALCAEMIA),
    ]
