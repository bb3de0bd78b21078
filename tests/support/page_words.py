"""Every word a page of the dashboard shows, tables and charts included."""

import json
from collections.abc import Iterator

import pandas as pd
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# Where one word alone is prose; elsewhere it may be the code of something.
_FOR_PEOPLE = frozenset(
    (
        *("label", "body", "help", "placeholder", "options", "alt"),
        *("title", "subtitle", "text", "description"),
    )
)


def words_of(app: AppTest) -> list[tuple[str, bool]]:
    """Texts of a page, and whether one word alone is read by people where it stands."""
    found: list[tuple[str, bool]] = []
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            found += _of_message(MessageToDict(proto))
        value = getattr(node, "value", None)
        if isinstance(value, pd.DataFrame):
            found += [(text, False) for text in _of_frame(value)]
    return found


def _of_message(fields: object) -> Iterator[tuple[str, bool]]:
    yield from _walk(fields, "")


def _walk(value: object, key: str) -> Iterator[tuple[str, bool]]:
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _walk(inside, str(name))
    elif isinstance(value, list):
        for inside in value:
            yield from _walk(inside, key)
    elif isinstance(value, str):
        if value[:1] in "{[" and key in ("columns", "spec"):
            yield from _walk(json.loads(value), "")
        else:
            yield value, key in _FOR_PEOPLE


def _of_frame(frame: pd.DataFrame) -> Iterator[str]:
    for column in frame.columns:
        yield from (value for value in frame[column] if isinstance(value, str))
