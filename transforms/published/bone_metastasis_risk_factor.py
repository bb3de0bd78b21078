"""Which patients have bone metastasis at diagnosis: crude odds ratios of each factor."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.two_by_two import two_by_two
from warehouse.schema import PUBLISHED

OUTCOME = "is_bone_metastasis_synchronous"
MANY_SITES = 3


def bone_metastasis_risk_factor(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """Each risk factor of the registry against its absence, among lung cancers (1.4).

    In: derived.disease_profile. Out: published.bone_metastasis_risk_factor: sex, primary over 20
    mm, nodes, and one, two, three or more other metastatic organs each against none. Bone
    metastasis is that of the diagnosis (within 90 days). A patient whose factor is not known is
    counted as unknown and in neither arm.
    """
    rows = [
        two_by_two(patients, exposed=exposed, outcome=OUTCOME).with_columns(
            risk_factor=pl.lit(name)
        )
        for name, patients, exposed in _comparisons(disease_profile)
    ]
    return conform(pl.concat(rows), PUBLISHED["bone_metastasis_risk_factor"])


def _comparisons(profile: pl.DataFrame) -> list[tuple[str, pl.DataFrame, pl.Expr]]:
    """Name, the patients compared, and who is exposed."""
    is_man = pl.when(pl.col("sex").is_in(["M", "F"])).then(pl.col("sex") == "M")
    sites = pl.col("other_site_count").clip(upper_bound=MANY_SITES)
    numbered = {"one_other_site": 1, "two_other_sites": 2, "three_other_sites": MANY_SITES}
    return [
        ("male", profile, is_man),
        ("over_20_mm", profile, pl.col("is_over_20_mm")),
        ("node_positive", profile, pl.col("is_node_positive")),
        *(
            (name, profile.filter(sites.is_in([0, count]) | sites.is_null()), sites == count)
            for name, count in numbered.items()
        ),
    ]
