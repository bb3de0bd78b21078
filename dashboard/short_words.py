"""Codes in words short enough for a column of a table; what stands beside says them in full."""

from dashboard.language import say
from warehouse.review_store_entries import Standing


def short_histology(code: str) -> str:
    """Histology of the primary; the code itself when it is not of the vocabulary."""
    return {
        "adenocarcinoma": say("Adenocarcinoma"),
        "squamous": say("Squamous"),
        "small_cell": say("Small cell"),
        "large_cell": say("Large cell"),
        "not_specified": say("Not specified"),
    }.get(code, code)


def short_group(code: str) -> str:
    """Molecular group; names of genes stay as they are."""
    return {
        "EGFR_other": say("EGFR, other"),
        "triple_negative": say("Triple negative"),
        "incomplete_testing": say("Incomplete"),
    }.get(code, code)


def short_kind(code: str) -> str:
    """Kind of a skeletal event."""
    return {
        "FX": say("Fracture"),
        "SCC": say("Compression"),
        "RT": say("Radiotherapy"),
        "SX": say("Surgery"),
        "HCM": say("Hypercalcaemia"),
    }.get(code, code)


def short_decision(code: str) -> str:
    """What a clinician decided of an event, or that they took it back."""
    return {
        "accept": say("accepted"),
        "reject": say("rejected"),
        "merge": say("merged"),
        Standing.TAKEN_BACK: say("taken back"),
    }.get(code, code)
