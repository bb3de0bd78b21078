"""The French catalogue and the collector that keeps it, for the tests that read them."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog

COLLECTOR = Path(__file__).parents[2] / ".ci" / "collect_messages.py"


@cache
def collector() -> ModuleType:
    """The command behind `make messages`, which is no part of the product."""
    spec = importlib.util.spec_from_file_location("collect_messages", COLLECTOR)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def french() -> Catalog:
    """The catalogue as its file is."""
    catalogue = collector().read("fr")
    assert isinstance(catalogue, Catalog)
    return catalogue


def translations() -> list[tuple[str, str]]:
    """Every English text and its French one; both numbers of a counted message."""
    pairs = []
    for message in french():
        if isinstance(message.id, str):
            pairs.append((message.id, str(message.string)))
        else:
            pairs += list(zip(message.id, message.string, strict=True))
    return [pair for pair in pairs if pair[0]]
