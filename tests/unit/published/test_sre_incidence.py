"""Published cumulative incidence."""

import polars as pl
import pytest

from tests.support.histories import derived_table
from transforms.published.sre_incidence import sre_incidence

# The fixture of domain.md §2.6: 12 people, 1 event, 2 death, 0 censored.
TIMES = (30, 45, 60, 75, 90, 120, 150, 180, 210, 240, 300, 360)
STATUSES = (1, 2, 1, 0, 1, 2, 1, 2, 0, 1, 2, 0)


def people(entries: tuple[int, ...], histology: str = "adenocarcinoma") -> pl.DataFrame:
    lines = "\n".join(
        f"p{n} | SRE4 | {entry} | {time} | {status} | {histology}"
        for n, (entry, time, status) in enumerate(zip(entries, TIMES, STATUSES, strict=True))
    )
    return derived_table(
        "first_event", f"patient | endpoint | entry_day | exit_day | status | histology\n{lines}"
    )


def incidence(frame: pl.DataFrame, day: int, cause: str = "sre", stratum: str = "all") -> float:
    (found,) = frame.filter(
        pl.col("day") == day, pl.col("incidence_cause") == cause, pl.col("stratum") == stratum
    )["incidence"].to_list()
    return float(found)


def test_death_competes() -> None:
    curve = sre_incidence(people((0,) * 12))
    assert incidence(curve, 240) == pytest.approx(0.479167, abs=1e-6)
    assert incidence(curve, 360, cause="death") == pytest.approx(0.395833, abs=1e-6)
    naive_one_minus_kaplan_meier = 0.598958
    assert incidence(curve, 360) < naive_one_minus_kaplan_meier - 0.1


def test_people_who_enter_late_are_not_at_risk_before() -> None:
    curve = sre_incidence(people((0, 10, 0, 20, 0, 40, 0, 0, 100, 0, 50, 0)))
    assert incidence(curve, 240) == pytest.approx(0.499902, abs=1e-6)
    first = curve.filter(pl.col("day") == 30, pl.col("stratum") == "all")
    assert first["n_risk"].unique().to_list() == [9]


def test_limits_are_those_of_the_log_log_scale() -> None:
    last = sre_incidence(people((0,) * 12)).filter(
        pl.col("day") == 240, pl.col("incidence_cause") == "sre", pl.col("stratum") == "all"
    ).row(0, named=True)
    assert 0 < last["lower"] < last["incidence"] < last["upper"] < 1
    assert last["std_err"] == pytest.approx(0.16, abs=0.02)


def test_each_histology_is_a_stratum_and_an_unknown_one_too() -> None:
    some = people((0,) * 12).with_columns(
        histology=pl.when(pl.col("patient_id").is_in(["p0", "p1"])).then(None)
        .otherwise("histology"))
    curve = sre_incidence(some)
    strata = curve.filter(pl.col("stratum") == "histology")["stratum_value"].unique().sort()
    assert strata.to_list() == ["adenocarcinoma", "unknown"]
    unknown = curve.filter(pl.col("stratum_value") == "unknown", pl.col("day") == 45)
    assert dict(unknown.select("incidence_cause", "incidence").rows()) == {
        "sre": pytest.approx(0.5), "death": pytest.approx(0.5)}


def test_each_endpoint_has_its_curves() -> None:
    both = pl.concat([people((0,) * 12), people((0,) * 12).with_columns(endpoint=pl.lit("SSE"))])
    curve = sre_incidence(both)
    assert curve["endpoint"].unique().sort().to_list() == ["SRE4", "SSE"]
    assert curve.filter(pl.col("endpoint") == "SRE4").drop("endpoint").equals(
        curve.filter(pl.col("endpoint") == "SSE").drop("endpoint"))


def test_events_and_event_free_add_up() -> None:
    curve = sre_incidence(people((0,) * 12)).filter(pl.col("stratum") == "all")
    last = curve.filter(pl.col("day") == 360)["incidence"].sum()
    assert last == pytest.approx(1 - 0.125)


def test_nobody_under_observation_gives_no_curve() -> None:
    assert sre_incidence(people((0,) * 12).clear()).is_empty()
