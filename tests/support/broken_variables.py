"""What is broken in the derived and published tables of disease, markers, care and population."""

from collections.abc import Mapping
from datetime import date, datetime

from expectations.traceability import ROWS_BEHIND
from tests.support.small_warehouse import Row
from tests.support.sound_patients import FOLLOWED, INDEX, pseudonym
from warehouse.schema import CANONICAL, DERIVED

NOBODY, NOT_FOLLOWED = "f" * 24, "d" * 24
Rows = dict[str, list[Row]]


def break_variables(rows: Rows) -> None:
    """Break every derived and published table that the sound hospital has beside its events."""
    _break_where_rows_come_from(rows)
    _break_disease(rows)
    _break_scores(rows)
    _break_markers(rows)
    _break_care(rows)
    _break_shares_and_rates(rows)
    _break_curves(rows)


def break_shares_of_rows(rows: Rows) -> None:
    """Break the shares of faulty rows, the volumes and the medians of the laboratory."""
    _break_months(rows)
    found, pattern = rows["derived.finding"], rows["derived.finding"][0]
    for name in CANONICAL:
        table = CANONICAL[name].full_name
        _make_readable(rows[table])
        wrong = rows[table][: len(rows[table]) // 10 + 2]
        found += [_finding(pattern, "X02", table, row) for row in wrong]
    found += [
        _finding(pattern, "X12", "canonical.patient", row)
        for row in rows["canonical.patient"][100:130]
    ]
    found.append({**pattern, "severity": "info", "source_row_id": "gone"})


def _make_readable(rows: list[Row]) -> None:
    """A share is not read on fewer than 20 rows."""
    missing = 20 - len(rows)
    rows += [{**rows[0], "source_row_id": f"again{n}"} for n in range(missing)]


def _finding(pattern: Row, rule: str, table: str, row: Row) -> Row:
    named = {"source_system": row["source_system"], "source_row_id": row["source_row_id"]}
    severity = "warning" if rule == "X12" else "error"
    return {**pattern, **named, "rule_code": rule, "severity": severity, "table_name": table}


def _break_months(rows: Rows) -> None:
    """CRP trebles in July 2023, P1NP doubles; August has begun."""
    results = rows["canonical.lab_result"]
    pattern = results[0]

    def drawn(analyte: str, value: float, month: int, count: int, unit: str) -> list[Row]:
        facts = {"analyte_code": analyte, "value": value, "unit_code": unit}
        return [
            {
                **pattern,
                **facts,
                "sampled_at": datetime(2023, month, 1 + n % 28, 9),
                "source_row_id": f"{analyte}{month}-{n}",
            }
            for n in range(count)
        ]

    for month in range(1, 7):
        results += drawn("CRP", 5.0, month, 100 + month, "mg/L")
        results += drawn("P1NP", 40.0, month, 40, "ug/L")
    results += drawn("CRP", 5.0, 7, 300, "mg/L") + drawn("P1NP", 80.0, 7, 40, "ug/L")
    results += drawn("CRP", 5.0, 8, 1, "mg/L")


def _break_where_rows_come_from(rows: Rows) -> None:
    for name, table in DERIVED.items():
        # a table the sound hospital has nothing in still has a stranger here
        kept = rows.setdefault(table.full_name, [{"patient_id": pseudonym(0)}])
        # the broken cohort has its stranger already, and must not know this one
        if "patient_id" in table.columns and name != "cohort":
            stranger = {**_key_of_its_own(table.key), "patient_id": NOT_FOLLOWED}
            kept.append({**kept[1 % len(kept)], **stranger})
        if "definition_version" in table.columns:
            for row in kept[:-1]:
                row.update(definition_version="v")
            kept[-1].update(definition_version="another")
        for table_name, column in ROWS_BEHIND:
            if table_name == name:
                gone = "lab_result:SYNTH:gone"
                kept[-1].update({column: [gone] if column == "source_rows" else gone})


def _key_of_its_own(key: tuple[str, ...]) -> Row:
    return {name: "nobody's" for name in key if name.endswith(("_id", "_row", "_key"))}


def _first(rows: Mapping[str, list[Row]], table: str, **wrong: object) -> None:
    rows[table][0].update(wrong)


def _break_disease(rows: Rows) -> None:
    _first(rows, "derived.molecular_group", molecular_group="ALK", alk_result="negative")
    rows["derived.molecular_group"][1].update(has_co_mutation=True)
    _first(rows, "derived.disease_profile", bone_metastasis_on=None)
    rows["derived.disease_profile"][1].update(exit_on=date(2022, 1, 1))
    rows["derived.disease_profile"][50].update(patient_id=pseudonym(9999))


def _break_scores(rows: Rows) -> None:
    _first(rows, "derived.lesion_score", needs_surgical_opinion=False)
    rows["derived.lesion_score"].pop(7)
    _first(rows, "derived.spine_prognosis", tokuhashi_total=9)
    _first(rows, "derived.sarcopenia", skeletal_muscle_index_cm2_m2=0.0045, is_sarcopenic=False)


def _break_markers(rows: Rows) -> None:
    _first(rows, "derived.renal_function", creatinine_clearance_ml_min=20.0)
    rows["derived.renal_function"][1].update(sex="U")
    rows["derived.marker_result"].pop(7)
    _first(rows, "derived.marker_result", preanalytical_status="invalid")
    _first(rows, "derived.marker_trend", nadir_value=500.0)
    rows["derived.marker_trend"][1].update(trend_class="rise", slope_lower_percent_per_month=3.0)
    strata = rows["derived.marker_stratum"]
    strata[0].update(baseline_stratum="low")
    pattern = {**strata[1], "baseline_value": 120.0}
    # the later events of the patients called high make their rate the lower
    strata += [
        {**pattern, "patient_id": pseudonym(i), "baseline_stratum": stratum}
        for stratum, patients in (("low", range(5, 110)), ("high", range(10, FOLLOWED)))
        for i in patients
    ]


def _break_care(rows: Rows) -> None:
    rows["canonical.body_composition"][0].update(patient_id=NOT_FOLLOWED)
    _first(rows, "derived.hypocalcaemia_episode", preceding_dose_on=date(2024, 1, 1))
    _first(rows, "derived.bone_agent_exposure", covered_until_on=date(2023, 1, 1))
    _first(rows, "derived.bone_agent_treatment", proportion_days_covered=0.9)
    _first(rows, "derived.bone_agent_dose_check", dose_mg=60.0)
    cases = rows["derived.care_indicator_patient"]
    cases[0].update(indicator_code="Q99")
    cases[1].update(is_in_numerator=None)
    cases[2].update(waited_days=1, due_on=INDEX)


def _break_shares_and_rates(rows: Rows) -> None:
    rows["published.sre_by_kind"][2].update(proportion=0.9)
    _first(rows, "published.bone_metastasis_frequency", patient_count=50)
    for table in ("pain_at_index", "hypercalcaemia_timing"):
        _first(rows, f"published.{table}", lower=0.7)
    _first(rows, "published.care_indicator", numerator=7, not_computable_reason="nobody knows")
    for table in ("sre_rate", "hypercalcaemia_on_off_agent", "lesion_event_rate"):
        _first(rows, f"published.{table}", event_count=11)
    _first(rows, "published.sre_morbidity", rolling_event_count=11)
    for table in ("bone_metastasis_risk_factor", "bone_metastasis_by_mutation"):
        _first(rows, f"published.{table}", is_withheld=True, odds_ratio=9.0, exposed_proportion=0.1)
    _first(rows, "published.survival_by_group", death_count=41)
    _first(rows, "published.benchmark", compares_with="published.nothing")


def _break_curves(rows: Rows) -> None:
    for row in rows["published.bone_metastasis_incidence"][:2]:
        row.update(
            incidence=0.6, n_event=200
        )  # falls afterwards, above its limits, of more than all
    for table in ("sre_incidence_by_kind", "sre_without_bone_agent", "sre_recurrence"):
        _first(rows, f"published.{table}", incidence=0.9, event_count=200)
    _first(
        rows,
        "published.sre_burden",
        mean_count=0.9,
        incidence=0.5,
        wrong_naive_incidence=0.1,
    )
