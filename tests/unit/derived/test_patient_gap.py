"""What is not known of a patient and should be."""

import pytest

from tests.support.histories import (
    AS_OF,
    DAY_0,
    Patient,
    day,
    derive,
    hospital,
    patient,
    person,
    shuffled,
)

NIGHT = (AS_OF - DAY_0).days
RECENT = NIGHT - 10


def gaps(somebody: Patient) -> dict[object, object]:
    found = derive("patient_gap", hospital(somebody))
    return dict(found.select("gap_kind", "last_known_on").iter_rows())


def seen(last_contact: int | None = RECENT, died: int | None = None) -> Patient:
    """A patient of whom everything is known, except what a test leaves out."""
    somebody = patient("a", last_contact=last_contact, died=died)
    somebody = somebody.diagnosis("primary", -39, stage="IV", icdo_topography_code="C34.1")
    for gene in ("EGFR", "KRAS", "ALK"):
        somebody = somebody.having(
            "molecular_test", gene=gene, test_result="negative", reported_on=day(-20)
        )
    return somebody


def test_nothing_is_missing_of_a_patient_of_whom_everything_is_known() -> None:
    assert gaps(seen().lab("CA_TOTAL", 2.4, RECENT)) == {}


@pytest.mark.parametrize(("days_ago", "is_missing"), [(89, False), (90, False), (91, True)])
def test_calcium_is_asked_for_every_90_days(days_ago: int, is_missing: bool) -> None:
    last = NIGHT - days_ago
    found = gaps(seen().lab("CA_TOTAL", 2.4, 0).lab("CA_TOTAL", 2.4, last))
    assert found == ({"no_calcium": day(last)} if is_missing else {})


def test_calcium_that_never_was_measured_has_no_last_day() -> None:
    assert gaps(seen()) == {"no_calcium": None}


@pytest.mark.parametrize(("days_ago", "is_missing"), [(365, False), (366, True)])
def test_news_is_asked_for_every_year(days_ago: int, is_missing: bool) -> None:
    last = NIGHT - days_ago
    found = gaps(seen(last_contact=last).lab("CA_TOTAL", 2.4, RECENT))
    assert found == ({"old_vital_status": day(last)} if is_missing else {})


def test_nothing_more_is_asked_of_the_dead() -> None:
    assert gaps(seen(last_contact=100, died=120)) == {}


def test_genes_histology_and_stage_that_nobody_gave() -> None:
    untested = patient("a", last_contact=RECENT).lab("CA_TOTAL", 2.4, RECENT)
    assert set(gaps(untested)) == {"no_molecular_group", "no_stage"}


def test_a_histology_nobody_specified_asks_for_itself_and_not_for_genes() -> None:
    unspecified = person("a", last_contact=RECENT).diagnosis(
        "primary", -40, stage="IV", icdo_topography_code="C34.1"
    )
    somebody = unspecified.diagnosis("bone_metastasis", 0).lab("CA_TOTAL", 2.4, RECENT)
    assert set(gaps(somebody)) == {"no_histology"}


def test_the_order_of_rows_changes_nothing() -> None:
    frames = hospital(seen().lab("CA_TOTAL", 2.4, 0), patient("b"))
    assert derive("patient_gap", shuffled(frames, 5)).equals(derive("patient_gap", frames))
