"""Rules a laboratory result can break and be kept (domain.md §8)."""

from datetime import time, timedelta

import polars as pl

from transforms.derived.disease.one_patient import one_patient
from transforms.derived.evidence import source_row
from transforms.derived.findings.breach import breach
from warehouse.schema import RULES
from warehouse.schema.definitions import number
from warehouse.schema.thresholds import threshold

LAB = "lab_result"
# the rules the reader of extracts applies itself, and the column each is about
EXCLUDING_RULES = {"L03": "value", "L05": "value", "L09": "resulted_at"}
DRAWN = ("patient_id", "analyte_code", "sampled_at")
JUMPS = {"CA_TOTAL": "calcium_jump_mmol_l", "ALB": "albumin_jump_g_l"}


def laboratory_breaches(
    lab_result: pl.DataFrame,
    patient: pl.DataFrame,
    corrected_calcium: pl.DataFrame,
    feed_start: pl.DataFrame,
    urine_laboratory: pl.DataFrame,
) -> list[pl.DataFrame]:
    """Findings among laboratory results, one frame a rule.

    In: canonical.lab_result, canonical.patient, derived.corrected_calcium; the first deliveries,
    and the laboratories that send the creatinine of urine.
    """
    repeated = _drawn_together(lab_result)
    return [
        *_excluded(lab_result),
        breach(lab_result.filter(_limits_are_reversed()), "L06", LAB, "reference_low"),
        breach(repeated.filter(_is_same_value()), "L08", LAB, "value"),
        breach(repeated.filter(_contradicts_another()), "L08E", LAB, "value"),
        breach(lab_result.filter(_is_slow()), "L09W", LAB, "resulted_at"),
        breach(_outside_life(lab_result, patient), "L10", LAB, "sampled_at"),
        breach(_jumps(lab_result), "L11", LAB, "value"),
        breach(_ntx_of_unknown_urine(lab_result, urine_laboratory), "L13", LAB, "value"),
        breach(lab_result.filter(_is_badly_timed_ctx()), "L14", LAB, "sampled_at"),
        breach(_without_albumin(lab_result, corrected_calcium), "CA_ALONE", LAB, "value"),
        breach(_late(lab_result, feed_start), "LATE", LAB, "known_at"),
    ]


def _excluded(lab_result: pl.DataFrame) -> list[pl.DataFrame]:
    """Rows the reader excluded: the rule is their excluded_reason."""
    return [
        breach(lab_result.filter(pl.col("excluded_reason") == code), code, LAB, column)
        for code, column in EXCLUDING_RULES.items()
    ]


def _limits_are_reversed() -> pl.Expr:
    return pl.col("reference_low") >= pl.col("reference_high")


def _drawn_together(lab_result: pl.DataFrame) -> pl.DataFrame:
    """Values of one analyte of one patient at one instant, when there are several."""
    several = lab_result.filter(pl.struct(DRAWN).is_duplicated())
    return several.filter(pl.col("value").is_not_null())


def _is_same_value() -> pl.Expr:
    """Every row of a repetition: none is the original."""
    return pl.struct(*DRAWN, "value").is_duplicated()


def _contradicts_another() -> pl.Expr:
    """Another final value of the same sample and assay: of one tube, or, where no tube is named,
    of one instant that is known to the minute."""
    can_be_compared = (
        pl.col("excluded_reason").is_null()
        & pl.col("has_sample_time").fill_null(True)
        & (pl.col("result_status").fill_null("final") == "final")
    )
    compared = pl.when(can_be_compared).then("value")
    values = compared.n_unique() - compared.has_nulls().cast(pl.UInt32)
    return can_be_compared & (values.over(*DRAWN, "sample_id", "method") > 1)


def _jumps(lab_result: pl.DataFrame) -> pl.DataFrame:
    """Values further from the one before, within 72 hours, than blood can be."""
    ordered = _of_moving_patients(lab_result).sort(*DRAWN, "source_system", "source_row_id")
    step = pl.col("value").diff().abs().over("patient_id", "analyte_code")
    since = pl.col("sampled_at").diff().over("patient_id", "analyte_code")
    # values are decimals: 3.4 - 2.4 is 1.0 and not a little more
    is_far = step.round(6) > _allowed_jump()
    return ordered.filter(is_far & (since <= timedelta(hours=threshold("jump_hours"))))


def _of_moving_patients(lab_result: pl.DataFrame) -> pl.DataFrame:
    """Usable values of those whose lowest and highest are that far apart: few are to be sorted."""
    followed = (
        lab_result.lazy()
        .filter(pl.col("analyte_code").is_in(list(JUMPS)), pl.col("value").is_not_null())
        .filter(pl.col("excluded_reason").is_null())
        .select(*DRAWN, "value", "source_system", "source_row_id")
        .collect()
    )
    spread = (pl.col("value").max() - pl.col("value").min()).over("patient_id", "analyte_code")
    return followed.filter(spread.round(6) > _allowed_jump())


def _allowed_jump() -> pl.Expr:
    allowed = {code: threshold(name) for code, name in JUMPS.items()}
    return pl.col("analyte_code").replace_strict(allowed, return_dtype=pl.Float64)


def _ntx_of_unknown_urine(lab_result: pl.DataFrame, urine_laboratory: pl.DataFrame) -> pl.DataFrame:
    """NTX over a creatinine too low, or absent where the laboratory sends that of urine."""
    ntx = lab_result.filter(pl.col("analyte_code") == "NTX_CR", pl.col("value").is_not_null())
    creatinine = lab_result.filter(
        pl.col("analyte_code") == "CREAT_URINE",
        pl.col("value").is_not_null(),
        pl.col("excluded_reason").is_null(),
    )
    sending = ntx.join(urine_laboratory, on="source_system", how="semi")
    concentrated = creatinine.filter(pl.col("value") >= threshold("urine_creatinine_low_mmol_l"))
    return sending.join(concentrated, on=["patient_id", "sampled_at"], how="anti")


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


def _late(lab_result: pl.DataFrame, feed_start: pl.DataFrame) -> pl.DataFrame:
    """Known long after its result; the first delivery of a feed is its history, not late."""
    began = dict(feed_start.filter(table_name=LAB).select("feed", "began_at").iter_rows())
    began_at = pl.col("feed").replace_strict(began, default=None, return_dtype=pl.Datetime("us"))
    delay = pl.col("known_at") - pl.coalesce("resulted_at", "sampled_at")
    # no join: on a first load every row is delayed, and would be copied
    return lab_result.filter(
        delay > timedelta(days=number("late_known_days")), pl.col("known_at") > began_at
    )


assert set(EXCLUDING_RULES) < set(RULES)
