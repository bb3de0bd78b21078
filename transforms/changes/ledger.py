"""The change ledger of a night: headline numbers before and after, and causes that add up."""

from dataclasses import dataclass

import polars as pl

from transforms.changes.cohort_patients import cohort_patients
from transforms.changes.counted_events import counted_events
from transforms.changes.first_event_histories import first_event_histories
from transforms.changes.hypercalcaemia_episodes import hypercalcaemia_episodes
from transforms.changes.incidence_steps import incidence_steps, incidence_values
from transforms.changes.published_version import PublishedVersion, TwoVersions
from transforms.derived.events.endpoints import ENDPOINTS, is_counted, kinds_of

_NUMBER = ["change_measure", "endpoint", "event_kind", "at_month"]
_HEADLINE = {
    "change_measure": pl.String,
    "endpoint": pl.String,
    "event_kind": pl.String,
    "at_month": pl.Int64,
    "value": pl.Float64,
}
_OUTSIDE = ("other_row", "observation_changed", "neighbour_event", "patient_entered")


@dataclass(frozen=True)
class ChangeLedger:
    """Rows of ops.headline, ops.change, ops.change_item, ops.change_row, but for the run."""

    headline: pl.DataFrame
    change: pl.DataFrame
    change_item: pl.DataFrame
    change_row: pl.DataFrame


def change_ledger(versions: TwoVersions) -> ChangeLedger:
    """Why each headline number is not what it was.

    For every number that is known on both sides, the differences of its causes add up to after
    minus before; a cause is only listed where it changes something.
    """
    events = counted_events(versions)
    histories = first_event_histories(versions, events)
    items = pl.concat(
        [events, cohort_patients(versions), hypercalcaemia_episodes(versions), histories]
    )
    steps = incidence_steps(versions, histories).with_columns(
        change_measure=pl.lit("incidence"), event_kind=pl.lit(None, dtype=pl.String)
    )
    counted = _counted(items.filter(pl.col("difference").is_not_null()))
    columns = [*_NUMBER, "change_cause", "difference", "changed_count"]
    return ChangeLedger(
        headline=_headlines(versions),
        change=pl.concat([counted.select(columns), steps.select(columns)]),
        change_item=items.drop("own_rows"),
        change_row=_rows_behind(items, versions.row_changes),
    )


def _counted(items: pl.DataFrame) -> pl.DataFrame:
    """Differences by cause, of every number and of its kinds of event."""
    whole = items.with_columns(event_kind=pl.lit(None, dtype=pl.String))
    by_kind = items.filter(pl.col("event_kind").is_not_null())
    return (
        pl.concat([whole, by_kind])
        .group_by("change_measure", "endpoint", "event_kind", "change_cause")
        .agg(difference=pl.col("difference").sum(), changed_count=pl.len().cast(pl.Int64))
        .with_columns(at_month=pl.lit(None, dtype=pl.Int64))
    )


def _headlines(versions: TwoVersions) -> pl.DataFrame:
    before, after = _values(versions.before), _values(versions.after)
    return (
        before.rename({"value": "value_before"})
        .join(after.rename({"value": "value_after"}), on=_NUMBER, nulls_equal=True)
        .sort(_NUMBER, nulls_last=False)
    )


def _values(version: PublishedVersion) -> pl.DataFrame:
    events = version.table("skeletal_event")
    numbers: list[tuple[str, str | None, str | None, int | None, float | None]] = []
    for endpoint in ENDPOINTS:
        counted = events.filter(pl.col(is_counted(endpoint)).fill_null(False))
        numbers.append(("counted_event", endpoint, None, None, float(counted.height)))
        for kind in kinds_of(endpoint):
            of_kind = counted.filter(pl.col("event_kind") == kind).height
            numbers.append(("counted_event", endpoint, kind, None, float(of_kind)))
    for measure in ("cohort", "hypercalcaemia_episode"):
        name = "cohort_patient" if measure == "cohort" else measure
        numbers.append((name, None, None, None, float(version.table(measure).height)))
    for endpoint, month, value in incidence_values(version.table("first_event")).iter_rows():
        numbers.append(("incidence", endpoint, None, month, value))
    return pl.DataFrame(numbers, schema=_HEADLINE, orient="row")


def _rows_behind(items: pl.DataFrame, row_changes: pl.DataFrame) -> pl.DataFrame:
    """The own rows of each item, changed or not, and the changed rows of its patient where they
    are what changed it."""
    own = (
        items.select("patient_id", "item_key", source_row="own_rows")
        .explode("source_row", empty_as_null=False)
        .drop_nulls()
        .unique()
        .join(row_changes.drop("patient_id"), on="source_row", how="left")
        .with_columns(pl.col("row_change").fill_null("unchanged"))
    )
    is_patient = pl.col("item_key") == pl.col("patient_id")
    around = (
        items.filter(is_patient | pl.col("change_cause").is_in(_OUTSIDE))
        .select("patient_id", "item_key")
        .unique()
        .join(row_changes, on="patient_id")
    )
    every = pl.concat([own.select(around.columns), around])
    return every.unique(["item_key", "source_row"]).sort("item_key", "source_row")
