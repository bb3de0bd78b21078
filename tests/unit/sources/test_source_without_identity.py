"""What would say who somebody is does not get past the reading of an extract."""

import polars as pl
import pytest

from tests.unit.sources.hospital_extracts import HEADER, LABORATORY, laboratory, read
from transforms.sources import MappingError, parse_mapping
from transforms.sources.pseudonym import keyed_pseudonym, pseudonyms_of
from transforms.sources.without_identity import WITHHELD

LINE = "R1;IPP7000;CA;{result};mmol/L;15/01/2024 08:15"


def words_of(result: str) -> object:
    extract = read(laboratory(), f"{HEADER}\n{LINE.format(result=result)}\n")
    assert extract.rejected.is_empty()
    return extract.rows["value_text"].item()


@pytest.mark.parametrize(
    "comment",
    [
        "vu avec Mme Martin",
        "appeler le 06 12 34 56 78",
        "né le 03/05/1950",
        "né le 1950-05-03",
        "NIR 2 50 05 75 123 456 12",
        "voir IPP7000",
        "voir ipp7000/2",
        "marie@exemple.fr",
        "12 rue des Lilas",
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize",
        "mot " + "long" * 20,
    ],
)
def test_a_comment_in_place_of_a_result_is_withheld(comment: str) -> None:
    assert words_of(comment) == WITHHELD


@pytest.mark.parametrize(
    "wording",
    ["coagulé", "non fait", "hémolysé +++", "MR du rachis", "voir IPP70001", "p.(Leu858Arg)"],
)
def test_wording_is_kept(wording: str) -> None:
    assert words_of(wording) == wording


def row_id(number: str, row: str = "") -> object:
    source = laboratory(row=row, columns='sample_id = "TUBE"')
    line = f"{number};IPP7000;CA;2,31;mmol/L;15/01/2024 08:15;T12"
    return read(source, f"{HEADER};TUBE\n{line}\n").rows["source_row_id"].item()


@pytest.mark.parametrize("number", ["IPP7000", "IPP7000-3", "2-ipp7000", "2500575123456"])
def test_a_row_number_made_of_an_identifier_becomes_a_pseudonym(number: str) -> None:
    assert row_id(number) == f"pseudonym of row:{number.encode().hex()}"


@pytest.mark.parametrize("number", ["R1", "IPP70001", "12500575123456", "T12"])
def test_another_row_number_is_kept(number: str) -> None:
    assert row_id(number) == number


def test_a_row_number_that_the_mapping_calls_identifying_becomes_a_pseudonym() -> None:
    assert row_id("R1", row='identifying = ["NUM"]') == f"pseudonym of row:{b'R1'.hex()}"


def test_a_sample_number_becomes_a_pseudonym_also_as_a_row_number() -> None:
    text = LABORATORY.replace('id = ["NUM"]', 'id = ["TUBE", "CODE"]')
    source = parse_mapping(f'{text}\nsample_id = "TUBE"\n', "laboratory.toml")
    extract = read(source, f"{HEADER};TUBE\n{LINE.format(result='2,31')};T12\n")
    assert extract.rows.select("sample_id", "source_row_id").row(0) == (
        f"pseudonym of sample_id:{b'T12'.hex()}",
        f"pseudonym of row:{b'T12'.hex()}|CA",
    )


def test_an_identifying_column_has_to_be_of_the_row_identifier() -> None:
    with pytest.raises(MappingError, match="names 'TUBE', which is not in id"):
        laboratory(row='identifying = ["TUBE"]')


def test_kinds_of_identifiers_have_pseudonyms_of_their_own() -> None:
    pseudonym = keyed_pseudonym(b"secret")
    numbers = pl.Series(["12", "a1", "A1", " a1", None])
    samples = pseudonyms_of("sample_id", numbers, pseudonym)
    plans = pseudonyms_of("plan_id", numbers, pseudonym)
    made = [*samples.drop_nulls(), *plans.drop_nulls(), *map(pseudonym, ("12", "a1"))]
    assert len(set(made)) == len(made)
    assert samples[-1] is None


REVIEWS = """
feed = "reviews"
table = "review"
system = "{system}"
files = "R_*.csv"
[row]
patient = "IPP"
id = ["ID"]
[columns]
event_id = "EVENT"
review_decision = {{ constant = "accept" }}
review_reason = {{ constant = "report_confirms" }}
reviewed_by = "BY"
reviewed_at = "AT"
"""


def reviewer(written: str, system: str = "ONCO") -> object:
    source = parse_mapping(REVIEWS.format(system=system), "reviews.toml")
    line = f"IPP7,1,{'ab' * 8},{written},2024-01-15 10:00"
    return read(source, f"IPP,ID,EVENT,BY,AT\n{line}\n").rows["reviewed_by"].item()


def test_a_reviewer_becomes_a_pseudonym_unless_it_is_a_role() -> None:
    assert reviewer("Dr Martin") == f"pseudonym of person:{b'Dr Martin'.hex()}"
    assert reviewer("REV1") == f"pseudonym of person:{b'REV1'.hex()}"
    assert reviewer("clinician") == "clinician"
    assert reviewer("9bdf2a59990ab22eca51ed71") == "9bdf2a59990ab22eca51ed71"
    assert reviewer("REV1", system="OSTEON") == "REV1"


def test_a_mapping_that_keeps_the_day_of_birth_elsewhere_is_refused() -> None:
    with pytest.raises(MappingError, match=r"first_contact_on.*'NE_LE', the date of birth"):
        parse_mapping(
            """
            feed = "p"
            table = "patient"
            system = "S"
            files = "P_*.csv"
            [row]
            patient = "IPP"
            id = ["IPP"]
            [columns]
            sex = "SEXE"
            birth_on = "NE_LE"
            first_contact_on = "NE_LE"
            """,
            "patients.toml",
        )
