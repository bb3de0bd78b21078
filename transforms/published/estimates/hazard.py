"""Exposed against unexposed time: people, outcomes, years and the hazard ratio."""

import polars as pl

from transforms.published.estimates.rate import years
from transforms.published.estimates.ratio_of_hazards import no_ratio, ratio_of_hazards
from transforms.published.estimates.split_histories import split_at_changes
from transforms.published.estimates.withheld import is_too_small
from transforms.published.facts.fact import Fact


def hazard_of(histories: pl.DataFrame, fact: Fact, *, may_repeat: bool) -> pl.DataFrame:
    """One row: the hazard in exposed time over that in unexposed time, crude (domain.md §2.4).

    In: patient_id, start, stop in days, event, any number of periods a patient; who is exposed
    when. Out: patient_count, exposed_* and unexposed_* (patient_count, outcome_count,
    patient_years), hazard_ratio, its limits, p_value, is_withheld. A patient who changes is among
    the exposed and the unexposed; time of unknown exposure is left out.

    Cox with Efron's ties. Where patients may have several events the limits are robust to it
    (Andersen-Gill, sandwich of Lin and Wei); who dies once repeats in rows, not in outcomes, and
    the limits of the model hold. Withheld under 20 patients or 5 outcomes on either side
    (domain.md §4). Null where no ratio fits best.
    """
    told = split_at_changes(histories, fact, "exposed").drop_nulls("exposed")
    arms = [_arm(told, "exposed", is_exposed=True), _arm(told, "unexposed", is_exposed=False)]
    counts = pl.concat(arms, how="horizontal")
    withheld = _is_too_small(counts)
    cluster = "patient_id" if may_repeat else None
    ratio = no_ratio() if withheld else ratio_of_hazards(told, "exposed", cluster)
    return pl.concat([counts, ratio], how="horizontal").with_columns(
        patient_count=pl.lit(told["patient_id"].n_unique()), is_withheld=pl.lit(withheld)
    )


def _arm(told: pl.DataFrame, name: str, *, is_exposed: bool) -> pl.DataFrame:
    rows = told.filter(pl.col("exposed") == is_exposed)
    return pl.DataFrame(
        {
            f"{name}_patient_count": rows["patient_id"].n_unique(),
            f"{name}_outcome_count": int(rows["event"].sum()),
            f"{name}_patient_years": years(rows["stop"] - rows["start"]),
        }
    )


def _is_too_small(counts: pl.DataFrame) -> bool:
    def of_each_arm(what: str) -> list[int]:
        return [int(counts[f"{arm}_{what}"].item()) for arm in ("exposed", "unexposed")]

    return is_too_small(of_each_arm("patient_count"), of_each_arm("outcome_count"))
