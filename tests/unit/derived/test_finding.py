"""Findings: rows that break a rule and are kept."""

from datetime import date, datetime

import polars as pl
import pytest

from tests.support.findings_examples import EXAMPLES, TOLD_HERE, Example
from tests.support.histories import (
    Patient,
    day,
    derive,
    hospital,
    patient,
    person,
    shuffled,
    table,
)
from warehouse.schema import DERIVED, RULES, Severity


def findings(*patients: Patient) -> pl.DataFrame:
    return derive("finding", hospital(*patients))


def broken(rule_code: str, *patients: Patient) -> list[str]:
    """Source rows that break one rule."""
    found = findings(*patients).filter(pl.col("rule_code") == rule_code)
    return found["source_row_id"].to_list()


def lab_findings(rule_code: str, picture: str) -> list[str]:
    frames = {**hospital(person("a")), "lab_result": table("lab_result", picture)}
    found = derive("finding", frames).filter(pl.col("rule_code") == rule_code)
    return found["source_row_id"].to_list()


@pytest.mark.parametrize("rule_code", ["L03", "L05", "L09"])
def test_what_the_reader_excluded_is_a_finding(rule_code: str) -> None:
    assert lab_findings(
        rule_code,
        f"""
        patient | row | at    | analyte  | value | excluded_reason
        a       | R1  | day 0 | CA_TOTAL | 9.5   | {rule_code}
        a       | R2  | day 1 | CA_TOTAL | 2.5   |
    """,
    ) == ["R1"]


def test_l06_reference_limits_in_the_wrong_order() -> None:
    assert lab_findings(
        "L06",
        """
        patient | row | at    | analyte | value | reference_low | reference_high
        a       | R1  | day 0 | ALB     | 40    | 50            | 35
        a       | R2  | day 1 | ALB     | 40    | 35            | 35
        a       | R3  | day 2 | ALB     | 40    | 35            | 50
        a       | R4  | day 3 | ALB     | 40    |               | 50
    """,
    ) == ["R1", "R2"]


def test_l08_every_row_of_a_repetition() -> None:
    assert lab_findings(
        "L08",
        """
        patient | row | at          | analyte | value
        a       | R1  | day 0 08:00 | ALB     | 40
        a       | R2  | day 0 08:00 | ALB     | 40
        a       | R3  | day 0 08:00 | ALB     | 41
        a       | R4  | day 0 08:01 | ALB     | 40
        a       | R5  | day 0 08:00 | ALB     |
        a       | R6  | day 0 08:00 | ALB     |
    """,
    ) == ["R1", "R2"]


def test_l09w_a_result_more_than_30_days_after_its_sample() -> None:
    assert lab_findings(
        "L09W",
        """
        patient | row | at          | analyte | value | resulted_at
        a       | R1  | day 0 08:00 | CTX     | 400   | day 30 08:00
        a       | R2  | day 0 09:00 | CTX     | 400   | day 30 09:01
        a       | R3  | day 0 10:00 | CTX     | 400   |
    """,
    ) == ["R2"]


def test_l10_before_birth_or_more_than_a_day_after_death() -> None:
    born = person("a", died=10, birth_on=date(2023, 1, 1))
    assert broken(
        "L10", born.lab("ALB", 40, -400).lab("ALB", 40, 10).lab("ALB", 40, 11).lab("ALB", 40, 12)
    ) == ["LAB_RESULT-1", "LAB_RESULT-4"]


def test_l14_ctx_at_or_after_9_or_not_fasting() -> None:
    assert lab_findings(
        "L14",
        """
        patient | row | at          | analyte | value | is_fasting | has_sample_time
        a       | R1  | day 0 08:59 | CTX     | 400   | yes        |
        a       | R2  | day 0 09:00 | CTX     | 400   | yes        |
        a       | R3  | day 0 08:00 | CTX     | 400   | no         |
        a       | R4  | day 0 08:00 | CTX     | 400   |            |
        a       | R5  | day 1       | CTX     | 400   | yes        | no
        a       | R6  | day 0 10:00 | P1NP    | 40    | no         |
    """,
    ) == ["R2", "R3"]


