"""Rules a laboratory result can break and be kept (domain.md §8)."""

from datetime import time, timedelta

import polars as pl

from transforms.derived.disease.one_patient import one_patient
from transforms.derived.evidence import source_row
from transforms.derived.findings.breach import breach
from warehouse.schema import RULES
from warehouse.schema.definitions import number

LAB = "lab_result"
# the rules the reader of extracts applies itself, and the column each is about
EXCLUDING_RULES = {"L03": "value", "L05": "value", "L09": "resulted_at"}
REPEATED = ("patient_id", "analyte_code", "sampled_at", "value")


def laboratory_breaches(
    lab_result: pl.DataFrame, patient: pl.DataFrame, corrected_calcium: pl.DataFrame
) -> list[pl.DataFrame]:
    """Findings among laboratory results, one frame a rule.

    In: canonical.lab_result, canonical.patient, derived.corrected_calcium.
    """
    return [
        *_excluded(lab_result),
        breach(lab_result.filter(_limits_are_reversed()), "L06", LAB, "reference_low"),
        breach(lab_result.filter(_is_repeated()), "L08", LAB, "value"),
        breach(lab_result.filter(_is_slow()), "L09W", LAB, "resulted_at"),
        breach(_outside_life(lab_result, patient), "L10", LAB, "sampled_at"),
        breach(lab_result.filter(_is_badly_timed_ctx()), "L14", LAB, "sampled_at"),
        breach(_without_albumin(lab_result, corrected_calcium), "CA_ALONE", LAB, "value"),
        breach(lab_result.filter(_is_late()), "LATE", LAB, "known_at"),
    ]


def _excluded(lab_result: pl.DataFrame) -> list[pl.DataFrame]:
    """Rows the reader excluded: the rule is their excluded_reason."""
    return [
        breach(lab_result.filter(pl.col("excluded_reason") == code), code, LAB, column)
        for code, column in EXCLUDING_RULES.items()
    ]


def _limits_are_reversed() -> pl.Expr:
    return pl.col("reference_low") >= pl.col("reference_high")


def _is_repeated() -> pl.Expr:
    """Every row of a repetition: none is the original."""
    return pl.col("value").is_not_null() & pl.struct(REPEATED).is_duplicated()


def _is_slow() -> pl.Expr:
    wait = pl.col("resulted_at") - pl.col("sampled_at")
    return wait > timedelta(days=number("late_result_days"))


def _outside_life(lab_result: pl.DataFrame, patient: pl.DataFrame) -> pl.DataFrame:
    lives = one_patient(patient).select("patient_id", "birth_on", "death_on")
    day = pl.col("sampled_at").dt.date()
    allowed_until = pl.col("death_on") + timedelta(days=number("post_mortem_days"))
    rows = lab_result.select("patient_id", "source_system", "source_row_id", "sampled_at")
    return rows.join(lives, on="patient_id").filter(
        (day < pl.col("birth_on")) | (day > allowed_until)
    )


def _is_badly_timed_ctx() -> pl.Expr:
    """Not fasting, or at or after 09:00; an unknown time of day is neither."""
    latest = time(int(number("ctx_latest_hour")))
    too_late = pl.col("has_sample_time").fill_null(True) & (
        pl.col("sampled_at").dt.time() >= latest
    )
    is_fed = ~pl.col("is_fasting").fill_null(True)
    return (pl.col("analyte_code") == "CTX") & (too_late | is_fed)


def _without_albumin(lab_result: pl.DataFrame, corrected_calcium: pl.DataFrame) -> pl.DataFrame:
    alone = corrected_calcium.filter(pl.col("pairing") == "not_computable")
    rows = lab_result.filter(pl.col("analyte_code") == "CA_TOTAL").with_columns(
        calcium_row=source_row(LAB)
    )
    return rows.join(alone.select("calcium_row"), on="calcium_row", how="semi")


def _is_late() -> pl.Expr:
    """Known long after its result; the first delivery of a feed is its history, not late."""
    is_history = pl.col("known_at") == pl.col("known_at").min().over("feed")
    since = pl.coalesce("resulted_at", "sampled_at")
    delay = pl.col("known_at") - since
    return (delay > timedelta(days=number("late_known_days"))) & ~is_history


assert set(EXCLUDING_RULES) < set(RULES)
