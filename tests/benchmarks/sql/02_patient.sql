-- Patients under a pseudonym; those who oppose the reuse of their data are left out.
CREATE TABLE patient AS
SELECT left(sha256(getvariable('key') || IPP), 24) AS patient_id, IPP AS ipp,
       CASE SEXE WHEN 'H' THEN 'M' ELSE SEXE END AS sex,
       TRY_CAST(NAISSANCE AS DATE) AS birth_on, TRY_CAST(DECES AS DATE) AS death_on,
       TRY_CAST(PREMIER_CONTACT AS DATE) AS first_contact_on,
       TRY_CAST(DERNIER_CONTACT AS DATE) AS last_contact_on
FROM staged_patient
WHERE coalesce(OPPOSITION, 'N') <> 'O';

CREATE TABLE rejected (feed VARCHAR, row_id VARCHAR, line BIGINT, reason VARCHAR);
