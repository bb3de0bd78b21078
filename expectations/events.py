"""What is expected of skeletal events and of the first of them (domain.md §2.2, §2.3)."""

from collections.abc import Iterator

from expectations.expected import Expected, NoRows, critical, warning
from expectations.questions import known_in, opens_to_source_rows
from warehouse.schema.definitions import names, number
from warehouse.schema.thresholds import threshold

_ENDPOINTS = ("sre4", "sre5", "sse", "sse_upper")
_COUNTED = "(" + " OR ".join(f"is_counted_{endpoint}" for endpoint in _ENDPOINTS) + ")"


def _counting(endpoint: str) -> Iterator[Expected]:
    """The rules of counting, asked of one endpoint."""
    counted, kinds = f"is_counted_{endpoint}", names(f"{endpoint.removesuffix('_upper')}_kinds")
    yield critical(
        "derived.skeletal_event",
        NoRows(
            "counted events are far enough apart",
            "FROM (SELECT occurred_on - lag(occurred_on) OVER (PARTITION BY patient_id "
            f"ORDER BY occurred_on) AS days FROM this WHERE {counted}) "
            f"WHERE days < {number('counting_window_days'):.0f}",
            (counted,),
        ),
        "Consequences of one event must not be counted as new ones (21-day rule).",
    )
    yield critical(
        "derived.skeletal_event",
        NoRows(
            "counted events are of its kinds",
            f"FROM this WHERE {counted} AND event_kind NOT IN "
            f"({', '.join(repr(kind) for kind in kinds)})",
            (counted, "event_kind"),
        ),
        "An endpoint that counts another kind cannot be compared with the trials.",
    )


def _never_counted(phrase: str, condition: str, columns: tuple[str, ...], reason: str) -> Expected:
    return critical(
        "derived.skeletal_event",
        NoRows(phrase, f"FROM this WHERE {_COUNTED} AND {condition}", columns),
        reason,
    )


_SKELETAL_EVENT = (
    *(expected for endpoint in _ENDPOINTS for expected in _counting(endpoint)),
    _never_counted(
        "an excluded event is not counted",
        "excluded_reason IS NOT NULL",
        ("excluded_reason",),
        "It is shown with its reason and belongs to no count.",
    ),
    _never_counted(
        "an inaugural event is not counted",
        "is_prevalent",
        ("is_prevalent",),
        "What was there at index is prevalence, not incidence.",
    ),
    _never_counted(
        "an event before entry is not counted",
        "is_before_entry",
        ("is_before_entry",),
        "Before observation starts an event is history.",
    ),
    critical(
        "derived.skeletal_event",
        NoRows(
            "a rejected event is excluded",
            "FROM this WHERE (review_decision = 'reject') IS DISTINCT FROM "
            "(excluded_reason = 'rejected_by_review') "
            "AND (review_decision = 'reject' OR excluded_reason = 'rejected_by_review')",
            ("review_decision", "excluded_reason"),
        ),
        "What a clinician said of the event would not be what counts.",
    ),
    critical(
        "derived.skeletal_event",
        NoRows(
            "a counted event belongs to the cohort",
            f"FROM this ANTI JOIN derived.cohort USING (patient_id) WHERE {_COUNTED}",
            ("patient_id",),
        ),
        "An event of somebody who is not followed has no denominator (X01).",
    ),
    critical(
        "derived.skeletal_event",
        NoRows(
            "no event is counted after death",
            "FROM this JOIN (SELECT patient_id, min(death_on) AS died_on FROM canonical.patient "
            f"GROUP BY patient_id) USING (patient_id) WHERE {_COUNTED} AND occurred_on > died_on",
            ("occurred_on",),
        ),
        "The date of the event or of the death is wrong (X02).",
    ),
    critical(
        "derived.skeletal_event",
        NoRows(
            "a counted event happened under observation",
            "FROM this JOIN derived.cohort AS cohort USING (patient_id) "
            f"WHERE {_COUNTED} AND (occurred_on < entry_on OR occurred_on > exit_on "
            "OR (occurred_on = entry_on AND entry_on > index_on))",
            ("occurred_on", "event_day"),
        ),
        "Events are only complete between entry and exit.",
    ),
    critical(
        "derived.skeletal_event",
        opens_to_source_rows("source_rows", is_list=True),
        "An event must open to the rows that prove it.",
    ),
    critical(
        "derived.skeletal_event",
        NoRows(
            "is linked to an event that exists",
            "FROM (SELECT linked_event_id AS event_id FROM this "
            "WHERE linked_event_id IS NOT NULL) ANTI JOIN derived.skeletal_event "
            "USING (event_id)",
            ("linked_event_id",),
        ),
        "The fracture that led to an operation can no longer be shown.",
    ),
)

