"""Published values to set beside ours (domain.md §1), with who was counted and how sure they are.

Values that nobody could check at their source are not here.
"""

from warehouse.schema.benchmarks.cohort import COHORT_BENCHMARKS
from warehouse.schema.benchmarks.denosumab import DENOSUMAB_BENCHMARKS
from warehouse.schema.benchmarks.french_care import FRENCH_CARE_BENCHMARKS
from warehouse.schema.benchmarks.frequency import FREQUENCY_BENCHMARKS
from warehouse.schema.benchmarks.lesion import LESION_BENCHMARKS
from warehouse.schema.benchmarks.marker import MARKER_BENCHMARKS
from warehouse.schema.benchmarks.mutation import MUTATION_BENCHMARKS
from warehouse.schema.benchmarks.survival import SURVIVAL_BENCHMARKS
from warehouse.schema.benchmarks.zoledronate import ZOLEDRONATE_BENCHMARKS
from warehouse.schema.declare import Benchmark

_ALL = (
    *FREQUENCY_BENCHMARKS,
    *MUTATION_BENCHMARKS,
    *SURVIVAL_BENCHMARKS,
    *LESION_BENCHMARKS,
    *MARKER_BENCHMARKS,
    *ZOLEDRONATE_BENCHMARKS,
    *DENOSUMAB_BENCHMARKS,
    *COHORT_BENCHMARKS,
    *FRENCH_CARE_BENCHMARKS,
)

BENCHMARKS: dict[str, Benchmark] = {item.name: item for item in _ALL}
assert len(BENCHMARKS) == len(_ALL), "a benchmark is named twice"
