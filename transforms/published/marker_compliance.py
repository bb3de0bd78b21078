"""How many CTX were drawn as they must be: fasting, before 09:00."""

import polars as pl

from transforms.frames import conform
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["marker_compliance"]
NO_RESULT = ("excluded", "cancelled", "no_value")


def marker_compliance(marker_result: pl.DataFrame) -> pl.DataFrame:
    """CTX results drawn before 09:00, fasting, and both, out of all CTX results (1.16).

    In: derived.marker_result. Out: published.marker_compliance, Wilson's 95 % limits. An unknown
    hour or state is not a compliant one (domain.md §3.6): it is counted apart and stays in the
    denominator. Results cancelled, excluded or without value are not results.
    """
    drawn = marker_result.filter(pl.col("analyte_code") == "CTX", ~_has(*NO_RESULT))
    rows = [
        _share(drawn.select(is_met=is_met), requirement)
        for requirement, is_met in _requirements().items()
    ]
    return conform(pl.concat(rows), TABLE)


def _requirements() -> dict[str, pl.Expr]:
    """Whether each requirement is met; null when nobody knows."""
    hour = _met(broken="drawn_late", unknown="time_unknown")
    fasting = _met(broken="not_fasting", unknown="fasting_unknown")
    return {"before_09": hour, "fasting": fasting, "both": hour & fasting}


def _met(*, broken: str, unknown: str) -> pl.Expr:
    return pl.when(_has(broken)).then(False).when(~_has(unknown)).then(True)


def _has(*reasons: str) -> pl.Expr:
    told = pl.col("preanalytical_reasons")
    return pl.any_horizontal(told.list.contains(reason) for reason in reasons)


def _share(drawn: pl.DataFrame, requirement: str) -> pl.DataFrame:
    met = int(drawn["is_met"].sum())
    share = proportion(met, drawn.height).rename({"estimate": "proportion"})
    return share.with_columns(
        preanalytical_requirement=pl.lit(requirement),
        compliant_count=pl.lit(met),
        unknown_result_count=pl.lit(drawn["is_met"].null_count()),
        result_count=pl.lit(drawn.height),
    )
