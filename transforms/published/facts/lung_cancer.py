"""What the events of non-small-cell lung cancer were said to depend on (Sun 2011; domain.md §9).

Each is null in small-cell cancer and in a cancer of unknown histology: the series had neither.
"""

import polars as pl

from transforms.published.facts.fact import BEFORE_INDEX, Fact, days_after, fixed

SMALL_CELL = "small_cell"
EVER_SMOKED = ("former", "current")
EGFR_INHIBITOR = "egfr_tki"


def not_adenocarcinoma(cohort: pl.DataFrame) -> Fact:
    """Another histology than adenocarcinoma. In: derived.cohort."""
    other = pl.col("histology") != "adenocarcinoma"
    return fixed(_non_small_cell(cohort).select("patient_id", state=other))


def ever_smoker(cohort: pl.DataFrame, patient: pl.DataFrame) -> Fact:
    """Smoker, former or current, against never; unknown is neither.

    In: derived.cohort, canonical.patient. Of several systems one that says smoker is believed.
    """
    said = patient.group_by("patient_id").agg(
        smoked=pl.col("smoking").is_in(EVER_SMOKED).any(),
        never=(pl.col("smoking") == "never").any(),
    )
    state = pl.when("smoked").then(True).when("never").then(False)
    people = _non_small_cell(cohort).join(said, on="patient_id")
    return fixed(people.select("patient_id", state=state))


def without_egfr_inhibitor(cohort: pl.DataFrame, systemic_line: pl.DataFrame) -> Fact:
    """True until the first line with an EGFR inhibitor begins, false from then on.

    In: derived.cohort, canonical.systemic_line. Never "ever treated" from the start: who dies early
    has no time to be treated.
    """
    people = _non_small_cell(cohort)
    first = (
        systemic_line.filter(pl.col("systemic_class") == EGFR_INHIBITOR)
        .group_by("patient_id")
        .agg(started_on=pl.col("started_on").min())
    )
    day = days_after(pl.col("started_on"))
    treated = people.join(first, on="patient_id").select(
        "patient_id", since_day=day, state=pl.lit(False)
    )
    at_index = people.join(treated.filter(pl.col("since_day") < 0), on="patient_id", how="anti")
    untreated = at_index.select("patient_id", since_day=pl.lit(BEFORE_INDEX), state=pl.lit(True))
    return Fact(pl.concat([untreated, treated]))


def _non_small_cell(cohort: pl.DataFrame) -> pl.DataFrame:
    return cohort.filter(pl.col("histology") != SMALL_CELL)
