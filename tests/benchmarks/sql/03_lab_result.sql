-- Results typed, in canonical units, quarantined where they cannot be right, latest version only.
CREATE TABLE typed_lab AS
WITH written AS (
    SELECT NUM_RES AS row_id, VERSION::INT AS version, IPP AS ipp, NUM_ECH AS sample_id,
           assay.* EXCLUDE (unit_received, reference_low, reference_high),
           assay.reference_low AS own_low, assay.reference_high AS own_high, RESULTAT AS written,
           CASE WHEN starts_with(RESULTAT, '<') THEN '<' WHEN starts_with(RESULTAT, '>') THEN '>'
                ELSE '=' END AS operator,
           -- a point is no decimal sign of this laboratory
           CASE WHEN NOT contains(RESULTAT, '.')
                THEN TRY_CAST(replace(ltrim(RESULTAT, '<> '), ',', '.') AS DOUBLE) END AS number,
           lab.UNITE IS NOT DISTINCT FROM assay.unit_received AS has_known_unit,
           TRY_CAST(replace(NORME_BASSE, ',', '.') AS DOUBLE) AS low,
           TRY_CAST(replace(NORME_HAUTE, ',', '.') AS DOUBLE) AS high,
           try_strptime(PRELEVE_LE, '%d/%m/%Y %H:%M') AS sampled_at,
           try_strptime(VALIDE_LE, '%d/%m/%Y %H:%M') AS resulted_at,
           A_JEUN = 'O' AS is_fasting, METHODE AS method, MATERIEL AS specimen,
           CASE STATUT WHEN 'F' THEN 'final' WHEN 'C' THEN 'corrected' WHEN 'A' THEN 'cancelled' END
               AS status,
           CODE AS sent_code, line
    FROM staged_lab AS lab LEFT JOIN assay ON assay.local_code = lab.CODE
)
SELECT *, number * factor AS value, low * factor AS reference_low, high * factor AS reference_high,
       CASE WHEN sent_code = 'K' THEN 'not_tracked'
            WHEN analyte IS NULL THEN 'unknown_analyte'
            WHEN number IS NULL AND status <> 'cancelled' THEN 'not_a_number'
            WHEN NOT has_known_unit THEN 'unknown_unit'
            WHEN sampled_at IS NULL THEN 'not_a_date'
            WHEN status IS NULL THEN 'unknown_status' END AS reason
FROM written;

INSERT INTO rejected SELECT 'laboratory', row_id, line, reason FROM typed_lab WHERE reason IS NOT NULL;

CREATE TABLE latest_lab AS
SELECT * FROM typed_lab WHERE reason IS NULL
QUALIFY row_number() OVER (PARTITION BY row_id ORDER BY version DESC, line DESC) = 1;

INSERT INTO rejected
SELECT 'laboratory', row_id, line, 'unknown_patient' FROM latest_lab ANTI JOIN patient USING (ipp);

CREATE TABLE lab_result AS
SELECT patient_id, row_id, version, sample_id, analyte, value, operator, reference_low,
       reference_high, own_low, own_high, sampled_at, resulted_at, is_fasting, method, specimen,
       status, line,
       CASE WHEN value BETWEEN slip_low AND slip_high
                 AND (is_canonical_unit OR value < hard_low OR value > hard_high) THEN 'L05'
            WHEN value < hard_low OR value > hard_high THEN 'L03'
            WHEN resulted_at < sampled_at THEN 'L09' END AS excluded_reason
FROM latest_lab JOIN patient USING (ipp)
WHERE status <> 'cancelled'
ORDER BY patient_id, sampled_at;