def test_ca_alone_total_calcium_without_albumin_within_7_days() -> None:
    assert lab_findings(
        "CA_ALONE",
        """
        patient | row | at     | analyte  | value
        a       | R1  | day 0  | CA_TOTAL | 2.4
        a       | R2  | day 20 | CA_TOTAL | 2.4
        a       | R3  | day 27 | ALB      | 40
    """,
    ) == ["R1"]


def test_late_known_more_than_7_days_after_its_result() -> None:
    def known(somebody: Patient, on: int, resulted: datetime | None = None) -> Patient:
        known_at = datetime.combine(day(on), datetime.min.time())
        return somebody.lab("ALB", 40, 0, hour=0, known_at=known_at, resulted_at=resulted)

    history = known(person("a"), 0)
    assert broken("LATE", known(known(history, 7), 8)) == ["LAB_RESULT-3"]
    assert broken("LATE", known(history, 8, resulted=datetime(2024, 1, 4))) == []


def test_the_first_delivery_of_a_feed_is_history() -> None:
    assert lab_findings(
        "LATE",
        """
        patient | row | at    | analyte | value | feed | known_at
        a       | R1  | day 0 | ALB     | 40    | old  | day 300
        a       | R2  | day 0 | ALB     | 40    | new  | day 400
        a       | R3  | day 1 | ALB     | 40    | old  | day 400
    """,
    ) == ["R3"]


def test_x01_events_of_someone_without_documented_bone_metastasis() -> None:
    somebody = person("a").diagnosis("primary", 0).fracture(10, "femur").cord_compression(20)
    somebody = somebody.surgery(12, "fracture", "femur").radiotherapy(30, plan_id="P")
    found = findings(somebody.radiotherapy(31, plan_id="P")).filter(pl.col("rule_code") == "X01")
    assert found.select("table_name", "source_row_id").rows() == [
        ("canonical.cord_compression", "CORD_COMPRESSION-1"),
        ("canonical.fracture", "FRACTURE-1"),
        ("canonical.radiotherapy", "RADIOTHERAPY-1"),
        ("canonical.radiotherapy", "RADIOTHERAPY-2"),
        ("canonical.surgery", "SURGERY-1"),
    ]


def test_x01_is_not_for_what_is_no_skeletal_event() -> None:
    somebody = person("a").diagnosis("primary", 0).fracture(10, fracture_mechanism="traumatic")
    somebody = somebody.radiotherapy(30, "curative", None, target_is_bone=False)
    assert broken("X01", somebody) == []


def test_x01_is_not_for_hypercalcaemia_which_needs_no_bone_metastasis() -> None:
    somebody = person("a").diagnosis("primary", 0).lab("CA_TOTAL", 3.4, 5).lab("ALB", 40, 5)
    assert broken("X01", somebody) == []


def test_x02_rows_dated_after_death_in_every_table() -> None:
    dead = patient("a", died=10)
    for on in (10, 11):
        dead = (
            dead.fracture(on)
            .cord_compression(on)
            .surgery(on)
            .radiotherapy(on)
            .visit(on)
            .having("imaging_exam", exam_id="E", modality="CT", examined_on=day(on))
            .having("bone_agent_administration", atc_code="M05BX04", administered_on=day(on))
            .having("systemic_line", started_on=day(on))
        )
    found = findings(dead).filter(pl.col("rule_code") == "X02")
    assert found["source_row_id"].to_list() == [
        f"{name}-2"
        for name in (
            "BONE_AGENT_ADMINISTRATION",
            "CORD_COMPRESSION",
            "FOLLOWUP",
            "FRACTURE",
            "IMAGING_EXAM",
            "RADIOTHERAPY",
            "SURGERY",
            "SYSTEMIC_LINE",
        )
    ]
    assert found["patient_id"].unique().to_list() == ["a"]


