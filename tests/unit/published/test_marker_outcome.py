"""Death and events by stratum of bone markers: who is followed from when."""

import polars as pl
import pytest

from tests.support.hazard_populations import cohort_of
from tests.support.histories import day, shuffled
from tests.support.populations import drawn, event
from transforms.published.marker_outcome import marker_outcome

MONTH = 30.4375
Baseline = tuple[str, str, str, int]


def strata(*told: Baseline, analyte: str = "NTX_CR") -> pl.DataFrame:
    """patient, stratum, class, day of the baseline."""
    rows = [
        {"patient_id": who, "analyte_code": analyte, "baseline_stratum": stratum,
         "baseline_class": letter, "baseline_on": day(on)}
        for who, stratum, letter, on in told
    ]  # fmt: skip
    return drawn("marker_stratum", rows)


def first_events(*told: tuple[str, float, int], endpoint: str = "SRE4") -> pl.DataFrame:
    rows = [
        {"patient_id": who, "endpoint": endpoint, "entry_day": 0, "exit_day": on, "status": status}
        for who, on, status in told
    ]
    return drawn("first_event", rows)


def outcome(
    people: dict[str, dict[str, int]],
    baselines: pl.DataFrame,
    events: dict[str, list[int]] | None = None,
    first: pl.DataFrame | None = None,
) -> dict[tuple[str, str, str, str], dict[str, object]]:
    told = [event(who, on) for who, days in (events or {}).items() for on in days]
    rows = marker_outcome(
        cohort_of(people), baselines, drawn("skeletal_event", told),
        first_events() if first is None else first,
    )  # fmt: skip
    key = ("analyte_code", "stratum", "stratum_value", "endpoint")
    return {tuple(str(row[name]) for name in key): row for row in rows.iter_rows(named=True)}


LOW = ("NTX_CR", "baseline_stratum", "low", "SRE4")
HIGH = ("NTX_CR", "baseline_stratum", "high", "SRE4")


def test_median_survival_deaths_and_events_of_each_stratum() -> None:
    people = {"a": {"died": 100}, "b": {"died": 200}, "c": {"died": 300}, "d": {"seen_until": 365}}
    baselines = strata(("a", "low", "N", 0), ("b", "low", "N", 0), ("c", "low", "N", 0),
                       ("d", "high", "E", 0))  # fmt: skip
    told = outcome(people, baselines, {"a": [30], "b": [30, 150], "d": [90]})
    low, high = told[LOW], told[HIGH]
    assert low["median_survival_months"] == pytest.approx(200 / MONTH)
    assert (low["patient_count"], low["death_count"], low["event_count"]) == (3, 3, 3)
    assert low["rate_per_100_patient_years"] == pytest.approx(100 * 3 * 365.25 / 600)
    assert low["rate_lower"] < low["rate_per_100_patient_years"] < low["rate_upper"]
    assert (high["death_count"], high["median_survival_months"]) == (0, None)


def test_ntx_has_two_conventions_and_activity_of_balp_one() -> None:
    people = {"a": {"died": 100}}
    both = pl.concat(
        [strata(("a", "moderate", "E", 0)), strata(("a", "high", "E", 0), analyte="BALP_ACT")]
    )
    assert {key[:3] for key in outcome(people, both)} == {
        ("NTX_CR", "baseline_stratum", "moderate"), ("NTX_CR", "baseline_class", "E"),
        ("BALP_ACT", "baseline_stratum", "high"),
    }  # fmt: skip


def test_nobody_is_followed_before_the_day_of_the_baseline() -> None:
    people = {"a": {"seen_until": 120}, "b": {"died": 25}}
    told = outcome(people, strata(("a", "low", "N", 20), ("b", "low", "N", 25)), {"a": [10, 60]})
    assert told[LOW]["patient_count"] == 1  # b died on the day of the sample
    assert told[LOW]["patient_years"] == pytest.approx(100 / 365.25)
    assert told[LOW]["event_count"] == 1


def test_a_baseline_of_before_index_counts_from_entry() -> None:
    people = {"a": {"seen_until": 120, "entry": 20}}
    told = outcome(people, strata(("a", "low", "N", -50)))
    assert told[LOW]["patient_years"] == pytest.approx(100 / 365.25)


def test_incidence_at_12_months_of_those_free_of_event_at_baseline() -> None:
    people = {who: {"seen_until": 500} for who in "abcd"}
    first = first_events(("a", 10, 1), ("b", 100, 1), ("c", 200, 2), ("d", 500, 0))
    baselines = strata(*((who, "high", "E", 15) for who in "abcd"))
    row = outcome(people, baselines, first=first)[HIGH]
    # a had the event before the sample: of b, c and d, one has it
    assert row["incidence"] == pytest.approx(1 / 3)
    assert (row["at_month"], row["at_day"], row["n_risk"]) == (12, 365, 1)


def test_without_a_baseline_or_a_stratum_a_patient_is_nowhere() -> None:
    people = {who: {"died": 100} for who in "abc"}
    unknown = strata(("a", "low", "N", 0), ("b", "low", "N", 0)).with_columns(
        pl.when(pl.col("patient_id") == "a").then("baseline_stratum").alias("baseline_stratum")
    )
    told = outcome(people, unknown)
    assert told[LOW]["patient_count"] == 1
    assert outcome(people, strata()) == {}


def test_row_order_changes_no_digit() -> None:
    names = [f"p{number:02d}" for number in range(40)]
    people = {who: {"died": 37 + 11 * n} for n, who in enumerate(names)}
    tables = {
        "cohort": cohort_of(people),
        "marker_stratum": strata(
            *((who, ("low", "moderate", "high")[n % 3], "NE"[n % 2], n % 25)
              for n, who in enumerate(names))
        ),
        "skeletal_event": drawn("skeletal_event", [event(who, 30 + n % 7)
                                                   for n, who in enumerate(names) if n % 3]),
        "first_event": first_events(*((who, 30.5 + 7 * n, n % 3) for n, who in enumerate(names))),
    }  # fmt: skip
    assert marker_outcome(**tables).equals(marker_outcome(**shuffled(tables, seed=2)))
