"""What is expected of events as delivered: how complete they are (domain.md §8)."""

from expectations.expected import Expected, warning
from expectations.questions import share
from warehouse.schema.thresholds import threshold

TREATMENTS: tuple[Expected, ...] = (
    warning(
        "canonical.fracture",
        share(
            "fractures of unknown mechanism",
            part="fracture_mechanism IS NULL OR fracture_mechanism = 'unknown'",
            high=threshold("unknown_mechanism_share"),
            columns=("fracture_mechanism",),
        ),
        "Only pathological fractures are skeletal events: unknown ones are lost to the count.",
    ),
    warning(
        "canonical.cord_compression",
        share(
            "Frankel grade missing",
            part="frankel_initial IS NULL",
            high=threshold("missing_frankel_share"),
            columns=("frankel_initial",),
        ),
        "Walking or not at the event decides what follows and is asked of every register.",
    ),
)