def test_x02_news_may_come_after_death_and_a_month_may_hold_it() -> None:
    dead = patient("a", died=95).visit(200, "news").fracture(105, date_precision="month")
    assert broken("X02", dead) == []


def test_a_finding_carries_the_severity_of_its_rule_and_no_value() -> None:
    found = findings(patient("a", died=10).lab("ALB", 41.37, 40).surgery(11))
    severities = dict(found.select("rule_code", "severity").rows())
    assert severities == {code: RULES[code].severity for code in severities}
    assert {"L10", "X02", "X07"} <= set(severities)
    assert found.columns == list(DERIVED["finding"].columns)
    assert "41.37" not in found.write_csv()


def test_a_verdict_on_an_event_that_no_longer_exists_is_a_finding() -> None:
    reviewed = patient("a").fracture(5, source_row_id="FX1").reviewed("fracture FX1", "reject")
    assert broken("REVIEW_LOST", reviewed) == []
    withdrawn = patient("a").reviewed("fracture FX1", "reject", source_row_id="RV1")
    assert broken("REVIEW_LOST", withdrawn) == ["RV1"]


def test_a_verdict_on_an_event_of_another_patient_is_a_finding() -> None:
    neighbour = patient("b").fracture(5, source_row_id="FX1")
    assert broken(
        "REVIEW_LOST", neighbour, patient("a").reviewed("fracture FX1", "reject", source_row_id="R")
    ) == ["R"]


@pytest.mark.parametrize(
    ("into", "found"), [("fracture FX2", []), ("fracture FX9", ["RV1"]), (None, ["RV1"])]
)
def test_a_merge_that_is_not_applied_is_a_finding(into: str | None, found: list[str]) -> None:
    twice = patient("a").fracture(5, source_row_id="FX1").fracture(6, source_row_id="FX2")
    merged = twice.reviewed("fracture FX1", "merge", into=into, source_row_id="RV1")
    assert broken("REVIEW_MERGE", merged) == found


def test_only_the_merge_in_force_is_a_finding() -> None:
    changed_mind = (
        patient("a")
        .fracture(5, source_row_id="FX1")
        .reviewed("fracture FX1", "merge", on=10, into="fracture FX9")
        .reviewed("fracture FX1", "accept", on=11)
    )
    assert broken("REVIEW_MERGE", changed_mind) == []


def test_an_accepted_event_that_stays_excluded_is_a_finding() -> None:
    def accepted(mechanism: str, on: int) -> Patient:
        broken_bone = patient("a").fracture(on, source_row_id="FX1", fracture_mechanism=mechanism)
        return broken_bone.reviewed("fracture FX1", "accept", source_row_id="RV1")

    assert broken("REVIEW_ACCEPT", accepted("unknown", 5)) == []
    assert broken("REVIEW_ACCEPT", accepted("pathological", 900)) == ["RV1"]  # after exit


def test_every_rule_that_does_not_reject_has_an_example_and_a_near_miss() -> None:
    """A rule added to the schema and never looked for would be a promise."""
    kept = {code for code, rule in RULES.items() if rule.severity is not Severity.BLOCK}
    assert {example.rule for example in EXAMPLES} | TOLD_HERE == kept


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_breaks_its_rule_and_a_near_miss_does_not(example: Example) -> None:
    assert broken(example.rule, *example.breaking) == list(example.rows)
    assert broken(example.rule, *example.sparing) == []


@pytest.mark.parametrize("seed", range(3))
def test_findings_do_not_depend_on_the_order_of_rows(seed: int) -> None:
    frames = hospital(*(each for example in EXAMPLES for each in example.patients_of_its_own))
    expected = derive("finding", frames)
    assert {example.rule for example in EXAMPLES} <= set(expected["rule_code"])
    assert derive("finding", shuffled(frames, seed)).equals(expected)


def test_a_row_that_breaks_a_rule_in_two_columns_is_one_finding() -> None:
    somebody = person("a").diagnosis("primary", 0, tumour_class="T9", node_class="N7")
    found = findings(somebody).filter(pl.col("rule_code") == "D05")
    assert found["column_name"].to_list() == ["node_class"]


