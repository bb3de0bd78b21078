"""The sound hospital with everything wrong: each change breaks the expectation it is named for.

Wrong values that are words or numbers of their own are sentinels: none may leave in a verdict.
"""

from datetime import date, datetime

from tests.support.broken_drawn import break_drawn
from tests.support.broken_variables import NOBODY, break_shares_of_rows, break_variables
from tests.support.small_warehouse import Row
from tests.support.sound_hospital import sound_hospital
from tests.support.sound_patients import FOLLOWED, FX, RT, SCC, pseudonym

WORD, NUMBER, DAY = "DUPONT", 98765.4321, date(1871, 5, 28)
SENTINELS = ("DUPONT", "98765", "1871")


def broken_hospital() -> dict[str, list[Row]]:
    """Rows of every table, by full name, none of which can be believed."""
    rows = sound_hospital()
    _break_declarations(rows)
    _break_patients(rows)
    _break_diagnoses_and_tests(rows)
    _break_laboratory(rows)
    _break_events_as_delivered(rows)
    _break_calcium(rows)
    _break_cohort(rows)
    _break_skeletal_events(rows)
    _break_reviews(rows)
    _break_first_events(rows)
    _break_population(rows)
    _break_the_night(rows)
    break_drawn(rows)
    break_variables(rows)
    break_shares_of_rows(rows)
    return rows


def _break_declarations(rows: dict[str, list[Row]]) -> None:
    """One of each kind of question that follows from the declarations, on visits and patients."""
    visits = rows["canonical.followup"]
    visits[0].update(visited_on=None)  # never missing
    visits[1].update(visit_kind=WORD)  # closed list
    visits[2].update(weight_kg=NUMBER)  # range
    visits[3].update(patient_id=WORD)  # a hospital identifier, not a pseudonym
    visits[4].update(source_file=WORD)  # no fingerprint
    visits[5].update(source_line=None)  # no origin
    visits.append(dict(visits[6]))  # twice the same row
    visits[7].update(visited_on=DAY)  # before 1900
    rows["canonical.patient_aside"][0].update(aside_reason=WORD)
    for table, column in (
        ("canonical.patient", "birth_on"),
        ("canonical.diagnosis", "diagnosed_on"),
        ("canonical.molecular_test", "reported_on"),
        ("canonical.lab_result", "resulted_at"),
        ("canonical.imaging_exam", "examined_on"),
        ("canonical.lesion", "examined_on"),
        ("canonical.radiotherapy", "decided_on"),
        ("canonical.surgery", "performed_on"),
        ("canonical.fracture", "occurred_on"),
        ("canonical.cord_compression", "occurred_on"),
        ("canonical.bone_agent_administration", "dental_check_on"),
        ("canonical.systemic_line", "started_on"),
        ("canonical.review", "reviewed_at"),
        ("canonical.worklist_answer", "answered_at"),
    ):
        rows[table][-1].update({column: datetime(1871, 5, 28) if column.endswith("_at") else DAY})
        if table != "canonical.patient":
            rows[table].append({**rows[table][0], "patient_id": NOBODY, "source_row_id": "orphan"})


def _break_patients(rows: dict[str, list[Row]]) -> None:
    patients = rows["canonical.patient"]
    patients[0].update(is_opposed=True)
    patients[1].update(birth_on=date(1955, 3, 17))
    patients.append({**patients[2], "source_row_id": "again"})
    patients[3].update(death_on=DAY)  # before birth
    patients[4].update(vital_status="alive")  # with a date of death
    for patient in patients[200:]:
        patient.update(last_contact_on=None)


def _break_diagnoses_and_tests(rows: dict[str, list[Row]]) -> None:
    diagnoses, tests = rows["canonical.diagnosis"], rows["canonical.molecular_test"]
    diagnoses[0].update(icd10_code=WORD, icdo_morphology_code=WORD)
    diagnoses[1].update(diagnosed_on=date(2024, 5, 1))  # primary 11 months after its metastasis
    diagnoses[2].update(diagnosis_kind="recurrence")  # metastasis without primary
    diagnoses += [
        {**row, "source_row_id": f"more{number}", "diagnosis_kind": "bone_metastasis"}
        for number, row in enumerate(diagnoses[FOLLOWED:240])
    ]
    for test in tests:
        test.update(test_result="positive")
    tests[0].update(sampled_on=date(2024, 1, 1))  # after its report


def _break_laboratory(rows: dict[str, list[Row]]) -> None:
    results = rows["canonical.lab_result"]
    results[0].update(analyte_code=WORD)
    results[1].update(excluded_reason=WORD)
    results[2].update(unit_code=WORD)
    results[3].update(value=None)
    results[4].update(result_status="cancelled")
    for result in results:
        if result["analyte_code"] == "CTX":
            result.update(sampled_at=datetime(2023, 7, 1))
    rows["derived.finding"] += [
        {**rows["derived.finding"][0], "rule_code": "L05", "source_row_id": f"CA{number}"}
        for number in range(40)
    ]
    rows["derived.finding"][0].update(rule_code=WORD)


def _break_events_as_delivered(rows: dict[str, list[Row]]) -> None:
    for fracture in rows["canonical.fracture"][:20]:
        fracture.update(fracture_mechanism="unknown")
    rows["canonical.fracture"][30].update(occurred_on=date(2023, 2, 1))  # long before metastasis
    for compression in rows["canonical.cord_compression"]:
        compression.update(frankel_initial=None, confirmed_by="unknown")


