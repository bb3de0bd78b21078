"""A reader who filters, one choice after another, never sees two groups that differ by 1 to 10.

Nothing is remembered of what somebody asked: the narrowest group of such a chain is withheld from
everybody, so every session, in any order and over any number of days, is one of these.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.disclosure.reader import disclosing
from dashboard.disclosure.tables import disclosed
from dashboard.queries import population
from tests.support.dashboard_home import dashboard_home
from tests.support.disclosure_attacker import Cell, choices_of_all
from tests.support.filtered_population import (
    FROM_AGENT,
    FROM_METASTASIS,
    Group,
    Person,
    groups,
    populations,
    published,
)
from warehouse.reader import current_path, open_reader

# Parts of one of these share patients: what a reader adds up means nothing.
OVERLAPPING = ("bone_agent",)
# Tables are protected one by one: together they may leave fewer values than each, never one.
LEAST_CHOICES = 2
Place = tuple[str, str, str]


def shown_groups(people: list[Person]) -> dict[Place, Group]:
    """The groups of which a reader sees anything: patients, events, or a curve."""
    tables = disclosed(published(people))
    counts = tables["sre_rate_by_part"].filter(
        pl.col("patient_count").is_not_null() | (pl.col("event_count") > 0)
    )
    told = {
        tuple(row)
        for table in (counts, tables["sre_curve"])
        for row in table.select("time_origin", "stratum", "stratum_value").rows()
    }
    return {
        place: group
        for group in groups(people)
        if (place := (group.origin, group.stratum, group.value)) in told
    }


def chains(shown: dict[Place, Group]) -> Iterator[tuple[Place, list[Place]]]:
    """A group, and parts of it that a reader can take from it, each as followed from either."""
    for origin, stratum, value in shown:
        narrower = (FROM_AGENT, stratum, value)
        if origin == FROM_METASTASIS and narrower in shown:
            yield (origin, stratum, value), [narrower]
    for origin in (FROM_METASTASIS, FROM_AGENT):
        if (origin, "all", "all") not in shown:
            continue
        for stratum in {stratum for _, stratum, _ in shown} - {"all"}:
            for parts in _combined(shown, origin, stratum):
                if len(parts) == 1 or stratum not in OVERLAPPING:
                    yield (origin, "all", "all"), parts


def _combined(shown: dict[Place, Group], origin: str, stratum: str) -> Iterator[list[Place]]:
    values = sorted({value for _, named, value in shown if named == stratum})
    origins = (None, origin, FROM_AGENT) if origin != FROM_AGENT else (None, FROM_AGENT)
    for each in product(origins, repeat=len(values)):
        parts = [
            (since, stratum, value)
            for since, value in zip(each, values, strict=True)
            if since and (since, stratum, value) in shown
        ]
        if parts:
            yield parts


def require_no_near_chain(people: list[Person]) -> None:
    shown = shown_groups(people)
    for wide, parts in chains(shown):
        taken = frozenset().union(*(shown[part].people for part in parts))
        left = len(shown[wide].people - taken)
        assert not 0 < left < 11, (wide, parts, left)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(populations())
def test_no_chain_of_choices_leaves_one_to_ten_patients(people: list[Person]) -> None:
    require_no_near_chain(people)


@pytest.mark.long
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(populations())
def test_no_chain_of_choices_in_many_populations_leaves_one_to_ten_patients(
    people: list[Person],
) -> None:
    require_no_near_chain(people)


def somebody(histology: str, count: int, agent: str | None = None) -> list[Person]:
    return [Person(number, histology, None, agent, True, True, True) for number in range(count)]


def numbered(*kinds: list[Person]) -> list[Person]:
    each = [person for kind in kinds for person in kind]
    return [
        Person(number, one.histology, one.gene, one.agent, one.is_before, one.has_event, True)
        for number, one in enumerate(each)
    ]


@pytest.mark.parametrize(
    ("others", "is_refused"),
    [pytest.param(10, True, id="ten others"), pytest.param(11, False, id="eleven others")],
)
def test_a_group_is_refused_whole_when_it_is_nearly_everybody(
    others: int, is_refused: bool
) -> None:
    """60 of 70 is refused, since 10 would be left of everybody; 60 of 71 is not."""
    people = numbered(somebody("adenocarcinoma", 60), somebody("squamous", others))
    tables = disclosed(published(people))
    adeno = pl.col("stratum_value") == "adenocarcinoma"
    (row,) = tables["sre_rate_by_part"].filter(adeno).rows(named=True)
    assert (row["patient_count"] is None) is is_refused
    assert (row["event_count"] is None) is is_refused
    assert tables["sre_curve"].filter(adeno).is_empty() is is_refused
    assert not tables["sre_curve"].filter(stratum="all").is_empty()


def test_whoever_is_followed_from_an_agent_is_refused_when_nearly_all_have_one() -> None:
    people = numbered(somebody("squamous", 60, "denosumab"), somebody("squamous", 4))
    shown = shown_groups(people)
    assert (FROM_METASTASIS, "all", "all") in shown
    assert not [place for place in shown if place[0] == FROM_AGENT]


def test_few_patients_with_many_events_tell_nothing() -> None:
    """No figure of fewer than eleven patients, however many events they had."""
    people = numbered(somebody("adenocarcinoma", 40), somebody("squamous", 9))
    exact = published(people)
    many = exact["sre_rate_by_part"].with_columns(event_count=pl.col("event_count") * 3)
    shown = disclosed({**exact, "sre_rate_by_part": many})["sre_rate_by_part"]
    (few,) = shown.filter(stratum_value="squamous").rows(named=True)
    assert few["event_count"] is None and few["rate_per_100_patient_years"] is None


def secrets(people: list[Person]) -> list[Cell]:
    """Every count from 1 to 10 of the three tables."""
    exact = published(people)
    columns = {
        "sre_rate_by_part": ("patient_count", "event_count"),
        "pain_at_index": ("patient_count", "denominator", "unknown_count"),
    }
    return [
        (table, number, column)
        for table, names in columns.items()
        for number, row in enumerate(exact[table].rows(named=True))
        for column in names
        if 0 < row[column] < 11
    ]


def require_nothing_follows_from_all(people: list[Person]) -> None:
    """All tables of a session together, by somebody who knows that the cohort is one."""
    shown = disclosed(published(people))
    told = {name: shown[name] for name in ("sre_rate_by_part", "pain_at_index")}
    rows = enumerate(told["sre_rate_by_part"].rows(named=True))
    cohort = {
        (row["stratum"], row["stratum_value"]): ("sre_rate_by_part", number, "patient_count")
        for number, row in rows
        if row["time_origin"] == FROM_METASTASIS
    }
    known = [
        (
            cohort[row["stratum"], row["stratum_value"]],
            [("pain_at_index", number, name) for name in ("denominator", "unknown_count")],
        )
        for number, row in enumerate(told["pain_at_index"].rows(named=True))
    ]
    for cell, left in choices_of_all(told, secrets(people), known).items():
        assert left >= LEAST_CHOICES, (cell, left, people)


@settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(populations())
def test_no_small_count_follows_from_tables_taken_together(people: list[Person]) -> None:
    require_nothing_follows_from_all(people)


@pytest.mark.long
@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(populations())
def test_no_small_count_follows_from_tables_of_many_populations(people: list[Person]) -> None:
    require_nothing_follows_from_all(people)


def test_an_answer_does_not_depend_on_what_was_asked_before(tmp_path: Path) -> None:
    home = dashboard_home(tmp_path / "home")
    asked = [
        (question, endpoint, origin, stratum)
        for question in (population.rates, population.curves, population.at_risk)
        for endpoint in ("SRE4", "SRE5")
        for origin in (FROM_METASTASIS, FROM_AGENT)
        for stratum in ("all", "histology", "bone_agent")
    ]
    answers = []
    for order in (asked, asked[::-1]):
        reader = disclosing(open_reader(current_path(home)))
        told = {look: look[0](reader, *look[1:]) for look in order}
        reader.close()
        answers.append([told[look] for look in asked])
    assert all(one.equals(other) for one, other in zip(*answers, strict=True))
    assert sum(answer.height for answer in answers[0]) > 50
