"""The words of the sheet: who, events, agents, results, alerts, what is missing, flags."""

from datetime import date, timedelta

import polars as pl

from dashboard.charts.event_lanes import IS_EXCLUDED, counting_in_words, with_counting
from dashboard.charts.inline import NOT_KNOWN
from dashboard.charts.reference import reference_interval
from dashboard.labels import (
    analyte_title,
    capital_word,
    rule_meaning,
    title_with_unit,
    word,
)
from dashboard.language import say, say_count, say_date, say_moment, say_number, say_percent
from dashboard.queries.history import History
from dashboard.queries.sheet import SheetFacts
from dashboard.sheet.section import Section, section
from warehouse.schema import ANALYTES

# How long an alert stays on the sheet; nothing says whether it was dealt with.
ALERT_DAYS = 90
# Rows that leave room for the others on one page.
EVENTS, AGENTS, RESULTS, ALERTS, FLAGS = 12, 3, 10, 4, 5
CORRECTED = "corrected_calcium_mmol_l"


def identity(history: History, facts: SheetFacts) -> list[tuple[str, str]]:
    """Who the sheet is about, as pairs of a label and what is known."""
    row = next(history.cohort.iter_rows(named=True), {})
    group = facts.groups["molecular_group"].to_list()
    altered = [gene for genes in facts.groups["altered_genes"].to_list() for gene in genes or []]
    return [
        (say("Pseudonym"), history.patient_id),
        (say("Sex"), _sex(history)),
        (say("Age at bone metastasis"), _years(row.get("age_at_index_years"))),
        (say("Lung cancer"), _day(row.get("cancer_on"))),
        (say("Histology"), capital_word("histology", row.get("histology"))),
        (
            say("Molecular group"),
            capital_word("molecular_group", group[0]) if group else say("No test is known"),
        ),
        (say("Altered genes"), ", ".join(altered) or NOT_KNOWN),
        (say("Bone metastasis (index)"), _index(row.get("index_on"), row.get("index_basis"))),
        (say("Observed"), _observed(row)),
    ]


def _sex(history: History) -> str:
    known = [*history.cohort["sex"].to_list(), *history.patient["sex"].to_list()]
    return capital_word("sex", next((sex for sex in known if sex), None))


def _index(index: date | None, basis: str | None) -> str:
    if index is None:
        return say("not documented")
    return f"{say_date(index)} ({word('index_basis', basis)})"


def _observed(row: dict[str, object]) -> str:
    entry, left, status = row.get("entry_on"), row.get("exit_on"), row.get("exit_status")
    if not (isinstance(entry, date) and isinstance(left, date)):
        return NOT_KNOWN
    return say(
        "{start} to {end}: {status}",
        start=say_date(entry),
        end=say_date(left),
        status=word("exit_status", str(status)),
    )


def events(history: History, endpoint: str) -> Section:
    """Skeletal events, the latest first, each counted or why not."""
    told = with_counting(history.events, endpoint).sort(
        "occurred_on", "event_id", descending=[True, False]
    )
    rows = [
        (
            _day(row["occurred_on"]),
            capital_word("event_kind", row["event_kind"]),
            word("bone_site", row["bone_site"]) if row["bone_site"] else NOT_KNOWN,
            _counted_or_why(row["counting"], row["why"]),
        )
        for row in told.iter_rows(named=True)
    ]
    return section(
        say("Skeletal events ({endpoint})", endpoint=endpoint),
        (say("Date"), say("Kind"), say("Site"), say("Counted, or why not")),
        rows,
        EVENTS,
        say("No skeletal event is known."),
    )


def _counted_or_why(counting: str, why: str | None) -> str:
    # Of what is excluded, the reason says so itself.
    if why is not None and counting == IS_EXCLUDED:
        return why
    said = counting_in_words(counting)
    return said if why is None else say("{counting}: {why}", counting=said, why=why)


def agents(facts: SheetFacts) -> Section:
    """Treatments by bone-targeted agents: doses given, held and missed, share of days covered."""
    rows = [
        (
            _agents_of(facts.exposures, row["treatment_number"]),
            f"{_day(row['started_on'])} – {_day(row['ended_on'])}",
            say_number(row["dose_count"], 0),
            say_number(row["held_count"], 0),
            say_number(row["missed_count"], 0),
            _share(row["proportion_days_covered"]),
        )
        for row in facts.treatments.iter_rows(named=True)
    ]
    return section(
        say("Bone-targeted agents"),
        (say("Agent"), say("From – to"), say("Given"), say("Held"), say("Missed"), say("Covered")),
        rows,
        AGENTS,
        say("No dose of a bone-targeted agent is known."),
    )


