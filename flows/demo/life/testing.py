"""Which genes the laboratory reads in each person, whatever it will find there."""

from dataclasses import dataclass

import numpy as np

from flows.demo.calibration import Calibration
from flows.demo.life.draws import Flags, Numbers, chance, stream
from flows.demo.life.people import People

GENES = ("EGFR", "ALK", "KRAS")
ALWAYS_ASKED = "EGFR"
SAMPLED_DAYS, REPORTED_DAYS = (0, 8), (5, 26)  # from the first contact, from the sample


@dataclass(frozen=True)
class Testing:
    """One position a person. `asked` has a column a gene of GENES; a specimen fails for all.

    `sampled_days` and `reported_days` are from the first contact.
    """

    asked: Flags
    fails: Flags
    sampled_days: Numbers
    reported_days: Numbers


def draw_testing(people: People, seed: int, targets: Calibration) -> Testing:
    """Which tests are asked for, and when they are reported.

    Nothing depends on the variant: the shares of the variants among people tested for all three
    are those of everybody.
    """
    rng = stream(seed, "molecular testing")
    share = np.where(people.is_stage_iv, targets.tested_stage_iv, targets.tested_earlier)
    tested = chance(rng, share, people.count)
    asked = rng.random((people.count, len(GENES))) < targets.tested_gene
    asked[:, GENES.index(ALWAYS_ASKED)] = True
    sampled = rng.integers(*SAMPLED_DAYS, people.count).astype(np.float64)
    return Testing(
        asked=asked & tested[:, None],
        fails=chance(rng, targets.test_failed, people.count),
        sampled_days=sampled,
        reported_days=sampled + rng.integers(*REPORTED_DAYS, people.count),
    )
