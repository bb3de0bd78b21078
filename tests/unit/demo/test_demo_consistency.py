"""One patient, one story: what each table says fits what the others say."""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

from flows.demo.calibration import CALIBRATION
from flows.demo.cohort import Cohort, canonical_frames, simulate_cohort
from transforms.frames import polars_schema
from warehouse.schema import BONE_SITES, CANONICAL, COLUMNS, VOCABULARIES

DATED = {
    "diagnosis": "diagnosed_on",
    "imaging_exam": "examined_on",
    "lesion": "examined_on",
    "radiotherapy": "started_on",
    "surgery": "performed_on",
    "fracture": "occurred_on",
    "cord_compression": "occurred_on",
    "bone_agent_administration": "administered_on",
    "systemic_line": "started_on",
    "followup": "visited_on",
    "body_composition": "measured_on",
}
# nobody simulates what people answer to worklists
TABLES = [name for name in CANONICAL if name != "worklist_answer"]


@pytest.mark.parametrize("table", TABLES)
def test_frames_become_canonical_tables(small_cohort: Cohort, table: str) -> None:
    frame = canonical_frames(small_cohort)[table]
    assert frame.schema == polars_schema(CANONICAL[table])
    assert frame.height == small_cohort.table(table).height > 0
    assert not frame.select(CANONICAL[table].key).is_duplicated().any()
    assert frame.select(CANONICAL[table].required).null_count().sum_horizontal().item() == 0


@pytest.mark.parametrize("table", TABLES)
def test_words_and_numbers_are_those_of_the_schema(cohort: Cohort, table: str) -> None:
    frame = cohort.table(table)
    for name in set(frame.columns) & set(COLUMNS):
        column, values = COLUMNS[name], frame[name].drop_nulls()
        if column.vocabulary is not None:
            assert values.is_in(VOCABULARIES[column.vocabulary].codes).all(), name
        if column.minimum is not None:
            assert (values >= column.minimum).all(), name
        if column.maximum is not None:
            assert (values <= column.maximum).all(), name


@pytest.mark.parametrize("table", DATED)
def test_nothing_happens_after_death(cohort: Cohort, table: str) -> None:
    rows = cohort.table(table).join(cohort.patient, on="patient_id")
    assert (rows[DATED[table]] <= rows["death_on"]).all()
    assert (rows[DATED[table]] <= cohort.end).all()


def test_no_blood_is_drawn_before_the_first_contact_or_after_death(cohort: Cohort) -> None:
    rows = cohort.lab_result.join(cohort.patient, on="patient_id")
    day = rows["sampled_at"].dt.date()
    assert (day >= rows["first_contact_on"]).all()
    assert (day <= rows["death_on"]).all()
    assert (rows["resulted_at"] > rows["sampled_at"]).all()


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_known_before_the_patient_is(cohort: Cohort, table: str) -> None:
    known = cohort.table(table).join(
        cohort.patient.select("patient_id", "first_contact_on"), on="patient_id"
    )
    contact = "first_contact_on" if table != "patient" else "first_contact_on_right"
    assert (known["known_at"].dt.date() >= known[contact]).all()


def test_the_dead_are_dead_and_the_others_were_seen(cohort: Cohort) -> None:
    patient = cohort.patient
    assert (patient["death_on"].is_not_null() == (patient["vital_status"] == "dead")).all()
    assert (patient["last_contact_on"] <= patient["death_on"]).all()
    assert (patient["last_contact_on"] >= patient["first_contact_on"]).all()
    assert patient["last_contact_on"].null_count() == 0
    assert (patient["birth_on"].dt.day() == 1).all()


def test_a_fracture_is_at_a_bone_that_imaging_shows_diseased(cohort: Cohort) -> None:
    region = {code: bone.region for code, bone in BONE_SITES.items()}
    fractures = cohort.fracture.filter(pl.col("fracture_mechanism") == "pathological")
    seen = fractures.join(
        cohort.lesion.select("patient_id", "examined_on", site="bone_site"), on="patient_id"
    ).filter(
        pl.col("examined_on") == pl.col("occurred_on"),
        pl.col("bone_site").replace_strict(region) == pl.col("site").replace_strict(region),
    )
    assert fractures.join(seen, on="source_row_id", how="anti").is_empty()


def test_a_compression_is_of_the_spine_and_confirmed(cohort: Cohort) -> None:
    sites = cohort.cord_compression["bone_site"]
    assert sites.is_in([code for code, bone in BONE_SITES.items() if bone.is_vertebra]).all()
    assert cohort.cord_compression["confirmed_by"].is_in(["MR", "CT"]).all()


def test_treatment_answers_some_compressions_within_two_days(cohort: Cohort) -> None:
    answered = cohort.cord_compression.join(
        cohort.radiotherapy.filter(pl.col("radiotherapy_intent") == "decompressive"),
        on=["patient_id", "bone_site"],
    ).filter((pl.col("started_on") - pl.col("occurred_on")).dt.total_days().is_between(0, 2))
    share = answered["source_row_id"].n_unique() / cohort.cord_compression.height
    assert 0.1 < share < 0.6


def test_every_event_that_happened_is_recorded(cohort: Cohort) -> None:
    fractures = cohort.fracture.filter(
        pl.col("fracture_mechanism").is_in(["pathological", "unknown"])
    )
    happened = cohort.happened.filter(pl.col("kind") == "FX")
    assert fractures.height == happened.height
    assert happened.join(fractures, on=["patient_id", "occurred_on"], how="anti").is_empty()


def test_an_egfr_inhibitor_goes_with_an_altered_egfr(cohort: Cohort) -> None:
    altered = cohort.molecular_test.filter(
        pl.col("gene") == "EGFR", pl.col("test_result") == "positive"
    )
    treated = cohort.systemic_line.filter(pl.col("systemic_class") == "egfr_tki")
    assert treated.height > 100
    assert treated.join(altered, on="patient_id", how="anti").is_empty()


def test_doses_of_bone_agents_are_weeks_apart(cohort: Cohort) -> None:
    days = cohort.bone_agent_administration.sort("patient_id", "administered_on")
    gaps = days.select(pl.col("administered_on").diff().over("patient_id")).to_series()
    assert gaps.drop_nulls().min() >= timedelta(days=14)  # type: ignore[operator]


def test_scores_are_the_sum_of_their_parts(cohort: Cohort) -> None:
    for score, lowest, highest in (("mirels", 4, 12), ("sins", 0, 18)):
        parts = [name for name in cohort.lesion.columns if name.startswith(score)][:-1]
        scored = cohort.lesion.filter(pl.col(f"{score}_score").is_not_null())
        assert (
            scored.select(pl.sum_horizontal(parts)).to_series() == scored[f"{score}_score"]
        ).all()
        assert scored[f"{score}_score"].is_between(lowest, highest).all()


def test_the_same_seed_is_the_same_hospital_and_another_is_not() -> None:
    first, again, other = (
        simulate_cohort(patients=60, seed=seed, end=date(2026, 3, 1)) for seed in (5, 5, 6)
    )
    for table in TABLES:
        assert first.table(table).equals(again.table(table)), table
    assert not first.lab_result.equals(other.lab_result)


def test_without_bone_agents_nobody_has_one() -> None:
    targets = replace(CALIBRATION, bone_agent=0.0)
    cohort = simulate_cohort(patients=200, seed=5, end=date(2026, 3, 1), targets=targets)
    assert cohort.bone_agent_administration.is_empty()
    assert cohort.followup.filter(pl.col("visit_kind") == "dental").is_empty()
