"""What all the tests of one gene show together."""

import polars as pl

from transforms.derived.molecular.variant import variant_of

NOT_TESTED = "not_done"
_STRONGEST_FIRST = ("positive", "negative", "failed", NOT_TESTED)
_VARIANTS = ("exon19del", "L858R", "G12A", "G12C", "G12D", "G12V", "other")


def gene_results(molecular_test: pl.DataFrame) -> pl.DataFrame:
    """Each gene of each patient, its tests together.

    In: canonical.molecular_test. Out: patient_id, gene, result, variant, known_on, a row a patient
    and gene. An alteration found once is there, whatever other tests miss; a gene that failed or
    was not done has no result (known_on is null). known_on is the first report that gives it.
    variant is read from the words of the positive tests, else from the class the source gives.
    """
    tests = _with_variant(molecular_test).with_columns(
        strength=_rank("test_result", _STRONGEST_FIRST)
    )
    return tests.group_by("patient_id", "gene").agg(
        result=pl.col("test_result").sort_by("strength").first(),
        variant=_best_variant(),
        known_on=_first_report(),
    )


def _with_variant(tests: pl.DataFrame) -> pl.DataFrame:
    """The tests with the alteration each names; every wording is read once."""
    words = ["gene", "variant_hgvs", "variant_class"]
    wordings = tests.select(words).unique()
    variants = [
        variant_of(gene, hgvs) or variant_of(gene, named) for gene, hgvs, named in wordings.rows()
    ]
    read = wordings.with_columns(variant=pl.Series(variants, dtype=pl.String))
    return tests.join(read, on=words, how="left", nulls_equal=True)


def _best_variant() -> pl.Expr:
    """Of several alterations of a gene, one that is followed rather than another."""
    named = pl.col("variant").filter(pl.col("test_result") == "positive")
    return named.sort_by(named.replace_strict(_ranks(_VARIANTS), return_dtype=pl.Int64)).first()


def _first_report() -> pl.Expr:
    is_strongest = pl.col("strength") == pl.col("strength").min()
    is_a_result = pl.col("test_result").is_in(["positive", "negative"])
    return pl.col("reported_on").filter(is_strongest & is_a_result).min()


def _rank(column: str, order: tuple[str, ...]) -> pl.Expr:
    return pl.col(column).replace_strict(_ranks(order), return_dtype=pl.Int64)


def _ranks(order: tuple[str, ...]) -> dict[str, int]:
    return {name: place for place, name in enumerate(order)}