def test_nothing_wrong_nothing_found() -> None:
    healthy = (
        patient("a")
        .diagnosis("bone_metastasis", 1, icd10_code="C79.5")
        .lesion(2, "femur")
        .lab("CA_TOTAL", 2.3, 5)
        .lab("ALB", 40, 5)
        .radiotherapy(9)
    )
    assert findings(healthy).is_empty()


# Calcium: codes, and the correction of the laboratory


def high(name: str, on: int, value: float = 3.2) -> Patient:
    return person(name).lab("CA_TOTAL", value, on).lab("ALB", 40, on)


def coded(somebody: Patient, on: int, code: str = "E83.50") -> Patient:
    return somebody.diagnosis("other_disease", on, icd10_code=code)


def test_x06_an_episode_without_its_code_where_the_hospital_codes() -> None:
    assert broken("X06", high("a", 0)) == []
    assert broken("X06", coded(high("a", 0), 30), high("b", 0)) == ["LAB_RESULT-3"]
    assert broken("X06", coded(high("a", 0), -30)) == []


def test_x06_a_code_without_an_episode_near() -> None:
    told = coded(coded(high("a", 0), 31), 0)
    assert broken("X06", told) == ["DIAGNOSIS-1"]
    assert broken("X06", coded(person("a"), 5, code="E83.51")) == []


def test_x06_3_0_is_an_episode_and_is_not_what_the_code_stands_for() -> None:
    coding = coded(high("b", 0), 0)
    assert broken("X06", high("a", 0, value=3.0), coding) == []
    assert broken("X06", high("a", 0, value=3.01), coding) == ["LAB_RESULT-1"]


def test_x06_points_at_the_first_sample_beyond_the_code() -> None:
    somebody = high("a", 0, value=3.0).lab("CA_TOTAL", 3.3, 2).lab("ALB", 40, 2)
    assert broken("X06", somebody, coded(high("b", 0), 0)) == ["LAB_RESULT-3"]


@pytest.mark.parametrize(
    ("sent", "rule_code"),
    [
        (3.30, None),  # the founding text: 3.05 + 0.25
        (3.35, None),
        (3.351, "L15"),
        (3.25, None),  # Payne: 3.05 + 0.20
        (3.20, "L15F"),
        (3.199, "L15"),
        (3.05, "L15"),  # not corrected
    ],
)
def test_l15_calcium_corrected_by_the_laboratory(sent: float, rule_code: str | None) -> None:
    found = findings(corrected_by_the_laboratory(sent))["rule_code"].to_list()
    assert found == ([] if rule_code is None else [rule_code])


def corrected_by_the_laboratory(sent: float) -> Patient:
    """Calcium of 3.05 at an albumin of 30."""
    drawn = person("a").lab("CA_TOTAL", 3.05, 0).lab("ALB", 30, 0)
    return drawn.lab("CA_CORRECTED_LAB", sent, 0)


def test_l15f_a_laboratory_that_uses_paynes_formula() -> None:
    # albumin 20: 3.55 by the founding text, 3.45 by Payne
    drawn = person("a").lab("CA_TOTAL", 3.05, 0).lab("ALB", 20, 0)
    assert broken("L15F", drawn.lab("CA_CORRECTED_LAB", 3.45, 0)) == ["LAB_RESULT-3"]
    assert broken("L15", drawn.lab("CA_CORRECTED_LAB", 3.45, 0)) == []


def test_l15_is_not_asked_of_another_sample_or_a_stale_albumin() -> None:
    assert broken("L15", corrected_by_the_laboratory(3.9).lab("CA_CORRECTED_LAB", 4.5, 1)) == [
        "LAB_RESULT-3"
    ]
    stale = person("a").lab("CA_TOTAL", 3.05, 0).lab("ALB", 30, 3)
    assert broken("L15", stale.lab("CA_CORRECTED_LAB", 4.5, 0)) == []
