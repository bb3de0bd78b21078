"""What a mapping declares, and what is said of one that is wrong."""

from datetime import datetime

import pytest

from transforms.sources import MappingError, Source, parse_mapping
from transforms.sources import fingerprint as reading
from transforms.sources.source import Cadence, ColumnSource, Delivery, FileFormat, FileKind

WHOLE = r"""
feed = "laboratory"
table = "lab_result"
system = "SYNTH-LIS"
files = ["LABO_*.csv", "LABO_*.csv.gz"]
delivery = "delta"
cadence = "nightly"
extract_date = { pattern = 'LABO_(\d{8})', format = "%Y%m%d" }

[format]
kind = "delimited"
delimiter = ";"
quote = '"'
encoding = "cp1252"
decimal = ","
header = true
time_zone = "Europe/Paris"
dates = ["%d/%m/%Y %H:%M", "%d/%m/%Y"]
null = ["", "NR"]

[row]
patient = "IPP"
id = ["NUM_RES"]
version = "VERSION"
withdrawn = { column = "STATUT", values = ["ANNULE"] }

[columns]
analyte_code = { column = "CODE", map = { CA = "CA_TOTAL", ALB = "ALB" }, ignore = ["NA", "K"] }
value = "RESULTAT"
unit_received = "UNITE"
sampled_at = "PRELEVE_LE"
specimen = { constant = "serum" }
resulted_at = { columns = ["JOUR", "HEURE"], join = " " }
"""
SMALL = """
feed = "fractures"
table = "fracture"
system = "DPI"
files = "*.csv"
[row]
patient = "IPP"
id = "NUM"
[columns]
occurred_on = "DATE"
"""


def test_a_mapping_is_read_whole() -> None:
    source = parse_mapping(WHOLE, "laboratory.toml")
    assert (source.feed, source.table, source.system) == ("laboratory", "lab_result", "SYNTH-LIS")
    assert (source.delivery, source.cadence) == (Delivery.DELTA, Cadence.NIGHTLY)
    assert source.format == FileFormat(
        kind=FileKind.DELIMITED,
        delimiter=";",
        quote='"',
        encoding="cp1252",
        decimal=",",
        time_zone="Europe/Paris",
        dates=("%d/%m/%Y %H:%M", "%d/%m/%Y"),
        nulls=("", "NR"),
    )
    assert source.columns["analyte_code"] == ColumnSource(
        columns=("CODE",), words={"CA": "CA_TOTAL", "ALB": "ALB"}, ignored=("NA", "K")
    )
    assert source.columns["specimen"] == ColumnSource(constant="serum")
    assert source.columns_used == (
        "IPP",
        "NUM_RES",
        "VERSION",
        "STATUT",
        "CODE",
        "RESULTAT",
        "UNITE",
        "PRELEVE_LE",
        "JOUR",
        "HEURE",
    )


def test_a_small_mapping_has_defaults() -> None:
    source = parse_mapping(SMALL, "fractures.toml")
    assert (source.delivery, source.cadence, source.format) == (
        Delivery.DELTA,
        Cadence.NONE,
        FileFormat(),
    )


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("LABO_20240301.csv", True),
        ("LABO_20240301.csv.gz", True),
        ("labo_20240301.csv", False),
        ("LABO_20240301.txt", False),
        ("X_LABO_1.csv", False),
    ],
)
def test_a_file_belongs_to_a_feed_by_its_name(name: str, is_ours: bool) -> None:
    assert parse_mapping(WHOLE, "laboratory.toml").matches(name) is is_ours


@pytest.mark.parametrize(
    ("name", "extracted"),
    [
        ("LABO_20240301.csv", datetime(2024, 3, 1)),
        ("LABO_20240301_R1.csv", datetime(2024, 3, 1)),
        ("LABO_20241399.csv", None),
        ("LABO_new.csv", None),
    ],
)
def test_the_name_of_a_file_says_when_it_was_extracted(
    name: str, extracted: datetime | None
) -> None:
    assert parse_mapping(WHOLE, "laboratory.toml").extract_at(name) == extracted


def test_without_a_pattern_the_name_says_nothing() -> None:
    assert parse_mapping(SMALL, "fractures.toml").extract_at("LABO_20240301.csv") is None


def fingerprint(text: str) -> str:
    return parse_mapping(text, "mapping.toml").fingerprint


def test_the_fingerprint_is_that_of_the_content() -> None:
    assert len(fingerprint(SMALL)) == 12
    assert fingerprint(SMALL) == fingerprint("# a comment\n" + SMALL.replace(" = ", "="))
    assert fingerprint(SMALL) != fingerprint(SMALL.replace('"DATE"', '"JOUR"'))


