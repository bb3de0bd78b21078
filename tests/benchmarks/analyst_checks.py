"""The analyst's script: expectations of Great Expectations held against the pandas frames."""

import os

os.environ["GX_ANALYTICS_ENABLED"] = "False"

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.expectation import Expectation

IDENTIFIERS = {
    "lab_result": "NUM_RES", "patient": "patient_id", "fracture": "NUM_FRACTURE",
    "diagnosis": "NUM_DIAG", "surgery": "NUM_ACTE", "event": "event_id", "cohort": "patient_id",
    "compression": "NUM_COMPRESSION", "course": "course", "corrected_calcium": "NUM_RES",
}  # fmt: skip
NEVER_MISSING = {
    "lab_result": ("patient_id", "NUM_RES", "analyte", "sampled_at", "resulted_at", "status"),
    "corrected_calcium": ("patient_id", "value", "pairing", "sampled_at"),
    "event": ("patient_id", "kind", "occurred_on"),
    "cohort": ("patient_id", "index_on", "entry_on", "exit_on"),
    "episode": ("patient_id", "start_at", "end_at"),
    "course": ("patient_id", "started_on"),
}
ONE_OF = {
    ("lab_result", "status"): ["final", "corrected"],
    ("lab_result", "operator"): ["=", "<", ">"],
    ("event", "kind"): ["FX", "SCC", "SX", "RT", "HCM"],
    ("corrected_calcium", "pairing"): [
        "same_sample", "same_time", "within_24_hours", "within_7_days", "not_computable",
    ],
}  # fmt: skip


def check(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Each expectation with whether it is met and how many rows are not."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("frames")
    found = []
    for name, expectations in _expectations(tables).items():
        asset = source.add_dataframe_asset(name)
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch(
            batch_parameters={"dataframe": tables[name]}
        )
        suite = gx.ExpectationSuite(name=name, expectations=expectations)
        for result in batch.validate(suite).results:
            found.append(
                {
                    "table": name,
                    "expectation": result.expectation_config.type,
                    "is_met": bool(result.success),
                    "failing": result.result.get("unexpected_count", 0),
                }
            )
    return pd.DataFrame(found)


def _expectations(tables: dict[str, pd.DataFrame]) -> dict[str, list[Expectation]]:
    expected: dict[str, list[Expectation]] = {name: [] for name in IDENTIFIERS}
    for name, column in IDENTIFIERS.items():
        expected[name].append(gxe.ExpectColumnValuesToBeUnique(column=column))
    for name, columns in NEVER_MISSING.items():
        expected.setdefault(name, []).extend(
            gxe.ExpectColumnValuesToNotBeNull(column=column) for column in columns
        )
    for (name, column), values in ONE_OF.items():
        expected[name].append(gxe.ExpectColumnValuesToBeInSet(column=column, value_set=values))
    expected["corrected_calcium"] += [
        gxe.ExpectColumnValuesToBeBetween(column="corrected", min_value=0.5, max_value=7),
        gxe.ExpectColumnMedianToBeBetween(column="corrected", min_value=2.2, max_value=2.6),
        gxe.ExpectColumnValuesToBeBetween(column="albumin", min_value=5, max_value=70),
    ]
    expected["lab_result"] += [
        gxe.ExpectColumnValuesToMatchRegex(column="patient_id", regex="^[0-9a-f]{24}$"),
        gxe.ExpectColumnValuesToBeInSet(
            column="analyte", value_set=sorted(tables["lab_result"]["analyte"].unique())
        ),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="hard_high", column_B="hard_low", or_equal=True
        ),
    ]
    return expected
