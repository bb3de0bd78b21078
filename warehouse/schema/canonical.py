"""Canonical tables: one meaning, one unit, every version kept.

`canonical.X` holds the rows in force tonight. `canonical.X_aside` holds, with the same columns,
what no longer counts: superseded versions, withdrawals, and rows whose patient is not known.
"""

from warehouse.schema.declare import Table, Tier

PROVENANCE = (
    "feed",
    "source_system",
    "source_row_id",
    "row_version",
    "known_at",
    "source_file",
    "source_line",
)
ROW_KEY = ("source_system", "source_row_id")


def _table(
    name: str,
    meaning: str,
    columns: str,
    required: str,
    order: str,
    caveat: str | None = None,
) -> Table:
    return Table(
        name,
        Tier.CANONICAL,
        meaning,
        columns=("patient_id", *columns.split(), *PROVENANCE),
        key=ROW_KEY,
        required=(
            "patient_id",
            *required.split(),
            "feed",
            "source_system",
            "source_row_id",
            "known_at",
            "source_file",
            "source_line",
        ),
        order=("patient_id", *order.split(), "source_system", "source_row_id"),
        caveat=caveat,
    )


_IN_FORCE = [
    _table(
        "patient",
        "A patient: sex, month of birth, vital status.",
        "sex birth_on death_on vital_status first_contact_on last_contact_on height_cm weight_kg "
        "smoking is_opposed",
        required="sex birth_on",
        order="",
        caveat="Alive only means alive at last contact.",
    ),
    _table(
        "diagnosis",
        "A diagnosis: the primary, a metastasis, a recurrence.",
        "diagnosis_kind icd10_code icdo_topography_code icdo_morphology_code diagnosed_on "
        "date_precision diagnosis_basis tumour_class node_class metastasis_class stage "
        "tumour_size_mm has_liver_metastasis has_lung_metastasis has_brain_metastasis "
        "has_adrenal_metastasis has_pleura_metastasis has_node_metastasis",
        required="diagnosis_kind diagnosed_on",
        order="diagnosed_on",
        caveat="A coded stay dates the stay, not the diagnosis.",
    ),
    _table(
        "molecular_test",
        "A molecular test of one gene.",
        "gene test_result variant_hgvs variant_class test_method specimen_site sampled_on "
        "reported_on",
        required="gene test_result",
        order="reported_on",
        caveat="A gene without a row was not tested; it is not negative.",
    ),
    _table(
        "lab_result",
        "A laboratory result in the canonical unit of its analyte.",
        "analyte_code value value_operator value_text unit_code unit_received reference_low "
        "reference_high sampled_at has_sample_time resulted_at specimen method sample_id "
        "is_fasting result_status haemolysis_index excluded_reason",
        required="analyte_code sampled_at",
        order="sampled_at analyte_code",
        caveat="Rows with an excluded_reason are kept but belong to no count.",
    ),
    _table(
        "imaging_exam",
        "An imaging examination and what its report concludes about bone.",
        "exam_id modality body_region examined_on report_id concludes_bone_metastasis has_contrast",
        required="exam_id modality examined_on",
        order="examined_on",
    ),
    _table(
        "lesion",
        "A bone lesion as seen at one examination, with the parts of its scores.",
        "lesion_id exam_id examined_on bone_site laterality lesion_type lesion_size_mm "
        "cortical_destruction_fraction axial_cortical_involvement_mm has_soft_tissue "
        "epidural_grade lesion_pain lesion_status mirels_site_points mirels_pain_points "
        "mirels_lesion_points mirels_size_points mirels_score sins_location_points "
        "sins_pain_points sins_lesion_points sins_alignment_points sins_collapse_points "
        "sins_posterolateral_points sins_score",
        required="lesion_id examined_on bone_site",
        order="examined_on",
    ),
    _table(
        "radiotherapy",
        "Irradiation as delivered by the source: one fraction or one whole course a row.",
        "plan_id bone_site laterality target_is_bone radiotherapy_intent technique decided_on "
        "started_on ended_on fractions_planned fractions_delivered total_dose_gy "
        "dose_per_fraction_gy",
        required="started_on",
        order="started_on",
        caveat="Rows are not courses: see derived.radiotherapy_course.",
    ),
    _table(
        "surgery",
        "An operation on bone.",
        "ccam_code performed_on date_precision bone_site laterality surgery_intent anaesthesia",
        required="performed_on",
        order="performed_on",
    ),
    _table(
        "fracture",
        "A fracture.",
        "occurred_on date_precision bone_site laterality fracture_mechanism is_symptomatic "
        "confirmed_by icd10_code",
        required="occurred_on",
        order="occurred_on",
    ),
    _table(
        "cord_compression",
        "A compression of the spinal cord or cauda equina.",
        "occurred_on date_precision bone_site is_symptomatic confirmed_by is_cauda_equina "
        "has_neurological_signs frankel_initial frankel_day_30 icd10_code",
        required="occurred_on",
        order="occurred_on",
    ),
    _table(
        "bone_agent_administration",
        "A dose of a bone-targeted agent, given or held.",
        "atc_code product dose_mg route administered_on planned_interval_days held_reason "
        "dental_check_on calcium_before_mmol_l creatinine_clearance_before_ml_min",
        required="atc_code administered_on",
        order="administered_on",
        caveat="M05BX04 is denosumab 120 mg (oncology) and 60 mg (osteoporosis): read the dose.",
    ),
    _table(
        "systemic_line",
        "A line of systemic anticancer treatment.",
        "line_number regimen drug_codes systemic_class started_on ended_on stop_reason",
        required="started_on",
        order="started_on",
    ),
    _table(
        "followup",
        "A contact: visit, bone meeting, dental check, news.",
        "visited_on visit_kind ecog karnofsky pain_nrs weight_kg disease_status",
        required="visited_on",
        order="visited_on",
    ),
    _table(
        "body_composition",
        "A measurement of muscle: area on a CT slice at L3, or lean mass by DXA.",
        "measured_on body_composition_method skeletal_muscle_area_cm2 appendicular_lean_mass_kg "
        "height_cm",
        required="measured_on body_composition_method",
        order="measured_on",
        caveat="CT and DXA measure different things: their indices are never mixed.",
    ),
    _table(
        "review",
        "A clinician's verdict on one skeletal event: by whom, when, why.",
        "event_id review_decision merged_into_event_id review_reason reviewed_by reviewed_at",
        required="event_id review_decision review_reason reviewed_by reviewed_at",
        order="reviewed_at event_id",
        caveat="The last verdict on an event is in force; derived.finding has those that could not "
        "be applied.",
    ),
    _table(
        "worklist_answer",
        "An answer to a worklist: why an indicator of care does not apply to one of its cases.",
        "indicator_code case_key worklist_answer answered_by answered_at",
        required="indicator_code case_key worklist_answer answered_by answered_at",
        order="answered_at indicator_code case_key",
        caveat="It takes the case out of the indicator for as long as nobody takes it back.",
    ),
]


def _aside(table: Table) -> Table:
    return Table(
        f"{table.name}_aside",
        Tier.CANONICAL,
        f"Rows of {table.full_name} that no longer count, and why.",
        columns=(*table.columns, "is_withdrawn", "known_until", "aside_reason"),
        key=(*ROW_KEY, "source_file", "source_line"),
        required=("source_system", "source_row_id", "known_at", "is_withdrawn", "aside_reason"),
        order=("source_system", "source_row_id", "known_at", "source_file", "source_line"),
    )


CANONICAL: dict[str, Table] = {table.name: table for table in _IN_FORCE}
ASIDE: dict[str, Table] = {table.name: _aside(table) for table in _IN_FORCE}
