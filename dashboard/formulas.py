"""How a derived number was made, said with its own numbers."""

from collections.abc import Callable

import polars as pl

from dashboard.charts.inline import NOT_KNOWN, in_words
from dashboard.labels import analyte_title, word
from dashboard.language import say, say_date, say_number
from warehouse.schema import DEFINITIONS
from warehouse.schema.definitions import number


def formula(kind: str, row: pl.DataFrame) -> str | None:
    """The sentence for one derived row of a kind of record; None where nothing is computed."""
    made = _FORMULAS.get(kind)
    return made(row) if made is not None and not row.is_empty() else None


def corrected_calcium(row: pl.DataFrame) -> str:
    """In: one row of derived.corrected_calcium. Source of the formula: the founding text."""
    total, albumin = row["calcium_mmol_l"][0], row["albumin_g_l"][0]
    corrected = row["corrected_calcium_mmol_l"][0]
    if albumin is not None and corrected is None:
        return say("Not computable: calcium and albumin are limits that pull apart.")
    if albumin is None or corrected is None:
        return say(
            "Not computable: total calcium {total} mmol/L has no albumin within {days} days.",
            total=say_number(total, 2),
            days=say_number(number("albumin_stale_days")),
        )
    return say(
        "Corrected calcium = calcium + {slope} × ({normal} − albumin) = {total} + {slope} × "
        "({normal} − {albumin}) = **{limit}{corrected} mmol/L** ({source})",
        slope=say_number(number("calcium_slope_seed")),
        normal=say_number(number("albumin_reference_g_l")),
        total=say_number(total, 2),
        albumin=say_number(albumin, 1),
        corrected=say_number(corrected, 2),
        limit=_limit_words(row),
        source=DEFINITIONS["calcium_slope_seed"].source,
    )


def _limit_words(row: pl.DataFrame) -> str:
    operator = row["corrected_calcium_operator"][0]
    return {">": say("at least "), "<": say("at most ")}.get(str(operator), "")


def marker_trend(row: pl.DataFrame) -> str | None:
    """In: one row of derived.marker_trend."""
    baseline, last = row["baseline_value"][0], row["last_value"][0]
    change, limit = row["change_percent"][0], row["reference_change_percent"][0]
    if change is None:
        return None
    return say(
        "{marker}: change = 100 × (last − baseline) / baseline = 100 × ({last} − {baseline}) / "
        "{baseline} = **{change} %**; the reference change value is {limit} %: {verdict}",
        marker=analyte_title(row["analyte_code"][0]),
        last=say_number(last),
        baseline=say_number(baseline),
        change=say_number(change, 1),
        limit=NOT_KNOWN if limit is None else say_number(limit, 0),
        verdict=word("trend_class", row["trend_class"][0]),
    )


def marker_stratum(row: pl.DataFrame) -> str:
    """In: one row of derived.marker_stratum."""
    return say(
        "{marker}: last value {value} on {day}; {stratum}",
        marker=analyte_title(row["analyte_code"][0]),
        value=say_number(row["last_value"][0]),
        day=say_date(row["last_on"][0]),
        stratum=word("marker_stratum", row["last_stratum"][0]),
    )


def marker_result(row: pl.DataFrame) -> str:
    """In: one row of derived.marker_result."""
    value = row["value"][0]
    reasons = row["preanalytical_reasons"][0].to_list()
    return say(
        "{marker}: {value}; {status}. {reasons}",
        marker=analyte_title(row["analyte_code"][0]),
        value=NOT_KNOWN if value is None else say_number(value),
        status=word("preanalytical_status", row["preanalytical_status"][0]),
        reasons="; ".join(word("preanalytical_reason", reason) for reason in reasons),
    )


def bone_agent_exposure(row: pl.DataFrame) -> str:
    """In: one row of derived.bone_agent_exposure."""
    return say(
        "Covered from {start} to {end} by {count} doses, each for its interval and {grace} days "
        "more; then: {ended}",
        start=say_date(row["started_on"][0]),
        end=say_date(row["covered_until_on"][0]),
        count=say_number(row["dose_count"][0], 0),
        grace=say_number(number("bone_agent_grace_days"), 0),
        ended=word("exposure_end", row["exposure_end"][0]),
    )


def missed_dose(row: pl.DataFrame) -> str:
    """In: one row of derived.bone_agent_missed_dose."""
    return say(
        "{agent}: due on {due}, after the dose of {previous}; nothing, given or held, came by "
        "{grace} days later",
        agent=in_words("atc_code", row["atc_code"][0]),
        due=say_date(row["due_on"][0]),
        previous=say_date(row["previous_dose_on"][0]),
        grace=say_number(number("bone_agent_grace_days"), 0),
    )


_FORMULAS: dict[str, Callable[[pl.DataFrame], str | None]] = {
    "calcium": corrected_calcium,
    "trend": marker_trend,
    "stratum": marker_stratum,
    "marker": marker_result,
    "exposure": bone_agent_exposure,
    "missed_dose": missed_dose,
}