def test_tables_are_read_with_their_own_declarations() -> None:
    assert reading.fingerprint("{}", "fracture") != reading.fingerprint("{}", "lab_result")


def changed(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


def without(text: str, line: str) -> str:
    return changed(text, line + "\n", "")


WRONG = [
    # what is wrong with the file
    (
        SMALL.replace("feed =", "feed"),
        "m.toml: not valid TOML: Expected '=' after a key in a key/value pair (at line 2, column 6); "
        "correct it there",
    ),
    (
        changed(SMALL, 'feed = "fractures"', 'fed = "fractures"'),
        "m.toml: fed is not a key of a mapping; did you mean 'feed'?",
    ),
    (without(SMALL, 'feed = "fractures"'), 'm.toml: feed is missing; write feed = "..."'),
    (changed(SMALL, '"fractures"', '" "'), "m.toml: feed is empty; give it a name"),
    (changed(SMALL, '"fractures"', "3"), "m.toml: feed is not text; put it between quotes"),
    (
        changed(SMALL, '"fracture"', '"fractur"'),
        "m.toml: table does not know 'fractur'; did you mean 'fracture'?",
    ),
    (
        changed(SMALL, '"fracture"', '"xyz"'),
        "m.toml: table does not know 'xyz'; use one of patient, diagnosis, molecular_test, "
        "lab_result, imaging_exam, lesion, radiotherapy, surgery, fracture, cord_compression, "
        "bone_agent_administration, systemic_line, ...",
    ),
    (without(SMALL, 'system = "DPI"'), 'm.toml: system is missing; write system = "..."'),
    (without(SMALL, 'files = "*.csv"'), 'm.toml: files is missing; write files = ["..."]'),
    (
        changed(SMALL, '"*.csv"', "[1]"),
        'm.toml: files is not a list of texts; write files = ["...", "..."]',
    ),
    (
        changed(WHOLE, 'delivery = "delta"', 'delivery = "full"'),
        "m.toml: delivery does not know 'full'; use one of delta, snapshot",
    ),
    (
        changed(WHOLE, '"nightly"', '"nightli"'),
        "m.toml: cadence does not know 'nightli'; did you mean 'nightly'?",
    ),
    (
        changed(WHOLE, r"LABO_(\d{8})'", r"LABO_(\d{8}'"),
        "m.toml: [extract_date] pattern is not a regular expression: missing ), unterminated "
        "subpattern at position 5; correct it",
    ),
    (
        changed(WHOLE, r"LABO_(\d{8})'", r"(LABO)_(\d{8})'"),
        "m.toml: [extract_date] pattern has 2 groups; keep one, around the date",
    ),
    (
        changed(WHOLE, ', format = "%Y%m%d"', ""),
        'm.toml: [extract_date] format is missing; write format = "..."',
    ),
    (
        changed(WHOLE, '"%Y%m%d"', '"%m%d"'),
        "m.toml: [extract_date] format does not make a date of '%m%d'; write for example \"%Y%m%d\"",
    ),
    (
        changed(WHOLE, '"%Y%m%d"', '"YYYYMMDD"'),
        "m.toml: [extract_date] format does not make a date of 'YYYYMMDD'; write for example "
        '"%Y%m%d"',
    ),
    # how the file is written
    (
        changed(WHOLE, "delimiter", "delimeter"),
        "m.toml: [format] delimeter is not a key of a mapping; did you mean 'delimiter'?",
    ),
    (
        changed(WHOLE, 'kind = "delimited"', 'kind = "csv"'),
        "m.toml: [format] kind does not know 'csv'; use one of delimited, parquet, ndjson",
    ),
    (
        changed(WHOLE, 'kind = "delimited"', 'kind = "ndjson"'),
        "m.toml: [format] delimiter means nothing for ndjson files; take it out",
    ),
    (
        changed(WHOLE, '";"', '";;"'),
        'm.toml: [format] delimiter is not one ASCII sign; write for example ";" or "\\t"',
    ),
    (
        changed(WHOLE, "quote = '\"'", "quote = '«'"),
        'm.toml: [format] quote is not one ASCII sign; write \'"\', or "" for no quotes',
    ),
    (
        changed(WHOLE, "quote = '\"'", "quote = ';'"),
        "m.toml: [format] quote is also the delimiter; use another sign for one of them",
    ),
    (
        changed(WHOLE, '"cp1252"', '"cp1253x"'),
        'm.toml: [format] encoding does not know \'cp1253x\'; use for example "utf-8" or "cp1252"',
    ),
    (
        changed(WHOLE, '"cp1252"', '"rot13"'),
        'm.toml: [format] encoding does not know \'rot13\'; use for example "utf-8" or "cp1252"',
    ),
    (
        changed(WHOLE, 'decimal = ","', 'decimal = ";"'),
        'm.toml: [format] decimal is neither a comma nor a point; write "," or "."',
    ),
    (
        changed(WHOLE, "header = true", 'header = "yes"'),
        "m.toml: [format] header is neither true nor false; write header = true or false",
    ),
    (
        changed(WHOLE, "header = true", "header = false"),
        'm.toml: [format] names is missing; write names = ["..."]',
    ),
    (
        changed(WHOLE, "header = true", 'names = ["IPP"]'),
        "m.toml: [format] names is given although the file has a header; take it out or write "
        "header = false",
    ),
    (
        changed(WHOLE, "header = true", 'header = false\nnames = ["IPP", "IPP"]'),
        "m.toml: [format] names holds 'IPP' twice; give each column its own name",
    ),
    (
        changed(WHOLE, "header = true", 'header = false\nnames = ["IPP", "NUM_RE"]'),
        "m.toml: [format] names does not hold 'NUM_RES'; did you mean 'NUM_RE'?",
    ),
    (
        changed(WHOLE, "Europe/Paris", "Europe/Pari"),
        "m.toml: [format] time_zone does not know 'Europe/Pari'; use a name of the IANA list, for "
        'example "Europe/Paris" or "UTC"',
    ),
    (
        changed(WHOLE, '"%d/%m/%Y"]', '"%d/%m/%y"]'),
        "m.toml: [format] dates has a year of two digits in '%d/%m/%y', whose century is unknown; "
        "have the export write four digits (%Y)",
    ),
    (
        changed(WHOLE, '"%d/%m/%Y"]', '"%d/%m/%Q"]'),
        "m.toml: [format] dates does not know '%Q' in '%d/%m/%Q'; use %% %B %F %H %I %M %R %S %T %Y "
        "%b %d %f %j %m %p %z",
    ),
    (
        changed(WHOLE, '"%d/%m/%Y"]', '"%d/%m"]'),
        "m.toml: [format] dates has no year in '%d/%m'; add %Y",
    ),
    (
        changed(WHOLE, 'null = ["", "NR"]', "null = []"),
        'm.toml: [format] null is not a list of texts; write null = ["...", "..."]',
    ),
    # what makes a row
    (
        SMALL.replace('[row]\npatient = "IPP"\nid = "NUM"\n', ""),
        'm.toml: [row] is missing; add a section [row] with patient = "..." and id = ["..."]',
    ),
    (without(SMALL, 'patient = "IPP"'), 'm.toml: [row] patient is missing; write patient = "..."'),
    (without(SMALL, 'id = "NUM"'), 'm.toml: [row] id is missing; write id = ["..."]'),
    (
        changed(SMALL, 'id = "NUM"', "id = []"),
        'm.toml: [row] id is not a list of texts; write id = ["...", "..."]',
    ),
    (
        changed(SMALL, 'id = "NUM"', 'id = "NUM"\npatient_is_pseudonym = "yes"'),
        "m.toml: [row] patient_is_pseudonym is neither true nor false; write "
        "patient_is_pseudonym = true or false",
    ),
    (
        changed(SMALL, 'id = "NUM"', 'id = "NUM"\npatient_is_pseudonymous = true'),
        "m.toml: [row] patient_is_pseudonymous is not a key of a mapping; did you mean "
        "'patient_is_pseudonym'?",
    ),
    (
        changed(WHOLE, "version", "versions"),
        "m.toml: [row] versions is not a key of a mapping; did you mean 'version'?",
    ),
    (
        changed(WHOLE, 'values = ["ANNULE"]', 'value = "ANNULE"'),
        "m.toml: [row] withdrawn.value is not a key of a mapping; did you mean 'values'?",
    ),
    (
        changed(
            WHOLE, 'withdrawn = { column = "STATUT", values = ["ANNULE"] }', "withdrawn = true"
        ),
        'm.toml: [row] withdrawn is not a table; write withdrawn = { column = "...", '
        'values = ["..."] }',
    ),
    # what each column comes from
    (
        changed(SMALL, '[columns]\noccurred_on = "DATE"\n', ""),
        "m.toml: [columns] is missing; add a section [columns] with canonical_column = "
        '"THEIR_COLUMN"',
    ),
    (
        changed(SMALL, "occurred_on", "occured_on"),
        "m.toml: [columns] occured_on is not a column a mapping fills in 'fracture'; did you mean "
        "'occurred_on'?",
    ),
    (
        changed(SMALL, "occurred_on", "patient_id"),
        "m.toml: [columns] patient_id is not a column a mapping fills in 'fracture'; use one of "
        "occurred_on, date_precision, bone_site, laterality, fracture_mechanism, is_symptomatic, "
        "confirmed_by, icd10_code",
    ),
    (
        changed(SMALL, 'occurred_on = "DATE"', 'laterality = "COTE"'),
        "m.toml: [columns] occurred_on is required and has no source; add occurred_on = "
        '"THEIR_COLUMN" or occurred_on = { constant = "..." }',
    ),
    (
        without(WHOLE, 'unit_received = "UNITE"'),
        "m.toml: [columns] unit_received is required and has no source; add unit_received = "
        '"THEIR_COLUMN", or unit_received = { constant = "canonical" } when the laboratory sends '
        "canonical units only",
    ),
    (
        without(WHOLE, 'value = "RESULTAT"'),
        'm.toml: [columns] value is required and has no source; add value = "THEIR_COLUMN" or '
        'value = { constant = "..." }',
    ),
    (
        changed(SMALL, '"DATE"', "12"),
        'm.toml: [columns] occurred_on is not a table; write occurred_on = "COLUMN" or '
        'occurred_on = { column = "COLUMN" }',
    ),
    (
        changed(SMALL, '"DATE"', "{ }"),
        "m.toml: [columns] occurred_on names no column; write one of column, columns or constant",
    ),
    (
        changed(SMALL, '"DATE"', '{ column = "A", constant = "B" }'),
        "m.toml: [columns] occurred_on has both column and constant; write one of column, columns or "
        "constant",
    ),
    (
        changed(SMALL, '"DATE"', '{ colum = "A" }'),
        "m.toml: [columns] occurred_on.colum is not a key of a mapping; did you mean 'column'?",
    ),
    (
        changed(SMALL, '"DATE"', '{ constant = "30/02/2024" }'),
        "m.toml: [columns] occurred_on.constant gives '30/02/2024', which is no occurred_on; write a "
        "date within its range",
    ),
    (
        changed(WHOLE, 'CA = "CA_TOTAL"', 'CA = "CA_TOTL"'),
        "m.toml: [columns] analyte_code.map gives 'CA_TOTL', which is no analyte_code; did you mean "
        "'CA_TOTAL'?",
    ),
    (
        changed(WHOLE, 'CA = "CA_TOTAL"', "CA = [1]"),
        "m.toml: [columns] analyte_code.map.CA is not a word; put it between quotes",
    ),
    (
        changed(WHOLE, 'ignore = ["NA", "K"]', 'ignore = ["*"]').replace(
            "CA =", '"*" = "ALB", CA ='
        ),
        "m.toml: [columns] analyte_code.ignore and map both hold '*'; keep '*' in one of them",
    ),
    (
        changed(WHOLE, 'unit_received = "UNITE"', 'unit_received = { constant = "mm" }'),
        "m.toml: [columns] unit_received.constant gives 'mm', which is no unit_received; write a "
        'UCUM unit such as "mmol/L"',
    ),
    (
        changed(SMALL, '"DATE"', '"DATE"\nlaterality = { column = "COTE", map = { G = "left" } }'),
        "m.toml: [columns] laterality.map gives 'left', which is no laterality; use one of L, R, M, "
        "U",
    ),
    (
        changed(SMALL, '"DATE"', '"DATE"\nbone_site = { constant = "femur_nek" }'),
        "m.toml: [columns] bone_site.constant gives 'femur_nek', which is no bone_site; did you mean "
        "'femur_neck'?",
    ),
    (
        changed(SMALL, '"DATE"', '{ column = "N", years_before = "2015" }'),
        'm.toml: [columns] occurred_on.years_before is not a date; write it as "2015-01-01"',
    ),
    (
        changed(
            SMALL,
            '"DATE"',
            '{ column = "N", years_before = "2015-01-01", days_after = "2015-01-01" }',
        ),
        "m.toml: [columns] occurred_on.years_before comes with days_after; keep one of them",
    ),
    (
        changed(WHOLE, '"PRELEVE_LE"', '{ column = "N", years_before = "2015-01-01" }'),
        "m.toml: [columns] sampled_at.years_before means nothing: sampled_at is an instant; use "
        "minutes_after or days_after",
    ),
    (
        changed(WHOLE, '"RESULTAT"', '{ column = "N", days_after = "2015-01-01" }'),
        "m.toml: [columns] value.days_after means nothing: value is no date; take it out",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_mapping_says_file_key_and_fix(text: str, sentence: str) -> None:
    with pytest.raises(MappingError) as problem:
        parse_mapping(text, "m.toml")
    assert str(problem.value) == sentence


def test_words_of_every_kind_are_taken() -> None:
    source: Source = parse_mapping(
        changed(
            SMALL, '"DATE"', '"DATE"\nis_symptomatic = { column = "S", map = { X = true, Y = 0 } }'
        ),
        "m.toml",
    )
    assert source.columns["is_symptomatic"].words == {"X": "true", "Y": "0"}
