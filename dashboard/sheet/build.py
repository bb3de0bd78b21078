"""Building the sheet: words and drawing into the template, and the template into a PDF."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from dashboard.drawings import Specification
from dashboard.language import chart_locale, say, say_date, speaking
from dashboard.palette import TEXT
from dashboard.queries.history import History
from dashboard.queries.sheet import SheetFacts
from dashboard.sheet.contents import agents, alerts, events, flags, identity, results

# The fonts Typst brings: those of the machine would make another page of the same data.
FONT = "Libertinus Serif"
# Width of a panel and size of its words, so that the drawing fills the page and can be read.
PANEL_WIDTH = 900
WORD_SIZE = 14
_TEMPLATE = Path(__file__).with_name("sheet.typ")
_NO_NIGHT = date(1970, 1, 1)


def sheet(
    history: History,
    facts: SheetFacts,
    timeline: Specification,
    *,
    version: str,
    endpoint: str,
    is_synthetic: bool,
    language: str,
) -> bytes:
    """The sheet of one patient as a PDF of one page; the same bytes for the same input.

    In: the history and the facts of one version, and the drawing of its timeline. Its date is
    the night of the version, never the clock of the machine.
    """
    import typst

    night = _night(facts)
    with speaking(language):
        said = _said(history, facts, version, endpoint, is_synthetic, language)
        drawing = _drawing(timeline)
    return typst.compile(
        _template(),
        sys_inputs={
            "sheet": json.dumps(said, ensure_ascii=False, sort_keys=True),
            "timeline": drawing,
        },
        ignore_system_fonts=True,
        timestamp=datetime.combine(night or _NO_NIGHT, time(), UTC),
        format="pdf",
    )


def file_name(patient_id: str, night: date | None) -> str:
    """Name of the file: the beginning of the pseudonym, and the night."""
    return f"osteon-{patient_id[:12]}-{night or 'no-night'}.pdf"


def _night(facts: SheetFacts) -> date | None:
    nights = facts.run["as_of_on"].to_list()
    return nights[0] if nights else None


def _said(
    history: History,
    facts: SheetFacts,
    version: str,
    endpoint: str,
    is_synthetic: bool,
    language: str,
) -> dict[str, object]:
    night = _night(facts)
    parts = {
        "events": events(history, endpoint),
        "agents": agents(facts),
        "results": results(history, facts),
        "alerts": alerts(facts, night),
        "flags": flags(facts),
    }
    return {
        "language": language,
        "title": say("Bone health of one patient"),
        "as_of": _as_of(night),
        "synthetic": say("SYNTHETIC DATA: nobody here exists.") if is_synthetic else "",
        "identity": identity(history, facts),
        "alt": say("Timeline of skeletal events, treatments and corrected calcium"),
        "footer": _footer(facts, version),
        **{name: part.as_data() for name, part in parts.items()},
    }


def _as_of(night: date | None) -> str:
    return say(
        "Data as of {night}", night=say("an unknown night") if night is None else say_date(night)
    )


def _footer(facts: SheetFacts, version: str) -> list[str]:
    definitions = facts.run["definition_version"].to_list()
    return [
        say("Pseudonymised; not for identification."),
        say(
            "Version {version} · definitions {definitions}",
            version=version,
            definitions=definitions[0] if definitions else "–",
        ),
    ]


def _drawing(timeline: Specification) -> str:
    from vl_convert import vegalite_to_svg

    words = {"color": TEXT["light"], "fontSize": WORD_SIZE}
    config = {
        "axis": {"labelFontSize": WORD_SIZE, "titleFontSize": WORD_SIZE},
        "background": "white",
        "locale": chart_locale(),
        "text": words,
        "title": words,
    }
    drawn = vegalite_to_svg({**_fitted(timeline), "config": config})
    # Measured in a font the drawing knows, written in a narrower one the page brings.
    return drawn.replace('font-family="sans-serif"', f'font-family="{FONT}"')


def _fitted(timeline: Specification) -> Specification:
    panels = timeline["vconcat"]
    assert isinstance(panels, list), "a timeline is panels under each other"
    fitted = [{**panel, "width": PANEL_WIDTH} for panel in panels]
    *above, ruler, legend = fitted
    labelled = [_with_years(layer) for layer in ruler["layer"]]
    return {**timeline, "vconcat": [*above, {**ruler, "layer": labelled}, legend]}


def _with_years(layer: Specification) -> Specification:
    """A layer of the ruler with the year in every label: large words leave no room for all months.

    On a page a year stands under January only, which paper might not label.
    """
    encoding = layer["encoding"]
    assert isinstance(encoding, dict), "what is drawn has its channels"
    x = encoding["x"]
    if x["type"] != "temporal":
        return layer
    axis = {**x["axis"], "labelExpr": "timeFormat(datum.value, '%b %Y')"}
    return {**layer, "encoding": {**encoding, "x": {**x, "axis": axis}}}


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
