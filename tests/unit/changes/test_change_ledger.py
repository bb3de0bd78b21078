"""Why a headline number changed: one cause a change, and causes that add up, always."""

from datetime import timedelta

import polars as pl
import pytest

from tests.support.histories import AS_OF, Patient, event, hospital, patient, person
from tests.support.two_versions import two_versions
from transforms.changes.ledger import ChangeLedger, change_ledger

SRE5 = {"change_measure": "counted_event", "endpoint": "SRE5"}
SRE4 = {"change_measure": "counted_event", "endpoint": "SRE4"}
COHORT = {"change_measure": "cohort_patient"}
EPISODES = {"change_measure": "hypercalcaemia_episode"}


def anna() -> Patient:
    return patient("anna").fracture(100, site="femur", source_row_id="FX1")


def compared(before: list[Patient], after: list[Patient], *, days_later: int = 0) -> ChangeLedger:
    return change_ledger(
        two_versions(hospital(*before), hospital(*after), AS_OF, AS_OF + timedelta(days=days_later))
    )


def causes(ledger: ChangeLedger, measure: dict[str, str]) -> dict[str, float]:
    """Differences of a number by cause, all kinds of event together."""
    own = ledger.change.filter(
        *(pl.col(name) == value for name, value in measure.items()), pl.col("event_kind").is_null()
    )
    return dict(own.select("change_cause", "difference").iter_rows())


def numbers(ledger: ChangeLedger, measure: dict[str, str]) -> tuple[float, float]:
    own = ledger.headline.filter(
        *(pl.col(name) == value for name, value in measure.items()), pl.col("event_kind").is_null()
    )
    before, after = own.select("value_before", "value_after").row(0)
    return before, after


def test_two_nights_that_say_the_same_have_no_change() -> None:
    ledger = compared([anna()], [anna()])
    assert ledger.change.is_empty() and ledger.change_item.is_empty()
    assert numbers(ledger, SRE5) == (1, 1)


@pytest.mark.parametrize(
    ("more", "cause"),
    [(anna().surgery(300, site="tibia", source_row_id="SX1"), "late_row")],
)
def test_an_event_delivered_after_its_days_were_complete_is_late(more: Patient, cause: str) -> None:
    ledger = compared([anna()], [more])
    assert numbers(ledger, SRE5) == (1, 2)
    assert causes(ledger, SRE5) == {cause: 1}


def test_an_event_of_days_that_were_not_complete_is_new() -> None:
    heard = patient("anna", last_contact=990).fracture(100, source_row_id="FX1")
    ledger = compared([heard], [heard.surgery(980, source_row_id="SX1")], days_later=30)
    assert causes(ledger, SRE5) == {"new_row": 1}


def test_an_event_known_before_counts_once_its_days_are_complete() -> None:
    heard = patient("anna", last_contact=990).fracture(985, source_row_id="FX1")
    ledger = compared([heard], [heard], days_later=30)
    assert causes(ledger, SRE5) == {"out_of_lag": 1}
    assert numbers(ledger, SRE5) == (0, 1)


def test_a_later_last_contact_brings_an_event_under_observation() -> None:
    before = patient("anna", last_contact=200).fracture(300, source_row_id="FX1")
    after = patient("anna", last_contact=400).fracture(300, source_row_id="FX1")
    assert causes(compared([before], [after]), SRE5) == {"observation_changed": 1}


def test_a_withdrawn_fracture_no_longer_counts() -> None:
    ledger = compared([anna()], [patient("anna")])
    assert causes(ledger, SRE5) == causes(ledger, SRE4) == {"withdrawn": -1}


def test_a_corrected_mechanism_takes_a_fracture_away() -> None:
    fell = patient("anna").fracture(
        100, site="femur", source_row_id="FX1", fracture_mechanism="traumatic"
    )
    ledger = compared([anna()], [fell])
    assert causes(ledger, SRE5) == {"corrected": -1}
    item = ledger.change_item.filter(pl.col("endpoint") == "SRE5").drop_nulls("difference")
    assert item.select("state_before", "state_after", "excluded_after").row(0) == (
        "counted",
        "not_counted",
        "traumatic",
    )


def hypercalcaemic(calcium: float) -> Patient:
    somebody = patient("anna").lab("CA_TOTAL", calcium, on=200, source_row_id="CA1")
    return somebody.lab("ALB", 40, on=200, source_row_id="ALB1")


