"""Which genes the laboratory reads in each person, whatever it will find there."""

import numpy as np

from flows.demo.calibration import Calibration
from flows.demo.life.draws import Flags, chance, stream
from flows.demo.life.people import People

GENES = ("EGFR", "ALK", "KRAS")
ALWAYS_ASKED = "EGFR"


def draw_testing(people: People, seed: int, targets: Calibration) -> tuple[Flags, Flags]:
    """Genes asked for, a row a person and a column a gene of GENES; and whether the specimen fails.

    Neither depends on the variant: the shares of the variants among people tested for all three
    are those of everybody.
    """
    rng = stream(seed, "molecular testing")
    share = np.where(people.is_stage_iv, targets.tested_stage_iv, targets.tested_earlier)
    tested = chance(rng, share, people.count)
    asked = rng.random((people.count, len(GENES))) < targets.tested_gene
    asked[:, GENES.index(ALWAYS_ASKED)] = True
    return asked & tested[:, None], chance(rng, targets.test_failed, people.count)
