"""People with primary hyperparathyroidism: hypercalcaemia that is not of their cancer."""

import numpy as np
import polars as pl

from flows.demo.calibration import Calibration
from flows.demo.life.draws import Flags, chance, stream
from flows.demo.life.lives import Lives


def hyperparathyroid(lives: Lives, events: pl.DataFrame, seed: int, targets: Calibration) -> Flags:
    """Who has it, one flag a person; nobody who also has a malignant hypercalcaemia.

    Events in: person, kind.
    """
    malignant = events.filter(pl.col("kind") == "HCM")["person"].to_numpy()
    spared = np.ones(lives.count, dtype=bool)
    spared[malignant] = False
    return spared & chance(stream(seed, "parathyroid"), targets.hyperparathyroid, lives.count)
