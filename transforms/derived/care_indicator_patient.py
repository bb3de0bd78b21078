"""The cases behind each quality indicator of care."""

from datetime import date

import polars as pl

from transforms.derived.evidence import with_definition_version
from transforms.derived.indicators import bone_agents, calcium, compression, irradiation, pathway
from transforms.derived.indicators.answer import as_answered
from transforms.derived.indicators.case import judged
from transforms.frames import conform
from warehouse.schema import DERIVED


def care_indicator_patient(
    cohort: pl.DataFrame,
    corrected_calcium: pl.DataFrame,
    hypercalcaemia_episode: pl.DataFrame,
    bone_agent_dose_check: pl.DataFrame,
    bone_agent_treatment: pl.DataFrame,
    radiotherapy_course: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    lab_result: pl.DataFrame,
    followup: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
    cord_compression: pl.DataFrame,
    surgery: pl.DataFrame,
    radiotherapy: pl.DataFrame,
    diagnosis: pl.DataFrame,
    molecular_test: pl.DataFrame,
    worklist_answer: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """Every case of every computable indicator in the cohort: a row an indicator and case.

    In: derived and canonical tables, and the night. Out: derived.care_indicator_patient (domain.md
    §6). Each indicator's own rules are in its function; `judged` says which cases count. Q1 is
    about tonight and all its cases count; but those the team said it does not apply to, as of any
    other.
    """
    doses = bone_agent_administration
    dated = [
        calcium.ionised_where_wanted(corrected_calcium, cohort),
        *calcium.calcium_after_treatment(hypercalcaemia_episode, corrected_calcium, doses),
        bone_agents.started_after_bone_metastasis(cohort),
        bone_agents.dental_check_before_start(doses, followup),
        bone_agents.vitamin_d_around_start(doses, lab_result),
        *bone_agents.calcium_around_denosumab(doses, corrected_calcium),
        *bone_agents.zoledronate_doses(bone_agent_dose_check),
        bone_agents.missed_doses(doses, cohort, as_of),
        bone_agents.well_covered(bone_agent_treatment),
        *compression.treated_compressions(skeletal_event),
        compression.frankel_at_both_times(skeletal_event, cord_compression),
        irradiation.single_fractions(radiotherapy_course, skeletal_event),
        irradiation.started_after_decision(radiotherapy_course, radiotherapy, skeletal_event),
        irradiation.radiotherapy_after_fixation(surgery, skeletal_event),
        pathway.molecular_panel(cohort, diagnosis, molecular_test),
        pathway.bone_meeting(cohort, followup),
    ]
    tonight = calcium.watched_calcium(
        cohort, corrected_calcium, lab_result, followup, doses, as_of
    ).with_columns(not_judged=pl.lit(None, dtype=pl.String))
    cases = pl.concat([judged(pl.concat(dated), cohort, as_of).select(tonight.columns), tonight])
    table = DERIVED["care_indicator_patient"]
    waited = (pl.col("happened_on") - pl.col("case_on")).dt.total_days()
    answered = as_answered(cases, worklist_answer)
    complete = with_definition_version(answered.with_columns(waited_days=waited))
    return conform(complete.select(table.columns), table)
