"""Indicators about calcium: Q1, Q2, Q4 (domain.md §6)."""

from datetime import date, timedelta

import polars as pl

from transforms.derived.calcium.limits import AT_MOST
from transforms.derived.disease.bone_agent_dose import oncology_doses
from transforms.derived.indicators.case import OPENING, as_cases, awaited, same_day_cases
from warehouse.schema.definitions import number

VISITS_IN_PERSON = ("consultation", "dental")


def watched_calcium(
    cohort: pl.DataFrame,
    corrected_calcium: pl.DataFrame,
    lab_result: pl.DataFrame,
    followup: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """Q1: patients alive and seen in the last 90 days, and their last calcium with an albumin.

    Seen: a consultation or dental visit, a blood sample, a dose given. The night itself is the day
    it is due: laboratories deliver every night.
    """
    seen = _seen(lab_result, followup, bone_agent_administration).filter(
        pl.col("seen_on").is_between(as_of - _days("recently_seen_days"), as_of)
    )
    last_seen = seen.group_by("patient_id").agg(case_on=pl.col("seen_on").max())
    alive = cohort.filter(pl.col("death_on").is_null() | (pl.col("death_on") > as_of))
    pairs = _last_pair(corrected_calcium, as_of)
    rows = (
        alive.select("patient_id")
        .join(last_seen, on="patient_id")
        .join(pairs, on="patient_id", how="left")
    )
    is_recent = pl.col("happened_on") >= as_of - _days("calcium_paired_days")
    return as_cases(
        rows.with_columns(
            case_key="patient_id",
            due_on=pl.lit(as_of),
            is_in_numerator=is_recent.fill_null(False),
            source_rows=pl.col("source_rows").fill_null([]),
        ),
        "Q1",
    )


def ionised_where_wanted(corrected_calcium: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """Q2: results since index with corrected calcium of 2.9 or more, or albumin under 30 g/L.

    Corrected calcium of at most something wants nothing; albumin that may be under 30 does not.
    """
    since_index = corrected_calcium.join(
        cohort.select("patient_id", "index_on"), on="patient_id"
    ).filter(pl.col("sampled_at").dt.date() >= pl.col("index_on"))
    is_high = pl.col("corrected_calcium_mmol_l") >= number("ionised_wanted_mmol_l")
    reaches = is_high & (pl.col("corrected_calcium_operator") != AT_MOST)
    wanted = since_index.filter(reaches.fill_null(False) | pl.col("is_low_albumin"))
    return same_day_cases(
        wanted.with_columns(
            case_key="calcium_row",
            case_on=pl.col("sampled_at").dt.date(),
            is_in_numerator=pl.col("ionised_calcium_row").is_not_null(),
            source_rows=pl.concat_list("calcium_row", "albumin_row").list.drop_nulls(),
        ),
        "Q2",
    )


def calcium_after_treatment(
    hypercalcaemia_episode: pl.DataFrame,
    corrected_calcium: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
) -> list[pl.DataFrame]:
    """Q4a and Q4b: calcium checked again, and controlled, after the dose that treats an episode.

    The dose is the first of a bone-targeted agent from the day the episode starts to 7 days later.
    Hours are not recorded, so 72 hours are the third day; fluids and calcitonin are not recorded.
    """
    treated = _treated_episodes(hypercalcaemia_episode, bone_agent_administration)
    results = corrected_calcium.with_columns(happened_on=pl.col("sampled_at").dt.date())
    controlled = results.filter(pl.col("ctcae_lab_grade") == 0)
    recheck, control = int(number("calcium_recheck_days")), int(number("calcium_control_days"))
    return [
        awaited(treated, results, "Q4a", earliest=1, latest=recheck),
        awaited(treated, controlled, "Q4b", earliest=1, latest=control),
    ]


def _treated_episodes(
    hypercalcaemia_episode: pl.DataFrame, bone_agent_administration: pl.DataFrame
) -> pl.DataFrame:
    doses = oncology_doses(bone_agent_administration).select("patient_id", "administered_on")
    waited = pl.col("administered_on") - pl.col("episode_start_at").dt.date()
    window = _days("hypercalcaemia_treatment_days")
    treated = hypercalcaemia_episode.join(doses, on="patient_id").filter(
        waited.is_between(timedelta(0), window)
    )
    return (
        treated.group_by("patient_id", case_key=pl.col("episode_id"))
        .agg(case_on=pl.col("administered_on").min(), source_rows=pl.col("source_rows").first())
        .select(OPENING)
    )


def _seen(
    lab_result: pl.DataFrame, followup: pl.DataFrame, bone_agent_administration: pl.DataFrame
) -> pl.DataFrame:
    visits = followup.filter(pl.col("visit_kind").is_in(VISITS_IN_PERSON))
    given = bone_agent_administration.filter(pl.col("held_reason").is_null())
    return pl.concat(
        [
            visits.select("patient_id", seen_on="visited_on"),
            lab_result.select("patient_id", seen_on=pl.col("sampled_at").dt.date()),
            given.select("patient_id", seen_on="administered_on"),
        ]
    )


def _last_pair(corrected_calcium: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The last calcium with an albumin: happened_on, source_rows; one row a patient."""
    paired = corrected_calcium.filter(
        pl.col("pairing") != "not_computable", pl.col("sampled_at").dt.date() <= as_of
    )
    last = paired.sort("sampled_at", "calcium_row").unique(
        subset="patient_id", keep="last", maintain_order=True
    )
    return last.select(
        "patient_id",
        happened_on=pl.col("sampled_at").dt.date(),
        source_rows=pl.concat_list("calcium_row", "albumin_row").list.drop_nulls(),
    )


def _days(definition: str) -> timedelta:
    return timedelta(days=number(definition))
