-- Candidates of the five kinds, what excludes each, clinicians' verdicts, the cohort, what counts.
CREATE TABLE candidate AS
WITH spared AS (
    -- lesions described within sixty days, none of them in the bone that broke
    SELECT fracture.row_id,
           NOT bool_or(coalesce((here.region = there.region
                 OR ((fracture.bone_site = 'spine' OR lesion.bone_site = 'spine')
                     AND here.is_spinal AND there.is_spinal))
                AND NOT (fracture.side IN ('L', 'R') AND lesion.side IN ('L', 'R')
                         AND fracture.side <> lesion.side), true)) AS is_spared
    FROM fracture JOIN lesion USING (patient_id)
    LEFT JOIN bone_site AS here ON here.bone_site = fracture.bone_site
    LEFT JOIN bone_site AS there ON there.bone_site = lesion.bone_site
    WHERE abs(lesion.examined_on - fracture.occurred_on) <= 60
    GROUP BY ALL
)
SELECT 'FX' AS kind, patient_id, 'fracture:SYNTH-ONCO:' || row_id AS founding, occurred_on,
       CASE WHEN mechanism = 'traumatique' OR icd10[1] = 'S' THEN 'traumatic'
            WHEN mechanism = 'ostéoporotique'
              OR regexp_matches(coalesce(icd10, ''), '^(M80|M81|M84\.3|M48\.4)') THEN 'benign'
            WHEN NOT (mechanism = 'pathologique' OR (coalesce(mechanism, 'inconnu') = 'inconnu'
              AND regexp_matches(coalesce(icd10, ''), '^(M90\.7|M84\.4|M49\.5)')))
              THEN 'mechanism_unknown'
            WHEN coalesce(is_spared, false) THEN 'no_lesion' END AS excluded
FROM fracture LEFT JOIN spared USING (row_id)
UNION ALL
SELECT 'SCC', patient_id, 'cord_compression:SYNTH-ONCO:' || row_id, occurred_on,
       CASE WHEN NOT coalesce(confirmed_by IN ('MR', 'CT', 'surgery', 'clinical'), false)
             AND coalesce(signs, 'N') <> 'O'
             AND NOT coalesce(frankel IN ('A', 'B', 'C', 'D'), false) THEN 'not_confirmed' END
FROM compression
UNION ALL
SELECT 'SX', patient_id, 'surgery:SYNTH-ONCO:' || row_id, performed_on,
       CASE WHEN intent IS NULL THEN 'intent_unknown' WHEN intent = 'biopsie' THEN 'biopsy' END
FROM surgery
UNION ALL
SELECT 'RT', patient_id, 'radiotherapy:SYNTH-ONCO:' || founding_row, started_on,
       CASE WHEN NOT coalesce(is_bone, bone_site IS NOT NULL) OR intent = 'encéphalique prophylactique'
            THEN 'rt_non_bone'
            WHEN intent = 'curative' THEN 'rt_curative'
            WHEN intent = 'stéréotaxique ablative' THEN 'rt_ablative'
            WHEN intent IS NULL THEN 'intent_unknown' END
FROM course
UNION ALL
SELECT 'HCM', patient_id, 'lab_result:SYNTH-LIS:' || founding_row, start_at::DATE,
       CASE WHEN parathyroid.is_high THEN 'pth_high' END
FROM episode LEFT JOIN parathyroid USING (patient_id, number);

CREATE TABLE reviewed AS
WITH keyed AS (
    SELECT *, left(sha256(founding), 16) AS event_id FROM candidate
), verdict AS (
    SELECT * FROM review
    QUALIFY row_number() OVER (PARTITION BY patient_id, event_id
                               ORDER BY reviewed_at DESC, row_id DESC) = 1
), judged AS (
    SELECT keyed.*, decision, merged_into FROM keyed LEFT JOIN verdict USING (patient_id, event_id)
), standing AS (
    SELECT patient_id, event_id FROM judged WHERE coalesce(decision, '') <> 'rejeté'
)
SELECT judged.* REPLACE (
    CASE WHEN decision = 'rejeté' THEN 'rejected_by_review'
         WHEN decision = 'fusionné' AND standing.event_id IS NOT NULL THEN 'merged_by_review'
         WHEN decision = 'confirmé' AND excluded IN ('traumatic', 'benign', 'mechanism_unknown',
              'no_lesion', 'not_confirmed', 'intent_unknown', 'pth_high') THEN NULL
         ELSE excluded END AS excluded)
