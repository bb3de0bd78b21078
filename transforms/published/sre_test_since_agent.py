"""Whether the incidence since the first agent differs between the parts of a stratum."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.gray_between_parts import gray_between_parts
from transforms.published.estimates.origins import NOT_FROM_AGENT, followed_from, strata_by_origin
from warehouse.schema import PUBLISHED, VOCABULARIES

STRATA = tuple(
    name for name in VOCABULARIES["incidence_stratum"].codes if name not in ("all", NOT_FROM_AGENT)
)


def sre_test_since_agent(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    skeletal_event: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
    bone_agent_administration: pl.DataFrame,
) -> pl.DataFrame:
    """Gray's test of the curves of published.sre_curve since the first agent, death competing.

    In: as `sre_curve`. Out: published.sre_test_since_agent. Which parts are compared and when
    there is no test: `gray_between_parts`.
    """
    strata = strata_by_origin(
        cohort, molecular_group, marker_stratum, lesion, bone_agent_administration
    )
    rows = []
    for endpoint in ENDPOINTS:
        followed = followed_from(
            "bone_agent", endpoint, first_event, cohort, skeletal_event, strata
        )
        rows += [
            gray_between_parts(followed.first.filter(pl.col("stratum") == stratum)).with_columns(
                endpoint=pl.lit(endpoint), stratum=pl.lit(stratum)
            )
            for stratum in STRATA
        ]
    return conform(pl.concat(rows), PUBLISHED["sre_test_since_agent"])
