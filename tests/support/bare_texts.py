"""Texts of the dashboard that reach a reader without being said in their language.

Read from the code: literals given to Streamlit, to the titles of a chart, and to those functions
of the dashboard that put their argument on a page. A name stands for the literals it was given.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

from dashboard import choices, figure

DASHBOARD = Path(__file__).parents[2] / "dashboard"

# Arguments that name something for a machine; what every other argument holds is read by people.
NAMES_FOR_MACHINES = frozenset(
    (
        "accept_new_options",
        "aggregate",
        "align",
        "alignment",
        "anchor",
        "args",
        "autosize",
        "baseline",
        "border",
        "chart_type",
        "color",
        "colour",
        "column_config",
        "column_order",
        "columns",
        "default",
        "definitions",
        "expanded",
        "field",
        "filter_mode",
        "file_name",
        "font",
        "fontStyle",
        "fontWeight",
        "format",
        "gap",
        "headers",
        "height",
        "alignment",
        "horizontal_alignment",
        "icon",
        "initial_sidebar_state",
        "key",
        "keys",
        "kwargs",
        "labelAlign",
        "label_visibility",
        "language",
        "language_code",
        "layout",
        "link_icon",
        "max_value",
        "mime",
        "min_value",
        "name",
        "on_click",
        "on_select",
        "options",
        "orient",
        "page_icon",
        "persist_state",
        "pick",
        "pinned",
        "position",
        "query_params",
        "scope",
        "selection_mode",
        "shape",
        "spec",
        "step",
        "strokeDash",
        "symbolType",
        "tables",
        "theme",
        "titleFontWeight",
        "type",
        "url_path",
        "use_container_width",
        "value",
        "vertical_alignment",
        "width",
    )
)
# Streamlit: their first argument is a file or an address; what these write is no prose.
_FIRST_IS_A_PLACE = frozenset({"Page", "page_link", "switch_page"})
_NO_PROSE = frozenset({"html", "code", "fragment", "cache_data", "cache_resource", "dialog"})
_STATE = ("session_state", "query_params", "context", "user", "secrets")
_CHART_WORDS = frozenset({"title", "subtitle", "text", "description"})
_PROPER_NAMES = frozenset({"SVG", "CSV", "PDF", "Osteon"})
_WORD = re.compile(r"[^\W\d_]{2,}")
# The last: a field of a chart, as Altair abbreviates it.
_PLACE_OR_MARK = re.compile(r"\{[^{}]*\}|<[^>]*>|:material/\w+:|^\w+:[QNOT]$")

Literals = dict[str, list[ast.expr]]


def bare_texts(path: Path) -> list[str]:
    """`line: text` of every literal of a file that reaches a reader as it is written."""
    tree = ast.parse(path.read_text("utf-8"))
    named = _literals_of_names(tree)
    found = [
        f"{shown.lineno}: {text}"
        for written in (node for node in ast.walk(tree) if isinstance(node, ast.Dict))
        for shown in _titles(written)
        for text in _texts(shown, named, frozenset())
    ]
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        for shown in _shown(call):
            found += [f"{call.lineno}: {text}" for text in _texts(shown, named, frozenset())]
    return found


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that people read."""
    name = ast.unparse(call.func)
    last = name.rpartition(".")[2]
    if name.startswith("st."):
        if name.split(".")[1] in (*_STATE, *_NO_PROSE):
            return
        yield from call.args[1 if last in _FIRST_IS_A_PLACE else 0 :]
        yield from _for_people(call)
    elif last in _OURS:
        yield from _of_ours(call, _OURS[last])
    elif name == "tip":
        yield from call.args[1:]
    elif name.startswith(("alt.", "chart.")) or last in ("properties", "column", "mark"):
        yield from (word.value for word in call.keywords if word.arg in _CHART_WORDS)


def _titles(written: ast.Dict) -> Iterator[ast.expr]:
    """Titles of axes in a chart that is written as Vega-Lite reads it."""
    for key, value in zip(written.keys, written.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == "title":
            yield value


def _for_people(call: ast.Call) -> Iterator[ast.expr]:
    for word in call.keywords:
        if word.arg is None or word.arg not in NAMES_FOR_MACHINES:
            yield word.value


def _of_ours(call: ast.Call, parameters: list[str]) -> Iterator[ast.expr]:
    for place, value in enumerate(call.args):
        name = parameters[place] if place < len(parameters) else parameters[-1]
        if name not in NAMES_FOR_MACHINES:
            yield value
    yield from _for_people(call)


def _parameters(module: ModuleType) -> dict[str, list[str]]:
    """Functions of a module that put words on a page, by name, with the names they give them."""
    return {
        name: list(inspect.signature(made).parameters)
        for name, made in vars(module).items()
        if isinstance(made, FunctionType)
        and made.__module__ == module.__name__
        and not name.startswith("_")
    }


_OURS = _parameters(figure) | _parameters(choices)


def _literals_of_names(tree: ast.Module) -> Literals:
    named: Literals = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets = [target for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            targets = [node.target]
        else:
            continue
        for target in targets:
            if node.value is not None:
                named.setdefault(target.id, []).append(node.value)
    return named


def _texts(value: ast.expr, named: Literals, seen: frozenset[str]) -> Iterator[str]:
    """Words in an expression that nothing translates; what a call returns is its own affair."""
    match value:
        case ast.Constant(value=str(text)):
            yield from _prose(text)
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from _texts(part, named, seen)
        case ast.FormattedValue(value=inside) | ast.Starred(value=inside):
            yield from _texts(inside, named, seen)
        case ast.Dict(values=parts):
            for part in parts:
                yield from _texts(part, named, seen)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _texts(left, named, seen)
            yield from _texts(right, named, seen)
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one, named, seen)
            yield from _texts(other, named, seen)
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from _texts(part, named, seen)
        case ast.Name(id=name) if name not in seen:
            for given in named.get(name, []):
                yield from _texts(given, named, seen | {name})


def _prose(text: str) -> Iterator[str]:
    words = _WORD.findall(_PLACE_OR_MARK.sub(" ", text))
    if any(word not in _PROPER_NAMES for word in words):
        yield text


def said_of_variables(path: Path) -> list[str]:
    """`line: code` of every `say` whose message the collector cannot see.

    A text of the schema is seen: it is collected where it is declared.
    """
    tree = ast.parse(path.read_text("utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        f"{call.lineno}: {ast.unparse(call)}"
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in ("say", "say_count")
        and not all(_is_seen(message) for message in _messages(call))
    ]


def _messages(call: ast.Call) -> list[ast.expr]:
    assert isinstance(call.func, ast.Name)
    return call.args[: 2 if call.func.id == "say_count" else 1]


# What the collector reads of a declaration.
_DECLARED_TEXTS = frozenset(
    (
        "caveat",
        "denominator",
        "denominator_definition",
        "meaning",
        "measure",
        "name",
        "not_computable_reason",
        "not_computed_because",
        "numerator",
        "population",
        "reference",
        "says",
        "source",
    )
)


def _is_seen(message: ast.expr) -> bool:
    if isinstance(message, ast.BoolOp):
        return all(_is_seen(part) for part in message.values)
    if isinstance(message, ast.Attribute):
        return message.attr in _DECLARED_TEXTS
    return isinstance(message, ast.Constant)
