"""What all the tests of one gene show together."""

import polars as pl

from transforms.derived.molecular.variant import variant_of

NOT_TESTED = "not_done"
_STRONGEST_FIRST = ("positive", "negative", "failed", NOT_TESTED)
# Of several alterations of a gene, the one that is followed rather than the others.
_VARIANTS = ("exon19del", "L858R", "G12A", "G12C", "G12D", "G12V", "other")


def gene_results(molecular_test: pl.DataFrame) -> pl.DataFrame:
    """Each gene of each patient, its tests together.

    In: canonical.molecular_test. Out: patient_id, gene, result, variant, known_on, a row a patient
    and gene. An alteration found once is there, whatever other tests miss; a gene that failed or
    was not done has no result (known_on is null). known_on is the first report that gives it.
    variant is read from the words of the positive tests, else from the class the source gives.
    """
    tests = _with_variant(molecular_test).with_columns(
        strength=_rank("test_result", _STRONGEST_FIRST), variant_rank=_rank("variant", _VARIANTS)
    )
    by_gene = tests.group_by("patient_id", "gene").agg(
        pl.col("strength").min(),
        pl.col("variant_rank").filter(_is("positive")).min(),
        positive_on=pl.col("reported_on").filter(_is("positive")).min(),
        negative_on=pl.col("reported_on").filter(_is("negative")).min(),
    )
    return by_gene.with_columns(result=_named("strength", _STRONGEST_FIRST)).select(
        "patient_id",
        "gene",
        "result",
        variant=_named("variant_rank", _VARIANTS),
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


def _first_report() -> pl.Expr:
    result = pl.col("result")
    return (
        pl.when(result == "positive")
        .then("positive_on")
        .when(result == "negative")
        .then("negative_on")
    )


def _is(result: str) -> pl.Expr:
    return pl.col("test_result") == result


# Ranks, not sorting: the least of a group is found without ordering each of many small ones.
def _rank(column: str, order: tuple[str, ...]) -> pl.Expr:
    ranks = {name: place for place, name in enumerate(order)}
    return pl.col(column).replace_strict(ranks, return_dtype=pl.Int64)


def _named(rank: str, order: tuple[str, ...]) -> pl.Expr:
    return pl.col(rank).replace_strict(dict(enumerate(order)), return_dtype=pl.String)
