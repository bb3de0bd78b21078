"""How many lung cancers have bone metastasis."""

import polars as pl

from transforms.frames import conform, empty_frame
from transforms.published.estimates.strata import by_histology, parts
from transforms.statistics import proportion
from warehouse.schema import PUBLISHED

TABLE = PUBLISHED["bone_metastasis_frequency"]
TIMINGS = {"ever": "has_bone_metastasis", "synchronous": "is_bone_metastasis_synchronous"}


def bone_metastasis_frequency(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Patients with bone metastasis out of lung cancers, overall and by histology (1.2, 1.5).

    In: derived.disease_profile. Out: published.bone_metastasis_frequency, Wilson's 95 % limits;
    share_of_bone_metastasis says which histologies patients with bone metastasis have. Ever,
    and at diagnosis: the two published figures count different people (domain.md, trap 8).
    """
    rows = [
        _share(part, disease_profile, timing, stratum, value)
        for timing in TIMINGS
        for stratum, value, part in parts(disease_profile, by_histology())
    ]
    return conform(pl.concat([empty_frame(TABLE), *rows]), TABLE)


def _share(
    part: pl.DataFrame, everybody: pl.DataFrame, timing: str, stratum: str, value: str
) -> pl.DataFrame:
    flag = TIMINGS[timing]
    patients, with_bone = int(part[flag].sum()), int(everybody[flag].sum())
    share = proportion(patients, part.height).rename({"estimate": "proportion"})
    of_bone = proportion(patients, with_bone)["estimate"]
    return conform(
        share.with_columns(
            metastasis_timing=pl.lit(timing),
            stratum=pl.lit(stratum),
            stratum_value=pl.lit(value),
            patient_count=pl.lit(patients),
            denominator=pl.lit(part.height),
            share_of_bone_metastasis=of_bone,
        ),
        TABLE,
    )