_FIRST_EVENT = (
    critical(
        "derived.first_event",
        NoRows(
            "observation has a length",
            "FROM this WHERE exit_day <= entry_day",
            ("exit_day", "entry_day"),
        ),
        "Who was never under observation belongs to no risk set.",
    ),
    critical(
        "derived.first_event",
        NoRows(
            "has an event exactly when the status says so",
            "FROM this WHERE (status = 1) <> (event_id IS NOT NULL)",
            ("status", "event_id"),
        ),
        "The curve and the list of events behind it would disagree.",
    ),
    critical(
        "derived.first_event",
        known_in("derived.cohort", "patient_id", phrase="belongs to the cohort"),
        "The curve would be drawn on patients nobody follows.",
    ),
    critical(
        "derived.first_event",
        known_in(
            "derived.skeletal_event",
            "patient_id",
            "event_id",
            phrase="opens to an event of the patient",
        ),
        "The step of the curve cannot be shown.",
    ),
    critical(
        "derived.first_event",
        NoRows(
            "SRE5 does not come after SRE4",
            "FROM this AS five JOIN this AS four USING (patient_id) "
            "WHERE five.endpoint = 'SRE5' AND four.endpoint = 'SRE4' "
            "AND five.exit_day > four.exit_day",
            ("exit_day",),
        ),
        "SRE5 has every kind of SRE4 and hypercalcaemia besides: its first event is no later.",
    ),
)

_KINDS = ", ".join(f"'{kind}'" for kind in names("sre5_kinds"))
_PATIENTS_BY_KIND = (
    "(SELECT event_kind, count(DISTINCT patient_id) AS patients FROM this "
    f"WHERE excluded_reason IS NULL AND event_kind IN ({_KINDS}) GROUP BY event_kind)"
)


def _commoner(phrase: str, more: str, less: str) -> Expected:
    """Patients with one kind of event outnumber those with the other."""
    return warning(
        "derived.skeletal_event",
        NoRows(
            phrase,
            f"FROM (SELECT coalesce(sum(patients) FILTER (WHERE event_kind = '{more}'), 0) "
            f"AS more, coalesce(sum(patients) FILTER (WHERE event_kind = '{less}'), 0) AS less "
            f"FROM {_PATIENTS_BY_KIND}) WHERE less > more "
            "AND (SELECT count(DISTINCT patient_id) FROM this WHERE excluded_reason IS NULL) "
            f">= {threshold('validation_minimum_patients')}",
            ("event_kind",),
            observed="SELECT string_agg(event_kind || ' ' || patients, ', ' "
            f"ORDER BY patients DESC, event_kind) FROM {_PATIENTS_BY_KIND}",
            about_rows=False,
        ),
        "Unlike published series: a kind is missing from its feed, or filtered out wrongly.",
    )


_UNLIKE_PUBLISHED = (
    _commoner("radiotherapy is commoner than fracture", "RT", "FX"),
    _commoner("radiotherapy is commoner than surgery", "RT", "SX"),
    _commoner("fracture is commoner than cord compression", "FX", "SCC"),
)

EVENTS: tuple[Expected, ...] = (*_SKELETAL_EVENT, *_FIRST_EVENT, *_UNLIKE_PUBLISHED)
