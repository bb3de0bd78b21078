"""The exclusive molecular group of a patient: EGFR, ALK, KRAS, triple-negative or not known."""

import polars as pl

from transforms.derived.evidence import source_row, with_definition_version
from transforms.derived.molecular.gene_result import NOT_TESTED, gene_results
from transforms.frames import conform
from warehouse.schema import DERIVED

PANEL = ("EGFR", "KRAS", "ALK")
CLASSICAL_EGFR = ("exon19del", "L858R")


def molecular_group(molecular_test: pl.DataFrame) -> pl.DataFrame:
    """One group a patient with a molecular test, the first that applies (domain.md §4).

    In: canonical.molecular_test. Out: derived.molecular_group. EGFR by deletion of exon 19 or
    L858R; EGFR_other for any other or unstated alteration of EGFR; ALK; KRAS (kras_variant says
    which, null when not stated); triple_negative only when the three are tested and not altered;
    else incomplete_testing. molecular_group_known_on is the report that decided: nobody belongs
    to a group before it. A second altered gene, of the three or not, is has_co_mutation.
    """
    results = gene_results(molecular_test)
    patients = results.group_by("patient_id").agg(
        *(
            _of(gene, "result").fill_null(NOT_TESTED).alias(f"{gene.lower()}_result")
            for gene in PANEL
        ),
        egfr_variant=_of("EGFR", "variant"),
        kras_variant=_of("KRAS", "variant"),
        altered_genes=pl.col("gene").filter(pl.col("result") == "positive").sort(),
        panel_complete_on=_panel_complete_on(),
        **{f"{gene.lower()}_result_known_on": _of(gene, "known_on") for gene in PANEL},
    )
    grouped = (
        patients.with_columns(
            molecular_group=_group(), has_co_mutation=pl.col("altered_genes").list.len() > 1
        )
        .with_columns(molecular_group_known_on=_group_known_on())
        .join(_evidence(molecular_test), on="patient_id")
    )
    table = DERIVED["molecular_group"]
    return conform(with_definition_version(grouped).select(table.columns), table)


def _of(gene: str, column: str) -> pl.Expr:
    return pl.col(column).filter(pl.col("gene") == gene).first()


def _panel_complete_on() -> pl.Expr:
    """The day the last of the three became known; null while one has no dated result."""
    known = pl.col("known_on").filter(pl.col("gene").is_in(PANEL)).drop_nulls()
    return pl.when(known.len() == len(PANEL)).then(known.max())


def _group() -> pl.Expr:
    def is_positive(gene: str) -> pl.Expr:
        return pl.col(f"{gene.lower()}_result") == "positive"

    all_negative = pl.all_horizontal(
        pl.col(f"{gene.lower()}_result") == "negative" for gene in PANEL
    )
    is_classical = pl.col("egfr_variant").is_in(CLASSICAL_EGFR).fill_null(False)
    return (
        pl.when(is_positive("EGFR") & is_classical)
        .then(pl.lit("EGFR"))
        .when(is_positive("EGFR"))
        .then(pl.lit("EGFR_other"))
        .when(is_positive("ALK"))
        .then(pl.lit("ALK"))
        .when(is_positive("KRAS"))
        .then(pl.lit("KRAS"))
        .when(all_negative)
        .then(pl.lit("triple_negative"))
        .otherwise(pl.lit("incomplete_testing"))
    )


def _group_known_on() -> pl.Expr:
    """The altered gene alone decides its group; not one altered takes the results of all three."""
    group = pl.col("molecular_group")
    return (
        pl.when(group == "triple_negative")
        .then("panel_complete_on")
        .when(group.is_in(["EGFR", "EGFR_other"]))
        .then("egfr_result_known_on")
        .when(group == "ALK")
        .then("alk_result_known_on")
        .when(group == "KRAS")
        .then("kras_result_known_on")
    )


def _evidence(molecular_test: pl.DataFrame) -> pl.DataFrame:
    rows = molecular_test.select("patient_id", row=source_row("molecular_test"))
    return rows.group_by("patient_id").agg(source_rows=pl.col("row").sort())
