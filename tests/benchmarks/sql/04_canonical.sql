-- The other feeds, typed and held against the patients.
CREATE TABLE diagnosis AS
SELECT patient_id, NUM_DIAG AS row_id, NATURE AS kind, CIM10 AS icd10, TOPO AS topography,
       MORPHO AS morphology, DATE_DIAG::DATE AS diagnosed_on, BASE AS basis, STADE AS stage,
       TAILLE_MM::DOUBLE AS size_mm
FROM staged_diagnosis JOIN patient USING (ipp);

CREATE TABLE fracture AS
SELECT patient_id, NUM_FRACTURE AS row_id, SURVENUE_LE::DATE AS occurred_on, OS AS bone_site,
       COTE AS side, MECANISME AS mechanism, CIM10 AS icd10, CONFIRME_PAR AS confirmed_by
FROM staged_fracture JOIN patient USING (ipp);

CREATE TABLE compression AS
SELECT patient_id, NUM_COMPRESSION AS row_id, SURVENUE_LE::DATE AS occurred_on,
       NIVEAU AS bone_site, CONFIRME_PAR AS confirmed_by, SIGNES_NEURO AS signs,
       FRANKEL_J0 AS frankel
FROM staged_compression JOIN patient USING (ipp);

CREATE TABLE surgery AS
SELECT patient_id, NUM_ACTE AS row_id, DATE_ACTE::DATE AS performed_on, OS AS bone_site,
       COTE AS side, INTENTION AS intent
FROM staged_surgery JOIN patient USING (ipp);

CREATE TABLE review AS
SELECT patient_id, NUM_RELECTURE AS row_id, EVENEMENT AS event_id, AVIS AS decision,
       FUSIONNE_AVEC AS merged_into, RELU_LE::TIMESTAMP AS reviewed_at
FROM staged_review JOIN patient USING (ipp);

CREATE TABLE molecular AS
SELECT patient_id, NUM_TEST AS row_id, GENE AS gene, RESULTAT AS result, VARIANT AS variant,
       RENDU_LE::DATE AS reported_on
FROM staged_molecular JOIN patient USING (ipp);

CREATE TABLE systemic_line AS
SELECT patient_id, NUM_LIGNE AS row_id, RANG::INT AS line_number, CLASSE AS class,
       DEBUT::DATE AS started_on, FIN::DATE AS ended_on
FROM staged_line JOIN patient USING (ipp);

CREATE TABLE composition AS
SELECT patient_id, NUM_MESURE AS row_id, MESURE_LE::DATE AS measured_on, METHODE AS method,
       SURFACE_L3_CM2::DOUBLE AS muscle_cm2, TAILLE_CM::DOUBLE AS height_cm
FROM staged_composition JOIN patient USING (ipp);

CREATE TABLE radiotherapy AS
SELECT patient_id, seance AS row_id, plan, os AS bone_site, cote AS side,
       volume_osseux AS is_bone, intention AS intent, seance_le AS given_on,
       seances_prevues AS planned, dose_seance_gy AS dose_gy
FROM staged_radiotherapy JOIN patient USING (ipp);

CREATE TABLE followup AS
SELECT patient_id, contact AS row_id, date_contact AS visited_on, nature AS kind
FROM staged_followup JOIN patient USING (ipp);

CREATE TABLE agent AS
SELECT patient_id, administration AS row_id, atc, dose_mg, administre_le AS given_on,
       motif_report AS held_reason
FROM staged_agent JOIN patient USING (ipp);

CREATE TABLE exam AS
SELECT patient_id, study.numero AS row_id, study.uid AS exam_id, study.modality AS modality,
       (study.instant::TIMESTAMPTZ AT TIME ZONE 'Europe/Paris')::DATE AS examined_on,
       report.metastase_osseuse = 'oui' AS concludes
FROM staged_exam JOIN patient USING (ipp);

CREATE TABLE lesion AS
SELECT patient_id, lesion.numero AS row_id, lesion.os AS bone_site, lesion.cote AS side,
       (study.instant::TIMESTAMPTZ AT TIME ZONE 'Europe/Paris')::DATE AS examined_on
FROM staged_lesion JOIN patient USING (ipp);

INSERT INTO rejected
SELECT 'followup', contact, NULL, 'unknown_patient' FROM staged_followup ANTI JOIN patient USING (ipp)
UNION ALL
SELECT 'fracture', NUM_FRACTURE, NULL, 'unknown_patient' FROM staged_fracture
WHERE ipp NOT IN (SELECT ipp FROM patient)
UNION ALL
SELECT 'imaging', study.numero, NULL, 'unknown_patient' FROM staged_exam
WHERE ipp NOT IN (SELECT ipp FROM patient);
