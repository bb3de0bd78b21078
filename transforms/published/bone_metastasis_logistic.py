"""Which patients have bone metastasis at diagnosis: each factor, the others being equal."""

import polars as pl

from transforms.frames import conform
from transforms.published.estimates.adjusted_odds import Factors, adjusted_odds
from warehouse.schema import PUBLISHED, VOCABULARIES
from warehouse.schema.definitions import word

OUTCOME = "is_bone_metastasis_synchronous"
MANY_SITES = 3


def bone_metastasis_logistic(disease_profile: pl.DataFrame) -> pl.DataFrame:
    """One logistic model of all lung cancers: sex, size, nodes, other sites, histology (1.4).

    In: derived.disease_profile. Out: published.bone_metastasis_logistic. Bone metastasis is that of
    the diagnosis (within 90 days); the factors are those of
    published.bone_metastasis_risk_factor, and each histology against adenocarcinoma. Complete
    cases only: a patient of whom one factor is unknown is left out, and counted as such.
    """
    rows = adjusted_odds(
        disease_profile.sort("patient_id"), factors=_factors(), outcome=OUTCOME, among={}
    )
    return conform(
        rows.rename({"factor": "adjusted_factor"}), PUBLISHED["bone_metastasis_logistic"]
    )


def _factors() -> Factors:
    is_man = pl.when(pl.col("sex").is_in(["M", "F"])).then(pl.col("sex") == "M")
    sites = pl.col("other_site_count").clip(upper_bound=MANY_SITES)
    return {
        "sex": {"male": is_man},
        "size": {"over_20_mm": pl.col("is_over_20_mm")},
        "nodes": {"node_positive": pl.col("is_node_positive")},
        "sites": {
            "one_other_site": sites == 1,
            "two_other_sites": sites == 2,
            "three_other_sites": sites == MANY_SITES,
        },
        "histology": {
            f"histology_{code}": pl.col("histology") == code
            for code in VOCABULARIES["histology"].codes
            if code != word("reference_histology")
        },
    }
