-- First event with death competing: Aalen-Johansen with late entry; survival by Kaplan-Meier.
CREATE TABLE first_event AS
WITH first AS (SELECT patient_id, min(event_day) AS event_day FROM counted GROUP BY ALL)
SELECT patient_id, morphology, entry_on - index_on AS entry_day,
       coalesce(event_day, exit_on - index_on) AS exit_day,
       CASE WHEN event_day IS NOT NULL THEN 1 WHEN has_died THEN 2 ELSE 0 END AS status
FROM cohort LEFT JOIN first USING (patient_id)
WHERE coalesce(event_day, exit_on - index_on) > entry_on - index_on;

CREATE TABLE incidence AS
WITH strata AS (
    SELECT 'all' AS stratum, * FROM first_event
    UNION ALL SELECT coalesce(morphology, 'unknown'), * FROM first_event
), moves AS (
    -- whoever enters on a day is at risk from the next on; whoever leaves is at risk that day
    SELECT stratum, exit_day AS day, 0 AS entries, count(*) AS exits,
           count(*) FILTER (status = 1) AS events, count(*) FILTER (status = 2) AS deaths
    FROM strata GROUP BY ALL
    UNION ALL
    SELECT stratum, entry_day, count(*), 0, 0, 0 FROM strata GROUP BY ALL
), by_day AS (
    SELECT stratum, day, sum(entries) AS entries, sum(exits) AS exits, sum(events) AS events,
           sum(deaths) AS deaths
    FROM moves GROUP BY ALL
), at_risk AS (
    SELECT *, coalesce(sum(entries - exits) OVER (PARTITION BY stratum ORDER BY day
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS n
    FROM by_day
), surviving AS (
    SELECT *, product(CASE WHEN n > 0 THEN 1 - (events + deaths) / n ELSE 1 END)
                  OVER (PARTITION BY stratum ORDER BY day) AS after,
           product(CASE WHEN n > 0 THEN 1 - deaths / n ELSE 1 END)
                  OVER (PARTITION BY stratum ORDER BY day) AS kaplan_meier
    FROM at_risk
), before AS (
    SELECT *, coalesce(lag(after) OVER (PARTITION BY stratum ORDER BY day), 1) AS event_free
    FROM surviving
)
SELECT stratum, day, n, events, deaths, kaplan_meier,
       sum(CASE WHEN n > 0 THEN event_free * events / n ELSE 0 END)
           OVER (PARTITION BY stratum ORDER BY day) AS incidence,
       sum(CASE WHEN n > 0 THEN event_free * deaths / n ELSE 0 END)
           OVER (PARTITION BY stratum ORDER BY day) AS incidence_of_death
FROM before;
