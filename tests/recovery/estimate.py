"""A figure with its own standard error, and how near it must come to what was put in."""

from dataclasses import dataclass

PRECISION = 0.10  # three standard errors are less than this share of the value
ERRORS = 3


@dataclass(frozen=True)
class Estimate:
    """What our tables say, and its standard error."""

    value: float
    standard_error: float

    def is_near(self, value: float, tolerance: float) -> bool:
        """Within the larger of the tolerance and three standard errors (domain.md §9)."""
        return abs(self.value - value) <= max(tolerance, ERRORS * self.standard_error)

    def is_precise(self, value: float) -> bool:
        """Whether the cohort is large enough for this value."""
        return ERRORS * self.standard_error < PRECISION * value


def share(part: int, whole: int) -> Estimate:
    """A proportion with its binomial error."""
    value = part / whole
    return Estimate(value, (value * (1 - value) / whole) ** 0.5)
