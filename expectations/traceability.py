"""What is expected of every derived table: known patients, one set of definitions, source rows."""

from collections.abc import Iterator

from expectations.expected import Expected, NoRows, critical
from expectations.questions import CALCIUM_EVIDENCE, known_in, opens_to_source_rows
from warehouse.schema import CANONICAL, DERIVED, Table
from warehouse.schema.definitions import names

_MARKERS = names("bone_markers")
_BUT_THE_LABORATORY = tuple(name for name in CANONICAL if name != "lab_result")
_AGENT = ("bone_agent_administration",)

# Where the rows behind a column come from: canonical tables, and analytes in the laboratory.
ROWS_BEHIND: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("hypocalcaemia_episode", "source_rows"): (("lab_result",), CALCIUM_EVIDENCE),
    ("renal_function", "creatinine_row"): (("lab_result",), ("CREAT",)),
    ("marker_result", "result_row"): (("lab_result",), _MARKERS),
    ("marker_trend", "source_rows"): (("lab_result",), _MARKERS),
    ("marker_stratum", "last_row"): (("lab_result",), _MARKERS),
    ("metabolic_baseline", "baseline_row"): (("lab_result",), names("metabolic_analytes")),
    ("molecular_group", "source_rows"): (("molecular_test",), ()),
    ("disease_profile", "source_rows"): (_BUT_THE_LABORATORY, ()),
    ("lesion_score", "lesion_row"): (("lesion",), ()),
    ("sarcopenia", "body_composition_row"): (("body_composition",), ()),
    ("bone_agent_exposure", "source_rows"): (_AGENT, ()),
    ("bone_agent_treatment", "source_rows"): (_AGENT, ()),
    ("bone_agent_dose_check", "administration_row"): (_AGENT, ()),
    ("care_indicator_patient", "source_rows"): (
        tuple(CANONICAL),
        (*CALCIUM_EVIDENCE, "VITD25", "CREAT"),
    ),
}


def _known_patients(table: Table) -> Iterator[Expected]:
    if "patient_id" in table.columns and table.name not in ("cohort", "first_event"):
        yield critical(
            table.full_name,
            known_in("canonical.patient", "patient_id", phrase="belongs to a known patient"),
            "What is computed of somebody who is no longer known, or opposed, must be gone.",
        )


def _one_set_of_definitions(table: Table) -> Iterator[Expected]:
    if "definition_version" in table.columns:
        yield critical(
            table.full_name,
            NoRows(
                "was made with one set of definitions",
                "FROM this WHERE definition_version <> (SELECT mode(definition_version) FROM this)",
                ("definition_version",),
            ),
            "Rows of another night beside tonight's: two meanings under one name.",
        )


def _rows_behind(table: str, column: str) -> Expected:
    tables, analytes = ROWS_BEHIND[table, column]
    is_list = column == "source_rows"
    return critical(
        DERIVED[table].full_name,
        opens_to_source_rows(column, is_list=is_list, tables=tables, analytes=analytes),
        "Every shown number opens to its source rows; these are gone.",
    )


TRACEABILITY: tuple[Expected, ...] = (
    *(
        expected
        for table in DERIVED.values()
        for question in (_known_patients, _one_set_of_definitions)
        for expected in question(table)
    ),
    *(_rows_behind(table, column) for table, column in ROWS_BEHIND),
)
