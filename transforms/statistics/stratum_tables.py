"""One count table for each stratum of a stratified test, with the same groups in each."""

from dataclasses import replace

import numpy as np
import polars as pl

from transforms.statistics.count_table import CountTable, counted, placed_histories
from transforms.statistics.group_codes import group_codes
from transforms.statistics.history_checks import states


def stratum_tables(
    frame: pl.DataFrame,
    *,
    time: str,
    status: str,
    entry: str | None,
    group: str,
    strata: str | None,
) -> list[CountTable]:
    """The counts by group and time within each stratum; a single table without strata."""
    ended_by = states(frame, status)
    histories = placed_histories(frame, ended_by, time=time, entry=entry, group=group)
    if strata is None:
        return [counted(histories)]
    stratum, names = group_codes(frame, strata)
    assert stratum is not None
    assert histories.group is not None
    size = len(histories.groups)
    nested = np.multiply(stratum, size, dtype=np.int64) + histories.group
    table = counted(replace(histories, groups=histories.groups * len(names), group=nested))
    return [_rows(table, slice(at * size, (at + 1) * size)) for at in range(len(names))]


def _rows(table: CountTable, rows: slice) -> CountTable:
    return CountTable(
        table.groups[rows],
        table.times,
        table.at_risk[rows],
        table.censored[rows],
        table.events[rows],
    )
