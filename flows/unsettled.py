"""Whom the passing of time alone concerns: patients of whom nothing came, and something changes.

The night decides what is complete, what is overdue, whom nobody has seen for long. Of anyone not
named here, a derived table says on a later night what it said before, unless one of their rows
changed: tests/flows/test_nights_equal_a_rebuild.py holds that against recomputing everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from warehouse.build import WarehouseFile
from warehouse.schema import ANALYTES
from warehouse.schema.definitions import names, number
from warehouse.schema.thresholds import threshold


@dataclass(frozen=True)
class _Passing:
    """The time between the night rows were computed as of, and tonight; in SQL, days as they are.

    Literals, and not parameters: they let whole blocks of a table be passed over.
    """

    before: date
    tonight: date

    def crossed(self, day: str, after_days: int = 0) -> str:
        """A day that many days before the earlier night or later, and earlier than tonight's."""
        since = _day(self.before - timedelta(days=after_days))
        until = _day(self.tonight - timedelta(days=after_days))
        return f"({day} >= {since} AND {day} <= {until})"


def unsettled_patients(
    warehouse: WarehouseFile, before: date, tonight: date
) -> Mapping[str, pl.DataFrame]:
    """Whom each derived table may say something else of because the night is another.

    before: the night its rows were computed as of, not later than tonight. Out: by table that
    depends on the night, patient_id.
    """
    queries = _queries(_Passing(before, tonight))
    return {
        name: warehouse.frame(f"SELECT DISTINCT patient_id FROM ({query})")
        for name, query in queries.items()
    }


def _queries(passing: _Passing) -> dict[str, str]:
    dosed = _rows_of("canonical.bone_agent_administration", passing.crossed("administered_on"))
    return {
        "cohort": _still_observed("derived.cohort", passing),
        "disease_profile": _still_observed("derived.disease_profile", passing),
        "bone_agent_exposure": dosed,
        "bone_agent_treatment": dosed,
        "bone_agent_missed_dose": dosed,
        "marker_trend": f"{_sampled(passing)} UNION ALL {_growing_stale(passing)}",
        "patient_gap": f"{_without_calcium(passing)} UNION ALL {_without_news(passing)}",
        "care_indicator_patient": " UNION ALL ".join(
            [dosed, _sampled(passing), _visited(passing), _being_judged(passing)]
        ),
        "finding": f"{_due_for_calcium(passing)} UNION ALL {_lost_from_sight(passing)}",
    }


def _rows_of(table: str, condition: str) -> str:
    return f"SELECT patient_id FROM {table} WHERE {condition}"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _still_observed(table: str, passing: _Passing) -> str:
    """Observation ends with the last rows that can be complete: each night that end moves on."""
    complete_until = passing.before - timedelta(days=number("data_lag_days"))
    return _rows_of(table, f"exit_on >= {_day(complete_until)}")


def _sampled(passing: _Passing) -> str:
    """Samples dated later than the earlier night, which have come to be in the past."""
    since, until = passing.before, passing.tonight + timedelta(days=1)
    condition = f"sampled_at >= TIMESTAMP '{since}' AND sampled_at < TIMESTAMP '{until}'"
    return _rows_of("canonical.lab_result", condition)


def _visited(passing: _Passing) -> str:
    return _rows_of("canonical.followup", passing.crossed("visited_on"))


def _growing_stale(passing: _Passing) -> str:
    stale_after = " ".join(
        f"WHEN '{code}' THEN {ANALYTES[code].stale_after_days}" for code in names("bone_markers")
    )
    condition = (
        f"NOT is_stale AND least(death_on, {_day(passing.tonight)}) - last_on "
        f"> CASE analyte_code {stale_after} END"
    )
    return _rows_of("derived.marker_trend JOIN derived.cohort USING (patient_id)", condition)


def _without_calcium(passing: _Passing) -> str:
    last = passing.crossed("max(sampled_at)::DATE", int(number("calcium_gap_days")))
    followed = "derived.cohort JOIN derived.corrected_calcium USING (patient_id)"
    return f"{_rows_of(followed, 'death_on IS NULL')} GROUP BY patient_id HAVING {last}"


def _without_news(passing: _Passing) -> str:
    gap = int(number("vital_status_gap_days"))
    return _rows_of("canonical.patient", passing.crossed("last_contact_on", gap))


def _being_judged(passing: _Passing) -> str:
    """Cases whose day falls among the complete ones; Q1 is about each night anew."""
    due = passing.crossed("due_on", int(number("data_lag_days")))
    return _rows_of("derived.care_indicator_patient", f"indicator_code = 'Q1' OR {due}")


def _due_for_calcium(passing: _Passing) -> str:
    window = int(threshold("calcium_around_bone_metastasis_days"))
    return _rows_of("derived.cohort", passing.crossed("index_on", window))


def _lost_from_sight(passing: _Passing) -> str:
    """Months are of different lengths: the longest on one side, the shortest on the other."""
    months = round(threshold("vital_status_months"))
    since = passing.before - timedelta(days=31 * months)
    until = passing.tonight - timedelta(days=28 * months)
    condition = f"last_contact_on BETWEEN {_day(since)} AND {_day(until)}"
    return _rows_of("canonical.patient", condition)
