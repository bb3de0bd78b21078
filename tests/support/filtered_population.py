"""Patients known one by one, and the published tables a reader filters, counted from them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from hypothesis import strategies as st

from tests.support.dashboard_home import frame_of
from transforms.published.estimates.thinned import thinned
from transforms.statistics import cumulative_incidence
from warehouse.schema import PUBLISHED

FROM_METASTASIS, FROM_AGENT = "bone_metastasis", "bone_agent"
ENDPOINT = "SRE4"
HISTOLOGIES = ("adenocarcinoma", "small_cell", "squamous")
GENES = ("EGFR", "KRAS", None)
AGENTS = ("zoledronate", "denosumab", None)


@dataclass(frozen=True)
class Person:
    """A patient of the cohort. `is_before`: followed before the agent too, if there is one."""

    number: int
    histology: str
    gene: str | None
    agent: str | None
    is_before: bool
    has_event: bool
    is_pain_known: bool


@dataclass(frozen=True)
class Group:
    """What a reader chooses on the page, and the patients it is of."""

    origin: str
    stratum: str
    value: str
    people: frozenset[Person]


@st.composite
def populations(draw: st.DrawFn) -> list[Person]:
    """A few kinds of patients, several or many of each: groups that nearly fill wider ones."""
    kind = st.tuples(
        st.sampled_from(HISTOLOGIES),
        st.sampled_from(GENES),
        st.sampled_from(AGENTS),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    )
    size = st.one_of(st.integers(1, 12), st.integers(1, 40))
    kinds = draw(st.lists(st.tuples(kind, size), min_size=1, max_size=7))
    each = [kind for kind, size in kinds for _ in range(size)]
    return [Person(number, *kind) for number, kind in enumerate(each)]


def groups(people: list[Person]) -> list[Group]:
    """Every group of the page that has anybody in it."""
    found: dict[tuple[str, str, str], set[Person]] = {}
    for person in people:
        for place in _places(person):
            found.setdefault(place, set()).add(person)
    return [Group(*place, frozenset(members)) for place, members in sorted(found.items())]


def _places(person: Person) -> Iterator[tuple[str, str, str]]:
    origins = [FROM_METASTASIS, *([FROM_AGENT] if person.agent else [])]
    for origin in origins:
        yield origin, "all", "all"
        yield origin, "histology", person.histology
        if person.gene:
            yield origin, "molecular_group", person.gene
    if person.is_before or not person.agent:
        yield FROM_METASTASIS, "bone_agent", "before"
    if person.agent:
        yield FROM_METASTASIS, "bone_agent", "since"
        yield FROM_AGENT, "first_agent", person.agent


def published(people: list[Person]) -> dict[str, pl.DataFrame]:
    """Rates, curves and pain, of these patients."""
    chosen = groups(people)
    return {
        "sre_rate_by_part": _frame("sre_rate_by_part", map(_rate, chosen)),
        "sre_curve": _frame("sre_curve", (row for group in chosen for row in _curve(group))),
        "pain_at_index": _frame("pain_at_index", _pain(chosen)),
    }


def _frame(table: str, rows: "Iterator[dict[str, object]]") -> pl.DataFrame:
    return frame_of(PUBLISHED[table], list(rows)).sort(PUBLISHED[table].order)


def _named(group: Group) -> dict[str, object]:
    return {
        "endpoint": ENDPOINT,
        "time_origin": group.origin,
        "stratum": group.stratum,
        "stratum_value": group.value,
    }


def _rate(group: Group) -> dict[str, object]:
    return {
        **_named(group),
        "event_count": sum(person.has_event for person in group.people),
        "patient_count": len(group.people),
        "patient_years": len(group.people) * 1.5,
    }


def _curve(group: Group) -> Iterator[dict[str, object]]:
    """The incidence of the first event, each patient on a day of their own."""
    followed = pl.DataFrame(
        [(0, float(10 + person.number * 7), int(person.has_event)) for person in group.people],
        schema=["entry_day", "exit_day", "status"],
        orient="row",
    ).sort("exit_day")
    curve = cumulative_incidence(followed, time="exit_day", status="status", entry="entry_day")
    for row in thinned(curve.filter(cause=1), "time").iter_rows(named=True):
        yield {
            **_named(group),
            "curve_measure": "incidence",
            "curve_day": row["time"],
            "n_risk": int(row["n_risk"]),
            "curve_estimate": row["estimate"],
            "curve_lower": row["lower"],
            "curve_upper": row["upper"],
        }


def _pain(chosen: list[Group]) -> Iterator[dict[str, object]]:
    for group in chosen:
        if group.origin != FROM_METASTASIS or group.stratum not in ("all", "histology"):
            continue
        known = Counter(person.has_event for person in group.people if person.is_pain_known)
        yield {
            "stratum": group.stratum,
            "stratum_value": group.value,
            "patient_count": known[True],
            "denominator": known.total(),
            "unknown_count": len(group.people) - known.total(),
        }
