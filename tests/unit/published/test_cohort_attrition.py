"""How the cohort is come to: every patient left out is counted once, with a reason."""

from tests.support.histories import Patient, day, derive, hospital, patient, person

STEPS = ["known", "lung_cancer", "bone_metastasis", "observed", "observed_since_agent"]


def rows_of(*people: Patient) -> list[tuple[str, int, int, str | None]]:
    frames = hospital(*people)
    told = derive("cohort_attrition", frames)
    assert told["step_number"].to_list() == [1, 2, 3, 4, 5]
    return told.drop("step_number").rows()


def test_each_step_says_how_many_are_left_and_why_the_others_are_not() -> None:
    without_bone = person("no-bone").diagnosis(
        "primary", 0, icdo_topography_code="C34.1", icdo_morphology_code="8140/3"
    )
    told = rows_of(
        person("nothing"),
        without_bone,
        patient("died-at-index", died=0),
        patient("untreated"),
        patient("treated").having(
            "bone_agent_administration",
            administered_on=day(30),
            atc_code="M05BX04",
            product="XGEVA",
            dose_mg=120.0,
        ),
    )
    assert [row[0] for row in told] == STEPS
    assert told[0] == ("known", 5, 0, None)
    assert told[1] == ("lung_cancer", 4, 1, "no_lung_cancer")
    assert told[2] == ("bone_metastasis", 3, 1, "no_bone_metastasis")
    assert told[3] == ("observed", 2, 1, "never_observed")
    assert told[4] == ("observed_since_agent", 1, 1, "no_agent_observed")


def test_a_hospital_without_patients_has_every_step_at_nought() -> None:
    assert [row[1:3] for row in rows_of()] == [(0, 0)] * 5
