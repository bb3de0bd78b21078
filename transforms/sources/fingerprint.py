"""The fingerprint of a mapping: it changes when its files would be read differently."""

import hashlib

from warehouse.schema import ANALYTES, CANONICAL, CODE_OF_LOINC, COLUMNS, VOCABULARIES


def fingerprint(content: str, table_name: str) -> str:
    """12 hexadecimal digits from the mapping and the declarations it is read with.

    A new conversion factor or vocabulary code changes it too, so that what was read before is
    read again and a night stays equal to a rebuild.
    """
    parts = (content, *_declarations(table_name))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _declarations(table_name: str) -> list[str]:
    """What the reading depends on in the declarations of one table."""
    table = CANONICAL[table_name]
    columns = [COLUMNS[name] for name in table.columns]
    said = [
        f"{column.name} {column.type} {column.minimum} {column.maximum} "
        f"{VOCABULARIES[column.vocabulary].codes if column.vocabulary else ''} "
        f"{column.name in table.required}"
        for column in columns
    ]
    if table_name == "lab_result":
        said += [
            f"{item.code} {item.unit} {item.conversions} {item.slips} {item.hard_low} "
            f"{item.hard_high}"
            for item in ANALYTES.values()
        ]
        said.append(repr(CODE_OF_LOINC))
    return said
