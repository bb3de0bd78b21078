"""Skeletal events of the cohort: incidence, burden, recurrence, rates. Redone by hand."""

import polars as pl
import pytest

from tests.support.histories import day, derive, hospital, patient
from tests.support.populations import drawn, event, lives
from transforms.published.estimates.incidence_at import incidence_at, months_in_days
from transforms.published.lesion_event_rate import lesion_event_rate
from transforms.published.sre_burden import sre_burden
from transforms.published.sre_incidence_by_kind import sre_incidence_by_kind
from transforms.published.sre_rate import sre_rate
from transforms.published.sre_recurrence import sre_recurrence
from transforms.published.sre_without_bone_agent import sre_without_bone_agent

# domain.md §2.6: fixture A (one exit each: 1 event, 2 death, 0 censored) and fixture C.
TIMES = (30, 45, 60, 75, 90, 120, 150, 180, 210, 240, 300, 360)
STATUS = (1, 2, 1, 0, 1, 2, 1, 2, 0, 1, 2, 0)
FIXTURE_A = [
    (time, status == 2, [time] if status == 1 else [])
    for time, status in zip(TIMES, STATUS, strict=True)
]
FIXTURE_C = [
    (365, False, [40, 200]), (100, True, [30]), (250, True, []), (300, False, [120]),
    (60, True, []), (365, False, [90, 150, 310]), (180, True, [70]), (220, False, []),
]  # fmt: skip


def at_month(frame: pl.DataFrame, month: int, **where: str) -> dict[str, object]:
    for column, value in where.items():
        frame = frame.filter(pl.col(column) == value)
    return frame.filter(pl.col("at_month") == month).row(0, named=True)


def test_the_months_of_the_trials_are_274_365_and_639_days() -> None:
    assert months_in_days("incidence_months") == {9: 274, 12: 365, 21: 639}


def test_incidence_of_fixture_a_with_its_numbers_at_risk() -> None:
    cohort, events, first = lives(*FIXTURE_A)
    rows = sre_incidence_by_kind(first, cohort, events)
    for outcome in ("SRE4", "SRE5", "SSE", "RT"):
        row = at_month(rows, 9, event_outcome=outcome)
        assert row["incidence"] == pytest.approx(0.479167, abs=5e-7)
        assert (row["patient_count"], row["n_risk"], row["event_count"]) == (12, 2, 5)
    fracture = at_month(rows, 9, event_outcome="FX")
    assert (fracture["incidence"], fracture["event_count"]) == (0.0, 0)


def test_beyond_the_longest_follow_up_nothing_is_said() -> None:
    cohort, events, first = lives(*FIXTURE_A)
    row = at_month(sre_incidence_by_kind(first, cohort, events), 12, event_outcome="SRE4")
    assert (row["incidence"], row["lower"], row["n_risk"]) == (None, None, 0)


def test_when_everybody_had_it_or_died_the_figure_stays() -> None:
    histories = pl.DataFrame({"entry_day": [0, 0], "exit_day": [10.0, 20.0], "status": [1, 2]})
    row = at_month(incidence_at(histories, "incidence_months"), 21)
    assert (row["incidence"], row["n_risk"]) == (0.5, 0)


def test_before_anything_happened_the_incidence_is_0() -> None:
    histories = pl.DataFrame({"entry_day": [0], "exit_day": [900.0], "status": [0]})
    assert at_month(incidence_at(histories, "incidence_months"), 9)["incidence"] == 0.0


def test_the_naive_figure_is_the_wrong_one_and_higher() -> None:
    cohort, events, first = lives(*FIXTURE_A)
    row = at_month(sre_burden(cohort, events, first), 9, endpoint="SRE4")
    assert row["incidence"] == pytest.approx(0.479167, abs=5e-7)
    assert row["wrong_naive_incidence"] == pytest.approx(0.598958, abs=5e-7)


