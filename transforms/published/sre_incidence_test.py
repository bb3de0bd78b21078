"""Whether the incidence of the first skeletal event differs between the parts of a stratum."""

import polars as pl

from transforms.derived.events.endpoints import ENDPOINTS
from transforms.frames import conform
from transforms.published.estimates.gray_between_parts import gray_between_parts
from transforms.published.estimates.origins import FROM_AGENT_ONLY
from transforms.published.estimates.strata_at_index import observed_in, strata_at_index
from warehouse.schema import PUBLISHED, VOCABULARIES

STRATA = tuple(
    name for name in VOCABULARIES["incidence_stratum"].codes if name not in ("all", FROM_AGENT_ONLY)
)


def sre_incidence_test(
    first_event: pl.DataFrame,
    cohort: pl.DataFrame,
    molecular_group: pl.DataFrame,
    marker_stratum: pl.DataFrame,
    lesion: pl.DataFrame,
) -> pl.DataFrame:
    """Gray's test of each endpoint and stratum, death competing (domain.md §2.4, §2.5).

    In: derived.first_event and what `strata_at_index` divides by. Out:
    published.sre_incidence_test. The histories are those of published.sre_incidence. Parts with
    fewer than 20 patients or 5 events and those of unknown part are left out, and counted; with
    fewer than two parts left there is no test: null.
    """
    strata = strata_at_index(cohort, molecular_group, marker_stratum, lesion)
    placed = observed_in(first_event, strata)
    rows = [
        gray_between_parts(
            placed.filter(pl.col("endpoint") == endpoint, pl.col("stratum") == stratum)
        ).with_columns(endpoint=pl.lit(endpoint), stratum=pl.lit(stratum))
        for endpoint in ENDPOINTS
        for stratum in STRATA
    ]
    return conform(pl.concat(rows), PUBLISHED["sre_incidence_test"])
