"""What the team answered of the cases of a worklist."""

import polars as pl

from transforms.derived.evidence import source_row

_CASE = ["indicator_code", "patient_id", "case_key"]
NOT_APPLICABLE = "not_applicable"


def as_answered(cases: pl.DataFrame, worklist_answer: pl.DataFrame) -> pl.DataFrame:
    """The cases, those to which their indicator was said not to apply counted nowhere.

    In: judged cases; canonical.worklist_answer. Out: the same columns. An answer holds until it is
    withdrawn, whatever was done before or after it: keeping only the cases that were met would
    flatter. Its row is among the source rows of the case, after those that opened it.
    """
    answers = worklist_answer.group_by(_CASE).agg(
        answers=source_row("worklist_answer").sort_by(
            "answered_at", "source_system", "source_row_id"
        )
    )
    joined = cases.join(answers, on=_CASE, how="left")
    is_answered = pl.col("answers").is_not_null()
    return joined.with_columns(
        is_in_numerator=pl.when(~is_answered).then("is_in_numerator"),
        not_judged=pl.when(is_answered).then(pl.lit(NOT_APPLICABLE)).otherwise("not_judged"),
        source_rows=pl.concat_list("source_rows", pl.col("answers").fill_null([])),
    ).drop("answers")
