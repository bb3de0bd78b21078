"""Questions asked of several tables: a share, a reference to another table, a source row."""

from expectations.expected import NoRows
from warehouse.schema import CANONICAL
from warehouse.schema.thresholds import threshold

# The laboratory table is by far the longest; events and corrected values only come from these.
# PTH and PTHrP are what tells a parathyroid from a cancer.
CALCIUM_EVIDENCE = ("CA_TOTAL", "CA_ION", "ALB", "PTH", "PTHRP")


def share(
    what: str,
    *,
    part: str,
    whole: str = "true",
    low: float = 0.0,
    high: float = 1.0,
    at_least: float = threshold("shares_from_rows"),
    source: str = "this",
    columns: tuple[str, ...] = (),
) -> NoRows:
    """The share of the rows of `source` where `part` holds, among those where `whole` does.

    `what` names that part; `part` and `whole` are conditions. The share must lie between `low`
    and `high`; it is not read on fewer than `at_least` rows.
    """
    counts = (
        f"(SELECT count(*) FILTER (WHERE ({whole}) AND ({part})) AS part, "
        f"count(*) FILTER (WHERE {whole}) AS whole FROM {source})"
    )
    return NoRows(
        f"{what}: {_bounds(low, high)}",
        f"FROM {counts} WHERE whole >= {at_least} "
        f"AND (part < {low} * whole OR part > {high} * whole)",
        columns,
        observed="SELECT printf('%.1f %% (%d of %d)', 100.0 * part / whole, part, whole) "
        f"FROM {counts} WHERE whole > 0",
        about_rows=False,
    )


def _bounds(low: float, high: float) -> str:
    if low == 0:
        return f"at most {100 * high:.0f} %"
    return f"between {100 * low:.0f} and {100 * high:.0f} %"


def known_in(other: str, *columns: str, phrase: str) -> NoRows:
    """Every row has its counterpart in another table, on columns of the same names."""
    present = " AND ".join(f"this.{column} IS NOT NULL" for column in columns)
    return NoRows(
        phrase, f"FROM this ANTI JOIN {other} USING ({', '.join(columns)}) WHERE {present}", columns
    )


def opens_to_source_rows(
    column: str,
    *,
    is_list: bool,
    tables: tuple[str, ...] = tuple(CANONICAL),
    analytes: tuple[str, ...] = CALCIUM_EVIDENCE,
) -> NoRows:
    """Every source row named by the column (`table:system:row`) is in force tonight.

    It is looked for among the canonical `tables`, in the laboratory among results of `analytes`.
    """
    named = f"unnest({column})" if is_list else column
    return NoRows(
        "opens to source rows that are in force",
        f"FROM (SELECT DISTINCT {named} AS source_row FROM this WHERE {column} IS NOT NULL) "
        f"ANTI JOIN ({_source_rows_in_force(tables, analytes)}) USING (source_row)",
        (column,),
    )


def _source_rows_in_force(tables: tuple[str, ...], analytes: tuple[str, ...]) -> str:
    """Rows in force of some canonical tables, named as derived tables name them."""
    codes = ", ".join(f"'{code}'" for code in analytes)
    return " UNION ALL ".join(
        f"SELECT '{name}:' || source_system || ':' || source_row_id AS source_row "
        f"FROM {CANONICAL[name].full_name}"
        + (f" WHERE analyte_code IN ({codes})" if name == "lab_result" else "")
        for name in tables
    )
