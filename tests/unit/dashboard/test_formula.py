"""The formula behind a corrected calcium, with its own numbers."""

import polars as pl
import pytest

from dashboard.formulas import corrected_calcium


def told(albumin: float | None, corrected: float | None, operator: str | None) -> str:
    schema = {
        "calcium_mmol_l": pl.Float64,
        "albumin_g_l": pl.Float64,
        "corrected_calcium_mmol_l": pl.Float64,
        "corrected_calcium_operator": pl.String,
    }
    return corrected_calcium(
        pl.DataFrame([(3.0, albumin, corrected, operator)], schema, orient="row")
    )


@pytest.mark.parametrize(
    ("operator", "said"),
    [("=", "= **3.25 mmol/L**"), (">", "= **at least 3.25"), ("<", "= **at most 3.25")],
)
def test_a_limit_is_said_to_be_one(operator: str, said: str) -> None:
    assert said in told(30.0, 3.25, operator)


def test_why_nothing_is_computed() -> None:
    assert "no albumin within 7 days" in told(None, None, None)
    assert "limits that pull apart" in told(60.0, None, None)
