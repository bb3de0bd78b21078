"""The fast answer equals the slow obvious one, on random histories."""

from datetime import date, datetime, timedelta

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.histories import AS_OF, DAY_0, SYSTEM, Patient, day, derive, hospital, patient
from tests.support.slow_events import Event, Result, albumin_for, counted_events, episodes
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
        for endpoint in ("SRE4", "SRE5", "SSE"):
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


values = st.dictionaries(
    st.integers(0, 60),
    st.sampled_from([2.3, 2.60, 2.61, 2.8, 2.99, 3.0, 3.3, 3.6]),
    min_size=1,
    max_size=14,
)


@CAREFUL
@given(st.lists(values, min_size=1, max_size=5))
def test_hypercalcaemia_episodes(told: list[dict[int, float]]) -> None:
    patients = []
    for n, series in enumerate(told):
        somebody = patient(f"p{n}")
        for on, value in series.items():
            somebody = somebody.lab("CA_TOTAL", value, on).lab("ALB", 40, on)
        patients.append(somebody)
    fast = derive("hypercalcaemia_episode", hospital(*patients), AS_OF)
    for n, series in enumerate(told):
        own = fast.filter(pl.col("patient_id") == f"p{n}")
        spans = own.select(
            pl.col("episode_start_at").dt.date(), pl.col("episode_end_at").dt.date(), "sample_count"
        ).rows()
        assert spans == [
            _span(days) for days in episodes([(day(on), value) for on, value in series.items()])
        ]


def _span(days: list[date]) -> tuple[date, date, int]:
    return days[0], days[-1], len(days)