def test_kinds_overlap_and_do_not_add_up() -> None:
    """A fracture does not end the wait for radiotherapy: only death competes."""
    cohort, _, first = lives((800, False, [50]), (800, False, []))
    events = drawn(
        "skeletal_event", [event("p00", 50, "FX"), event("p00", 60, "RT"), event("p00", 90, "RT")]
    )
    rows = sre_incidence_by_kind(first, cohort, events)
    for outcome in ("SRE4", "FX", "RT"):
        assert at_month(rows, 21, event_outcome=outcome)["incidence"] == 0.5


def test_kinds_leave_out_what_is_prevalent_before_entry_or_excluded() -> None:
    cohort, _, first = lives((800, False, []))
    events = drawn(
        "skeletal_event",
        [
            event("p00", 0, "FX", is_prevalent=True),
            event("p00", 5, "FX", is_before_entry=True),
            event("p00", 60, "FX", is_in_sre4=False, is_in_sre5=False, is_in_sse=False),
        ],
    )
    row = at_month(sre_incidence_by_kind(first, cohort, events), 21, event_outcome="FX")
    assert (row["incidence"], row["event_count"]) == (0.0, 0)


@pytest.mark.parametrize(
    ("dose", "events", "patients"), [(49, 0, 1), (50, 1, 1), (51, 1, 1), (None, 1, 1), (0, 0, 0)]
)
def test_without_a_bone_agent_observation_ends_at_the_first_dose(
    dose: int | None, events: int, patients: int
) -> None:
    cohort, _, first = lives((800, False, [50]))
    dosed = cohort.with_columns(
        first_bone_agent_on=pl.lit(None if dose is None else day(dose), dtype=pl.Date)
    )
    row = at_month(sre_without_bone_agent(first, dosed), 21, event_outcome="SRE4")
    assert (row["event_count"], row["patient_count"]) == (events, patients)


@pytest.mark.parametrize(
    ("month", "mean", "std_err"),
    [(3, 0.5, None), (6, 0.75, 0.23385), (9, 0.875, 0.27599), (12, 1.109375, 0.37957)],
)
def test_mean_number_of_events_of_fixture_c(month: int, mean: float, std_err: float | None) -> None:
    row = at_month(sre_burden(*lives(*FIXTURE_C)), month, endpoint="SRE4")
    assert row["mean_count"] == pytest.approx(mean)
    if std_err is not None:
        assert row["mean_count_std_err"] == pytest.approx(std_err, abs=5e-3)


def test_the_burden_counts_who_is_still_followed() -> None:
    rows = sre_burden(*lives(*FIXTURE_C))
    assert at_month(rows, 9, endpoint="SRE4")["n_risk"] == 3  # 300, 365 and 365
    last = at_month(rows, 15, endpoint="SRE4")
    assert (last["n_risk"], last["mean_count"], last["wrong_naive_incidence"]) == (0, None, None)


def test_an_event_on_the_day_of_death_counts_before_it() -> None:
    rows = sre_burden(*lives((100, True, [100]), (400, False, [])))
    assert at_month(rows, 6, endpoint="SRE5")["mean_count"] == 0.5


def test_hypercalcaemia_is_in_sre5_only() -> None:
    cohort, _, first = lives((400, False, []), (400, False, []))
    events = drawn("skeletal_event", [event("p00", 50, "HCM")])
    rates = {
        row["endpoint"]: row["event_count"] for row in sre_rate(cohort, events).rows(named=True)
    }
    assert rates == {"SRE4": 0, "SRE5": 1, "SSE": 0, "SSE_upper": 0}
    assert at_month(sre_burden(cohort, events, first), 6, endpoint="SRE5")["mean_count"] == 0.5


def test_rate_of_fixture_c_for_100_patient_years() -> None:
    cohort, events, _ = lives(*FIXTURE_C)
    row = sre_rate(cohort, events).row(0, named=True)
    assert row["event_count"] == 8
    assert row["patient_years"] == pytest.approx(1840 / 365.25)
    assert row["rate_per_100_patient_years"] == pytest.approx(100 * 8 * 365.25 / 1840)


