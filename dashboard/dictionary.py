"""The data dictionary: every declared name, in words, and where it is found; searched by words."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.labels import title, unit_text
from dashboard.language import say
from warehouse.schema import (
    ANALYTES,
    COLUMNS,
    DEFINITIONS,
    INDICATORS,
    RULES,
    TABLES,
    VOCABULARIES,
    Analyte,
    Column,
)

KINDS = ("table", "column", "definition", "vocabulary", "rule", "analyte", "indicator")


@dataclass(frozen=True)
class Entry:
    """A declared name: its kind, how a reader says it, what it means, and what holds it.

    held_by: full names of the tables that hold a column, or use a vocabulary; source: where the
    declaration comes from. name is as declared, the other texts in the language spoken.
    """

    kind: str
    name: str
    said: str
    meaning: str
    unit: str = ""
    source: str = ""
    held_by: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Everything a search looks at."""
        parts = (self.name, self.said, self.meaning, self.unit, self.source, *self.held_by)
        return plain(" ".join(parts))


def entries() -> list[Entry]:
    """Every declaration of the schema, in the language spoken, in the order of KINDS."""
    return [
        *_tables(),
        *_columns(),
        *_definitions(),
        *_vocabularies(),
        *_rules(),
        *(_analyte(analyte) for analyte in ANALYTES.values()),
        *_indicators(),
    ]


def found(everything: list[Entry], asked: str) -> list[Entry]:
    """Entries that hold every word asked, those whose name is asked for first.

    Accents, capitals and underscores make no difference.
    """
    wanted = plain(asked).split()
    holding = [entry for entry in everything if all(word in entry.words for word in wanted)]
    return sorted(holding, key=lambda entry: _distance(entry, " ".join(wanted)))


def _distance(entry: Entry, asked: str) -> int:
    names = (plain(entry.name), plain(entry.said))
    if asked in names:
        return 0
    if any(name.startswith(asked) for name in names):
        return 1
    return 2 if any(asked in name for name in names) else 3


def plain(text: str) -> str:
    """Lower case, without accents, underscores as spaces: `Épidurale_m` gives `epidurale m`."""
    letters = unicodedata.normalize("NFKD", text.lower().replace("_", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _tables() -> Iterator[Entry]:
    for name, table in TABLES.items():
        caveat = f" {say(table.caveat)}" if table.caveat else ""
        yield Entry("table", name, name, f"{say(table.meaning)}{caveat}")


def _columns() -> Iterator[Entry]:
    holders: dict[str, list[str]] = {}
    for full_name, table in TABLES.items():
        for name in table.columns:
            holders.setdefault(name, []).append(full_name)
    for name, column in COLUMNS.items():
        yield Entry(
            "column",
            name,
            title(name),
            _column_meaning(column),
            unit_text(column.unit) if column.unit else "",
            say(column.source) if column.source else "",
            tuple(holders.get(name, ())),
        )


def _column_meaning(column: Column) -> str:
    if column.vocabulary is None:
        return say(column.meaning)
    codes = ", ".join(VOCABULARIES[column.vocabulary].codes[:8])
    return f"{say(column.meaning)} ({column.vocabulary}: {codes})"


def _definitions() -> Iterator[Entry]:
    for name, item in DEFINITIONS.items():
        value = ", ".join(item.value) if isinstance(item.value, tuple) else str(item.value)
        said = name.replace("_", " ").capitalize()
        meaning = say("{meaning} Value: {value}.", meaning=say(item.meaning), value=value)
        unit = unit_text(item.unit) if item.unit else ""
        yield Entry("definition", name, said, meaning, unit, say(item.source))


def _vocabularies() -> Iterator[Entry]:
    users: dict[str, list[str]] = {}
    for name, column in COLUMNS.items():
        if column.vocabulary:
            users.setdefault(column.vocabulary, []).append(name)
    for vocabulary, item in VOCABULARIES.items():
        for code, meaning in item.meanings.items():
            held_by = tuple(users.get(vocabulary, ()))
            yield Entry("vocabulary", f"{vocabulary}: {code}", code, say(meaning), held_by=held_by)


def _rules() -> Iterator[Entry]:
    for code, rule in RULES.items():
        does = say(VOCABULARIES["rule_severity"].meanings[rule.severity])
        meaning = say("{meaning} If broken: {does}.", meaning=say(rule.meaning), does=does)
        held_by = (f"canonical.{rule.table}",) if rule.table else ()
        yield Entry("rule", code, code, meaning, held_by=held_by)


def _analyte(analyte: Analyte) -> Entry:
    parts = []
    if analyte.reference_low is not None or analyte.reference_high is not None:
        low = "–" if analyte.reference_low is None else f"{analyte.reference_low:g}"
        high = "–" if analyte.reference_high is None else f"{analyte.reference_high:g}"
        parts.append(say("Usual reference interval {low} to {high}.", low=low, high=high))
    if analyte.loinc:
        parts.append(f"LOINC {', '.join(analyte.loinc)}.")
    if analyte.note:
        parts.append(say(analyte.note))
    name = say(analyte.name)
    said = f"{name[:1].upper()}{name[1:]}"
    unit = unit_text(analyte.unit)
    held_by = ("canonical.lab_result",)
    return Entry("analyte", analyte.code, said, " ".join(parts), unit, held_by=held_by)


def _indicators() -> Iterator[Entry]:
    for code, item in INDICATORS.items():
        meaning = say(
            "{numerator}, out of: {denominator}.",
            numerator=say(item.numerator).capitalize(),
            denominator=say(item.denominator),
        )
        if item.not_computable_reason:
            reason = say(item.not_computable_reason)
            meaning += " " + say("Not computable because {reason}.", reason=reason)
        held_by = ("derived.care_indicator_patient", "published.care_indicator")
        yield Entry("indicator", code, say(item.meaning), meaning, "", say(item.source), held_by)
