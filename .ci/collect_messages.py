"""Bring the catalogues of the dashboard up to date: `make messages`.

Messages are the literals given to `say` and `say_count` in dashboard/, and the texts of the
schema and of the expectations that a page can show. A new one comes in empty, one that nobody
says any more goes, a translation that is there stays. Messages are in the order of the alphabet
and carry no line number, so that two branches that add some can be merged. With --check nothing
is written: what would change is printed, and the exit code is 1 when something would.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from dashboard import verdict_words
from dashboard.labels import plain_title, worded_units
from dashboard.language import DEFAULT, LANGUAGES, catalogue_file
from expectations import EXPECTATIONS
from warehouse.schema import (
    ANALYTES,
    COLUMNS,
    DEFINITIONS,
    INDICATORS,
    RULES,
    TABLES,
    VOCABULARIES,
)
from warehouse.schema.benchmark_pairs import BENCHMARK_PAIRS
from warehouse.schema.benchmarks import BENCHMARKS
from warehouse.schema.statements import STATEMENTS
from warehouse.schema.thresholds import THRESHOLDS

ROOT = Path(__file__).parents[1]
SPOKEN_BY = {"say": (1,), "say_count": (1, 2)}
LINE_WIDTH = 96

# One form, or one and many.
Key = str | tuple[str, str]
Sentence = tuple[str, str | None]


def literals() -> Iterator[tuple[Key, str]]:
    """What the code of the dashboard says, and in which part of it."""
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        place = path.relative_to(ROOT).with_suffix("").as_posix()
        for _, key, _, _ in extract_from_file("python", path, keywords=SPOKEN_BY):
            yield (key if isinstance(key, str) else (key[0], key[1])), place


def declared() -> Iterator[tuple[Key, str]]:
    """The texts of the schema and of the expectations that a page can show, and their kind."""
    kinds = {
        "title of a column": map(plain_title, COLUMNS),
        "unit": worded_units(),
        "expectation": _expectations(),
    }
    for kind, texts in kinds.items():
        yield from ((text, kind) for text in texts)
    yield from ((text, kind) for kind, text in _meanings() if text)


def _meanings() -> Iterator[Sentence]:
    yield from (("column", item.meaning) for item in COLUMNS.values())
    for table in TABLES.values():
        yield from (("table", table.meaning), ("table", table.caveat))
    for vocabulary in VOCABULARIES.values():
        yield from ((vocabulary.name, meaning) for meaning in vocabulary.meanings.values())
    yield from (("rule", item.meaning) for item in RULES.values())
    for definition in (*DEFINITIONS.values(), *THRESHOLDS.values()):
        yield from (("definition", definition.meaning), ("source", definition.source))
    yield from (("analyte", item.name) for item in ANALYTES.values())
    yield from _comparisons()


def _comparisons() -> Iterator[Sentence]:
    """Indicators of care, published values and statements of the founding text."""
    for indicator in INDICATORS.values():
        yield from (("indicator", text) for text in (indicator.meaning, indicator.numerator))
        yield from (
            ("indicator", text) for text in (indicator.denominator, indicator.not_computable_reason)
        )
    for value in BENCHMARKS.values():
        yield from (("published value", text) for text in (value.measure, value.population))
        yield from (
            ("published value", text) for text in (value.denominator_definition, value.caveat)
        )
        yield ("source", value.reference)
    yield from (("published value", pair.caveat) for pair in BENCHMARK_PAIRS.values())
    for statement in STATEMENTS.values():
        yield from (("statement", statement.says), ("statement", statement.not_computed_because))


def _expectations() -> Iterator[str]:
    yield from verdict_words.FRAMES
    yield from verdict_words.FILE_FRAMES
    yield verdict_words.NO_VALUES
    for expected in (item for items in EXPECTATIONS.values() for item in items):
        yield from verdict_words.messages_of(expected.question.phrase)
        yield from verdict_words.messages_of(expected.reason)


def collected() -> dict[Key, list[str]]:
    """Every message, with where or in what it is said."""
    places: dict[Key, set[str]] = defaultdict(set)
    for key, place in (*literals(), *declared()):
        places[key].add(place)
    plural = {key[0] for key in places if isinstance(key, tuple)}
    return {key: sorted(places[key]) for key in sorted(places, key=_first) if key not in plural}


def brought_up_to_date(known: Catalog, messages: dict[Key, list[str]]) -> Catalog:
    """The messages with the translations that are known of them."""
    catalogue = Catalog(locale=known.locale)
    for key, places in messages.items():
        before = known.get(_first(key))
        said = before.string if before is not None and before.id == key else ""
        catalogue.add(key, said, auto_comments=places)
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of a language as it is; an empty one when there is none."""
    path = catalogue_file(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as written:
        return read_po(written, locale=language, ignore_obsolete=True)


def write(catalogue: Catalog, path: Path) -> None:
    """Write without dates and without guesses of Babel about the format of a message."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for message in catalogue:
        message.flags -= {"python-format", "python-brace-format"}
    with path.open("wb") as file:
        file.write(_header(catalogue))
        write_po(file, catalogue, width=LINE_WIDTH, omit_header=True, no_location=True)


def _header(catalogue: Catalog) -> bytes:
    lines = [
        f"Language: {catalogue.locale}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalogue.plural_forms}",
    ]
    written = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{written}\n'.encode()


def _first(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


def differences(known: Catalog, messages: dict[Key, list[str]]) -> list[str]:
    """What bringing a catalogue up to date would add and remove, a line each."""
    before = {_key(message) for message in known if message.id}
    added = [f"+ {_first(key)}" for key in messages if key not in before]
    return added + [f"- {_first(key)}" for key in sorted(before - set(messages), key=_first)]


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def main() -> int:
    parser = argparse.ArgumentParser(description="Collect what the dashboard says.")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when out of date")
    check = parser.parse_args().check
    messages, out_of_date = collected(), False
    for language in LANGUAGES:
        if language == DEFAULT:
            continue
        known = read(language)
        changes = differences(known, messages)
        print("\n".join([*changes, f"{language}: {len(messages)} messages, {len(changes)} change"]))
        out_of_date |= bool(changes)
        if not check:
            write(brought_up_to_date(known, messages), catalogue_file(language))
    return 1 if check and out_of_date else 0


if __name__ == "__main__":
    sys.exit(main())
