"""Extracts as a hospital writes them, read through a mapping as it writes it."""

from datetime import datetime

from transforms.sources import Extract, Source, parse_mapping, read_extract

KNOWN_AT = datetime(2024, 3, 1)
LABORATORY = """
feed = "laboratory"
table = "lab_result"
system = "LIS"
files = "LABO_*.csv"
[format]
delimiter = ";"
decimal = ","
dates = ["%d/%m/%Y %H:%M", "%d/%m/%Y"]
[row]
patient = "IPP"
id = ["NUM"]
[columns]
analyte_code = { column = "CODE", map = { CA = "CA_TOTAL" }, ignore = ["K"] }
value = "RESULTAT"
unit_received = "UNITE"
sampled_at = "PRELEVE_LE"
"""
HEADER = "NUM;IPP;CODE;RESULTAT;UNITE;PRELEVE_LE"


def laboratory(
    format: str = "", row: str = "", columns: str = "", unit: str = '"UNITE"'
) -> Source:
    """The laboratory mapping with more keys in its sections."""
    text = LABORATORY.replace("[format]", f"[format]\n{format}").replace('"UNITE"', unit)
    text = text.replace("[row]", f"[row]\n{row}").replace("[columns]", f"[columns]\n{columns}")
    return parse_mapping(text, "laboratory.toml")


def visible_pseudonym(identifier: str) -> str:
    """A pseudonym a reader of a test can follow."""
    return f"pseudonym of {identifier}"



def read(source: Source, content: str | bytes) -> Extract:
    """Read a file that arrived on 1 March 2024."""
    data = content.encode() if isinstance(content, str) else content
    return read_extract(source, data, source_file="0123456789ab", known_at=KNOWN_AT,
                        pseudonym=visible_pseudonym)


def results(*lines: str, source: Source | None = None, header: str = HEADER) -> Extract:
    """Read laboratory lines under their header."""
    return read(source or laboratory(), "\n".join((header, *lines)))


def one_result(line: str, source: Source | None = None, header: str = HEADER) -> dict[str, object]:
    """The canonical row of a single line."""
    extract = results(line, source=source, header=header)
    assert extract.rejected.is_empty(), extract.rejected
    return extract.rows.row(0, named=True)


def refusals(extract: Extract) -> list[tuple[int, str, str | None]]:
    """Line, reason and column of every rejected row."""
    return extract.rejected.rows()
