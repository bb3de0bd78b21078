"""The exclusive molecular group: the order, who is triple-negative, who is not known."""

from datetime import date

import polars as pl
import pytest

from tests.support.histories import day, table
from transforms.derived.molecular_group import molecular_group


def grouped(picture: str) -> pl.DataFrame:
    return molecular_group(table("molecular_test", picture))


def group_of(*tests: tuple[str, str, str]) -> dict[str, object]:
    """The row of a patient whose genes gave these results and wordings."""
    lines = [f"a | {gene} | {result} | {text}" for gene, result, text in tests]
    header = "patient | gene | test_result | variant_hgvs"
    return grouped("\n".join([header, *lines])).row(0, named=True)


NEGATIVE = [("EGFR", "negative", ""), ("KRAS", "negative", ""), ("ALK", "negative", "")]


def test_three_genes_tested_and_not_altered_is_triple_negative() -> None:
    assert group_of(*NEGATIVE)["molecular_group"] == "triple_negative"


@pytest.mark.parametrize("gene", ["EGFR", "KRAS", "ALK"])
@pytest.mark.parametrize("result", ["failed", "not_done", None])
def test_never_triple_negative_when_one_gene_has_no_result(gene: str, result: str | None) -> None:
    others = [test for test in NEGATIVE if test[0] != gene]
    tests = others if result is None else [*others, (gene, result, "")]
    assert group_of(*tests)["molecular_group"] == "incomplete_testing"


@pytest.mark.parametrize(
    ("tests", "group", "egfr", "kras"),
    [
        ([("EGFR", "positive", "p.L858R")], "EGFR", "L858R", None),
        ([("EGFR", "positive", "délétion exon 19")], "EGFR", "exon19del", None),
        ([("EGFR", "positive", "p.G719S")], "EGFR_other", "other", None),
        ([("EGFR", "positive", "")], "EGFR_other", None, None),
        ([("ALK", "positive", "EML4-ALK")], "ALK", None, None),
        ([("KRAS", "positive", "p.Gly12Cys")], "KRAS", None, "G12C"),
        ([("KRAS", "positive", "G12A")], "KRAS", None, "G12A"),
        ([("KRAS", "positive", "Q61H")], "KRAS", None, "other"),
        ([("KRAS", "positive", "")], "KRAS", None, None),
    ],
)
def test_each_group(
    tests: list[tuple[str, str, str]], group: str, egfr: str | None, kras: str | None
) -> None:
    row = group_of(*tests)
    assert (row["molecular_group"], row["egfr_variant"], row["kras_variant"]) == (group, egfr, kras)
    assert row["has_co_mutation"] is False


@pytest.mark.parametrize(
    ("first", "second", "group"),
    [
        (("EGFR", "positive", "L858R"), ("ALK", "positive", ""), "EGFR"),
        (("EGFR", "positive", "T790M"), ("KRAS", "positive", "G12C"), "EGFR_other"),
        (("ALK", "positive", ""), ("KRAS", "positive", "G12A"), "ALK"),
    ],
)
def test_the_first_group_in_order_wins_and_the_second_is_flagged(
    first: tuple[str, str, str], second: tuple[str, str, str], group: str
) -> None:
    for tests in ([first, second], [second, first]):
        row = group_of(*tests)
        assert row["molecular_group"] == group
        assert row["has_co_mutation"] is True
        assert row["altered_genes"] == sorted([first[0], second[0]])


def test_an_alteration_outside_the_three_is_flagged_beside_one_of_them() -> None:
    row = group_of(("KRAS", "positive", "G12C"), ("BRAF", "positive", "V600E"))
    assert (row["molecular_group"], row["has_co_mutation"]) == ("KRAS", True)


def test_braf_alone_leaves_triple_negative_as_the_series_define_it() -> None:
    row = group_of(*NEGATIVE, ("BRAF", "positive", "V600E"))
    assert (row["molecular_group"], row["altered_genes"]) == ("triple_negative", ["BRAF"])
    assert row["has_co_mutation"] is False


def test_an_alteration_found_once_is_there_whatever_another_test_misses() -> None:
    row = group_of(
        ("EGFR", "negative", ""), ("EGFR", "positive", "p.L858R"), ("EGFR", "failed", "")
    )
    assert (row["molecular_group"], row["egfr_result"]) == ("EGFR", "positive")


def test_a_resistance_mutation_found_later_leaves_the_deletion() -> None:
    row = group_of(("EGFR", "positive", "p.T790M"), ("EGFR", "positive", "p.E746_A750del"))
    assert (row["molecular_group"], row["egfr_variant"]) == ("EGFR", "exon19del")


def test_words_of_a_negative_test_are_not_an_alteration() -> None:
    row = group_of(("EGFR", "positive", ""), ("EGFR", "negative", "p.L858R"))
    assert (row["molecular_group"], row["egfr_variant"]) == ("EGFR_other", None)


def test_the_class_given_by_the_source_is_read_when_the_words_say_nothing() -> None:
    row = grouped("""
        patient | gene | test_result | variant_hgvs | variant_class
        a       | KRAS | positive    | muté         | G12V
    """).row(0, named=True)
    assert row["kras_variant"] == "G12V"


def test_the_panel_is_complete_when_the_last_of_three_is_reported() -> None:
    complete = grouped("""
        patient | gene | test_result | reported_on
        a       | EGFR | negative    | day 10
        a       | EGFR | negative    | day 40
        a       | KRAS | failed      | day 12
        a       | KRAS | positive    | day 25
        a       | ALK  | negative    | day 14
        a       | ROS1 | negative    | day 60
        b       | EGFR | negative    | day 10
        b       | ALK  | negative    | day 12
    """)
    assert complete["panel_complete_on"].to_list() == [day(25), None]
    assert isinstance(complete["panel_complete_on"][0], date)


def test_a_group_is_known_from_the_report_that_decides_it() -> None:
    known = grouped("""
        patient | gene | test_result | reported_on | variant_hgvs
        a       | EGFR | positive    | day 10      | p.L858R
        a       | KRAS | negative    | day 25      |
        b       | EGFR | negative    | day 10      |
        b       | KRAS | positive    | day 30      | p.G12C
        b       | ALK  | negative    | day 40      |
        c       | EGFR | negative    | day 10      |
        c       | KRAS | negative    | day 12      |
        c       | ALK  | negative    | day 40      |
        d       | EGFR | negative    | day 10      |
    """)
    assert known["molecular_group_known_on"].to_list() == [day(10), day(30), day(40), None]
    assert known["kras_result_known_on"].to_list() == [day(25), day(30), day(12), None]


def test_every_test_of_the_patient_is_evidence_and_row_order_changes_nothing() -> None:
    tests = table(
        "molecular_test",
        """
        patient | row | gene | test_result | variant_hgvs
        a       | M2  | KRAS | negative    |
        a       | M1  | EGFR | positive    | L858R
        b       | M3  | ALK  | negative    |
    """,
    )
    told = molecular_group(tests)
    assert told["source_rows"].to_list() == [
        ["molecular_test:T:M1", "molecular_test:T:M2"],
        ["molecular_test:T:M3"],
    ]
    assert molecular_group(tests.reverse()).equals(told)


def test_nobody_tested_is_an_empty_table() -> None:
    assert molecular_group(table("molecular_test", "patient | gene | test_result")).is_empty()