FROM judged LEFT JOIN standing
  ON standing.patient_id = judged.patient_id AND standing.event_id = judged.merged_into;

CREATE TABLE cohort AS
WITH lung AS (
    SELECT patient_id, min(diagnosed_on) AS cancer_on, arg_min(morphology, diagnosed_on) AS morphology
    FROM diagnosis
    WHERE kind = 'primitif' AND (starts_with(topography, 'C34') OR starts_with(icd10, 'C34')
          OR (topography IS NULL AND icd10 IS NULL))
    GROUP BY ALL
), evidence AS (
    SELECT patient_id, diagnosed_on AS day,
           coalesce(basis, CASE WHEN kind = 'méta osseuse' THEN 'clinique' ELSE 'PMSI' END) = 'PMSI'
               AS is_coded
    FROM diagnosis WHERE kind = 'méta osseuse' OR starts_with(icd10, 'C79.5')
    UNION ALL SELECT patient_id, examined_on, false FROM exam WHERE concludes
    UNION ALL SELECT patient_id, visited_on, false FROM followup WHERE kind = 'RCP os'
), documented AS (
    SELECT patient_id, coalesce(min(day) FILTER (NOT is_coded), min(day)) AS documented_on
    FROM evidence GROUP BY ALL
), indexed AS (
    SELECT documented.patient_id, least(documented_on, min(occurred_on)) AS index_on
    FROM documented LEFT JOIN reviewed
      ON reviewed.patient_id = documented.patient_id AND kind IN ('FX', 'SCC') AND excluded IS NULL
     AND occurred_on < documented_on AND occurred_on >= documented_on - 30
    GROUP BY documented.patient_id, documented_on
), visits AS (
    SELECT patient_id, max(visited_on) AS last_visit_on FROM followup GROUP BY ALL
), observed AS (
    SELECT *, greatest(index_on, first_contact_on) AS entry_on,
           least(coalesce(death_on, last_contact_on, last_visit_on, index_on),
                 getvariable('as_of')::DATE - 30) AS last_on,
           coalesce(death_on <= getvariable('as_of')::DATE - 30, false) AS has_died
    FROM indexed JOIN lung USING (patient_id) JOIN patient USING (patient_id)
    LEFT JOIN visits USING (patient_id)
)
SELECT *, greatest(entry_on, last_on) AS exit_on FROM observed;

CREATE TABLE skeletal_event AS
SELECT reviewed.* EXCLUDE (excluded), occurred_on - index_on AS event_day,
       occurred_on <= index_on AS is_prevalent,
       occurred_on > index_on AND occurred_on <= entry_on AS is_before_entry,
       coalesce(excluded,
           CASE WHEN index_on IS NULL THEN 'X01' WHEN occurred_on > death_on THEN 'X02'
                WHEN occurred_on > exit_on THEN 'after_exit'
                WHEN occurred_on < index_on - 30 THEN 'before_index' END) AS excluded
FROM reviewed LEFT JOIN cohort USING (patient_id);

-- One event a day; the next counts twenty-one days or more after the last that counted.
CREATE TABLE counted AS
WITH RECURSIVE days AS (
    SELECT DISTINCT patient_id, event_day FROM skeletal_event
    WHERE excluded IS NULL AND NOT is_prevalent AND NOT is_before_entry
), walk AS (
    SELECT patient_id, min(event_day) AS event_day FROM days GROUP BY ALL
    UNION ALL
    SELECT walk.patient_id, min(days.event_day)
    FROM walk JOIN days ON days.patient_id = walk.patient_id AND days.event_day >= walk.event_day + 21
    GROUP BY walk.patient_id, walk.event_day
)
SELECT * FROM walk;
