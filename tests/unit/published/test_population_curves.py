"""Curves by day: thinned without changing a figure, from bone metastasis or an agent."""

import polars as pl
import pytest

from tests.support.histories import day, derive, hospital, patient
from tests.support.populations import Value, drawn, event, lives, profiles
from transforms.published.estimates.thinned import thinned
from transforms.published.sre_curve import sre_curve
from transforms.published.sre_incidence import sre_incidence
from transforms.published.sre_number_at_risk import sre_number_at_risk
from transforms.published.sre_rate import sre_rate
from transforms.published.sre_rate_by_part import sre_rate_by_part
from transforms.published.sre_test_since_agent import sre_test_since_agent
from transforms.published.survival_by_group import survival_by_group
from transforms.published.survival_curve import survival_curve

# domain.md §2.6: fixture A, one exit each (1 event, 2 death, 0 censored), and fixture C.
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
Frames = dict[str, pl.DataFrame]


def of_lives(*people: tuple[int, bool, list[int]]) -> Frames:
    cohort, events, first = lives(*people)
    return {
        "first_event": first,
        "cohort": cohort,
        "skeletal_event": events,
        "molecular_group": drawn("molecular_group", []),
        "marker_stratum": drawn("marker_stratum", []),
        "lesion": hospital()["lesion"],
        "bone_agent_administration": hospital()["bone_agent_administration"],
    }


def of_treated(*people: tuple[int, int | None, bool, list[int]]) -> Frames:
    """People told as (end, day of the first dose, death, event days)."""
    frames = of_lives(*((end, died, days) for end, _, died, days in people))
    doses = [None if dose is None else day(dose) for _, dose, _, _ in people]
    cohort = frames["cohort"].with_columns(pl.Series("first_bone_agent_on", doses, pl.Date))
    return {**frames, "cohort": cohort}


def steps(
    curves: pl.DataFrame, measure: str, origin: str = "bone_metastasis", part: str = "all"
) -> dict[float, float]:
    found = curves.filter(
        pl.col("endpoint") == "SRE4",
        pl.col("time_origin") == origin,
        pl.col("stratum_value") == part,
        pl.col("curve_measure") == measure,
    )
    return dict(found.select("curve_day", "curve_estimate").rows())


def test_thinning_keeps_the_last_exact_row_of_each_week_and_month() -> None:
    days = [1.0, 3.0, 6.0, 7.0, 29.0, 30.0, 31.0, 33.0]
    curve = pl.DataFrame({"time": days, "estimate": [day / 100 for day in days]})
    # 28 to 34 is one week, and day 30 the last of the first month
    assert thinned(curve, "time")["time"].to_list() == [6.0, 7.0, 30.0, 33.0]


def test_every_day_of_the_curve_has_the_incidence_of_the_table_of_all_days() -> None:
    frames = of_lives(*FIXTURE_A)
    not_asked = ("skeletal_event", "bone_agent_administration")
    exact = sre_incidence(**{name: frames[name] for name in frames if name not in not_asked})
    daily = exact.filter(
        pl.col("endpoint") == "SRE4", pl.col("stratum") == "all", pl.col("incidence_cause") == "sre"
    )
    known = dict(daily.select("day", "incidence").rows())
    told = steps(sre_curve(**frames), "incidence")
    assert told and told == {on: known[on] for on in told}
    assert told[240.0] == pytest.approx(0.479167, abs=5e-7)


def test_the_naive_curve_is_above_the_incidence_and_has_no_limits() -> None:
    curves = sre_curve(**of_lives(*FIXTURE_A))
    incidence, naive = steps(curves, "incidence"), steps(curves, "wrong_naive")
    assert naive[240.0] > incidence[240.0]
    limits = curves.filter(pl.col("curve_measure") == "wrong_naive")
    assert limits["curve_lower"].null_count() == limits.height > 0


def test_the_mean_number_of_fixture_c_by_hand() -> None:
    """Day 30: 1 of 8. Day 40: 2 of 8. Day 60: a death, after it everybody alive weighs 7/8."""
    means = steps(sre_curve(**of_lives(*FIXTURE_C)), "mean_count")
    assert means[40.0] == pytest.approx(2 / 8)
    assert means[70.0] == pytest.approx(2 / 8 + 7 / 8 * 1 / 7)


def test_from_the_agent_days_run_from_the_dose_and_earlier_events_do_not_end_anything() -> None:
    frames = of_treated(
        (300, 100, False, [40, 160]),
        (300, 100, True, []),
        (300, None, False, [50]),
        (90, 100, True, [80]),
    )
    told = steps(sre_curve(**frames), "incidence", origin="bone_agent")
    assert told == {60.0: 0.5, 200.0: 0.5}


def test_an_event_on_the_day_of_the_dose_came_before_it() -> None:
    frames = of_treated((300, 100, False, [100]), (300, 100, False, []))
    assert set(steps(sre_curve(**frames), "incidence", origin="bone_agent").values()) == {0.0}