def _break_calcium(rows: dict[str, list[Row]]) -> None:
    calcium = rows["derived.corrected_calcium"]
    for result in calcium[10:]:
        result.update(corrected_calcium_mmol_l=3.0, corrected_calcium_payne_mmol_l=NUMBER)
    for result in calcium[20:60]:
        result.update(pairing="not_computable", albumin_g_l=None)
    calcium[0].update(pairing="within_7_days", is_crisis=True)  # stale, and not above 3.5 either
    calcium[5].update(calcium_row="lab_result:SYNTH:gone")  # and CA5 has no row any more
    calcium[6].update(is_crisis=True, corrected_calcium_operator="<")  # and nobody is told
    rows["derived.hypercalcaemia_episode"][0].update(
        episode_end_at=datetime(2023, 6, 1), source_rows=["lab_result:SYNTH:gone"]
    )
    rows["derived.hypercalcaemia_episode"].append(
        {
            **rows["derived.hypercalcaemia_episode"][0],
            "episode_id": "episode1",
            "episode_end_at": datetime(2023, 7, 10),  # after its recovery
            "hcm_etiology": "pth_high",
            "pth_ng_l": None,
            "pth_row": "lab_result:SYNTH:gone",
        }
    )
    rows["derived.alert"][0].update(alert_value=2.9, result_row="lab_result:SYNTH:gone")
    rows["derived.radiotherapy_course"][0].update(
        ended_on=date(2023, 7, 1), source_rows=["radiotherapy:SYNTH:gone"]
    )


def _break_cohort(rows: dict[str, list[Row]]) -> None:
    cohort = rows["derived.cohort"]
    cohort[10].update(patient_id=NOBODY)
    cohort[11].update(entry_on=date(2023, 5, 1))
    cohort[12].update(exit_on=date(2023, 5, 1))
    cohort[13].update(exit_on=date(2024, 5, 20))
    cohort[14].update(exit_status="censored")
    cohort[15].update(age_at_index_years=3)


def _break_skeletal_events(rows: dict[str, list[Row]]) -> None:
    events = rows["derived.skeletal_event"]
    for number in (*RT, *SCC):
        events[number].update(event_kind="SCC")  # commoner than fracture; no radiotherapy left
    events.append({**events[20], "event_id": "too soon", "occurred_on": date(2023, 8, 10)})
    events[21].update(event_kind="HCM")  # not of SRE4, nor of SSE
    events[22].update(event_kind=WORD)  # of no endpoint
    events[23].update(excluded_reason="traumatic")
    events[24].update(is_prevalent=True)
    events[25].update(is_before_entry=True)
    events[26].update(patient_id=pseudonym(130))  # not followed
    events[27].update(occurred_on=date(2024, 5, 20))  # after death, so after observation too
    events[28].update(source_rows=["radiotherapy:SYNTH:gone"], linked_event_id="gone")


def _break_reviews(rows: dict[str, list[Row]]) -> None:
    reviews = rows["canonical.review"]
    reviews[0].update(reviewed_by=f"DR {WORD}")
    reviews[1].update(event_id=WORD)  # no key, and of no event
    rows["derived.finding"].append(
        {
            **rows["derived.finding"][0],
            "rule_code": "REVIEW_MERGE",
            "table_name": "canonical.review",
            "source_row_id": reviews[2]["source_row_id"],
        }
    )
    rows["derived.skeletal_event"][FX[0]].update(review_decision="reject")  # and still counted
    answers = rows["canonical.worklist_answer"]
    answers[0].update(answered_by=f"DR {WORD}")
    answers[1].update(case_key=WORD)  # of no case


def _break_first_events(rows: dict[str, list[Row]]) -> None:
    firsts = rows["derived.first_event"]
    firsts[0].update(entry_day=400)
    firsts[2].update(status=2)
    firsts[4].update(patient_id=NOBODY)
    firsts[6].update(event_id="gone")
    firsts[9].update(exit_day=300.0)  # SRE5 of a patient whose SRE4 came on day 61


def _break_population(rows: dict[str, list[Row]]) -> None:
    curve, kinds = rows["published.sre_incidence"], rows["published.sre_by_kind"]
    months = rows["published.calcium_by_month"]
    curve[0].update(incidence=0.9)  # falls afterwards, above its limits, unlike published
    curve[1].update(incidence=0.8, n_event=500)  # with the event, more than everybody
    kinds[0].update(patient_count=int(NUMBER))
    kinds[1].update(denominator=7)
    for month in months:
        month.update(calcium_p05_mmol_l=5.0, calcium_median_mmol_l=3.0, patient_count=70)
    months[1].update(calcium_median_mmol_l=2.0, month_on=date(2023, 8, 2))


def _break_the_night(rows: dict[str, list[Row]]) -> None:
    files, nights = rows["ops.file"], rows["ops.feed_night"]
    files[0].update(rows_in=10, rows_rejected=3)
    files.append(
        {
            **files[0],
            "source_file": "ba9876543210/EXAMS.ndjson",
            "feed": "imaging",
            "file_status": "refused",
            "rows_in": 0,
            "rows_accepted": 0,
            "rows_rejected": 0,
            "rows_superseded": 0,
            "rows_duplicate": 0,
        }  # refused without a word
    )
    rows["ops.rejected"][0].update(reason=WORD)
    nights[0].update(rows_in=20)
    nights[2].update(is_missing=True, rows_in=0, file_count=0)
