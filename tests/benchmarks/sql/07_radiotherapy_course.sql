-- Fractions of a plan without a gap of more than fourteen days; a single planned fraction alone.
CREATE TABLE course AS
WITH ordered AS (
    SELECT *, coalesce(planned = 1, false) AS is_whole,
           given_on - lag(given_on) OVER of_plan AS gap_days,
           lag(coalesce(planned = 1, false)) OVER of_plan AS follows_whole
    FROM radiotherapy
    WINDOW of_plan AS (PARTITION BY patient_id, plan ORDER BY given_on, row_id)
), numbered AS (
    SELECT *, sum((gap_days IS NULL OR gap_days > 14 OR is_whole OR follows_whole)::INT)
                  OVER (PARTITION BY patient_id, plan ORDER BY given_on, row_id) AS number
    FROM ordered
)
SELECT patient_id, plan, number, min(given_on) AS started_on, max(given_on) AS ended_on,
       arg_min(bone_site, row_id) AS bone_site, arg_min(side, row_id) AS side,
       arg_min(is_bone, row_id) AS is_bone, arg_min(intent, row_id) AS intent,
       count(*) AS fractions, sum(dose_gy) AS dose_gy, min(row_id) AS founding_row
FROM numbered GROUP BY ALL;
