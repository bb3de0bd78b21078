"""A hospital whose every extract is full of identities: columns, comments, headers, file names.

One feed a canonical table, whose mapping reads every column the table has. Each file holds a row
that can be read, then one row for each column in which an identity stands in place of the value,
so that rows are rejected for every reason a column can give; columns nobody maps hold the rest.
"""

import gzip
import io
import zipfile
from pathlib import Path

from tests.support.sentinels import (
    BORN,
    COMMENT,
    FIRST_NAME,
    HOSPITAL_NUMBER,
    NAME,
    NATIONAL_NUMBER,
    OTHER_NUMBER,
    PHONE,
    SAMPLE,
    STAY,
    STREET,
    VALUE,
)
from tests.support.tiny_hospital import TinyHospital
from transforms.sources.mapping_columns import COMPUTED
from transforms.sources.without_identity import IDENTIFIERS
from warehouse.schema import CANONICAL, COLUMNS, VOCABULARIES, Column, ColumnType, Table

NIGHT = "20260302"
DAY = "2026-01-15"
UNMAPPED = {
    "NOM": NAME,
    "PRENOM": FIRST_NAME,
    "NIR": NATIONAL_NUMBER,
    "ADRESSE": STREET,
    "TEL": PHONE,
    "NE_LE": BORN[1],
    "COMMENTAIRE": COMMENT,
    "NE": BORN[2],
    STAY: STAY,
}
_SPECIAL = {
    "analyte_code": "CA_TOTAL",
    "unit_received": "mmol/L",
    "value": VALUE[0],
    "value_operator": "",
    "value_text": "",
    "reference_low": "2.2",
    "reference_high": "2.6",
    "birth_on": BORN[0],
    "death_on": "",
    "is_opposed": "false",
    "event_id": "ab" * 8,
    "merged_into_event_id": "",
    "atc_code": "M05BX04",
    "icd10_code": "C34.1",
    "diagnosed_on": "2025-06-10",
}
Row = dict[str, str]


def sentinel_hospital(root: Path) -> TinyHospital:
    """A home with the mapping of every feed, and nothing delivered yet."""
    hospital = TinyHospital(root)
    for path in hospital.home.sources.glob("*.toml"):
        path.unlink()
    for table in CANONICAL.values():
        hospital.map(table.name, _mapping(table))
    return hospital


def deliver_everything(hospital: TinyHospital, night: str = NIGHT) -> None:
    """A file of every feed, one no mapping expects, and some that cannot be read."""
    inbox = hospital.home.inbox
    for table in CANONICAL.values():
        hospital.drop(f"{table.name.upper()}_{night}_{NAME}.csv", _file(_rows(table)))
    hospital.drop(f"Lettre {NAME} {PHONE}.txt", COMMENT)
    without_header = ";".join(_rows(CANONICAL["patient"])[0].values())
    hospital.drop(f"PATIENT_{night}_{HOSPITAL_NUMBER}.csv", f"{without_header}\n" * 3)
    packed = gzip.compress(_file(_rows(CANONICAL["surgery"])).encode())
    (inbox / f"SURGERY_{night}_{STAY}.csv").write_bytes(packed[:-9])
    with zipfile.ZipFile(archive := io.BytesIO(), "w") as files:
        files.writestr(f"{NAME}.csv", COMMENT)
    (inbox / f"FRACTURE_{night}_{NATIONAL_NUMBER}.csv").write_bytes(archive.getvalue())
    link = inbox / f"Lien {NAME}.csv"
    link.unlink(missing_ok=True)  # a link stays in the inbox, night after night
    link.symlink_to("/nowhere")


def wrong_unit(hospital: TinyHospital, night: str) -> None:
    """Forty results of calcium whose unit cannot be true: a judged night is refused."""
    table = CANONICAL["lab_result"]
    good = _good_row(table)
    rows = [
        {**good, "NUM": f"W{number}", "value": f"9.{number}", "sampled_at": f"{DAY} 08:{number}"}
        for number in range(10, 50)
    ]
    hospital.drop(f"LAB_RESULT_{night}_{NAME}.csv", _file(rows))


def _mapping(table: Table) -> str:
    columns = "\n".join(f'{name} = "{name}"' for name in _mapped(table))
    return f"""
    feed = "{table.name}"
    table = "{table.name}"
    system = "S"
    files = "{table.name.upper()}_*.csv"
    cadence = "nightly"
    extract_date = {{ pattern = '_(\\d{{8}})', format = "%Y%m%d" }}
    [format]
    delimiter = ";"
    encoding = "cp1252"
    dates = ["%Y-%m-%d %H:%M", "%Y-%m-%d"]
    [row]
    patient = "IPP"
    id = ["NUM"]
    [columns]
    {columns}
    """


def _mapped(table: Table) -> list[str]:
    return [name for name in table.columns if name not in COMPUTED]


def _rows(table: Table) -> list[Row]:
    """A row that can be read, one that gives no patient away but its number, one a column."""
    good = _good_row(table)
    rows = [good, {**good, "NUM": f"{HOSPITAL_NUMBER}-7"}, {**good, "IPP": ""}]
    if table.name != "patient":
        rows.append({**good, "NUM": "orphan", "IPP": OTHER_NUMBER})
    for name in _mapped(table):
        rows.append({**good, "NUM": f"bad {name}", name: _identity_for(name)})
        rows.append({**good, "NUM": f"empty {name}", name: ""})
    return rows


def _identity_for(name: str) -> str:
    """What somebody typed there: a comment where words are free, else the name itself."""
    column = COLUMNS[name]
    is_free = column.type is ColumnType.TEXT and column.vocabulary is None
    return COMMENT if is_free and name not in IDENTIFIERS else NAME


def _good_row(table: Table) -> Row:
    said = {name: _SPECIAL.get(name, _good(COLUMNS[name])) for name in _mapped(table)}
    return {"IPP": HOSPITAL_NUMBER, "NUM": "1", **said, **UNMAPPED}


def _good(column: Column) -> str:
    if column.vocabulary is not None:
        return next(iter(VOCABULARIES[column.vocabulary].codes))
    match column.type:
        case ColumnType.DATE | ColumnType.DATETIME:
            return f"{DAY} 08:00"
        case ColumnType.NUMBER | ColumnType.INTEGER:
            return str(int(column.minimum if column.minimum is not None else 1))
        case ColumnType.BOOLEAN:
            return "true"
        case _:
            return SAMPLE if column.name in IDENTIFIERS else "usual"


def _file(rows: list[Row]) -> str:
    header = list(rows[0])
    lines = [header, *([row[name] for name in header] for row in rows), [NAME, COMMENT]]
    return "".join(";".join(line) + "\n" for line in lines)
