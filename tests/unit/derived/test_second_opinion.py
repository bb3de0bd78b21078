"""The fast answer equals the slow obvious one, on random histories."""

from datetime import datetime, timedelta

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.histories import (
    AS_OF,
    DAY_0,
    SYSTEM,
    Patient,
    day,
    derive,
    hospital,
    patient,
    shuffled,
)
from tests.support.slow_events import (
    Calcium,
    Event,
    Hormone,
    Result,
    albumin_for,
    counted_events,
    episodes,
    etiology,
)
from transforms.derived.corrected_calcium import corrected_calcium
from transforms.derived.skeletal_event import skeletal_event

CAREFUL = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
MIDNIGHT = datetime.combine(DAY_0, datetime.min.time())

# few instants, few samples: ties and collisions are what is looked for
instants = st.integers(0, 24 * 20).map(lambda hours: MIDNIGHT + timedelta(hours=hours))
issues = st.none() | st.integers(0, 3).map(lambda hours: MIDNIGHT + timedelta(days=30, hours=hours))
samples = st.none() | st.sampled_from(["S1", "S2", "S3"])
results = st.tuples(st.sampled_from("ab"), instants, samples, issues, st.booleans())


@CAREFUL
@given(st.lists(results, min_size=1, max_size=15), st.lists(results, max_size=15))
def test_albumin_pairing(
    drawn_calcium: list[tuple[str, datetime, str | None, datetime | None, bool]],
    drawn_albumin: list[tuple[str, datetime, str | None, datetime | None, bool]],
) -> None:
    calcium = [_result(n, drawn, "C") for n, drawn in enumerate(drawn_calcium)]
    albumin = [_result(n, drawn, "A") for n, drawn in enumerate(drawn_albumin)]
    frames = hospital(*_with_results(calcium, "CA_TOTAL"), *_with_results(albumin, "ALB"))
    lab_result = frames["lab_result"].sample(fraction=1, shuffle=True, seed=len(calcium))
    fast = corrected_calcium(lab_result).select("calcium_row", "pairing", "albumin_row").rows()
    slow = [(_row(c.row), *_named(albumin_for(c, albumin))) for c in calcium]
    assert sorted(fast) == sorted(slow)


def _result(
    number: int, drawn: tuple[str, datetime, str | None, datetime | None, bool], prefix: str
) -> Result:
    somebody, at, sample, resulted_at, has_time = drawn
    # of an instant, the time is known or it is not: midnight is how an unknown one is written
    is_timed = has_time or at.hour != 0
    return Result(somebody, at, 2.5, f"{prefix}{number:02}", sample, resulted_at, is_timed)


def _with_results(told: list[Result], analyte: str) -> list[Patient]:
    return [
        Patient(result.patient).having(
            "lab_result",
            analyte_code=analyte,
            value=2.5 if analyte == "CA_TOTAL" else 40.0,
            source_row_id=result.row,
            sampled_at=result.at,
            sample_id=result.sample,
            resulted_at=result.resulted_at,
            has_sample_time=result.is_timed,
        )
        for result in told
    ]


def _row(name: str) -> str:
    return f"lab_result:{SYSTEM}:{name}"


def _named(paired: tuple[str, str | None]) -> tuple[str, str | None]:
    pairing, row = paired
    return pairing, None if row is None else _row(row)


kinds = st.sampled_from(["FX", "SX", "SCC"])
happenings = st.tuples(st.integers(-5, 90), kinds, st.none() | st.booleans())
lives = st.tuples(st.integers(0, 40), st.lists(happenings, max_size=12))


