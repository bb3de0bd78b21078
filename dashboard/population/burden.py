"""The burden of skeletal events, four ways side by side."""

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.charts.burden import hidden, readings
from dashboard.charts.curve import LEFT_MARGIN
from dashboard.disclosure.notice import say_no_curve
from dashboard.disclosure.reasons import counted, withheld_in_words
from dashboard.disclosure.rounding import SMALLEST_SHOWN
from dashboard.drawings import population as drawings
from dashboard.figure import heading, single, stacked, table
from dashboard.labels import word
from dashboard.language import say, say_number, say_percent, spoken
from dashboard.parts import EVERYBODY, in_order, part_title, stratum_names
from dashboard.population.burden_rows import draw_rows_behind_burden
from dashboard.population.choice import Choice
from dashboard.population.morbidity import draw_morbidity
from dashboard.population.settled import say_settled
from dashboard.queries import population
from dashboard.reading import p_in_words
from dashboard.store import Version
from warehouse.schema.definitions import number


def draw_burden(version: Version, choice: Choice) -> None:
    """Incidence, mean number, rate and the naive figure of one endpoint, origin and stratum."""
    if choice.stratum not in store.ask(version, population.strata, choice.endpoint, choice.origin):
        _say_why_there_is_nothing(choice)
        return
    st.caption(_who(choice))
    upper = st.columns(2, gap="medium")
    lower = st.columns(2, gap="medium")
    with upper[0]:
        _draw_incidence(version, choice)
    with upper[1]:
        _draw_naive(version, choice)
    with lower[0]:
        _draw_mean_count(version, choice)
    with lower[1]:
        _draw_rate(version, choice)
    _say_limits(version, choice)
    _draw_test(version, choice)
    draw_rows_behind_burden(version, choice)
    _draw_readings(version, choice)
    draw_morbidity(version, choice)


def _say_why_there_is_nothing(choice: Choice) -> None:
    if choice.origin == "bone_agent" and choice.stratum == "bone_agent":
        st.info(say("Counted from the first agent, nobody is before it: choose another division."))
        return
    if choice.origin == "bone_metastasis" and choice.stratum == "first_agent":
        st.info(
            say(
                "At bone metastasis nobody knows which agent will be given: who dies before it "
                "would make every agent look better. Count from the first agent."
            )
        )
        return
    st.info(
        say(
            "Nothing is published for {endpoint} by this division: this version has no patient "
            "under observation in it.",
            endpoint=choice.endpoint,
        )
    )


def _who(choice: Choice) -> str:
    return say(
        "{endpoint}: {meaning}. Time since {origin}. {stratum}.",
        endpoint=choice.endpoint,
        meaning=word("endpoint", choice.endpoint),
        origin=word("time_origin", choice.origin),
        stratum=stratum_names()[choice.stratum],
    )


def _curve_rows(version: Version, choice: Choice, *measures: str) -> pl.DataFrame:
    rows = store.ask(version, population.curves, choice.endpoint, choice.origin, choice.stratum)
    return rows.filter(pl.col("curve_measure").is_in(measures))


def _is_withheld(version: Version, choice: Choice, *measures: str) -> bool:
    """No step of these curves may be shown to the reader: an empty chart would say nothing."""
    return not version.is_exact and _curve_rows(version, choice, *measures).is_empty()


def _draw_incidence(version: Version, choice: Choice) -> None:
    heading(
        say("1 · Cumulative incidence, death competing"),
        "published.sre_curve",
        "published.sre_number_at_risk",
        definitions=["curve_minimum_at_risk"],
    )
    st.caption(say("What share has had a first event by each month? Aalen-Johansen, 95 % limits."))
    if _is_withheld(version, choice, "incidence", "death"):
        say_no_curve()
        return
    stacked(
        drawings.incidence(version, choice.endpoint, choice.origin, choice.stratum, spoken()),
        "burden_incidence",
        say("Cumulative incidence of the first event with number at risk"),
        LEFT_MARGIN,
        rows=_curve_rows(version, choice, "incidence", "death"),
    )


def _draw_naive(version: Version, choice: Choice) -> None:
    heading(say("2 · What 1 − Kaplan-Meier would say"), "published.sre_curve")
    st.caption(
        say(
            "By how much does it overstate? It censors the dead, as if they could still have an "
            "event. On the same axis as the incidence; never to be quoted."
        )
    )
    if _is_withheld(version, choice, "wrong_naive"):
        say_no_curve()
        return
    stacked(
        drawings.naive(version, choice.endpoint, choice.origin, choice.stratum, spoken()),
        "burden_naive",
        say("1 minus Kaplan-Meier, wrong, greyed, with number at risk"),
        LEFT_MARGIN,
        rows=_curve_rows(version, choice, "wrong_naive"),
    )


def _draw_mean_count(version: Version, choice: Choice) -> None:
    heading(
        say("3 · Mean number of events a patient"),
        "published.sre_curve",
        definitions=["counting_window_days"],
    )
    st.caption(
        say("How many events by each month, first and later ones, death ending them? Ghosh-Lin.")
    )
    if _is_withheld(version, choice, "mean_count"):
        say_no_curve()
        return
    stacked(
        drawings.mean_count(version, choice.endpoint, choice.origin, choice.stratum, spoken()),
        "burden_mean_count",
        say("Mean number of events a patient with number followed"),
        LEFT_MARGIN,
        rows=_curve_rows(version, choice, "mean_count"),
    )


