"""Treatments and results of the invented patients, with the calcium derived from them."""

from datetime import date, timedelta

from tests.support.dashboard_invented import Invented, at

_REGIMENS = [
    ("Carboplatin pemetrexed pembrolizumab", "chemo_immunotherapy"),
    ("Docetaxel", "chemotherapy"),
    ("Osimertinib", "egfr_tki"),
]


def invent_treatments(invented: Invented, who: str, index: date, end: date) -> None:
    start, line = index + timedelta(days=10), 0
    while start < end and line < 3:
        regimen, kind = _REGIMENS[line]
        stop = start + timedelta(days=invented.chance.randrange(60, 200))
        invented.source(
            "systemic_line",
            who,
            start,
            "oncology_line",
            line_number=line + 1,
            regimen=regimen,
            systemic_class=kind,
            started_on=start,
            ended_on=stop if stop < end else None,
            stop_reason="progression",
        )
        start, line = stop + timedelta(days=14), line + 1
    for day in range(15, (end - index).days, 28):
        given = index + timedelta(days=day)
        invented.source(
            "bone_agent_administration",
            who,
            given,
            "oncology_agent",
            atc_code="M05BX04",
            product="denosumab",
            dose_mg=120.0,
            administered_on=given,
            planned_interval_days=28,
            route="SC",
            held_reason="hypocalcaemia" if invented.chance.random() < 0.1 else None,
        )


def invent_laboratory(
    invented: Invented, who: str, index: date, end: date, *, crisis: bool
) -> None:
    followed = (end - index).days
    for day in range(0, followed, 21):
        on = index + timedelta(days=day)
        high = 1.15 if crisis and 300 <= day <= 330 else 0.0
        _invent_calcium(invented, who, on, day, high)
        if day % 84 == 0:
            _invent_markers(invented, who, on, day)


def _invent_calcium(invented: Invented, who: str, on: date, day: int, high: float) -> None:
    chance = invented.chance
    calcium, albumin = round(chance.gauss(2.24, 0.07) + high, 2), round(chance.gauss(36, 3), 1)
    pairing = {63: "within_7_days", 105: "not_computable"}.get(day, "same_sample")
    rows = {
        code: invented.source(
            "lab_result",
            who,
            on,
            "laboratory",
            analyte_code=code,
            value=value,
            unit_code=unit,
            sampled_at=at(on, 7, 40),
            value_operator="=",
            result_status="final",
            reference_low=low,
            reference_high=top,
        )
        for code, value, unit, low, top in (
            ("CA_TOTAL", calcium, "mmol/L", 2.15, 2.60),
            ("ALB", albumin, "g/L", 35.0, 50.0),
            ("CA_ION", round(calcium * 0.52, 2), "mmol/L", 1.15, 1.30),
        )
        if not (code == "ALB" and pairing == "not_computable")
        and not (code == "CA_ION" and day % 63)
    }
    computed = pairing != "not_computable"
    corrected = round(calcium + (40 - albumin) / 40, 6) if computed else None
    basis = "ionised" if "CA_ION" in rows else "corrected_seed" if computed else None
    invented.derived(
        "corrected_calcium",
        patient_id=who,
        sampled_at=at(on, 7, 40),
        calcium_mmol_l=calcium,
        calcium_operator="=",
        corrected_calcium_operator="=" if computed else None,
        albumin_g_l=albumin if computed else None,
        ionised_calcium_mmol_l=round(calcium * 0.52, 2) if "CA_ION" in rows else None,
        corrected_calcium_mmol_l=corrected,
        corrected_calcium_payne_mmol_l=round(calcium + 0.02 * (40 - albumin), 6)
        if computed
        else None,
        pairing=pairing,
        calcium_basis=basis,
        ctcae_lab_grade=0,
        is_low_albumin=albumin < 30,
        is_crisis=bool(corrected and corrected > 3.5),
        formulas_disagree=False,
        calcium_row=rows["CA_TOTAL"],
        albumin_row=rows.get("ALB"),
        ionised_calcium_row=rows.get("CA_ION"),
    )


def _invent_markers(invented: Invented, who: str, on: date, day: int) -> None:
    late = day == 168
    for code, value, unit in (
        ("CTX", 420.0, "ng/L"),
        ("ALP", 140.0, "U/L"),
        ("CREAT", 78.0, "umol/L"),
        ("PTH", 32.0, "ng/L"),
    ):
        drawn = round(value * invented.chance.uniform(0.7, 1.5), 1)
        row = invented.source(
            "lab_result",
            who,
            on,
            "laboratory",
            analyte_code=code,
            value=drawn,
            unit_code=unit,
            sampled_at=at(on, 10 if late else 7, 40),
            value_operator="<" if code == "PTH" and late else "=",
            result_status="final",
            is_fasting=not late,
        )
        if late and code == "CTX":
            invented.derived(
                "finding",
                rule_code="L14",
                severity="warning",
                patient_id=who,
                table_name="canonical.lab_result",
                column_name="sampled_at",
                source_system="SYNTH-LABO",
                source_row_id=row.rsplit(":", 1)[1],
            )
