"""Alterations as laboratories write them, in HGVS and in words."""

import pytest

from transforms.derived.molecular.variant import variant_of

EXON_19_DELETION = [
    "délétion exon 19", "DÉLÉTION EXON 19", "deletion exon 19", "délétion de l'exon 19",
    "délétion dans l’exon 19", "Délétion en phase de l'exon 19", "exon 19 deletion", "Ex19del",
    "del19", "Del 19", "exon19del", "E19del", "EGFR del ex 19", "délELREA",
    "p.E746_A750del", "P.E746_A750DEL", "p.Glu746_Ala750del", "p.(Glu746_Ala750del)",
    "E746_A750 del", "del E746-A750", "p.L747_P753delinsS", "p.L747_T751del",
    "c.2235_2249del15", "c.2236_2250del", "p.E746_A750del (c.2235_2249del)",
    "délétion exon 19, pas de T790M", "exon 19 deletion + T790M",
]  # fmt: skip
L858R = [
    "p.L858R", "P.L858R", "l858r", "L858R", "L 858 R", "p.Leu858Arg", "p.(Leu858Arg)",
    "P.LEU858ARG", "EGFR L858R", "c.2573T>G", "C.2573T>G", "c.2573 T>G", "c.2573_2574delinsGT",
    "mutation L858R de l'exon 21", "exon 21 (L858R)", "L858R sans T790M", "p.L858R;p.T790M",
    "CBNPC non épidermoïde, L858R",
]  # fmt: skip
OTHER_EGFR = [
    "T790M", "p.Thr790Met", "G719S", "p.L861Q", "insertion exon 20", "exon 20", "exon 18",
    "p.D770_N771insSVD", "p.A767_V769dup", "insertion exon 19", "p.K745_E746insIPVAIK",
    "p.L858M", "c.2573T>A", "p.V774_C775del",
]  # fmt: skip
UNSTATED_EGFR = [
    "exon 21", "exon 19", "mutation", "positif", "mutation activatrice", "amplification",
    "pas de L858R", "absence de délétion exon 19", "délétion exon 19 : absente",
    "L858R non détectée", "KRAS G12C", "",
]  # fmt: skip
KRAS = {
    "G12A": ["p.G12A", "p.Gly12Ala", "Gly12Ala", "c.35G>C", "kras g12a"],
    "G12C": ["p.G12C", "p.Gly12Cys", "KRAS G12C", "kras g12c", "G 12 C", "p.(Gly12Cys)", "c.34G>T",
             "mutation codon 12 (c.34G>T, p.Gly12Cys)", "G12C / STK11", "P.GLY12CYS",
             "mutation G12C du codon 12, exon 2"],
    "G12D": ["G12D", "p.Gly12Asp", "c.35G>A"],
    "G12V": ["G12V", "p.Gly12Val", "c.35 G>T"],
    "other": ["G12R", "p.G12S", "c.34G>C", "p.G12F", "p.G13D", "Gln61His", "p.Q61H", "A146T",
              "codon 13", "codon 61"],
}  # fmt: skip


@pytest.mark.parametrize("text", EXON_19_DELETION)
def test_a_deletion_of_exon_19(text: str) -> None:
    assert variant_of("EGFR", text) == "exon19del"


@pytest.mark.parametrize("text", L858R)
def test_l858r(text: str) -> None:
    assert variant_of("EGFR", text) == "L858R"


@pytest.mark.parametrize("text", OTHER_EGFR)
def test_another_alteration_of_egfr(text: str) -> None:
    assert variant_of("EGFR", text) == "other"


@pytest.mark.parametrize("text", UNSTATED_EGFR)
def test_words_that_do_not_say_which_alteration_of_egfr(text: str) -> None:
    assert variant_of("EGFR", text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [(text, variant) for variant, texts in KRAS.items() for text in texts]
)
def test_a_mutation_of_kras(text: str, expected: str) -> None:
    assert variant_of("KRAS", text) == expected


@pytest.mark.parametrize(
    "text", ["codon 12", "muté", "exon 2", "absence de mutation G12C", "EGFR L858R"]
)
def test_words_that_do_not_say_which_mutation_of_kras(text: str) -> None:
    assert variant_of("KRAS", text) is None


@pytest.mark.parametrize("text", ["G12A, G12C, G12D", "G12C/V", "recherche G12A/C/D/V"])
def test_the_codons_an_assay_covers_are_not_a_result(text: str) -> None:
    assert variant_of("KRAS", text) is None


def test_no_words_and_other_genes_have_no_variant() -> None:
    assert variant_of("EGFR", None) is None
    assert variant_of("ALK", "EML4-ALK") is None
    assert variant_of("BRAF", "p.V600E") is None
