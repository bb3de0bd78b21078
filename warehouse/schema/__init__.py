"""What the data is: columns, tables, analytes, vocabularies, rules, definitions."""

from warehouse.schema.analytes import ANALYTES, CODE_OF_LOINC
from warehouse.schema.bone_agents import DOSE_BANDS, DoseBand
from warehouse.schema.canonical import ASIDE, CANONICAL, PROVENANCE, ROW_KEY
from warehouse.schema.columns import COLUMNS
from warehouse.schema.declare import (
    Analyte,
    BoneSite,
    Column,
    ColumnType,
    Definition,
    KahnCategory,
    Rule,
    Severity,
    Statement,
    Table,
    Tier,
    Vocabulary,
)
from warehouse.schema.definitions import DEFINITIONS, definition_version
from warehouse.schema.derived import DERIVED
from warehouse.schema.indicators import INDICATORS, Indicator
from warehouse.schema.operations import OPERATIONS
from warehouse.schema.published import PUBLISHED
from warehouse.schema.rules import RULES
from warehouse.schema.vocabularies import (
    BONE_SITES,
    HISTOLOGY_OF_MORPHOLOGY,
    SEED_WEIGHT_BEARING,
    VOCABULARIES,
)

TABLES: dict[str, Table] = {
    table.full_name: table
    for tables in (CANONICAL, ASIDE, DERIVED, PUBLISHED, OPERATIONS)
    for table in tables.values()
}

__all__ = [
    "ANALYTES",
    "ASIDE",
    "BONE_SITES",
    "CANONICAL",
    "CODE_OF_LOINC",
    "COLUMNS",
    "DEFINITIONS",
    "DERIVED",
    "DOSE_BANDS",
    "HISTOLOGY_OF_MORPHOLOGY",
    "INDICATORS",
    "OPERATIONS",
    "PROVENANCE",
    "PUBLISHED",
    "ROW_KEY",
    "RULES",
    "SEED_WEIGHT_BEARING",
    "TABLES",
    "VOCABULARIES",
    "Analyte",
    "BoneSite",
    "Column",
    "ColumnType",
    "Definition",
    "DoseBand",
    "Indicator",
    "KahnCategory",
    "Rule",
    "Severity",
    "Statement",
    "Table",
    "Tier",
    "Vocabulary",
    "definition_version",
]
