"""Risk strata of urinary NTX and of bone alkaline phosphatase activity."""

import polars as pl

from transforms.derived.markers.upper_limit import is_elevated
from warehouse.schema.definitions import number

# Where each stratum above the lowest starts, and where the marker counts as elevated. The mass
# assay of bone alkaline phosphatase has neither: the 146 U/L limit belongs to activity.
STRATA: dict[str, tuple[tuple[str, float], ...]] = {
    "NTX_CR": (
        ("moderate", number("ntx_moderate_nmol_mmol")),
        ("high", number("ntx_high_nmol_mmol")),
    ),
    "BALP_ACT": (("high", number("balp_activity_high_u_l")),),
}
ELEVATED_FROM = {
    "NTX_CR": number("ntx_elevated_nmol_mmol"),
    "BALP_ACT": number("balp_activity_high_u_l"),
}


def stratum(name: str) -> pl.Expr:
    """Stratum of <name>_value (domain.md §3.4), null when a limit ("<", ">") cannot tell."""
    by_analyte = [
        pl.when(pl.col("analyte_code") == analyte).then(_stratum_among(name, steps))
        for analyte, steps in STRATA.items()
    ]
    return pl.coalesce(by_analyte)


def marker_class(name: str) -> pl.Expr:
    """E where <name>_value is elevated, N where it is not, null when nobody can tell."""
    by_analyte = [
        pl.when(pl.col("analyte_code") == analyte).then(
            is_elevated(f"{name}_value", f"{name}_operator", pl.lit(limit))
        )
        for analyte, limit in ELEVATED_FROM.items()
    ]
    elevated = pl.coalesce(by_analyte)
    return pl.when(elevated).then(pl.lit("E")).when(~elevated).then(pl.lit("N"))


def _stratum_among(name: str, steps: tuple[tuple[str, float], ...]) -> pl.Expr:
    reaches = [
        is_elevated(f"{name}_value", f"{name}_operator", pl.lit(start)) for _, start in steps
    ]
    labels = ["low", *(label for label, _ in steps)]
    # a stratum is known when its own start is reached and the next one's is not
    known = [
        pl.when(
            (reaches[place - 1] if place else pl.lit(True))
            & (~reaches[place] if place < len(steps) else pl.lit(True))
        ).then(pl.lit(label))
        for place, label in enumerate(labels)
    ]
    return pl.coalesce(known)
