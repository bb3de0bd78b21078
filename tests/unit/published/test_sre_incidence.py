"""Published cumulative incidence."""

import polars as pl
import pytest

from tests.support.histories import DAY_0, day, derived_table, hospital
from tests.support.populations import drawn
from transforms.published.sre_incidence import sre_incidence as published_incidence

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


def sre_incidence(first_event: pl.DataFrame, **tables: pl.DataFrame) -> pl.DataFrame:
    """The table of these people, of whom nothing is known but their histology, unless told."""
    people = first_event.unique("patient_id").sort("patient_id")
    cohort = [
        {"patient_id": name, "histology": histology, "index_on": DAY_0}
        for name, histology in people.select("patient_id", "histology").rows()
    ]
    usual = {
        "cohort": drawn("cohort", cohort),
        "molecular_group": drawn("molecular_group", []),
        "marker_stratum": drawn("marker_stratum", []),
        "lesion": hospital()["lesion"],
    }
    return published_incidence(first_event, **{**usual, **tables})


def parts(curve: pl.DataFrame, stratum: str) -> dict[str, int]:
    """Patients at risk on the first day shown of each part."""
    rows = curve.filter(pl.col("stratum") == stratum, pl.col("incidence_cause") == "sre")
    first = rows.sort("day").unique("stratum_value", keep="first")
    return dict(first.select("stratum_value", "n_risk").rows())


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
    last = (
        sre_incidence(people((0,) * 12))
        .filter(
            pl.col("day") == 240, pl.col("incidence_cause") == "sre", pl.col("stratum") == "all"
        )
        .row(0, named=True)
    )
    assert 0 < last["lower"] < last["incidence"] < last["upper"] < 1
    assert last["std_err"] == pytest.approx(0.16, abs=0.02)


def test_each_histology_is_a_stratum_and_an_unknown_one_too() -> None:
    some = people((0,) * 12).with_columns(
        histology=pl.when(pl.col("patient_id").is_in(["p0", "p1"]))
        .then(None)
        .otherwise("histology")
    )
    curve = sre_incidence(some)
    strata = curve.filter(pl.col("stratum") == "histology")["stratum_value"].unique().sort()
    assert strata.to_list() == ["adenocarcinoma", "unknown"]
    unknown = curve.filter(pl.col("stratum_value") == "unknown", pl.col("day") == 45)
    assert dict(unknown.select("incidence_cause", "incidence").rows()) == {
        "sre": pytest.approx(0.5),
        "death": pytest.approx(0.5),
    }


def test_each_endpoint_has_its_curves() -> None:
    both = pl.concat([people((0,) * 12), people((0,) * 12).with_columns(endpoint=pl.lit("SSE"))])
    curve = sre_incidence(both)
    assert curve["endpoint"].unique().sort().to_list() == ["SRE4", "SSE"]
    assert (
        curve.filter(pl.col("endpoint") == "SRE4")
        .drop("endpoint")
        .equals(curve.filter(pl.col("endpoint") == "SSE").drop("endpoint"))
    )


def test_events_and_event_free_add_up() -> None:
    curve = sre_incidence(people((0,) * 12)).filter(pl.col("stratum") == "all")
    last = curve.filter(pl.col("day") == 360)["incidence"].sum()
    assert last == pytest.approx(1 - 0.125)


def test_a_molecular_group_is_entered_when_a_report_tells_it() -> None:
    """p0 leaves on day 30: whoever had no result by then was in no group, and is in none."""
    results = [
        (0, "KRAS", 20),
        (2, "KRAS", 45),
        (4, "EGFR", -10),
        (5, "EGFR", 200),
        (6, "ALK", None),
    ]
    groups = [
        {
            "patient_id": f"p{n}",
            "molecular_group": group,
            "molecular_group_known_on": None if complete is None else day(complete),
        }
        for n, group, complete in results
    ]
    curve = sre_incidence(people((0,) * 12), molecular_group=drawn("molecular_group", groups))
    # p0 alone before day 45; p5 left on day 120, before the result
    assert parts(curve, "molecular_group") == {"KRAS": 1, "EGFR": 1}
    kras = curve.filter(pl.col("stratum_value") == "KRAS", pl.col("incidence_cause") == "sre")
    assert kras.select("day", "n_risk").rows() == [(30, 1), (60, 1)]


def test_the_ntx_stratum_is_entered_on_the_day_of_the_sample() -> None:
    strata = [
        {"patient_id": name, "analyte_code": analyte, "baseline_stratum": told, "baseline_on": on}
        for name, analyte, told, on in (
            ("p0", "NTX_CR", "high", day(-5)), ("p1", "NTX_CR", "high", day(29)),
            ("p2", "NTX_CR", "low", day(0)), ("p3", "BALP_ACT", "low", day(0)),
            ("p4", "NTX_CR", None, None),
        )
    ]  # fmt: skip
    curve = sre_incidence(people((0,) * 12), marker_stratum=drawn("marker_stratum", strata))
    assert parts(curve, "ntx_stratum") == {"high": 2, "low": 1}


def test_lesions_described_after_index_do_not_say_what_was_borne_then() -> None:
    rows = [("p0", "femur", 0), ("p1", "rib", -3), ("p1", "femur", 1), ("p2", "femur", 5)]
    lesions = pl.DataFrame(
        [{"patient_id": who, "bone_site": site, "examined_on": day(on)} for who, site, on in rows]
    )
    told = pl.concat([hospital()["lesion"], lesions], how="diagonal")
    assert parts(sre_incidence(people((0,) * 12), lesion=told), "weight_bearing_lesion") == {
        "yes": 1,
        "no": 1,
    }


def test_the_first_dose_parts_the_time_before_an_agent_from_the_time_since() -> None:
    """p0 has an event on day 30, p1 dies on 45, p2 has an event on day 60."""
    doses = {"p0": day(30), "p1": day(-4), "p2": day(50)}
    cohort = [
        {"patient_id": f"p{n}", "index_on": DAY_0, "first_bone_agent_on": doses.get(f"p{n}")}
        for n in range(3)
    ]
    three = people((0,) * 12).filter(pl.col("patient_id").is_in(["p0", "p1", "p2"]))
    curve = sre_incidence(three, cohort=drawn("cohort", cohort)).filter(
        pl.col("stratum") == "bone_agent", pl.col("incidence_cause") == "sre"
    )
    told = curve.select("stratum_value", "day", "n_risk", "n_event", "n_censor").rows()
    assert told == [
        ("before", 30, 2, 1, 0),  # p0: the event of the day of the dose came first
        ("before", 50, 1, 0, 1),  # p2 is treated
        ("since", 45, 1, 0, 0),  # p1 dies
        ("since", 60, 1, 1, 0),  # p2, in since day 50
    ]


def test_nobody_under_observation_gives_no_curve() -> None:
    assert sre_incidence(people((0,) * 12).clear()).is_empty()
