-- Runs of hypercalcaemia: ended by a normal calcium or by fourteen days without a high one.
CREATE TABLE calcium_instant AS
SELECT patient_id, sampled_at, NOT bool_or(is_high) AS is_recovery,
       min(row_id) FILTER (is_high) AS high_row
FROM corrected_calcium WHERE is_high OR is_normal
GROUP BY ALL;

CREATE TABLE episode AS
WITH counted AS (
    SELECT *, sum(is_recovery::INT) OVER (PARTITION BY patient_id ORDER BY sampled_at) AS recoveries
    FROM calcium_instant
), gaps AS (
    SELECT *, sampled_at::DATE - lag(sampled_at::DATE) OVER of_patient AS gap_days,
           recoveries <> lag(recoveries) OVER of_patient AS has_recovered
    FROM counted WHERE NOT is_recovery
    WINDOW of_patient AS (PARTITION BY patient_id ORDER BY sampled_at)
), numbered AS (
    SELECT *, sum(coalesce(gap_days > 14 OR has_recovered, true)::INT)
                  OVER (PARTITION BY patient_id ORDER BY sampled_at) AS number
    FROM gaps
), runs AS (
    SELECT patient_id, number, min(sampled_at) AS start_at, max(sampled_at) AS end_at,
           arg_min(high_row, sampled_at) AS founding_row
    FROM numbered GROUP BY ALL
), ended AS (
    SELECT runs.*, recovery.sampled_at AS first_normal_at,
           lead(start_at) OVER (PARTITION BY runs.patient_id ORDER BY start_at) AS next_start_at
    FROM runs
    ASOF LEFT JOIN (SELECT * FROM calcium_instant WHERE is_recovery) AS recovery
      ON recovery.patient_id = runs.patient_id AND recovery.sampled_at >= runs.end_at
)
SELECT *, CASE WHEN coalesce(next_start_at < first_normal_at, false) THEN NULL
               ELSE first_normal_at END AS recovered_at
FROM ended;

-- Parathyroid hormone above its range near the episode: probably not of cancer.
CREATE TABLE parathyroid AS
SELECT episode.patient_id, number, round(value, 6) > coalesce(reference_high, own_high) AS is_high
FROM episode JOIN usable ON usable.patient_id = episode.patient_id AND analyte = 'PTH'
 AND sampled_at BETWEEN start_at - INTERVAL 3 DAY AND end_at + INTERVAL 14 DAY
WHERE NOT coalesce(sampled_at >= recovered_at, false)
QUALIFY row_number() OVER (PARTITION BY episode.patient_id, number
    ORDER BY abs(epoch(sampled_at - start_at)), sampled_at, resulted_at DESC, usable.row_id) = 1;
