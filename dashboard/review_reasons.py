"""Which reasons a clinician is offered for a decision on an event of one kind."""

from warehouse.schema import VOCABULARIES

_ACCEPTING = ("report_confirms", "clinically_certain", "other")
_MERGING = ("duplicate", "consequence_of_other", "other")
_NEVER_REJECTING = ("report_confirms", "clinically_certain", "consequence_of_other")
_ONLY_OF = {
    "traumatic": ("FX",),
    "benign_bone": ("FX",),
    "not_a_fracture": ("FX",),
    "not_a_compression": ("SCC",),
    "not_of_bone": ("RT", "SX"),
    "other_purpose": ("RT", "SX"),
    "not_done": ("RT", "SX"),
}


def reasons_offered(event_kind: str, decision: str) -> list[str]:
    """Codes of the vocabulary review_reason; those about one kind of event only there."""
    if decision == "accept":
        return list(_ACCEPTING)
    if decision == "merge":
        return list(_MERGING)
    codes = [code for code in VOCABULARIES["review_reason"].codes if code not in _NEVER_REJECTING]
    return [code for code in codes if event_kind in _ONLY_OF.get(code, (event_kind,))]
