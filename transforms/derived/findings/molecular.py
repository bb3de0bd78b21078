"""Rules a molecular test can break (domain.md §8)."""

from datetime import timedelta

import polars as pl

from transforms.derived.findings.breach import breach
from warehouse.schema.thresholds import threshold

TEST = "molecular_test"
EXCLUSIVE = ("KRAS", "ALK")
# a rearrangement is often reported without naming its variant; a mutation is not
NAMED = ("EGFR", "KRAS")


def molecular_breaches(molecular_test: pl.DataFrame) -> list[pl.DataFrame]:
    """Findings among molecular tests, one frame a rule. In: canonical.molecular_test."""
    wait = pl.col("reported_on") - pl.col("sampled_on")
    late = timedelta(days=threshold("molecular_report_days"))
    return [
        breach(_altered_together(molecular_test), "M01", TEST, "test_result"),
        breach(molecular_test.filter(_variant_contradicts_result()), "M02", TEST, "variant_hgvs"),
        breach(molecular_test.filter(wait < timedelta(0)), "M03", TEST, "reported_on"),
        breach(molecular_test.filter(wait > late), "M04", TEST, "reported_on"),
    ]


def _altered_together(molecular_test: pl.DataFrame) -> pl.DataFrame:
    altered = molecular_test.filter(pl.col("test_result") == "positive")
    egfr = altered.filter(pl.col("gene") == "EGFR")
    others = altered.filter(pl.col("gene").is_in(EXCLUSIVE))
    both = egfr.join(others, on="patient_id", how="semi").select("patient_id").unique()
    of_the_two = altered.filter(pl.col("gene").is_in(("EGFR", *EXCLUSIVE)))
    return of_the_two.join(both, on="patient_id", how="semi")


def _variant_contradicts_result() -> pl.Expr:
    has_variant = pl.any_horizontal(pl.col("variant_hgvs", "variant_class").is_not_null())
    is_positive = pl.col("test_result") == "positive"
    return (has_variant & ~is_positive) | (is_positive & ~has_variant & pl.col("gene").is_in(NAMED))
