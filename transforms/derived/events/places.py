"""Where in the skeleton: regions, sides, and whether two rows speak of the same bone."""

import polars as pl

from warehouse.schema import BONE_SITES

SPINE = "spine"  # spine, level unknown
REGION_OF_SITE = {code: site.region for code, site in BONE_SITES.items()}
SPINAL_SITES = [code for code, site in BONE_SITES.items() if site.is_vertebra or code == "sacrum"]
ONE_SIDED = ("L", "R")


def region(site: str) -> pl.Expr:
    """Anatomical region of a column of bone sites."""
    return pl.col(site).replace_strict(REGION_OF_SITE, default=None, return_dtype=pl.String)


def is_spinal(site: str) -> pl.Expr:
    """The bone is of the spine, sacrum included; null when the bone is not known."""
    return pl.col(site).is_in(SPINAL_SITES)


def same_place(site: str, side: str, other_site: str, other_side: str) -> pl.Expr:
    """Two rows speak of the same region, and not of opposite sides of it.

    A spine without level is the same place as any of its levels. A side that is unknown or on
    the midline opposes none. Null when a bone is not known.
    """
    same_region = region(site) == region(other_site)
    unknown_level = (pl.col(site) == SPINE) | (pl.col(other_site) == SPINE)
    both_spinal = is_spinal(site) & is_spinal(other_site)
    sided = pl.col(side).is_in(ONE_SIDED) & pl.col(other_side).is_in(ONE_SIDED)
    opposite = (sided & (pl.col(side) != pl.col(other_side))).fill_null(False)
    return (same_region | (unknown_level & both_spinal)) & ~opposite
