"""Closed lists of codes: events, sites, histologies, genes, agents, statuses."""

from warehouse.schema.declare import Vocabulary
from warehouse.schema.vocabularies.benchmark import BENCHMARK_VOCABULARIES
from warehouse.schema.vocabularies.bone_sites import BONE_SITES, SEED_WEIGHT_BEARING
from warehouse.schema.vocabularies.care import CARE_VOCABULARIES
from warehouse.schema.vocabularies.disease import DISEASE_VOCABULARIES
from warehouse.schema.vocabularies.event import EVENT_VOCABULARIES
from warehouse.schema.vocabularies.imaging import IMAGING_VOCABULARIES
from warehouse.schema.vocabularies.laboratory import LABORATORY_VOCABULARIES
from warehouse.schema.vocabularies.marker import MARKER_VOCABULARIES
from warehouse.schema.vocabularies.morphology import HISTOLOGY_OF_MORPHOLOGY
from warehouse.schema.vocabularies.operations import OPERATIONS_VOCABULARIES
from warehouse.schema.vocabularies.patient import PATIENT_VOCABULARIES
from warehouse.schema.vocabularies.population import POPULATION_VOCABULARIES
from warehouse.schema.vocabularies.treatment import TREATMENT_VOCABULARIES

_ALL = (
    *PATIENT_VOCABULARIES,
    *LABORATORY_VOCABULARIES,
    *IMAGING_VOCABULARIES,
    *TREATMENT_VOCABULARIES,
    *EVENT_VOCABULARIES,
    *OPERATIONS_VOCABULARIES,
    *DISEASE_VOCABULARIES,
    *POPULATION_VOCABULARIES,
    *BENCHMARK_VOCABULARIES,
    *MARKER_VOCABULARIES,
    *CARE_VOCABULARIES,
)

VOCABULARIES: dict[str, Vocabulary] = {item.name: item for item in _ALL}

__all__ = [
    "BONE_SITES",
    "HISTOLOGY_OF_MORPHOLOGY",
    "SEED_WEIGHT_BEARING",
    "VOCABULARIES",
]
