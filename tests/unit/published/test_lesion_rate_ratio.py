"""Bones that bear weight against the others: the ratio of their event rates."""

import polars as pl
import pytest

from tests.support.hazard_populations import cohort_of
from tests.support.histories import day, hospital, shuffled
from tests.support.populations import drawn, event
from transforms.published.lesion_event_rate import lesion_event_rate

RATIO = ("rate_ratio", "rate_ratio_lower", "rate_ratio_upper", "p_value")


def hospital_of(patients: int, bearing: int, others: int, site: str = "femur") -> tuple[
    pl.DataFrame, pl.DataFrame, pl.DataFrame
]:  # fmt: skip
    """Each with a lesion that bears weight and a rib; so many of each have an event."""
    names = [f"p{number:03d}" for number in range(patients)]
    lesions = [
        {"patient_id": who, "bone_site": place, "examined_on": day(0)}
        for who in names
        for place in (site, "rib")
    ]
    told = [event(who, 50, "FX", bone_site=site) for who in names[:bearing]]
    told += [event(who, 80, "RT", bone_site="rib") for who in names[-others:]]
    return (
        pl.concat([hospital()["lesion"].clear(), pl.DataFrame(lesions)], how="diagonal"),
        cohort_of({who: {"seen_until": 200} for who in names}),
        drawn("skeletal_event", told),
    )


def rows_of(stratum: str, frames: tuple[pl.DataFrame, ...]) -> dict[str, dict[str, object]]:
    rows = lesion_event_rate(*frames).filter(pl.col("stratum") == stratum)
    return {str(row["stratum_value"]): row for row in rows.iter_rows(named=True)}


@pytest.mark.parametrize("stratum", ["weight_bearing", "weight_bearing_seed"])
def test_twice_the_events_on_bones_that_bear_weight(stratum: str) -> None:
    told = rows_of(stratum, hospital_of(40, bearing=20, others=10))
    row = told["yes"]
    assert row["rate_ratio"] == pytest.approx(2)
    assert 0 < row["rate_ratio_lower"] < 2 < row["rate_ratio_upper"]
    assert (row["is_withheld"], told["no"]["is_withheld"]) == (False, None)
    assert told["no"]["rate_ratio"] is None


def test_the_founding_text_counts_femur_and_vertebrae_only() -> None:
    frames = hospital_of(40, bearing=20, others=10, site="pelvis")
    assert rows_of("weight_bearing", frames)["yes"]["rate_ratio"] == pytest.approx(2)
    assert set(rows_of("weight_bearing_seed", frames)) == {"no"}


@pytest.mark.parametrize(("patients", "bearing", "others"), [(19, 8, 8), (40, 4, 20), (40, 20, 4)])
def test_few_patients_or_events_are_withheld(patients: int, bearing: int, others: int) -> None:
    row = rows_of("weight_bearing", hospital_of(patients, bearing, others))["yes"]
    assert row["is_withheld"] is True
    assert [row[name] for name in RATIO] == [None] * 4


def test_row_order_changes_no_digit() -> None:
    lesion, cohort, events = hospital_of(60, bearing=23, others=11)
    tables = {"lesion": lesion, "cohort": cohort, "skeletal_event": events}
    told = lesion_event_rate(**tables)
    assert told.equals(lesion_event_rate(**shuffled(tables, seed=3)))
    assert told["rate_ratio"].drop_nulls().len() == 2
