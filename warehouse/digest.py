"""One content hash a table, the same for the same rows in any order."""

import hashlib
from dataclasses import dataclass

from warehouse.reader import Reader
from warehouse.schema import TABLES, Table

_LIMBS = 4


@dataclass(frozen=True)
class TableDigest:
    table: str
    sha256: str
    rows: int


def digest(reader: Reader) -> list[TableDigest]:
    """Digest of every declared table but those of bookkeeping, in order of name."""
    tables = sorted(TABLES.items())
    return [_table_digest(reader, table) for _, table in tables if table.in_digest]


def _table_digest(reader: Reader, table: Table) -> TableDigest:
    """sha256 over the column names, the number of rows and the sums of the rows' own sha256.

    Sums do not depend on order, and unlike an exclusive-or they tell two equal rows from none.
    Columns go through JSON so that null, empty and the text 'null' differ.
    """
    fields = ", ".join(f"{name} := {name}" for name in table.columns)
    limbs = ", ".join(
        f"coalesce(sum(('0x' || h[{i * 16 + 1}:{i * 16 + 16}])::UBIGINT::HUGEINT), 0)::VARCHAR"
        f" AS limb_{i}"
        for i in range(_LIMBS)
    )
    row = reader.frame(
        f"SELECT count(*) AS n, {limbs} FROM (SELECT sha256(to_json(struct_pack({fields}))"
        f"::VARCHAR) AS h FROM {table.full_name})"
    ).row(0)
    text = "\n".join([",".join(table.columns), *map(str, row)])
    return TableDigest(table.full_name, hashlib.sha256(text.encode()).hexdigest(), row[0])
