"""A version as whoever may not see small counts reads it."""

from dashboard.disclosure.ledger import disclosed_changes, disclosed_headlines
from dashboard.disclosure.tables import disclosed
from dashboard.queries.declared import exists
from warehouse.reader import Reader, behind
from warehouse.schema import PUBLISHED


def disclosing(exact: Reader) -> Reader:
    """A reader that finds disclosed tables where the exact ones are; the exact one is closed.

    Whole tables are disclosed, once for a version: a question may filter, join and sort them as
    it likes. A published table that nobody declared has no rows.
    """
    held = exact.frame("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'published'")
    names = held["table_name"].to_list()
    shown = disclosed(
        {name: exact.frame(f"FROM published.{name}") for name in names if name in PUBLISHED}
    )
    before = {f"published.{name}": frame for name, frame in shown.items()}
    before |= {
        f"published.{name}": exact.frame(f"FROM published.{name}").clear()
        for name in set(names) - set(PUBLISHED)
    }
    for name, disclose in (("headline", disclosed_headlines), ("change", disclosed_changes)):
        if exists(exact, f"ops.{name}"):
            before[f"ops.{name}"] = disclose(exact.frame(f"FROM ops.{name}"))
    try:
        return behind(exact, before)
    finally:
        exact.close()
