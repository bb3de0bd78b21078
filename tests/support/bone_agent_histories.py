"""Doses of bone-targeted agents added to a history."""

from tests.support.histories import Cell, Patient, day

DENOSUMAB, ZOLEDRONATE, PAMIDRONATE, IBANDRONATE, CLODRONATE = (
    "M05BX04",
    "M05BA08",
    "M05BA03",
    "M05BA06",
    "M05BA02",
)
USUAL_DOSE = {DENOSUMAB: 120.0, ZOLEDRONATE: 4.0, PAMIDRONATE: 90.0, IBANDRONATE: 6.0}


def treated(somebody: Patient, *on: int, agent: str = DENOSUMAB, **values: Cell) -> Patient:
    """A dose of the usual amount on each of these days, unless told otherwise."""
    told: dict[str, Cell] = {"atc_code": agent, "dose_mg": USUAL_DOSE.get(agent), **values}
    for number in on:
        somebody = somebody.having("bone_agent_administration", administered_on=day(number), **told)
    return somebody


def held(somebody: Patient, on: int, agent: str = DENOSUMAB) -> Patient:
    """A dose that was due and held."""
    return treated(somebody, on, agent=agent, held_reason="creatinine", dose_mg=None)