def _agents_of(exposures: pl.DataFrame, treatment: int) -> str:
    codes = exposures.filter(pl.col("treatment_number") == treatment)["atc_code"].to_list()
    return ", ".join(capital_word("atc_bone_agent", code) for code in dict.fromkeys(codes))


def results(history: History, facts: SheetFacts) -> Section:
    """The last result of each analyte beside its reference interval; corrected calcium first."""
    order = {code: number for number, code in enumerate(ANALYTES)}
    found = sorted(
        facts.results.iter_rows(named=True), key=lambda row: order.get(row["analyte_code"], 999)
    )
    rows = [*_last_corrected(history), *(_result(row) for row in found)]
    return section(
        say("Last results"),
        (say("Analyte"), say("Value"), say("Reference"), say("Drawn")),
        rows,
        RESULTS,
        say("No result is known."),
    )


def _last_corrected(history: History) -> list[tuple[str, str, str, str]]:
    known = history.calcium.filter(pl.col(CORRECTED).is_not_null()).sort("sampled_at").tail(1)
    return [
        (
            title_with_unit(CORRECTED),
            say_number(row[CORRECTED], 2),
            _interval(*reference_interval(history.results, "CA_TOTAL")),
            say_date(row["sampled_at"]),
        )
        for row in known.iter_rows(named=True)
    ]


def _result(row: dict[str, object]) -> tuple[str, str, str, str]:
    code, drawn = str(row["analyte_code"]), row["sampled_at"]
    value, operator = row["value"], row["value_operator"]
    sign = f"{operator} " if operator in ("<", ">") else ""
    said = f"{sign}{say_number(value)}" if isinstance(value, float) else row["value_text"]
    own = (row["reference_low"], row["reference_high"])
    limits = own if any(limit is not None for limit in own) else _registry(code)
    when = say_date(drawn) if isinstance(drawn, date) else NOT_KNOWN
    return analyte_title(code), str(said or NOT_KNOWN), _interval(*limits), when


def _registry(code: str) -> tuple[float | None, float | None]:
    analyte = ANALYTES[code]
    return analyte.reference_low, analyte.reference_high


def _interval(low: object, high: object) -> str:
    ends = [say_number(end) if isinstance(end, float) else None for end in (low, high)]
    if ends[0] and ends[1]:
        return f"{ends[0]} – {ends[1]}"
    if ends[1]:
        return f"≤ {ends[1]}"
    return f"≥ {ends[0]}" if ends[0] else NOT_KNOWN


def alerts(facts: SheetFacts, night: date | None) -> Section:
    """Results beyond a critical limit in the last days before the night."""
    recent = facts.alerts
    if night is not None:
        since = night - timedelta(days=ALERT_DAYS)
        recent = recent.filter(pl.col("sampled_at").dt.date() >= since)
    rows = [
        (
            say_moment(row["sampled_at"]),
            analyte_title(row["analyte_code"]),
            _limit(row["value_operator"]) + say_number(row["alert_value"]),
            f"{word('alert_side', row['alert_side'])} · {word('alert_level', row['alert_level'])}",
        )
        for row in recent.iter_rows(named=True)
    ]
    return section(
        say("Alerts of the last {days} days", days=ALERT_DAYS),
        (say("Drawn"), say("Analyte"), say("Value"), say("Why")),
        rows,
        ALERTS,
        say("None."),
    )


def flags(facts: SheetFacts) -> Section:
    """What is not known and should be, then the data-quality rules that rows break."""
    rows = [
        (
            capital_word("gap_kind", row["gap_kind"]),
            _since(row["last_known_on"]),
        )
        for row in facts.gaps.iter_rows(named=True)
    ]
    rows += [
        (
            f"{row['rule_code']} · {rule_meaning(row['rule_code'])}",
            say_count("{count} row", "{count} rows", row["row_count"]),
        )
        for row in facts.findings.iter_rows(named=True)
    ]
    return section(
        say("Open quality flags"), (say("What"), say("Extent")), rows, FLAGS, say("None.")
    )


def _since(day: date | None) -> str:
    return NOT_KNOWN if day is None else say("last known {day}", day=say_date(day))


def _day(day: object) -> str:
    return say_date(day) if isinstance(day, date) else NOT_KNOWN


def _years(age: object) -> str:
    return say_count("{count} year", "{count} years", age) if isinstance(age, int) else NOT_KNOWN


def _share(share: object) -> str:
    return say_percent(share, 0) if isinstance(share, float) else NOT_KNOWN


def _limit(operator: str) -> str:
    """What is written before a value: nothing, unless it is only a limit."""
    return "" if operator == "=" else f"{operator} "
