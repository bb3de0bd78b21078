"""What is expected of laboratory results (domain.md §8, rules L01 to L17)."""

from expectations.expected import Expected, NoRows, OneOf, critical, warning
from expectations.questions import share
from warehouse.schema import ANALYTES, RULES
from warehouse.schema.thresholds import threshold

_UNITS = ", ".join(f"('{code}', '{analyte.unit}')" for code, analyte in ANALYTES.items())

LABORATORY: tuple[Expected, ...] = (
    critical(
        "canonical.lab_result",
        OneOf("analyte_code", tuple(ANALYTES), "is an analyte of the registry"),
        "An analyte out of the registry has no unit, no limits and no meaning here.",
    ),
    critical(
        "canonical.lab_result",
        OneOf("excluded_reason", tuple(RULES), "is the code of a rule"),
        "A result kept out of every count must say under which rule.",
    ),
    critical(
        "canonical.lab_result",
        NoRows(
            "is in the unit of its analyte",
            f"FROM this LEFT JOIN (VALUES {_UNITS}) AS registry(analyte_code, unit) "
            "USING (analyte_code) WHERE value IS NOT NULL "
            "AND unit_code IS DISTINCT FROM registry.unit",
            ("unit_code",),
        ),
        "One analyte, one unit: a value in mg/dL read as mmol/L is four times too high.",
    ),
    critical(
        "canonical.lab_result",
        NoRows(
            "is a number or words",
            "FROM this WHERE value IS NULL AND value_text IS NULL",
            ("value", "value_text"),
        ),
        "A result that says nothing (L02) should have been rejected at the door.",
    ),
    critical(
        "canonical.lab_result",
        NoRows(
            "is not cancelled", "FROM this WHERE result_status = 'cancelled'", ("result_status",)
        ),
        "A cancelled result is withdrawn: shown, it would be believed.",
    ),
    warning(
        "canonical.lab_result",
        share(
            "CTX without time of day",
            part="strftime(sampled_at, '%H%M%S') = '000000'",
            whole="analyte_code = 'CTX'",
            high=threshold("midnight_share"),
            columns=("sampled_at",),
        ),
        "CTX falls by half after breakfast: drawn at an unknown hour it cannot be read (L12).",
    ),
)
