"""Candidates: every clinical row that may be a skeletal event, before anybody's observation."""

from tests.support.histories import derive, hospital, patient, person


def test_every_kind_of_row_is_a_candidate_whoever_the_patient_is() -> None:
    nobody_followed = (
        person("a")
        .fracture(1, "femur")
        .cord_compression(2)
        .surgery(3, "biopsy")
        .radiotherapy(4)
        .lab("CA_TOTAL", 3.3, 5)
        .lab("ALB", 40, 5)
    )
    found = derive("event_candidate", hospital(nobody_followed))
    assert found.select("event_kind", "excluded_reason").rows() == [
        ("FX", None),
        ("SCC", None),
        ("SX", "biopsy"),
        ("RT", None),
        ("HCM", None),
    ]
    assert found["source_rows"].list.len().to_list() == [1, 1, 1, 1, 2]


def test_a_candidate_keeps_its_key_when_it_becomes_an_event() -> None:
    frames = hospital(patient("a").fracture(1, "femur").radiotherapy(4))
    candidates, events = derive("event_candidate", frames), derive("skeletal_event", frames)
    assert candidates["event_id"].to_list() == events["event_id"].to_list()


def test_a_month_is_a_candidate_from_its_first_day() -> None:
    frames = hospital(patient("a").fracture(14, "femur", date_precision="month"))
    [row] = derive("event_candidate", frames).select("occurred_on", "earliest_on").rows()
    assert [on.isoformat() for on in row] == ["2024-01-15", "2024-01-01"]