@CAREFUL
@given(st.lists(lives, min_size=1, max_size=6))
def test_same_day_merging_and_21_days(
    told: list[tuple[int, list[tuple[int, str, bool | None]]]],
) -> None:
    patients = [
        _with_happenings(patient(f"p{n}", first_contact=entry), happened)
        for n, (entry, happened) in enumerate(told)
    ]
    cohort, frames = _cohort(told), hospital(*patients)
    fast = skeletal_event(cohort, derive("event_candidate", frames))
    for n, (entry, _) in enumerate(told):
        own = fast.filter(pl.col("patient_id") == f"p{n}")
        events = [
            Event(*row)
            for row in own.select(
                "event_id", "patient_id", "event_day", "event_kind", "is_symptomatic"
            ).rows()
        ]
        for endpoint in ("SRE4", "SRE5", "SSE", "SSE_upper"):
            counted = own.filter(pl.col(f"is_counted_{endpoint.lower()}"))["event_id"]
            assert set(counted) == counted_events(events, endpoint, entry_day=entry)


def _with_happenings(somebody: Patient, happened: list[tuple[int, str, bool | None]]) -> Patient:
    for on, kind, is_symptomatic in happened:
        if kind == "FX":
            somebody = somebody.fracture(on, is_symptomatic=is_symptomatic)
        elif kind == "SX":
            somebody = somebody.surgery(on)
        else:
            somebody = somebody.cord_compression(on)
    return somebody


def _cohort(told: list[tuple[int, list[tuple[int, str, bool | None]]]]) -> pl.DataFrame:
    """Index on DAY_0 whatever a fracture just before would reveal."""
    quiet = hospital(*(patient(f"p{n}", first_contact=entry) for n, (entry, _) in enumerate(told)))
    return derive("cohort", quiet)


calcium = st.builds(
    Calcium,
    st.sampled_from(["=", "=", "=", "<", ">"]),
    st.sampled_from([2.3, 2.60, 2.61, 2.99, 3.0, 3.3, 3.6]),
)
# days around the 14 of a gap, so that relapses without recovery come often
days = st.sampled_from([0, 1, 3, 14, 15, 18, 29, 30, 33, 48, 60])
calcium_by_day = st.dictionaries(days, calcium, min_size=1, max_size=8)
pth_by_day = st.dictionaries(
    st.integers(-5, 75),
    st.tuples(st.sampled_from([8.0, 60.0, 65.0, 66.0, 90.0]), st.sampled_from([55.0, 65.0, 88.0])),
    max_size=6,
)


@CAREFUL
@given(st.lists(st.tuples(calcium_by_day, pth_by_day), min_size=1, max_size=5), st.integers(0, 9))
def test_hypercalcaemia_episodes(
    told: list[tuple[dict[int, Calcium], dict[int, tuple[float, float]]]], seed: int
) -> None:
    patients = [_with_hypercalcaemia(f"p{n}", *series) for n, series in enumerate(told)]
    frames = shuffled(hospital(*patients), seed)
    fast = derive("hypercalcaemia_episode", frames, AS_OF).select(
        "patient_id",
        pl.col("episode_start_at", "episode_end_at", "recovered_at").dt.date(),
        "sample_count",
        "peak_calcium_mmol_l",
        "peak_calcium_operator",
        "hcm_etiology",
    )
    slow = [
        (
            f"p{n}",
            episode.days[0],
            episode.days[-1],
            episode.recovered_on,
            len(episode.days),
            episode.peak.value,
            episode.peak.operator,
            etiology(episode, [Hormone(day(on), *pth) for on, pth in hormones.items()]),
        )
        for n, (series, hormones) in enumerate(told)
        for episode in episodes([(day(on), drawn) for on, drawn in series.items()])
    ]
    assert fast.rows() == slow


def _with_hypercalcaemia(
    name: str, series: dict[int, Calcium], hormones: dict[int, tuple[float, float]]
) -> Patient:
    somebody = patient(name)
    for on, drawn in series.items():
        told = somebody.lab("CA_TOTAL", drawn.value, on, value_operator=drawn.operator)
        somebody = told.lab("ALB", 40, on)
    for on, (value, upper) in hormones.items():
        somebody = somebody.lab("PTH", value, on, reference_low=10.0, reference_high=upper)
    return somebody
