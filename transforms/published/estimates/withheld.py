"""When a comparison is of too few to be shown."""

from collections.abc import Sequence

from warehouse.schema.definitions import number


def is_too_small(patients: Sequence[int], events: Sequence[int]) -> bool:
    """Fewer than 20 patients or 5 events in an arm: withheld (domain.md §4)."""
    too_few = min(patients) < number("comparison_minimum_patients")
    return too_few or min(events) < number("comparison_minimum_events")