def test_who_is_treated_before_index_enters_late() -> None:
    frames = of_treated((200, -50, False, []), (200, 0, False, [100]))
    at_risk = sre_number_at_risk(**frames).filter(
        pl.col("endpoint") == "SRE4",
        pl.col("time_origin") == "bone_agent",
        pl.col("stratum") == "all",
    )
    assert at_risk["n_risk"].to_list()[:4] == [1, 2, 1, 0]


def test_nobody_is_before_the_agent_from_the_agent() -> None:
    curves = sre_curve(**of_treated((300, 100, False, []), (300, 20, True, [40])))
    strata = dict(curves.group_by("time_origin").agg(pl.col("stratum").unique().sort()).rows())
    assert "bone_agent" in strata["bone_metastasis"]
    assert "bone_agent" not in strata["bone_agent"]
    assert strata["first_event"] == ["all"]


def test_the_rate_of_everybody_from_bone_metastasis_is_the_published_one() -> None:
    frames = of_lives(*FIXTURE_C)
    whole = sre_rate(frames["cohort"], frames["skeletal_event"]).sort("endpoint")
    parts = sre_rate_by_part(**frames).filter(
        pl.col("stratum") == "all", pl.col("time_origin") == "bone_metastasis"
    )
    shared = [name for name in whole.columns if name in parts.columns]
    assert parts.sort("endpoint").select(shared).equals(whole.select(shared))


def test_number_at_risk_counts_those_without_an_event_and_those_followed() -> None:
    rows = sre_number_at_risk(**of_lives(*FIXTURE_C)).filter(
        pl.col("endpoint") == "SRE4",
        pl.col("time_origin") == "bone_metastasis",
        pl.col("stratum") == "all",
    )
    third = rows.filter(pl.col("at_month") == 3).row(0, named=True)
    # day 91: first events on 30, 40, 70, 90 and a death on 60 are past; all but one are followed
    assert (third["n_risk"], third["followed_count"]) == (3, 7)


def crowd(values: dict[str, int]) -> Frames:
    """40 patients of two histologies treated on day 0, the events of each on its own day."""
    people = [(400, 0, False, [on + number]) for on in values.values() for number in range(20)]
    frames = of_treated(*people)
    names = [name for name in values for _ in range(20)]
    cohort = frames["cohort"].with_columns(pl.Series("histology", names))
    return {**frames, "cohort": cohort}


def test_grays_test_since_the_agent_tells_early_events_from_late_ones() -> None:
    rows = sre_test_since_agent(**crowd({"adenocarcinoma": 10, "squamous": 300}))
    by_histology = rows.filter(pl.col("endpoint") == "SRE4", pl.col("stratum") == "histology")
    row = by_histology.row(0, named=True)
    assert row["compared_values"] == ["adenocarcinoma", "squamous"]
    assert row["patient_count"] == 40 and row["gray_p_value"] < 1e-6


def test_the_survival_curve_crosses_one_half_at_the_published_median() -> None:
    told: list[tuple[int, dict[str, Value]]] = [
        (1, {"molecular_group": "KRAS", "died": 40 * number}) for number in range(1, 22)
    ]
    profile = profiles(*told)
    curve = survival_curve(profile).filter(pl.col("survival_comparison") == "by_group")
    median = survival_by_group(profile).filter(pl.col("survival_comparison") == "by_group")
    crossed = curve.filter(pl.col("survival") <= 0.5)["day_from_stage_iv"].min()
    assert crossed == pytest.approx(median["median_survival_months"].item() * 30.4375)
    exits = curve.filter(pl.col("day_from_stage_iv").is_in([40.0 * n for n in range(1, 22)]))
    assert exits["n_risk"].to_list() == list(range(21, 0, -1))


def test_survival_and_the_number_at_risk_are_told_on_the_days_of_the_months() -> None:
    profile = profiles(
        (2, {"molecular_group": "KRAS", "died": 50}),
        (2, {"molecular_group": "KRAS", "seen_until": 200}),
    )
    curve = survival_curve(profile).filter(pl.col("survival_comparison") == "by_group")
    told = curve.select("day_from_stage_iv", "n_risk", "survival").rows()
    assert told == [(0.0, 4, 1.0), (50.0, 4, 0.5), (91.0, 2, 0.5), (183.0, 2, 0.5), (200.0, 2, 0.5)]


def test_the_curves_of_a_hospital_come_from_its_rows() -> None:
    fractured = patient("a").lesion(0, "femur").fracture(60, "femur")
    curves = derive("sre_curve", hospital(fractured, patient("b")))
    assert steps(curves, "incidence")[60.0] == pytest.approx(0.5)
    assert steps(curves, "incidence", part="yes")[60.0] == pytest.approx(1.0)


def test_a_patient_with_two_events_counts_twice_in_the_mean_and_once_in_the_incidence() -> None:
    cohort, _, first = lives((300, False, [50]), (300, False, []))
    events = drawn("skeletal_event", [event("p00", 50), event("p00", 100)])
    frames = {**of_lives(), "cohort": cohort, "first_event": first, "skeletal_event": events}
    curves = sre_curve(**frames)
    assert steps(curves, "mean_count")[100.0] == pytest.approx(1.0)
    assert steps(curves, "incidence")[50.0] == pytest.approx(0.5)
