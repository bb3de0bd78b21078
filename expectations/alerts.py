"""What is expected of the alerts (domain.md §8, critical results)."""

from expectations.expected import Expected, NoRows, critical

_UNHEARD_CRISES = (
    "(FROM derived.corrected_calcium AS calcium WHERE is_crisis AND NOT EXISTS (SELECT 1 "
    "FROM this WHERE this.patient_id = calcium.patient_id AND alert_level = 'page' "
    "AND result_row IN (calcium.calcium_row, calcium.ionised_calcium_row)))"
)

ALERTS: tuple[Expected, ...] = (
    critical(
        "derived.alert",
        NoRows(
            "opens to a laboratory result in force",
            "FROM this ANTI JOIN (SELECT 'lab_result:' || source_system || ':' || source_row_id "
            "AS result_row FROM canonical.lab_result SEMI JOIN this "
            "USING (patient_id, analyte_code, sampled_at)) USING (result_row)",
            ("result_row",),
        ),
        "Whoever is called asks for the result first.",
    ),
    critical(
        "derived.alert",
        NoRows(
            "is beyond its limit",
            "FROM this WHERE CASE alert_side WHEN 'high' "
            "THEN round(alert_value, 6) < alert_limit OR value_operator = '<' "
            "ELSE round(alert_value, 6) > alert_limit OR value_operator = '>' END",
            ("alert_value", "alert_limit"),
        ),
        "An alarm without its reason teaches people to ignore alarms.",
    ),
    critical(
        "derived.alert",
        NoRows(
            "every crisis pages",
            f"FROM {_UNHEARD_CRISES}",
            ("alert_level",),
            observed=f"SELECT printf('%d crises without a page', count(*)) FROM {_UNHEARD_CRISES}",
            about_rows=False,
        ),
        "A crisis that nobody is told of is what this table exists against.",
    ),
)
