"""Which molecular groups go to bone, against triple-negative."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.mutation_series import (
    OUTCOME,
    groups,
    mutation_series,
    with_triple_negative,
)
from transforms.published.estimates.two_by_two import two_by_two
from warehouse.schema import PUBLISHED


def bone_metastasis_by_mutation(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Each altered group, and each alteration, against triple-negative (1.6, 1.7, 1.8).

    In: derived.disease_profile. Out: published.bone_metastasis_by_mutation. Patients with stage IV
    at diagnosis and a non-squamous non-small-cell histology, as in the published series; bone
    metastasis within 90 days of diagnosis. Crude odds ratios, withheld under 20 patients or 5
    events an arm: 86 of 160 against 318 of 1008 is 2.52 crude, published as 2.55 adjusted.
    """
    series = mutation_series(disease_profile)
    rows = [
        two_by_two(
            with_triple_negative(series, belongs), exposed=belongs, outcome=OUTCOME
        ).with_columns(mutation_group=pl.lit(name))
        for name, belongs in groups().items()
    ]
    return conform(pl.concat(rows), PUBLISHED["bone_metastasis_by_mutation"])
