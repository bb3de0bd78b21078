"""Indicators about bone-targeted agents: Q5, Q6, Q8 to Q11 (domain.md §6)."""

from datetime import date

import polars as pl

from transforms.derived.calcium.usable_results import usable_results
from transforms.derived.disease.bone_agent_dose import DENOSUMAB, ZOLEDRONATE, oncology_doses
from transforms.derived.evidence import source_row
from transforms.derived.exposure.attempts import attempts
from transforms.derived.exposure.gaps import attempt_days
from transforms.derived.indicators.case import OPENING, as_cases, awaited, same_day_cases
from warehouse.schema.definitions import number

WHOLE_LIFE = 365 * 120  # days: an act is looked for as long as the patient lives
NOT_A_DOSE_FOR_THE_BAND = ("clearance_unknown", "dose_unknown", "no_band")


def started_after_bone_metastasis(cohort: pl.DataFrame) -> pl.DataFrame:
    """Q5: patients of the cohort, and when they started a bone-targeted agent.

    Life expectancy is not recorded: only those alive and followed at day 90 are judged. A start
    before bone metastasis was documented is a start.
    """
    people = cohort.select("patient_id", case_key="patient_id", case_on="index_on").with_columns(
        source_rows=pl.lit([], dtype=pl.List(pl.String))
    )
    starts = cohort.select("patient_id", happened_on="first_bone_agent_on").drop_nulls()
    latest = int(number("bone_agent_start_days"))
    return awaited(
        people, starts, "Q5", earliest=-WHOLE_LIFE, latest=latest, searched_until=WHOLE_LIFE
    )


def dental_check_before_start(
    bone_agent_administration: pl.DataFrame, followup: pl.DataFrame
) -> pl.DataFrame:
    """Q6: starters, and their dental check: a dental visit, or the check noted with a dose."""
    visits = followup.filter(pl.col("visit_kind") == "dental").select(
        "patient_id", happened_on="visited_on"
    )
    noted = bone_agent_administration.select("patient_id", happened_on="dental_check_on")
    checks = pl.concat([visits, noted.drop_nulls()])
    before = int(number("dental_check_days"))
    return awaited(first_doses(bone_agent_administration), checks, "Q6", earliest=-before, latest=0)


def vitamin_d_around_start(
    bone_agent_administration: pl.DataFrame, lab_result: pl.DataFrame
) -> pl.DataFrame:
    """Q8a: starters, and a 25-hydroxyvitamin D from 90 days before to 30 days after."""
    measured = usable_results(lab_result, "VITD25").select(
        "patient_id", happened_on=pl.col("sampled_at").dt.date()
    )
    before, after = int(number("vitamin_d_before_days")), int(number("vitamin_d_after_days"))
    starters = first_doses(bone_agent_administration)
    return awaited(starters, measured, "Q8a", earliest=-before, latest=after)


def calcium_around_denosumab(
    bone_agent_administration: pl.DataFrame, corrected_calcium: pl.DataFrame
) -> list[pl.DataFrame]:
    """Q9a and Q9b: calcium not low before the first denosumab, measured again after it.

    Before: the last graded calcium of the 14 days up to the dose, its day included. After: any
    from the next day on, as a sample of the day itself is drawn before the injection.
    """
    starters = first_doses(bone_agent_administration, DENOSUMAB)
    around = int(number("calcium_around_denosumab_days"))
    results = corrected_calcium.with_columns(happened_on=pl.col("sampled_at").dt.date())
    after = awaited(starters, results, "Q9b", earliest=1, latest=around)
    return [_not_low_before(starters, results, around), after]


def _not_low_before(starters: pl.DataFrame, results: pl.DataFrame, days: int) -> pl.DataFrame:
    elapsed = (pl.col("case_on") - pl.col("happened_on")).dt.total_days()
    graded = results.filter(pl.col("ctcae_hypocalcaemia_lab_grade").is_not_null())
    before = starters.select("patient_id", "case_key", "case_on").join(graded, on="patient_id")
    last = (
        before.filter(elapsed.is_between(0, days))
        .sort("sampled_at", "calcium_row")
        .unique(subset="case_key", keep="last", maintain_order=True)
    )
    is_not_low = pl.col("ctcae_hypocalcaemia_lab_grade") == 0
    found = last.select("case_key", "happened_on", is_in_numerator=is_not_low)
    rows = starters.join(found, on="case_key", how="left").with_columns(
        pl.col("is_in_numerator").fill_null(False)
    )
    return same_day_cases(rows, "Q9a")


def zoledronate_doses(bone_agent_dose_check: pl.DataFrame) -> list[pl.DataFrame]:
    """Q10a and Q10b: creatinine in the 7 days before each zoledronate; dose matching clearance."""
    doses = bone_agent_dose_check.filter(pl.col("atc_code") == ZOLEDRONATE).with_columns(
        case_key="administration_row",
        case_on="administered_on",
        source_rows=pl.concat_list("administration_row", "creatinine_row").list.drop_nulls(),
    )
    checked = doses.with_columns(
        happened_on=pl.col("creatinine_sampled_at").dt.date(),
        is_in_numerator=pl.col("creatinine_row").is_not_null(),
    )
    banded = doses.filter(~pl.col("dose_verdict").is_in(NOT_A_DOSE_FOR_THE_BAND))
    matched = banded.with_columns(is_in_numerator=pl.col("dose_verdict") == "matches")
    return [same_day_cases(checked, "Q10a"), same_day_cases(matched, "Q10b")]


def missed_doses(
    bone_agent_administration: pl.DataFrame, cohort: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Q11a: every dose expected under treatment that came, was held or was missed.

    After a stop nothing is expected; a dose that may still come is not a case.
    """
    days = attempt_days(attempts(bone_agent_administration, cohort, as_of))
    has_outcome = pl.col("is_missed") | pl.col("next_on").is_not_null()
    expected = days.filter(has_outcome, ~pl.col("is_stopped"))
    return as_cases(
        expected.with_columns(
            case_key=pl.col("rows").list.first(),
            case_on="given_on",
            happened_on="next_on",
            is_in_numerator="is_missed",
            source_rows="rows",
        ),
        "Q11a",
    )


def well_covered(bone_agent_treatment: pl.DataFrame) -> pl.DataFrame:
    """Q11b: patients treated, covered on at least 80 % of the days of all their treatments."""
    treated = bone_agent_treatment.sort("patient_id", "treatment_number")
    sums = treated.group_by("patient_id", maintain_order=True).agg(
        case_on=pl.col("started_on").min(),
        share=pl.col("covered_days").sum() / pl.col("treatment_days").sum(),
        source_rows=pl.col("source_rows").explode(empty_as_null=False).sort(),
    )
    is_good = pl.col("share") >= number("proportion_covered_minimum")
    rows = sums.with_columns(case_key="patient_id", is_in_numerator=is_good)
    return same_day_cases(rows, "Q11b")


def first_doses(
    bone_agent_administration: pl.DataFrame, atc_code: str | None = None
) -> pl.DataFrame:
    """Openings: the first dose of each patient for bone metastasis, of one agent or of any."""
    doses = oncology_doses(bone_agent_administration).with_columns(
        row=source_row("bone_agent_administration")
    )
    wanted = doses if atc_code is None else doses.filter(pl.col("atc_code") == atc_code)
    first = wanted.sort("administered_on", "row").unique(
        subset="patient_id", keep="first", maintain_order=True
    )
    return first.with_columns(
        case_key="row", case_on="administered_on", source_rows=pl.concat_list("row")
    ).select(OPENING)
