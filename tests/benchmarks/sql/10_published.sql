-- Counts of population tables.
CREATE TABLE calcium_by_month AS
SELECT date_trunc('month', sampled_at)::DATE AS month, count(*) AS results,
       count(DISTINCT patient_id) AS patients, median(corrected) AS median_corrected,
       count(*) FILTER (is_high) AS high
FROM corrected_calcium SEMI JOIN cohort USING (patient_id) GROUP BY ALL;

CREATE TABLE sre_by_kind AS
SELECT kind, count(*) AS candidates, count(*) FILTER (excluded IS NULL) AS events,
       count(DISTINCT patient_id) FILTER (excluded IS NULL) AS patients
FROM skeletal_event GROUP BY ALL;

CREATE TABLE event_rate AS
SELECT count(*) AS patients, sum(exit_on - entry_on) / 365.25 AS patient_years,
       (SELECT count(*) FROM counted) AS events,
       100 * (SELECT count(*) FROM counted) / (sum(exit_on - entry_on) / 365.25) AS rate
FROM cohort WHERE exit_on > entry_on;

CREATE TABLE expectation AS
SELECT 'calcium in limits' AS name, count(*) FILTER (value NOT BETWEEN 0.8 AND 6.0
       AND excluded_reason IS NULL) AS failing FROM lab_result WHERE analyte = 'CA_TOTAL'
UNION ALL SELECT 'row numbers repeat', count(*) - count(DISTINCT row_id) FROM lab_result
UNION ALL SELECT 'sampled_at is missing', count(*) FILTER (sampled_at IS NULL) FROM lab_result
UNION ALL SELECT 'exit before entry', count(*) FILTER (exit_on < entry_on) FROM cohort
UNION ALL SELECT 'incidence over one', count(*) FILTER (incidence + incidence_of_death > 1.000001)
FROM incidence;
