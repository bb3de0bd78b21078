"""Cox regressions equal R's coxph on every data set."""

import polars as pl
import pytest

from tests.oracles.r_results import CAUSES, RECURRENT, assert_equal, histories, r_result
from transforms.statistics import cox

NAMES = {"hr": "hazard_ratio", "se_model": "std_err", "se_robust": "robust_std_err", "p": "p_value"}
RECURRENT_MODELS = {
    "andersen_gill_efron": {"ties": "efron"},
    "andersen_gill_breslow": {"ties": "breslow"},
    "pwp_total": {"strata": "enum"},
    "pwp_gap": {"strata": "enum"},
}


def expected(name: str, **only: str) -> pl.DataFrame:
    found = r_result(name).filter(**only)
    terms = "x_" + pl.col("term").str.strip_prefix("X")
    kept = found.select(pl.exclude("model", "cause", "z", "row"))
    return kept.with_columns(term=terms).rename(NAMES, strict=False)


def covariates(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name.startswith("x_")]


@pytest.mark.parametrize("ties", ["efron", "breslow"])
@pytest.mark.parametrize("data", ["colon_os", "lung"])
def test_cox_is_that_of_coxph(data, ties):
    frame = r_result(f"{data}__input")
    ours = cox(frame, stop="time", event="status", covariates=covariates(frame), ties=ties)
    assert_equal(ours, expected(f"{data}__cox", model=ties), ["term"], tolerance=1e-8)


@pytest.mark.parametrize("ties", ["efron", "breslow"])
@pytest.mark.parametrize("data", ["mgus2", "colon"])
def test_cause_specific_cox_is_that_of_coxph(data, ties):
    frame, _ = histories(data)
    for place, cause in enumerate(CAUSES[data]):
        rows = frame.with_columns(event=(pl.col("status") == place + 1))
        ours = cox(rows, stop="time", event="event", covariates=covariates(frame), ties=ties)
        model = f"cause_specific_cox_{ties}"
        theirs = expected(f"{data}__cr_regression", model=model, cause=cause)
        assert_equal(ours, theirs.rename({"se": "std_err"}), ["term"], tolerance=1e-8)


@pytest.mark.parametrize("model", RECURRENT_MODELS)
@pytest.mark.parametrize("data", RECURRENT)
def test_recurrent_cox_with_robust_error_is_that_of_coxph(data, model):
    frame = r_result(f"{data}__input").with_columns(gap=pl.col("stop") - pl.col("start"))
    rows = frame.filter(pl.col("enum") <= 4) if model.startswith("pwp") else frame
    times = {"stop": "gap"} if model == "pwp_gap" else {"start": "start", "stop": "stop"}
    options = RECURRENT_MODELS[model]
    ours = cox(rows, **times, event="event", covariates=covariates(frame), cluster="id", **options)
    assert_equal(ours, expected(f"{data}__ag_cox", model=model), ["term"], tolerance=1e-8)
