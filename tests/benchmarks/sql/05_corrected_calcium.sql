-- Every usable calcium with the albumin of its tube, else the nearest within seven days, and the
-- ionised calcium nearest within a day. Of several at one instant, the last issued.
CREATE TABLE usable AS
WITH corrections AS (
    SELECT DISTINCT patient_id, analyte, sample_id, sampled_at FROM lab_result
    WHERE status = 'corrected'
)
SELECT lab.* FROM lab_result AS lab
LEFT JOIN corrections AS replaced
  ON replaced.patient_id = lab.patient_id AND replaced.analyte = lab.analyte
 AND replaced.sample_id = lab.sample_id AND replaced.sampled_at = lab.sampled_at
 AND lab.status <> 'corrected'
WHERE value IS NOT NULL AND excluded_reason IS NULL AND replaced.patient_id IS NULL
  AND lab.analyte IN ('CA_TOTAL', 'ALB', 'CA_ION', 'PTH');

CREATE TABLE calcium AS SELECT * FROM usable WHERE analyte = 'CA_TOTAL';
CREATE TABLE albumin AS SELECT * FROM usable WHERE analyte = 'ALB';
CREATE TABLE albumin_at AS
SELECT * FROM albumin
QUALIFY row_number() OVER (PARTITION BY patient_id, sampled_at ORDER BY resulted_at DESC, row_id) = 1;
CREATE TABLE ionised_at AS
SELECT * FROM usable WHERE analyte = 'CA_ION'
QUALIFY row_number() OVER (PARTITION BY patient_id, sampled_at ORDER BY resulted_at DESC, row_id) = 1;

CREATE TABLE same_tube AS
SELECT calcium.row_id, albumin.value, albumin.sampled_at
FROM calcium JOIN albumin USING (patient_id, sample_id)
WHERE abs(epoch(albumin.sampled_at - calcium.sampled_at)) <= 86400
QUALIFY row_number() OVER (PARTITION BY calcium.row_id ORDER BY albumin.resulted_at DESC, albumin.row_id) = 1;

CREATE TABLE corrected_calcium AS
WITH beside AS (
    SELECT calcium.*, before.value AS albumin_before, before.sampled_at AS before_at,
           after.value AS albumin_after, after.sampled_at AS after_at,
           ion_before.value AS ionised_before, ion_before.sampled_at AS ion_before_at,
           ion_after.value AS ionised_after, ion_after.sampled_at AS ion_after_at,
           ion_before.reference_high AS ion_before_high, ion_after.reference_high AS ion_after_high,
           same_tube.value AS albumin_of_tube, same_tube.sampled_at AS tube_at
    FROM calcium
    ASOF LEFT JOIN albumin_at AS before
      ON before.patient_id = calcium.patient_id AND before.sampled_at <= calcium.sampled_at
    ASOF LEFT JOIN albumin_at AS after
      ON after.patient_id = calcium.patient_id AND after.sampled_at >= calcium.sampled_at
    ASOF LEFT JOIN ionised_at AS ion_before
      ON ion_before.patient_id = calcium.patient_id AND ion_before.sampled_at <= calcium.sampled_at
    ASOF LEFT JOIN ionised_at AS ion_after
      ON ion_after.patient_id = calcium.patient_id AND ion_after.sampled_at >= calcium.sampled_at
    LEFT JOIN same_tube ON same_tube.row_id = calcium.row_id
), apart AS (
    SELECT *, epoch(sampled_at - before_at) AS waited, epoch(after_at - sampled_at) AS to_wait,
           epoch(sampled_at - ion_before_at) AS ion_waited,
           epoch(ion_after_at - sampled_at) AS ion_to_wait
    FROM beside
), chosen AS (
    SELECT * , waited <= 604800 AND (to_wait IS NULL OR waited <= to_wait) AS is_before,
           coalesce(ion_waited <= 86400 AND (ion_to_wait IS NULL OR ion_waited <= ion_to_wait), false)
               AS is_ion_before
    FROM apart
), paired AS (
    SELECT patient_id, row_id, sampled_at, value AS calcium, reference_high, own_high,
           CASE WHEN albumin_of_tube IS NOT NULL THEN albumin_of_tube
                WHEN is_before THEN albumin_before
                WHEN to_wait <= 604800 THEN albumin_after END AS albumin,
           CASE WHEN albumin_of_tube IS NOT NULL THEN 'same_sample'
                WHEN coalesce(is_before, false) THEN
                    CASE WHEN waited = 0 THEN 'same_time' WHEN waited <= 86400 THEN 'within_24_hours'
                         ELSE 'within_7_days' END
                WHEN to_wait <= 86400 THEN 'within_24_hours'
                WHEN to_wait <= 604800 THEN 'within_7_days' ELSE 'not_computable' END AS pairing,
           CASE WHEN is_ion_before THEN ionised_before
                WHEN ion_to_wait <= 86400 THEN ionised_after END AS ionised,
           CASE WHEN is_ion_before THEN ion_before_high ELSE ion_after_high END AS ionised_high
    FROM chosen
)
SELECT *, round(calcium + 0.025 * (40 - albumin), 6) AS corrected,
       round(calcium + 0.020 * (40 - albumin), 6) AS corrected_payne,
       CASE WHEN ionised IS NOT NULL THEN ionised > 1.6
            ELSE coalesce(round(calcium + 0.025 * (40 - albumin), 6) >= 3.0, false) END AS is_high,
       CASE WHEN ionised IS NOT NULL THEN ionised <= coalesce(ionised_high, 1.30)
            ELSE round(calcium + 0.025 * (40 - albumin), 6) <= coalesce(reference_high, own_high)
            END AS is_normal
FROM paired;
