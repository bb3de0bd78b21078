"""What rules about one patient have to know of everybody."""

from datetime import datetime

import polars as pl

from tests.support.histories import derive, hospital, patient, person, table
from transforms.lineage import facts

DIAGNOSES = """
    patient | row | diagnosis_kind | on         | icdo_topography_code
    a       | D1  | primary        | 2023-05-01 | C34.1
    b       | D2  | primary        | 2023-05-01 | C34.1
    c       | D3  | primary        | 2023-05-01 | C34.3
"""


def fact(name: str, **tables: pl.DataFrame) -> pl.DataFrame:
    return facts()[name].of({**hospital(), **tables})


def test_a_feed_begins_for_each_table_with_its_first_delivery() -> None:
    samples = table(
        "lab_result",
        """
        patient | row | at    | analyte | value | feed | known_at
        a       | R1  | day 0 | ALB     | 40    | lis  | 2024-03-02 03:30
        b       | R2  | day 0 | ALB     | 40    | lis  | 2024-03-01 03:30
        a       | R3  | day 0 | ALB     | 40    | old  | 2024-02-01 03:30
    """,
    )
    assert fact("feed_start", lab_result=samples).rows() == [
        ("lab_result", "lis", datetime(2024, 3, 1, 3, 30)),
        ("lab_result", "old", datetime(2024, 2, 1, 3, 30)),
    ]


def test_a_laboratory_sends_the_creatinine_of_urine_once_one_has_come() -> None:
    samples = table(
        "lab_result",
        """
        patient | row | at    | analyte     | value | source_system | excluded_reason
        a       | R1  | day 0 | CREAT_URINE | 8     | LIS           |
        a       | R2  | day 0 | NTX_CR      | 60    | OTHER         |
        a       | R3  | day 0 | CREAT_URINE | 8     | BROKEN        | L03
    """,
    )
    assert fact("urine_laboratory", lab_result=samples).rows() == [("LIS",)]


def test_patients_alike_agree_on_sex_birth_and_on_day_and_place_of_the_cancer() -> None:
    people = hospital(*map(person, "abc"))["patient"]
    alike = fact("lookalike", patient=people, diagnosis=table("diagnosis", DIAGNOSES))
    assert alike.rows() == [("a",), ("b",)]


def test_a_fact_looks_at_the_columns_it_reads_and_at_nothing_else() -> None:
    for item in facts().values():
        narrow = {name: hospital()[name].select(columns) for name, columns in item.reads.items()}
        assert item.tell(**narrow).equals(item.of(hospital()))


def test_a_fact_that_is_given_is_not_computed_from_the_patients_at_hand() -> None:
    frames = hospital(patient("a").lab("ALB", 40, -200))
    began = datetime(1990, 1, 1)
    told = pl.DataFrame({"table_name": ["lab_result"], "feed": ["lab_result_feed"]})
    long_ago = told.with_columns(began_at=pl.lit(began))
    is_late = pl.col("rule_code") == "LATE"
    alone = derive("finding", frames).filter(is_late)
    among_others = derive("finding", {**frames, "feed_start": long_ago}).filter(is_late)
    assert (alone.height, among_others.height) == (0, 1)
