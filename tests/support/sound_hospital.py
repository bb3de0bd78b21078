"""A small hospital in which every expectation is met."""

from tests.support.small_warehouse import Row
from tests.support.sound_deliveries import deliveries
from tests.support.sound_population import population
from tests.support.sound_results import results
from tests.support.sound_variables import variables


def sound_hospital() -> dict[str, list[Row]]:
    """Rows of every table, by full name; a new copy at each call."""
    return {**deliveries(), **variables(), **population(), **results()}