def test_a_corrected_calcium_ends_an_episode_and_its_event() -> None:
    ledger = compared([hypercalcaemic(3.2)], [hypercalcaemic(2.3)])
    assert causes(ledger, EPISODES) == {"corrected": -1}
    assert causes(ledger, SRE5) == {"corrected": -1} and causes(ledger, SRE4) == {}
    rows = ledger.change_row.filter(pl.col("source_row") == "lab_result:T:CA1")
    assert set(rows["row_change"]) == {"corrected"}


def test_an_albumin_that_comes_later_makes_the_episode() -> None:
    alone = patient("anna").lab("CA_TOTAL", 2.9, on=200, source_row_id="CA1")
    with_albumin = alone.lab("ALB", 20, on=200, source_row_id="ALB1")
    assert causes(compared([alone], [with_albumin]), EPISODES) == {"late_row": 1}


@pytest.mark.parametrize(
    ("founded", "decision", "cause", "difference"),
    [
        (anna(), "reject", "review_rejected", -1),
        (
            patient("anna").fracture(100, source_row_id="FX1", fracture_mechanism="unknown"),
            "accept",
            "review_accepted",
            1,
        ),
    ],
    ids=["rejected", "accepted"],
)
def test_a_verdict_changes_what_counts_and_taking_it_back_undoes_it(
    founded: Patient, decision: str, cause: str, difference: int
) -> None:
    judged = founded.reviewed("fracture FX1", decision)
    assert causes(compared([founded], [judged]), SRE5) == {cause: difference}
    assert causes(compared([judged], [founded]), SRE5) == {"review_taken_back": -difference}


def test_a_merged_event_is_one_with_another() -> None:
    two = anna().surgery(300, site="tibia", source_row_id="SX1")
    merged = two.reviewed("surgery SX1", "merge", into="fracture FX1")
    ledger = compared([two], [merged])
    assert causes(ledger, SRE5) == {"review_merged": -1}
    lost = ledger.change_item.filter(pl.col("endpoint") == "SRE5").drop_nulls("difference")
    assert lost["item_key"].to_list() == [event("surgery SX1")]


def test_an_event_within_the_window_of_a_new_one_no_longer_counts() -> None:
    earlier = anna().surgery(90, site="tibia", source_row_id="SX1")
    assert causes(compared([anna()], [earlier]), SRE5) == {"late_row": 1, "neighbour_event": -1}


def test_a_patient_who_enters_brings_their_events() -> None:
    not_yet = person("anna", last_contact=700).fracture(
        100, site="femur", source_row_id="FX1", is_symptomatic=None, confirmed_by=None
    )
    ledger = compared([not_yet], [anna()])
    assert causes(ledger, COHORT) == {"late_row": 1}
    assert causes(ledger, SRE5) == {"patient_entered": 1}


def test_a_patient_who_leaves_takes_their_events_away() -> None:
    not_any_more = person("anna", last_contact=700)
    ledger = compared([anna()], [not_any_more])
    assert causes(ledger, COHORT) == {"withdrawn": -1}
    assert causes(ledger, SRE5) == {"patient_left": -1}


def test_another_calculation_is_what_is_left_when_no_row_differs() -> None:
    versions = two_versions(hospital(anna()), hospital(anna()))
    uncounted = versions.before.tables["skeletal_event"].with_columns(is_counted_sre5=False)
    versions.before.tables["skeletal_event"] = uncounted
    assert causes(change_ledger(versions), SRE5) == {"calculation_changed": 1}


def test_an_incidence_moves_by_the_steps_of_its_causes() -> None:
    before = [patient(f"p{n}", last_contact=800).fracture(50 + n) for n in range(12)]
    others = [patient(f"q{n}", last_contact=800) for n in range(12)]
    ledger = compared([*before, *others], [*before, *others[1:]])
    moved = ledger.headline.filter(
        pl.col("change_measure") == "incidence",
        pl.col("endpoint") == "SRE5",
        pl.col("at_month") == 12,
    )
    step = ledger.change.filter(
        pl.col("change_measure") == "incidence",
        pl.col("endpoint") == "SRE5",
        pl.col("at_month") == 12,
    )
    assert moved.select("value_before", "value_after").row(0) == pytest.approx((12 / 24, 12 / 23))
    assert step.select("change_cause", "changed_count").rows() == [("patient_left", 1)]
    assert step["difference"].sum() == pytest.approx(12 / 23 - 12 / 24)


def test_an_incidence_of_too_few_people_is_not_known() -> None:
    ledger = compared([anna()], [anna()])
    incidences = ledger.headline.filter(pl.col("change_measure") == "incidence")
    assert incidences.height == 8
    assert incidences["value_before"].null_count() == incidences["value_after"].null_count() == 8
