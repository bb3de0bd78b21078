"""Published values about skeletal events and their treatment (domain.md §1, 1.17 to 1.28)."""

from warehouse.schema.declare import Benchmark

_BY_KIND = "published.sre_incidence_by_kind"
_RECURRENCE = "published.sre_recurrence"
_BURDEN = "published.sre_burden"

_ROSEN_2004 = "founding text, reference 23 (Rosen 2004)"
_ROSEN_2003 = "Rosen 2003, J Clin Oncol 21:3150"
_HENRY = "Henry 2011, denosumab US label table"
_SCAGLIOTTI = "Scagliotti 2012, J Thorac Oncol 7:1823"
_GFPC = "Decroisette 2011, J Thorac Oncol 6:576 (GFPC 0601)"
_SUN = "Sun 2011, Lung Cancer 71:89"
_KATAKAMI = "Katakami 2014 (PMC4132043)"
_ONCOLOR = "East-France guideline, Oncolor 2016"

_PLACEBO = "placebo arm, non-small-cell lung cancer and other solid tumours, 21 months"
_TRIAL = "773 patients of a trial, non-small-cell lung cancer and other solid tumours, 9 months"
_DENOSUMAB_TRIAL = "solid tumours (not breast or prostate) and myeloma, on study"
_GFPC_PATIENTS = "554 patients with bone metastasis of lung cancer, 40 French centres, 2006-07"
_SUN_PATIENTS = "273 non-small-cell lung cancers with bone metastasis"
_KATAKAMI_ALL = "274 advanced lung cancers, with or without bone metastasis"
_DENOSUMAB_LUNG = "lung cancers of the denosumab trial"
_OVERLAP = "Kinds overlap: 22 + 34 + 5 + 4 = 65 is more than 48; the figures are no partition."
_CRUDE = "A crude share of patients, not an incidence with death competing."


def _share(name: str, statement: str, measure: str, value: float | None, definition: str,
           reference: str, evidence: str = "verified", *, caveat: str | None = _CRUDE,
           numerator: int | None = None, denominator: int | None = None,
           lower: float | None = None, upper: float | None = None,
           beside: str | None = None) -> Benchmark:
    return Benchmark(name, statement, measure, "bone metastasis", value, definition, reference,
                     evidence, numerator=numerator, denominator=denominator, lower=lower,
                     upper=upper, limits="range" if lower else None, caveat=caveat,
                     compares_with=beside)


def _rosen_kind(name: str, measure: str, value: float) -> Benchmark:
    return _share(f"rosen_{name}", "1.20", measure, value, _PLACEBO, _ROSEN_2004,
                  "founding_text", caveat=_OVERLAP, beside=_BY_KIND)


def _gfpc(name: str, statement: str, measure: str, value: float, *,
          caveat: str | None = _CRUDE, beside: str | None = None) -> Benchmark:
    return _share(f"gfpc_{name}", statement, measure, value, _GFPC_PATIENTS, _GFPC, caveat=caveat,
                  denominator=554, beside=beside)


def _denosumab(name: str, measure: str, value: float, patients: int) -> Benchmark:
    arm = "denosumab" if patients == 886 else "zoledronic acid"
    return _share(f"henry_{name}", "1.20", f"{measure}, {arm}", value, _DENOSUMAB_TRIAL, _HENRY,
                  denominator=patients, caveat="Treated patients of a trial. " + _CRUDE)


def _effect(name: str, statement: str, measure: str, value: float, unit: str, definition: str,
            reference: str, lower: float | None = None, upper: float | None = None,
            beside: str | None = None) -> Benchmark:
    return Benchmark(name, statement, measure, "bone metastasis", value, definition, reference,
                     "verified", unit=unit, lower=lower, upper=upper,
                     limits="ci95" if lower else None,
                     caveat="Adjusted, or randomised: ours is crude.", compares_with=beside)


def _time(name: str, statement: str, measure: str, value: float, unit: str, definition: str,
          reference: str, caveat: str | None = None, beside: str | None = None) -> Benchmark:
    return Benchmark(name, statement, measure, "bone metastasis", value, definition, reference,
                     "verified", unit=unit, caveat=caveat, compares_with=beside)


