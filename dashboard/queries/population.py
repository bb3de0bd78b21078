"""The published tables, as they are: the population page computes nothing of its own."""

import polars as pl

from warehouse.reader import Reader


def incidence(reader: Reader, endpoint: str, stratum: str) -> pl.DataFrame:
    """Cumulative incidence of one endpoint by one stratum: rows of published.sre_incidence."""
    return reader.frame(
        "SELECT * FROM published.sre_incidence WHERE endpoint = $1 AND stratum = $2 "
        "ORDER BY stratum_value, incidence_cause, day",
        [endpoint, stratum],
    )


def strata(reader: Reader, endpoint: str) -> list[str]:
    """What the incidence of an endpoint is published by; fewest parts first."""
    found = reader.frame(
        "SELECT stratum FROM published.sre_incidence WHERE endpoint = $1 "
        "GROUP BY stratum ORDER BY count(DISTINCT stratum_value), stratum",
        [endpoint],
    )
    return found["stratum"].to_list()


def events_by_kind(reader: Reader, endpoint: str) -> pl.DataFrame:
    """Patients with at least one event of each kind: rows of published.sre_by_kind."""
    return reader.frame(
        "SELECT * FROM published.sre_by_kind WHERE endpoint = $1 "
        "ORDER BY patient_count DESC, event_kind",
        [endpoint],
    )


def calcium_by_month(reader: Reader) -> pl.DataFrame:
    """Corrected calcium by month: rows of published.calcium_by_month."""
    return reader.frame("SELECT * FROM published.calcium_by_month ORDER BY month_on")
