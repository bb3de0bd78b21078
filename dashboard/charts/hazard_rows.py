"""Comparisons as a forest draws them: label, figure, what it rests on, or why there is none."""

import polars as pl

from dashboard.disclosure.reasons import counted, why_withheld, withheld_in_words
from dashboard.labels import capital_word, unit_text, word
from dashboard.language import say, say_number
from dashboard.parts import part_title
from warehouse.schema import ANALYTES

SCHEMA = {
    "label": pl.String,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "counts": pl.String,
    "instead": pl.String,
}
Values = dict[str, object]


def hazards(rows: pl.DataFrame, comparison: str) -> pl.DataFrame:
    """Rows of published.death_hazard or event_hazard; `comparison` names their column of codes."""
    return _frame(
        [
            {
                "label": capital_word(comparison, row[comparison]),
                "value": row["hazard_ratio"],
                "lower": row["hazard_ratio_lower"],
                "upper": row["hazard_ratio_upper"],
                "counts": _outcomes(row, comparison),
                "instead": _instead(row, "hazard_ratio"),
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def value_hazards(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of published.death_hazard_by_value: the hazard of death for a step of each value."""
    return _frame(
        [
            {
                "label": _step(str(row["analyte_code"]), float(str(row["value_step"]))),
                "value": row["hazard_ratio"],
                "lower": row["hazard_ratio_lower"],
                "upper": row["hazard_ratio_upper"],
                "counts": say(
                    "{deaths} of {patients}",
                    deaths=counted(row, "death_count"),
                    patients=counted(row, "patient_count"),
                ),
                "instead": _instead(row, "hazard_ratio"),
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def _step(code: str, step: float) -> str:
    """ "HbA1c, for 0.5 % less": what the ratio of a value is for."""
    told = {
        "value": {"HBA1C": "HbA1c"}.get(code, code),
        "step": say_number(abs(step), 0 if step.is_integer() else 1),
        "unit": unit_text(ANALYTES[code].unit),
    }
    if step < 0:
        return say("{value}, for {step} {unit} less", **told)
    return say("{value}, for {step} {unit} more", **told)


def crude_odds(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of published.bone_metastasis_by_mutation: ours, crude."""
    return _frame(
        [
            {
                "label": capital_word("mutation_group", row["mutation_group"]),
                "value": row["odds_ratio"],
                "lower": row["odds_ratio_lower"],
                "upper": row["odds_ratio_upper"],
                "counts": _arms(row),
                "instead": _instead(row, "odds_ratio"),
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def adjusted_odds(rows: pl.DataFrame) -> pl.DataFrame:
    """The same groups: ours, adjusted."""
    return _frame(
        [
            {
                "label": capital_word("mutation_group", row["mutation_group"]),
                "value": row["adjusted_odds_ratio"],
                "lower": row["adjusted_odds_ratio_lower"],
                "upper": row["adjusted_odds_ratio_upper"],
                "counts": _model(row),
                "instead": why_withheld(row, "adjusted_odds_ratio")
                or _reason(row["not_estimated_reason"]),
            }
            for row in rows.iter_rows(named=True)
        ]
    )


def published_odds(rows: pl.DataFrame, benchmarks: pl.DataFrame, table: str) -> pl.DataFrame:
    """The same groups: the published odds ratio set beside a table of ours, where there is one.

    Which group a published value is of is what the pair of ours beside it says.
    """
    found = {
        str(row["our_row"]).removeprefix("mutation_group = "): row
        for row in benchmarks.filter(
            pl.col("our_table") == table, pl.col("benchmark_unit") == "odds_ratio"
        ).iter_rows(named=True)
    }
    return _frame([_published(row["mutation_group"], found) for row in rows.iter_rows(named=True)])


def _published(group: str, found: dict[str, Values]) -> Values:
    row = found.get(group, {})
    return {
        "label": capital_word("mutation_group", group),
        "value": row.get("benchmark_value"),
        "lower": row.get("benchmark_lower"),
        "upper": row.get("benchmark_upper"),
        "counts": row.get("reference", ""),
        "instead": say("none published"),
    }


def marker_rows(rows: pl.DataFrame, value: str, lower: str, upper: str) -> pl.DataFrame:
    """Rows of published.marker_outcome: one figure of each part of each marker."""
    return _frame(
        [
            {
                "label": marker_part(row),
                "value": row[value],
                "lower": row[lower],
                "upper": row[upper],
                "counts": _marker_counts(row),
                "instead": why_withheld(row, value) or say("not reached, or too few"),
            }
            for row in lowest_first(rows).iter_rows(named=True)
        ]
    )


def lowest_first(rows: pl.DataFrame) -> pl.DataFrame:
    """Markers in their order, and of each the lowest part first."""
    place = {"N": 0, "low": 0, "moderate": 1, "E": 1, "high": 2}
    rank = pl.col("stratum_value").replace_strict(place, default=3, return_dtype=pl.Int64)
    return rows.sort("analyte_code", "stratum", rank, descending=[True, True, False])


def marker_name(code: str) -> str:
    """A marker in two words; the code of one that nobody named."""
    return {"NTX_CR": say("Urinary NTX"), "BALP_ACT": say("BALP activity")}.get(code, code)


def marker_part(row: Values) -> str:
    """A stratum of a marker, or its class, as the forest names it."""
    code, part = str(row["analyte_code"]), str(row["stratum_value"])
    name = marker_name(code)
    if row["stratum"] == "baseline_class":
        return say("{marker}: {part}", marker=name, part=word("marker_class", part))
    if code == "NTX_CR":
        limits = part_title("ntx_stratum", part)
        told = f"{limits[:1].lower()}{limits[1:]} {unit_text(ANALYTES[code].unit)}"
        return say("{marker}: {part}", marker=name, part=told)
    if code == "BALP_ACT":
        limit = say("under 146 U/L") if part == "low" else say("146 U/L or more")
        return say("{marker}: {part}", marker=name, part=limit)
    return say("{marker}: {part}", marker=name, part=part)


def _marker_counts(row: Values) -> str:
    return say(
        "{patients} patients · {deaths} deaths · {events} events",
        patients=_count(row, "patient_count"),
        deaths=_count(row, "death_count"),
        events=_count(row, "event_count"),
    )


def withheld() -> str:
    return say("too few: not shown")


def _instead(row: Values, ratio: str) -> str:
    if row["is_withheld"]:
        return withheld()
    # Where small groups are protected, it is not told why a figure of one is missing either.
    unsaid = withheld_in_words() if row["is_withheld"] is None else say("not estimable")
    return why_withheld(row, ratio) or unsaid


def _reason(code: object) -> str:
    """Why there is no adjusted ratio, in so few words that a narrow panel holds them."""
    return {
        "too_few": withheld(),
        "separated": say("all or none: no ratio"),
        "determined": say("told by the others"),
        "not_converged": say("no stable answer"),
    }.get(str(code), say("not estimable"))


def _outcomes(row: Values, comparison: str) -> str:
    """What was counted in each arm: one death a patient, but any number of events."""
    if comparison == "death_comparison":
        return _two_arms(
            row,
            "exposed_outcome_count",
            "exposed_patient_count",
            "unexposed_outcome_count",
            "unexposed_patient_count",
        )
    return say(
        "{events} in {patients} patients, against {other_events} in {others}",
        events=counted(row, "exposed_outcome_count"),
        patients=counted(row, "exposed_patient_count"),
        other_events=counted(row, "unexposed_outcome_count"),
        others=counted(row, "unexposed_patient_count"),
    )


def _arms(row: Values) -> str:
    return _two_arms(
        row,
        "exposed_event_count",
        "exposed_count",
        "unexposed_event_count",
        "unexposed_count",
    )


def _two_arms(row: Values, events: str, patients: str, other_events: str, others: str) -> str:
    return say(
        "{events} of {patients}, against {other_events} of {others}",
        events=counted(row, events),
        patients=counted(row, patients),
        other_events=counted(row, other_events),
        others=counted(row, others),
    )


def _model(row: Values) -> str:
    return say(
        "{complete} in the model, {left_out} left out",
        complete=counted(row, "complete_case_count"),
        left_out=counted(row, "left_out_count"),
    )


def _count(row: Values, column: str) -> object:
    return row[column] if isinstance(row[column], int) else counted(row, column)


def _frame(rows: list[Values]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA)
