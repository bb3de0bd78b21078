"""Every figure of domain.md §9 that a table can be asked for, once."""

from tests.recovery.targets_of_bone import TARGETS_OF_BONE
from tests.recovery.targets_of_events import TARGETS_OF_EVENTS
from tests.recovery.targets_of_patients import TARGETS_OF_PATIENTS

TARGETS = (*TARGETS_OF_PATIENTS, *TARGETS_OF_EVENTS, *TARGETS_OF_BONE)