def test_many_events_in_few_patients_widen_the_limits_beyond_poisson() -> None:
    clustered = [(700, False, [50, 100, 150, 200, 250, 300])] * 3 + [(700, False, [])] * 12
    cohort, events, _ = lives(*clustered)
    row = sre_rate(cohort, events).row(0, named=True)
    robust = row["rate_upper"] / row["rate_lower"]
    assert robust > row["poisson_rate_upper"] / row["poisson_rate_lower"]


def test_one_patient_says_nothing_of_the_spread() -> None:
    cohort, events, _ = lives((365, False, [40]))
    row = sre_rate(cohort, events).row(0, named=True)
    assert (row["rate_lower"], row["rate_upper"]) == (None, None)


def test_a_second_event_after_the_first_in_fixture_c() -> None:
    """Gaps since the first: 160 event, 70 death, 180 censored, 60 event, 110 death."""
    cohort, events, _ = lives(*FIXTURE_C)
    rows = sre_recurrence(cohort, events)
    third = at_month(rows, 3, endpoint="SRE4")
    assert third["incidence"] == pytest.approx(0.2)
    assert (third["patient_count"], third["n_risk"], third["event_count"]) == (5, 3, 1)
    assert at_month(rows, 6, endpoint="SRE4")["incidence"] is None  # last one seen for 180 days
    longer = [*FIXTURE_C[:3], (320, False, [120]), *FIXTURE_C[4:]]
    cohort, events, _ = lives(*longer)
    sixth = at_month(sre_recurrence(cohort, events), 6, endpoint="SRE4")
    assert sixth["incidence"] == pytest.approx(0.2 + 0.4 * 0.5)


def test_death_on_the_day_of_the_first_event_leaves_no_second() -> None:
    cohort, events, _ = lives((50, True, [50]), (50, False, [50]), (400, False, [50]))
    row = at_month(sre_recurrence(cohort, events), 6, endpoint="SRE4")
    assert (row["patient_count"], row["incidence"]) == (2, 0.0)


def test_events_within_21_days_are_no_recurrence() -> None:
    near = patient("a").radiotherapy(50, site="femur").fracture(70, "humerus")
    far = patient("b").radiotherapy(50, site="femur").fracture(71, "humerus")
    frames = hospital(near, far)
    row = at_month(derive("sre_recurrence", frames), 3, endpoint="SRE4")
    assert (row["patient_count"], row["event_count"]) == (2, 1)


def seen(*rows: tuple[str, str, int]) -> pl.DataFrame:
    """canonical.lesion: patient, bone, day of the image."""
    told = hospital()["lesion"].clear()
    lines = [
        {"patient_id": who, "bone_site": site, "examined_on": day(on)} for who, site, on in rows
    ]
    return pl.concat([told, pl.DataFrame(lines)], how="diagonal")


def rate_of(
    stratum: str, value: str, lesions: pl.DataFrame, *events: dict[str, object], end: int = 365
) -> dict[str, object]:
    cohort, _, _ = lives((end, False, []), (end, False, []))
    rows = lesion_event_rate(lesions, cohort, drawn("skeletal_event", events))
    return rows.filter(pl.col("stratum") == stratum, pl.col("stratum_value") == value).row(
        0, named=True
    )


def test_events_for_100_lesion_years_by_region() -> None:
    lesions = seen(("p00", "femur", 0), ("p00", "T8", 0), ("p01", "femur_neck", 0))
    told = (event("p00", 100, "FX", bone_site="femur"), event("p00", 200, bone_site="T8"))
    femur = rate_of("region", "femur", lesions, *told)
    assert (femur["lesion_count"], femur["patient_count"], femur["event_count"]) == (2, 2, 1)
    assert femur["lesion_years"] == pytest.approx(2 * 365 / 365.25)
    assert femur["rate_per_100_lesion_years"] == pytest.approx(100 * 365.25 / 730)
    assert rate_of("all", "all", lesions, *told)["event_count"] == 2


