"""A changed definition changes what is derived."""

from dataclasses import replace

import pytest

from tests.support.histories import Patient, day, derive, hospital, patient
from warehouse.schema import ANALYTES, DEFINITIONS, definition_version


def define(
    monkeypatch: pytest.MonkeyPatch, name: str, value: float | str | tuple[str, ...]
) -> None:
    monkeypatch.setitem(DEFINITIONS, name, replace(DEFINITIONS[name], value=value))


def calcium_row(somebody: Patient) -> dict[str, object]:
    return derive("corrected_calcium", hospital(somebody)).row(0, named=True)


def reason(somebody: Patient) -> object:
    return derive("skeletal_event", hospital(somebody))["excluded_reason"].item()


def test_the_formula_the_crisis_is_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.05, 0).lab("ALB", 20, 0)
    assert calcium_row(somebody)["is_crisis"] is True
    define(monkeypatch, "corrected_calcium_formula", "payne")
    row = calcium_row(somebody)
    assert row["is_crisis"] is False
    assert row["calcium_basis"] == "corrected_payne"
    assert row["corrected_calcium_mmol_l"] == 3.55  # both are always there


def test_albumin_above_40_can_be_clipped(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = patient("a").lab("CA_TOTAL", 2.4, 0).lab("ALB", 48, 0)
    assert calcium_row(somebody)["corrected_calcium_mmol_l"] == 2.2
    define(monkeypatch, "clip_high_albumin", 1)
    assert calcium_row(somebody)["corrected_calcium_mmol_l"] == 2.4


def test_ablative_radiotherapy_can_count(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = patient("a").radiotherapy(10, "ablative")
    assert reason(somebody) == "rt_ablative"
    define(monkeypatch, "count_ablative", 1)
    assert reason(somebody) is None


def test_radiopharmaceuticals_can_count(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = patient("a").radiotherapy(10, "radiopharmaceutical")
    define(monkeypatch, "count_radiopharmaceutical", 1)
    assert reason(somebody) is None


def test_cementoplasty_need_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = patient("a").surgery(10, "percutaneous", "L1")
    assert reason(somebody) is None
    define(monkeypatch, "count_percutaneous", 0)
    assert reason(somebody) == "percutaneous"


def test_hypercalcaemia_with_high_pth_can_count(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.2, 10).lab("ALB", 40, 10).lab("PTH", 150, 10)
    assert reason(somebody) == "pth_high"
    define(monkeypatch, "count_pth_high", 1)
    assert reason(somebody) is None


def test_only_analgesic_radiotherapy_as_the_founding_text_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    define(monkeypatch, "radiotherapy_intents_counted", ("analgesic",))
    assert reason(patient("a").radiotherapy(10, "analgesic")) is None
    assert reason(patient("a").radiotherapy(10, "palliative")) == "rt_intent_not_counted"


def test_every_derived_row_says_which_definitions_made_it() -> None:
    frames = hospital(patient("a").fracture(10).radiotherapy(12))
    for name in ("radiotherapy_course", "cohort", "skeletal_event", "first_event"):
        assert derive(name, frames)["definition_version"].unique().to_list() == [
            definition_version()
        ]


@pytest.mark.parametrize("name", DEFINITIONS)
def test_changing_any_definition_changes_the_version(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before, value = definition_version(), DEFINITIONS[name].value
    define(monkeypatch, name, (*value, "X") if isinstance(value, tuple) else f"not {value}")
    assert definition_version() != before


@pytest.mark.parametrize(
    ("code", "figure"),
    [("CA_TOTAL", "reference_high"), ("CA_ION", "critical_above"), ("P1NP", "stale_after_days"),
     ("CTX", "reference_change_percent"), ("ALB", "hard_low")],
)  # fmt: skip
def test_changing_what_an_analyte_is_read_with_changes_the_version(
    monkeypatch: pytest.MonkeyPatch, code: str, figure: str
) -> None:
    before = definition_version()
    monkeypatch.setitem(ANALYTES, code, replace(ANALYTES[code], **{figure: 7}))
    assert definition_version() != before


def test_rows_derived_by_another_formula_record_another_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    somebody = patient("a").lab("CA_TOTAL", 3.05, 0).lab("ALB", 20, 0)
    before = calcium_row(somebody)["definition_version"]
    define(monkeypatch, "corrected_calcium_formula", "payne")
    assert calcium_row(somebody)["definition_version"] == definition_version() != before


def test_the_cutoffs_of_sarcopenia_are_definitions(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = patient("a").having(
        "body_composition",
        measured_on=day(0),
        body_composition_method="L3_CT",
        skeletal_muscle_area_cm2=100.0,
        height_cm=160.0,
    )

    def is_low_by_prado() -> object:
        found = derive("sarcopenia", hospital(somebody))
        return found.filter(cutoff_set="prado08")["is_sarcopenic"].item()

    assert is_low_by_prado() is False  # 100 / 1.6 ** 2 is 39.06, not under 38.5
    define(monkeypatch, "prado08_women_below", 39.1)
    assert is_low_by_prado() is True
