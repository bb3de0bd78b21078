"""Same-day merging and the 21-day rule."""

import polars as pl

from tests.support.histories import Patient, derive, hospital, patient, shuffled


def events(*patients: Patient) -> pl.DataFrame:
    return derive("skeletal_event", hospital(*patients))


def counted_days(somebody: Patient, endpoint: str = "sre4") -> list[int]:
    found = events(somebody).filter(pl.col(f"is_counted_{endpoint}"))
    return found["event_day"].sort().to_list()


def fractures(somebody: Patient, days: list[int]) -> Patient:
    for on in days:
        somebody = somebody.fracture(on)
    return somebody


def test_the_21_days_run_from_the_last_counted_event() -> None:
    # days 0, 10, 20, 21, 30, 42 of the rule, told from day 100
    days = [100, 110, 120, 121, 130, 142]
    assert counted_days(fractures(patient("a"), days)) == [100, 121, 142]


def test_a_day_with_several_events_counts_once_on_the_kind_of_highest_priority() -> None:
    somebody = (
        patient("a")
        .radiotherapy(10)
        .surgery(10, "decompression")
        .fracture(10)
        .cord_compression(10)
        .lab("CA_TOTAL", 3.2, 10)
        .lab("ALB", 40, 10)
    )
    found = events(somebody)
    assert found.height == 5
    assert found.filter("is_counted_sre5")["event_kind"].to_list() == ["SCC"]
    assert {tuple(kinds) for kinds in found["same_day_kinds"]} == {("SCC", "FX", "SX", "RT", "HCM")}


def test_each_kind_names_the_day_before_those_of_lower_priority() -> None:
    somebody = patient("a").radiotherapy(10).surgery(10)
    assert events(somebody).filter("is_counted_sre4")["event_kind"].to_list() == ["SX"]
    somebody = patient("a").radiotherapy(10).lab("CA_TOTAL", 3.2, 10).lab("ALB", 40, 10)
    assert events(somebody).filter("is_counted_sre5")["event_kind"].to_list() == ["RT"]


def test_two_regions_irradiated_the_same_day_are_two_events_counted_once() -> None:
    found = events(patient("a").radiotherapy(10, site="femur").radiotherapy(10, site="T8"))
    assert found["is_in_sre4"].to_list() == [True, True]
    assert sum(found["is_counted_sre4"]) == 1
    assert found["same_day_kinds"].to_list() == [["RT"], ["RT"]]


def test_an_event_at_diagnosis_neither_counts_nor_opens_the_21_days() -> None:
    assert counted_days(fractures(patient("a"), [0, 10])) == [10]


def test_an_event_before_entry_neither_counts_nor_opens_the_21_days() -> None:
    late = patient("a", first_contact=50)
    assert counted_days(fractures(late, [45, 60])) == [60]


def test_an_excluded_event_does_not_open_the_21_days() -> None:
    somebody = patient("a").fracture(10, fracture_mechanism="traumatic").fracture(15)
    assert counted_days(somebody) == [15]


def test_endpoints_count_apart() -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.2, 10).lab("ALB", 40, 10).fracture(20)
    assert counted_days(somebody, "sre4") == [20]
    assert counted_days(somebody, "sre5") == [10]


def test_a_silent_fracture_does_not_open_the_21_days_of_sse() -> None:
    somebody = patient("a").fracture(10, is_symptomatic=False).fracture(20)
    assert counted_days(somebody, "sse") == [20]
    assert counted_days(somebody, "sre4") == [10]


def test_nor_does_a_fracture_nobody_knows_to_be_symptomatic() -> None:
    somebody = patient("a").fracture(10, is_symptomatic=None).fracture(20)
    assert counted_days(somebody, "sse") == [20]
    assert counted_days(somebody, "sse_upper") == [10]


def test_patients_do_not_touch_each_other() -> None:
    found = events(fractures(patient("a"), [10]), fractures(patient("b"), [15]))
    assert found["is_counted_sre4"].to_list() == [True, True]


def test_an_event_keeps_its_key_whatever_else_happens() -> None:
    before = events(patient("a").fracture(10))
    after = events(patient("a").fracture(10).radiotherapy(12), patient("b").fracture(3))
    assert before["event_id"][0] in after["event_id"].to_list()
    assert after["event_id"].is_unique().all()


def test_the_order_of_rows_never_matters() -> None:
    frames = hospital(
        fractures(patient("a"), [5, 5, 9, 40, 70])
        .radiotherapy(5)
        .radiotherapy(8, plan_id="P")
        .radiotherapy(9, plan_id="P")
        .lesion(5, "femur")
        .surgery(6, "fracture", "femur")
        .lab("CA_TOTAL", 3.2, 5)
        .lab("ALB", 40, 5)
        .lab("ALB", 30, 5)
        .lab("CA_ION", 1.7, 5)
        .lab("CA_TOTAL", 3.75, 30, value_operator=">")
        .lab("ALB", 15, 30, value_operator="<")
        .lab("PTH", 90, 30)
        .lab("PTH", 20, 30)
        .lab("CA_TOTAL", 2.3, 40)
        .lab("ALB", 40, 40),
        fractures(patient("b", died=60), [60, 61]).cord_compression(3).surgery(4, "decompression"),
    )
    for name in (
        "corrected_calcium",
        "hypercalcaemia_episode",
        "hypocalcaemia_episode",
        "alert",
        "radiotherapy_course",
        "cohort",
        "skeletal_event",
        "first_event",
        "finding",
        "sre_incidence",
        "sre_by_kind",
        "calcium_by_month",
    ):
        expected = derive(name, frames)
        for seed in range(3):
            assert derive(name, shuffled(frames, seed)).equals(expected), name
