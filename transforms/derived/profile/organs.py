"""Which organs other than bone hold metastases, when, and which are known to be free."""

from datetime import timedelta

import polars as pl

from warehouse.schema.definitions import names, number

VISCERAL = names("visceral_organs")
ORGANS = (*VISCERAL, "node")
MAY_PRECEDE_CANCER = timedelta(days=number("revealing_days"))
STAGING_WINDOW = timedelta(days=number("staging_window_days"))
# CIM-10; peritoneum counts with pleura, as in the definition of visceral_organs. C77 is not
# here: it holds the nodes of the chest, which are no distant metastasis.
ORGAN_OF_CODE = {
    "C78.0": "lung",
    "C78.2": "pleura",
    "C78.6": "pleura",
    "C78.7": "liver",
    "C79.3": "brain",
    "C79.7": "adrenal",
}


def organ_statements(diagnosis: pl.DataFrame) -> pl.DataFrame:
    """What each diagnosis says of each organ.

    In: canonical.diagnosis. Out: patient_id, said_on, organ, has_metastasis; nothing where a row
    says nothing. A coded metastasis (C78.7, C79.3...) says yes for its organ.
    """
    flags = diagnosis.select(
        "patient_id",
        pl.col("diagnosed_on").alias("said_on"),
        *(pl.col(f"has_{organ}_metastasis").alias(organ) for organ in ORGANS),
    ).unpivot(index=["patient_id", "said_on"], variable_name="organ", value_name="has_metastasis")
    coded = diagnosis.select(
        "patient_id",
        said_on="diagnosed_on",
        organ=pl.col("icd10_code")
        .str.slice(0, 5)
        .replace_strict(ORGAN_OF_CODE, default=None, return_dtype=pl.String),
        has_metastasis=pl.lit(True),
    ).drop_nulls("organ")
    return pl.concat([flags.drop_nulls("has_metastasis"), coded])


def of_this_cancer(statements: pl.DataFrame, cancer: pl.DataFrame) -> pl.DataFrame:
    """The statements that can be about this cancer: not more than 30 days before it.

    In: `organ_statements`; patient_id, cancer_on. Out: the statements of those patients.
    """
    dated = statements.join(cancer.select("patient_id", "cancer_on"), on="patient_id")
    near = dated.filter(pl.col("said_on") >= pl.col("cancer_on") - MAY_PRECEDE_CANCER)
    return near.drop("cancer_on")


def organs_by(
    moments: pl.DataFrame, statements: pl.DataFrame, moment: str, within: timedelta
) -> pl.DataFrame:
    """The state of each organ at a moment of each patient: true, false, or null when not known.

    In: patient_id and the date column `moment`, at most one row for both; `organ_statements`.
    Out: patient_id, `moment` and has_<organ> for each organ. True when metastasis was said by
    then, or up to `within` after: one work-up takes weeks. False when it was said absent at that
    time or later, and not present by then: metastases do not go away by themselves.
    """
    said = moments.select("patient_id", moment).drop_nulls().join(statements, on="patient_id")
    known_by = pl.col("said_on") <= pl.col(moment) + within
    still_telling = pl.col("said_on") >= pl.col(moment) - within
    present = (pl.col("has_metastasis") & known_by).any()
    absent = (~pl.col("has_metastasis") & still_telling).any()
    states = said.group_by("patient_id", moment, "organ").agg(
        has_metastasis=pl.when(present).then(True).when(absent).then(False)
    )
    wide = moments.select("patient_id", moment)
    for organ in ORGANS:
        state = states.filter(pl.col("organ") == organ).select(
            "patient_id", moment, pl.col("has_metastasis").alias(f"has_{organ}")
        )
        wide = wide.join(state, on=["patient_id", moment], how="left")
    return wide


def has_visceral() -> pl.Expr:
    """Any viscera with metastasis; null when none is known and one is not described."""
    return pl.any_horizontal(f"has_{organ}" for organ in VISCERAL)


def organ_count() -> pl.Expr:
    """How many organs hold metastases; null when one is not described."""
    described = pl.all_horizontal(pl.col(f"has_{organ}").is_not_null() for organ in ORGANS)
    count = pl.sum_horizontal(pl.col(f"has_{organ}").cast(pl.Int64) for organ in ORGANS)
    return pl.when(described).then(count)


def first_visceral(statements: pl.DataFrame) -> pl.DataFrame:
    """patient_id, first_visceral_metastasis_on: the first visceral metastasis said present."""
    present = statements.filter("has_metastasis", pl.col("organ").is_in(VISCERAL))
    return present.group_by("patient_id").agg(first_visceral_metastasis_on=pl.col("said_on").min())