def test_weight_bearing_by_default_and_in_the_founding_text() -> None:
    lesions = seen(("p00", "T8", 0), ("p00", "pelvis", 0), ("p00", "tibia", 0), ("p00", "rib", 0))
    assert rate_of("weight_bearing", "yes", lesions)["lesion_count"] == 3
    assert rate_of("weight_bearing_seed", "yes", lesions)["lesion_count"] == 1


def test_a_bone_imaged_twice_is_one_lesion_from_its_first_image() -> None:
    row = rate_of("region", "femur", seen(("p00", "femur", 100), ("p00", "femur", 200)))
    assert row["lesion_count"] == 1
    assert row["lesion_years"] == pytest.approx(265 / 365.25)


@pytest.mark.parametrize(
    ("told", "count"),
    [(event("p00", 100, "FX", bone_site="femur"), 1),
     (event("p00", 10, "FX", bone_site="femur"), 0),  # before its image
     (event("p00", 100, "FX", bone_site="humerus"), 0),
     (event("p00", 100, "FX"), 0),  # of no known bone
     (event("p01", 100, "FX", bone_site="femur"), 0),
     (event("p00", 100, "SX", bone_site="femur", linked_event_id="x"), 0),
     (event("p00", 100, "HCM", bone_site="femur"), 0),
     (event("p00", 100, "FX", bone_site="femur", is_prevalent=True), 0)],
)  # fmt: skip
def test_which_events_belong_to_a_lesion(told: dict[str, object], count: int) -> None:
    row = rate_of("region", "femur", seen(("p00", "femur", 10), ("p01", "rib", 0)), told)
    assert row["event_count"] == count


def test_an_event_of_one_bone_is_counted_once() -> None:
    lesions = seen(("p00", "femur_neck", 5), ("p00", "femur_diaphysis", 0))
    told = event("p00", 100, "FX", bone_site="femur_neck")
    assert rate_of("all", "all", lesions, told)["event_count"] == 1


def test_nobody_has_no_rate() -> None:
    cohort, events, first = lives()
    assert lesion_event_rate(hospital()["lesion"], cohort, events).is_empty()
    assert sre_rate(cohort, events)["rate_per_100_patient_years"].to_list() == [None] * 4
    assert sre_burden(cohort, events, first)["mean_count"].drop_nulls().is_empty()


def test_sse_is_told_as_the_least_and_the_most_it_can_be_everywhere() -> None:
    """A fracture of unknown symptom on day 40, a felt one on day 100, each of another patient."""
    doubtful = patient("a", last_contact=400).fracture(40, is_symptomatic=None)
    frames = hospital(
        doubtful.fracture(80, is_symptomatic=None), patient("b", last_contact=400).fracture(100)
    )
    rates = derive("sre_rate", frames)
    assert dict(rates.select("endpoint", "event_count").rows()) == {
        "SRE4": 3, "SRE5": 3, "SSE": 1, "SSE_upper": 3,
    }  # fmt: skip
    burden = derive("sre_burden", frames)
    for endpoint, mean, share in (("SSE", 0.5, 0.5), ("SSE_upper", 1.5, 1.0)):
        row = at_month(burden, 6, endpoint=endpoint)
        assert (row["mean_count"], row["incidence"]) == (mean, share)
        incidence = derive("sre_incidence_by_kind", frames)
        assert at_month(incidence, 9, event_outcome=endpoint)["incidence"] == share
        untreated = derive("sre_without_bone_agent", frames)
        assert at_month(untreated, 9, event_outcome=endpoint)["incidence"] == share
    again = derive("sre_recurrence", frames)
    assert at_month(again, 3, endpoint="SSE_upper")["event_count"] == 1
    assert at_month(again, 3, endpoint="SSE")["event_count"] == 0
    curve = derive("sre_incidence", frames).filter(pl.col("stratum") == "all")
    last = curve.filter(pl.col("incidence_cause") == "sre").sort("day").group_by("endpoint").last()
    assert dict(last.select("endpoint", "incidence").rows())["SSE"] == 0.5
