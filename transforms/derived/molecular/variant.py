"""An alteration of EGFR or KRAS as a laboratory writes it, read into one of a closed list."""

import re
import unicodedata

EXON_19_CODONS = range(729, 762)
EXON_19_CODING = range(2185, 2284)
GENES = ("EGFR", "KRAS", "ALK", "ROS1", "BRAF", "MET", "RET", "HER2")

_AMINO_ACID = r"[A-Z]{3}|[A-Z]"
_SEPARATOR = re.compile(r"[;,+\n]|\b(?:ET|AND|MAIS|BUT)\b|(?=\b(?:SANS|PAS|ABSENCE|WITHOUT)\b)")
_DENIAL = re.compile(
    r"\b(?:SANS|PAS|ABSENCE|ABSENTE?S?|NO|NOT|WITHOUT|NEGATI\w*|SAUVAGE|WILD|WT)\b"
    r"|\bNON\s+(?:DETECT|RETROUV|IDENTIFI|MUTE|PRESENT)"
)
_L858R = re.compile(
    r"(?<![A-Z0-9])(?:L|LEU)\s*858\s*(?:R|ARG)(?![A-Z0-9])"
    r"|\b2573\s*T\s*>\s*G|\b2573_2574\s*(?:DELINS|TG\s*>)\s*GT"
)
_EXON_19 = r"(?:EXON|EX|E)[\s.]*19(?!\d)"
_DELETION = r"DEL(?:ETION)?S?"
_EXON_19_DELETION = re.compile(
    rf"\b{_DELETION}\b[^\d;]{{0,25}}?{_EXON_19}"
    rf"|{_EXON_19}[\s\-:]*{_DELETION}(?![A-Z])|\b{_DELETION}\s*19\b|\bE?LREA\b|\bDELE?LREA"
)
_PROTEIN_DELETION = re.compile(
    rf"(?<![A-Z0-9])(?:{_AMINO_ACID})(\d+)(?:_(?:{_AMINO_ACID})(\d+))?\s*DEL"
    rf"|\bDEL\s*(?:{_AMINO_ACID})(\d+)[_-](?:{_AMINO_ACID})(\d+)"
)
_CODING_DELETION = re.compile(r"\bC\.\s*(\d+)_(\d+)\s*DEL")
_KRAS_CODON_12 = re.compile(
    r"(?<![A-Z0-9])(?:G|GLY)\s*12\s*([A-Z]{3}|[A-Z])((?:/[A-Z](?![A-Z0-9]))*)(?![A-Z0-9])"
)
_KRAS_CODING = re.compile(r"(?<!\d)(3[45])\s*G\s*>\s*([ACT])")
_PROTEIN_CHANGE = re.compile(
    rf"(?<![A-Z0-9])(?:{_AMINO_ACID})\s*\d{{1,4}}(?:_(?:{_AMINO_ACID})\d+)?\s*"
    r"(?:INS|DUP|DEL|FS|[A-Z]{3}(?![A-Z])|[A-Z](?![A-Z]))"
)
_CODING_CHANGE = re.compile(r"\bC\.\s*\d+(?:_\d+)?\s*(?:[ACGT]+\s*>\s*[ACGT]+|DEL|INS|DUP)")
_OTHER_WORDS = {
    "EGFR": re.compile(
        r"\b(?:EXON|EX)[\s.]*(?:18|20)\b|\b(?:INSERTION|INS)[\s\-]*(?:(?:DE|DANS|IN)\b\s*)?"
        r"(?:L'\s*)?(?:EXON|EX)[\s.]*19\b"
    ),
    "KRAS": re.compile(r"\bCODON\s*(?:13|59|61|117|146)\b"),
}
_KRAS_OF_RESIDUE = {
    "A": "G12A",
    "ALA": "G12A",
    "C": "G12C",
    "CYS": "G12C",
    "D": "G12D",
    "ASP": "G12D",
    "V": "G12V",
    "VAL": "G12V",
}
_KRAS_OF_CODING = {
    ("35", "C"): "G12A", ("34", "T"): "G12C", ("35", "A"): "G12D", ("35", "T"): "G12V",
}  # fmt: skip


def variant_of(gene: str, text: str | None) -> str | None:
    """The alteration that the words of a laboratory name, in the vocabulary of its gene.

    EGFR: exon19del, L858R, other. KRAS: G12A, G12C, G12D, G12V, other. Null for another gene,
    when nothing is named ("exon 21", "codon 12", "mutation"), when what is named belongs to
    another gene or is denied ("pas de L858R"), and when several KRAS codons are listed: that is
    the list an assay covers, not a result.

    HGVS of protein (one or three letters) and of coding DNA, and usual wordings in French and
    English, in any case, with or without accents, spaces and parentheses (domain.md §4). Any
    in-frame deletion within codons 729 to 761 (c.2185 to c.2283) is a deletion of exon 19, with or
    without inserted residues.
    """
    reader = {"EGFR": _egfr_variant, "KRAS": _kras_variant}.get(gene)
    if reader is None or not text:
        return None
    return reader([statement for statement in _statements(text) if _is_about(gene, statement)])


def _statements(text: str) -> list[str]:
    """What the text affirms, piece by piece, in capitals without accents or parentheses."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()
    pieces = _SEPARATOR.split(re.sub(r"[()\[\]\"*]", "", plain))
    return [piece for piece in pieces if not _DENIAL.search(piece)]


def _is_about(gene: str, statement: str) -> bool:
    """The statement names no other gene."""
    others = [name for name in GENES if name != gene]
    return not any(re.search(rf"\b{name}\b", statement) for name in others)


def _egfr_variant(statements: list[str]) -> str | None:
    if any(_is_exon_19_deletion(statement) for statement in statements):
        return "exon19del"
    if any(_L858R.search(statement) for statement in statements):
        return "L858R"
    return _other("EGFR", statements)


def _is_exon_19_deletion(statement: str) -> bool:
    if _EXON_19_DELETION.search(statement):
        return True
    return _lies_within(_PROTEIN_DELETION, statement, EXON_19_CODONS) or _lies_within(
        _CODING_DELETION, statement, EXON_19_CODING
    )


def _lies_within(deletion: re.Pattern[str], statement: str, exon: range) -> bool:
    found = [match.groups() for match in deletion.finditer(statement)]
    ends = [[int(end) for end in groups if end is not None] for groups in found]
    return any(all(end in exon for end in pair) for pair in ends)


def _kras_variant(statements: list[str]) -> str | None:
    named = {variant for statement in statements for variant in _kras_named_in(statement)}
    if len(named) > 1:
        return None
    return named.pop() if named else _other("KRAS", statements)


def _kras_named_in(statement: str) -> list[str]:
    # "G12C/V" lists two residues
    found = ["/".join(match.groups()) for match in _KRAS_CODON_12.finditer(statement)]
    residues = [residue for listed in found for residue in listed.split("/") if residue]
    changes = [match.groups() for match in _KRAS_CODING.finditer(statement)]
    return [
        *(_KRAS_OF_RESIDUE.get(residue, "other") for residue in residues),
        *(_KRAS_OF_CODING.get((place, base), "other") for place, base in changes),
    ]


def _other(gene: str, statements: list[str]) -> str | None:
    """An alteration that is named precisely and is none of those followed."""
    patterns = (_PROTEIN_CHANGE, _CODING_CHANGE, _OTHER_WORDS[gene])
    words = [re.sub(rf"\b{gene}\b", " ", statement) for statement in statements]
    named = any(pattern.search(word) for pattern in patterns for word in words)
    return "other" if named else None
