"""Doses of bone-targeted agents that the labels give for each creatinine clearance."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DoseBand:
    """The dose of an agent (mg) for a creatinine clearance from `clearance_from` to `clearance_to`.

    The upper limit belongs to the next band unless `includes_to`. Without doses the agent is not
    recommended in this band; without clearance limits the dose needs no adjustment.
    """

    atc_code: str
    clearance_from: float | None
    clearance_to: float | None
    dose_low_mg: float | None
    dose_high_mg: float | None
    includes_to: bool = False

    @property
    def text(self) -> str:
        """The band as words, for the dictionary and the fingerprint of definitions."""
        limits = f"{_plain(self.clearance_from)}-{_plain(self.clearance_to)}"
        closed = "]" if self.includes_to else ")"
        return f"{self.atc_code} [{limits}{closed}: {_doses(self.dose_low_mg, self.dose_high_mg)}"


def _plain(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def _doses(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "not recommended"
    return f"{low:g} mg" if low == high else f"{low:g} to {high:g} mg"


# Bands from the lowest clearance up: at a shared limit the lower band is read first.
DOSE_BANDS: tuple[DoseBand, ...] = (
    DoseBand("M05BA08", 0, 30, None, None),
    DoseBand("M05BA08", 30, 40, 3.0, 3.0),
    DoseBand("M05BA08", 40, 50, 3.3, 3.3),
    DoseBand("M05BA08", 50, 60, 3.5, 3.5, includes_to=True),
    DoseBand("M05BA08", 60, None, 4.0, 4.0),
    DoseBand("M05BA03", 0, 30, None, None),
    DoseBand("M05BA03", 30, None, 60, 90),
    DoseBand("M05BA06", 0, 30, 2.0, 2.0),
    DoseBand("M05BA06", 30, 50, 4.0, 4.0),
    DoseBand("M05BA06", 50, None, 6.0, 6.0),
    DoseBand("M05BA02", 10, 30, 800, 1600),
    DoseBand("M05BA02", 30, None, 1600, 3200),
    DoseBand("M05BX04", None, None, 120, 120),
)
