"""Words a reader sees for columns, units, codes and patients, all taken from the schema.

They come out in the language spoken; the texts of the schema are the keys of the catalogues.
"""

import textwrap

from dashboard.language import say, say_number
from warehouse.schema import (
    ANALYTES,
    COLUMNS,
    DEFINITIONS,
    RULES,
    TABLES,
    VOCABULARIES,
    Definition,
)

# UCUM codes that are not how a clinician writes the unit.
_UNITS = {
    "a": "years",
    "mo": "months",
    "d": "days",
    "s": "seconds",
    "months": "months",
    "days": "days",
    "patients": "patients",
    "By": "bytes",
    "umol/L": "µmol/L",
    "ug/L": "µg/L",
    "nmol{BCE}/mmol{creat}": "nmol BCE/mmol creatinine",
    "mL/min/{1.73_m2}": "mL/min/1.73 m²",
}
_SUFFIXES = ("_on", "_at", "_id", "_code", "_day", "_days", "_years")
_PREFIXES = ("is_", "has_", "n_")

# Names that do not read as words once their unit is taken off.
_TITLES = {
    "ctcae_lab_grade": "CTCAE grade (laboratory part)",
    "corrected_calcium_payne_mmol_l": "Corrected calcium, slope 0.02",
    "ecog": "ECOG",
    "n_risk": "Number at risk",
    "lesion_years": "Lesion-years",
    "patient_years": "Patient-years",
    "rate_per_100_lesion_years": "Events for 100 lesion-years",
    "rate_per_100_patient_years": "Events for 100 patient-years",
    "median_survival_months": "Median survival",
    "median_lower_months": "Median, lower limit",
    "median_upper_months": "Median, upper limit",
    "event_day": "Time from bone metastasis",
    "table_name": "Table",
    "column_name": "Column",
    "file_name": "File",
    "extract_at": "Extract",
    "is_met": "Met",
    "rows_in": "Rows",
    "rows_accepted": "Accepted",
    "rows_rejected": "Rejected",
    "rows_superseded": "Superseded",
    "rows_duplicate": "Duplicate",
}


def unit_text(unit: str) -> str:
    """A UCUM unit as a clinician writes it: `umol/L` gives `µmol/L`."""
    return say(_UNITS[unit]) if unit in _UNITS else unit


def worded_units() -> tuple[str, ...]:
    """Units written in words or otherwise than UCUM, in English, as the catalogues know them."""
    return tuple(dict.fromkeys(_UNITS.values()))


def title(column: str) -> str:
    """Name of a declared column in words, without its unit: `albumin_g_l` gives `Albumin`."""
    return say(plain_title(column))


def plain_title(column: str) -> str:
    """The same in English, as the catalogues know it."""
    if column in _TITLES:
        return _TITLES[column]
    words = _without_unit(column)
    for prefix in _PREFIXES:
        words = words.removeprefix(prefix)
    for suffix in _SUFFIXES:
        words = words.removesuffix(suffix)
    return words.replace("_", " ").capitalize()


def title_with_unit(column: str) -> str:
    """Axis or tooltip title of a declared column: `albumin_g_l` gives `Albumin (g/L)`."""
    unit = COLUMNS[column].unit
    return f"{title(column)} ({unit_text(unit)})" if unit else title(column)


def meaning(column: str) -> str:
    """What a declared column says, for "what is this?"."""
    return say(COLUMNS[column].meaning)


def analyte_title(code: str) -> str:
    """Name and unit of an analyte of the registry; the code itself when it is not there."""
    analyte = ANALYTES.get(code)
    if analyte is None:
        return code
    name = analyte_name(code)
    return f"{name[0].upper()}{name[1:]} ({unit_text(analyte.unit)})"


def analyte_name(code: str) -> str:
    """Name of an analyte of the registry, as part of a sentence; the code itself elsewhere."""
    return say(ANALYTES[code].name) if code in ANALYTES else code


def wrapped(text: str, width: int = 20) -> list[str]:
    """Lines of an axis title, short enough for the margin of the timeline."""
    return textwrap.wrap(text, width)


def word(vocabulary: str, code: str | None) -> str:
    """Meaning of a code of a closed list; the code when the list does not hold it."""
    if code is None:
        return say("unknown")
    meanings = VOCABULARIES[vocabulary].meanings
    return say(meanings[code]) if code in meanings else code


def capital_word(vocabulary: str, code: str | None) -> str:
    """The same, as the beginning of a sentence."""
    text = word(vocabulary, code)
    return text[:1].upper() + text[1:]


def declared_text(text: str) -> str:
    """A text of the schema that a published table repeats, as a caveat."""
    return say(text)


def rule_meaning(code: str) -> str:
    """What a data-quality rule says; the code when it is not declared."""
    rule = RULES.get(code)
    return say(rule.meaning) if rule else code


def table_in_words(full_name: str) -> str:
    """What a declared table holds and how it may mislead: `published.sre_incidence`."""
    table = TABLES[full_name]
    caveat = f" {say(table.caveat)}" if table.caveat else ""
    return f"{say(table.meaning)}{caveat} (`{full_name}`)"


def table_meaning(full_name: str) -> str:
    """What one row of a declared table is, without how the table may mislead."""
    return say(TABLES[full_name].meaning)


def definition_in_words(name: str) -> str:
    """A declared definition: what it means, its value, and where it comes from."""
    definition = DEFINITIONS[name]
    return f"{say(definition.meaning)} **{_value(definition)}** ({say(definition.source)})"


def _value(definition: Definition) -> str:
    value, unit = definition.value, definition.unit
    if isinstance(value, tuple):
        return ", ".join(value)
    written = say_number(value, None) if isinstance(value, int | float) else value
    return f"{written}\N{NO-BREAK SPACE}{unit_text(unit)}" if unit else written


def short_patient(patient_id: str) -> str:
    """First characters of a pseudonym: enough to read aloud, the whole is in the address."""
    return patient_id[:12]


def _without_unit(column: str) -> str:
    unit = COLUMNS[column].unit
    if unit is None:
        return column
    letters = "".join(letter if letter.isalnum() else "_" for letter in unit.lower())
    return column.removesuffix(f"_{letters}")