def _guideline(name: str, measure: str, lower: float, upper: float) -> Benchmark:
    return _share(f"oncolor_{name}", "1.20", measure, None, "bone metastases of lung cancer",
                  _ONCOLOR, lower=lower, upper=upper,
                  caveat="This guideline leaves hypercalcaemia out of skeletal events.")


def _cost(name: str, measure: str, value: float) -> Benchmark:
    return Benchmark(f"cost_{name}", "1.24", measure, "bone metastasis", value, _GFPC_PATIENTS,
                     _GFPC, "verified", unit="euros", caveat="Context: costs are not computed.")


EVENT_BENCHMARKS = [
    # 1.17: markers.
    _effect("brown_high_ntx", "1.17", "skeletal events, high against low urinary NTX", 1.79,
            "rate_ratio", "placebo arms, lung and other solid tumours, 238 patients",
            "Brown 2005, J Natl Cancer Inst 97:59", 1.15, 2.79),
    _effect("serum_ntx_death", "1.17", "death, serum NTX of 22 nmol BCE/L or more", 2.02,
            "hazard_ratio", "176 lung cancers", "Clin Lung Cancer 2013", 1.36, 2.99),
    _time("serum_ntx_high_survival", "1.17", "median survival, serum NTX of 22 or more", 197,
          "days", "176 lung cancers", "Clin Lung Cancer 2013"),
    _time("serum_ntx_low_survival", "1.17", "median survival, serum NTX under 22", 368, "days",
          "176 lung cancers", "Clin Lung Cancer 2013"),
    _share("ntx_normalised_treated", "1.17", "high NTX normal at 3 months, zoledronic acid", 0.81,
           "high NTX at baseline, lung and other solid tumours", "Lipton 2008, Cancer 113:193",
           caveat=None),
    _share("ntx_normalised_placebo", "1.17", "high NTX normal at 3 months, placebo", 0.17,
           "high NTX at baseline, lung and other solid tumours", "Lipton 2008, Cancer 113:193",
           caveat=None),
    # 1.19: without a bone-targeted agent.
    _share("without_bone_agent", "1.19", "at least one event without bone-targeted agent", 0.50,
           "bone metastasis without bone-targeted agent, time not stated",
           "founding text, reference 22 (Costa 2008)", "founding_text",
           beside="published.sre_without_bone_agent"),
    # 1.20: the trials of zoledronic acid.
    _share("rosen_any", "1.20", "at least one event by 21 months", 0.48, _PLACEBO, _ROSEN_2004,
           "founding_text", beside=_BY_KIND,
           caveat="Compare with SRE5, hypercalcaemia included; without it the review says 46 %."),
    _share("rosen_any_without_hypercalcaemia", "1.20", "at least one event by 21 months, without "
           "hypercalcaemia", 0.46, _PLACEBO, "doi 10.1007/s00520-015-2908-1, on Rosen 2004",
           beside=_BY_KIND, caveat="Compare with SRE4: hypercalcaemia excluded."),
    _rosen_kind("fracture", "pathological fracture by 21 months", 0.22),
    _rosen_kind("radiotherapy", "radiotherapy to bone by 21 months", 0.34),
    _rosen_kind("surgery", "surgery to bone by 21 months", 0.05),
    _rosen_kind("cord_compression", "cord compression by 21 months", 0.04),
    _share("rosen_9_months_4_mg", "1.20", "at least one event by 9 months, zoledronic acid 4 mg",
           0.38, _TRIAL, _ROSEN_2003, beside=_BY_KIND,
           caveat="Compare with SRE4: hypercalcaemia is not in it. " + _CRUDE),
    _share("rosen_9_months_8_4_mg", "1.20", "at least one event by 9 months, zoledronic acid 8/4 "
           "mg", 0.35, _TRIAL, _ROSEN_2003, beside=_BY_KIND,
           caveat="Compare with SRE4: hypercalcaemia is not in it. " + _CRUDE),
    _share("rosen_9_months_placebo", "1.20", "at least one event by 9 months, placebo", 0.44,
           _TRIAL, _ROSEN_2003, beside=_BY_KIND,
           caveat="Compare with SRE4: hypercalcaemia is not in it. " + _CRUDE),
    _time("rosen_time_to_first_4_mg", "1.20", "median time to the first event, zoledronic acid", 230,
          "days", _TRIAL, _ROSEN_2003, "Hypercalcaemia included."),
    _time("rosen_time_to_first_placebo", "1.20", "median time to the first event, placebo", 163,
          "days", _TRIAL, _ROSEN_2003, "Hypercalcaemia included."),
    _effect("rosen_multiple_events", "1.20", "all events, zoledronic acid against placebo", 0.732,
            "hazard_ratio", _TRIAL, _ROSEN_2003),
    # The trial of denosumab.
    _denosumab("first_denosumab", "first event on study", 0.314, 886),
    _denosumab("first_zoledronate", "first event on study", 0.363, 890),
    _denosumab("radiotherapy_denosumab", "radiotherapy to bone", 0.134, 886),
    _denosumab("radiotherapy_zoledronate", "radiotherapy to bone", 0.162, 890),
    _denosumab("fracture_denosumab", "pathological fracture", 0.138, 886),
    _denosumab("fracture_zoledronate", "pathological fracture", 0.156, 890),
    _denosumab("surgery_denosumab", "surgery to bone", 0.015, 886),
    _denosumab("surgery_zoledronate", "surgery to bone", 0.021, 890),
    _denosumab("cord_compression_denosumab", "cord compression", 0.027, 886),
    _denosumab("cord_compression_zoledronate", "cord compression", 0.024, 890),
    _effect("henry_first_hazard", "1.20", "first event, denosumab against zoledronic acid", 0.84,
            "hazard_ratio", _DENOSUMAB_TRIAL, _HENRY, 0.71, 0.98),
    _effect("henry_all_events", "1.20", "all events, denosumab against zoledronic acid", 0.90,
            "rate_ratio", _DENOSUMAB_TRIAL, _HENRY, 0.77, 1.04),
    _time("henry_mean_denosumab", "1.20", "mean events, denosumab", 0.44, "events_a_patient",
          _DENOSUMAB_TRIAL, _HENRY, "A new event only 21 days or more after the last.", _BURDEN),
    _time("henry_mean_zoledronate", "1.20", "mean events, zoledronic acid", 0.49,
          "events_a_patient", _DENOSUMAB_TRIAL, _HENRY,
          "A new event only 21 days or more after the last.", _BURDEN),
    _effect("scagliotti_survival", "1.20", "death, denosumab against zoledronic acid", 0.80,
            "hazard_ratio", _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _effect("scagliotti_survival_non_small_cell", "1.20", "death, denosumab against zoledronic "
            "acid, non-small-cell", 0.78, "hazard_ratio", _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _time("scagliotti_median_denosumab", "1.20", "median survival, denosumab", 8.9, "months",
          _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _time("scagliotti_median_zoledronate", "1.20", "median survival, zoledronic acid", 7.7,
          "months", _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _time("scagliotti_median_denosumab_non_small_cell", "1.20", "median survival, denosumab, "
          "non-small-cell", 9.5, "months", _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _time("scagliotti_median_zoledronate_non_small_cell", "1.20", "median survival, zoledronic "
          "acid, non-small-cell", 8.0, "months", _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _share("scagliotti_jaw_denosumab", "1.20", "osteonecrosis of the jaw, denosumab", 0.007,
           _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _share("scagliotti_jaw_zoledronate", "1.20", "osteonecrosis of the jaw, zoledronic acid",
           0.008, _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _share("scagliotti_hypocalcaemia_denosumab", "1.20", "hypocalcaemia, denosumab", 0.086,
           _DENOSUMAB_LUNG, _SCAGLIOTTI),
    _share("scagliotti_hypocalcaemia_zoledronate", "1.20", "hypocalcaemia, zoledronic acid",
           0.038, _DENOSUMAB_LUNG, _SCAGLIOTTI),
    # 1.21, Sun, Katakami.
    _share("second_event", "1.21", "a second event", 0.37, "bone metastasis that revealed the "
           "cancer, events at diagnosis included", "Deberne 2014 (PMC4057924)",
           beside=_RECURRENCE),
    _share("sun_any", "1.21", "at least one event", 0.626, _SUN_PATIENTS, _SUN, numerator=171,
           denominator=273, caveat="46 patients had several. " + _CRUDE),
    _effect("sun_ever_smoker", "1.21", "an event, ever-smokers", 2.80, "odds_ratio", _SUN_PATIENTS,
            _SUN, 1.32, 6.00),
    _effect("sun_no_egfr_inhibitor", "1.21", "an event, without EGFR inhibitor", 2.12,
            "hazard_ratio", _SUN_PATIENTS, _SUN),
    _effect("sun_not_adenocarcinoma", "1.21", "an event, not adenocarcinoma", 1.59,
            "hazard_ratio", _SUN_PATIENTS, _SUN),
    _share("katakami_any", "1.20", "at least one event, of those with bone metastasis", 0.45,
           "advanced lung cancers with bone metastasis, prospective, Japan", _KATAKAMI),
    _share("katakami_fracture", "1.20", "pathological fracture, of all", 0.047, _KATAKAMI_ALL,
           _KATAKAMI, denominator=274),
    _share("katakami_radiotherapy", "1.20", "radiotherapy to bone, of all", 0.153, _KATAKAMI_ALL,
           _KATAKAMI, denominator=274),
    _share("katakami_cord_compression", "1.20", "cord compression, of all", 0.011, _KATAKAMI_ALL,
           _KATAKAMI, denominator=274),
    _share("katakami_hypercalcaemia", "1.20", "hypercalcaemia, of all", 0.022, _KATAKAMI_ALL,
           _KATAKAMI, denominator=274),
    # France: GFPC 0601 and the East-France guideline.
    _gfpc("clinical_at_baseline", "1.20", "fracture, cord compression or hypercalcaemia at "
          "baseline", 0.247, caveat="Prevalent at diagnosis: not incidence."),
    _gfpc("clinical_in_follow_up", "1.20", "fracture, cord compression or hypercalcaemia in "
          "follow-up", 0.09),
    _gfpc("therapeutic_at_baseline", "1.20", "radiotherapy or surgery at baseline", 0.267,
          caveat="Prevalent at diagnosis: not incidence."),
    _gfpc("therapeutic_in_follow_up", "1.20", "radiotherapy or surgery in follow-up", 0.39),
    _gfpc("bisphosphonate", "1.19", "bisphosphonate", 0.523, caveat=None),
    _gfpc("radiotherapy", "1.20", "radiotherapy", 0.421, caveat=None),
    _gfpc("surgery", "1.20", "surgery", 0.092, caveat=None),
    _gfpc("opioids", "1.18", "opioids", 0.777, caveat="Treatment, not a pain score.",
          beside="published.pain_at_index"),
    _gfpc("alive_at_1_year", "1.23", "alive at 1 year", 0.22,
          caveat="No difference by skeletal event at enrolment."),
    _gfpc("alive_at_2_years", "1.23", "alive at 2 years", 0.07, caveat=None),
    _time("gfpc_survival", "1.23", "median survival", 5.8, "months", _GFPC_PATIENTS, _GFPC,
          "No difference by skeletal event at enrolment.", "published.survival_by_group"),
    _guideline("radiotherapy", "radiotherapy to bone", 0.50, 0.70),
    _guideline("fracture", "pathological fracture", 0.07, 0.35),
    _guideline("surgery", "surgery to bone", 0.05, 0.09),
    _guideline("cord_compression", "cord compression", 0.01, 0.15),
    # 1.24: costs.
    _cost("month_asymptomatic", "cost of a month without symptom", 190),
    _cost("month_symptomatic", "cost of a month with symptoms", 374),
    _cost("month_with_event", "cost of a month with an event", 4672),
    _cost("first_year", "mean cost of the first year", 3999),
]
