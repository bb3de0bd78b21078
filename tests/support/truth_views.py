"""What a history may expect: for each section `[expected NAME]`, its rows of the warehouse.

Each question gives patient_id first and its rows in the order a history writes them.
"""

_ENDPOINTS = """
concat_ws(' ',
    CASE WHEN e.is_counted_sre4 THEN 'SRE4' END,
    CASE WHEN e.is_counted_sre5 THEN 'SRE5' END,
    CASE WHEN e.is_in_sse IS NULL THEN 'SSE?' WHEN e.is_counted_sse THEN 'SSE' END)
"""

# Why an event is not counted for SRE5, in the words of domain.md §2.2 and §2.3.
_WHY_NOT = """
CASE WHEN e.excluded_reason IS NOT NULL THEN e.excluded_reason
     WHEN e.is_prevalent THEN 'prevalent'
     WHEN e.is_before_entry THEN 'before entry'
     WHEN e.is_counted_sre5 THEN NULL
     WHEN EXISTS (SELECT 1 FROM derived.skeletal_event s WHERE s.patient_id = e.patient_id
                  AND s.occurred_on = e.occurred_on AND s.is_counted_sre5) THEN 'same day'
     ELSE 'within 21 days' END
"""

VIEWS: dict[str, str] = {
    "cohort": """
        SELECT patient_id, cancer_on AS cancer, histology, index_on AS "index",
               index_basis AS basis, entry_on AS entry, exit_on AS "exit", exit_status AS status,
               age_at_index_years AS age, death_on AS death, first_bone_agent_on AS first_agent
        FROM derived.cohort""",
    "events": f"""
        SELECT e.patient_id, e.occurred_on AS "date", e.event_kind AS kind,
               nullif({_ENDPOINTS}, '') AS counted, {_WHY_NOT} AS why_not,
               cause.event_kind || ' ' || cause.occurred_on AS linked_to,
               array_to_string(e.same_day_kinds, '+') AS same_day, e.bone_site AS site,
               e.laterality AS side, e.is_symptomatic AS symptomatic, e.is_crisis AS crisis,
               e.certainty, e.review_decision AS verdict, e.event_day AS day,
               e.is_in_sre4 AS in_sre4, e.is_in_sre5 AS in_sre5, e.is_in_sse AS in_sse
        FROM derived.skeletal_event e
        LEFT JOIN derived.skeletal_event cause ON cause.event_id = e.linked_event_id
        ORDER BY e.patient_id, e.occurred_on,
                 list_position(['SCC', 'FX', 'SX', 'RT', 'HCM'], e.event_kind), e.bone_site""",
    "first event": """
        SELECT patient_id, endpoint, entry_day AS from_day, exit_day AS to_day,
               CASE status WHEN 0 THEN 'censored' WHEN 1 THEN 'event' ELSE 'death' END AS ended_by,
               event_kind AS kind, has_prior_event AS prior
        FROM derived.first_event ORDER BY patient_id, endpoint""",
    "calcium": """
        SELECT patient_id, strftime(sampled_at, '%Y-%m-%d %H:%M') AS drawn,
               calcium_mmol_l AS total, albumin_g_l AS albumin,
               ionised_calcium_mmol_l AS ionised, corrected_calcium_mmol_l AS seed,
               corrected_calcium_operator AS operator,
               corrected_calcium_payne_mmol_l AS payne, pairing, calcium_basis AS basis,
               ctcae_lab_grade AS grade, ctcae_hypocalcaemia_lab_grade AS low_grade,
               is_hypercalcaemia_trial AS trial, is_crisis AS crisis,
               formulas_disagree AS disagree, is_low_albumin AS low_albumin
        FROM derived.corrected_calcium ORDER BY patient_id, sampled_at, calcium_row""",
    "hypercalcaemia": """
        SELECT patient_id, episode_start_at::DATE AS started, episode_end_at::DATE AS ended,
               peak_calcium_mmol_l AS peak, peak_ionised_calcium_mmol_l AS peak_ionised,
               sample_count AS samples, is_crisis AS crisis, recovered_at::DATE AS recovered,
               hypercalcaemia_timing AS timing, hcm_etiology AS etiology, pth_ng_l AS pth
        FROM derived.hypercalcaemia_episode ORDER BY patient_id, episode_start_at""",
    "hypocalcaemia": """
        SELECT patient_id, episode_start_at::DATE AS started, episode_end_at::DATE AS ended,
               lowest_calcium_mmol_l AS lowest, worst_hypocalcaemia_grade AS grade,
               sample_count AS samples, preceding_atc_code AS agent,
               preceding_dose_on AS dose_on, days_since_dose AS days,
               is_after_denosumab AS after_denosumab
        FROM derived.hypocalcaemia_episode ORDER BY patient_id, episode_start_at""",
    "courses": """
        SELECT patient_id, started_on AS started, ended_on AS ended, bone_site AS site,
               laterality AS side, radiotherapy_intent AS intent,
               fractions_delivered AS fractions, total_dose_gy AS gy
        FROM derived.radiotherapy_course ORDER BY patient_id, started_on, bone_site""",
    "laboratory": """
        SELECT patient_id, split_part(source_row_id, '|', 2) AS num, analyte_code AS analyte,
               value, value_operator AS operator, value_text AS words, unit_code AS unit,
               result_status AS status, excluded_reason AS excluded
        FROM canonical.lab_result ORDER BY patient_id, sampled_at, source_row_id""",
    "laboratory aside": """
        SELECT patient_id, analyte_code AS analyte, value, aside_reason AS reason
        FROM canonical.lab_result_aside ORDER BY patient_id, sampled_at, known_at, value""",
    "findings": """
        SELECT patient_id, rule_code AS rule, severity, table_name AS "table",
               count(*) AS "rows"
        FROM derived.finding
        -- two persons of one month of birth and one day of cancer: most histories share theirs
        WHERE rule_code <> 'X11'
        GROUP BY ALL ORDER BY patient_id, rule_code, table_name""",
    "markers": """
        SELECT patient_id, strftime(sampled_at, '%Y-%m-%d %H:%M') AS drawn,
               analyte_code AS analyte, value, preanalytical_status AS status,
               nullif(array_to_string(preanalytical_reasons, '+'), '') AS reasons,
               is_ctx_time_ok AS time_ok, is_elevated AS elevated
        FROM derived.marker_result ORDER BY patient_id, sampled_at, analyte_code, result_row""",
    "trends": """
        SELECT patient_id, analyte_code AS analyte, assay, baseline_value AS baseline,
               last_value AS last, change_percent AS change, trend_class AS trend,
               nadir_value AS nadir, days_to_nadir, slope_percent_per_month AS slope,
               slope_count AS results, normalisation, is_stale AS stale
        FROM derived.marker_trend ORDER BY patient_id, analyte_code, assay""",
    "strata": """
        SELECT patient_id, analyte_code AS analyte, baseline_value AS baseline,
               baseline_stratum AS stratum, baseline_class AS "class",
               month_3_value AS month_3, month_3_class, landmark_on AS landmark,
               landmark_class, last_stratum
        FROM derived.marker_stratum ORDER BY patient_id, analyte_code""",
    "metabolic": """
        SELECT patient_id, analyte_code AS analyte, baseline_on AS "date",
               baseline_value AS baseline
        FROM derived.metabolic_baseline ORDER BY patient_id, analyte_code""",
    "molecular": """
        SELECT patient_id, molecular_group AS "group", egfr_variant AS egfr,
               kras_variant AS kras, egfr_result, kras_result, alk_result,
               has_co_mutation AS co_mutation, panel_complete_on AS complete
        FROM derived.molecular_group""",
    "disease": """
        SELECT patient_id, histology, stage_at_diagnosis AS stage, stage_iv_on AS stage_iv,
               metastatic_class AS "class", other_site_count AS other_sites,
               first_visceral_metastasis_on AS visceral_on,
               has_bone_metastasis AS bone, is_bone_metastasis_synchronous AS synchronous,
               is_over_20_mm AS over_20_mm, is_node_positive AS node_positive
        FROM derived.disease_profile""",
    "scores": """
        SELECT patient_id, examined_on AS "date", bone_site AS site,
               is_weight_bearing AS weight_bearing, is_weight_bearing_seed AS seed_strict,
               mirels_total AS mirels, mirels_class, sins_total AS sins, sins_class,
               sins_disagrees, needs_surgical_opinion AS surgical_opinion
        FROM derived.lesion_score ORDER BY patient_id, examined_on, lesion_row""",
    "spine": """
        SELECT patient_id, assessed_on AS "date", assessment_basis AS basis,
               tokuhashi_total AS tokuhashi, tokuhashi_lowest AS lowest,
               tokuhashi_highest AS highest, tokuhashi_class, tomita_total AS tomita,
               tomita_class, frankel_initial AS frankel_0, frankel_day_30 AS frankel_30,
               frankel_change
        FROM derived.spine_prognosis ORDER BY patient_id, assessed_on""",
    "muscle": """
        SELECT patient_id, measured_on AS "date", body_composition_method AS method,
               cutoff_set AS "set", skeletal_muscle_index_cm2_m2 AS smi,
               appendicular_lean_mass_index_kg_m2 AS alm, sarcopenia_cutoff_cm2_m2 AS cutoff,
               is_sarcopenic AS sarcopenic
        FROM derived.sarcopenia ORDER BY patient_id, measured_on, cutoff_set""",
    "exposures": """
        SELECT patient_id, atc_code AS agent, started_on AS started,
               covered_until_on AS covered_until, dose_count AS doses, exposure_dose_mg AS mg,
               is_switch AS switch, exposure_end AS ended_by
        FROM derived.bone_agent_exposure ORDER BY patient_id, started_on""",
    "treatments": """
        SELECT patient_id, started_on AS started, ended_on AS ended, exposure_end AS ended_by,
               dose_count AS doses, held_count AS held, missed_count AS missed,
               switch_count AS switches, covered_days AS covered, treatment_days AS days,
               proportion_days_covered AS pdc
        FROM derived.bone_agent_treatment ORDER BY patient_id, started_on""",
    "doses": """
        SELECT patient_id, administered_on AS "date", atc_code AS agent, dose_mg AS mg,
               round(creatinine_clearance_ml_min, 1) AS clearance,
               expected_dose_low_mg AS from_mg, expected_dose_high_mg AS to_mg,
               dose_verdict AS verdict
        FROM derived.bone_agent_dose_check ORDER BY patient_id, administered_on""",
    "kidney": """
        SELECT patient_id, sampled_at::DATE AS "date", creatinine_umol_l AS creatinine,
               gfr_ckdepi21_ml_min_173m2 AS gfr, creatinine_clearance_ml_min AS clearance
        FROM derived.renal_function ORDER BY patient_id, sampled_at""",
    "patient": """
        SELECT patient_id, sex, birth_on AS born, death_on AS death FROM canonical.patient""",
}

# Tables of the whole population, of which a history gives the rows it is about.
PUBLISHED = "published."