def _draw_rate(version: Version, choice: Choice) -> None:
    heading(
        say("4 · Rate for 100 patient-years"),
        "published.sre_rate_by_part",
        definitions=["counting_window_days"],
    )
    st.caption(
        say("How many events in the time observed? Limits robust to patients who have many.")
    )
    single(
        drawings.rate(version, choice.endpoint, choice.origin, choice.stratum, spoken()),
        "burden_rate",
        say("Events for 100 patient-years with robust limits"),
        rows=store.ask(version, population.rates, choice.endpoint, choice.origin, choice.stratum),
    )


def _say_limits(version: Version, choice: Choice) -> None:
    minimum = int(number("curve_minimum_at_risk")) if version.is_exact else SMALLEST_SHOWN
    told = say("Curves stop where fewer than {minimum} patients are at risk.", minimum=minimum)
    rows = store.ask(version, population.curves, choice.endpoint, choice.origin, choice.stratum)
    at_risk = store.ask(version, population.at_risk, choice.endpoint, choice.origin, choice.stratum)
    too_few = hidden(rows, at_risk, choice.stratum)
    if too_few:
        told += " " + _not_drawn(version, ", ".join(too_few))
    st.caption(told)
    say_settled(version)
    if choice.stratum == "first_agent":
        st.caption(
            say(
                "Who got which agent was chosen, not drawn by lot: kidney function, habits and "
                "years differ. Everybody stays with the first agent, whatever came after it."
            )
        )


def _not_drawn(version: Version, parts: str) -> str:
    if version.is_exact:
        return say("Too few to be drawn: {parts}.", parts=parts)
    return say("Withheld, fewer than {least} events: {parts}.", least=SMALLEST_SHOWN, parts=parts)


def _draw_test(version: Version, choice: Choice) -> None:
    if choice.stratum == EVERYBODY:
        return
    source = "sre_incidence_test" if choice.origin == "bone_metastasis" else "sre_test_since_agent"
    heading(
        say("Gray's test between the incidences"),
        f"published.{source}",
        definitions=["comparison_minimum_patients", "comparison_minimum_events"],
    )
    tests = store.ask(version, population.gray_test, choice.endpoint, choice.origin, choice.stratum)
    if tests.is_empty() or tests["gray_p_value"][0] is None:
        st.write(say("No test: fewer than two parts are large enough to be compared."))
        return
    st.write(_test_in_words(choice.stratum, tests.row(0, named=True)))


def _test_in_words(stratum: str, row: dict[str, object]) -> str:
    values, p_value = row["compared_values"], row["gray_p_value"]
    assert isinstance(values, list) and isinstance(p_value, float)
    return say(
        "**{p_value}** · compared: {parts} · {patients} patients, {events} events · left out, "
        "too few or unknown: {untested}. Crude: the parts differ in more than what divides them.",
        p_value=p_in_words(p_value),
        parts=", ".join(part_title(stratum, str(value)) for value in values),
        patients=_count(row, "patient_count"),
        events=_count(row, "event_count"),
        untested=_count(row, "untested_count"),
    )


def _count(row: dict[str, object], column: str) -> object:
    return row[column] if isinstance(row[column], int) else counted(row, column)


def _draw_readings(version: Version, choice: Choice) -> None:
    heading(
        say("At 6, 12 and 21 months"),
        "published.sre_curve",
        "published.sre_number_at_risk",
        definitions=["curve_minimum_at_risk"],
    )
    measures = {
        "incidence": say("Incidence, death competing"),
        "mean_count": say("Mean events a patient"),
    }
    rows = store.ask(version, population.curves, choice.endpoint, choice.origin, choice.stratum)
    at_risk = store.ask(version, population.at_risk, choice.endpoint, choice.origin, choice.stratum)
    tables = [
        _readings_in_words(
            readings(rows, at_risk, choice.stratum, measure),
            measure,
            title,
            is_exact=version.is_exact,
        )
        for measure, title in measures.items()
    ]
    values = in_order(choice.stratum, at_risk["stratum_value"].unique().to_list())
    order = [part_title(choice.stratum, value) for value in values]
    shown = pl.concat(tables).pivot(
        on="months", index=["part", "what"], values="reading", maintain_order=True
    )
    ranks = {name: place for place, name in enumerate(order)}
    table(
        shown.sort(
            pl.col("part").replace_strict(ranks, return_dtype=pl.Int64), maintain_order=True
        ),
        say("Incidence and mean number of events at 6, 12 and 21 months"),
        {"part": say("Patients"), "what": say("Figure")},
    )


def _readings_in_words(
    read: pl.DataFrame, measure: str, title: str, *, is_exact: bool
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "part": read["name"],
            "what": [title] * read.height,
            "months": [
                say("{months} months (95 % limits)", months=month) for month in read["at_month"]
            ],
            "reading": [
                _reading(row, measure, is_exact=is_exact) for row in read.iter_rows(named=True)
            ],
        },
        schema=dict.fromkeys(("part", "what", "months", "reading"), pl.String),
    )


def _reading(row: dict[str, float | None], measure: str, *, is_exact: bool) -> str:
    estimate, lower, upper = row["estimate"], row["lower"], row["upper"]
    if estimate is None and not is_exact:
        return withheld_in_words()
    if estimate is None:
        return say("fewer than {minimum} at risk", minimum=int(number("curve_minimum_at_risk")))
    if lower is None or upper is None:
        return _written(estimate, measure)
    return say(
        "{estimate} ({lower} to {upper})",
        estimate=_written(estimate, measure),
        lower=_written(lower, measure),
        upper=_written(upper, measure),
    )


def _written(value: float, measure: str) -> str:
    return say_number(value, 2) if measure == "mean_count" else say_percent(value)
